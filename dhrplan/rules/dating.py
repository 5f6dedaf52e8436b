"""What the rules on dates share: which dates tell of the past, and which cannot be right."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dhrplan.model.dates import EVENTS, PlanDate, on_day, spoken
from dhrplan.model.state import deadline_of
from dhrplan.rules.base import Finding, Spot
from dhrplan.text.datings import Dated, dates_in_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dhrplan.diagnostic import Route
    from dhrplan.model.dates import AnyDate
    from dhrplan.model.plan import Plan
    from dhrplan.text.source import Source

COMMISSIONED: Route = ("dates", "commissioned")
YEARS = 10
"""The years after commissioning beyond which a date is suspect: no plan runs for so long."""

REVIEWS_BEGAN = date(2011, 4, 13)
"""From this day section 9 of the Domestic Violence, Crime and Victims Act 2004 has been in force,
on which these reviews rest."""

_PLANNED = frozenset({"forecast", *EVENTS}) - {"commissioned"}
"""Beside targets and checks, what may lie ahead: when a report is to be published may be known."""

_OF_THE_RECORD = frozenset({("position_at",), ("source", "retrieved")})
"""They tell when the record was made, which may be long after all that is in it."""

_MANY = 3
"""So many other dates, all out of line with one, say that it is that one which is wrong."""


class Suspect(NamedTuple):
    """A date whose year can hardly be right.

    Attributes:
        why: What follows the date in a sentence.
        beside: The route of the date that it was held against, if that stands in the plan.
    """

    dated: Dated
    why: str
    beside: Route | None = None


def clear_dates(plan: Plan) -> Iterator[Dated]:
    """The dates of a plan, but for those of actions of which something could not be read."""
    return (one for one in dates_in_plan(plan) if not (one.action and one.action.unclear))


def in_future(plan: Plan, as_of: date) -> Iterator[Dated]:
    """The dates that tell of what has happened and lie after the day."""
    return (one for one in clear_dates(plan) if is_past(one) and one.when.first > as_of)


def is_past(dated: Dated) -> bool:
    """Whether a date tells of what has happened, and not of what is to come."""
    return not dated.may_be_relative and dated.key not in _PLANNED


def commissioned(plan: Plan) -> PlanDate | None:
    """When the review was commissioned; None if not told, or out of line with all other dates."""
    when = plan.dates.get("commissioned")
    if when is None:
        return None
    others = [one.when for one in _of_the_plan(plan) if one.route != COMMISSIONED]
    if len(others) >= _MANY and all(_is_outside(other, when) for other in others):
        return None
    return when


def carried_out_before(plan: Plan) -> frozenset[Route]:
    """Where the recommendations stand that were carried out before they were made."""
    results = ((one.route, one.result) for one in plan.recommendations)
    return frozenset(at for at, result in results if result and result.met == "already-in-place")


def suspects(plan: Plan) -> Iterator[Suspect]:
    """The dates that lie before the review was commissioned, or more than ten years after.

    Where that is not told, the earliest of the dates that must be later stands in for the end, and
    the law for the beginning.
    """
    start, told = commissioned(plan), plan.dates.get("commissioned")
    if told and not start:
        yield Suspect(
            Dated(COMMISSIONED, told), "is out of line with every other date of the plan."
        )
        return
    anchor = Dated(COMMISSIONED, start) if start else _earliest_known(plan)
    before = carried_out_before(plan)
    for one in _of_the_plan(plan):
        if anchor and _is_long_after(one.when, anchor.when):
            why = f"lies more than {YEARS} years after {spoken(anchor.when)}"
            yield Suspect(one, f"{why}, the date under `{anchor.key}`.", anchor.route)
        elif one.route[:2] not in before:
            yield from _too_early(one, start)


def told_of(as_of: date | None = None) -> Callable[[Plan], frozenset[Route]]:
    """The dates of a plan that are found wrong by themselves, worked out once for each plan.

    Rules that compare two dates leave them alone: one mistake is one complaint. With a day, those
    that are wrongly in the future are among them.
    """
    known: dict[str, frozenset[Route]] = {}

    def told(plan: Plan) -> frozenset[Route]:
        if plan.file not in known:
            early = in_future(plan, as_of) if as_of else ()
            suspect = (one.dated for one in suspects(plan))
            known[plan.file] = frozenset(one.route for one in (*early, *suspect))
        return known[plan.file]

    return told


def span(when: AnyDate | None, plan: Plan) -> tuple[date, date] | None:
    """The first and the last day that a date may mean; None while that is not known."""
    if isinstance(when, PlanDate):
        return when.first, when.last
    day = deadline_of(when, plan)
    return (day, day) if day else None


def written(when: AnyDate) -> str:
    """A date as the file has it."""
    return when.written or when.canonical


def finding(
    where: tuple[Source, Plan], dated: Dated, message: str, hint: str, beside: Spot | None = None
) -> Finding:
    """A finding at a date of a plan, with the place of the date that it contradicts."""
    source, plan = where
    action = dated.action.id if dated.action else None
    related = (beside,) if beside else ()
    return Finding(Spot(source, dated.route), message, hint, related, plan.id, action)


def _too_early(one: Dated, start: PlanDate | None) -> Iterator[Suspect]:
    if start is None and one.when.last < REVIEWS_BEGAN:
        began = spoken(on_day(REVIEWS_BEGAN))
        yield Suspect(one, f"lies before {began}, when reviews of this kind began.")
    elif start and one.when.last < start.first and one.key != "completed":  # which is an error
        why = f"lies before the review was commissioned, {spoken(start)}."
        yield Suspect(one, why, COMMISSIONED)


def _of_the_plan(plan: Plan) -> Iterator[Dated]:
    return (one for one in clear_dates(plan) if one.route not in _OF_THE_RECORD)


def _earliest_known(plan: Plan) -> Dated | None:
    """The earliest of the dates of the review and of its record, all later than commissioning."""
    known = [one for one in dates_in_plan(plan) if one.route in _OF_THE_RECORD]
    known += (Dated(("dates", name), when) for name, when in plan.dates.items())
    sound = (one for one in known if one.when.last >= REVIEWS_BEGAN)
    return min(sound, key=lambda one: one.when.last, default=None)


def _is_outside(when: PlanDate, start: PlanDate) -> bool:
    return when.last < start.first or _is_long_after(when, start)


def _is_long_after(when: PlanDate, start: PlanDate) -> bool:
    first, last = when.first, start.last
    return (first.year - YEARS, first.month, first.day) > (last.year, last.month, last.day)
