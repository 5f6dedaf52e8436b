"""How the lines of a file lie within each other, by how far they are indented."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.text.source import Source


_BEGINS_A_DOCUMENT = "---"


class _Line(NamedTuple):
    """A line that holds more than a comment.

    Attributes:
        number: From 1.
        depth: How far it is indented.
        is_item: Whether it begins with the dash of an item.
    """

    number: int
    depth: int
    is_item: bool

    def ends(self, above: _Line) -> bool:
        """Whether the item or key that begins on a line above ends before this one."""
        # A list may stand in the column of the key above it.
        alike = self.depth == above.depth and (above.is_item or not self.is_item)
        return alike or self.depth < above.depth


class Outline:
    """The lines of a file that hold more than comments. It is worked out once, for many questions.

    Attributes:
        first: The first of them; 0 where there is none.
    """

    def __init__(self, source: Source) -> None:
        """Go through the lines of a file."""
        self._numbers: list[int] = []
        self._last: dict[int, int] = {}
        around: list[_Line] = []
        last = 0
        for line in _lines(source):
            while around and line.ends(around[-1]):
                self._last[around.pop().number] = last
            around.append(line)
            self._numbers.append(line.number)
            last = line.number
        self._last.update((each.number, last) for each in around)
        self.first = self._numbers[0] if self._numbers else 0

    def next(self, number: int) -> int:
        """The line itself, else the first one below it; itself, too, if none is left."""
        at = bisect_left(self._numbers, number)
        return self._numbers[at] if at < len(self._numbers) else number

    def last(self, number: int) -> int:
        """The last line of the item or key that begins on a line."""
        return self._last.get(number, number)


def _lines(source: Source) -> Iterator[_Line]:
    for number in range(1, source.lines + 1):
        line = source.line(number)[1]
        content = line.lstrip()
        if content and not content.startswith("#") and line.rstrip() != _BEGINS_A_DOCUMENT:
            is_item = content.startswith(("- ", "-\t")) or content.rstrip() == "-"
            yield _Line(number, len(line) - len(content), is_item)
