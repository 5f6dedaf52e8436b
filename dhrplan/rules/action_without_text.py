"""action-without-text: an action that does not say what is to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.diagnostic import Severity
from dhrplan.rules.base import Rule, actions_of
from dhrplan.rules.example import SOUND, item, plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.rules.base import Finding, Folders

_SECOND = 'id: "1.2"\n'


def _check(folders: Folders) -> Iterator[Finding]:
    for at in actions_of(folders):
        if not (at.action.text or at.action.title):
            message = f"Action `{at.action.id}` has neither `text` nor `title`."
            yield at.finding(("id",), message, _HINT)


_HINT = "Write `text: |-` and below it what is to be done."

RULE = Rule(
    name="action-without-text",
    family="completeness",
    severity=Severity.WARNING,
    what="An action with neither text nor title.",
    why="A lead cannot do, and a board cannot check, what is not said. In reports such an action "
    "is a number beside a date.",
    instead="Write in `text` what is to be done, in the words of the agreed plan.",
    check=_check,
    bad={"DHR99.yaml": plan() + item(f"{_SECOND}{SOUND}")},
    good={"DHR99.yaml": plan() + item(f"{_SECOND}text: Train all staff.\n{SOUND}")},
)
