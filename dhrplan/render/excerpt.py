"""A line of a file with carets under a place of it, cut so that it fits the window."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from dhrplan.render.visible import shown_as
from dhrplan.render.widths import cells

if TYPE_CHECKING:
    from collections.abc import Sequence

_TAB = 4
_CUT = "…"
_BEFORE = 3
"""Where a line must be cut, a third of what is shown stands before the place."""


class Excerpt(NamedTuple):
    """What stands on a line, and below it carets under the place."""

    text: str
    carets: str


def excerpt(line: str, column: int, width: int, room: int) -> Excerpt:
    """A line of a file, for a window.

    Args:
        line: What stands on it.
        column: The character that the place begins at, from 1; it may lie behind the last.
        width: How many characters the place covers.
        room: How many columns there are, 20 at the least.
    """
    left = max(0, column - 1 - 2 * room)  # the rest of a line of megabytes is not looked at
    pieces = _pieces(line[left : column + 2 * room])
    starts = [0, *accumulate(map(cells, pieces))]
    first = min(column - 1 - left, len(pieces))
    begin, end = _window(starts, first, room)
    last = min(max(first + width, first), end)
    lead, tail = _CUT if begin else "", _CUT if end < len(pieces) else ""
    blank = " " * (len(lead) + starts[first] - starts[begin])
    carets = "^" * max(starts[last] - starts[first], 1)
    return Excerpt(f"{lead}{''.join(pieces[begin:end])}{tail}".rstrip(), blank + carets)


def _pieces(line: str) -> Sequence[str]:
    """Each character as it is shown; a tab goes on to the next stop."""
    if line.isascii() and line.isprintable():
        return line  # as nearly every line
    pieces: list[str] = []
    at = 0
    for character in line:
        piece = "→".ljust(_TAB - at % _TAB) if character == "\t" else shown_as(character)
        pieces.append(piece)
        at += cells(piece)
    return pieces


def _window(starts: list[int], first: int, room: int) -> tuple[int, int]:
    """From which character and up to which a line is shown, with room for the signs of a cut.

    Args:
        starts: The column at which each character begins, and the one behind the last.
        first: The character that must be seen.
        room: How many columns there are.
    """
    count = len(starts) - 1
    length = starts[count] + (first == count)  # behind the last character a caret needs its own
    if length <= room:
        return 0, count
    begin = bisect_left(starts, max(0, min(starts[first] - room // _BEFORE, length + 1 - room)))
    left = room - (begin > 0)
    if length - starts[begin] <= left:
        return begin, count
    return begin, bisect_right(starts, starts[begin] + left - 1) - 1
