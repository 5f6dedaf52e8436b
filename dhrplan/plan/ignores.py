"""Comments that silence rules, `# dhrplan: ignore[rule] why`, and the lines each applies to.

After a value: its line, or the text block that begins there. On a line of its own: the item or key
below it and everything in that. Above the first key: the whole file.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from dhrplan.yamldoc.comments import is_within, spans
from dhrplan.yamldoc.nodes import Source


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


# Also matches without its colon, to be reported: `# dhrplan ignore[no-news] why`.
_COMMENT = re.compile(
    r"(?:(?<=\s)|\A)#[ \t]*dhrplan[ \t]*(?::[ \t]*|(?=ignore[ \t]*\[))([^\r\n]*)", re.IGNORECASE
)
_COLON = re.compile(r"#[^:]*dhrplan[ \t]*:", re.IGNORECASE)
_IGNORE = re.compile(r"ignore[ \t]*\[([^\]]*)\][ \t:\-\u2013]*(.*)", re.IGNORECASE)
_OPENS_A_BLOCK = re.compile(r"[|>][-+0-9]*[ \t]*$")


class IgnoreComment(NamedTuple):
    """A comment that silences rules, or tries to.

    Attributes:
        start: Characters from the start of the file.
        rules: Names of rules; empty if the comment was not understood.
        reason: May be empty.
        lines: The lines it applies to, counted from 1.
    """

    start: int
    length: int
    rules: tuple[str, ...]
    reason: str
    lines: range


def ignore_comments(source: Source) -> Iterator[IgnoreComment]:
    """Every such comment of a YAML file, in order."""
    if "dhrplan" not in source.text.lower():
        return  # as in nearly every file
    found = list(_COMMENT.finditer(source.text))
    values = spans(source) if found else []
    outline = Outline(source)
    for match in found:
        if not is_within(match.start(), values):
            parsed = _IGNORE.fullmatch(match[1].rstrip()) if _COLON.match(match[0]) else None
            yield IgnoreComment(
                match.start(),
                len(match[0].rstrip()),
                tuple(filter(None, re.split(r"[,\s]+", parsed[1]))) if parsed else (),
                parsed[2].strip() if parsed else "",
                _lines(source, outline, match.start()),
            )


def _lines(source: Source, outline: Outline, offset: int) -> range:
    number = source.place(offset).line
    start, line = source.line(number)
    before = line[: offset - start]
    if before.strip():
        last = outline.last(number) if _OPENS_A_BLOCK.search(before) else number
        return range(number, last + 1)
    if not 0 < outline.first < number:
        return range(1, source.lines + 1)
    return range(number, outline.last(outline.next(number)) + 1)
