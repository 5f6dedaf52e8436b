"""Whole commands with all that they print.

A case is a file: the command, the folder it runs in, the columns of the window, the exit code,
then standard output and standard error to the letter. The folder `scripted` is the repository of
`tests/history/scripted.py`. `pytest --update-golden` writes them anew.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.golden.running import ROOT, Outcome, Shell
from tests.history.scripted import shared_repository

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))
FOLDERS = Path(__file__).parent / "folders"
_SHOWN = {"\x1b": "␛", "\r": "␍"}
"""Signs that a file of text cannot show, or that an editor would change."""
_SIGNS = str.maketrans(_SHOWN)
_MEANT = str.maketrans({shown: sign for sign, shown in _SHOWN.items()})


@dataclass(frozen=True)
class Case:
    """One golden case."""

    command: str
    folder: str
    columns: int
    outcome: Outcome

    @classmethod
    def read(cls, text: str) -> Case:
        head, _, rest = text.partition("--- stdout\n")
        stdout, _, stderr = rest.translate(_MEANT).partition("--- stderr\n")
        command, *settings = head.splitlines()
        told = dict(line.split(": ") for line in settings)
        outcome = Outcome(stdout, stderr, int(told["exit"]))
        return cls(command.removeprefix("$ "), told["folder"], int(told["columns"]), outcome)

    def write(self) -> str:
        out, err = (text.translate(_SIGNS) for text in (self.outcome.stdout, self.outcome.stderr))
        head = f"$ {self.command}\nfolder: {self.folder}\ncolumns: {self.columns}\n"
        return f"{head}exit: {self.outcome.code}\n--- stdout\n{out}--- stderr\n{err}"

    @property
    def place(self) -> Path:
        if self.folder == "scripted":
            return shared_repository()
        return ROOT if self.folder == "." else FOLDERS / self.folder


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_command_prints_what_it_always_did(
    path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    *,
    update_golden: bool,
) -> None:
    case = Case.read(path.read_text(encoding="utf-8"))
    shell = Shell(capsys, monkeypatch, case.place, case.columns)
    now = replace(case, outcome=shell.run(case.command))
    if update_golden:
        path.write_text(now.write(), encoding="utf-8", newline="\n")
    assert now.outcome == case.outcome or update_golden


def for_people(path: Path) -> bool:
    """True if a case prints for a window: no format for programs, no lines of a file."""
    command = path.read_text(encoding="utf-8").splitlines()[0]
    others = ("--format", "--diff", "validate", "update ", "new ", "remove ", "move ", "schema")
    return not any(word in command for word in others)


@pytest.mark.parametrize(
    "path", [path for path in CASES if for_people(path)], ids=lambda path: path.stem
)
def test_no_line_is_wider_than_the_window(path: Path) -> None:
    from rich.text import Text

    case = Case.read(path.read_text(encoding="utf-8"))
    lines = Text.from_ansi(case.outcome.stdout).plain.splitlines()
    assert [line for line in lines if Text(line).cell_len > case.columns] == []


def test_there_are_cases() -> None:
    assert len(CASES) > 20
