"""completed-in-future: something is said to have happened on a day that has not come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.diagnostic import Severity
from dhrplan.model.dates import on_day, spoken
from dhrplan.rules import example
from dhrplan.rules.base import Finding, Rule, plans_of
from dhrplan.rules.dating import finding, in_future, written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dhrplan.rules.base import Folders
    from dhrplan.text.datings import Dated

_DONE = """\
lead: [POL]
status: complete
target: 2021-03
completed: {}
outcome: One form is in use.
"""
_HINTS = {
    "completed": "Look at the year. When the work should be done stands under `target`.",
    "position_at": "Look at the year. It says when the statuses were true.",
}
_HINT = "Look at the year. What is still to come has no date here until it has happened."


def _check(folders: Folders, as_of: date) -> Iterator[Finding]:
    for source, plan in plans_of(folders):
        for one in in_future(plan, as_of):
            message = f"`{written(one.when)}` lies after {spoken(on_day(as_of))}, and "
            message += f"`{_field(one)}` tells of what has happened."
            yield finding((source, plan), one, message, _HINTS.get(one.key, _HINT))


def _field(one: Dated) -> str:
    """The field that a person would name: `checks`, where the date is the one of a check."""
    words = [str(step) for step in one.route if isinstance(step, str)]
    return words[-2] if one.key == "date" else one.key


RULE = Rule(
    name="completed-in-future",
    family="dates",
    severity=Severity.ERROR,
    what="A date that tells of what has happened (completed, signed off, checked, said, decided, "
    "asked, answered) and lies in the future.",
    why="The action counts as done, and nobody asks for it any more, though the day has not come. "
    "Mostly the year is mistyped.",
    instead="Write the day on which it happened. What is still to come stands under `target`, "
    "`forecast` or `next_check`.",
    check_as_of=_check,
    bad=example.one(_DONE.format("2031-02-26")),
    good=example.one(_DONE.format("2021-02-26")),
)
