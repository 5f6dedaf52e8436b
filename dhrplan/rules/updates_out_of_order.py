"""updates-out-of-order: updates or checks that do not stand in the order in which they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.diagnostic import Severity
from dhrplan.model.dates import spoken
from dhrplan.rules import example
from dhrplan.rules.base import Finding, Rule, Spot, actions_of
from dhrplan.rules.dating import finding, told_of, written
from dhrplan.text.datings import Dated

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dhrplan.rules.base import At, Folders

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


def _check(folders: Folders, as_of: date) -> Iterator[Finding]:
    told = told_of(as_of)
    for at in actions_of(folders):
        for key, noun in _NOUNS.items():
            dates = _dates(at, key)
            if any(_slips(dates)):
                sound = [one for one in dates if one.route not in told(at.plan)]
                yield from _findings(at, noun, sound, list(_slips(sound)))


def _dates(at: At, key: str) -> list[Dated]:
    records = getattr(at.action, key)
    return [
        Dated((*at.action.route, key, index, "date"), one.date, action=at.action)
        for index, one in enumerate(records)
        if one.date
    ]


def _slips(dates: list[Dated]) -> Iterator[tuple[Dated, Dated]]:
    """Each date that certainly lies before one above it, and that one."""
    above: Dated | None = None
    for one in dates:
        if above and one.when.last < above.when.first:
            yield one, above
            above = one  # what follows is held against this one, or it would be told of as well
        elif above is None or one.when.first > above.when.first:
            above = one


def _findings(
    at: At, noun: str, dates: list[Dated], slips: list[tuple[Dated, Dated]]
) -> Iterator[Finding]:
    hint = f"Write the oldest {noun} first, and add new ones at the end."
    backwards = len(slips) == len(dates) - 1 > 1
    for one, above in slips[:1] if backwards else slips:
        message = f"`{written(one.when)}` lies before the {noun} above it, {spoken(above.when)}."
        if backwards:
            message = f"The {noun}s stand newest first."
        beside = Spot(at.file.source, above.route, f"the {noun} above it")
        yield finding((at.file.source, at.plan), one, message, hint, beside)


RULE = Rule(
    name="updates-out-of-order",
    family="dates",
    severity=Severity.WARNING,
    what="An update, or a check, with an earlier date than the one above it.",
    why="What was said last is looked for at the end. Where it stands elsewhere, a date is "
    "mistyped or an old word is taken for the latest.",
    instead="Write the oldest first, and add new ones at the end.",
    check_as_of=_check,
    bad=example.one(example.SOUND + _UPDATES.format("02-17", "01-12")),
    good=example.one(example.SOUND + _UPDATES.format("01-12", "02-17")),
)
