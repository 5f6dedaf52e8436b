"""complete-without-date: a complete action without a completion date."""

from __future__ import annotations

from dhrplan.diagnostic import Severity
from dhrplan.rules.engine import Findings, Folders, Rule, actions_of, example_folder

_HINT = "Write `completed:` and the date. If the day is not known, write a month or a year."


def _check(folders: Folders) -> Findings:
    for at in actions_of(folders):
        if at.action.is_done and at.action.completed is None:
            message = f"The action is `{at.action.status}` and has no completion date."
            yield at.finding(("status",), message, _HINT)


RULE = Rule(
    name="complete-without-date",
    family="completeness",
    severity=Severity.WARNING,
    what="A complete action without the date it was completed.",
    why="Nothing shows whether it was done in time, or before the practice it changed was "
    "checked. The Home Office form asks for the date.",
    instead="Write the date as `completed`, as exactly as it is known. If the source does not "
    "give it, leave it out: do not copy the target.",
    check=_check,
    update="--completed DATE",
    bad=example_folder("lead: [POL]\nstatus: complete\noutcome: One form is in use.\n"),
    good=example_folder(
        "lead: [POL]\nstatus: complete\ncompleted: 2021-02\noutcome: One form is in use.\n"
    ),
)
