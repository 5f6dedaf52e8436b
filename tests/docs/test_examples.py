"""Every example in the documents is run: commands print what is shown, plans are sound.

`pytest --update-golden` writes the output of commands anew.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from dhrplan import workspace
from dhrplan.text.folder import NamedBytes
from tests.golden.running import ROOT, Shell

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENTS = sorted((ROOT / "README.md", *ROOT.glob("docs/**/*.md")))
_CONSOLE = re.compile(r"^```console\n(\$ .*?)^```$", re.MULTILINE | re.DOTALL)
_PLAN = re.compile(r"^```yaml\n(format: 1\n.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ (.*)\n", re.MULTILINE)


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(capsys, monkeypatch)


def run_again(block: str, shell: Shell) -> str:
    """The block with what its commands print today."""
    commands = _COMMAND.findall(block)
    return "".join(f"$ {command}\n{shell.run(command).stdout}" for command in commands)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_commands_print_what_is_shown(path: Path, shell: Shell, *, update_golden: bool) -> None:
    text = path.read_text(encoding="utf-8")
    today = _CONSOLE.sub(lambda match: f"```console\n{run_again(match[1], shell)}```", text)
    if update_golden:
        path.write_text(today, encoding="utf-8", newline="\n")
    assert today == text or update_golden


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_plans_shown_are_sound(path: Path) -> None:
    for plan in _PLAN.findall(path.read_text(encoding="utf-8")):
        name = re.search(r"^id: (\S+)$", plan, re.MULTILINE)
        assert name
        folder = NamedBytes("plans", {f"{name[1]}.yaml": plan.encode()})
        assert workspace.read((folder,)).check() == ()


def test_the_readme_shows_the_three_commands() -> None:
    shown = " ".join(_CONSOLE.findall((ROOT / "README.md").read_text(encoding="utf-8")))
    assert [name for name in ("overdue", "report", "validate") if f"$ dhrplan {name}" in shown] == [
        "overdue",
        "report",
        "validate",
    ]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)", path.read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link]
    assert [link for link in local if not (path.parent / link).exists()] == []
