"""complete-without-outcome: a complete action without an outcome."""

from __future__ import annotations

from dhrplan.diagnostic import Severity
from dhrplan.rules.engine import Findings, Folders, Rule, actions_of, example_folder

_HINT = "Write `outcome: |-` and, below it, what is different now."


def _check(folders: Folders) -> Findings:
    for at in actions_of(folders):
        if at.action.is_done and not at.action.outcome:
            message = f"The action is `{at.action.status}` and has no outcome."
            yield at.finding(("status",), message, _HINT)


RULE = Rule(
    name="complete-without-outcome",
    family="completeness",
    severity=Severity.WARNING,
    what="A complete action that does not say what came of it.",
    why="An agreed form does not yet make people safer. Families, boards and the Home "
    'Office ask what changed. "Complete" alone does not answer them.',
    instead="Write in `outcome` what is different because of the action, and in `evidence` what "
    "shows it.",
    check=_check,
    update='--outcome "TEXT"',
    bad=example_folder("lead: [POL]\nstatus: complete\ncompleted: 2021-02\n"),
    good=example_folder(
        "lead: [POL]\nstatus: complete\ncompleted: 2021-02\noutcome: One form is in use.\n"
    ),
)
