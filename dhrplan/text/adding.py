"""Where what is new goes into the text: new keys, new items, and values that change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.text.brackets import added_in_brackets
from dhrplan.text.draft import Draft, Items, Kept, Keys, Pair, place_of
from dhrplan.text.habits import Habits
from dhrplan.text.pen import Pen
from dhrplan.text.replacing import replaced
from dhrplan.text.scalars import Spot
from dhrplan.text.sheet import Entry, Sheet, Splice, column_within, entries_of, offset_of, standing
from dhrplan.text.source import Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator


def additions(root: Keys, sheet: Sheet) -> list[Splice]:
    """All that puts new values into a text; what is to be taken out of it stays for now."""
    pen = Pen(sheet, Habits(sheet.source, root.kind))
    return list(_Adding(sheet, pen).within(root, Spot("", 0, 0)))


class _Adding:
    def __init__(self, sheet: Sheet, pen: Pen) -> None:
        self.sheet = sheet
        self.pen = pen

    def within(self, draft: Keys | Items, spot: Spot) -> Iterator[Splice]:
        """All that is new in a list or record that stands in the text."""
        spot = self._spot_within(draft, spot)
        before: Entry | None = None
        new: list[Pair | Draft] = []
        one: Pair | Draft
        for one, entry in zip(_entries(draft), entries_of(draft), strict=True):
            if entry is None:
                new.append(one)
                continue
            yield from self._put(draft, new, before, entry, spot)
            if not isinstance(_value_of(one), Kept):
                yield from self._changed(one, spot._replace(position=entry[0].start_mark.index))
            before, new = entry, []
        yield from self._put(draft, new, before, None, spot)

    def _spot_within(self, draft: Keys | Items, spot: Spot) -> Spot:
        """Where the entries of a list or record stand."""
        assert draft.node is not None  # noqa: S101 - it stands in the text
        flow = spot.flow or bool(draft.node.flow_style)
        column = self.sheet.column_in_brackets(draft.node) if flow else column_within(draft.node)
        if isinstance(draft, Keys):
            spot = spot._replace(key_quote=_key_quote(draft), offset=offset_of(draft.node))
        return spot._replace(column=column, flow=flow)

    def _changed(self, one: Pair | Draft, spot: Spot) -> Iterator[Splice]:
        """What is new in one entry that stands in the text."""
        draft = _value_of(one)
        if isinstance(one, Pair):
            spot = spot._replace(name=one.name)
        if isinstance(draft, Keys | Items) and draft.node:
            yield from self.within(draft, spot)
        elif node := place_of(draft):
            yield from replaced(draft, node, self.pen, spot)

    def _put(
        self,
        draft: Keys | Items,
        new: list[Pair | Draft],
        before: Entry | None,
        after: Entry | None,
        spot: Spot,
    ) -> Iterator[Splice]:
        """New entries between two that stand in the text, the last or the first of them missing."""
        if not new:
            return
        beside = before or after
        assert beside is not None  # noqa: S101 - an empty list or record is replaced whole
        at = self._below(before, spot) if before else 0
        spaces = self.sheet.spaces_below(at) if before else 0
        spot = spot._replace(position=beside[0].start_mark.index, spaces=spaces)
        written = [self._lines(one, spot) for one in new]
        if spot.flow:
            texts = [lines[0] for lines in written]
            yield from added_in_brackets(self.sheet, texts, draft, before, beside)
        elif before:
            yield self._put_below(draft, at, written, spot)
        else:
            yield self._above(draft, written, spot)

    def _lines(self, one: Pair | Draft, spot: Spot) -> list[str]:
        if isinstance(one, Pair):
            return self.pen.pair(one, spot)
        if spot.flow:
            return [self.pen.value(one, spot).inline]
        return self.pen.item(one, spot)

    def _below(self, before: Entry, spot: Spot) -> int:
        """Where an entry ends with the comments below it that stand further in."""
        return self.sheet.tail(self.sheet.end_of(before[1]), spot.column)

    def _put_below(
        self, draft: Keys | Items, at: int, written: list[list[str]], spot: Spot
    ) -> Splice:
        newline = self.sheet.newline_at(at)
        entries, _ = standing(draft)
        is_spaced = self.sheet.is_spaced(entries, last=isinstance(draft, Items))
        lead = newline * (2 if is_spaced else 1) + " " * spot.column
        return Splice(at, at, "".join(lead + newline.join(lines) for lines in written))

    def _above(self, draft: Keys | Items, written: list[list[str]], spot: Spot) -> Splice:
        """New entries before the first one."""
        assert draft.node is not None  # noqa: S101 - it stands in the text
        at = draft.node.start_mark.index
        newline = self.sheet.newline_at(self.sheet.line_end(at))
        indent = " " * spot.column
        if not self.sheet.begins_line(at):
            return Splice(at, at, "".join(newline.join(one) + newline + indent for one in written))
        texts = [indent + newline.join(lines) for lines in written]
        opener = self._opener(at)
        if opener is None:  # comments at the head of a file are about the file
            start = self.sheet.line_start(at)
            return Splice(start, start, "".join(text + newline for text in texts))
        return Splice(opener, opener, "".join(newline + text for text in texts))

    def _opener(self, index: int) -> int | None:
        """The end of the next line above that holds more than a comment."""
        number = self.sheet.source.place(index).line - 1
        while number:
            start, line = self.sheet.source.line(number)
            if line.strip() and not line.lstrip().startswith("#"):
                return None if line.startswith("---") else start + len(line)
            number -= 1
        return None


def _entries(draft: Keys | Items) -> list[Pair] | list[Draft]:
    return draft.pairs if isinstance(draft, Keys) else draft.values


def _value_of(entry: Pair | Draft) -> Draft:
    return entry.value if isinstance(entry, Pair) else entry


def _key_quote(keys: Keys) -> str:
    """The quotes that the keys of a record stand in, if all have the same."""
    styles = {pair.key.style or "" for pair in keys.pairs if isinstance(pair.key, Scalar)}
    return styles.pop() if len(styles) == 1 else ""
