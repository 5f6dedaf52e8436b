"""Every command as text that reads aloud: `plain-*` in the golden cases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from dhrplan.cli.entry import BARE, COMMANDS
from tests.golden.running import Shell
from tests.golden.test_golden import CASES, Case

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = [path for path in CASES if path.stem.startswith("plain-")]
_AT_A_TERMINAL = {"meeting", "minutes"}
"""Commands whose text tests/meeting reads."""

_DRAWN = re.compile("[\x1b\u2190-\u21ff\u2500-\u259f]")
"""Escape codes, arrows, the lines of boxes, and blocks such as those of bars."""


def test_every_command_has_a_case() -> None:
    commands = {Case.read(path.read_text(encoding="utf-8")).command.split()[1] for path in PLAIN}
    assert commands == {*COMMANDS, BARE} - _AT_A_TERMINAL


@pytest.mark.parametrize("path", PLAIN, ids=lambda path: path.stem)
def test_nothing_is_drawn(path: Path) -> None:
    outcome = Case.read(path.read_text(encoding="utf-8")).outcome
    assert _DRAWN.findall(outcome.stdout + outcome.stderr) == []


@pytest.mark.parametrize("path", PLAIN, ids=lambda path: path.stem)
def test_the_environment_may_ask_for_it(
    path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = Case.read(path.read_text(encoding="utf-8"))
    monkeypatch.setenv("ACCESSIBLE", "1")
    shell = Shell(capsys, monkeypatch, case.place, case.columns)
    assert shell.run(case.command.removesuffix(" --plain")) == case.outcome


@pytest.mark.parametrize("command", ["overdue", "list", "status", "report DHR99"])
@pytest.mark.parametrize("columns", [40, 160])
def test_a_table_is_read_a_value_a_line(
    command: str, columns: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = next(path for path in PLAIN if path.stem == "plain-report")
    folder = Case.read(place.read_text(encoding="utf-8")).place
    shell = Shell(capsys, monkeypatch, folder, columns)
    lines = shell.run(f"dhrplan {command} --as-of 2026-06-01 --plain").stdout.splitlines()
    assert max(map(len, lines)) <= columns
    assert not [line for line in lines if "  " in line]
