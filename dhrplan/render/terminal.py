"""A Report for a person at a terminal: no line wider than the window, no word of any text lost."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from dhrplan.render.columns import block, read_across, text, words
from dhrplan.render.left_out import left_out
from dhrplan.render.title import dated_title
from dhrplan.render.visible import visible
from dhrplan.table import Cell, Column, Report, Section, Table, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dhrplan.diagnostic import Diagnostic
    from dhrplan.render import Layout

_PAGE_WIDTH = 100
"""The most characters in which a page of prose is still easy to read, however wide the window."""


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
        for part in _report(report, problems, layout.width):
            console.print(part)
    return "\n".join(line.rstrip() for line in capture.get().splitlines()) + "\n"


def _report(
    report: Report, problems: tuple[Diagnostic, ...], width: int
) -> Iterator[RenderableType]:
    for marking in report.markings:
        yield text(marking, "bold")
    yield text(dated_title(report), "bold")
    for name, values in report.filters.items():
        yield text(f"Only {name}: {', '.join(values)}")
    if problems:
        yield text(left_out(problems), "magenta")
    for section in report.sections:
        yield ""
        yield from _section(section, width)


def _section(section: Section, width: int) -> Iterator[RenderableType]:
    if section.title:
        yield text(section.title, "bold")
    labelled = [fact for fact in section.facts if fact.label]
    yield from (block(fact.value) for fact in section.facts if not fact.label)
    if 0 < len(labelled) < len(section.facts):
        yield ""
    if labelled:
        yield _labelled((fact.label, fact.value) for fact in labelled)
    for table in section.tables:
        if section.facts:
            yield ""
        yield from _table(table, width)


def _table(table: Table, width: int) -> Iterator[RenderableType]:
    if not table.rows:
        yield text(table.empty)
    elif table.records:
        beyond = max(width - _PAGE_WIDTH, 0)
        yield from (Padding(part, (0, beyond, 0, 0)) for part in _records(table))
    else:
        yield from read_across(table, width)


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
    yield from (Padding(block(cell), (0, 0, 0, indent + 2)) for cell in free)
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
        heading.append(visible(words(cell)), style)
    return heading


def _labelled(pairs: Iterable[tuple[str, Cell]]) -> Grid:
    grid = Grid.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold", ratio=1)
    for label, value in pairs:
        grid.add_row(text(label, "dim"), block(value))
    return grid


def _is_told(cell: Cell) -> bool:
    return cell not in (None, "", ())
