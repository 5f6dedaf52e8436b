"""open-without-target: an open action without a target date."""

from __future__ import annotations

from dhrplan.diagnostic import Severity
from dhrplan.model.plan import UNTIL_DONE
from dhrplan.rules.engine import Findings, Folders, Rule, actions_of, example_folder

_HINT = "Write `target:` and when it is due: a day, a month, a quarter or a season."


def _check(folders: Folders) -> Findings:
    for at in actions_of(folders):
        if at.action.status in UNTIL_DONE and not at.action.has_target:
            message = f"The action is `{at.action.status}` and has no target."
            yield at.finding(("status",), message, _HINT)


RULE = Rule(
    name="open-without-target",
    family="completeness",
    severity=Severity.WARNING,
    what="An action that is not started or in progress and has no target date.",
    why="Without a target an action is never late, however long nothing happens. An open "
    "milestone with its own target is enough.",
    instead="Agree a date with the lead and write it as `target`. Work without an end is "
    "`ongoing`, with a `next_check`.",
    check=_check,
    update="--target DATE",
    bad=example_folder("lead: [POL]\nstatus: in-progress\n"),
    good=example_folder(),
)
