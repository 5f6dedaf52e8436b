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
    return f"Not everything could be read ({count(len(problems), 'problem')}): {', '.join(places)}"
