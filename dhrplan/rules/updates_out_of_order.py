"""updates-out-of-order: updates or checks that are not in order of date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dhrplan.diagnostic import Severity
from dhrplan.model.dates.values import spoken
from dhrplan.plan.query import Dated
from dhrplan.rules.engine import (
    SOUND,
    ActionInPlan,
    Findings,
    Folders,
    Rule,
    Spot,
    actions_of,
    as_written,
    date_finding,
    example_folder,
)
from dhrplan.rules.suspect_year import wrong_dates

_UPDATES = """\
updates:
  - date: 2021-{}
    by: POL
    text: Draft sent to all.
  - date: 2021-{}
    by: POL
    text: Form agreed.
"""
_NOUNS = {"updates": "update", "checks": "check"}


def _check(folders: Folders, as_of: date) -> Findings:
    wrong_in = wrong_dates(as_of)
    for at in actions_of(folders):
        for key, noun in _NOUNS.items():
            dates = _dates(at, key)
            if any(_out_of_order(dates)):
                sound = [one for one in dates if one.route not in wrong_in(at.plan)]
                yield from _findings(at, noun, sound, list(_out_of_order(sound)))


def _dates(at: ActionInPlan, key: str) -> list[Dated]:
    records = getattr(at.action, key)
    return [
        Dated((*at.action.route, key, index, "date"), one.date, action=at.action)
        for index, one in enumerate(records)
        if one.date
    ]


def _out_of_order(dates: list[Dated]) -> Iterator[tuple[Dated, Dated]]:
    """Each date that certainly lies before one above it, and that one."""
    above: Dated | None = None
    for one in dates:
        if above and one.when.last < above.when.first:
            yield one, above
            above = one  # compare what follows with this one, or it would be reported too
        elif above is None or one.when.first > above.when.first:
            above = one


def _findings(
    at: ActionInPlan, noun: str, dates: list[Dated], pairs: list[tuple[Dated, Dated]]
) -> Findings:
    hint = f"Write the oldest {noun} first, and add new entries at the end."
    backwards = len(pairs) == len(dates) - 1 > 1
    for one, above in pairs[:1] if backwards else pairs:
        message = f"`{as_written(one.when)}` is before the {noun} above it, {spoken(above.when)}."
        if backwards:
            message = f"The {noun}s are in the wrong order: newest first."
        related = Spot(at.file.source, above.route, f"the {noun} above it")
        yield date_finding((at.file.source, at.plan), one, message, hint, related)


RULE = Rule(
    name="updates-out-of-order",
    family="dates",
    severity=Severity.WARNING,
    what="An update or check dated earlier than the entry above it.",
    why="The last entry is read as the latest. If it is not, a date is mistyped or old news "
    "is taken for the latest.",
    instead="Write the oldest first, and add new entries at the end.",
    check_as_of=_check,
    bad=example_folder(SOUND + _UPDATES.format("02-17", "01-12")),
    good=example_folder(SOUND + _UPDATES.format("01-12", "02-17")),
)
