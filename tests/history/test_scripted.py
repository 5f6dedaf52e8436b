"""The changes and histories of a scripted repository are those written by hand beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dhrplan.history.lives import PlanVersions
from tests.golden.running import Outcome, Shell
from tests.history.scripted import shared_repository

_HERE = Path(__file__).parent


def _expected() -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in (_HERE / "expected_changes.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            lines = parts.setdefault(line.removeprefix("== "), [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return parts


EXPECTED = _expected()
_WINDOWS = [name for name in EXPECTED if " to " in name]
_LIVES = [name for name in EXPECTED if " to " not in name]


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(capsys, monkeypatch, shared_repository())


@pytest.mark.parametrize("window", _WINDOWS)
def test_changes_are_those_written_by_hand(window: str, shell: Shell) -> None:
    since, _, until = window.partition(" to ")
    asked = "" if until == "now" else f"--until {until}"
    outcome = shell.run(f"dhrplan changes --since {since} {asked} --format json")
    assert outcome.code == 0, outcome.stderr
    lines = [_line(one) for one in json.loads(outcome.stdout)["changes"]]
    assert (lines or ["Nothing changed."]) == EXPECTED[window]


@pytest.mark.parametrize("name", _LIVES)
def test_histories_are_those_written_by_hand(name: str, shell: Shell) -> None:
    outcome = shell.run(f"dhrplan show {name} --history --format json")
    assert outcome.code == 0, outcome.stderr
    events = json.loads(outcome.stdout)["history"]
    lines = [f"{one['date'] if one['commit'] else 'not committed'} {_line(one)}" for one in events]
    expected = EXPECTED[name]
    if expected[-1].startswith("First promised"):
        *expected, words = expected
        assert words in _slippage(shell.run(f"dhrplan show {name} --history"))
    assert lines == expected


def _slippage(outcome: Outcome) -> str:
    """The facts of the history on one line."""
    history = outcome.stdout.partition("\nHistory\n")[2]
    lines = history.partition("\n\n")[0].replace("\n", ". ")
    return " ".join(lines.replace(".  ", " ").split())


_SHORT = ("target", "lead", "status", "id", "title", "progress", "completed", "outcome")


def _line(one: dict[str, Any]) -> str:
    """A change as in the expected file."""
    step = f"/{one['milestone']}" if one["milestone"] else ""
    part = one["action"] or one["recommendation"]
    name = f"{one['review']} {part}{step}" if part else one["review"]
    field = f" {one['field']}" if one["field"] else ""
    values = ""
    if one["field"] in _SHORT:
        values = f": {_value(one['before'])} -> {_value(one['after'])}"
    days = f", {one['days']} days" if one["days"] is not None else ""
    reason = f" ({one['reason']})" if one["reason"] else ""
    return f"{one['category']} {name}{field}{values}{days}{reason}"


def _value(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return value or "-"


def test_people_do_not_wait_for_the_commit_of_each_change(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = "dhrplan changes --since 2025-03-31 --until 2025-06-30"
    expected = shell.run(asked).stdout

    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(PlanVersions, "life", refuse)
    assert shell.run(asked).stdout == expected
