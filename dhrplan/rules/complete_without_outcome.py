"""complete-without-outcome: work said to be done, with nothing come of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.diagnostic import Severity
from dhrplan.rules.base import Rule, actions_of
from dhrplan.rules.example import one

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.rules.base import Finding, Folders


def _check(folders: Folders) -> Iterator[Finding]:
    for at in actions_of(folders):
        if at.action.is_done and not at.action.outcome:
            message = f"The action is `{at.action.status}` and says nothing of its outcome."
            yield at.finding(("status",), message, _HINT)


_HINT = "Write `outcome: |-` and below it what is different now."

RULE = Rule(
    name="complete-without-outcome",
    family="completeness",
    severity=Severity.WARNING,
    what="A complete action that does not say what came of it.",
    why="That a form was agreed is not yet that anybody is safer. Families, boards and the Home "
    'Office ask what changed, and a bare "complete" has no answer.',
    instead="Write in `outcome` what is different because of the action, and in `evidence` what "
    "shows it.",
    check=_check,
    bad=one("lead: [POL]\nstatus: complete\ncompleted: 2021-02\n"),
    good=one("lead: [POL]\nstatus: complete\ncompleted: 2021-02\noutcome: One form is in use.\n"),
)
