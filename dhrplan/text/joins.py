"""Where the lines of a text in YAML are read on, and what its quotes hide. It need not be sound.

One pass over the lines, by their indentation, keys, dashes and quotation marks alone: nothing is
parsed, so that a file with a mistake in it is read as well as can be.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Edit = tuple[int, int, str]
"""From where to where in a text, in characters from 0, and what is read there instead."""

_LINE = re.compile(r"[ \t]*+([^\r\n]*+)(?:\r\n|\r|\n|\Z)")
_PLAIN_KEY = r"""(?:[^\s"'\[\]{}#&*!|>%@`,?:-]|[?:-](?=[^\s:]))[^:]*+(?::(?=\S)[^:]*+)*+"""
_QUOTED_KEY = r""""(?:[^"\\]|\\.)*+"|'(?:[^']|'')*+'"""
_BEGINS = re.compile(
    rf"((?:[-?](?:[ \t]++|$))*+)(?:(?:{_PLAIN_KEY}|{_QUOTED_KEY})[ \t]*+:(?:[ \t]++|$))?"
)
_BEGINS_TOML = re.compile(r"((?:\[(?=[^\[\]]*\]\s*$))?)(?:[^\s=#\[]+[ \t]*+=[ \t]*+)?")
_BLOCK = re.compile(r"[|>][-+]?([1-9]?)[-+]?[ \t]*+(?:#|$)")
_BULLET = re.compile(r"(?:[-*\u2022\u2013][ \t]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)][ \t])")
_COMMENT = re.compile(r"#+[ \t]*+")
_CLOSES = {'"': re.compile(r'(?:[^"\\]|\\.)*+"'), "'": re.compile(r"(?:[^']|'')*+'")}
_OPENS = re.compile(r"""(?:[\[{,]|[:?-](?=[ \t]))[ \t]*+(?=["'])""")
_HIDDEN = {
    '"': re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([^\r\n]))"),
    "'": re.compile("''"),
}
_GOES_ON = re.compile(r"(?<!\\)(?:\\\\)*+\\$")
_SIGNS = dict.fromkeys("ntrvfNLP_ \t", " ") | dict.fromkeys("0abe", "")
"""What a sign behind a backslash is read as; any other stands for itself."""


class _Before(Enum):
    """What stands on the line before."""

    NOTHING = auto()
    TEXT = auto()
    COMMENT = auto()


def joins(text: str, *, toml: bool = False) -> Iterator[Edit]:
    """Every edit that makes a text legible, in its order.

    Args:
        text: The text of a file.
        toml: It is TOML: a setting a line, without blocks.
    """
    lines = _Lines(text, _BEGINS_TOML if toml else _BEGINS)
    for match in _LINE.finditer(text):
        yield from lines.read(match.start(), match.start(1), match.end(1))


class _Lines:
    """Reads one line after the other, and keeps in mind what the next may go on with."""

    def __init__(self, text: str, begins: re.Pattern[str]) -> None:
        self.text = text
        self.begins = begins
        self.before = _Before.NOTHING
        self.start = self.end = 0  # where the words of the line before begin and end
        self.block: int | None = None  # how far the text of a block is indented; 0: not yet known
        self.floor = 0  # how far the key or dash is indented that all this belongs to
        self.quote = ""  # the quotation mark that is still open

    def read(self, start: int, body: int, end: int) -> Iterator[Edit]:
        """The edits of a line that begins at `start` and has words from `body` to `end`."""
        if body == end:
            self.before = _Before.NOTHING
            return
        if self.text[end - 1] in " \t":
            end = body + len(self.text[body:end].rstrip())
        indent = body - start
        if self._is_in_block(indent):
            yield from self._block_line(body, end)
        elif self.quote and not self._leaves_quotes(indent, body, end):
            yield from self._quoted_line(body, end)
        elif self.text[body] == "#":
            yield from self._comment(body, end)
        else:
            yield from self._other(indent, body, end)
        self.start, self.end = body, end

    def _is_in_block(self, indent: int) -> bool:
        if self.block == 0:
            self.block = indent if indent > self.floor else None
        elif self.block is not None and indent < self.block:
            self.block = None
        return self.block is not None

    def _block_line(self, body: int, end: int) -> Iterator[Edit]:
        if not _BULLET.match(self.text, body, end):
            yield from self._read_on(_Before.TEXT, body)
        self.before = _Before.TEXT

    def _leaves_quotes(self, indent: int, body: int, end: int) -> bool:
        """Whether a quotation mark was forgotten: the next key or item begins all the same."""
        return indent <= self.floor and self._begin(body, end)[1] > body

    def _quoted_line(self, body: int, end: int) -> Iterator[Edit]:
        if self.quote == '"' and _GOES_ON.search(self.text, self.start, self.end):
            yield self.end - 1, body, ""
        else:
            yield from self._read_on(_Before.TEXT, body)
        yield from self._within_quotes(self.quote, body, end)
        self.before = _Before.TEXT

    def _comment(self, body: int, end: int) -> Iterator[Edit]:
        match = _COMMENT.match(self.text, body, end)
        words = match.end() if match else body
        own = _BULLET.match(self.text, words, end) or self._begin(words, end)[1] > words
        if words < end and not own:
            yield from self._read_on(_Before.COMMENT, words)
        self.before = _Before.COMMENT if words < end else _Before.NOTHING

    def _other(self, indent: int, body: int, end: int) -> Iterator[Edit]:
        self.quote = ""
        key, value = self._begin(body, end)
        if value == body:
            yield from self._read_on(_Before.TEXT, body)
        else:
            self.floor = indent + (key - body if value > key else 0)
        if key < end and self.text[key] in _CLOSES:
            yield from self._quotes(key, end)
        elif value < end and self.text[value] in "\"'[{":
            yield from self._quotes(value, end)
        self.before = self._kind(value, end)

    def _kind(self, value: int, end: int) -> _Before:
        """What the words are that the next line may go on with; a block has its lines apart."""
        if value >= end:
            return _Before.NOTHING
        block = _BLOCK.match(self.text, value, end) if self.text[value] in "|>" else None
        if block:
            self.block = self.floor + int(block[1]) if block[1] else 0
            return _Before.NOTHING
        remark = self.text.find(" #", value, end) >= 0 and not self.quote
        return _Before.COMMENT if remark else _Before.TEXT

    def _begin(self, body: int, end: int) -> tuple[int, int]:
        """Where the dashes of a line end, and its key: where it begins, if it has none."""
        match = self.begins.match(self.text, body, end)
        return (match.end(1), match.end()) if match else (body, body)

    def _read_on(self, kind: _Before, body: int) -> Iterator[Edit]:
        if self.before is kind:
            yield self.end, body, " "

    def _quotes(self, at: int, end: int) -> Iterator[Edit]:
        """What stands in quotes, from a mark or bracket to the end of the line."""
        if self.text[at] in _CLOSES:
            yield from self._within_quotes(self.text[at], at + 1, end)
        elif opening := _OPENS.search(self.text, at, end):
            start = opening.end()
            yield from self._within_quotes(self.text[start], start + 1, end)

    def _within_quotes(self, quote: str, start: int, end: int) -> Iterator[Edit]:
        """What stands in quotes that are open, and whatever is quoted behind them on the line."""
        while True:
            closing = _CLOSES[quote].match(self.text, start, end)
            stop = closing.end() if closing else end
            for match in _HIDDEN[quote].finditer(self.text, start, stop):
                yield match.start(), match.end(), _shown(match) if quote == '"' else "'"
            self.quote = "" if closing else quote
            opening = _OPENS.search(self.text, stop, end) if closing else None
            if opening is None:
                return
            quote, start = self.text[opening.end()], opening.end() + 1


def _shown(match: re.Match[str]) -> str:
    """What is read for a backslash and what follows it. No line begins there."""
    code = match[1] or match[2] or match[3]
    if not code:
        return _SIGNS.get(match[4], match[4])
    try:
        sign = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    if sign.isspace():
        return " "
    return sign if sign.isprintable() else ""
