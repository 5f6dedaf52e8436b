"""action-without-status: an action without a status."""

from __future__ import annotations

from dhrplan.diagnostic import Severity
from dhrplan.model.plan import Status
from dhrplan.rules.engine import Findings, Folders, Rule, actions_of, example_folder
from dhrplan.wording import one_of

_HINT = f"Write `status:` and {one_of(Status)}."


def _check(folders: Folders) -> Findings:
    for at in actions_of(folders):
        if at.action.status is None:
            message = f"Action `{at.action.id}` has no status."
            yield at.finding(("id",), message, _HINT)


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
    bad=example_folder("lead: [POL]\ntarget: 2021-06\n"),
    good=example_folder(),
)
