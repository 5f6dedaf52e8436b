"""The nearest words to one that is not known: for hints, never to guess in somebody's place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def nearest(word: str, known: Iterable[str], *, most: int = 3) -> tuple[str, ...]:
    """The known words that look most like `word`, best first, whatever their case."""
    import difflib

    by_fold = {one.casefold(): one for one in known}
    found = difflib.get_close_matches(word.casefold()[:200], by_fold, n=most, cutoff=0.6)
    return tuple(by_fold[one] for one in found)
