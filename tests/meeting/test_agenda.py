"""The actions of a meeting, in order."""

from __future__ import annotations

import pytest

from dhrplan.errors import NotFoundError
from dhrplan.meeting.agenda import agenda
from dhrplan.reports.select import Selection
from tests.reports.making import AS_OF, folders, with_actions

ACTIONS = (
    "status: complete",  # 1.1: closed
    "status: in-progress, target: 2018-03",  # 1.2: not due yet
    "status: in-progress, target: 2017-08",  # 1.3: 15 days late
    "status: in-progress",  # 1.4: no date
    "status: paused",  # 1.5
    "status: in-progress, target: 2016",  # 1.6: late for longer
    "status: stuck",  # 1.7: unclear
    "text: X",  # 1.8: no status
    "status: not-taken-forward",  # 1.9: closed
    "status: complete, next_check: 2017-01",  # 1.10: a check is overdue
    "status: in-progress, target: 2017-09",  # 1.11: due soon
    "status: in-progress, target: 2019, extension_asked: {target: 2020}",  # 1.12
    "status: superseded, superseded_by: DHR1 1.1",  # 1.13: closed
)


def names(*plans: str, **asked: tuple[str, ...]) -> list[str]:
    _, items = agenda(folders(*plans), Selection(asked), AS_OF)
    return [item.name for item in items]


def test_what_is_open_comes_most_urgent_first() -> None:
    late, unread, waits = ["1.6", "1.3"], ["1.7"], ["1.8", "1.10"]
    ahead = ["1.11", "1.12", "1.4", "1.2", "1.5"]
    told = names(with_actions(*ACTIONS))
    assert told == [f"DHR1 {name}" for name in (*late, *unread, *waits, *ahead)]


def test_what_is_said_done_waits_where_somebody_has_to_agree() -> None:
    plan = with_actions("status: complete", "status: complete, signed_off: {by: CSP}")
    assert names(plan) == []
    assert names(f"sign_off: CSP\n{plan}") == ["DHR1 1.1"]


def test_a_late_milestone_counts_like_a_late_action() -> None:
    step = "status: in-progress, target: 2020, milestones: [{text: X, target: 2015}]"
    assert names(with_actions("status: in-progress, target: 2016", step)) == [
        "DHR1 1.2",
        "DHR1 1.1",
    ]


def test_what_is_equally_urgent_stays_in_the_order_of_the_files() -> None:
    plan = with_actions("status: in-progress", "status: in-progress")
    assert names(plan, plan) == ["DHR1 1.1", "DHR1 1.2", "DHR2 1.1", "DHR2 1.2"]


def test_the_usual_filters_leave_less() -> None:
    plan = with_actions("status: in-progress, lead: [POL]", "status: in-progress, lead: [NCC]")
    assert names(plan, plan, review=("dhr 2",), agency=("Northshire Police",)) == ["DHR2 1.1"]
    with pytest.raises(NotFoundError, match="There is no review"):
        names(plan, review=("DHR7",))


def test_whoever_asks_for_a_status_gets_what_is_closed_too() -> None:
    assert names(with_actions(*ACTIONS), status=("complete",)) == [
        "DHR1 1.10",
        "DHR1 1.1",
    ]


def test_the_filters_are_told_as_they_were_understood() -> None:
    selection, _ = agenda(folders(with_actions()), Selection({"review": ("dhr 1",)}), AS_OF)
    assert selection.named == {"review": ("DHR1",)}
