"""decision-without-reason: an action that was stopped without a reason given."""

from __future__ import annotations

from dhrplan.diagnostic import Severity
from dhrplan.model.plan import STOPPED, Status
from dhrplan.rules.engine import Findings, Folders, Rule, actions_of, example_folder

_HINT = "Write `decision:` and, below it, `reason:`, `date` and `by` (who decided)."


def _check(folders: Folders) -> Findings:
    for at in actions_of(folders):
        action = at.action
        if action.status not in STOPPED or (action.decision and action.decision.reason):
            continue
        if action.status is Status.SUPERSEDED and action.superseded_by:
            continue  # naming the successor is reason enough
        message = f"The action is `{action.status}` and has no reason."
        yield at.finding(("status",), message, _HINT)


RULE = Rule(
    name="decision-without-reason",
    family="completeness",
    severity=Severity.WARNING,
    what="An action that is paused, not taken forward or superseded, without the reason.",
    why="The board must explain to the family and the Home Office why an action was "
    "dropped. After a change of staff the reason is lost. A superseded action that names its "
    "successor in `superseded_by` needs no other reason.",
    instead="Write in `decision` when, by whom and for what `reason` it was decided.",
    check=_check,
    update='--set "decision.reason=TEXT"',
    bad=example_folder("lead: [POL]\nstatus: paused\nnext_check: 2021-09\n"),
    good=example_folder(
        "lead: [POL]\nstatus: paused\nnext_check: 2021-09\n"
        "decision:\n  reason: The website is being replaced.\n"
    ),
)
