"""paused-without-check: a paused action without a day to look again."""

from __future__ import annotations

from dhrplan.diagnostic import Severity
from dhrplan.model.plan import Status
from dhrplan.rules.engine import Findings, Folders, Rule, actions_of, example_folder

_PAUSED = """\
lead: [POL]
status: paused
target: 2021-06
decision:
  date: 2021-02
  by: CSP
  reason: The trainer has left.
"""

_HINT = "Write `next_check:` and when the board will look at it again."


def _check(folders: Folders) -> Findings:
    for at in actions_of(folders):
        if at.action.status is Status.PAUSED and at.action.next_check is None:
            message = "The action is `paused` and has no `next_check`."
            yield at.finding(("status",), message, _HINT)


RULE = Rule(
    name="paused-without-check",
    family="completeness",
    severity=Severity.WARNING,
    what="A paused action without the date of the next check.",
    why="Paused work is not late, so nothing brings it back to the board. Without a date it "
    "can be forgotten for good.",
    instead="Write in `next_check` when the board will look again.",
    check=_check,
    update="--next-check DATE",
    bad=example_folder(_PAUSED),
    good=example_folder(f"{_PAUSED}next_check: 2021-05\n"),
)
