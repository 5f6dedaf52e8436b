"""open-but-milestones-done: every step is done, and the action is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.diagnostic import Severity
from dhrplan.model.plan import DONE, UNTIL_DONE
from dhrplan.rules.base import Rule, actions_of
from dhrplan.rules.example import SOUND, one

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.model.plan import Milestone
    from dhrplan.rules.base import Finding, Folders

_MILESTONES = f"""{SOUND}\
milestones:
  - text: Form drafted
    status: complete
  - text: Form printed
"""


def _check(folders: Folders) -> Iterator[Finding]:
    for at in actions_of(folders):
        steps = at.action.milestones
        if at.action.status in UNTIL_DONE and steps and all(map(_is_done, steps)):
            message = f"The action is `{at.action.status}`, and every milestone of it is done."
            last = at.spot("milestones", steps[-1].route[-1], note="the last of them stands here")
            yield at.finding(("status",), message, _HINT, (last,))


def _is_done(step: Milestone) -> bool:
    """By its own words: a milestone that says nothing is done when its action is."""
    return step.status in DONE or (step.status is None and step.completed is not None)


_HINT = (
    "Write `status: complete` if the action is done, and when; or the milestone that is still to "
    "do."
)

RULE = Rule(
    name="open-but-milestones-done",
    family="consistency",
    severity=Severity.WARNING,
    what="An action that is not started or in progress, and every milestone of it is done.",
    why="Either the work is done and counts as late for want of a word, or what is left to do is "
    "written nowhere. Ongoing work may well go on after its milestones, and is left alone.",
    instead="Write that the action is complete, with its date and outcome, or add the milestone "
    "that is still to do.",
    check=_check,
    bad=one(f"{_MILESTONES}    completed: 2021-02\n"),
    good=one(f"{_MILESTONES}    target: 2021-05\n"),
)
