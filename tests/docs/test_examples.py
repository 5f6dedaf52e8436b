"""Every example in the documents is run: commands print what is shown, plans are sound.

`pytest --update-golden` writes the output of commands anew.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import docx
import pytest

from dhrplan import workspace
from dhrplan.plan.folder import FolderBytes
from dhrplan.render import ENDINGS
from dhrplan.rules.engine import EXAMPLE_DAY
from tests.golden.running import (
    ROOT,
    Shell,
    folder_for_examples,
    needs_terminal,
    needs_write,
    unasked,
)

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENTS = sorted((ROOT / "README.md", *ROOT.glob("docs/**/*.md")))
_CONSOLE = re.compile(r"^```console\n(\$ .*?)^```$", re.MULTILINE | re.DOTALL)
_PLAN = re.compile(r"^```yaml\n(format: 1\n.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ (.*)\n", re.MULTILINE)
# Between backticks, or alone on its line, as in the examples of a help.
_IN_TEXT = re.compile(r"`(dhrplan -?\w[^`]*)`|^ *(dhrplan [a-z][^|<>\n]*)$", re.MULTILINE)


def name_of(path: Path) -> str:
    """A document's place in the checkout."""
    return path.relative_to(ROOT).as_posix()


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(capsys, monkeypatch)


def run_again(block: str, shell: Shell) -> str:
    """The block with what its commands print today."""
    commands = _COMMAND.findall(block)
    text = "".join(f"$ {command}\n{shell.run(command).stdout}" for command in commands)
    return text.replace("\r\n", "\n")  # as CSV has its lines, and a page has not


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_commands_print_what_is_shown(path: Path, shell: Shell, *, update_golden: bool) -> None:
    text = _text(path)
    today = _CONSOLE.sub(lambda match: f"```console\n{run_again(match[1], shell)}```", text)
    if update_golden and today != text:
        path.write_text(today, encoding="utf-8", newline="\n")
    assert today == text or update_golden


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_plans_shown_are_sound(path: Path) -> None:
    for plan in _PLAN.findall(_text(path)):
        name = re.search(r"^id: (\S+)$", plan, re.MULTILINE)
        assert name
        folder = FolderBytes("plans", {f"{name[1]}.yaml": plan.encode()})
        assert workspace.read((folder,)).check(EXAMPLE_DAY) == ()


def test_the_readme_names_each_command_of_every_day() -> None:
    readme = _text(ROOT / "README.md")
    everyday = ("overdue", "report", "list", "show", "status", "update", "meeting", "undo")
    assert [name for name in everyday if f"`dhrplan {name}" not in readme] == []


def test_the_readme_is_short_and_shows_a_picture_before_any_file() -> None:
    readme = _text(ROOT / "README.md")
    assert len(readme.splitlines()) < 120
    assert re.search(r"DHR.*DARDR", readme.partition("![")[0], re.DOTALL)
    assert "```" not in readme.partition("![")[0]


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_commands_in_the_text_can_be_run(path: Path, tmp_path: Path, shell: Shell) -> None:
    """In a folder of their own, where files may be written; but of the review of examples."""
    elsewhere = replace(shell, folder=folder_for_examples(tmp_path))
    docx.Document().save(str(tmp_path / "council.docx"))
    told = {words for pair in _IN_TEXT.findall(_text(path)) for words in pair if words}
    left_out = {one for one in told if "DHR99" in one or needs_terminal(one) or needs_write(one)}
    left_out |= {
        "dhrplan new",
        "dhrplan update",
        "dhrplan import",
    }  # the name of the command, not an example
    there = sorted(told - left_out)
    codes = {command: elsewhere.run(unasked(command)).code for command in there}
    # Of all documents at once, one may hold no plan; the exit code says so.
    allowed = {command: (0, 1, 3) if "*.docx" in command else (0, 1) for command in codes}
    assert {one: code for one, code in codes.items() if code not in allowed[one]} == {}


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_links_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)]*)\)", _text(path))
    local = [link.partition("#") for link in links if "://" not in link]
    lost = [
        f"{place}{mark}{anchor}"
        for place, mark, anchor in local
        if not _leads_somewhere(path.parent / place if place else path, anchor)
    ]
    assert lost == []


def test_every_document_is_led_to_from_the_first_page() -> None:
    reached = _reached(ROOT / "README.md", set())
    assert [path for path in DOCUMENTS if path not in reached] == []


def test_every_ending_of_a_file_is_told() -> None:
    page = _text(ROOT / "docs" / "how-to" / "use-answers-elsewhere.md")
    rows = re.findall(r"^\| `(\.\w+)` \| `(\w+)` \|", page, re.MULTILINE)
    assert rows == list(ENDINGS.items())


def test_the_columns_that_are_named_are_there(shell: Shell) -> None:
    page = _text(ROOT / "docs" / "how-to" / "what-was-said-done-and-never-shown.md")
    told = re.findall(r"`(\w+)`", page.partition("with the columns")[2].partition(".")[0])
    columns = shell.run("dhrplan report --all --format csv").stdout.splitlines()[0].split(",")
    assert told == ["outcome", "evidence", "signed_off", "checks"]
    assert set(told) <= set(columns)


def _reached(path: Path, seen: set[Path]) -> set[Path]:
    """The documents that links lead to, one after the other."""
    seen.add(path)
    for link in re.findall(r"\]\(([^):#]+\.md)", _text(path)):
        following = (path.parent / link).resolve()
        if following not in seen:
            _reached(following, seen)
    return seen


def _leads_somewhere(path: Path, anchor: str) -> bool:
    return path.exists() and (not anchor or anchor in _anchors(_text(path)))


def _anchors(text: str) -> set[str]:
    """The headings of a document as links name them."""
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
