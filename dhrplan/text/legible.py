r"""A text as a reader takes it in, which knows where each of its characters stands in the file.

`"Ren\u00e9e"` reads as Renée and `'O''Hale'` as O'Hale. A line break within a value or between two
lines of comment reads as a space; a line break is left only where something else begins: another
key, item, paragraph or comment. So whoever looks for words in it need not know YAML, and what is
found never runs from one value into the next.
"""

from __future__ import annotations

import re
import string
import unicodedata
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from dhrplan.text.joins import joins

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dhrplan.text.joins import Edit
    from dhrplan.text.source import Source

_WORD = re.compile(r"[^\W\d_]+")
_HAS_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff\u0300-\u036f]")
_UNSEEN = re.compile("[\u0300-\u036f]+|[\u00ad\u200b-\u200d\u2060\ufeff]")
_NO_LETTERS = bytes(
    one if chr(one).islower() or one >= 0x80 else ord(" ")  # noqa: PLR2004 - where ASCII ends
    for one in range(0x100)
)
"""What a byte of a text in small letters becomes where only its words are wanted."""

_ASCII = bytes(range(0x80))
_SHAPES = bytes.maketrans(
    (string.digits + string.ascii_letters).encode() + bytes(range(0x80, 0x100)),
    b"0" * len(string.digits) + b"a" * (len(string.ascii_letters) + 0x80),
)
"""What a byte becomes where only the shape of a text is wanted."""

_ALIKE = (
    *(("'", sign) for sign in "\u2018\u2019\u02bc\u2032"),
    *((" ", sign) for sign in "\t\u00a0\u2002\u2003\u2007\u2009\u202f"),
    *(("-", sign) for sign in "\u2010\u2011"),
)
"""What a reader takes for the same sign, which is always one character for one."""


class _Stretch(NamedTuple):
    """A run of characters: where it begins in the text, and from where to where it is in the file.

    Within a run that is `copied` the characters correspond one to one.
    """

    at: int
    start: int
    stop: int
    copied: bool


class Legible:
    """A text as it is read.

    Attributes:
        text: The text.
    """

    def __init__(self, written: str, edits: Iterable[Edit] = ()) -> None:
        """Make it of a text as it is written and of what is to be read otherwise, in its order."""
        pieces: list[str] = []
        stretches: list[_Stretch] = []
        size = last = 0
        for start, stop, read in edits:
            pieces += (written[last:start], read)
            stretches.append(_Stretch(size, last, start, copied=True))
            size += start - last
            stretches.append(_Stretch(size, start, stop, copied=False))
            size += len(read)
            last = stop
        stretches.append(_Stretch(size, last, len(written), copied=True))
        self.text = _alike("".join((*pieces, written[last:])))
        self._stretches = stretches
        self._starts = [one.at for one in stretches]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a part of it begins and ends in the text as it is written."""
        first, last = self._stretch(start), self._stretch(end - 1)
        offset = first.start + (start - first.at if first.copied else 0)
        return offset, last.start + end - last.at if last.copied else last.stop

    def _stretch(self, index: int) -> _Stretch:
        return self._stretches[bisect_right(self._starts, index) - 1]

    @cached_property
    def low(self) -> str:
        """The same in small letters, character for character."""
        return in_small_letters(self.text)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word in it once, in small letters, and without its accents too."""
        # As bytes, for that takes a third of the time of a regular expression.
        found = self.low.encode("utf-8", "replace").translate(_NO_LETTERS).decode().split()
        words = frozenset(found)
        others = [one for one in words if not one.isascii()]
        return words.union(
            *map(_WORD.findall, others), *(map(_WORD.findall, map(unaccented, others)))
        )

    @cached_property
    def shape(self) -> bytes:
        """Its bytes with `0` for each digit and `a` for each letter.

        By it is quickly known that no number stands in a text, as in nearly every one.
        """
        text = self.text
        others = text.encode("utf-8", "replace").translate(None, _ASCII).decode()
        if any(map(str.isdecimal, others)):  # digits of other scripts
            text = "".join("0" if one.isdecimal() else one for one in text)
        return text.encode("utf-8", "replace").translate(_SHAPES)

    @cached_property
    def packed(self) -> bytes:
        """Its shape without the signs that part the digits of a number."""
        return self.shape.translate(None, b" .()-")


def in_small_letters(text: str) -> str:
    """A text in small letters, character for character."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := one.lower()) == 1 else one for one in text)


def unaccented(text: str) -> str:
    """A text in small letters without accents: what `Zoë` and `ZOE` have in common."""
    parts = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    return "".join(one for one in parts if not unicodedata.combining(one))


_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "\u0131": "i"}
)
"""Letters with a stroke or joined, which no rule of Unicode takes apart."""


_READ: WeakKeyDictionary[Source, Legible] = WeakKeyDictionary()
"""What was made of a file's text, for as long as the text is kept: every privacy rule asks."""


def legible(source: Source) -> Legible:
    """The text of a file as a reader takes it in, whether it is sound YAML or not."""
    found = _READ.get(source)
    if found is None:
        edits = [*joins(source.text, toml=source.file.endswith(".toml"))]
        found = _READ[source] = Legible(source.text, with_unseen(source.text, edits))
    return found


def with_unseen(written: str, edits: list[Edit]) -> list[Edit]:
    """The edits, and those that take out what cannot be seen and join accents to their letters."""
    if written.isascii() or not _HAS_UNSEEN.search(written):
        return edits
    taken = [one for match in _UNSEEN.finditer(written) for one in _unseen(written, match)]
    return _apart(sorted((*edits, *taken)))


def _unseen(written: str, match: re.Match[str]) -> Iterable[Edit]:
    start, stop = match.span()
    if not unicodedata.combining(match[0][0]):
        yield start, stop, ""
    elif start:
        yield start - 1, stop, unicodedata.normalize("NFC", written[start - 1 : stop])[0]


def _apart(edits: list[Edit]) -> list[Edit]:
    """Those that do not begin within one before."""
    kept: list[Edit] = []
    for edit in edits:
        if not kept or edit[0] >= kept[-1][1]:
            kept.append(edit)
    return kept


def _alike(text: str) -> str:
    for plain, sign in _ALIKE:
        text = text.replace(sign, plain)
    return text
