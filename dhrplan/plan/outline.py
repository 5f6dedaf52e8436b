"""Which lines belong to which key or list item, judged by indentation alone.

Works on a file that is not sound YAML too.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from dhrplan.text.source import Source


class _Line(NamedTuple):
    number: int
    indent: int
    is_item: bool


class Outline:
    """The lines of a file that hold more than a comment. Line numbers begin at 1."""

    def __init__(self, source: Source) -> None:
        self._numbers: list[int] = []
        self._last: dict[int, int] = {}
        open_lines: list[_Line] = []
        last = 0
        for number in range(1, source.lines + 1):
            text = source.line(number)[1]
            content = text.lstrip()
            if not content or content.startswith("#") or text.rstrip() == "---":
                continue
            is_item = content.startswith(("- ", "-\t")) or content.rstrip() == "-"
            line = _Line(number, len(text) - len(content), is_item)
            while open_lines and _closes(line, open_lines[-1]):
                self._last[open_lines.pop().number] = last
            open_lines.append(line)
            self._numbers.append(number)
            last = number
        self._last.update((line.number, last) for line in open_lines)
        self.first = self._numbers[0] if self._numbers else 0

    def next(self, number: int) -> int:
        """The line itself or the first one below it that holds more than a comment."""
        index = bisect_left(self._numbers, number)
        return self._numbers[index] if index < len(self._numbers) else number

    def last(self, number: int) -> int:
        """The last line of the key or item that begins on a line."""
        return self._last.get(number, number)


def _closes(line: _Line, above: _Line) -> bool:
    # A list may be indented as far as the key above it.
    same_level = line.indent == above.indent and (above.is_item or not line.is_item)
    return same_level or line.indent < above.indent
