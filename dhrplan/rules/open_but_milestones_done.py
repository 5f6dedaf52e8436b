"""open-but-milestones-done: every milestone is done, and the action is open."""

from __future__ import annotations

from dhrplan.diagnostic import Severity
from dhrplan.model.plan import DONE, UNTIL_DONE, Milestone
from dhrplan.rules.engine import SOUND, Findings, Folders, Rule, actions_of, example_folder

_MILESTONES = f"""{SOUND}\
milestones:
  - text: Form drafted
    status: complete
  - text: Form printed
"""

_HINT = (
    "If the action is done, write `status: complete` and the date. If not, add the milestone "
    "that is still to do."
)


def _check(folders: Folders) -> Findings:
    for at in actions_of(folders):
        steps = at.action.milestones
        if at.action.status in UNTIL_DONE and steps and all(map(_is_done, steps)):
            message = f"The action is `{at.action.status}`, but all its milestones are done."
            last = at.spot("milestones", steps[-1].route[-1], note="the last milestone")
            yield at.finding(("status",), message, _HINT, (last,))


def _is_done(step: Milestone) -> bool:
    """By its own status: a milestone without one is done when its action is."""
    return step.status in DONE or (step.status is None and step.completed is not None)


RULE = Rule(
    name="open-but-milestones-done",
    family="consistency",
    severity=Severity.WARNING,
    what="An action that is not started or in progress, though all its milestones are done.",
    why="Either the work is done and counts as late only because its status was not "
    "updated, or the remaining work is not recorded. Ongoing work may continue after its "
    "milestones, and is not reported.",
    instead="Write that the action is complete, with its date and outcome, or add the milestone "
    "that is still to do.",
    check=_check,
    update='--status complete --completed DATE --outcome "TEXT"',
    bad=example_folder(f"{_MILESTONES}    completed: 2021-02\n"),
    good=example_folder(f"{_MILESTONES}    target: 2021-05\n"),
)
