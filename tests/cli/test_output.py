"""`-o FILE`: it says what it wrote, and never takes the place of what must stay."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from dhrplan import store
from tests.golden.running import ROOT, Outcome, Shell

COMMANDS = ("overdue", "list", "status", "report --all", "show DHR4 4.1", "explain")
PROTECTED = (
    *("plans/DHR4.yaml", "plans/agencies.yaml", "plans/plan.schema.json", "plans/notes.txt"),
    *("plans/new.md", "plans/deep/new.md", "plans/DHR8.yaml", "dhrplan.toml"),
    *("forbidden-names.txt", "minutes/2021-04-10.md", ".dhrplan/plans.meeting.json"),
)
OTHER_SPELLINGS = (
    *("plans/../plans/new.md", "./plans/./new.md", "elsewhere/../plans/new.md"),
    *("by-link/new.md", "link.md", "hard.md", "hard-settings.md", "DHR4.YAML"),
)


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    folder = tmp_path / "work"
    shutil.copytree(ROOT / "plans", folder / "plans")
    for name in ("plans/notes.txt", "dhrplan.toml", "forbidden-names.txt"):
        (folder / name).write_text("# kept\n", encoding="utf-8")
    for name in ("minutes", ".dhrplan", "elsewhere", "plans/deep"):
        (folder / name).mkdir()
    (folder / "minutes" / "2021-04-10.md").write_text("kept\n", encoding="utf-8")
    return Shell(capsys, monkeypatch, folder)


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def refused(shell: Shell, command: str) -> Outcome:
    """A command that ends with 3, prints no answer, and leaves every file as it was."""
    before = contents(shell.folder)
    outcome = shell.run(command)
    assert contents(shell.folder) == before
    assert (outcome.code, outcome.stdout) == (3, ""), outcome
    assert outcome.stderr.startswith("Error: Not saved: ")
    return outcome


@pytest.mark.parametrize("command", COMMANDS)
def test_it_says_on_standard_error_what_it_wrote(shell: Shell, command: str) -> None:
    outcome = shell.run(f"dhrplan {command} -o answer.md")
    assert (outcome.code, outcome.stdout) == (0, "")
    assert outcome.stderr.endswith("answer.md is written.\n")
    assert (shell.folder / "answer.md").read_bytes()


def test_an_earlier_report_elsewhere_is_replaced(shell: Shell) -> None:
    (shell.folder / "answer.md").write_text("old", encoding="utf-8")
    assert shell.run("dhrplan overdue -o answer.md").code == 0
    assert (shell.folder / "answer.md").read_text(encoding="utf-8") != "old"


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("place", PROTECTED)
def test_what_must_stay_is_not_written_over(shell: Shell, command: str, place: str) -> None:
    refused(shell, f"dhrplan {command} --format markdown -o {place}")


@pytest.mark.parametrize("place", OTHER_SPELLINGS)
@pytest.mark.parametrize("command", ["overdue --format json", "schema"])
def test_another_spelling_of_the_path_makes_no_difference(
    shell: Shell, command: str, place: str
) -> None:
    folder = shell.folder
    (folder / "by-link").symlink_to(folder / "plans", target_is_directory=True)
    (folder / "link.md").symlink_to(folder / "plans" / "DHR4.yaml")
    os.link(folder / "plans" / "DHR4.yaml", folder / "hard.md")
    os.link(folder / "dhrplan.toml", folder / "hard-settings.md")
    refused(shell, f"dhrplan {command} -o {place}")


def test_the_message_says_why_and_where_to_write_instead(shell: Shell) -> None:
    assert refused(shell, "dhrplan overdue --format csv -o plans/DHR4.yaml").stderr == (
        "Error: Not saved: plans/DHR4.yaml has the name of a plan or a register.\n"
        "Choose another place, such as `-o report.md` beside the folder of plans.\n"
    )
    os.link(shell.folder / "plans" / "notes.txt", shell.folder / "hard.md")
    outcome = refused(shell, "dhrplan overdue -o hard.md")
    assert "hard.md is the same file as notes.txt." in outcome.stderr


def test_a_folder_of_plans_that_is_not_in_view_is_known_by_its_name(
    shell: Shell, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    shutil.copytree(ROOT / "plans", tmp_path / "other" / "plans")
    outcome = shell.run("dhrplan overdue -o ../other/plans/late.md")
    assert outcome.code == 3
    assert "is in a folder of plans" in outcome.stderr


def test_a_folder_named_with_plans_is_protected_too(shell: Shell, tmp_path: Path) -> None:
    other = tmp_path / "unpublished"
    shutil.copytree(ROOT / "plans", other)
    outcome = shell.run("dhrplan overdue --plans ../unpublished -o ../unpublished/late.md")
    assert outcome.code == 3


def test_the_list_of_names_is_protected_wherever_the_settings_have_it(shell: Shell) -> None:
    toml = 'forbidden_names = "names.md"\n'
    (shell.folder / "dhrplan.toml").write_text(toml, encoding="utf-8")
    (shell.folder / "names.md").write_text("A. N. Other\n", encoding="utf-8")
    refused(shell, "dhrplan overdue -o names.md")


@pytest.mark.skipif(not Path(os.devnull).is_char_device(), reason="Windows has no device files")
def test_a_device_is_written_to(shell: Shell) -> None:
    assert shell.run(f"dhrplan overdue --format csv -o {os.devnull}").code == 0


@pytest.mark.parametrize("options", ["", "--agencies"])
def test_a_schema_replaces_only_an_older_form_of_itself(shell: Shell, options: str) -> None:
    own, other = "plans/plan.schema.json", "plans/agencies.schema.json"
    if options:
        own, other = other, own
    path = shell.folder / own
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b'"type": "object"', b'"type": "array"', 1))
    outcome = shell.run(f"dhrplan schema {options} -o {own}")
    assert (outcome.code, outcome.stderr) == (0, f"{own} is written.\n")
    assert path.read_bytes() == whole
    for place in (other, "plans/DHR4.yaml", "plans/notes.txt", "dhrplan.toml"):
        refused(shell, f"dhrplan schema {options} -o {place}")
    assert shell.run(f"dhrplan schema {options} -o plans/new.json").code == 0


def test_a_name_in_capitals_is_the_same_folder_where_the_disk_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows and macOS, and as short names of Windows: the disk's numbers decide."""
    plans = tmp_path / "plans"
    plans.mkdir()
    (tmp_path / "PLANS~1").symlink_to(plans, target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    assert store.why_protected(Path("PLANS~1/new.md"), (plans,)) == "is in a folder of plans"
