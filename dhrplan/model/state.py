"""Where an action stands on a given day: one state, and flags beside it. Derived, never stored.

The states are tried in the order of the format's table, and the first that holds is the state, so
that counts add up. Nothing here reads a clock: the day is a parameter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from dhrplan.model.plan import DONE, OPEN, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.model.dates import AnyDate
    from dhrplan.model.plan import Action, Milestone, Plan

SOON_DAYS = 30
"""The days within which a date counts as soon: format 1, "Status and state"."""


class State(StrEnum):
    """Where an action stands, in the order in which the states are tried."""

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
"""Blue for done and none for what nobody called on track: colour claims no more than the record."""


class Flag(StrEnum):
    """What stands beside the state."""

    NO_NEWS = "no-news"
    EXTENSION_ASKED = "extension-asked"
    FORECAST_LATE = "forecast-late"
    EXTENDED = "extended"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an action, or one milestone of it, stands as at a day.

    Attributes:
        state: Its one state; a milestone has that of its action.
        flags: What stands beside the state.
        deadline: The last day of its own target; None where there is none, or none is known.
        days_late: Days since its own deadline, where it is open and the deadline is past.
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
    """Where `action` of `plan` stands as at a day. A target that is due that day is not overdue."""
    deadline = deadline_of(action.target, plan)
    state = _state(action, plan, as_of, soon_days)
    late = days_late(deadline, as_of) if state is State.OVERDUE else None
    return Standing(state, _flags(action, plan, as_of), deadline, late)


def deadline_of(when: AnyDate | None, plan: Plan) -> date | None:
    """The last day of a date of the plan; None while it cannot be known."""
    return when.deadline(plan.events) if when else None


def days_late(deadline: date | None, as_of: date) -> int | None:
    """The days from a deadline to a day after it; None on the day itself, before, and without."""
    return (as_of - deadline).days if deadline and deadline < as_of else None


def open_deadlines(action: Action, plan: Plan) -> Iterator[tuple[Milestone | None, date]]:
    """What of an open action is due when: its target (with None), and its open milestones'."""
    if not action.is_open:
        return
    deadline = deadline_of(action.target, plan)
    if deadline:
        yield None, deadline
    for step in action.open_milestones:
        due = deadline_of(step.target, plan)
        if due:
            yield step, due


def _state(action: Action, plan: Plan, as_of: date, soon_days: int) -> State:
    if action.unclear:
        return State.UNCLEAR
    if action.status is None:
        return State.NO_STATUS
    if action.status is Status.SUPERSEDED:
        return State.SUPERSEDED
    if action.status is Status.NOT_TAKEN_FORWARD:
        return State.NOT_TAKEN_FORWARD
    if any(due < as_of for _, due in open_deadlines(action, plan)):
        return State.OVERDUE
    if _check_is_overdue(action, plan, as_of):
        return State.CHECK_OVERDUE
    if action.status in DONE:
        waits = plan.sign_off is not None and action.signed_off is None
        return State.AWAITING_SIGN_OFF if waits else State.COMPLETE
    if action.status is Status.PAUSED:
        return State.PAUSED
    return _ahead(action, plan, as_of, soon_days)


def _check_is_overdue(action: Action, plan: Plan, as_of: date) -> bool:
    """`next_check` is past, and nobody has looked since it began."""
    if action.next_check is None:
        return False
    deadline = deadline_of(action.next_check, plan)
    if deadline is None or deadline >= as_of:
        return False
    since = getattr(action.next_check, "first", deadline)
    return not any(check.date and check.date.last >= since for check in action.checks)


def _ahead(action: Action, plan: Plan, as_of: date, soon_days: int) -> State:
    """The state of an open action with nothing past: how near its next date is."""
    dates = [due for _, due in open_deadlines(action, plan)]
    look = deadline_of(action.next_check, plan)
    if look and look >= as_of:
        dates.append(look)
    if not dates:
        return State.NO_DATE
    return State.DUE_SOON if min(dates) <= as_of + timedelta(soon_days) else State.NOT_DUE_YET


def _flags(action: Action, plan: Plan, as_of: date) -> tuple[Flag, ...]:
    flags = []
    if _has_no_news(action, plan, as_of):
        flags.append(Flag.NO_NEWS)
    if action.extension_asked:
        flags.append(Flag.EXTENSION_ASKED)
    if _forecast_is_late(action, plan):
        flags.append(Flag.FORECAST_LATE)
    if action.extensions:
        flags.append(Flag.EXTENDED)
    return tuple(flags)


def last_update(action: Action, as_of: date | None = None) -> date | None:
    """The last day of the newest dated update; with a day, of those that are not after it."""
    days = [update.date.last for update in action.updates if update.date]
    return max((day for day in days if as_of is None or day <= as_of), default=None)


def _has_no_news(action: Action, plan: Plan, as_of: date) -> bool:
    """Open, and no update for as long as the board takes between two looks at the plan.

    Where there is no update at all, the day counts on which the statuses were true; where that is
    not known either, nobody has ever said anything.
    """
    if not action.is_open or plan.review_every is None:
        return False
    said = last_update(action) or (plan.position_at.last if plan.position_at else None)
    return said is None or plan.review_every.after(said) < as_of


def _forecast_is_late(action: Action, plan: Plan) -> bool:
    target = deadline_of(action.target, plan)
    return bool(action.is_open and action.forecast and target and action.forecast.last > target)


def days_extended(action: Action, plan: Plan) -> int | None:
    """The days from the first target that was given up to the one in force, if both are known."""
    first = deadline_of(action.extensions[0].was, plan) if action.extensions else None
    target = deadline_of(action.target, plan)
    return (target - first).days if first and target else None


__all__ = [
    "COLOURS",
    "OPEN",
    "SOON_DAYS",
    "Flag",
    "Standing",
    "State",
    "days_extended",
    "days_late",
    "deadline_of",
    "judge",
    "last_update",
    "open_deadlines",
]
