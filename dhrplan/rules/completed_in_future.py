"""completed-in-future: a date in the future for what has already happened."""

from __future__ import annotations

from datetime import date

from dhrplan.diagnostic import Severity
from dhrplan.model.dates.values import on_day, spoken
from dhrplan.plan.query import Dated
from dhrplan.rules.engine import (
    Findings,
    Folders,
    Rule,
    as_written,
    date_finding,
    example_folder,
    plans_of,
    wrongly_in_future,
)

_DONE = """\
lead: [POL]
status: complete
target: 2021-03
completed: {}
outcome: One form is in use.
"""
_HINTS = {
    "completed": "Check the year. The date the work is due is `target`.",
    "position_at": "Check the year. This date says when the statuses were true.",
}
_HINT = "Check the year. Write a date here only once it has happened."


def _check(folders: Folders, as_of: date) -> Findings:
    for source, plan in plans_of(folders):
        for one in wrongly_in_future(plan, as_of):
            message = f"`{as_written(one.when)}` is after {spoken(on_day(as_of))}, and "
            message += f"`{_field(one)}` records what has happened."
            yield date_finding((source, plan), one, message, _HINTS.get(one.key, _HINT))


def _field(one: Dated) -> str:
    """The field to name in the message: `checks` for the date of a check."""
    words = [str(step) for step in one.route if isinstance(step, str)]
    return words[-2] if one.key == "date" else one.key


RULE = Rule(
    name="completed-in-future",
    family="dates",
    severity=Severity.ERROR,
    what="A date in the future for something that has happened: completed, signed off, "
    "checked, said, decided, asked or answered.",
    why="The action counts as done and is no longer followed up, though the day has not "
    "come. Usually the year is mistyped.",
    instead="Write the day on which it happened. What is still to come is `target`, `forecast` "
    "or `next_check`.",
    check_as_of=_check,
    bad=example_folder(_DONE.format("2031-02-26")),
    good=example_folder(_DONE.format("2021-02-26")),
)
