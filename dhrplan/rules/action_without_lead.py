"""action-without-lead: an action that no body leads."""

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
        if not at.action.lead:
            message = f"Action `{at.action.id}` has no lead."
            yield at.finding(("id",), message, _HINT)


_HINT = "Write `lead:` and the agency's code in brackets, such as `lead: [POL]`."

RULE = Rule(
    name="action-without-lead",
    family="completeness",
    severity=Severity.WARNING,
    what="An action without a lead agency.",
    why="Nobody is asked for an update, and the action is missing from every agency's list. What "
    "belongs to all belongs to none.",
    instead="Name the agency that answers for it in `lead`; those that help are `partners`.",
    check=_check,
    bad=one("status: in-progress\ntarget: 2021-06\n"),
    good=one(),
)
