"""New values as somebody would write them who goes by what the file does around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.text.brackets import Layout, layout_of
from dhrplan.text.draft import Draft, Items, Kept, Keys, Leaf, Pair
from dhrplan.text.quoting import fits_plain, quoted
from dhrplan.text.scalars import Scalars, Spot, Written
from dhrplan.text.sheet import offset_of
from dhrplan.text.source import KeyedNode, Sequence

if TYPE_CHECKING:
    from dhrplan.text.examples import Example
    from dhrplan.text.habits import Habits
    from dhrplan.text.sheet import Sheet


class Pen:
    """Writes new values into a file."""

    def __init__(self, sheet: Sheet, habits: Habits) -> None:
        self.sheet = sheet
        self.habits = habits
        self.scalars = Scalars(sheet, habits)

    def pair(self, pair: Pair, spot: Spot) -> list[str]:
        """The lines of a key and its value, the first without its indentation."""
        key = pair.name
        if spot.key_quote or not fits_plain(key, None, flow=spot.flow):
            key = quoted(key, spot.key_quote or '"')
        inline, below = self.value(pair.value, spot._replace(name=pair.name))
        lead = f"{key}:".ljust(spot.offset - 1)
        return [f"{lead} {inline}" if inline else f"{key}:", *below]

    def item(self, draft: Draft, spot: Spot) -> list[str]:
        """The lines of an item of a list with its dash, the first without its indentation."""
        like = self.habits.item(spot.name, spot.position)
        gap = like.gap if like else 2
        if isinstance(draft, Keys) and not self._has_brackets(draft, spot, item=True):
            spot = self._within(spot._replace(column=spot.column + gap), item=True)
            first, *rest = self._pairs(draft, spot)
            if like and self.sheet.begins_line(like.start):  # below a dash that stands alone
                return ["-", first, *rest]
            return ["-".ljust(gap) + first.lstrip(" "), *rest]
        is_record = isinstance(draft, Keys)
        inline, below = self.value(draft, spot._replace(flow=True) if is_record else spot)
        return ["-".ljust(gap) + inline, *below]

    def value(self, draft: Draft, spot: Spot, like: Example | None = None) -> Written:
        """A value; one value alone is written `like` another where that is given."""
        if isinstance(draft, Leaf):
            return self.scalars.written(draft, spot, like)
        assert not isinstance(draft, Kept)  # noqa: S101 - what is kept is not written
        if self._has_brackets(draft, spot, item=False):
            return Written(self._in_brackets(draft, spot._replace(flow=True)))
        if isinstance(draft, Keys):
            step = self.habits.step(spot.name, spot.position)
            spot = self._within(spot._replace(column=spot.column + step), item=False)
            return Written("", tuple(self._pairs(draft, spot)))
        return Written("", tuple(self._items(draft, spot)))

    def _has_brackets(self, draft: Items | Keys, spot: Spot, *, item: bool) -> bool:
        return spot.flow or self.habits.has_brackets(spot.name, draft, spot.position, item=item)

    def _within(self, spot: Spot, *, item: bool) -> Spot:
        """Where the keys of a new record stand: apart from each other as in one of its name."""
        like = self.habits.record(spot.name, spot.position, item=item)
        if like is None:
            return spot._replace(offset=0, is_spaced=False)
        spaced = self.sheet.is_spaced(like.node.value)
        return spot._replace(offset=offset_of(like.node), is_spaced=spaced)

    def _pairs(self, keys: Keys, spot: Spot) -> list[str]:
        """The lines of a record, each with its indentation."""
        lines: list[str] = []
        for pair in keys.pairs:
            first, *rest = self.pair(pair, spot)
            lines += [""] if lines and spot.is_spaced else []
            lines += [" " * spot.column + first, *rest]
        return lines

    def _items(self, items: Items, spot: Spot) -> list[str]:
        column = spot.column + self.habits.dash(spot.name, spot.position)
        lines = []
        for one in items.values:
            first, *rest = self.item(one, spot._replace(column=column))
            lines += [" " * column + first, *rest]
        return lines

    def _in_brackets(self, draft: Items | Keys, spot: Spot) -> str:
        """A list or record in brackets: in one line, or over several as another is."""
        is_record = isinstance(draft, Keys)
        signs = "{}" if is_record else "[]"
        like = self.habits.brackets(spot.name, KeyedNode if is_record else Sequence, spot.position)
        layout = layout_of(self.sheet, like.node) if like else Layout()
        spot = spot._replace(column=spot.column + layout.step)
        pad = self.sheet.newline + " " * spot.column if layout.step else layout.pad
        entries = self._entries(draft, spot)
        if not layout.step:
            return f"{signs[0]}{pad}{', '.join(entries)}{pad}{signs[1]}"
        end = f"{layout.comma}{self.sheet.newline}{' ' * (spot.column - layout.step)}{signs[1]}"
        return f"{signs[0]}{pad}{f',{pad}'.join(entries)}{end}"

    def _entries(self, draft: Items | Keys, spot: Spot) -> list[str]:
        if isinstance(draft, Keys):
            return [self.pair(pair, spot)[0] for pair in draft.pairs]
        return [self.value(one, spot).inline for one in draft.values]
