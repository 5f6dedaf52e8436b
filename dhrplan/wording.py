"""Phrases that every layer shares."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Soft hyphen, zero-width characters and byte order mark, as pasted text brings along."""


def count(number: int, noun: str) -> str:
    """`1 action`, `2 actions`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def one_of(words: Iterable[str]) -> str:
    """Alternatives in backticks: "`a`, `b` or `c`"."""
    quoted = [f"`{word}`" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"


def listed(words: Iterable[str]) -> str:
    """`a, b and c`."""
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last


def quoted(path: str) -> str:
    """A path as one shell word."""
    return f'"{path}"' if " " in path else path


def nearest(word: str, known: Iterable[str], *, most: int = 3) -> tuple[str, ...]:
    """The known words that look most like `word`, best first. Case is ignored."""
    return _nearest(word, tuple(known), most)


@lru_cache(maxsize=1024)  # a file that repeats one wrong word repeats it by the thousand
def _nearest(word: str, known: tuple[str, ...], most: int) -> tuple[str, ...]:
    import difflib

    by_fold = {one.casefold(): one for one in known}
    found = difflib.get_close_matches(word.casefold()[:200], by_fold, n=most, cutoff=0.6)
    return tuple(by_fold[one] for one in found)


def stem(file: str) -> str:
    """The name of a file without folder and extension: the id of its review."""
    return file.rpartition("/")[2].rpartition(".")[0]
