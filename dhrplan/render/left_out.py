"""One line that says what an answer lacks; place and cause stand on standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.wording import count

if TYPE_CHECKING:
    from dhrplan.diagnostic import Diagnostic

_UNREAD = "Not everything could be read"
_SAID = {
    "duplicate-review": "A review is counted twice",
    "unknown-agency": "An agency is not known, and what it leads may be missing",
}
"""What is said where all the problems are of one rule, and nothing but that is wrong."""


def left_out(problems: tuple[Diagnostic, ...]) -> str:
    """What is wrong, and the files and actions that it is wrong with."""
    places = dict.fromkeys(
        f"{one.review} {one.action}" if one.action else one.place.file for one in problems
    )
    rules = {one.rule for one in problems}
    said = _SAID.get(rules.pop()) if len(rules) == 1 else None
    return f"{said or _UNREAD} ({count(len(problems), 'problem')}): {', '.join(places)}"
