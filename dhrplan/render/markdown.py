"""A Report as Markdown, for minutes and for pages of a repository."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from dhrplan.render.left_out import left_out
from dhrplan.render.title import dated_title
from dhrplan.render.visible import visible
from dhrplan.table import Cell, Code, Column, Report, Section, Table, Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.diagnostic import Diagnostic
    from dhrplan.render import Layout

_BREAK = "  \n"
_MARKUP = re.compile(
    r"[\\`*_\[\]<>|~#&]"
    r"|^[-+](?=\s|$)"  # the item of a list
    r"|^[-:=](?=[-:=\s]*$)"  # the rule below a heading or the head of a table
    r"|^(\d+)(?=[.)](\s|$))"  # a numbered item
)


def render(report: Report, problems: tuple[Diagnostic, ...], layout: Layout) -> str:
    """The report as headings, lists and tables. It has no width and no colour."""
    del layout
    blocks = [block for block in _report(report, problems) if block]
    return "\n\n".join(blocks) + "\n"


def _report(report: Report, problems: tuple[Diagnostic, ...]) -> Iterator[str]:
    yield from (f"**{_line(marking)}**" for marking in report.markings)
    yield f"# {_line(dated_title(report))}"
    yield _BREAK.join(f"Only {n}: {_line(', '.join(v))}" for n, v in report.filters.items())
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
            yield from _records(table, "###" if section.title else "##")
        else:
            yield _grid(table)


def _grid(table: Table) -> str:
    """A table of pipes; the lines of a cell are parted by breaks, so that a row stays one."""
    titles = [_line(column.title.replace("\u00ad", "")) for column in table.columns]
    rules = ["---:" if column.number else "---" for column in table.columns]
    rows = [[re.sub(r" *\n", "<br>", _block(cell)) for cell in row] for row in table.rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in (titles, rules, *rows))


def _records(table: Table, mark: str) -> Iterator[str]:
    """A heading for each group, and one below it for each row."""
    heads, columns = table.columns[: table.groups], table.columns[table.groups :]
    for head, rows in groupby(table.rows, lambda row: row[: table.groups]):
        yield from _record(heads, head, mark)
        for row in rows:
            yield from _record(columns, row[table.groups :], f"{mark}#" if heads else mark)


def _record(columns: tuple[Column, ...], cells: tuple[Cell, ...], mark: str) -> Iterator[str]:
    """A heading of the short cells, or the word that says that there is none; then prose."""
    pairs = [
        (c, cell) for c, cell in zip(columns, cells, strict=True) if cell not in (None, "", ())
    ]
    short = [
        _line(_words(cell)) if isinstance(cell, Word) else f"{c.title} {_line(_words(cell))}"
        for c, cell in pairs
        if not c.prose
    ]
    is_named = any(not isinstance(cell, Word) for c, cell in pairs if not c.prose)
    heading = ", ".join(short)
    yield f"{mark} {heading}" if is_named else f"{heading[:1].upper()}{heading[1:]}"
    yield from (_block(cell) for c, cell in pairs if c.prose and not c.label)
    yield "\n".join(_labelled(c.title, cell) for c, cell in pairs if c.prose and c.label)


def _labelled(label: str, cell: Cell) -> str:
    if isinstance(cell, tuple) and len(cell) > 1:
        # A dash with nothing behind it would make a heading of the line above.
        items = (f"\n  - {_indented(text, 4)}" for item in cell if (text := _text(item)))
        return f"- {label}:{''.join(items)}"
    return f"- {label}: {_indented(_block(cell), 2)}"


def _indented(block: str, spaces: int) -> str:
    return re.sub(r"\n(?!\n)", f"\n{' ' * spaces}", block)


def _block(cell: Cell) -> str:
    if isinstance(cell, Code):
        return fenced(cell)
    return _text(_words(cell))


def fenced(code: Code) -> str:
    """Lines as they stand, between fences longer than any in them."""
    longest = max(map(len, re.findall("`{3,}", code.text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{code.language}\n{visible(code.text).rstrip()}\n{fence}"


def _words(cell: Cell) -> str:
    if isinstance(cell, Word | Code):
        return cell.text
    if isinstance(cell, tuple):
        return "\n".join(cell)
    return "" if cell is None else str(cell)


def _text(words: str) -> str:
    """Text that is no markup; its lines stay lines, and an empty line parts paragraphs."""
    paragraphs = re.split(r"\n\s*\n", visible(words).strip())
    return "\n\n".join(
        _BREAK.join(_plain(line.strip()) for line in paragraph.split("\n"))
        for paragraph in paragraphs
    )


def _line(words: str) -> str:
    return _plain(" ".join(visible(words).split()))


def _plain(line: str) -> str:
    """One line, with a backslash before what would be markup."""
    return _MARKUP.sub(lambda match: f"{match[1]}\\" if match[1] else f"\\{match[0]}", line)
