"""ongoing-without-check: work without an end that nobody will look at again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.diagnostic import Severity
from dhrplan.model.plan import Status
from dhrplan.rules.base import Rule, actions_of
from dhrplan.rules.example import one

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.rules.base import Finding, Folders


def _check(folders: Folders) -> Iterator[Finding]:
    for at in actions_of(folders):
        if at.action.status is Status.ONGOING and not (
            at.action.next_check or at.action.has_target
        ):
            message = (
                f"The action is `{at.action.status}` and has neither a `next_check` nor a target."
            )
            yield at.finding(("status",), message, _HINT)


_HINT = "Write `next_check:` and when somebody will look at it again."

RULE = Rule(
    name="ongoing-without-check",
    family="completeness",
    severity=Severity.WARNING,
    what="An ongoing action with neither a target nor a date of the next check.",
    why="Work without an end drops out of sight unless somebody is due to look at it. What is "
    "complete and goes on (`complete-ongoing`) is said to be done, and is not asked for here.",
    instead='Write in `next_check` when the board will look again. A form that says "Ongoing" '
    "where a date is asked for has given none.",
    check=_check,
    bad=one("lead: [POL]\nstatus: ongoing\n"),
    good=one("lead: [POL]\nstatus: ongoing\nnext_check: 2021-09\n"),
)
