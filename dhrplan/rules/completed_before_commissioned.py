"""completed-before-commissioned: work completed before the review that asked for it began."""

from __future__ import annotations

from dhrplan.diagnostic import Severity
from dhrplan.model.dates.values import spoken
from dhrplan.rules.engine import (
    Findings,
    Folders,
    Rule,
    Spot,
    as_written,
    clear_dates,
    date_finding,
    example_folder,
    plans_of,
)
from dhrplan.rules.suspect_year import COMMISSIONED, already_in_place, commissioned

_HEAD = "dates:\n  commissioned: 2019-06\n"
_DONE = """\
lead: [POL]
status: complete
target: 2021-03
completed: {}
outcome: One form is in use.
"""

_HINT = (
    "Check the year. If this was in place before the review, write `result:` and "
    "`met: already-in-place` in its recommendation."
)


def _check(folders: Folders) -> Findings:
    for source, plan in plans_of(folders):
        start = commissioned(plan)
        if start is None:
            continue
        in_place = already_in_place(plan)
        for one in clear_dates(plan):
            is_early = one.key == "completed" and one.when.last < start.first
            if is_early and one.route[:2] not in in_place:
                message = f"`{as_written(one.when)}` is before the review was commissioned, "
                message += f"{spoken(start)}."
                related = Spot(source, COMMISSIONED, "the date the review was commissioned")
                yield date_finding((source, plan), one, message, _HINT, related)


RULE = Rule(
    name="completed-before-commissioned",
    family="dates",
    severity=Severity.ERROR,
    what="An action or milestone completed before the review was commissioned.",
    why="Work for a review cannot be done before the review began. Either the year is "
    "mistyped, or this was already in place.",
    instead="Write the day on which it was done. What was already in place is the "
    "recommendation's result: `met: already-in-place`.",
    check=_check,
    bad=example_folder(_DONE.format("2019-02-26"), head=_HEAD),
    good=example_folder(_DONE.format("2021-02-26"), head=_HEAD),
)
