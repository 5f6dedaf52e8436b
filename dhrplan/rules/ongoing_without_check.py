"""ongoing-without-check: an ongoing action with neither a target nor a next check."""

from __future__ import annotations

from dhrplan.diagnostic import Severity
from dhrplan.model.plan import Status
from dhrplan.rules.engine import Findings, Folders, Rule, actions_of, example_folder

_HINT = "Write `next_check:` and when the board will look at it again."


def _check(folders: Folders) -> Findings:
    for at in actions_of(folders):
        action = at.action
        if action.status is Status.ONGOING and not (action.next_check or action.has_target):
            message = (
                f"The action is `{action.status}` and has neither a `next_check` nor a target."
            )
            yield at.finding(("status",), message, _HINT)


RULE = Rule(
    name="ongoing-without-check",
    family="completeness",
    severity=Severity.WARNING,
    what="An ongoing action with neither a target nor the date of the next check.",
    why="Work without an end drops out of sight unless a check is due. What is complete and "
    "continues (`complete-ongoing`) does not need it here.",
    instead='Write in `next_check` when the board will look again. "Ongoing" in the form\'s '
    "column for a date is not a date.",
    check=_check,
    update="--next-check DATE",
    bad=example_folder("lead: [POL]\nstatus: ongoing\n"),
    good=example_folder("lead: [POL]\nstatus: ongoing\nnext_check: 2021-09\n"),
)
