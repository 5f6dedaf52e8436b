"""Phrases that every layer shares."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from functools import lru_cache

INVISIBLE = (
    "\u00ad\u200b\u200c\u200d\u2060\ufeff"
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""Soft hyphen, zero-width characters, byte order mark, and the marks for the direction of writing
that Windows and Outlook put around dates."""


def count(number: int, noun: str) -> str:
    """`1 action`, `2 actions`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


_DAYS_IN_MONTH = 365.2425 / 12
_MOST_DAYS = 60
"""Below this, a span is given in days (docs/style.md)."""


def span(days: int) -> str:
    """A time in words: `15 days`, `4 months`, `9 years 4 months`, rounded to months."""
    if days < _MOST_DAYS:
        return count(days, "day")
    years, months = divmod(round(days / _DAYS_IN_MONTH), 12)
    parts = (count(number, noun) for number, noun in ((years, "year"), (months, "month")) if number)
    return " ".join(parts)


def shortened(text: str, room: int) -> str:
    """The first line of a text, cut at a word with `…` if it is longer than `room` characters."""
    first, *rest = text.strip().split("\n", 1)
    first = first.strip()
    if len(first) <= room and not rest:
        return first
    head = first[: max(room - 1, 1)]
    if len(first) > len(head) and not first[len(head)].isspace() and " " in head:
        head = head.rpartition(" ")[0]
    return f"{head.rstrip(' ,;:.-(')}…"


def one_of(words: Iterable[str]) -> str:
    """Alternatives in backticks: "`a`, `b` or `c`"."""
    quoted = [f"`{word}`" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"


def listed(words: Iterable[str], last_word: str = "and") -> str:
    """`a, b and c`."""
    *others, last = tuple(words) or ("",)
    return f"{', '.join(others)} {last_word} {last}" if others else last


def quoted(path: str) -> str:
    """A path as one shell word."""
    return f'"{path}"' if " " in path else path


def nearest(word: str, known: Iterable[str], *, most: int = 3) -> tuple[str, ...]:
    """The known words that look most like `word`, best first. Case is ignored.

    First those that begin with it, then those with a part that does, then those that contain it,
    then those spelt alike. A word of fewer than three letters is compared only by its spelling.
    """
    return _nearest(word, tuple(known), most)


@lru_cache(maxsize=1024)  # a file that repeats one wrong word repeats it by the thousand
def _nearest(word: str, known: tuple[str, ...], most: int) -> tuple[str, ...]:
    import difflib

    folded = word.casefold()[:200]
    by_fold = {one.casefold(): one for one in known}
    found = difflib.get_close_matches(folded, by_fold, n=most, cutoff=0.6)
    if len(folded) >= _SHORTEST_PART:
        with_part = (one for one in by_fold if folded in one)
        found = [*sorted(with_part, key=lambda one: _place_of_part(folded, one)), *found]
    return tuple(by_fold[one] for one in dict.fromkeys(found))[:most]


_SHORTEST_PART = 3


def _place_of_part(part: str, word: str) -> int:
    """0 at the start of a word, 1 at the start of a part of it, 2 within a part."""
    at = word.find(part)
    return 0 if at == 0 else 2 - (re.search(rf"(?<![^\W_]){re.escape(part)}", word) is not None)


def near_spellings(word: str, known: Iterable[str], *, most: int = 3) -> tuple[str, ...]:
    """The known words that `word` may be a misspelling of, best first. Case is ignored.

    At most one letter in four may differ, or two letters be swapped, and never may a negation:
    `incomplete` is not `complete`.
    """
    folded = word.casefold()
    ranked = ((_distance(folded, one.casefold()), one) for one in known)
    near = (
        (far, one)
        for far, one in ranked
        if far <= len(one) // 4 or (far == 1 and sorted(folded) == sorted(one.casefold()))
    )
    return tuple(one for _, one in sorted(near) if not _negates(folded, one.casefold()))[:most]


_NEGATIONS = ("in", "un", "not", "non", "dis", "re", "de")


def _negates(word: str, other: str) -> bool:
    """Whether one word is the other behind a negation, spelt right or nearly so."""
    long, short = sorted((word, other), key=len, reverse=True)
    return any(
        long.startswith(prefix)
        and not short.startswith(prefix)
        and _distance(long[len(prefix) :].lstrip(" -_"), short) <= 1
        for prefix in _NEGATIONS
    )


_LONGEST_SPELLING = 60
"""Characters; a longer text is not a misspelt word."""


def _distance(word: str, other: str) -> int:
    """The letters to insert, drop, replace or swap with the next; a great number if many."""
    if abs(len(word) - len(other)) > len(other) // 4 or len(word) > _LONGEST_SPELLING:
        return _LONGEST_SPELLING
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        above, row = row, [i]
        for j, its in enumerate(other, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == its:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before = above
    return row[-1]


def fitted(hint: str, keys: Container[str]) -> str:
    """A hint for a record that has `keys`.

    Of `[this `key`|that]` the first alternative stays whose keys in backticks the record has; if
    it has none of them, nothing stays.
    """

    def choose(match: re.Match[str]) -> str:
        alternatives = match[1].split("|")
        return next(
            (one for one in alternatives if all(key in keys for key in _KEY.findall(one))), ""
        )

    return _CHOICE.sub(choose, hint)


_CHOICE = re.compile(r"\[([^\]`]*`[^\]]*)\]")
_KEY = re.compile(r"`([a-z_]+)(?::[^`]*)?`")


def named(sign: str) -> str:
    """A character that cannot be seen, by its name and code point: "zero width space (U+200B)"."""
    import unicodedata

    name = unicodedata.name(sign, "a control character").lower()
    return f"{name} (U+{ord(sign):04X})"


def stem(file: str) -> str:
    """The name of a file without folder and extension: the id of its review."""
    return file.rpartition("/")[2].rpartition(".")[0]
