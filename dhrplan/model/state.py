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
from dhrplan.model.plan import (
    CLOSED,
    DONE,
    DROPPED,
    UNTIL_DONE,
    Action,
    Milestone,
    Plan,
    Recommendation,
    Status,
)

LAPSED = "lapsed"
"""The finding of a check that practice is not in place any more."""

SOON_DAYS = 30
"""The days within which a date counts as soon: format 1, "Status and state"."""


OLD_DAYS = 92
"""The age in days beyond which a record is old: a board commonly meets every quarter."""


class State(StrEnum):
    """The states of an action, in the order in which they are tried."""

    UNCLEAR = "unclear"
    NO_STATUS = "no-status"
    SUPERSEDED = "superseded"
    NOT_TAKEN_FORWARD = "not-taken-forward"
    OVERDUE = "overdue"
    LAPSED = "lapsed"
    CHECK_OVERDUE = "check-overdue"
    AWAITING_SIGN_OFF = "awaiting-sign-off"
    COMPLETE = "complete"
    PAUSED = "paused"
    DUE_SOON = "due-soon"
    NOT_DUE_YET = "not-due-yet"
    NO_DATE = "no-date"


COLOURS = {
    State.UNCLEAR: "magenta",
    State.NO_STATUS: "magenta",
    State.SUPERSEDED: "bright_black",
    State.NOT_TAKEN_FORWARD: "bright_black",
    State.OVERDUE: "red",
    State.LAPSED: "dark_orange",
    State.CHECK_OVERDUE: "yellow",
    State.AWAITING_SIGN_OFF: "blue",
    State.COMPLETE: "blue",
    State.PAUSED: "bright_black",
    State.DUE_SOON: "yellow",
}
"""Red is only for late, orange for lapsed, magenta for missing or unreadable.

No state is green: "complete" is what the record says, and nobody said "on track".
"""


class Flag(StrEnum):
    """What is reported beside the state."""

    NO_NEWS = "no-news"
    EXTENSION_ASKED = "extension-asked"
    FORECAST_LATE = "forecast-late"
    EXTENDED = "extended"
    BLOCKED = "blocked"


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


def late_milestones(action: Action, plan: Plan, as_of: date) -> tuple[Milestone, ...]:
    """The open milestones of an action whose target is past."""
    deadlines = open_deadlines(action, plan)
    return tuple(step for step, due in deadlines if step is not None and due < as_of)


def past_without_status(
    action: Action, plan: Plan, as_of: date
) -> tuple[tuple[Milestone | None, date], ...]:
    """The targets that are past of an action without a status: its own, and of milestones.

    Such an action is not known to be late, nor to be done.
    """
    if action.status is not None or action.unclear:
        return ()
    own = [(None, deadline_of(action.target, plan))] if not action.completed else []
    steps = ((step, deadline_of(step.target, plan)) for step in action.milestones if step.is_open)
    return tuple((step, due) for step, due in (*own, *steps) if due and due < as_of)


def needs_attention(action: Action, plan: Plan, as_of: date) -> bool:
    """True of paused work without a day ahead to look again, or whose target is past."""
    if action.status is not Status.PAUSED:
        return False
    check, target = deadline_of(action.next_check, plan), deadline_of(action.target, plan)
    return check is None or check < as_of or bool(target and target < as_of)


def last_update(action: Action, as_of: date | None = None) -> date | None:
    """The last day of the newest dated update, not counting those after `as_of`."""
    days = [update.date.last for update in action.updates if update.date]
    return max((day for day in days if as_of is None or day <= as_of), default=None)


def first_target(action: Action) -> AnyDate | None:
    """The target that was promised first, as far as the plan records it."""
    return action.extensions[0].was if action.extensions else action.target


def is_late_by_first_target(action: Action, plan: Plan, as_of: date) -> bool:
    """True of open work that is late, or would be if its target had not been moved."""
    days = [due for _, due in open_deadlines(action, plan)]
    if action.is_open and (first := deadline_of(first_target(action), plan)):
        days.append(first)
    return any(day < as_of for day in days) and not action.unclear


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
    if has_lapsed(action):
        return State.LAPSED
    check = deadline_of(action.next_check, plan)
    if check and check < as_of and not _is_checked(action, check):
        return State.CHECK_OVERDUE
    if action.status in DONE:
        waits = plan.sign_off is not None and action.signed_off is None
        return State.AWAITING_SIGN_OFF if waits else State.COMPLETE
    if action.status is Status.PAUSED:
        return State.PAUSED
    return _state_ahead([*ahead, *([check] if check and check >= as_of else [])], as_of, soon_days)


def _state_ahead(days: list[date], as_of: date, soon_days: int) -> State:
    """The state of open work by the dates that lie ahead of it."""
    if not days:
        return State.NO_DATE
    return State.DUE_SOON if min(days) <= as_of + timedelta(soon_days) else State.NOT_DUE_YET


def newest_finding(action: Action) -> str | None:
    """The finding of the newest check; one without a date counts as the oldest."""
    if not action.checks:
        return None
    checks = sorted(action.checks, key=lambda check: check.date.last if check.date else date.min)
    return checks[-1].found


def has_lapsed(action: Action) -> bool:
    """True if the newest check found that it is not so any more, and nothing has been done since.

    Work that is not started or in progress has been taken up again, and what was dropped is closed.
    """
    return action.status not in UNTIL_DONE | DROPPED and newest_finding(action) == LAPSED


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
        Flag.BLOCKED: action.blocked and action.status not in CLOSED,
    }
    return tuple(flag for flag, holds in flags.items() if holds)


def _has_no_news(action: Action, plan: Plan, as_of: date) -> bool:
    """Open, and no update within its `review_every`, or else the plan's.

    Without any update `position_at` counts, the day on which the statuses were true; without that
    too there has never been news.
    """
    every = action.review_every or plan.review_every
    if not action.is_open or every is None:
        return False
    newest = last_update(action) or (plan.position_at.last if plan.position_at else None)
    return newest is None or every.after(newest) < as_of


class Step(StrEnum):
    """The ladder from a claim to a change that lasts. Each step counts on its own."""

    SAID_DONE = "said-done"
    OUTCOME_TOLD = "outcome-told"
    EVIDENCE = "evidence"
    AGREED = "agreed"
    STILL_IN_PLACE = "still-in-place"


def steps(action: Action, as_of: date) -> frozenset[Step]:
    """The steps that an action has reached: none before it is said to be done.

    Practice that has lapsed has neither evidence nor agreement; evidence counts while it is valid.
    """
    if action.unclear or not action.is_done:
        return frozenset()
    finding = newest_finding(action)
    holds = finding != LAPSED
    reached = {
        Step.SAID_DONE: True,
        Step.OUTCOME_TOLD: bool(action.outcome),
        Step.EVIDENCE: holds and any((one.last_day or as_of) >= as_of for one in action.evidence),
        Step.AGREED: holds and action.signed_off is not None,
        Step.STILL_IN_PLACE: finding == "still-in-place",
    }
    return frozenset(step for step, holds in reached.items() if holds)


def steps_of_all(recommendation: Recommendation, as_of: date) -> frozenset[Step]:
    """The steps that every standing action of a recommendation has reached."""
    reached = [steps(action, as_of) for action in standing_actions(recommendation)]
    return frozenset.intersection(*reached) if reached else frozenset()


def standing_actions(recommendation: Recommendation) -> tuple[Action, ...]:
    """The actions that were neither superseded nor not taken forward."""
    return tuple(
        action
        for action in recommendation.all_actions
        if action.unclear or action.status not in DROPPED
    )


def ladder(actions: Iterable[Action], as_of: date) -> dict[Step, int]:
    """The number of actions that have reached each step."""
    return _counts(steps(action, as_of) for action in actions)


def ladder_of_all(recommendations: Iterable[Recommendation], as_of: date) -> dict[Step, int]:
    """The number of recommendations whose standing actions have all reached each step."""
    return _counts(steps_of_all(one, as_of) for one in recommendations)


def _counts(reached: Iterable[frozenset[Step]]) -> dict[Step, int]:
    counts = dict.fromkeys(Step, 0)
    for each in reached:
        for step in each:
            counts[step] += 1
    return counts
