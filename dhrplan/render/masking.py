"""What is private is masked before any format sees it: `Pat Hobbs` becomes `P** H****`.

The first letter of each word stays, every other letter and every digit becomes `*`, and no text
grows or shrinks, so that columns still point where they did. Words are compared by their letters
and digits alone, whatever the case, the accents, and what stands between them. So a text is found
also where a message has made one line of it, a hint has put it in quotes or made an id of it, or
somebody has written the same number with other spaces.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from typing import NamedTuple
from unicodedata import category, normalize

from dhrplan.diagnostic import Diagnostic, Place, Related
from dhrplan.render.findings import Findings

_CUT = "…"
_QUOTED = re.compile("`([^`]*)`")
_NOTE = "What tells of a person is masked here; `--reveal` shows it."


Span = tuple[int, int]
"""From which character of a text and up to which."""


class _Letters(NamedTuple):
    """The letters and digits of a text.

    Attributes:
        plain: Each without case and accents.
        at: Where each stands in the text.
    """

    plain: str
    at: tuple[int, ...]


def masked(findings: Findings) -> Findings:
    """The same findings with nothing private in them. Twice is as once."""
    hidden = [one for one in (*findings.diagnostics, *findings.untold) if one.private]
    if not hidden:
        return findings
    mask = _Mask(hidden)
    lines = {place: mask.line(text) for place, text in findings.lines.items()}
    for one in hidden:
        _mask_what_goes_on_below(one, lines)
        _mask_what_is_written_as_code(one, lines)
    is_told = any(one.private for one in findings.diagnostics)
    return replace(
        findings,
        diagnostics=tuple(mask.diagnostic(one) for one in findings.diagnostics),
        lines={(mask.text(file), number): text for (file, number), text in lines.items()},
        notes=(*map(mask.text, findings.notes), *((_NOTE,) if is_told else ())),
        untold=(),
    )


class _Mask:
    """Takes private texts out of any text."""

    def __init__(self, hidden: list[Diagnostic]) -> None:
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
        """The same for what the program says, which may have cut a private text short."""
        return _starred(text, [*self._whole(text), *self._cut_short(text)])

    def diagnostic(self, one: Diagnostic) -> Diagnostic:
        """A diagnostic with every text of it masked."""
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
        )

    def _place(self, place: Place) -> Place:
        """A place whose file may be named for a person."""
        return place._replace(file=self.text(place.file))

    def _whole(self, text: str) -> Iterator[Span]:
        """Where a private text stands by itself, not within another word or number."""
        letters = _letters(text)
        for begin in range(len(letters.plain)):
            if _parts(text, letters, begin):
                for end in (begin + length for length in self.lengths):
                    if letters.plain[begin:end] in self.known and _parts(text, letters, end):
                        yield letters.at[begin], letters.at[end - 1] + 1

    def _cut_short(self, text: str) -> Iterator[Span]:
        """Where a private text begins and is cut off by the sign of a cut."""
        letters = _letters(text)
        for cut in (index for index, character in enumerate(text) if character == _CUT):
            end = bisect_left(letters.at, cut)
            for begin in range(max(end - self.lengths[-1], 0), end):
                if _parts(text, letters, begin) and self._begins(letters.plain[begin:end]):
                    yield letters.at[begin], cut

    def _begins(self, part: str) -> bool:
        """Whether a private text begins so."""
        index = bisect_left(self.private, part)
        return index < len(self.private) and self.private[index].startswith(part)


def _runs(private: str) -> set[str]:
    """Every word of a private text, and every few that follow each other."""
    told = _letters(private)
    count = len(told.plain)
    ends = [n for n in range(count + 1) if _parts(private, told, n)]
    return {told.plain[begin:end] for begin in ends for end in ends if begin < end}


def _without(parts: set[str], text: str) -> str:
    """What is said of a line without a value that is a part of what is private on it.

    Another rule may have taken a name apart: its first word for the id of an action, or for a rule.
    """
    quoted = _QUOTED.finditer(text) if parts else ()
    return _starred(text, [one.span(1) for one in quoted if _letters(one[1]).plain in parts])


def _parts(text: str, letters: _Letters, index: int) -> bool:
    """Whether a word or number ends before a letter, and another may begin with it."""
    if index == 0 or index >= len(letters.at):
        return index <= len(letters.at)
    last, following = letters.at[index - 1], letters.at[index]
    if any(not _is_of_word(one) for one in text[last + 1 : following]):
        return True
    return text[last].isdigit() != text[following].isdigit()


def _mask_what_goes_on_below(one: Diagnostic, lines: dict[tuple[str, int], str]) -> None:
    """Mask a private text that begins on the line of a diagnostic and ends on one below it."""
    for private in one.private:
        for number in range(one.place.line, one.place.line + max(private.count("\n"), 1) + 1):
            place = (one.place.file, number)
            if place in lines:
                line = lines[place]
                lines[place] = _starred(line, list(_parts_of(private, line)))


def _parts_of(private: str, line: str) -> Iterator[Span]:
    """Where the first words of a private text end a line, the last begin it, or others fill it."""
    told, letters = _letters(private), _letters(line)
    count, length = len(told.plain), len(letters.plain)
    ends = [0, *(n for n in range(1, count) if _parts(private, told, n)), count]
    for begin, end in ((b, e) for b in ends for e in ends if 0 < e - b < count):
        part = told.plain[begin:end]
        first = 0 if begin else length - len(part)
        last = first + len(part)
        fits = (
            first >= 0
            and letters.plain.startswith(part, first)
            and (end == count or last == length)
        )
        if fits and _parts(line, letters, first) and _parts(line, letters, last):
            yield letters.at[first], letters.at[last - 1] + 1


def _mask_what_is_written_as_code(one: Diagnostic, lines: dict[tuple[str, int], str]) -> None:
    r"""Mask what a private text may be behind codes such as `\x41`, which no letters tell."""
    place = (one.place.file, one.place.line)
    line = lines.get(place, "")
    span = (one.place.column - 1, min(one.place.column - 1 + one.width, len(line)))
    if one.private and "\\" in line[slice(*span)]:
        lines[place] = _starred(line, [span])


def _starred(text: str, spans: list[Span]) -> str:
    if not spans:
        return text
    characters = list(text)
    for index in {index for span in spans for index in range(*span)}:
        begins_word = index == 0 or not _is_of_word(text[index - 1])
        if _is_of_word(text[index]) and not (begins_word and text[index].isalpha()):
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
    """Whether it is a letter or digit, or a mark upon one, or a sign of no width between two."""
    return character.isalnum() or category(character) in ("Mn", "Mc", "Me", "Cf")
