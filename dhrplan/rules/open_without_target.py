"""open-without-target: open work that has an end, and no date for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.diagnostic import Severity
from dhrplan.model.plan import UNTIL_DONE
from dhrplan.rules.base import Rule, actions_of
from dhrplan.rules.example import one

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.rules.base import Finding, Folders


def _check(folders: Folders) -> Iterator[Finding]:
    for at in actions_of(folders):
        if at.action.status in UNTIL_DONE and not at.action.has_target:
            message = f"The action is `{at.action.status}` and has no target."
            yield at.finding(("status",), message, _HINT)


_HINT = "Write `target:` and when it is to be done; a month, a quarter or a season will do."

RULE = Rule(
    name="open-without-target",
    family="completeness",
    severity=Severity.WARNING,
    what="An action that is not started or in progress, and has no target date.",
    why="Without a target it is never overdue, however long nothing happens. A milestone still to "
    "do that has a target of its own serves as well.",
    instead="Agree a date with the lead and write it as `target`. Work that has no end is "
    "`ongoing`, with a `next_check`.",
    check=_check,
    bad=one("lead: [POL]\nstatus: in-progress\n"),
    good=one(),
)
