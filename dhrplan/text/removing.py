"""What is taken out of the text, and what stays of it: every comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.errors import EditError
from dhrplan.text.brackets import removed_in_brackets
from dhrplan.text.cutting import without_lines
from dhrplan.text.draft import Draft, Items, Keys, values_of
from dhrplan.text.sheet import Entry, Sheet, Splice, column_within, runs, standing

if TYPE_CHECKING:
    from collections.abc import Iterator


def removals(root: Keys, sheet: Sheet) -> list[Splice]:
    """All that takes out of a text what is to go."""
    return list(_within(root, sheet))


def _within(draft: Draft, sheet: Sheet, *, flow: bool = False) -> Iterator[Splice]:
    if isinstance(draft, Items | Keys) and draft.node is not None:
        flow = flow or bool(draft.node.flow_style)
        if any(value.is_gone for value in values_of(draft)):
            yield from removed_in_brackets(sheet, draft) if flow else _removed(sheet, draft)
        for value in values_of(draft):
            if not value.is_gone:
                yield from _within(value, sheet, flow=flow)


def _removed(sheet: Sheet, draft: Items | Keys) -> Iterator[Splice]:
    entries, gone = standing(draft)
    column = column_within(draft.node) if draft.node else 0
    start = entries[0][0].start_mark.index
    first = 0
    if isinstance(draft, Keys) and gone[0] and not sheet.begins_line(start):
        first = gone.index(False)
        yield from _beside_dash(sheet, start, entries[first][0].start_mark.index)
    for begin, end in runs(gone):
        if begin >= first:
            yield _lines(sheet, entries[begin:end], column, first=begin == 0)


def _lines(sheet: Sheet, run: list[Entry], column: int, *, first: bool) -> Splice:
    """The lines of keys or items in a row, with the comments that stand further in than they do."""
    start = _start(sheet, run[0][0].start_mark.index, column)
    end = sheet.tail(sheet.end_of(run[-1][1]), column)
    return without_lines(sheet, start, end, column, first=first)


def _start(sheet: Sheet, index: int, column: int) -> int:
    """Where the key of an entry stands, or its dash, which may be on a line above."""
    line = sheet.line_start(index)
    while sheet.text[line : line + column].strip() or sheet.text[line + column].isspace():
        if line == 0:
            raise EditError("A key is written in a way of which no line can be taken out.")
        line = sheet.line_above(line)
    return line + column


def _beside_dash(sheet: Sheet, start: int, end: int) -> Iterator[Splice]:
    """The first keys of an item, up to the next: their comments go above the dash."""
    line = sheet.line_start(start)
    if kept := sheet.comments_within(start, end):
        before = sheet.before(start)
        indent = before[: len(before) - len(before.lstrip())]
        newline = sheet.newline_at(sheet.line_end(start))
        yield Splice(line, line, "".join(f"{indent}{text}{newline}" for text in kept))
    yield Splice(start, end, "")
