"""extension-not-later: an extension to a date that is not later."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import NamedTuple

from dhrplan.diagnostic import Route, Severity
from dhrplan.model.dates.values import AnyDate, spoken
from dhrplan.rules.engine import (
    ActionInPlan,
    Findings,
    Folders,
    Rule,
    actions_of,
    as_written,
    example_folder,
    first_and_last_day,
)
from dhrplan.rules.suspect_year import wrong_dates

_EXTENDED = """\
lead: [POL]
status: in-progress
target: 2021-06
extensions:
  - was: {}
    date: 2020-11-20
    reason: The lead officer left.
    approved_by: CSP
"""

_HINT = "Write the oldest target first. The next `was`, or `target`, is the new date."


class _Target(NamedTuple):
    """A present or former target, and its route in the action."""

    when: AnyDate | None
    steps: Route


def _check(folders: Folders, as_of: date) -> Findings:
    wrong_in = wrong_dates(as_of)
    for at in actions_of(folders):
        given_up = (
            _Target(one.was, ("extensions", index, "was"))
            for index, one in enumerate(at.action.extensions)
        )
        for old, new in pairwise((*given_up, _Target(at.action.target, ("target",)))):
            if old.when and new.when and _is_no_later(at, old.when, new.when):
                routes = ((*at.action.route, *each.steps) for each in (old, new))
                if wrong_in(at.plan).isdisjoint(routes):
                    message = f"`{as_written(new.when)}` is not later than the target it "
                    message += f"replaced, {spoken(old.when)}."
                    related = (at.spot(*old.steps, note="the old target"),)
                    yield at.finding(new.steps, message, _HINT, related)


def _is_no_later(at: ActionInPlan, old: AnyDate, new: AnyDate) -> bool:
    """True if the new target is the old one or before it, whichever day either means."""
    was, now = first_and_last_day(old, at.plan), first_and_last_day(new, at.plan)
    if was is None or now is None:
        return old == new
    return now == was or now[1] <= was[0]


RULE = Rule(
    name="extension-not-later",
    family="dates",
    severity=Severity.WARNING,
    what="An extension whose new date (the next `was`, or `target`) is not later than the "
    "old date.",
    why="These dates show how long an action has slipped. Usually `target` was not updated, "
    "and the action counts as late by a date that the board has moved.",
    instead="Keep the old date under `was` and write the new date under `target`. If a target "
    "was brought forward, record that in `updates`, not as an extension.",
    check_as_of=_check,
    bad=example_folder(_EXTENDED.format("2021-06")),
    good=example_folder(_EXTENDED.format("2020-12")),
)
