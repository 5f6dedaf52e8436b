"""A value that takes the place of another: in the style of that one where it can."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dhrplan.text.blocks import fits_folded, fits_literal
from dhrplan.text.draft import Draft, Leaf, is_empty
from dhrplan.text.examples import Example
from dhrplan.text.sheet import Sheet, Splice
from dhrplan.text.source import Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.text.pen import Pen
    from dhrplan.text.scalars import Spot, Written
    from dhrplan.text.source import Node

_TRAILING = re.compile(r"[ \t]+(?=[\r\n,\]}]|\Z)")


def replaced(new: Draft, old: Node, pen: Pen, spot: Spot) -> Iterator[Splice]:
    """A value in the place of another, with the comments on its line left there."""
    like = _like(new, old, spot)
    if isinstance(old, Scalar) and like is not None and like.is_block:
        yield from _replaced_block(new, old, pen, spot, like)
        return
    sheet, end = pen.sheet, pen.sheet.end_of(old)
    tail = sheet.tail(end, spot.column)
    can_be_block = tail == sheet.line_end(end) or not isinstance(new, Leaf)
    spot = spot._replace(can_be_block=can_be_block, spaces=sheet.spaces_below(tail))
    written = pen.value(new, spot, like)
    yield _inline(written, old.start_mark.index, end, sheet)
    if written.below:
        newline = sheet.newline_at(tail)
        yield Splice(tail, tail, "".join(newline + line for line in written.below))


def _like(new: Draft, old: Node, spot: Spot) -> Example | None:
    """What stands there as the example to follow, unless nothing does."""
    if not isinstance(new, Leaf) or not isinstance(old, Scalar) or is_empty(old):
        return None
    return Example(spot.name, new.kind, old, spot.column, is_item=False, flow=spot.flow)


def _inline(written: Written, start: int, end: int, sheet: Sheet) -> Splice:
    """What stands on the line of the key or dash, with one space before it."""
    if not written.inline:
        return Splice(len(sheet.text[:start].rstrip()), end, "")
    if start < end:
        return Splice(start, end, written.inline)
    trailing = _TRAILING.match(sheet.text, end)
    return Splice(start, trailing.end() if trailing else end, f" {written.inline}")


def _replaced_block(
    new: Draft, old: Scalar, pen: Pen, spot: Spot, like: Example
) -> Iterator[Splice]:
    """A text in the place of a block: the line that opens the block stays as it is if it can."""
    text = new.text if isinstance(new, Leaf) else ""
    sheet, start = pen.sheet, old.start_mark.index
    header = sheet.header(old)
    written = pen.value(new, spot, like)
    is_same = fits_folded(text) if header[0] == ">" else fits_literal(text)
    is_same = is_same and (not text.lstrip("\n").startswith(" ") or header.strip("|>+-") != "")
    if not is_same:
        yield Splice(start, start + len(header), written.inline)
    end = sheet.line_end(start)
    newline = sheet.newline_at(end)
    below = "".join(newline + line for line in written.below)
    yield Splice(end, max(end, sheet.last_words(old)), below)
