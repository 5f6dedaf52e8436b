"""complete-with-open-milestones: the action is done, and a step of it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.diagnostic import Severity
from dhrplan.model.plan import OPEN, Status
from dhrplan.rules.base import Rule, actions_of
from dhrplan.rules.example import one

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.model.plan import Action, Milestone
    from dhrplan.rules.base import Finding, Folders

_MILESTONE = """\
lead: [POL]
status: complete
completed: 2021-02
outcome: One form is in use.
milestones:
  - text: Form printed
    status: """


def _check(folders: Folders) -> Iterator[Finding]:
    for at in actions_of(folders):
        for step in at.action.milestones:
            if at.action.is_done and _is_open(step, at.action):
                status = at.spot("status", note="the action's status stands here")
                message = (
                    f"The milestone is `{step.status}`, and its action is `{at.action.status}`."
                )
                yield at.finding(
                    ("milestones", step.route[-1], "status"), message, _HINT, (status,)
                )


def _is_open(step: Milestone, action: Action) -> bool:
    """Whether its own status says so. What is complete and goes on may have a step that does."""
    goes_on = action.status is Status.COMPLETE_ONGOING and step.status is Status.ONGOING
    return step.status in OPEN and not goes_on


_HINT = "Write `status: complete` here if it is done; if not, the action is `in-progress`."

RULE = Rule(
    name="complete-with-open-milestones",
    family="consistency",
    severity=Severity.WARNING,
    what="A complete action with a milestone that is still open.",
    why="The board closes the action and the step is never looked at again: an open milestone "
    "counts as late only while its action is open.",
    instead="Write that the milestone is done, or that the action is not.",
    check=_check,
    bad=one(f"{_MILESTONE}in-progress\n"),
    good=one(f"{_MILESTONE}complete\n"),
)
