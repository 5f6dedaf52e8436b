"""An old record says so, and one that is not old says nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dhrplan.model.state import OLD_DAYS
from dhrplan.reports.list import list_actions
from dhrplan.reports.overdue import overdue
from dhrplan.reports.report import review
from dhrplan.reports.select import Selection
from dhrplan.reports.show import show
from dhrplan.reports.status import status
from tests.reports.making import folders, printed, with_actions

POSITION = date(2017, 3, 31)
LINE = "DHR1: statuses as at March 2017."
ACTION = "status: in-progress, target: 2017-05-01"


def told(as_of: date, plan: str = "position_at: 2017-03\n", action: str = ACTION) -> list[bool]:
    """For each question, True if its answer says that the record is old."""
    view, every = folders(with_actions(action, plan=plan)), Selection()
    reports = (
        overdue(view, every, as_of),
        list_actions(view, every, as_of),
        review(view, every, as_of),
        status(view, every, as_of),
        show(view, every, as_of, "DHR1", "1.1"),
    )
    return ["Later progress is not recorded" in " ".join(printed(r).split()) for r in reports]


@pytest.mark.parametrize(("days", "old"), [(OLD_DAYS - 1, False), (OLD_DAYS, False), (93, True)])
def test_a_record_is_old_after_a_quarter(days: int, *, old: bool) -> None:
    action = "status: in-progress, target: 2017-02-01"
    assert told(POSITION + timedelta(days), action=action) == [old] * 5


def test_what_fell_due_after_the_statuses_were_true_is_told_so_at_once() -> None:
    late = told(date(2017, 5, 2))
    assert late == [True, False, False, False, False]
    assert told(date(2017, 5, 1)) == [False] * 5


def test_a_day_before_the_end_of_the_record_makes_it_no_older() -> None:
    action = "status: complete, completed: 2017-12-31"
    assert told(date(2016, 1, 1), "", action) == [False] * 5


def test_the_line_says_until_when_the_record_goes() -> None:
    view = folders(with_actions(ACTION, plan="position_at: 2017-03\n"))
    assert LINE in printed(list_actions(view, Selection(), date(2018, 1, 1)))


def test_without_a_position_the_latest_day_counts() -> None:
    action = "status: in-progress, target: 2017-05-01, updates: [{date: 2017-04-03, text: x}]"
    assert told(date(2017, 7, 4), "", action) == [False] * 5
    assert told(date(2017, 7, 5), "", action) == [True] * 5


def test_without_any_day_nothing_is_said() -> None:
    assert told(date(2030, 1, 1), "", "status: in-progress, target: 2017-05-01") == [False] * 5


def test_each_review_has_its_line_once() -> None:
    plans = (
        with_actions(ACTION, ACTION, plan="position_at: 2017-03\n"),
        with_actions(ACTION, plan="position_at: 2017-12\n"),
    )
    text = printed(list_actions(folders(*plans), Selection(), date(2018, 1, 1)))
    assert text.count(LINE) == 1
    assert "DHR2: statuses" not in text


def test_what_was_dated_later_is_not_said_to_be_missing() -> None:
    plan = with_actions(f"{ACTION}, updates: [{{date: 2017-10-04, text: x}}]", ACTION)
    view = folders(f"position_at: 2017-03\n{plan}")

    def line(as_of: date) -> str:
        return " ".join(printed(list_actions(view, Selection(), as_of)).split())

    known = "Later only dated entries were added, the latest on 4 October 2017."
    assert f"DHR1: statuses as at March 2017. {known}" in line(date(2018, 1, 1))
    assert f"{LINE} Later progress is not recorded." in line(date(2017, 10, 3))


def test_the_day_of_the_statuses_is_given_once() -> None:
    view = folders(with_actions(ACTION, plan="position_at: 2017-03\n"))
    for day in (POSITION, date(2018, 1, 1)):
        text = printed(review(view, Selection(), day))
        assert text.lower().count("statuses as at") == 1
