"""Lines taken out of the text, but for their comments, and the blank lines that parted them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dhrplan.text.sheet import Sheet, Splice

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEEPS = re.compile(r"[|>][1-9]?\+")


def without_lines(
    sheet: Sheet, start: int, end: int, column: int, *, first: bool = False
) -> Splice:
    """The lines from `start` to `end` taken out.

    Each comment on them is left on a line of its own, at a column. Blank lines go too where two of
    them would meet, or where what goes is the `first` of its list or record.
    """
    begin, finish = sheet.line_start(start), sheet.line_end(end)
    if kept := sheet.comments_within(begin, finish):
        newline = sheet.newline_at(finish)
        return Splice(begin, finish, newline.join(" " * column + text for text in kept))
    below = sheet.next_line(finish)
    if not _KEEPS.search(sheet.text):  # under `|+` blank lines are text
        begin, below = _with_blank_lines(sheet, begin, below, first=first)
    if below is None and begin:
        return Splice(sheet.line_end(sheet.line_above(begin)), finish, "")
    return Splice(begin, finish if below is None else below, "")


def _with_blank_lines(
    sheet: Sheet, begin: int, below: int | None, *, first: bool
) -> tuple[int, int | None]:
    is_last = below is None or below == len(sheet.text)
    above = [*_blank_lines_above(sheet, begin)]
    if above and (is_last or sheet.is_blank(below)):
        return above[-1], below
    while first and not above and below is not None and sheet.is_blank(below):
        below = sheet.next_line(below)
    return begin, below


def _blank_lines_above(sheet: Sheet, begin: int) -> Iterator[int]:
    while begin and sheet.is_blank(sheet.line_above(begin)):
        begin = sheet.line_above(begin)
        yield begin
