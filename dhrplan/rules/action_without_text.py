"""action-without-text: an action with neither text nor title."""

from __future__ import annotations

from dhrplan.diagnostic import Severity
from dhrplan.rules.engine import (
    SOUND,
    Findings,
    Folders,
    Rule,
    actions_of,
    example_plan,
    second_action,
)

_SECOND = 'id: "1.2"\n'

_HINT = "Write `text: |-` and, below it, what is to be done."


def _check(folders: Folders) -> Findings:
    for at in actions_of(folders):
        if not (at.action.text or at.action.title or at.recommendation.speaks_for(at.action)):
            message = f"Action `{at.action.id}` has neither `text` nor `title`."
            yield at.finding(("id",), message, _HINT)


RULE = Rule(
    name="action-without-text",
    family="completeness",
    severity=Severity.WARNING,
    what="An action with neither text nor title, where its recommendation has others.",
    why="The lead cannot act on, and the board cannot check, work that is not described. In "
    "reports such an action is a number and a date.",
    instead="Write in `text` what is to be done, in the words of the agreed plan.",
    check=_check,
    update='--set "text=TEXT"',
    bad={"DHR99.yaml": example_plan() + second_action(f"{_SECOND}{SOUND}")},
    good={
        "DHR99.yaml": example_plan() + second_action(f"{_SECOND}text: Train all staff.\n{SOUND}")
    },
)
