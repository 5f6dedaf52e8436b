r"""The text of a file as a reader sees it, and where each of its characters is in the file.

`"Ren\u00e9e"` reads as Renée and `'O''Hale'` as O'Hale. A line break inside a value, or between two
comment lines, becomes a space; a line break stays only where another key, item, paragraph or
comment begins. So a rule can search the text without knowing YAML, and no match runs from one value
into the next.

The file need not be sound YAML. One pass over its lines looks at indentation, keys, dashes and
quotation marks only, so a file with a syntax error is read as well as can be.
"""

from __future__ import annotations

import re
import string
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from enum import Enum, auto
from functools import cached_property
from itertools import islice
from typing import NamedTuple
from weakref import WeakKeyDictionary

from dhrplan.diagnostic import Route
from dhrplan.wording import INVISIBLE
from dhrplan.yamldoc.nodes import Scalar, Source, node_of

Span = tuple[int, int]
"""Start and end offset in a text, in characters from 0; the end is exclusive."""

Replacement = tuple[int, int, str]
"""A span of a text and what to read in its place."""

_ACCENTS = "\u0300-\u036f"
_HAS_UNSEEN = re.compile(f"[{INVISIBLE}{_ACCENTS}]")
_UNSEEN = re.compile(f"[{_ACCENTS}]+|[{INVISIBLE}]")
_WORD = re.compile(r"[^\W\d_]+")

_LOOK_ALIKES = (
    *(("'", character) for character in "\u2018\u2019\u02bc\u2032"),
    *((" ", character) for character in "\t\u00a0\u2002\u2003\u2007\u2009\u202f"),
    *(("-", character) for character in "\u2010\u2011"),
)
"""Characters read as a plain one; always one for one, so that offsets stay."""

_NOT_DECOMPOSED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "\u0131": "i"}
)
"""Letters with a stroke and ligatures, which Unicode normalisation leaves whole."""

# Tables for bytes.translate, which takes a third of the time of a regular expression.
_ONLY_LOWER_LETTERS = bytes(
    byte if chr(byte).islower() or byte >= 0x80 else ord(" ")  # noqa: PLR2004 - end of ASCII
    for byte in range(0x100)
)
_SHAPES = bytes.maketrans(
    (string.digits + string.ascii_letters).encode() + bytes(range(0x80, 0x100)),
    b"0" * len(string.digits) + b"a" * (len(string.ascii_letters) + 0x80),
)
_ASCII = bytes(range(0x80))


class _Segment(NamedTuple):
    """A run of the readable text from `at` on, which is `start` to `stop` in the file."""

    at: int
    start: int
    stop: int
    copied: bool  # character for character


class ReadableText:
    """A text after replacements, which maps its offsets back to the text as written.

    The replacements are sorted and do not overlap.
    """

    def __init__(self, written: str, replacements: Iterable[Replacement] = ()) -> None:
        pieces: list[str] = []
        segments: list[_Segment] = []
        size = last = 0
        for start, stop, read in replacements:
            pieces += (written[last:start], read)
            segments.append(_Segment(size, last, start, copied=True))
            size += start - last
            segments.append(_Segment(size, start, stop, copied=False))
            size += len(read)
            last = stop
        segments.append(_Segment(size, last, len(written), copied=True))
        text = "".join((*pieces, written[last:]))
        for plain, character in _LOOK_ALIKES:
            text = text.replace(character, plain)
        self.text = text
        self._segments = segments
        self._starts = [segment.at for segment in segments]

    def span(self, start: int, end: int) -> Span:
        """The span as written of a span of the readable text."""
        first, last = self._segment(start), self._segment(end - 1)
        offset = first.start + (start - first.at if first.copied else 0)
        return offset, last.start + end - last.at if last.copied else last.stop

    def _segment(self, offset: int) -> _Segment:
        return self._segments[bisect_right(self._starts, offset) - 1]

    @cached_property
    def lowered(self) -> str:
        """The text in lower case, with the same offsets."""
        return lowercase(self.text)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the text in lower case, with and without their accents."""
        letters = self.lowered.encode("utf-8", "replace").translate(_ONLY_LOWER_LETTERS)
        words = frozenset(letters.decode().split())
        others = [word for word in words if not word.isascii()]
        return words.union(
            *map(_WORD.findall, others), *(map(_WORD.findall, map(unaccented, others)))
        )

    @cached_property
    def shape(self) -> bytes:
        """The text with `0` for each digit and `a` for each letter.

        A quick search in it shows that there is no number of some form, as in nearly every text.
        """
        text = self.text
        others = text.encode("utf-8", "replace").translate(None, _ASCII).decode()
        if any(map(str.isdecimal, others)):  # digits of other scripts
            text = "".join("0" if one.isdecimal() else one for one in text)
        return text.encode("utf-8", "replace").translate(_SHAPES)

    @cached_property
    def packed(self) -> bytes:
        """The shape without the characters that separate groups of digits."""
        return self.shape.translate(None, b" .()-")


def lowercase(text: str) -> str:
    """Lower case with the same offsets: a letter that would become two is left as it is."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := one.lower()) == 1 else one for one in text)


def unaccented(text: str) -> str:
    """Lower case without accents: the same for `Zoë` and `ZOE`."""
    parts = unicodedata.normalize("NFKD", text.casefold().translate(_NOT_DECOMPOSED))
    return "".join(one for one in parts if not unicodedata.combining(one))


_CACHE: WeakKeyDictionary[Source, ReadableText] = WeakKeyDictionary()


def readable(source: Source) -> ReadableText:
    """The readable text of a file, cached as long as its source lives: every privacy rule asks."""
    found = _CACHE.get(source)
    if found is None:
        written = source.text
        replacements = _from_yaml(written, toml=source.file.endswith(".toml"))
        if not written.isascii() and _HAS_UNSEEN.search(written):
            replacements = _with_unseen(written, replacements)
        found = _CACHE[source] = ReadableText(written, replacements)
    return found


def _with_unseen(written: str, replacements: list[Replacement]) -> list[Replacement]:
    """Drop invisible characters, and join combining accents to their letters."""
    unseen: list[Replacement] = []
    for match in _UNSEEN.finditer(written):
        start, stop = match.span()
        if not unicodedata.combining(match[0][0]):
            unseen.append((start, stop, ""))
        elif start:
            composed = unicodedata.normalize("NFC", written[start - 1 : stop])
            unseen.append((start - 1, stop, composed[0]))
    kept: list[Replacement] = []
    for one in sorted((*replacements, *unseen)):
        if not kept or one[0] >= kept[-1][1]:  # overlapping ones: the first wins
            kept.append(one)
    return kept


# From YAML or TOML to readable text.

_LINE = re.compile(r"[ \t]*+([^\r\n]*+)(?:\r\n|\r|\n|\Z)")
_PLAIN_KEY = r"""(?:[^\s"'\[\]{}#&*!|>%@`,?:-]|[?:-](?=[^\s:]))[^:]*+(?::(?=\S)[^:]*+)*+"""
_QUOTED_KEY = r""""(?:[^"\\]|\\.)*+"|'(?:[^']|'')*+'"""
_START = re.compile(
    rf"((?:[-?](?:[ \t]++|$))*+)(?:(?:{_PLAIN_KEY}|{_QUOTED_KEY})[ \t]*+:(?:[ \t]++|$))?"
)
_TOML_START = re.compile(r"((?:\[(?=[^\[\]]*\]\s*$))?)(?:[^\s=#\[]+[ \t]*+=[ \t]*+)?")
_BLOCK_HEADER = re.compile(r"[|>][-+]?([1-9]?)[-+]?[ \t]*+(?:#|$)")
_BULLET = re.compile(r"(?:[-*\u2022\u2013][ \t]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)][ \t])")
_COMMENT_START = re.compile(r"#+[ \t]*+")
_TO_CLOSING = {'"': re.compile(r'(?:[^"\\]|\\.)*+"'), "'": re.compile(r"(?:[^']|'')*+'")}
_BEFORE_OPENING = re.compile(r"""(?:[\[{,]|[:?-](?=[ \t]))[ \t]*+(?=["'])""")
_ESCAPE = {
    '"': re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([^\r\n]))"),
    "'": re.compile("''"),
}
_ESCAPED_LINE_END = re.compile(r"(?<!\\)(?:\\\\)*+\\$")
_ESCAPED = dict.fromkeys("ntrvfNLP_ \t", " ") | dict.fromkeys("0abe", "")
"""The characters that escapes are read as, by the character after the backslash."""


class _Previous(Enum):
    """The end of the previous line, which the next line may continue."""

    NOTHING = auto()
    TEXT = auto()
    COMMENT = auto()


def _from_yaml(text: str, *, toml: bool) -> list[Replacement]:
    """The replacements to read YAML, or TOML: there each setting is a line and there are no blocks.

    In order, without overlaps.
    """
    reader = _LineReader(text, _TOML_START if toml else _START)
    for match in _LINE.finditer(text):
        reader.read(match.start(), match.start(1), match.end(1))
    return reader.replacements


class _LineReader:
    """Collects the replacements line by line, and remembers what the next line may continue."""

    def __init__(self, text: str, start_pattern: re.Pattern[str]) -> None:
        self.text = text
        self.start_pattern = start_pattern
        self.replacements: list[Replacement] = []
        self.previous = _Previous.NOTHING
        self.start = self.end = 0  # the content of the previous line
        self.block: int | None = None  # indentation of the block being read; 0: not known yet
        self.parent = 0  # indentation of the key or dash that the current value belongs to
        self.quote = ""  # quotation mark still open

    def read(self, line_start: int, start: int, end: int) -> None:
        """Read a line whose content is from `start` to `end`."""
        if start == end:
            self.previous = _Previous.NOTHING
            return
        if self.text[end - 1] in " \t":
            end = start + len(self.text[start:end].rstrip())
        indent = start - line_start
        if self.block == 0:
            self.block = indent if indent > self.parent else None
        elif self.block is not None and indent < self.block:
            self.block = None

        if self.block is not None:
            if not _BULLET.match(self.text, start, end):
                self._join(_Previous.TEXT, start)
            self.previous = _Previous.TEXT
        elif self.quote and not self._forgot_to_close(indent, start, end):
            self._quoted_line(start, end)
        elif self.text[start] == "#":
            self._comment(start, end)
        else:
            self._other(indent, start, end)
        self.start, self.end = start, end

    def _join(self, previous: _Previous, start: int) -> None:
        """Read a space in place of the line break, if the previous line ended so."""
        if self.previous is previous:
            self.replacements.append((self.end, start, " "))

    def _after_key(self, start: int, end: int) -> tuple[int, int]:
        """The ends of the dashes and of the key of a line; `start` for none."""
        match = self.start_pattern.match(self.text, start, end)
        return (match.end(1), match.end()) if match else (start, start)

    def _forgot_to_close(self, indent: int, start: int, end: int) -> bool:
        """True if the next key or item begins although a quotation mark is open."""
        return indent <= self.parent and self._after_key(start, end)[1] > start

    def _quoted_line(self, start: int, end: int) -> None:
        if self.quote == '"' and _ESCAPED_LINE_END.search(self.text, self.start, self.end):
            self.replacements.append((self.end - 1, start, ""))
        else:
            self._join(_Previous.TEXT, start)
        self._in_quotes(self.quote, start, end)
        self.previous = _Previous.TEXT

    def _comment(self, start: int, end: int) -> None:
        match = _COMMENT_START.match(self.text, start, end)
        words = match.end() if match else start
        is_new = _BULLET.match(self.text, words, end) or self._after_key(words, end)[1] > words
        if words < end and not is_new:
            self._join(_Previous.COMMENT, words)
        self.previous = _Previous.COMMENT if words < end else _Previous.NOTHING

    def _other(self, indent: int, start: int, end: int) -> None:
        """A line with a key, an item or the continuation of a plain value."""
        self.quote = ""
        key, value = self._after_key(start, end)
        if value == start:
            self._join(_Previous.TEXT, start)
        else:
            self.parent = indent + (key - start if value > key else 0)
        if key < end and self.text[key] in _TO_CLOSING:
            self._quotes(key, end)
        elif value < end and self.text[value] in "\"'[{":
            self._quotes(value, end)

        block = (
            _BLOCK_HEADER.match(self.text, value, end)
            if value < end and self.text[value] in "|>"
            else None
        )
        if block:
            self.block = self.parent + int(block[1]) if block[1] else 0
        if value >= end or block:
            self.previous = _Previous.NOTHING
        elif self.text.find(" #", value, end) >= 0 and not self.quote:
            self.previous = _Previous.COMMENT
        else:
            self.previous = _Previous.TEXT

    def _quotes(self, at: int, end: int) -> None:
        """Quoted parts of a line, from a quotation mark or bracket to the end of the line."""
        if self.text[at] in _TO_CLOSING:
            self._in_quotes(self.text[at], at + 1, end)
        elif opening := _BEFORE_OPENING.search(self.text, at, end):
            start = opening.end()
            self._in_quotes(self.text[start], start + 1, end)

    def _in_quotes(self, quote: str, start: int, end: int) -> None:
        """From within open quotes to the end of the line, with further quoted parts."""
        while True:
            closing = _TO_CLOSING[quote].match(self.text, start, end)
            stop = closing.end() if closing else end
            for match in _ESCAPE[quote].finditer(self.text, start, stop):
                read = _unescaped(match) if quote == '"' else "'"
                self.replacements.append((match.start(), match.end(), read))
            self.quote = "" if closing else quote
            opening = _BEFORE_OPENING.search(self.text, stop, end) if closing else None
            if opening is None:
                return
            quote, start = self.text[opening.end()], opening.end() + 1


def _unescaped(match: re.Match[str]) -> str:
    """The text of a backslash escape; never a line break, since no value begins there."""
    code = match[1] or match[2] or match[3]
    if not code:
        return _ESCAPED.get(match[4], match[4])
    try:
        character = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    if character.isspace():
        return " "
    return character if character.isprintable() else ""


# From a part of a value to its place in the file.

_BLANKS = " \t\r\n\x85\u2028\u2029"
_BLANK_ESCAPES = " \t\r\nntrNLP"  # YAML 1.1, 5.7
_LINE_END = re.compile(r"[\r\n]")
_ANY_CHARACTER = re.compile(r".", re.DOTALL)
_SINGLE_QUOTED = re.compile(r"''|.", re.DOTALL)
_DOUBLE_QUOTED = re.compile(r"\\(?:x..|u.{4}|U.{8}|\r\n|.)|.", re.DOTALL)


def source_span(source: Source, route: Route, start: int, end: int) -> Span | None:
    """The span in the file of characters `start` to `end` of the scalar at a route.

    Neither the first nor the last of them may be a blank. YAML folds lines, strips indentation and
    escapes characters, but keeps those that are not blank in order, so these are counted in both.
    None where there is no scalar at the route.
    """
    node = node_of(source, route)
    if not isinstance(node, Scalar):
        return None
    before = sum(character not in _BLANKS for character in node.value[:start])
    length = sum(character not in _BLANKS for character in node.value[start:end])
    found = list(islice(_spans_of_characters(source.text, node), before, before + length))
    return (found[0][0], found[-1][1]) if found else None


def _spans_of_characters(text: str, node: Scalar) -> Iterator[Span]:
    """The span of each character of a value that is not a blank, in order."""
    start, end, pattern = node.start_mark.index, node.end_mark.index, _ANY_CHARACTER
    if node.style in ("|", ">"):
        header = _LINE_END.search(text, start)  # the first line may hold a comment
        start = header.end() if header else end
    elif node.style in ("'", '"'):
        start, end = start + 1, end - 1
        pattern = _SINGLE_QUOTED if node.style == "'" else _DOUBLE_QUOTED
    for match in pattern.finditer(text, start, end):
        if not _is_blank(match[0]):
            yield match.span()


def _is_blank(written: str) -> bool:
    """True if one character or escape means a blank or nothing."""
    if len(written) == 1 or written == "''":
        return written in _BLANKS
    if written[1] in "xuU":
        code = written[2:]
        return chr(int(code, 16)) in _BLANKS
    return written[1] in _BLANK_ESCAPES
