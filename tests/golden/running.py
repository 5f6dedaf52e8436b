"""Running a whole command in this process, as a user would have run it."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile, copytree
from typing import TYPE_CHECKING

from dhrplan.cli.entry import run
from tests.git import git

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parents[2]


_ASKING = ("init", "new", "import", "update", "remove", "move", "completion")

_LAYOUTS = ROOT / "tests/exchange/layouts"
_DOCUMENTS = {
    "Action plan.docx": "actions-merged.docx",
    "DHR8.docx": "actions-merged.docx",
    "paper.docx": "actions-merged.docx",
    "returns.xlsx": "action-numbers.xlsx",
}
"""The documents that examples name, each with the file of the tests that takes its place."""
_CSV = "Recommendation,Action,Progress\nLeaflets are in ten languages.,Print 500 copies.,Printed.\n"


def folder_for_examples(folder: Path) -> Path:
    """Fill a folder with the plans and the documents that examples name, and commit the plans."""
    copytree(ROOT / "plans", folder / "plans", dirs_exist_ok=True)
    for name, layout in _DOCUMENTS.items():
        copyfile(_LAYOUTS / layout, folder / name)
    (folder / "paper.md").write_text("# Another paper\n", encoding="utf-8")
    (folder / "plan.csv").write_text(_CSV, encoding="utf-8")
    (folder / "dhrplan.toml").write_text("meetings = [2026-09-10]\n", encoding="utf-8")
    git(folder, "init", "--quiet")
    git(folder, "add", "plans", "dhrplan.toml")
    for day in ("2026-01-05", "2026-09-01"):
        with_day = {"GIT_COMMITTER_DATE": f"{day}T12:00:00+0000"}
        git(folder, "commit", "--quiet", "--allow-empty", "-m", "Plans", environment=with_day)
    return folder


def unasked(command: str) -> str:
    """A command as it can be run where nobody can be asked: what asks shows what it would do."""
    asks = command.split()[1] in _ASKING
    is_answered = "--yes" in command or "--dry-run" in command
    return f"{command} --dry-run" if asks and not is_answered else command


def needs_terminal(command: str) -> bool:
    """True if a command needs a terminal: tests/meeting/test_terminal.py runs it."""
    return command.startswith("dhrplan meeting")


def needs_write(command: str) -> bool:
    """True for a command that needs another to have written before; tests/cli runs it then."""
    needs = ("dhrplan undo", "dhrplan minutes", "dhrplan report DHR8", "dhrplan verify")
    return command.startswith(needs) and "--list" not in command


@dataclass(frozen=True)
class Outcome:
    """The output of a command and its exit code."""

    stdout: str
    stderr: str
    code: int


@dataclass(frozen=True)
class Shell:
    """A place to run commands in: a folder and a window of so many columns."""

    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch
    folder: Path = ROOT
    columns: int = 80

    def run(self, command: str) -> Outcome:
        """Run `dhrplan ...` and return what came of it."""
        name, *args = shlex.split(command)
        assert name == "dhrplan"
        self.monkeypatch.chdir(self.folder)
        self.monkeypatch.setenv("COLUMNS", str(self.columns))
        for variable in ("NO_COLOR", "DHRPLAN_PLANS", "GITHUB_ACTIONS", "GITHUB_WORKSPACE"):
            self.monkeypatch.delenv(variable, raising=False)
        self.capsys.readouterr()
        code = run(args)
        printed = self.capsys.readouterr()
        return Outcome(printed.out, printed.err, code)
