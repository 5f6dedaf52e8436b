"""A Report as Markdown, for minutes and for pages of a repository."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dhrplan.render.left_out import left_out
from dhrplan.render.visible import visible
from dhrplan.table import Cell, Column, Report, Section, Table, Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.diagnostic import Diagnostic
    from dhrplan.render import Layout

_MARKUP = re.compile(r"[\\`*_\[\]<>|~#&]|^(?=[-+]\s)|^(\d+)(?=[.)]\s)", re.MULTILINE)


def render(report: Report, problems: tuple[Diagnostic, ...], layout: Layout) -> str:
    """The report as headings, lists and tables. It has no width and no colour."""
    del layout
    blocks = [block for block in _report(report, problems) if block]
    return "\n\n".join(blocks) + "\n"


def _report(report: Report, problems: tuple[Diagnostic, ...]) -> Iterator[str]:
    yield from (f"**{_text(marking)}**" for marking in report.markings)
    day = report.as_of
    yield f"# {_line(report.title)}, as at {day.day} {day:%B %Y}"
    yield "\n".join(f"- Only {n}: {_line(', '.join(v))}" for n, v in report.filters.items())
    if problems:
        yield f"**{_line(left_out(problems))}**"
    for section in report.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    if section.title:
        yield f"## {_line(section.title)}"
    yield from (_block(fact.value) for fact in section.facts if not fact.label)
    yield "\n".join(_labelled(f.label, f.value) for f in section.facts if f.label)
    for table in section.tables:
        if not table.rows:
            yield _text(table.empty)
        elif table.records:
            yield from _records(table)
        else:
            yield _grid(table)


def _grid(table: Table) -> str:
    """A table of pipes; the lines of a cell are parted by breaks."""
    rows = [[column.title for column in table.columns], ["---"] * len(table.columns)]
    rows += [[_block(cell).replace("  \n", "<br>") for cell in row] for row in table.rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _records(table: Table) -> Iterator[str]:
    heads, columns = table.columns[: table.groups], table.columns[table.groups :]
    last: tuple[Cell, ...] | None = None
    for row in table.rows:
        head, cells = row[: table.groups], row[table.groups :]
        if head != last and heads:
            yield from _record(heads, head, "##")
            last = head
        yield from _record(columns, cells, "###")


def _record(columns: tuple[Column, ...], cells: tuple[Cell, ...], mark: str) -> Iterator[str]:
    pairs = [
        (c, cell) for c, cell in zip(columns, cells, strict=True) if cell not in (None, "", ())
    ]
    short = [
        _block(cell) if isinstance(cell, Word) else f"{column.title} {_block(cell)}"
        for column, cell in pairs
        if not column.prose
    ]
    yield f"{mark} {', '.join(short)}"
    yield from (_block(cell) for column, cell in pairs if column.prose and not column.label)
    yield "\n".join(
        _labelled(column.title, cell) for column, cell in pairs if column.prose and column.label
    )


def _labelled(label: str, cell: Cell) -> str:
    if isinstance(cell, tuple) and len(cell) > 1:
        return "\n".join((f"- {label}:", *(f"  - {_indented(item, 4)}" for item in cell)))
    return f"- {label}: {_indented(_words(cell), 2)}"


def _indented(words: str, spaces: int) -> str:
    return _text(words).replace("\n", f"\n{' ' * spaces}")


def _block(cell: Cell) -> str:
    return _text(_words(cell))


def _words(cell: Cell) -> str:
    if isinstance(cell, Word):
        return cell.text
    if isinstance(cell, tuple):
        return "\n".join(cell)
    return "" if cell is None else str(cell)


def _text(words: str) -> str:
    """Text that is no markup; its lines stay lines."""
    return _MARKUP.sub(_escaped, visible(words)).replace("\n", "  \n")


def _line(words: str) -> str:
    return _text(" ".join(words.split()))


def _escaped(match: re.Match[str]) -> str:
    return f"{match[1]}\\" if match[1] else f"\\{match[0]}"
