"""Records that are old: said wherever they are told of, or years late would be read as news."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from dhrplan.model.dates import on_day, spoken
from dhrplan.table import Fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from dhrplan.model.dates import PlanDate
    from dhrplan.model.plan import Action, Plan

OLD_DAYS = 92
"""The days after which a record is old: a board commonly looks every quarter."""


def old_records(
    plans: Iterable[Plan], as_of: date, due: Mapping[str, date] = MappingProxyType({})
) -> tuple[Fact, ...]:
    """A line for each plan whose record ends long before a day: until when it goes.

    So too, whatever its age, where its statuses were true before something fell `due` (the latest
    day by the plan's file): whether that was done in time cannot be in it.
    """
    each = {plan.file: plan for plan in plans}
    lines = (_until(plan, as_of, due.get(plan.file)) for plan in each.values())
    return tuple(Fact("", line) for line in lines if line)


def _until(plan: Plan, as_of: date, due: date | None) -> str:
    """As at when the statuses were true; where that is not told, the latest day in the record."""
    if plan.position_at:
        until, words = plan.position_at.last, f"statuses as at {spoken(plan.position_at)}"
    elif latest := _latest(plan):
        until, words = latest, f"the latest day recorded is {spoken(on_day(latest))}"
    else:
        return ""
    ends_before = bool(due and plan.position_at and until < due < as_of)
    if (as_of - until).days <= OLD_DAYS and not ends_before:
        return ""
    return f"{plan.id}: {words}; {_since(plan, until, as_of)}."


def _since(plan: Plan, until: date, as_of: date) -> str:
    """How far the record tells of what has been done since."""
    later = [day for day in _days(plan) if until < day <= as_of]
    if not later:
        return "what has been done since is not in the record"
    last = spoken(on_day(max(later)))
    return f"of what has been done since the record has only what is dated, the last on {last}"


def _latest(plan: Plan) -> date | None:
    return max(_days(plan), default=None)


def _days(plan: Plan) -> Iterator[date]:
    actions = (action for one in plan.recommendations for action in one.actions)
    return (when.last for action in actions for when in _told_on(action) if when)


def _told_on(action: Action) -> Iterator[PlanDate | None]:
    """The days on which something was done or said, as far as the record has them."""
    yield action.completed
    yield from (step.completed for step in action.milestones)
    yield from (update.date for update in action.updates)
    yield from (check.date for check in action.checks)
    yield from (extension.date for extension in action.extensions)
    yield from (one.date for one in (action.signed_off, action.decision) if one)
