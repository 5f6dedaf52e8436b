"""A Report at a terminal: no line is wider than the window, and no word is lost.

Columns are laid out here and not by rich, whose tables measure every cell several times.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from textwrap import wrap

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
)
from dhrplan.render.visible import visible
from dhrplan.table import Cell, Code, Column, Report, Table, Word

GAP = 2
"""Spaces between two columns."""

_PAGE_WIDTH = 100
"""The widest line of prose that is easy to read, in columns."""

_PROSE_WIDTH = 48
"""The narrowest readable column of prose; with less room, prose gets lines of its own."""

_NARROW = 16
"""The narrowest column of words; with less room, the table is split."""

_CODES = {
    "bold": "1",
    "dim": "2",
    "red": "38;5;196",
    "green": "38;5;28",
    "yellow": "38;5;136",
    "blue": "38;5;33",
    "magenta": "38;5;164",
    "cyan": "38;5;31",
    "bright_black": "38;5;244",
    "dark_orange": "38;5;166",
}
"""SGR codes (ECMA-48), colours of 256: each can be read on white, black and PowerShell's blue."""

_WORD = re.compile(r"\s*\S+\s*")

Piece = tuple[str, str]
"""A text and its style, a key of `_CODES` or empty."""


def render(report: Report, problems: tuple[Diagnostic, ...], layout: Layout) -> str:
    """The report as lines, with escape sequences only where there is colour."""
    lines = (
        "".join(_styled(text, style) if layout.colour else text for text, style in line)
        for block in walk(report, problems)
        for line in _block(block, layout.width)
    )
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _styled(text: str, style: str) -> str:
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if style and text else text


def _block(block: Block, width: int) -> Iterator[list[Piece]]:
    page = min(width, _PAGE_WIDTH)
    match block:
        case Gap():
            yield []
        case Marking(text) | Heading(text):
            yield from _text(text, width, "bold")
        case Shortfall(text):
            yield from _text(text, width, "magenta")
        case Filters(values):
            for name, chosen in values.items():
                yield from _text(f"Only {name}: {', '.join(chosen)}", width)
        case Paragraph(value, indent):
            room = (page if indent else width) - indent
            yield from _indented(_cell(value, room), indent)
        case Facts(pairs, indent):
            room = (page if indent else width) - indent
            yield from _indented(_labelled(pairs, room), indent)
        case RecordHeading(cells, _, indent):
            yield from _indented(_folded(_record_heading(cells), page - indent), indent)
        case Table():
            yield from _table(block, width)


def _indented(lines: Iterable[list[Piece]], indent: int) -> Iterator[list[Piece]]:
    return ([(" " * indent, ""), *line] for line in lines)


def _record_heading(cells: tuple[tuple[Column, Cell], ...]) -> list[Piece]:
    """The short cells on one line, the first with its title."""
    pieces: list[Piece] = []
    for column, cell in cells:
        if pieces:
            pieces.append(("  ", ""))
        elif not isinstance(cell, Word):
            pieces.append((f"{column.title} ", "bold"))
        style = (cell.colour or "") if isinstance(cell, Word) else "bold"
        pieces.append((visible(words(cell)), style))
    return pieces


def _labelled(pairs: tuple[tuple[str, Cell], ...], width: int) -> Iterator[list[Piece]]:
    label_width = max(_width(visible(label)) for label, _ in pairs)
    room = width - label_width - GAP
    cells = [_cell(value, room) or [[("", "")]] for _, value in pairs]
    widest = max(sum(_width(text) for text, _ in line) for cell in cells for line in cell)
    for (label, _), cell in zip(pairs, cells, strict=True):
        for number, line in enumerate(cell):
            lead = (" " * label_width, "") if number else (visible(label).ljust(label_width), "dim")
            blank = " " * (widest - sum(_width(text) for text, _ in line))
            *before, (text, style) = line
            yield [lead, (" " * GAP, ""), *before, (text + blank, style)]


# -- text ------------------------------------------------------------------------------------------


def _cell(cell: Cell, width: int) -> list[list[Piece]]:
    """The lines of a cell in `width` columns."""
    if isinstance(cell, Code):
        return list(_indented(_text(cell.text, width - 4), 4))
    if isinstance(cell, tuple):
        return [line for item in cell for line in _text(item, width)]
    return _text(words(cell), width, cell.colour or "" if isinstance(cell, Word) else "")


def _text(text: str, width: int, style: str = "") -> list[list[Piece]]:
    return [[(line, style)] for line in _fold(visible(text), width)]


def _folded(pieces: list[Piece], width: int) -> Iterator[list[Piece]]:
    """A line of several styles, wrapped."""
    text = "".join(piece for piece, _ in pieces)
    styles = [(number, style) for number, (piece, style) in enumerate(pieces) for _ in piece]
    at = 0
    for line in _fold(text, width):
        at = text.index(line, at) if line else at
        parts: list[Piece] = []
        last = None
        for character, key in zip(line, styles[at : at + len(line)], strict=True):
            if key == last:
                parts[-1] = (parts[-1][0] + character, key[1])
            else:
                parts.append((character, key[1]))
            last = key
        at += len(line)
        yield parts


def _width(text: str) -> int:
    """Columns that a text takes; rich knows emoji sequences."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _fold(text: str, width: int) -> Iterator[str]:
    """Wrap before a word; a longer word is broken."""
    for line in text.split("\n"):
        if _width(line) <= width:
            yield line
            continue
        breaks = [0, *_breaks(line, width), len(line)]
        for begin, end in pairwise(breaks):
            part = line[begin:end]
            while part.endswith(" ") and _width(part) > width:
                part = part[:-1]
            yield part


def _breaks(line: str, width: int) -> Iterator[int]:
    """The offsets at which a line is broken."""
    used = 0
    for match in _WORD.finditer(line):
        start, word = match.start(), match[0]
        wide = _width(word.rstrip())
        if wide <= width - used:
            used += _width(word)
        elif wide > width:
            for piece in _chopped(word, width):
                if start:
                    yield start
                start += len(piece)
                used = _width(piece)
        elif used and start:
            yield start
            used = _width(word)


def _chopped(word: str, width: int) -> list[str]:
    from rich.cells import chop_cells

    return chop_cells(word, width)


# -- tables ----------------------------------------------------------------------------------------


def _table(table: Table, width: int) -> Iterator[list[Piece]]:
    """Short cells in columns, and prose beside them if there is room, else on lines below."""
    short = [i for i, column in enumerate(table.columns) if not column.prose]
    prose = [i for i, column in enumerate(table.columns) if column.prose]
    natural = [_natural(table, index) for index in short]
    beside = width - sum(natural) - GAP * len(short) >= _PROSE_WIDTH * len(prose)
    widths = narrowed(natural, [_least(table, index) for index in short], width)
    if prose and beside:
        wanted = [_natural(table, index, is_prose=True) for index in prose]
        room = width - sum(widths) - GAP * (len(widths) + len(prose) - 1)
        yield from _grid(table, [*short, *prose], table.rows, [*widths, *_levelled(wanted, room)])
    elif prose:
        widths = _reduced(widths, width)
        yield from _grid(table, short, (), widths)
        for row in table.rows:
            yield from _grid(table, short, (row,), widths, header=False)
            for index in prose:
                yield from _indented(_cell(row[index], width - 4), 4)
    else:
        widths = widths if total(widths) <= width else natural
        widths = [min(widths[0], max(width // 3, _NARROW)), *widths[1:]]
        for number, part in enumerate(parted(widths, width)):
            if number:
                yield []
            fitting = _reduced([widths[index] for index in part], width)
            yield from _grid(table, [short[index] for index in part], table.rows, fitting)


def _natural(table: Table, index: int, *, is_prose: bool = False) -> int:
    """The width at which no cell of a column wraps."""
    column = table.columns[index]
    widths = (
        _width(line) + 4 * isinstance(row[index], Code) * is_prose
        for row in table.rows
        for line in visible(words(row[index])).split("\n")
    )
    title = _width(_title(column)) if is_prose else title_width(_title(column))
    return max(0 if is_prose else column.least, title, *widths, 0)


def _least(table: Table, index: int) -> int:
    """The narrowest width of a column: counts never wrap, words late."""
    if table.columns[index].number:
        return _natural(table, index)
    lengths = (len(word) for row in table.rows for word in words(row[index]).split())
    return min(max(title_width(_title(table.columns[index])), *lengths, 0), _NARROW)


def _title(column: Column) -> str:
    """The title with its soft hyphen as a place to wrap."""
    return column.title.replace("\u00ad", "- ")


def _levelled(widths: list[int], room: int) -> list[int]:
    """Reduce the widest to the next widest until the sum fits."""
    while (excess := sum(widths) - room) > 0:
        widest = max(widths)
        second = max((width for width in widths if width != widest), default=0)
        if widest == second or not widest:
            break
        among = widths.count(widest)
        cut = []
        for width in widths:
            if width == widest:
                less = min(excess, widest - second, round(excess / among))
                excess, among = excess - less, among - 1
                cut.append(width - less)
            else:
                cut.append(width)
        widths = cut
    return widths


def _reduced(widths: list[int], room: int) -> list[int]:
    """Reduce widths that are at their minimum and still do not fit, all by the same share."""
    if total(widths) <= room:
        return widths
    gaps = [GAP] * (len(widths) - 1) + [0]
    with_gaps = [min(width + gap, room) for width, gap in zip(widths, gaps, strict=True)]
    excess = sum(with_gaps) - room
    reduced = []
    for number, width in enumerate(with_gaps):
        less = min(width, round(excess / (len(widths) - number)))
        excess -= less
        reduced.append(max(width - less - gaps[number], 1))
    return reduced


def _grid(
    table: Table,
    indexes: list[int],
    rows: Iterable[tuple[Cell, ...]],
    widths: list[int],
    *,
    header: bool = True,
) -> Iterator[list[Piece]]:
    if not indexes:  # only prose: an empty line in place of the columns
        yield []
        return
    columns = [table.columns[index] for index in indexes]
    is_top = any(column.prose for column in table.columns)
    if header:
        titles = [
            [[(line, "bold")] for line in _fold(visible(_title(c)), max(w, 1))]
            for c, w in zip(columns, widths, strict=True)
        ]
        yield from _row(titles, columns, widths, is_top=is_top)
    for row in rows:
        cells = [_cell(row[i], max(w, 1)) for i, w in zip(indexes, widths, strict=True)]
        yield from _row(cells, columns, widths, is_top=is_top)


def _row(
    cells: list[list[list[Piece]]], columns: list[Column], widths: list[int], *, is_top: bool
) -> Iterator[list[Piece]]:
    """The lines of cells side by side, aligned at the top or the bottom."""
    height = max(map(len, cells), default=0)
    for number in range(height):
        line: list[Piece] = []
        for cell, column, width in zip(cells, columns, widths, strict=True):
            at = number if is_top else number - height + len(cell)
            if line:
                line.append((" " * GAP, ""))
            if not 0 <= at < len(cell):
                line.append((" " * width, ""))
                continue
            *before, (text, style) = cell[at]
            used = sum(len(blank) for blank, _ in before)
            if column.number:
                text = text.rstrip()
                text = " " * (width - used - _width(text)) + text
            else:
                text += " " * (width - used - _width(text))
            line += [*before, (text, style)]
        yield line


_TITLE_LINES = 3


def title_width(title: str) -> int:
    """The narrowest width at which a title takes at most three lines, with no word broken."""
    width = max(map(len, title.split()), default=1)
    while len(wrap(title, width, break_long_words=False, break_on_hyphens=False)) > _TITLE_LINES:
        width += 1
    return width


def narrowed(widths: Iterable[int], least: Iterable[int], room: int) -> list[int]:
    """Reduce the widest column, one by one, until the sum fits or all are at their minimum."""
    narrow, lowest = list(widths), list(least)
    while total(narrow) > room:
        spare = [i for i, width in enumerate(narrow) if width > lowest[i]]
        if not spare:
            break
        narrow[max(spare, key=narrow.__getitem__)] -= 1
    return narrow


def parted(widths: list[int], room: int) -> Iterator[list[int]]:
    """Split the columns into parts that fit, each beginning with the first column."""
    part = [0]
    for index in range(1, len(widths)):
        if len(part) > 1 and total([widths[i] for i in (*part, index)]) > room:
            yield part
            part = [0]
        part.append(index)
    yield part


def total(widths: list[int]) -> int:
    """The width of these columns side by side."""
    return sum(widths) + GAP * (len(widths) - 1)
