"""Six shapes that published action plans have, in invented words, as at 1 August 2024.

Each is read without a fault, and what is counted and warned of is what its document says:

- `by_agency`: sub-headings over the rows, posts, "Immediate" as a target, no column for a status.
- `recommendations_only`: no text of an action; the status and its date in one cell.
- `action_sheet`: a board's list under the heading of each meeting; `action_sheet_as_typed` has its
  cells as they are: given names, a cell that breaks off, a deferral without a year.
- `action_log`: references of the source, initials for the lead, the status inside the text.
- `inspection_register`: the time only in the words, and statuses without dates.
- `headed_ranges`: one action for recommendations 20 to 22.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.golden.running import Shell

HERE = Path(__file__).parent
SHAPES = (
    *("by_agency", "recommendations_only", "action_sheet"),
    *("action_log", "inspection_register", "headed_ranges"),
)

# Each of these is true of its document, as the words beside it say.
WARNINGS = {
    # The document has no column for a status.
    "by_agency": {("action-without-status", name) for name in ("1.1", "1.2", "2.1", "2.2")},
    "recommendations_only": {
        # "Completed 18.5.23", and no word of what is different now.
        ("complete-without-outcome", "1.1"),
        ("complete-without-outcome", "4.1"),
        # The document has no column for a target, nor says when anybody will look again.
        ("open-without-target", "2.1"),
        ("ongoing-without-check", "3.1"),
    },
    "action_sheet": {
        # Both were due by March 2024, and the sheet is of January.
        ("overdue-without-update", "1"),
        ("overdue-without-update", "3"),
        # The cell breaks off: no body can be read from it.
        ("action-without-lead", "3"),
    },
    "action_log": {
        # The log gives the next update, and no day by which the work is due.
        ("open-without-target", "1.1"),
        # "Awaiting return" does not say how far it is.
        ("action-without-status", "1.3"),
    },
    "inspection_register": {
        # Six months after 20 November 2023 are past, and the register has no dated update.
        ("overdue-without-update", "1.1"),
        # The register gives no date for "Completed" and no reason for "Superseded".
        ("complete-without-date", "2.1"),
        ("decision-without-reason", "3.1"),
        # "Within three months" is in the words of the recommendation alone.
        ("open-without-target", "4.1"),
    },
    # Due on 31 July, one day before, and no update is recorded.
    "headed_ranges": {("overdue-without-update", "20.1")},
}

STATES = {
    "by_agency": {"no-status": 4},
    "recommendations_only": {"complete": 2, "no-date": 2},
    "action_sheet": {"overdue": 2, "check-overdue": 1},
    "action_log": {"check-overdue": 1, "complete": 1, "no-status": 1},
    "inspection_register": {"overdue": 1, "complete": 1, "superseded": 1, "no-date": 1},
    "headed_ranges": {"overdue": 1, "not-due-yet": 1, "complete": 1},
}

# The recommendations and actions under each heading.
SECTIONS = {
    "by_agency": {"Recording": (1, 2), "Supervision": (1, 2)},
    "recommendations_only": {"Training": (2, 2), "Working together": (2, 2)},
    # Two meetings look at the actions of one recommendation.
    "action_sheet": {"Meeting of 12 December 2023": (1, 2), "Meeting of 31 January 2024": (1, 1)},
    "action_log": {"no section": (1, 3)},
    "inspection_register": {"no section": (4, 4)},
    "headed_ranges": {"Recommendation 19": (1, 1), "Recommendations 20-22": (3, 2)},
}


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    """The folder of the shapes, which no test writes to."""
    return Shell(capsys, monkeypatch, HERE)


def printed(shell: Shell, command: str, shape: str) -> str:
    """The output of a command that succeeds and complains of nothing."""
    outcome = shell.run(f"dhrplan {command} --plans {shape}/plans --as-of 2024-08-01")
    assert (outcome.code, outcome.stderr) == (0, "")
    return outcome.stdout


def answer(shell: Shell, command: str, shape: str) -> dict[str, Any]:
    """The JSON of a command that succeeds, without problems."""
    document: dict[str, Any] = json.loads(printed(shell, f"{command} --format json", shape))
    assert document["problems"] == []
    return document


def action(shell: Shell, shape: str, name: str) -> dict[str, Any]:
    """An action of the report of a shape."""
    (review,) = answer(shell, "report --all", shape)["reviews"]
    found = [one for each in review["recommendations"] for one in each["actions"]]
    (wanted,) = [one for one in found if one["action"] == name]
    return dict(wanted)


# -- every shape -----------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", SHAPES)
def test_each_warning_is_true_of_the_document_and_there_is_no_other(
    shell: Shell, shape: str
) -> None:
    outcome = shell.run(f"dhrplan validate --plans {shape}/plans --as-of 2024-08-01 --format json")
    found = json.loads(outcome.stdout)
    assert {(one["rule"], one["action"]) for one in found["diagnostics"]} == WARNINGS[shape]
    assert (outcome.code, found["summary"]["errors"]) == (0, 0)
    assert found["summary"]["warnings"] == len(WARNINGS[shape])


@pytest.mark.parametrize("shape", SHAPES)
def test_every_action_is_counted_once_in_its_state(shell: Shell, shape: str) -> None:
    (review,) = answer(shell, "report --all", shape)["reviews"]
    assert {state: number for state, number in review["counts"].items() if number} == STATES[shape]
    listed = answer(shell, "list", shape)["items"]
    assert len(listed) == sum(STATES[shape].values())
    named = [one["action"] for each in review["recommendations"] for one in each["actions"]]
    assert [one["action"] for one in listed] == named


@pytest.mark.parametrize("shape", SHAPES)
def test_every_heading_has_its_actions(shell: Shell, shape: str) -> None:
    rows = answer(shell, "status --by section", shape)["rows"]
    counted = {row["name"]: (row["recommendations"], row["actions"]) for row in rows}
    assert counted == SECTIONS[shape]
    report = printed(shell, "report --all", shape)
    for heading, (_, actions) in SECTIONS[shape].items():
        if heading != "no section":
            assert heading in report
            items = answer(shell, f'list --section "{heading.upper()}"', shape)["items"]
            assert len(items) == actions


@pytest.mark.parametrize("shape", SHAPES)
def test_overdue_lists_what_is_late_and_nothing_else(shell: Shell, shape: str) -> None:
    items = answer(shell, "overdue", shape)["items"]
    late = {
        "action_sheet": [("1", "2024-01-31", 183), ("3", "2024-03-31", 123)],
        "inspection_register": [("1.1", "2024-05-20", 73)],
        "headed_ranges": [("20.1", "2024-07-31", 1)],
    }
    found = [(one["action"], one["deadline"], one["days_late"]) for one in items]
    assert found == late.get(shape, [])


# -- one shape each --------------------------------------------------------------------------------


def test_immediate_counts_from_the_day_on_which_the_plan_was_agreed(shell: Shell) -> None:
    items = answer(shell, "list", "by_agency")["items"]
    assert {one["action"]: one["deadline"] for one in items} == {
        "1.1": "2023-05-31",
        "1.2": "2023-08-31",
        "2.1": "2023-05-31",
        "2.2": "2024-12-31",
    }
    report = printed(shell, "report --all", "by_agency")
    assert "immediately (in the source: Immediate) (31 May 2023)" in report


def test_posts_and_rhythms_are_reported(shell: Shell) -> None:
    first = action(shell, "by_agency", "1.1")
    assert (first["post"], first["review_every"]) == ("Practice Lead and Audit Team", "6 months")
    report = printed(shell, "report --all", "by_agency")
    assert "Practice Lead and Audit Team" in report
    assert "every 6 months" in report


def test_rows_without_a_status_whose_date_has_passed_are_named(shell: Shell) -> None:
    document = answer(shell, "overdue", "by_agency")
    assert [one["action"] for one in document["status_missing"]] == ["1.1", "2.1", "1.2"]
    assert [one["days_late"] for one in document["items"]] == []
    told = printed(shell, "overdue", "by_agency")
    assert "Past their target date, status missing" in told
    assert "Nothing is overdue" not in told


def test_a_recommendation_stands_for_the_text_of_its_only_action(shell: Shell) -> None:
    (review,) = answer(shell, "report --all", "recommendations_only")["reviews"]
    assert review["ladder"]["said-done"] == 2
    assert review["recommendation_ladder"]["said-done"] == 2
    rows = answer(shell, "status --by section", "recommendations_only")["rows"]
    assert [row["ladder"]["said-done"] for row in rows] == [1, 1]
    listed = printed(shell, "list", "recommendations_only")
    assert "Training on coercive control is" in listed
    assert "(no text)" not in listed


def test_the_words_of_the_cell_are_beside_the_status(shell: Shell) -> None:
    report = printed(shell, "report --all", "recommendations_only")
    for words in ("Completed 18.5.23", "In Progress*", "Keep Under Review"):
        assert f"(in the source: {words})" in report


def test_deferred_work_is_paused_and_waits_for_its_next_check(shell: Shell) -> None:
    deferred = action(shell, "action_sheet", "2")
    assert (deferred["status"], deferred["next_check"]) == ("paused", "2024-03")
    assert answer(shell, "overdue", "action_sheet")["waiting"]["check-overdue"] == ["DHR33 2"]
    assert "no lead" in printed(shell, "list", "action_sheet")


def test_the_references_of_the_source_are_kept_whole(shell: Shell) -> None:
    second = action(shell, "action_log", "1.2")
    assert second["ref"] == "BOD 60/17(h), BOD 61/02(a), BOD 61/02(b)"
    report = printed(shell, "report --all", "action_log")
    assert "BOD 60/17(h), BOD 61/02(a), BOD 61/02(b)" in report
    assert "Status: in progress - for next update April 2024" in report


@pytest.mark.parametrize(
    ("reference", "names"),
    [
        ("BOD 60/17(h)", ["1.1", "1.2"]),
        ("bod 61/02(b)", ["1.2"]),
        ("BOD 60/17(h), BOD 61/02(a), BOD 61/02(b)", ["1.2"]),
    ],
)
def test_show_finds_each_action_by_any_of_its_references(
    shell: Shell, reference: str, names: list[str]
) -> None:
    told = printed(shell, f'show SAR34 "{reference}"', "action_log")
    assert [name for name in ("1.1", "1.2", "1.3") if f"SAR34 {name}" in told] == names
    shared = "Not shown: 1 other of the same reference, SAR34 1.2, at line 25."
    assert (shared in told) == (len(names) > 1)


def test_a_change_by_a_reference_that_two_actions_share_asks_for_an_id(shell: Shell) -> None:
    plans = "--plans action_log/plans --as-of 2024-08-01"
    outcome = shell.run(f'dhrplan update SAR34 "BOD 60/17(h)" --note X --dry-run {plans}')
    assert outcome.code == 3
    assert "Use the id: `1.1` or `1.2`." in outcome.stderr


def test_no_date_is_invented_from_words(shell: Shell) -> None:
    fourth = action(shell, "inspection_register", "4.1")
    assert (fourth["target"], fourth["deadline"], fourth["state"]) == (None, None, "no-date")
    second = action(shell, "inspection_register", "2.1")
    assert (second["deadline"], second["completed"]) == ("2023-11-20", None)


def test_one_action_answers_three_recommendations(shell: Shell) -> None:
    (review,) = answer(shell, "report --all", "headed_ranges")["reviews"]
    own = {one["id"]: len(one["actions"]) for one in review["recommendations"]}
    assert own == {"19": 1, "20": 2, "21": 0, "22": 0}
    for told in (
        printed(shell, "report --all", "headed_ranges"),
        printed(shell, "show DHR36 22", "headed_ranges"),
    ):
        assert "Also answered by  20.1" in told
        assert "no actions recorded" not in told
        assert "no actions of its own" in told


# -- the third shape as it is typed ----------------------------------------------------------------


def test_cells_of_persons_are_faults_and_nobody_is_advised_into_the_register(shell: Shell) -> None:
    found = typed(shell)
    refused = {one["action"]: one for one in found if one["rule"] == "unknown-agency"}
    assert set(refused) == {"1", "2", "3"}
    for one in refused.values():
        assert "looks like a person or a post" in one["message"]
        assert "Write the body that the person works for" in one["hint"]
        assert "agencies.yaml" not in one["hint"]
    assert not any("Orla" in json.dumps(one) for one in found)


def test_a_deferral_is_advised_to_be_paused_with_a_next_check(shell: Shell) -> None:
    found = {one["line"]: one for one in typed(shell) if one["severity"] == "error"}
    status, target = found[21], found[22]
    assert (status["rule"], target["rule"]) == ("unknown-value", "not-a-date")
    assert "`paused`" in status["hint"]
    assert "`next_check`" in status["hint"]
    assert "Write `status: paused`" in target["hint"]
    assert "day to look again and its year under `next_check`" in target["hint"]


def test_what_cannot_be_read_is_named_and_not_dropped(shell: Shell) -> None:
    command = "dhrplan overdue --plans action_sheet_as_typed/plans --as-of 2024-08-01"
    outcome = shell.run(command)
    assert outcome.code == 3
    assert "DHR33 2 is unclear." in outcome.stderr
    told = " ".join(outcome.stdout.split())
    assert "DHR33 2 (target deferred to the next meeting in March)" in told


def typed(shell: Shell) -> list[dict[str, Any]]:
    """What `validate` finds in the action sheet as it is typed."""
    plans = "action_sheet_as_typed/plans"
    outcome = shell.run(f"dhrplan validate --plans {plans} --as-of 2024-08-01 --format json")
    assert outcome.code == 1
    found: list[dict[str, Any]] = json.loads(outcome.stdout)["diagnostics"]
    return found
