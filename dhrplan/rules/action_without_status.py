"""action-without-status: an action that does not say where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.diagnostic import Severity
from dhrplan.model.plan import Status
from dhrplan.rules.base import Rule, actions_of
from dhrplan.rules.example import one
from dhrplan.wording import one_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.rules.base import Finding, Folders


def _check(folders: Folders) -> Iterator[Finding]:
    for at in actions_of(folders):
        if at.action.status is None:
            message = f"Action `{at.action.id}` has no status."
            yield at.finding(("id",), message, _HINT)


_HINT = f"Write `status:` and {one_of(Status)}."

RULE = Rule(
    name="action-without-status",
    family="completeness",
    severity=Severity.WARNING,
    what="An action without a status.",
    why="It is counted as neither open nor done: it can never be late, and nobody can say that the "
    "review's actions are complete.",
    instead="Ask the lead where it stands and write that as `status`. Where the record is silent "
    "and nobody can be asked, leave it out rather than guess.",
    check=_check,
    bad=one("lead: [POL]\ntarget: 2021-06\n"),
    good=one(),
)
