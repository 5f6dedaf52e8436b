"""A Report at a terminal: no line is wider than the window, and no word is lost.

Columns are laid out here and not by rich, whose tables measure every cell several times.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, pairwise
from textwrap import wrap
from typing import NamedTuple

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
from dhrplan.table import Brief, Cell, Code, Column, Report, Share, Table, Word
from dhrplan.wording import shortened

GAP = 2
"""Spaces between two columns."""

_PAGE_WIDTH = 100
"""The widest line of prose that is easy to read, in columns."""

_PROSE_WIDTH = 48
"""The narrowest readable column of prose; with less room, prose gets lines of its own."""

_ONE_LINE = 40
"""The columns from which a text that may be cut gets one line, and not two."""

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
        case Filters(lines):
            for line in lines:
                yield from _text(line, width)
        case Paragraph(value, indent):
            room = (page if indent else width) - indent
            yield from _indented(_cell(value, room), indent)
        case Facts(pairs, indent):
            room = (page if indent else width) - indent
            yield from _indented(_labelled(pairs, room), indent)
        case RecordHeading(indent=indent):
            yield from _indented(_record_heading(block, page - indent), indent)
        case Table():
            yield from _table(block, width)


def _indented(lines: Iterable[list[Piece]], indent: int) -> Iterator[list[Piece]]:
    return ([(" " * indent, ""), *line] for line in lines)


def _record_heading(heading: RecordHeading, width: int) -> Iterator[list[Piece]]:
    """The name and state, and the other cells beside them if all fits a line, else below."""
    pieces: list[Piece] = [(visible(heading.name), "bold")] if heading.name else []
    if state := heading.state:
        pieces += [("  ", "")] if pieces else []
        pieces.append((visible(f"[{state.text}]"), state.colour or ""))
    rest = visible(heading.rest)
    if rest and sum(_width(text) for text, _ in pieces) + 2 + _width(rest) <= width:
        pieces, rest = [*pieces, ("  ", ""), (rest, "")], ""
    yield from _folded(pieces, width)
    if rest:
        yield from _indented(_text(rest, width - 2), 2)


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
    if isinstance(cell, Brief):
        # On two lines, which words do not fill.
        room = width if width >= _ONE_LINE else max(width, 2 * width - 8)
        return _text(shortened(cell.text, room), width)
    if isinstance(cell, Share):
        return [_bar(cell, width)]
    if isinstance(cell, tuple):
        return [line for item in cell for line in _text(item, width)]
    return _text(words(cell), width, cell.colour or "" if isinstance(cell, Word) else "")


_BAR = 10
"""The cells of a bar."""


def _bar(share: Share, width: int) -> list[Piece]:
    if share.percent is None:
        return [("", "")]
    filled = max(round(share.percent * _BAR / 100), int(share.percent > 0))
    percent = words(share).rjust(5)
    if width < _BAR + len(percent):
        return [(words(share), "")]
    return [("█" * filled, ""), ("░" * (_BAR - filled), "dim"), (percent, "")]


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

Lines = Iterator[list[Piece]]


def _table(table: Table, width: int) -> Lines:
    if table.groups:
        yield from _grouped(table, width)
    elif any(column.prose for column in table.columns):
        layout = _with_prose(table, width)
        yield from layout.head
        for row in table.rows:
            yield from layout.lines(row)
    else:
        yield from _counts(table, width)


def _grouped(table: Table, width: int) -> Lines:
    """Rows below a heading for each group, all with the same columns."""
    layout = _with_prose(table.ungrouped, width - 2)
    yield from _indented(layout.head, 2)
    for head, rows in groupby(table.rows, lambda row: row[0]):
        yield []
        yield from _text(words(head), width, "bold")
        for row in rows:
            yield from _indented(layout.lines(row[1:]), 2)


class _Grid(NamedTuple):
    """How a table is printed: the lines of its head, and those of a row."""

    head: list[list[Piece]]
    lines: Callable[[tuple[Cell, ...]], Lines]


def _with_prose(table: Table, width: int) -> _Grid:
    """Prose in a column beside the short cells if there is room, else on lines of its own."""
    short = [i for i, column in enumerate(table.columns) if not column.prose]
    prose = [i for i, column in enumerate(table.columns) if column.prose]
    natural = {index: _natural(table, index) for index in short}
    wanted = {index: _natural(table, index, is_prose=True) for index in prose}
    least = {
        index: min(table.columns[index].least or _PROSE_WIDTH, wanted[index]) for index in prose
    }
    room = width - GAP * (len(table.columns) - 1)
    is_narrow = any(table.columns[index].least for index in prose)
    lowest = [_least(table, index) if is_narrow else natural[index] for index in short]
    if room - sum(lowest) >= sum(least.values()):
        beside = narrowed(
            natural.values(), lowest, room - sum(least.values()) + GAP * (len(short) - 1)
        )
        widths = dict(zip(short, beside, strict=True))
        left = _levelled(list(wanted.values()), room - sum(beside))
        widths.update(zip(prose, left, strict=True))
        every = range(len(table.columns))
        return _grid(table, list(every), [widths[index] for index in every])
    lowest = [_least(table, index) for index in short]
    if not prose or prose[0] > short[-1]:
        return _above_prose(table, short, prose, narrowed(natural.values(), lowest, width), width)
    return _title_first(table, prose[0], width)


def _above_prose(
    table: Table, short: list[int], prose: list[int], widths: list[int], width: int
) -> _Grid:
    grid = _grid(table, short, _reduced(widths, width))

    def lines(row: tuple[Cell, ...]) -> Lines:
        yield from grid.lines(row)
        for index in prose:
            yield from _indented(_cell(row[index], width - 4), 4)

    return _Grid(grid.head, lines)


def _title_first(table: Table, title: int, width: int) -> _Grid:
    """The cells up to the title on a line, and the rest on the next ones."""
    before, after = list(range(title)), list(range(title + 1, len(table.columns)))
    widths = _reduced([_natural(table, index) for index in before], width // 3)
    indent = min(total(widths) + GAP, width // 3) if before else 0
    first = _grid(table, [*before, title], [*widths, width - indent])

    def lines(row: tuple[Cell, ...]) -> Lines:
        yield from first.lines(row)
        yield from _indented(
            _folded(_in_a_row(row[index] for index in after), width - indent), indent
        )

    titles = tuple(_title(table.columns[index]) for index in after)
    rest = _folded([("; ".join((titles[0], *map(str.lower, titles[1:]))), "dim")], width - indent)
    return _Grid([*first.head, *_indented(rest, indent)], lines)


def _in_a_row(cells: Iterable[Cell]) -> list[Piece]:
    """Short cells one after the other, without those that are empty."""
    pieces: list[Piece] = []
    for cell in cells:
        if text := visible(words(cell)):
            pieces += [("; ", "")] if pieces else []
            pieces.append((text, (cell.colour or "") if isinstance(cell, Word) else ""))
    return pieces


def _counts(table: Table, width: int) -> Lines:
    """A table of short cells, with short titles and without optional columns if it is too wide."""
    natural = [_natural(table, index) for index in range(len(table.columns))]
    explained = table
    is_short = total(natural) > width and any(column.short for column in table.columns)
    if is_short:
        titles = (one._replace(title=one.short or one.title) for one in table.columns)
        table = table._replace(columns=tuple(titles))
        natural = [_natural(table, index) for index in range(len(table.columns))]
    kept = list(range(len(table.columns)))
    for index in reversed(kept[:]):
        if total([natural[i] for i in kept]) > width and table.columns[index].optional:
            kept.remove(index)
    full = [natural[index] for index in kept]
    widths = narrowed(full, [_least(table, index) for index in kept], width)
    widths = widths if total(widths) <= width else full
    widths = [min(widths[0], max(width // 3, _NARROW)), *widths[1:]]
    for number, part in enumerate(parted(widths, width)):
        if number:
            yield []
        grid = _grid(
            table,
            [kept[index] for index in part],
            _reduced([widths[index] for index in part], width),
        )
        yield from grid.head
        for row in table.rows:
            yield from grid.lines(row)
    if is_short:
        yield []
        yield from _text(_key(explained.columns[index] for index in kept), width, "dim")


def _natural(table: Table, index: int, *, is_prose: bool = False) -> int:
    """The width at which no cell of a column wraps."""
    column = table.columns[index]
    widths = (
        _width(line) + 4 * isinstance(row[index], Code) * is_prose
        for row in table.rows
        for line in visible(_whole(row[index])).split("\n")
    )
    title = _width(_title(column)) if is_prose else title_width(_title(column))
    return max(0 if is_prose else column.least, title, *widths, 0)


def _whole(cell: Cell) -> str:
    """The text of a cell if it may be as wide as it wants."""
    if isinstance(cell, Brief):
        return cell.text.strip().split("\n", 1)[0]
    return "".join(text for text, _ in _bar(cell, 99)) if isinstance(cell, Share) else words(cell)


def _key(columns: Iterable[Column]) -> str:
    """What the short titles mean."""
    named = (
        f"{one.short}: {_title(one).replace('- ', '').lower()}" for one in columns if one.short
    )
    return f"{'; '.join(named)}."


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


def _grid(table: Table, indexes: list[int], widths: list[int]) -> _Grid:
    """Cells side by side, each wrapped in its column."""
    columns = [table.columns[index] for index in indexes]
    is_top = any(column.prose for column in table.columns)

    def lines(row: tuple[Cell, ...]) -> Lines:
        if not indexes:  # only prose: an empty line in place of the columns
            return iter(([],))
        cells = [
            _cell(_dotted(row[index], table.columns[index]), max(width, 1))
            for index, width in zip(indexes, widths, strict=True)
        ]
        return _row(cells, columns, widths, is_top=is_top)

    titles = [
        [[(line, "bold")] for line in _fold(visible(_title(column)), max(width, 1))]
        for column, width in zip(columns, widths, strict=True)
    ]
    head = list(_row(titles, columns, widths, is_top=is_top)) if indexes else [[]]
    return _Grid(head, lines)


def _dotted(cell: Cell, column: Column) -> Cell:
    """A count of zero as a dot, so that the eye finds the others."""
    return Word("·", "dim") if column.number and words(cell) == "0" else cell


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
