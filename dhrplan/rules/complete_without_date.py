"""complete-without-date: work said to be done, with no day for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.diagnostic import Severity
from dhrplan.rules.base import Rule, actions_of
from dhrplan.rules.example import one

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.rules.base import Finding, Folders


def _check(folders: Folders) -> Iterator[Finding]:
    for at in actions_of(folders):
        if at.action.is_done and at.action.completed is None:
            message = f"The action is `{at.action.status}` and has no date of completion."
            yield at.finding(("status",), message, _HINT)


_HINT = "Write `completed:` and the date; a month or a year will do where the day is not known."

RULE = Rule(
    name="complete-without-date",
    family="completeness",
    severity=Severity.WARNING,
    what="A complete action without a date of completion.",
    why="Nobody can tell whether it was done in time, or before the practice that it changed was "
    "looked at again. The Home Office's form asks for the date.",
    instead="Write the date as `completed`, as exactly as it is known. Where the source gives "
    "none, leave it out rather than take the target for it.",
    check=_check,
    bad=one("lead: [POL]\nstatus: complete\noutcome: One form is in use.\n"),
    good=one("lead: [POL]\nstatus: complete\ncompleted: 2021-02\noutcome: One form is in use.\n"),
)
