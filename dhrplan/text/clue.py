"""What is known of a slip: where the parser stopped, and the lines of the file around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dhrplan.diagnostic import Diagnostic

if TYPE_CHECKING:
    from dhrplan.text.source import Source

# What follows is the value. It is no part of the pattern: nothing here may take time that grows
# faster than the line.
_PARTS = re.compile(
    r"(?P<lead>[ \t]*(?:-[ \t]+)*)"
    r"(?:(?P<key>[\w.-]+|\"[^\"]*\"|'[^']*'):(?:[ \t]+|$))?"
)
_BACKTICK = "`"
_SHORT, _LONG = 60, 120
_QUOTES = {'"': '"', "'": "'", "\u201c": "\u201d", "\u2018": "\u2019"}

AS_BLOCK = "put it on lines of its own below the key, after `|-`"


@dataclass(frozen=True)
class Line:
    """One line of the file.

    Attributes:
        number: Its number, from 1.
        start: The index of its first character.
        text: What stands on it, without its end.
    """

    number: int
    start: int
    text: str

    @property
    def _parts(self) -> re.Match[str]:
        match = _PARTS.match(self.text)
        assert match  # noqa: S101 - every part may be empty
        return match

    @property
    def key(self) -> str | None:
        """Its key, if it has one."""
        return self._parts["key"]

    @property
    def value(self) -> str:
        """What stands after the key, or after the dash."""
        return self.text[self._parts.end() :].rstrip(" \t")

    @property
    def value_index(self) -> int:
        """The index at which its value begins."""
        return self.start + self._parts.end()

    @property
    def word_index(self) -> int:
        """The index of the first character that is neither space nor dash."""
        return self.start + self._parts.end("lead")

    @property
    def index(self) -> int:
        """The index of the first character that is no space."""
        return self.start + len(self.text) - len(self.text.lstrip(" \t"))

    @property
    def column(self) -> int:
        """The column of the first character that is no space."""
        return self.index - self.start + 1

    @property
    def word_column(self) -> int:
        """The column of the first character that is neither space nor dash."""
        return self.word_index - self.start + 1

    @property
    def is_item(self) -> bool:
        """Whether it begins an item of a list."""
        return re.match(r"[ \t]*-(?:[ \t]|$)", self.text) is not None

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands on it."""
        return not self.text.strip(" \t")


@dataclass(frozen=True)
class Clue:
    """What is known of a slip.

    Attributes:
        source: The text.
        problem: The parser's own words, in lower case.
        index: The character at which it stopped.
        began: The character at which what it was reading began, or the same.
        scalar: Where the last value before it begins and ends, if there is one.
    """

    source: Source
    problem: str
    index: int
    began: int
    scalar: tuple[int, int] | None = None

    @property
    def text(self) -> str:
        """The whole text."""
        return self.source.text

    @property
    def sign(self) -> str:
        """The character at which the parser stopped; nothing at the end of the file."""
        return self.text[self.index : self.index + 1]

    @property
    def line(self) -> Line:
        """The line on which the parser stopped."""
        return self.line_at(self.index)

    @property
    def before(self) -> str:
        """What stands before that character on its line."""
        return self.text[self.line.start : self.index]

    def line_at(self, index: int) -> Line:
        """The line of a character."""
        return self._line(self.source.place(index).line)

    def above(self, line: Line) -> Line | None:
        """The next line above that is not blank."""
        numbers = range(line.number - 1, 0, -1)
        return next((one for one in map(self._line, numbers) if not one.is_blank), None)

    def below(self, line: Line) -> Line:
        """The line below; an empty one at the end."""
        end = line.start + len(line.text)
        last = self.source.end.line
        return self._line(line.number + 1) if line.number < last else Line(last, end, "")

    def _line(self, number: int) -> Line:
        return Line(number, *self.source.line(number))

    def fault(self, index: int, message: str, hint: str) -> Diagnostic:
        """The fault, at the character `index`."""
        return Diagnostic(self.source.place(index), "yaml-syntax", message, hint)

    def quoted_hint(self, line: Line) -> str:
        """How to write the value of a line as text: the line itself where it is short."""
        lead = f"{line.key}: " if line.key else "- " if line.is_item else ""
        if not lead or not self._is_whole(line):
            return f"Put the whole text in single quotes, or {AS_BLOCK}."
        return f"Write {ticked(f'{lead}{in_quotes(line.value)}')}."

    def _is_whole(self, line: Line) -> bool:
        """Whether the value is short and stands all on its line."""
        below = self.below(line)
        goes_on = not below.is_blank and below.column > line.column
        return len(line.value) <= _SHORT and " #" not in line.value and not goes_on


def in_quotes(value: str) -> str:
    """A text in single quotes, as somebody meant it who put it in others."""
    inner = value[1:-1] if len(value) > 1 and _QUOTES.get(value[0]) == value[-1] else value
    return "'" + inner.replace("''", "'").replace("'", "''") + "'"


def ticked(text: str) -> str:
    """A text as messages quote it: cut where it is long, and a backtick in words."""
    return "a backtick" if text == _BACKTICK else f"`{_cut(text, _LONG)}`"


def glimpse(text: str) -> str:
    """The beginning of a text, quoted."""
    return ticked(_cut(text, _SHORT))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
