"""Where an action stands on a day: each state by its definition in the format.

Actions are written as in a plan, in braces; what the plan itself says stands beside them.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given

from dhrplan.model.state import COLOURS, State, judge, open_deadlines
from dhrplan.text.reader import read_plan
from tests.model.actions import standing_of
from tests.strategies import any_days, sound_plans, spoilt_plans

OPEN = ("not-started", "in-progress", "ongoing")
SIGN_OFF = "sign_off: CSP"


def _state(action: str, day: str, plan: str = "") -> str:
    return standing_of(action, day, plan).state


@pytest.mark.parametrize("status", OPEN)
@pytest.mark.parametrize(
    ("target", "day", "state"),
    [
        ("2021-03-31", "2021-02-28", "not-due-yet"),
        ("2021-03-31", "2021-03-01", "due-soon"),
        ("2021-03-31", "2021-03-31", "due-soon"),
        ("2021-03-31", "2021-04-01", "overdue"),
        ("2021-03", "2021-03-31", "due-soon"),
        ("2021-03", "2021-04-01", "overdue"),
        ("2021", "2021-12-31", "due-soon"),
        ("2021", "2022-01-01", "overdue"),
        ("2020/21", "2021-03-31", "due-soon"),
        ("2020/21", "2021-04-01", "overdue"),
        ("2020/21-Q3", "2020-12-31", "due-soon"),
        ("2020/21-Q3", "2021-01-01", "overdue"),
        ("2023-winter", "2024-02-29", "due-soon"),
        ("2023-winter", "2024-03-01", "overdue"),
        ("2021-07-21/2021-07-22", "2021-07-22", "due-soon"),
        ("2021-07-21/2021-07-22", "2021-07-23", "overdue"),
    ],
)
def test_an_open_action_is_late_the_day_after_its_last_day(
    status: str, target: str, day: str, state: str
) -> None:
    assert _state(f"status: {status}, target: {target}", day) == state


RELATIVE = "status: in-progress, target: published + 6 months"


@pytest.mark.parametrize(
    ("plan", "day", "state"),
    [
        ("", "2100-01-01", "no-date"),
        ("dates: {submitted: 2020-08-31}", "2100-01-01", "no-date"),
        ("dates: {published: 2020-08-31}", "2021-02-28", "due-soon"),
        ("dates: {published: 2020-08-31}", "2021-03-01", "overdue"),
        ("dates: {published: 2020-08}", "2021-02-28", "due-soon"),
        ("dates: {published: 2020-08}", "2021-03-01", "overdue"),
    ],
)
def test_a_target_counted_from_an_event_waits_for_it(plan: str, day: str, state: str) -> None:
    assert _state(RELATIVE, day, plan) == state


@pytest.mark.parametrize(
    ("action", "state"),
    [
        ("target: 2020", "no-status"),
        ("completed: 2020-01-01", "no-status"),
        ("next_check: 2020", "no-status"),
        ("status: Completed, target: 2020", "unclear"),
        ("status: in-progress, target: TBC", "unclear"),
        ("status: superseded, target: 2020, next_check: 2020", "superseded"),
        ("status: not-taken-forward, target: 2020, next_check: 2020", "not-taken-forward"),
        ("status: paused, target: 2020", "paused"),
        ("status: paused", "paused"),
        ("status: complete, target: 2020", "complete"),
        ("status: complete-ongoing, target: 2020", "complete"),
        ("status: not-started", "no-date"),
        ("status: ongoing", "no-date"),
    ],
)
def test_what_is_not_open_is_never_late(action: str, state: str) -> None:
    assert _state(action, "2021-06-15") == state


MILESTONES = "status: in-progress, target: 2030, milestones: [{{text: a, {step}}}]"


@pytest.mark.parametrize(
    ("step", "state"),
    [
        ("target: 2021-06-14", "overdue"),
        ("target: 2021-06-15", "due-soon"),
        ("target: 2021-07-15", "due-soon"),
        ("target: 2021-07-16", "not-due-yet"),
        ("target: 2021-06-14, status: in-progress", "overdue"),
        ("target: 2021-06-14, status: ongoing", "overdue"),
        ("target: 2021-06-14, status: complete", "not-due-yet"),
        ("target: 2021-06-14, status: paused", "not-due-yet"),
        ("target: 2021-06-14, status: not-taken-forward", "not-due-yet"),
        ("target: 2021-06-14, completed: 2021-06-01", "not-due-yet"),
        ("target: 2021-06-14, completed: 2021-06-01, status: in-progress", "overdue"),
        ("target: published + 6 months", "not-due-yet"),
    ],
)
def test_an_open_milestone_is_late_by_itself(step: str, state: str) -> None:
    standing = standing_of(MILESTONES.format(step=step), "2021-06-15")
    assert standing.state == state
    assert standing.days_late is None, "the target of the action itself is ahead"


def test_milestones_of_an_action_that_is_done_are_done() -> None:
    action = MILESTONES.format(step="target: 2020").replace("in-progress", "complete")
    assert _state(action, "2021-06-15") == "complete"


@pytest.mark.parametrize("status", ["in-progress", "ongoing", "paused", "complete"])
@pytest.mark.parametrize(
    ("check", "day", "is_overdue"),
    [
        ("next_check: 2021-09", "2021-09-30", False),
        ("next_check: 2021-09", "2021-10-01", True),
        ("next_check: 2021-09, checks: [{date: 2021-08-31}]", "2021-10-01", True),
        ("next_check: 2021-09, checks: [{date: 2021-09-01}]", "2021-10-01", False),
        ("next_check: 2021-09, checks: [{date: 2021-09-14}]", "2021-10-01", False),
        ("next_check: 2021-09, checks: [{date: 2021-10-20}]", "2021-11-01", False),
        ("next_check: 2021-09, checks: [{found: lapsed}]", "2021-10-01", True),
        ("next_check: published + 1 year", "2100-01-01", False),
    ],
)
def test_a_check_is_overdue_once_its_time_is_past_and_nobody_has_looked(
    *, status: str, check: str, day: str, is_overdue: bool
) -> None:
    assert (_state(f"status: {status}, {check}", day) == "check-overdue") is is_overdue


@pytest.mark.parametrize(
    ("action", "state"),
    [
        ("status: ongoing, next_check: 2021-07-15", "due-soon"),
        ("status: ongoing, next_check: 2021-07-16", "not-due-yet"),
        ("status: ongoing, target: 2030, next_check: 2021-07-15", "due-soon"),
        ("status: ongoing, target: 2021-06-14, next_check: 2020", "overdue"),
        ("status: paused, next_check: 2021-07-15", "paused"),
        ("status: complete, next_check: 2021-07-15", "complete"),
    ],
)
def test_a_check_ahead_counts_as_a_date_of_open_work(action: str, state: str) -> None:
    assert _state(action, "2021-06-15") == state


@pytest.mark.parametrize(
    ("action", "plan", "state"),
    [
        ("status: complete", SIGN_OFF, "awaiting-sign-off"),
        ("status: complete, signed_off: {date: 2021-03-04}", SIGN_OFF, "complete"),
        ("status: complete, signed_off: {by: CSP}", SIGN_OFF, "complete"),
        ("status: complete", "", "complete"),
        ("status: complete, next_check: 2020", SIGN_OFF, "check-overdue"),
        ("status: in-progress", SIGN_OFF, "no-date"),
    ],
)
def test_what_is_done_waits_where_somebody_signs_off(action: str, plan: str, state: str) -> None:
    assert _state(action, "2021-06-15", plan) == state


def test_an_extension_asked_for_changes_no_deadline() -> None:
    asked = "status: in-progress, target: 2021-05, extension_asked: {target: 2022}"
    assert standing_of(asked, "2021-06-15").state == "overdue"


def test_days_late_are_counted_from_the_last_day() -> None:
    standing = standing_of("status: in-progress, target: 2021-05", "2021-06-15")
    assert (standing.deadline, standing.days_late) == (date(2021, 5, 31), 15)
    assert standing.colour == "red"


def test_a_colour_claims_no_more_than_the_record() -> None:
    assert {state for state in State if state not in COLOURS} == {
        "no-status",
        "not-due-yet",
        "no-date",
    }


@given(sound_plans | spoilt_plans, any_days)
def test_every_action_has_one_state_on_any_day(text: str, day: date) -> None:
    plan = read_plan("plans/DHR99.yaml", text.encode()).plan
    assert plan is not None
    actions = [action for each in plan.recommendations for action in each.actions]
    standings = [judge(action, plan, day) for action in actions]
    counts = Counter(standing.state for standing in standings)
    assert sum(counts[state] for state in State) == len(actions)
    assert counts[State.UNCLEAR] == sum(action.unclear for action in actions)


@given(sound_plans, any_days)
def test_an_action_is_overdue_exactly_when_something_open_in_it_is_past(
    text: str, day: date
) -> None:
    plan = read_plan("plans/DHR99.yaml", text.encode()).plan
    assert plan is not None
    for action in (action for each in plan.recommendations for action in each.actions):
        past = any(due < day for _, due in open_deadlines(action, plan))
        assert (judge(action, plan, day).state is State.OVERDUE) == past
