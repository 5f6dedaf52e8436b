"""ongoing-without-check: an ongoing action with neither a target nor a next check."""

from __future__ import annotations

from dhrplan.diagnostic import Severity
from dhrplan.model.plan import Status
from dhrplan.rules.engine import Findings, Folders, Rule, actions_of, example_folder

_HINT = "Write `next_check:` and when somebody will look at it again."


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
    what="An ongoing action with neither a target nor a date of the next check.",
    why="Work without an end drops out of sight unless somebody is due to look at it. What is "
    "complete and goes on (`complete-ongoing`) is said to be done, and is not asked for here.",
    instead='Write in `next_check` when the board will look again. A form that says "Ongoing" '
    "where a date is asked for has given none.",
    check=_check,
    bad=example_folder("lead: [POL]\nstatus: ongoing\n"),
    good=example_folder("lead: [POL]\nstatus: ongoing\nnext_check: 2021-09\n"),
)
