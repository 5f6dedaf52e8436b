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
    why="The action counts as neither open nor done. It can never be late, and the review's "
    "actions cannot be shown to be complete.",
    instead="Ask the lead for the status and write it as `status`. If the record does not say "
    "and there is no agency to ask, leave it out. Do not guess.",
    check=_check,
    update="--status STATUS",
    bad=example_folder("lead: [POL]\ntarget: 2021-06\n"),
    good=example_folder(),
)
