"""extension-without-reason: a target was given up, and nobody says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.diagnostic import Severity
from dhrplan.rules.base import Rule, actions_of
from dhrplan.rules.example import SOUND, one

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.model.records import Extension
    from dhrplan.rules.base import Finding, Folders

_EXTENDED = f"""{SOUND}\
extensions:
  - was: 2020-12
    date: 2020-11-20
"""


def _check(folders: Folders) -> Iterator[Finding]:
    for at in actions_of(folders):
        for index, extension in enumerate(at.action.extensions):
            if not extension.reason:
                message = f"{_target(extension)} was given up, and no reason is given."
                yield at.finding(("extensions", index, "was"), message, _HINT)


def _target(extension: Extension) -> str:
    was = extension.was
    return f"The target `{was.written or was.canonical}`" if was else "A target"


_HINT = "Write `reason:` beside it, and in `approved_by` who agreed."

RULE = Rule(
    name="extension-without-reason",
    family="completeness",
    severity=Severity.WARNING,
    what="A target that was given up without a reason.",
    why="A date that moves without a reason was never a date. The reason shows the board what "
    "stands in the way, and whether the new target can hold.",
    instead="Write the `reason` of each extension, with its `date` and who approved it.",
    check=_check,
    bad=one(_EXTENDED),
    good=one(f"{_EXTENDED}    reason: The printer went out of business\n"),
)
