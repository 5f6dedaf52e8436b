"""A Report as text that reads aloud: a value a line with its label, no columns, bars or colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dhrplan.diagnostic import Diagnostic
from dhrplan.render import Layout
from dhrplan.render.blocks import (
    Block,
    Facts,
    Filters,
    Gap,
    Heading,
    Marking,
    Paragraph,
    RecordHeading,
    Shortfall,
    walk,
    words,
    wrapped,
)
from dhrplan.render.visible import visible
from dhrplan.table import Cell, Code, Report, Table


def render(report: Report, problems: tuple[Diagnostic, ...], layout: Layout) -> str:
    """The report as lines, wrapped at words; a row of a table begins after an empty line."""
    lines: list[str] = []
    for block in walk(report, problems):
        for line in _lines(block):
            if line.startswith(" "):  # of an example, whose form has a meaning
                lines.append(line)
            elif line or (lines and lines[-1]):
                lines += wrapped(line, layout.width)
    return "\n".join(lines).rstrip("\n") + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Gap():
            yield ""
        case Marking(text) | Shortfall(text):
            yield from _text(text)
        case Heading(text):
            yield from ("", *_text(text))
        case Filters(lines):
            yield from _text("\n".join(lines))
        case Paragraph(Code(text)):
            yield from (f"    {line}" for line in visible(text).split("\n"))
        case Paragraph(value):
            yield from _text(words(value))
        case Facts(pairs):
            yield from _record(pairs)
        case RecordHeading(cells):
            yield from ("", *_record((column.title, cell) for column, cell in cells))
        case Table(columns, rows):
            titles = [column.title for column in columns]
            yield from (
                line for row in rows for line in ("", *_record(zip(titles, row, strict=True)))
            )


def _record(pairs: Iterable[tuple[str, Cell]]) -> Iterator[str]:
    return (line for label, value in pairs for line in _labelled(label, value))


def _labelled(label: str, value: Cell) -> Iterator[str]:
    """The lines of a value; one of several lines follows its label. An empty value is left out."""
    lines = list(_text(words(value)))
    name = visible(label).replace("\u00ad", "")
    if len(lines) == 1:
        yield f"{name}: {lines[0]}"
    elif lines:
        yield f"{name}:"
        yield from lines


def _text(text: str) -> Iterator[str]:
    return (line for line in visible(text).split("\n") if line)
