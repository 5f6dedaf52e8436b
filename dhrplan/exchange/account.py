"""Proof that nothing is lost: every character of every cell is placed somewhere.

While a plan is built, each piece of a cell is entered as kept in a field of the plan, read as a
value, or dropped for a reason. At the end the characters are counted, without spaces, and a piece
that should be in the plan is looked for there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from dhrplan.exchange.grid import Cell


class Piece(NamedTuple):
    """A piece of a cell.

    Attributes:
        text: Its words.
        record: The record that keeps them, None if none does.
        key: The key in the record.
        reason: Why they are not kept, or what they were read as.
    """

    text: str
    record: Mapping[str, Any] | None = None
    key: str = ""
    reason: str = ""


class Account:
    """What became of each cell."""

    def __init__(self) -> None:
        self._pieces: dict[int, list[Piece]] = {}

    def kept(self, cell: Cell, text: str, record: Mapping[str, Any], key: str) -> None:
        """Enter words that the plan keeps as they are."""
        self._pieces.setdefault(id(cell), []).append(Piece(text, record, key))

    def read(self, cell: Cell, text: str, value: str) -> None:
        """Enter words that say the same as a value of the plan."""
        self._pieces.setdefault(id(cell), []).append(Piece(text, reason=value))

    def dropped(self, cell: Cell, reason: str) -> None:
        """Enter all words of a cell as not part of the plan."""
        self._pieces.setdefault(id(cell), []).append(Piece(cell.text, reason=reason))

    def is_placed(self, cell: Cell) -> bool:
        """True if every character of a cell has been entered.

        A piece that is not found in its record does not count.
        """
        whole = squashed(cell.text)
        placed = []
        for piece in self._pieces.get(id(cell), ()) if whole else ():
            words = squashed(piece.text)
            if piece.record is None or words in squashed(_all_text(piece)):
                if words == whole:
                    return True  # most cells are one piece, and counting is slow
                placed.append(words)
        return not Counter(whole) - Counter("".join(placed))


def squashed(text: str) -> str:
    """A text without spaces and line breaks, which a plan may set otherwise."""
    return "".join(text.split())


def _all_text(piece: Piece) -> str:
    value = piece.record.get(piece.key) if piece.record is not None else None
    return "\n".join(texts_in(value))


def texts_in(value: Any) -> Iterator[str]:
    """The texts of a value, however deep in records and lists."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_in(inner)
