"""What was promised of an action: the first date, the one in force, and how often it moved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from dhrplan.model.dates.values import AnyDate
from dhrplan.model.state import (
    State,
    days_extended,
    days_late,
    deadline_of,
    first_target,
    open_deadlines,
)
from dhrplan.reports.details import in_words
from dhrplan.reports.select import Item
from dhrplan.wording import span


class SilentMove(NamedTuple):
    """A target that moved in git, and of which the plan has no extension.

    Attributes:
        day: The day of the commit.
        commit: The beginning of its hash.
    """

    review: str
    action: str
    milestone: str | None
    old: AnyDate
    new: AnyDate
    day: date
    commit: str


def times(count: int) -> str:
    """`once`, `twice`, `3 times`."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def moves(item: Item) -> str:
    """How often the target of an action moved, and by how much in all; empty if it never did."""
    count = len(item.action.extensions)
    if not count:
        return ""
    days = days_extended(item.action, item.plan)
    if not days:
        return f"moved {times(count)}"
    return f"moved {times(count)}, {span(abs(days))} {'later' if days > 0 else 'earlier'} in all"


def promise(item: Item) -> str:
    """The first date in words."""
    first = first_target(item.action)
    if first is None and item.action.extensions:
        return "first date not recorded"
    return in_words(first) or "no target date"


def earlier_in_git(item: Item, moves: Iterable[SilentMove]) -> AnyDate | None:
    """The first target that git has, where the plan does not say that it moved from there.

    `moves` are the oldest first.
    """
    first = found = first_target(item.action)
    for move in reversed(tuple(moves)):
        is_its = (move.review, move.action) == (item.plan.id, item.action.id)
        if is_its and move.milestone is None and move.new == found:
            found = move.old
    return None if found == first else found


def days_late_by_first(item: Item) -> int | None:
    """The days since the first date that was promised of open work, or of one of its milestones."""
    action = item.action
    if not action.is_open:
        return None
    first = deadline_of(first_target(action), item.plan)
    steps = (due for step, due in open_deadlines(action, item.plan) if step is not None)
    return _longest((first, *steps), item.as_of)


def days_late_in_force(item: Item) -> int | None:
    """The days since the date in force of open work, or of one of its milestones."""
    if item.standing.state is not State.OVERDUE:
        return None
    return _longest((due for _, due in open_deadlines(item.action, item.plan)), item.as_of)


def _longest(deadlines: Iterable[date | None], as_of: date) -> int | None:
    late = (days_late(due, as_of) for due in deadlines)
    return max(filter(None, late), default=None)
