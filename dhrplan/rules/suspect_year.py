"""suspect-year: a date that lies too far from the review for its year to be right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.diagnostic import Severity
from dhrplan.rules import example
from dhrplan.rules.base import Finding, Rule, Spot, plans_of
from dhrplan.rules.dating import finding, in_future, suspects, written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dhrplan.rules.base import Folders

_HEAD = "dates:\n  commissioned: 2019-06\n"


def _check(folders: Folders, as_of: date) -> Iterator[Finding]:
    for source, plan in plans_of(folders):
        told = None
        for one in suspects(plan):
            # What is in the future and must not be, is an error of its own.
            told = {each.route for each in in_future(plan, as_of)} if told is None else told
            if one.dated.route not in told:
                note = "it is counted from this date"
                beside = Spot(source, one.beside, note) if one.beside else None
                message = f"`{written(one.dated.when)}` {one.why}"
                yield finding((source, plan), one.dated, message, "Look at the year.", beside)


RULE = Rule(
    name="suspect-year",
    family="dates",
    severity=Severity.WARNING,
    what="A date that lies before the review was commissioned, or more than ten years after. Where "
    "that date is not told, ten years are counted from the earliest of the review's later dates, "
    "and nothing lies before 13 April 2011, when the law on these reviews came into force.",
    why="The year is the part of a date that is mistyped most, and a target in 2071 is never "
    "overdue.",
    instead="Write the right year. Where the date is right, say why beside it.",
    check_as_of=_check,
    bad=example.one(example.SOUND.replace("2021", "2071"), head=_HEAD),
    good=example.one(head=_HEAD),
)
