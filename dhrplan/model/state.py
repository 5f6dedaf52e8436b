"""The state of an action on a given day, flags beside it, and the ladder of proof. Never stored.

The states are tried in the order of the format's table, and the first that applies is the state, so
that counts add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dhrplan.model.dates.values import AnyDate
from dhrplan.model.plan import DONE, DROPPED, Action, Milestone, Plan, Recommendation, Status

SOON_DAYS = 30
"""The days within which a date counts as soon: format 1, "Status and state"."""


class State(StrEnum):
    """The states of an action, in the order in which they are tried."""

    UNCLEAR = "unclear"
    NO_STATUS = "no-status"
    SUPERSEDED = "superseded"
    NOT_TAKEN_FORWARD = "not-taken-forward"
    OVERDUE = "overdue"
    CHECK_OVERDUE = "check-overdue"
    AWAITING_SIGN_OFF = "awaiting-sign-off"
    COMPLETE = "complete"
    PAUSED = "paused"
    DUE_SOON = "due-soon"
    NOT_DUE_YET = "not-due-yet"
    NO_DATE = "no-date"


COLOURS = {
    State.UNCLEAR: "magenta",
    State.SUPERSEDED: "bright_black",
    State.NOT_TAKEN_FORWARD: "bright_black",
    State.OVERDUE: "red",
    State.CHECK_OVERDUE: "yellow",
    State.AWAITING_SIGN_OFF: "blue",
    State.COMPLETE: "blue",
    State.PAUSED: "bright_black",
    State.DUE_SOON: "yellow",
}
"""No state is green: "complete" is what the record says, and nobody said "on track"."""


class Flag(StrEnum):
    """What is reported beside the state."""

    NO_NEWS = "no-news"
    EXTENSION_ASKED = "extension-asked"
    FORECAST_LATE = "forecast-late"
    EXTENDED = "extended"


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of an action, or of one of its milestones, on a day.

    Attributes:
        state: A milestone has the state of its action.
        deadline: The last day of its own target, if that is known.
        days_late: Days since its own deadline, if it is overdue.
    """

    state: State
    flags: tuple[Flag, ...] = ()
    deadline: date | None = None
    days_late: int | None = None

    @property
    def colour(self) -> str | None:
        """The colour of its state."""
        return COLOURS.get(self.state)


def judge(action: Action, plan: Plan, as_of: date, soon_days: int = SOON_DAYS) -> Standing:
    """The standing of an action of `plan`. A target that is due on the day is not overdue."""
    deadline = deadline_of(action.target, plan)
    state = _state(action, plan, as_of, soon_days)
    late = days_late(deadline, as_of) if state is State.OVERDUE else None
    return Standing(state, _flags(action, plan, as_of), deadline, late)


def deadline_of(when: AnyDate | None, plan: Plan) -> date | None:
    """The last day of a date of the plan; None while it cannot be known."""
    return when.deadline(plan.events) if when else None


def days_late(deadline: date | None, as_of: date) -> int | None:
    """The days since a deadline; None unless it is past."""
    return (as_of - deadline).days if deadline and deadline < as_of else None


def open_deadlines(action: Action, plan: Plan) -> Iterator[tuple[Milestone | None, date]]:
    """The deadlines of an open action: its own (with None), then its open milestones'."""
    if not action.is_open:
        return
    deadline = deadline_of(action.target, plan)
    if deadline:
        yield None, deadline
    for step in action.open_milestones:
        due = deadline_of(step.target, plan)
        if due:
            yield step, due


def last_update(action: Action, as_of: date | None = None) -> date | None:
    """The last day of the newest dated update, not counting those after `as_of`."""
    days = [update.date.last for update in action.updates if update.date]
    return max((day for day in days if as_of is None or day <= as_of), default=None)


def days_extended(action: Action, plan: Plan) -> int | None:
    """The days from the first target to the present one, if both are known."""
    first = deadline_of(action.extensions[0].was, plan) if action.extensions else None
    target = deadline_of(action.target, plan)
    return (target - first).days if first and target else None


def _state(action: Action, plan: Plan, as_of: date, soon_days: int) -> State:
    if action.unclear:
        return State.UNCLEAR
    if action.status is None:
        return State.NO_STATUS
    if action.status in DROPPED:
        return State(action.status)
    ahead = [due for _, due in open_deadlines(action, plan)]
    if any(due < as_of for due in ahead):
        return State.OVERDUE
    check = deadline_of(action.next_check, plan)
    if check and check < as_of and not _is_checked(action, check):
        return State.CHECK_OVERDUE
    if action.status in DONE:
        waits = plan.sign_off is not None and action.signed_off is None
        return State.AWAITING_SIGN_OFF if waits else State.COMPLETE
    if action.status is Status.PAUSED:
        return State.PAUSED
    if check and check >= as_of:
        ahead.append(check)
    if not ahead:
        return State.NO_DATE
    return State.DUE_SOON if min(ahead) <= as_of + timedelta(soon_days) else State.NOT_DUE_YET


def _is_checked(action: Action, deadline: date) -> bool:
    """Whether a check was made since the period of `next_check` began."""
    since = getattr(action.next_check, "first", deadline)
    return any(check.date and check.date.last >= since for check in action.checks)


def _flags(action: Action, plan: Plan, as_of: date) -> tuple[Flag, ...]:
    target = deadline_of(action.target, plan)
    forecast = action.forecast.last if action.is_open and action.forecast else None
    flags = {
        Flag.NO_NEWS: _has_no_news(action, plan, as_of),
        Flag.EXTENSION_ASKED: action.extension_asked,
        Flag.FORECAST_LATE: forecast and target and forecast > target,
        Flag.EXTENDED: action.extensions,
    }
    return tuple(flag for flag, holds in flags.items() if holds)


def _has_no_news(action: Action, plan: Plan, as_of: date) -> bool:
    """Open, and no update within the plan's `review_every`.

    Without any update `position_at` counts, the day on which the statuses were true; without that
    too there has never been news.
    """
    if not action.is_open or plan.review_every is None:
        return False
    newest = last_update(action) or (plan.position_at.last if plan.position_at else None)
    return newest is None or plan.review_every.after(newest) < as_of


class Step(StrEnum):
    """The ladder from a claim to a change that lasts. Each step counts on its own."""

    SAID_DONE = "said-done"
    OUTCOME_TOLD = "outcome-told"
    EVIDENCE = "evidence"
    AGREED = "agreed"
    STILL_IN_PLACE = "still-in-place"


def steps(action: Action) -> frozenset[Step]:
    """The steps that an action has reached: none before it is said to be done."""
    if action.unclear or not action.is_done:
        return frozenset()
    # The newest check counts; one without a date counts as the oldest.
    checks = sorted(action.checks, key=lambda check: check.date.last if check.date else date.min)
    reached = {
        Step.SAID_DONE: True,
        Step.OUTCOME_TOLD: bool(action.outcome),
        Step.EVIDENCE: bool(action.evidence),
        Step.AGREED: action.signed_off is not None,
        Step.STILL_IN_PLACE: bool(checks) and checks[-1].found == "still-in-place",
    }
    return frozenset(step for step, holds in reached.items() if holds)


def steps_of_all(recommendation: Recommendation) -> frozenset[Step]:
    """The steps that every standing action of a recommendation has reached."""
    standing = standing_actions(recommendation)
    return frozenset.intersection(*map(steps, standing)) if standing else frozenset()


def standing_actions(recommendation: Recommendation) -> tuple[Action, ...]:
    """The actions that were neither superseded nor not taken forward."""
    return tuple(
        action
        for action in recommendation.actions
        if action.unclear or action.status not in DROPPED
    )


def ladder(actions: Iterable[Action]) -> dict[Step, int]:
    """The number of actions that have reached each step."""
    return _counts(map(steps, actions))


def ladder_of_all(recommendations: Iterable[Recommendation]) -> dict[Step, int]:
    """The number of recommendations whose standing actions have all reached each step."""
    return _counts(map(steps_of_all, recommendations))


def _counts(reached: Iterable[frozenset[Step]]) -> dict[Step, int]:
    counts = dict.fromkeys(Step, 0)
    for each in reached:
        for step in each:
            counts[step] += 1
    return counts
