"""action-without-lead: an action without a lead agency."""

from __future__ import annotations

from dhrplan.diagnostic import Severity
from dhrplan.rules.engine import Findings, Folders, Rule, actions_of, example_folder

_HINT = "Write `lead:` and the agency's code in brackets, such as `lead: [POL]`."


def _check(folders: Folders) -> Findings:
    for at in actions_of(folders):
        if not at.action.lead:
            message = f"Action `{at.action.id}` has no lead agency."
            yield at.finding(("id",), message, _HINT)


RULE = Rule(
    name="action-without-lead",
    family="completeness",
    severity=Severity.WARNING,
    what="An action without a lead agency.",
    why="No agency is asked for an update, and the action is missing from every agency's list.",
    instead="Write in `lead` the agency that is responsible. Those that help are `partners`.",
    check=_check,
    update="--lead AGENCY",
    bad=example_folder("status: in-progress\ntarget: 2021-06\n"),
    good=example_folder(),
)
