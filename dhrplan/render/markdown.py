"""A Report as Markdown, for minutes and repository pages."""

from __future__ import annotations

import re

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
from dhrplan.table import Cell, Code, Column, Report, Table, Word

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
        case Filters(values):
            return _BREAK.join(f"Only {n}: {_line(', '.join(v))}" for n, v in values.items())
        case Paragraph(value):
            return _block(value)
        case Facts(pairs):
            return "\n".join(_labelled(label, value) for label, value in pairs)
        case RecordHeading(cells, level):
            return _record_heading(cells, level)
        case Table():
            return _grid(block)
    return ""


def _grid(table: Table) -> str:
    """A pipe table; lines within a cell are separated by `<br>`."""
    titles = [_line(column.title.replace("\u00ad", "")) for column in table.columns]
    rules = ["---:" if column.number else "---" for column in table.columns]
    rows = [[re.sub(r" *\n", "<br>", _block(cell)) for cell in row] for row in table.rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in (titles, rules, *rows))


def _record_heading(cells: tuple[tuple[Column, Cell], ...], level: int) -> str:
    """A heading of the short cells, or a sentence where they are all coloured words."""
    short = [
        _line(words(cell)) if isinstance(cell, Word) else f"{column.title} {_line(words(cell))}"
        for column, cell in cells
    ]
    text = ", ".join(short)
    if any(not isinstance(cell, Word) for _, cell in cells):
        return f"{'#' * level} {text}"
    return f"{text[:1].upper()}{text[1:]}"


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
