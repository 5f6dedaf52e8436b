"""extension-without-reason: an extension without a reason."""

from __future__ import annotations

from dhrplan.diagnostic import Severity
from dhrplan.rules.engine import (
    SOUND,
    Findings,
    Folders,
    Rule,
    actions_of,
    as_written,
    example_folder,
)

_EXTENDED = f"""{SOUND}\
extensions:
  - was: 2020-12
    date: 2020-11-20
"""

_HINT = "Add `reason:`, and in `approved_by` who agreed."


def _check(folders: Folders) -> Findings:
    for at in actions_of(folders):
        for index, extension in enumerate(at.action.extensions):
            if not extension.reason:
                was = extension.was
                target = f"The target `{as_written(was)}`" if was else "A target"
                message = f"{target} was moved, and no reason is given."
                yield at.finding(("extensions", index, "was"), message, _HINT)


RULE = Rule(
    name="extension-without-reason",
    family="completeness",
    severity=Severity.WARNING,
    what="A target that was moved without a reason.",
    why="The reason shows the board what is blocking the action, and whether the new target "
    "can be met.",
    instead="Write the `reason` of each extension, with its `date` and who approved it.",
    check=_check,
    bad=example_folder(_EXTENDED),
    good=example_folder(f"{_EXTENDED}    reason: The printer went out of business\n"),
)
