"""Rows that can be read across, and cells, for a terminal: columns that a window has room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from dhrplan.render.visible import visible
from dhrplan.render.widths import GAP, narrowed, parted, title_width, total
from dhrplan.table import Cell, Code, Column, Table, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PROSE_WIDTH = 48
"""The fewest characters in which a column of prose can be read; with fewer it has own lines."""

_NARROW = 16
"""The characters down to which a column of words is made narrower before a table is parted."""


def read_across(table: Table, width: int) -> Iterator[RenderableType]:
    """Short cells in columns; prose beside them where there is room, else on lines of its own."""
    short = [i for i, column in enumerate(table.columns) if not column.prose]
    prose = [i for i, column in enumerate(table.columns) if column.prose]
    natural = [_width(table, index) for index in short]
    beside = width - sum(natural) - GAP * len(short) >= _PROSE_WIDTH * len(prose)
    widths = narrowed(natural, [_least(table, index) for index in short], width)
    if prose and beside:
        yield _grid(table, [*short, *prose], table.rows, widths)
    elif prose:
        yield _grid(table, short, (), widths)
        for row in table.rows:
            yield _grid(table, short, (row,), widths, header=False)
            for index in prose:
                yield Padding(block(row[index]), (0, 0, 0, 4))
    else:
        yield from _parts(table, widths if total(widths) <= width else natural, width)


def _parts(table: Table, natural: list[int], width: int) -> Iterator[RenderableType]:
    """A table that is too wide in parts below each other, each led in by the first column."""
    widths = [min(natural[0], max(width // 3, _NARROW)), *natural[1:]]
    for number, part in enumerate(parted(widths, width)):
        if number:
            yield ""
        yield _grid(table, part, table.rows, [widths[index] for index in part])


def _width(table: Table, index: int) -> int:
    column = table.columns[index]
    return max(column.least, title_width(_title(column)), *_lengths(table, index))


def _least(table: Table, index: int) -> int:
    """The width below which a column is not to be read: counts stay whole, words fold late."""
    if table.columns[index].number:
        return _width(table, index)
    lengths = (len(word) for row in table.rows for word in words(row[index]).split())
    return min(max(title_width(_title(table.columns[index])), *lengths, 0), _NARROW)


def _lengths(table: Table, index: int) -> Iterator[int]:
    """The lengths of the lines of a column's cells."""
    for row in table.rows:
        yield from (line.cell_len for line in _plain(row[index]).split(allow_blank=True))
    yield 0


def _title(column: Column) -> str:
    """The title as it may be parted: where it has a soft hyphen."""
    return column.title.replace("\u00ad", "- ")


def _grid(
    table: Table,
    indexes: list[int],
    rows: Iterable[tuple[Cell, ...]],
    widths: list[int],
    *,
    header: bool = True,
) -> Grid:
    grid = Grid.grid(padding=(0, GAP, 0, 0))
    for position in range(len(indexes)):
        known = widths[position] if position < len(widths) else None
        number = table.columns[indexes[position]].number
        grid.add_column(
            width=known,
            overflow="fold",
            ratio=None if known else 1,
            justify="right" if number else "left",
            vertical="top" if any(column.prose for column in table.columns) else "bottom",
        )
    if header:
        grid.add_row(*(text(_title(table.columns[index]), "bold") for index in indexes))
    for row in rows:
        grid.add_row(*(block(row[index]) for index in indexes))
    return grid


# -- cells ---------------------------------------------------------------------------------------


def block(cell: Cell) -> RenderableType:
    """A cell, its lines as they are; the items of a list below each other."""
    if isinstance(cell, Code):
        return Padding(text(cell.text), (0, 0, 0, 4))
    if isinstance(cell, tuple):
        return Group(*(text(item) for item in cell))
    return _plain(cell)


def _plain(cell: Cell) -> Text:
    return text(words(cell), cell.colour or "" if isinstance(cell, Word) else "")


def words(cell: Cell) -> str:
    """The words of a cell; the items of a list on lines of their own."""
    if cell is None:
        return ""
    if isinstance(cell, Word | Code):
        return cell.text
    return "\n".join(cell) if isinstance(cell, tuple) else str(cell)


def text(words: str, style: str = "") -> Text:
    """Words that are neither markup nor control codes."""
    return Text(visible(words), style, overflow="fold")
