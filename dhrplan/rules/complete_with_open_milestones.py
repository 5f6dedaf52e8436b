"""complete-with-open-milestones: a complete action with an open milestone."""

from __future__ import annotations

from dhrplan.diagnostic import Severity
from dhrplan.model.plan import OPEN, Status
from dhrplan.rules.engine import Findings, Folders, Rule, actions_of, example_folder

_MILESTONE = """\
lead: [POL]
status: complete
completed: 2021-02
outcome: One form is in use.
milestones:
  - text: Form printed
    status: """

_HINT = "If it is done, write `status: complete` here. If not, the action is `in-progress`."


def _check(folders: Folders) -> Findings:
    for at in actions_of(folders):
        if not at.action.is_done:
            continue
        for step in at.action.milestones:
            # An action that is complete and continues may have a milestone that does.
            both_continue = (at.action.status, step.status) == (
                Status.COMPLETE_ONGOING,
                Status.ONGOING,
            )
            if step.status in OPEN and not both_continue:
                message = (
                    f"The milestone is `{step.status}`, and its action is `{at.action.status}`."
                )
                related = (at.spot("status", note="the status of the action"),)
                route = ("milestones", step.route[-1], "status")
                yield at.finding(route, message, _HINT, related)


RULE = Rule(
    name="complete-with-open-milestones",
    family="consistency",
    severity=Severity.WARNING,
    what="A complete action with a milestone that is still open.",
    why="The board closes the action and never sees the step again. An open milestone "
    "counts as late only while its action is open.",
    instead="Write that the milestone is done, or that the action is not.",
    check=_check,
    bad=example_folder(f"{_MILESTONE}in-progress\n"),
    good=example_folder(f"{_MILESTONE}complete\n"),
)
