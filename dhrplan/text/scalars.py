"""One new value, written as others of its kind are: plain, in quotes or as a block of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dhrplan.text.blocks import (
    WIDTH,
    broken,
    fits_folded,
    fits_literal,
    folded,
    header_for,
    literal,
)
from dhrplan.text.habits import is_prose
from dhrplan.text.kinds import Id
from dhrplan.text.quoting import fits_plain, fits_single, in_double, in_single, quoted

if TYPE_CHECKING:
    from dhrplan.text.draft import Leaf
    from dhrplan.text.examples import Example
    from dhrplan.text.habits import Habits
    from dhrplan.text.sheet import Sheet


class Written(NamedTuple):
    """A value as it is written.

    Attributes:
        inline: What stands on the line of its key or dash; it may go on on further lines.
        below: The lines below that one.
    """

    inline: str
    below: tuple[str, ...] = ()


class Spot(NamedTuple):
    """Where something is to be written.

    Attributes:
        name: The key that it stands under; for an item, the list's.
        column: How far in that key stands, or the dash of the item.
        position: The place in the text that it is near.
        flow: Whether it stands in brackets.
        key_quote: The quotes that keys stand in; nothing where they stand in none.
        can_be_block: Whether a block of text may stand there.
        offset: How far right of its key a value stands at the least, where they stand in columns.
        is_spaced: Whether blank lines stand between keys.
        spaces: How many spaces a blank line below has at the most: a block takes in what more of
            them it has than its own lines have.
    """

    name: str
    column: int
    position: int
    flow: bool = False
    key_quote: str = ""
    can_be_block: bool = True
    offset: int = 0
    is_spaced: bool = False
    spaces: int = 0


class Scalars:
    """Writes one value at a time."""

    def __init__(self, sheet: Sheet, habits: Habits) -> None:
        self.sheet = sheet
        self.habits = habits

    def written(self, leaf: Leaf, spot: Spot, like: Example | None = None) -> Written:
        """A value, `like` another where that is given, else like the nearest of its kind."""
        text, kind = leaf.text, leaf.kind
        like = like or self.habits.scalar(spot.name, kind, text, spot.position, flow=spot.flow)
        if like and like.is_block and self._can_be_block(text, like, spot):
            return self._block(text, like, spot)
        style = like.style if like and not like.is_block else ""
        wants_block = "\n" in text or (like is None and is_prose(text, kind))
        if wants_block and style != '"' and self._can_be_block(text, None, spot):
            return self._block(text, None, spot)
        wants_quotes = like is None and isinstance(kind, Id) and not kind.plain
        if style == "" and not wants_quotes and fits_plain(text, kind, flow=spot.flow):
            return Written(self._broken(text, like, spot))
        return Written(self._broken(self._quoted(text, style, spot), like, spot))

    def _quoted(self, text: str, style: str, spot: Spot) -> str:
        if style == '"':
            return in_double(text)
        if style == "'" and fits_single(text):
            return in_single(text)
        return quoted(text, self.habits.quote(spot.name, spot.position))

    def _can_be_block(self, text: str, like: Example | None, spot: Spot) -> bool:
        if not spot.can_be_block or spot.flow or not fits_literal(text):
            return False
        return not spot.spaces or spot.column + self._step(like, spot) >= spot.spaces

    def _step(self, like: Example | None, spot: Spot) -> int:
        return self.indent_of(like) if like else self.habits.step(spot.name, spot.position)

    def _block(self, text: str, like: Example | None, spot: Spot) -> Written:
        """A block of text, like another or as `|-`."""
        step = self._step(like, spot)
        header = self.sheet.header(like.node) if like else "|-"
        indent = spot.column + step
        if like and header.startswith(">") and fits_folded(text):
            lines = folded(text, indent, self._width(like))
        else:
            header = f"|{header[1:]}"
            lines = literal(text, indent)
        return Written(header_for(text, header, step), tuple(lines))

    def indent_of(self, like: Example) -> int:
        """How much further in than its key or dash a block of text stands."""
        number = self.sheet.header(like.node).strip("|>+-")
        column = self._second_column(like)
        return int(number) if number else 2 if column is None else column - like.column

    def _broken(self, text: str, like: Example | None, spot: Spot) -> str:
        """Text that is broken over several lines if what it is to be like is."""
        second = self._second_column(like) if like and not like.is_block else None
        if like is None or second is None:
            return text
        column = second - like.column + spot.column
        taken = max(spot.column + len(spot.name) - column, 0)
        lines = broken(text, self._width(like) - column, plain=not like.style, first=taken)
        return (self.sheet.newline + " " * column).join(lines)

    def _second_column(self, like: Example) -> int | None:
        """How far in the next line of a text stands, if it has several."""
        lines = [line for line in self.sheet.lines_of(like.node)[1:] if line.strip()]
        return len(lines[0]) - len(lines[0].lstrip()) if lines else None

    def _width(self, like: Example) -> int:
        """How long lines of text may be: as long as those there, from the left edge."""
        return max(WIDTH, *map(len, self.sheet.lines_of(like.node)))
