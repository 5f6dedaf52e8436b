"""A Report as Markdown, for minutes and repository pages."""

from __future__ import annotations

import re
from itertools import groupby

from dhrplan.diagnostic import Diagnostic
from dhrplan.render import Layout
from dhrplan.render.blocks import (
    Block,
    Facts,
    Filters,
    Heading,
    Marking,
    Paragraph,
    RecordHeading,
    Shortfall,
    walk,
    words,
)
from dhrplan.render.visible import visible
from dhrplan.table import Cell, Code, Report, Table

_BREAK = "  \n"
_MARKUP = re.compile(
    r"[\\`*_\[\]<>|~#&]"
    r"|^[-+](?=\s|$)"  # the item of a list
    r"|^[-:=](?=[-:=\s]*$)"  # the rule below a heading or the head of a table
    r"|^(\d+)(?=[.)](\s|$))"  # a numbered item
)


def render(report: Report, problems: tuple[Diagnostic, ...], layout: Layout) -> str:
    """The report as headings, lists and tables; the layout has no effect."""
    del layout
    texts = [text for block in walk(report, problems) if (text := _laid_out(block))]
    return "\n\n".join(texts) + "\n"


def _laid_out(block: Block) -> str:
    match block:
        case Marking(text) | Shortfall(text):
            return f"**{_line(text)}**"
        case Heading(text, level):
            return f"{'#' * level} {_line(text)}"
        case Filters(lines):
            return _BREAK.join(map(_line, lines))
        case Paragraph(value):
            return _block(value)
        case Facts(pairs):
            return "\n".join(_labelled(label, value) for label, value in pairs)
        case RecordHeading():
            return _record_heading(block)
        case Table():
            return _grid(block)
    return ""


def _grid(table: Table) -> str:
    """A pipe table, or one for each group; lines within a cell are separated by `<br>`."""
    if table.groups:
        parts = []
        for head, each in groupby(table.rows, lambda row: row[0]):
            own = table._replace(rows=tuple(each)).ungrouped
            parts.append(f"**{_line(words(head))}**\n\n{_grid(own)}")
        return "\n\n".join(parts)
    titles = [_line(column.title.replace("\u00ad", "")) for column in table.columns]
    rules = ["---:" if column.number else "---" for column in table.columns]
    rows = [[re.sub(r" *\n", "<br>", _block(cell)) for cell in row] for row in table.rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in (titles, rules, *rows))


def _record_heading(heading: RecordHeading) -> str:
    """A heading of id and title; below it the state, and the other short cells."""
    parts = ((heading.state.text if heading.state else ""), heading.rest)
    sentences = (f"{_line(part[:1].upper() + part[1:])}." for part in parts if part)
    name = f"{'#' * heading.level} {_line(heading.name)}" if heading.name else ""
    return "\n\n".join(filter(None, (name, " ".join(sentences))))


def _labelled(label: str, cell: Cell) -> str:
    if isinstance(cell, tuple) and len(cell) > 1:
        # A dash alone would turn the line above into a heading.
        items = (f"\n  - {_indented(text, 4)}" for item in cell if (text := _text(item)))
        return f"- {label}:{''.join(items)}"
    return f"- {label}: {_indented(_block(cell), 2)}"


def _indented(block: str, spaces: int) -> str:
    return re.sub(r"\n(?!\n)", f"\n{' ' * spaces}", block)


def _block(cell: Cell) -> str:
    if isinstance(cell, Code):
        return fenced(cell)
    return _text(words(cell))


def fenced(code: Code) -> str:
    """A code block with a fence longer than any in it."""
    longest = max(map(len, re.findall("`{3,}", code.text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{code.language}\n{visible(code.text).rstrip()}\n{fence}"


def _text(text: str) -> str:
    """Escaped text; line breaks stay, and an empty line separates paragraphs."""
    paragraphs = re.split(r"\n\s*\n", visible(text).strip())
    return "\n\n".join(
        _BREAK.join(_plain(line.strip()) for line in paragraph.split("\n"))
        for paragraph in paragraphs
    )


def _line(text: str) -> str:
    return _plain(" ".join(visible(text).split()))


def _plain(line: str) -> str:
    """One line with markup escaped."""
    return _MARKUP.sub(lambda match: f"{match[1]}\\" if match[1] else f"\\{match[0]}", line)
