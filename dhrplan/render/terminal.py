"""A Report for a person at a terminal: no line wider than the window, no word of any text lost."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from dhrplan.render.left_out import left_out
from dhrplan.render.visible import visible
from dhrplan.table import Cell, Column, Report, Section, Table, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dhrplan.diagnostic import Diagnostic
    from dhrplan.render import Layout

_PAGE_WIDTH = 100
"""The most characters in which a page of prose is still easy to read, however wide the window."""

_PROSE_WIDTH = 48
"""The fewest characters in which a column of prose can be read; with fewer it has own lines."""


def render(report: Report, problems: tuple[Diagnostic, ...], layout: Layout) -> str:
    """The report as lines, with escape sequences only where there is colour."""
    console = Console(
        file=StringIO(),
        width=layout.width,
        force_terminal=layout.colour,
        color_system="standard" if layout.colour else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},
    )
    with console.capture() as capture:
        for block in _report(report, problems, layout.width):
            console.print(block)
    return "\n".join(line.rstrip() for line in capture.get().splitlines()) + "\n"


def _report(
    report: Report, problems: tuple[Diagnostic, ...], width: int
) -> Iterator[RenderableType]:
    for marking in report.markings:
        yield _text(marking, "bold")
    day = report.as_of
    yield _text(f"{report.title}, as at {day.day} {day:%B %Y}", "bold")
    for name, values in report.filters.items():
        yield _text(f"Only {name}: {', '.join(values)}")
    if problems:
        yield _text(left_out(problems), "magenta")
    for section in report.sections:
        yield ""
        yield from _section(section, width)


def _section(section: Section, width: int) -> Iterator[RenderableType]:
    if section.title:
        yield _text(section.title, "bold")
    labelled = [fact for fact in section.facts if fact.label]
    yield from (_block(fact.value) for fact in section.facts if not fact.label)
    if labelled:
        yield _labelled((fact.label, fact.value) for fact in labelled)
    for table in section.tables:
        if section.facts:
            yield ""
        yield from _table(table, width)


def _table(table: Table, width: int) -> Iterator[RenderableType]:
    if not table.rows:
        yield _text(table.empty)
    elif table.records:
        beyond = max(width - _PAGE_WIDTH, 0)
        yield from (Padding(block, (0, beyond, 0, 0)) for block in _records(table))
    else:
        yield from _columns(table, width)


# -- rows that can be read across ----------------------------------------------------------------


def _columns(table: Table, width: int) -> Iterator[RenderableType]:
    """Short cells in columns; prose beside them where there is room, else on lines of its own."""
    short = [i for i, column in enumerate(table.columns) if not column.prose]
    prose = [i for i, column in enumerate(table.columns) if column.prose]
    widths = [_width(table, index) for index in short]
    beside = width - sum(widths) - 2 * len(short) >= _PROSE_WIDTH * len(prose)
    if beside or not prose:
        yield _grid(table, [*short, *prose], table.rows, widths)
        return
    yield _grid(table, short, (), widths)
    for row in table.rows:
        yield _grid(table, short, (row,), widths, header=False)
        for index in prose:
            yield Padding(_block(row[index]), (0, 0, 0, 4))


def _width(table: Table, index: int) -> int:
    lines = (line for row in table.rows for line in _plain(row[index]).split(allow_blank=True))
    cells = [line.cell_len for line in lines]
    # A title may take several lines; its longest word may not.
    words = (len(word) for word in table.columns[index].title.split())
    return max(*words, *cells)


def _grid(
    table: Table,
    indexes: list[int],
    rows: Iterable[tuple[Cell, ...]],
    widths: list[int],
    *,
    header: bool = True,
) -> Grid:
    grid = Grid.grid(padding=(0, 2, 0, 0))
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
        grid.add_row(*(_text(table.columns[index].title, "bold") for index in indexes))
    for row in rows:
        grid.add_row(*(_block(row[index]) for index in indexes))
    return grid


# -- rows that are records -----------------------------------------------------------------------


def _records(table: Table) -> Iterator[RenderableType]:
    """The cells of a row below each other, under a heading for each group."""
    heads, columns = table.columns[: table.groups], table.columns[table.groups :]
    last: tuple[Cell, ...] | None = None
    for row in table.rows:
        head, cells = row[: table.groups], row[table.groups :]
        if head != last:
            if last is not None:
                yield ""
            yield from _record(heads, head, 0)
            last = head
        yield ""
        yield from _record(columns, cells, 2)


def _record(
    columns: tuple[Column, ...], cells: tuple[Cell, ...], indent: int
) -> Iterator[RenderableType]:
    """A line of the short cells, then prose, then labelled prose."""
    pairs = list(zip(columns, cells, strict=True))
    yield Padding(_heading(pairs), (0, 0, 0, indent))
    free = [cell for column, cell in pairs if column.prose and not column.label and _is_told(cell)]
    labelled = [
        (column.title, cell)
        for column, cell in pairs
        if column.prose and column.label and _is_told(cell)
    ]
    yield from (Padding(_block(cell), (0, 0, 0, indent + 2)) for cell in free)
    if labelled:
        yield Padding(_labelled(labelled), (0, 0, 0, indent + 2))


def _heading(pairs: list[tuple[Column, Cell]]) -> Text:
    """The short cells on one line, the first of them after its title."""
    heading = Text(overflow="fold")
    for column, cell in pairs:
        if column.prose or not _is_told(cell):
            continue
        if not heading:
            heading.append(f"{column.title} ", "bold") if not isinstance(cell, Word) else None
        else:
            heading.append("  ")
        style = "bold" if not isinstance(cell, Word) else cell.colour or ""
        heading.append(visible(_words(cell)), style)
    return heading


def _labelled(pairs: Iterable[tuple[str, Cell]]) -> Grid:
    grid = Grid.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold", ratio=1)
    for label, value in pairs:
        grid.add_row(_text(label, "dim"), _block(value))
    return grid


# -- cells ---------------------------------------------------------------------------------------


def _block(cell: Cell) -> RenderableType:
    """A cell, its lines as they are; the items of a list below each other."""
    if isinstance(cell, tuple):
        return Group(*(_text(item) for item in cell))
    return _plain(cell)


def _plain(cell: Cell) -> Text:
    return _text(_words(cell), cell.colour or "" if isinstance(cell, Word) else "")


def _words(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Word):
        return cell.text
    return "\n".join(cell) if isinstance(cell, tuple) else str(cell)


def _text(words: str, style: str = "") -> Text:
    return Text(visible(words), style, overflow="fold")


def _is_told(cell: Cell) -> bool:
    return cell not in (None, "", ())
