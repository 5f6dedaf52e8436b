"""completed-before-commissioned: an action was done before there was a review to ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.diagnostic import Severity
from dhrplan.model.dates import spoken
from dhrplan.rules import example
from dhrplan.rules.base import Finding, Rule, Spot, plans_of
from dhrplan.rules.dating import (
    COMMISSIONED,
    carried_out_before,
    clear_dates,
    commissioned,
    finding,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.rules.base import Folders

_HEAD = "dates:\n  commissioned: 2019-06\n"
_DONE = """\
lead: [POL]
status: complete
target: 2021-03
completed: {}
outcome: One form is in use.
"""


def _check(folders: Folders) -> Iterator[Finding]:
    for source, plan in plans_of(folders):
        start = commissioned(plan)
        if start is None:
            continue
        before = carried_out_before(plan)
        for one in clear_dates(plan):
            early = one.key == "completed" and one.when.last < start.first
            if early and one.route[:2] not in before:
                message = f"`{written(one.when)}` lies before the review was commissioned, "
                message += f"{spoken(start)}."
                beside = Spot(source, COMMISSIONED, "the review was commissioned then")
                yield finding((source, plan), one, message, _HINT, beside)


_HINT = (
    "Look at the year. What was so before the review is told by its recommendation's `result`: "
    "`met: already-in-place`."
)

RULE = Rule(
    name="completed-before-commissioned",
    family="dates",
    severity=Severity.ERROR,
    what="A date of completion, of an action or a milestone, that lies before the review was "
    "commissioned.",
    why="What a review asks for cannot have been done for it before it began. Either a year is "
    "mistyped, or the action stands for something that was there already.",
    instead="Write the day on which it was done. What was there already is the result of the "
    "recommendation: `met: already-in-place`.",
    check=_check,
    bad=example.one(_DONE.format("2019-02-26"), head=_HEAD),
    good=example.one(_DONE.format("2021-02-26"), head=_HEAD),
)
