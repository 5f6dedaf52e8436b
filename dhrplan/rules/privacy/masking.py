"""Masks private text wherever the program would print it: `Pat Hobbs` becomes `P** H****`.

The first letter of each word stays, but not of initials (`P.H.`); every other letter and digit
becomes `*`, and the length stays, so that columns remain right. Texts are compared by letters and
digits alone, without case, accents and separators: so a text is also found where a message joined
its lines, a hint quoted it or made an id of it, or a number has other spaces.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from typing import NamedTuple
from unicodedata import category, normalize

from dhrplan.diagnostic import Diagnostic, Place, Related

_CUT = "…"
_WORD_OR_MASK = re.compile(r"\w\w|\*")
_QUOTED = re.compile("`([^`]*)`")


Span = tuple[int, int]
"""Start and end offsets in a text."""

FileLine = tuple[str, int]
"""A file and the number of a line in it."""


class _Letters(NamedTuple):
    """The letters and digits of a text, without case and accents, and their offsets."""

    plain: str
    at: tuple[int, ...]


def masked_diagnostics(
    diagnostics: tuple[Diagnostic, ...], hidden: Iterable[Diagnostic]
) -> tuple[Diagnostic, ...]:
    """Diagnostics of any rule, with the private texts of `hidden` masked in them."""
    private = [one for one in (*diagnostics, *hidden) if one.private]
    return tuple(map(Mask(private).diagnostic, diagnostics)) if private else diagnostics


class Mask:
    """Masks the private texts of these diagnostics in any text."""

    def __init__(self, hidden: list[Diagnostic]) -> None:
        self.hidden = hidden
        private = {_letters(text).plain for one in hidden for text in one.private}
        self.private = sorted(private - {""})
        self.known = frozenset(self.private)
        self.lengths = sorted({len(plain) for plain in self.private})
        self.text = cache(self._text)
        self.parts: dict[tuple[str, int], set[str]] = defaultdict(set)
        for one in hidden:
            for text in one.private:
                self.parts[one.place.file, one.place.line] |= _runs(text)

    def line(self, text: str) -> str:
        """A line of a file with every private text in it masked."""
        return _starred(text, list(self._whole(text)))

    def _text(self, text: str) -> str:
        """A text of the program with them masked, also where it cut one short."""
        return _starred(text, [*self._whole(text), *self._cut_short(text)])

    def cut_out(self, text: str) -> str:
        """A piece cut out of a text, with parts of private texts at its ends masked too."""
        every = (private for one in self.hidden for private in one.private)
        return _starred(
            text, [span for one in dict.fromkeys(every) for span in _parts_of(one, text)]
        )

    def lines_of_files(self, lines: Mapping[FileLine, str]) -> dict[FileLine, str]:
        """Lines of files by file and number, masked also where a text is on two or is escaped."""
        found = {place: self.line(text) for place, text in lines.items()}
        for one in self.hidden:
            _mask_continuation(one, found)
            _mask_escaped(one, found)
        return {(self.text(file), number): text for (file, number), text in found.items()}

    def diagnostic(self, one: Diagnostic) -> Diagnostic:
        """A diagnostic with all its texts masked."""
        parts = self.parts.get((one.place.file, one.place.line), set())
        return replace(
            one,
            place=self._place(one.place),
            message=_without(parts, self.text(one.message)),
            hint=_without(parts, self.text(one.hint)),
            related=tuple(Related(self._place(r.place), self.text(r.message)) for r in one.related),
            review=one.review and self.text(one.review),
            action=one.action and self.text(one.action),
            private=(),
            command=self.text(one.command),
        )

    def _place(self, place: Place) -> Place:
        """A place with its file name masked."""
        return place._replace(file=self.text(place.file))

    def _whole(self, text: str) -> Iterator[Span]:
        """The private texts in a text, as whole words or numbers."""
        letters = _letters(text)
        for begin in range(len(letters.plain)):
            if _parts(text, letters, begin):
                for end in (begin + length for length in self.lengths):
                    if letters.plain[begin:end] in self.known and _parts(text, letters, end):
                        yield letters.at[begin], letters.at[end - 1] + 1

    def _cut_short(self, text: str) -> Iterator[Span]:
        """The private texts that end in an ellipsis."""
        letters = _letters(text)
        for cut in (index for index, character in enumerate(text) if character == _CUT):
            end = bisect_left(letters.at, cut)
            for begin in range(max(end - self.lengths[-1], 0), end):
                if _parts(text, letters, begin) and self._begins(letters.plain[begin:end]):
                    yield letters.at[begin], cut

    def _begins(self, part: str) -> bool:
        """Whether a private text starts with `part`."""
        index = bisect_left(self.private, part)
        return index < len(self.private) and self.private[index].startswith(part)


def _runs(private: str) -> set[str]:
    """Every run of consecutive words of a private text."""
    secret = _letters(private)
    count = len(secret.plain)
    ends = [n for n in range(count + 1) if _parts(private, secret, n)]
    return {secret.plain[begin:end] for begin in ends for end in ends if begin < end}


def _without(parts: set[str], text: str) -> str:
    """A message with quoted parts of a private text of its line masked.

    Another rule may have split a name and quoted its first word as an id or a rule.
    """
    quoted = _QUOTED.finditer(text) if parts else ()
    return _starred(text, [one.span(1) for one in quoted if _letters(one[1]).plain in parts])


def _parts(text: str, letters: _Letters, index: int) -> bool:
    """Whether a word or number may end before the letter at `index`."""
    if index == 0 or index >= len(letters.at):
        return index <= len(letters.at)
    last, following = letters.at[index - 1], letters.at[index]
    if any(not _is_of_word(one) for one in text[last + 1 : following]):
        return True
    return text[last].isdigit() != text[following].isdigit()


def _mask_continuation(one: Diagnostic, lines: dict[FileLine, str]) -> None:
    """Mask a private text that goes on below the line of a diagnostic."""
    for private in one.private:
        for number in range(one.place.line, one.place.line + max(private.count("\n"), 1) + 1):
            place = (one.place.file, number)
            if place in lines:
                line = lines[place]
                lines[place] = _starred(line, list(_parts_of(private, line)))


def _parts_of(private: str, line: str) -> Iterator[Span]:
    """The parts of a private text at the end or start of a line, or that fill it."""
    secret, letters = _letters(private), _letters(line)
    count, length = len(secret.plain), len(letters.plain)
    ends = [0, *(n for n in range(1, count) if _parts(private, secret, n)), count]
    for begin, end in ((b, e) for b in ends for e in ends if 0 < e - b < count):
        part = secret.plain[begin:end]
        first = 0 if begin else length - len(part)
        last = first + len(part)
        fits = (
            first >= 0
            and letters.plain.startswith(part, first)
            and (end == count or last == length)
        )
        if fits and _parts(line, letters, first) and _parts(line, letters, last):
            yield letters.at[first], letters.at[last - 1] + 1


def _mask_escaped(one: Diagnostic, lines: dict[FileLine, str]) -> None:
    r"""Mask a private text written with escapes such as `\x41`."""
    place = (one.place.file, one.place.line)
    line = lines.get(place, "")
    span = (one.place.column - 1, min(one.place.column - 1 + one.width, len(line)))
    if one.private and "\\" in line[slice(*span)]:
        lines[place] = _starred(line, [span])


def _starred(text: str, spans: list[Span]) -> str:
    if not spans:
        return text
    characters = list(text)
    for start, end in spans:
        # A letter that is left of a masked word is not initials.
        are_initials = not _WORD_OR_MASK.search(text[start : end + 1])
        for index in range(start, end):
            begins_word = index == 0 or not _is_of_word(text[index - 1])
            keeps = begins_word and text[index].isalpha() and not are_initials
            if _is_of_word(text[index]) and not keeps:
                characters[index] = "*"
    return "".join(characters)


@lru_cache(maxsize=8)
def _letters(text: str) -> _Letters:
    at = tuple(index for index, character in enumerate(text) if character.isalnum())
    return _Letters("".join(_plain(text[index]) for index in at), at)


@lru_cache(maxsize=512)
def _plain(character: str) -> str:
    """A letter without case and accents."""
    return normalize("NFKD", character.casefold())[0]


def _is_of_word(character: str) -> bool:
    """Whether it is a letter, digit, combining mark or zero-width character."""
    return character.isalnum() or category(character) in ("Mn", "Mc", "Me", "Cf")
