"""complete-without-date: a complete action without a completion date."""

from __future__ import annotations

from dhrplan.diagnostic import Severity
from dhrplan.rules.engine import Findings, Folders, Rule, actions_of, example_folder

_HINT = "Write `completed:` and the date; a month or a year will do where the day is not known."


def _check(folders: Folders) -> Findings:
    for at in actions_of(folders):
        if at.action.is_done and at.action.completed is None:
            message = f"The action is `{at.action.status}` and has no date of completion."
            yield at.finding(("status",), message, _HINT)


RULE = Rule(
    name="complete-without-date",
    family="completeness",
    severity=Severity.WARNING,
    what="A complete action without a date of completion.",
    why="Nobody can tell whether it was done in time, or before the practice that it changed was "
    "looked at again. The Home Office's form asks for the date.",
    instead="Write the date as `completed`, as exactly as it is known. Where the source gives "
    "none, leave it out rather than take the target for it.",
    check=_check,
    bad=example_folder("lead: [POL]\nstatus: complete\noutcome: One form is in use.\n"),
    good=example_folder(
        "lead: [POL]\nstatus: complete\ncompleted: 2021-02\noutcome: One form is in use.\n"
    ),
)
