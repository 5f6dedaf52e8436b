"""One line that says what an answer lacks; place and cause stand on standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.wording import count

if TYPE_CHECKING:
    from dhrplan.diagnostic import Diagnostic


def left_out(problems: tuple[Diagnostic, ...]) -> str:
    """The files and actions that could not be read."""
    places = dict.fromkeys(
        f"{one.review} {one.action}" if one.action else one.place.file for one in problems
    )
    said = "Not everything could be read"
    if all(one.rule == "duplicate-review" for one in problems):
        said = "A review is counted twice"
    return f"{said} ({count(len(problems), 'problem')}): {', '.join(places)}"
