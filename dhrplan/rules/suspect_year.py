"""suspect-year: a date too far from the review for its year to be right.

Other date rules ask here which dates are already reported, so that one mistake is one finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from dhrplan.diagnostic import Route, Severity
from dhrplan.model.dates.values import PlanDate, on_day, spoken
from dhrplan.model.plan import OF_THE_2004_ACT, Plan
from dhrplan.plan.query import Dated, dates_in_plan
from dhrplan.rules.engine import (
    SOUND,
    Findings,
    Folders,
    Rule,
    Spot,
    as_written,
    clear_dates,
    date_finding,
    example_folder,
    plans_of,
    wrongly_in_future,
)

COMMISSIONED: Route = ("dates", "commissioned")

_YEARS = 10
"""Years after commissioning beyond which a date is suspect: no plan runs for so long."""

_REVIEWS_BEGAN = date(2011, 4, 13)
"""Section 9 of the Domestic Violence, Crime and Victims Act 2004, on which these reviews rest, came
into force on this day."""

_RECORD_DATES = frozenset({("position_at",), ("source", "retrieved")})
"""Dates on which the record was made, perhaps long after everything in it."""

_ENOUGH_OTHERS = 3
"""Number of other dates that must all disagree with one date for that one to be wrong."""


class _SuspectDate(NamedTuple):
    """A date whose year can hardly be right.

    Attributes:
        why: The rest of the sentence that begins with the date.
        compared_with: Route of the date it was compared with, if that is in the plan.
    """

    dated: Dated
    why: str
    compared_with: Route | None = None


def _check(folders: Folders, as_of: date) -> Findings:
    for source, plan in plans_of(folders):
        suspects = list(_suspects(plan, as_of))
        # Those wrongly in the future are errors of their own.
        future = {one.route for one in wrongly_in_future(plan, as_of)} if suspects else set()
        for one in suspects:
            if one.dated.route not in future:
                related = None
                if one.compared_with:
                    related = Spot(source, one.compared_with, "counted from this date")
                message = f"`{as_written(one.dated.when)}` {one.why}"
                yield date_finding((source, plan), one.dated, message, "Check the year.", related)


def wrong_dates(as_of: date) -> Callable[[Plan], frozenset[Route]]:
    """A function from a plan to the routes of its dates that are wrong by themselves, cached.

    They are the suspect ones and those wrongly in the future.
    """
    by_file: dict[str, frozenset[Route]] = {}

    def routes(plan: Plan) -> frozenset[Route]:
        if plan.file not in by_file:
            future = wrongly_in_future(plan, as_of)
            suspect = (one.dated for one in _suspects(plan, as_of))
            by_file[plan.file] = frozenset(one.route for one in (*future, *suspect))
        return by_file[plan.file]

    return routes


def commissioned(plan: Plan) -> PlanDate | None:
    """When the review was commissioned; None if not given, or out of line with all other dates."""
    when = plan.dates.get("commissioned")
    if when is None:
        return None
    others = [one.when for one in _dates_of_the_work(plan) if one.route != COMMISSIONED]
    outside = (one.last < when.first or _is_long_after(one, when) for one in others)
    return None if len(others) >= _ENOUGH_OTHERS and all(outside) else when


def already_in_place(plan: Plan) -> frozenset[Route]:
    """Routes of the recommendations that were met before they were made."""
    results = ((one.route, one.result) for one in plan.recommendations)
    return frozenset(at for at, result in results if result and result.met == "already-in-place")


def _suspects(plan: Plan, as_of: date) -> Iterator[_SuspectDate]:
    """Dates before the review was commissioned, or more than ten years after.

    If that date is not given, ten years are counted from the earliest date that must be later, or
    else from `as_of`, and nothing may lie before the law came into force.
    """
    start, given = commissioned(plan), plan.dates.get("commissioned")
    if given and not start:
        why = "does not fit any other date of the plan."
        yield _SuspectDate(Dated(COMMISSIONED, given), why)
        return
    anchor = Dated(COMMISSIONED, start) if start else _earliest_later_date(plan)
    today, in_place = on_day(as_of), already_in_place(plan)
    for one in _dates_of_the_work(plan):
        if anchor and _is_long_after(one.when, anchor.when):
            why = f"is more than {_YEARS} years after {spoken(anchor.when)}"
            yield _SuspectDate(one, f"{why}, the date under `{anchor.key}`.", anchor.route)
        elif not anchor and _is_long_after(one.when, today):
            yield _SuspectDate(one, f"is more than {_YEARS} years after {spoken(today)}.")
        elif one.route[:2] in in_place:
            continue
        elif start is None and one.when.last < _REVIEWS_BEGAN and plan.kind in OF_THE_2004_ACT:
            began = spoken(on_day(_REVIEWS_BEGAN))
            yield _SuspectDate(one, f"is before {began}, when reviews of this kind began.")
        # A `completed` before commissioning is an error, completed-before-commissioned.
        elif start and one.when.last < start.first and one.key != "completed":
            why = f"is before the review was commissioned, {spoken(start)}."
            yield _SuspectDate(one, why, COMMISSIONED)


def _dates_of_the_work(plan: Plan) -> Iterator[Dated]:
    return (one for one in clear_dates(plan) if one.route not in _RECORD_DATES)


def _earliest_later_date(plan: Plan) -> Dated | None:
    """The earliest date of the review and its record, all of them later than commissioning."""
    later = [one for one in dates_in_plan(plan) if one.route in _RECORD_DATES]
    later += (Dated(("dates", name), when) for name, when in plan.dates.items())
    began = _REVIEWS_BEGAN if plan.kind in OF_THE_2004_ACT else date.min
    possible = (one for one in later if one.when.last >= began)
    return min(possible, key=lambda one: one.when.last, default=None)


def _is_long_after(when: PlanDate, start: PlanDate) -> bool:
    first, last = when.first, start.last
    return (first.year - _YEARS, first.month, first.day) > (last.year, last.month, last.day)


_HEAD = "dates:\n  commissioned: 2019-06\n"

RULE = Rule(
    name="suspect-year",
    family="dates",
    severity=Severity.WARNING,
    what="A date before the review was commissioned, or more than ten years after. Without "
    "that date, ten years count from the review's earliest later date, or from today. Nothing "
    "can be before 13 April 2011, when the law on these reviews came into force.",
    why="The year is the part of a date that is mistyped most, and a target in 2071 is never "
    "overdue.",
    instead="Write the right year. Where the date is right, say why beside it.",
    check_as_of=_check,
    bad=example_folder(SOUND.replace("2021", "2071"), head=_HEAD),
    good=example_folder(head=_HEAD),
)
