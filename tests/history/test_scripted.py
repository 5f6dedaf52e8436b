"""The changes and histories of a scripted repository are those written by hand beside it."""

from __future__ import annotations

import json
import re
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


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            "--since 2025-06-30 --until 2025-01-20",
            "Changes cannot be counted from 30 June 2025 to 20 January 2025.",
        ),
        ("--since 2099-06-30", "30 June 2099 is still to come."),
        ("--since 31/06/2025", "`31/06/2025` is not in the calendar."),
        ("--until 'June 2025' --since 2025-01-20", "`June 2025` is not one day."),
    ],
)
def test_changes_are_counted_from_a_day_to_a_later_one(asked: str, said: str, shell: Shell) -> None:
    outcome = shell.run(f"dhrplan changes {asked}")
    assert outcome.code == 2
    assert said in " ".join(outcome.stderr.split())


def test_until_a_day_changes_count_from_the_meeting_before_that_day(shell: Shell) -> None:
    """Not from a later one, which is the last today."""
    said = shell.run("dhrplan changes --until 2025-11-01").stdout
    assert "From the plans of 25 June 2025" in said


def test_as_many_changes_are_counted_as_are_listed(shell: Shell) -> None:
    said = shell.run("dhrplan changes --since 2025-06-30").stdout
    counts = [int(number) for number in re.findall(r"^\S.* \((\d+)\)$", said, re.MULTILINE)]
    assert f"{sum(counts)} changes to 6 actions in 2 reviews." in said


def test_a_date_brought_forward_without_a_record_is_not_called_never_moved(shell: Shell) -> None:
    said = shell.run("dhrplan paper --meeting 2025-12-01 --format markdown").stdout
    row = next(line for line in said.splitlines() if line.startswith("| 2 | DHR98 1.2"))
    assert "In an earlier version: 31 December 2025<br>No move recorded" in row


def test_the_moves_in_a_hand_over_lead_from_one_date_to_the_next(shell: Shell) -> None:
    moves = json.loads(shell.run("dhrplan handover --format json").stdout)["moves"]
    assert [(one["name"], one["from"], one["to"], bool(one["commit"])) for one in moves] == [
        ("DHR98 1.1", "2025-03-31", "2025-05-31", False),
        ("DHR98 1.1", "2025-05-31", "2025-07-31", True),
        ("DHR98 1.1", "2025-07-31", "2025-09-30", False),
        ("DHR98 1.2", "2025-12-31", "2025-11-30", True),
        ("DHR98 4.2", "2025-12-31", "2025-10-31", True),
        ("DHR98 4.2", "2025-10-31", "2026-01-31", False),
    ]


def test_of_two_repositories_each_version_is_named(shell: Shell, year: Path) -> None:
    plans = f"--plans plans --plans {year.as_posix()}/plans"
    said = " ".join(shell.run(f"dhrplan changes {plans} --since 2025-06-30").stdout.split())
    assert "From the plans of 25 June 2025" in said
    assert "and the plans of 20 February 2018" in said
    paper = shell.run(f"dhrplan paper {plans} --meeting 2025-12-01 --since 2025-06-30").stdout
    paper = " ".join(paper.split())
    assert "from the plans of 10 November 2025 (" in paper
    assert "compared with those of 25 June 2025 (" in paper
    handover = " ".join(shell.run(f"dhrplan handover {plans} --format markdown").stdout.split())
    assert "plans: The last commit is of 20 February 2018" in handover


def test_people_do_not_wait_for_the_commit_of_each_change(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = "dhrplan changes --since 2025-03-31 --until 2025-06-30"
    expected = shell.run(asked).stdout

    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(PlanVersions, "life", refuse)
    assert shell.run(asked).stdout == expected
