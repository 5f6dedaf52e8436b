"""decision-without-reason: work stopped, and nobody says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.diagnostic import Severity
from dhrplan.model.plan import STOPPED, Status
from dhrplan.rules.base import Rule, actions_of
from dhrplan.rules.example import one

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.model.plan import Action
    from dhrplan.rules.base import Finding, Folders


def _check(folders: Folders) -> Iterator[Finding]:
    for at in actions_of(folders):
        if at.action.status in STOPPED and not _reason(at.action):
            message = f"The action is `{at.action.status}` and no reason is given."
            yield at.finding(("status",), message, _HINT)


def _reason(action: Action) -> str | None:
    """Why it stopped; what took its place says so by itself."""
    if action.status is Status.SUPERSEDED and action.superseded_by:
        return action.superseded_by
    return action.decision.reason if action.decision else None


_HINT = "Write `decision:` and below it `reason:`, with the `date` and `by` whom it was decided."

RULE = Rule(
    name="decision-without-reason",
    family="completeness",
    severity=Severity.WARNING,
    what="A paused, not taken forward or superseded action without the reason for that decision.",
    why="A review's action that is dropped has to be answered for, to the family and to the Home "
    "Office. After a change of staff nobody remembers. A superseded action that names its "
    "successor in `superseded_by` has said why.",
    instead="Write in `decision` when, by whom and for what `reason` it was decided.",
    check=_check,
    bad=one("lead: [POL]\nstatus: paused\n"),
    good=one("lead: [POL]\nstatus: paused\ndecision:\n  reason: The website is being replaced.\n"),
)
