"""State, flags and ladder of an action on a day, each by its definition in the format."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given

from dhrplan.model.plan import Action, Plan, Recommendation
from dhrplan.model.state import (
    COLOURS,
    Flag,
    Standing,
    State,
    Step,
    days_extended,
    judge,
    ladder,
    ladder_of_all,
    last_update,
    open_deadlines,
    steps,
    steps_of_all,
)
from dhrplan.plan.read import read_plan
from tests.strategies import any_days, sound_plans, spoilt_plans

TODAY = date(2021, 6, 15)

_HEAD = "format: 1\nid: DHR99\ntitle: Domestic Homicide Review 99\n"


def read_action(action: str, plan: str = "") -> tuple[Action, Plan]:
    """The action, written as in a plan, in braces, and its plan with the fields of `plan`."""
    actions = f"- {{id: 1, text: a, actions: [{{id: a, {action}}}]}}\n"
    read = read_plan(
        "plans/DHR99.yaml", f"{_HEAD}{plan}\nrecommendations:\n{actions}".encode()
    ).plan
    assert read is not None
    return read.recommendations[0].actions[0], read


def standing_of(action: str, day: str, plan: str = "") -> Standing:
    return judge(*read_action(action, plan), date.fromisoformat(day))


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
def test_an_action_that_is_not_open_is_never_late(action: str, state: str) -> None:
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
def test_an_open_milestone_can_be_late_alone(step: str, state: str) -> None:
    standing = standing_of(MILESTONES.format(step=step), "2021-06-15")
    assert standing.state == state
    assert standing.days_late is None, "the target of the action itself is ahead"


def test_milestones_of_an_action_that_is_done_are_done() -> None:
    action = MILESTONES.format(step="target: 2020").replace("in-progress", "complete")
    assert _state(action, "2021-06-15") == "complete"


@pytest.mark.parametrize(
    ("action", "state"),
    [
        ("status: complete, checks: [{found: lapsed}]", "lapsed"),
        ("status: complete-ongoing, completed: 2020, checks: [{found: lapsed}]", "lapsed"),
        ("status: ongoing, checks: [{found: lapsed}]", "lapsed"),
        ("status: paused, checks: [{found: lapsed}]", "lapsed"),
        ("status: in-progress, checks: [{found: lapsed}]", "no-date"),  # taken up again
        ("status: ongoing, target: 2020, checks: [{found: lapsed}]", "overdue"),
        ("status: superseded, checks: [{found: lapsed}]", "superseded"),
        (
            "status: complete, checks: [{found: lapsed}, {date: 2021, found: still-in-place}]",
            "complete",
        ),
    ],
)
def test_practice_has_lapsed_until_a_newer_check_or_new_work(action: str, state: str) -> None:
    assert _state(action, "2021-06-15") == state


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
        ("next_check: 2021-09, checks: [{found: not-known}]", "2021-10-01", True),
        ("next_check: published + 1 year", "2100-01-01", False),
    ],
)
def test_a_check_is_overdue_once_its_period_is_past_without_a_check(
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
def test_a_done_action_awaits_sign_off_where_the_plan_has_one(
    action: str, plan: str, state: str
) -> None:
    assert _state(action, "2021-06-15", plan) == state


def test_an_extension_asked_for_changes_no_deadline() -> None:
    asked = "status: in-progress, target: 2021-05, extension_asked: {target: 2022}"
    assert standing_of(asked, "2021-06-15").state == "overdue"


def test_days_late_are_counted_from_the_last_day() -> None:
    standing = standing_of("status: in-progress, target: 2021-05", "2021-06-15")
    assert (standing.deadline, standing.days_late) == (date(2021, 5, 31), 15)
    assert standing.colour == "red"


def test_states_without_a_colour() -> None:
    assert {state for state in State if state not in COLOURS} == {
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


QUARTERLY = "review_every: 3 months"


@pytest.mark.parametrize(
    ("action", "plan", "has_no_news"),
    [
        ("status: in-progress", QUARTERLY, True),
        ("status: in-progress", "", False),
        ("status: complete", QUARTERLY, False),
        ("status: paused", QUARTERLY, False),
        ("updates: [{date: 2020-01-01, text: a}]", QUARTERLY, False),
        ("status: ongoing, updates: [{date: 2021-03-15, text: a}]", QUARTERLY, False),
        ("status: ongoing, updates: [{date: 2021-03-14, text: a}]", QUARTERLY, True),
        ("status: ongoing, updates: [{text: a}]", QUARTERLY, True),
        ("status: ongoing", f"{QUARTERLY}\nposition_at: 2021-03-15", False),
        ("status: ongoing", f"{QUARTERLY}\nposition_at: 2021-03", False),
        ("status: ongoing", f"{QUARTERLY}\nposition_at: 2021-03-14", True),
        (
            "status: ongoing, updates: [{date: 2021-01-01, text: a}]",
            f"{QUARTERLY}\nposition_at: 2021-03",
            True,
        ),
    ],
)
def test_no_news_within_the_review_period(*, action: str, plan: str, has_no_news: bool) -> None:
    assert (Flag.NO_NEWS in standing_of(action, "2021-06-15", plan).flags) is has_no_news


@pytest.mark.parametrize(
    ("action", "flags"),
    [
        ("status: in-progress", ()),
        ("status: in-progress, extension_asked: {target: 2022}", (Flag.EXTENSION_ASKED,)),
        ("status: in-progress, target: 2021-06, forecast: 2021-06", ()),
        ("status: in-progress, target: 2021-06, forecast: 2021-07", (Flag.FORECAST_LATE,)),
        ("status: complete, target: 2021-06, forecast: 2021-07", ()),
        ("status: in-progress, forecast: 2021-07", ()),
        ("status: in-progress, extensions: [{was: 2020}]", (Flag.EXTENDED,)),
    ],
)
def test_flags(action: str, flags: tuple[Flag, ...]) -> None:
    assert standing_of(action, "2021-06-15").flags == flags


@pytest.mark.parametrize(
    ("action", "days"),
    [
        ("target: 2021-03, extensions: [{was: 2020-12}, {was: 2021-01}]", 90),
        ("target: 2021-03, extensions: [{reason: a}]", None),
        ("extensions: [{was: 2020-12}]", None),
        ("target: 2021-03", None),
    ],
)
def test_an_extension_is_counted_from_the_first_target(action: str, days: int | None) -> None:
    assert days_extended(*read_action(action)) == days


def test_the_last_update_is_the_newest_in_any_order() -> None:
    dates = "updates: [{date: 2021-03-02, text: a}, {date: 2021-01, text: b}, {text: c}]"
    action, _ = read_action(dates)
    assert last_update(action) == date(2021, 3, 2)
    assert last_update(action, date(2021, 3, 1)) == date(2021, 1, 31)
    assert last_update(action, date(2021, 1, 30)) is None


EVERYTHING = (
    "outcome: All trained, evidence: [register], signed_off: {by: CSP}, "
    "checks: [{date: 2021-09-14, found: still-in-place}]"
)


def _steps(action: str) -> list[str]:
    reached = steps(read_action(action)[0], TODAY)
    return [step for step in Step if step in reached]


@pytest.mark.parametrize(
    ("proof", "reached"),
    [
        ("title: Form", []),
        ("outcome: All trained", ["outcome-told"]),
        ("evidence: [register]", ["evidence"]),
        ("signed_off: {date: 2021-03-04}", ["agreed"]),
        ("signed_off: {by: CSP}", ["agreed"]),
        ("checks: [{found: still-in-place}]", ["still-in-place"]),
        ("checks: [{found: not-known}]", []),
        ("checks: [{date: 2021-09-14}]", []),
        (EVERYTHING, ["outcome-told", "evidence", "agreed", "still-in-place"]),
    ],
)
@pytest.mark.parametrize("status", ["complete", "complete-ongoing"])
def test_each_step_counts_on_its_own(status: str, proof: str, reached: list[str]) -> None:
    assert _steps(f"status: {status}, {proof}") == ["said-done", *reached]


@pytest.mark.parametrize(
    "status",
    ["status: in-progress", "status: ongoing", "status: paused", "status: superseded", "title: a"],
)
def test_no_step_is_reached_before_it_is_said_done(status: str) -> None:
    assert _steps(f"{status}, {EVERYTHING}") == []


def test_an_unclear_action_has_reached_no_step() -> None:
    assert _steps(f"status: complete, target: TBC, {EVERYTHING}") == []


@pytest.mark.parametrize(
    ("checks", "is_in_place"),
    [
        ("{date: 2021-01, found: lapsed}, {date: 2021-09, found: still-in-place}", True),
        ("{date: 2021-09, found: still-in-place}, {date: 2021-01, found: lapsed}", True),
        ("{date: 2021-09, found: lapsed}, {date: 2021-01, found: still-in-place}", False),
        ("{found: lapsed}, {found: still-in-place}", True),
        ("{found: still-in-place}, {found: lapsed}", False),
        ("{date: 2021-01, found: still-in-place}, {date: 2021-09, found: not-known}", False),
    ],
)
def test_the_newest_check_counts(*, checks: str, is_in_place: bool) -> None:
    reached = _steps(f"status: complete, checks: [{checks}]")
    assert ("still-in-place" in reached) is is_in_place


def test_the_ladder_counts_actions() -> None:
    actions = [
        read_action(action)[0]
        for action in (f"status: complete, {EVERYTHING}", "status: complete", "status: ongoing")
    ]
    assert list(ladder(actions, TODAY).items()) == [
        (Step.SAID_DONE, 2),
        (Step.OUTCOME_TOLD, 1),
        (Step.EVIDENCE, 1),
        (Step.AGREED, 1),
        (Step.STILL_IN_PLACE, 1),
    ]
    assert set(ladder([], TODAY).values()) == {0}


def _recommendation(*actions: str) -> Recommendation:
    read: tuple[Action, ...] = tuple(read_action(action)[0] for action in actions)
    return Recommendation("1", 1, actions=read)


TOLD = "status: complete, outcome: All trained"


@pytest.mark.parametrize(
    ("actions", "reached"),
    [
        ((), []),
        ((TOLD,), ["said-done", "outcome-told"]),
        ((TOLD, "status: complete"), ["said-done"]),
        ((TOLD, "status: in-progress"), []),
        ((TOLD, "title: No status"), []),
        ((TOLD, "status: superseded"), ["said-done", "outcome-told"]),
        ((TOLD, "status: not-taken-forward"), ["said-done", "outcome-told"]),
        ((TOLD, "status: superseded, target: TBC"), []),
        (("status: superseded",), []),
    ],
)
def test_a_recommendation_has_the_steps_that_all_its_standing_actions_have(
    actions: tuple[str, ...], reached: list[str]
) -> None:
    got = steps_of_all(_recommendation(*actions), TODAY)
    assert [step for step in Step if step in got] == reached


def test_the_ladder_counts_recommendations() -> None:
    counts = ladder_of_all([_recommendation(TOLD), _recommendation(TOLD, "status: ongoing")], TODAY)
    assert (counts[Step.SAID_DONE], counts[Step.OUTCOME_TOLD], counts[Step.EVIDENCE]) == (1, 1, 0)
