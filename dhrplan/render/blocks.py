"""The walker over a Report, and the safe text, widths and title that formats share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple
from unicodedata import category, east_asian_width

from dhrplan.diagnostic import Diagnostic
from dhrplan.table import Cell, Code, Column, Report, Table, Word
from dhrplan.wording import count

# C0 and C1 controls but line feed and tab; marks that turn the direction of text; surrogates.
# The zero-width joiners stay: some scripts and signs need them.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ud800-\udfff]"
)

# The same, and signs of no width that hide within a word or a value.
_HIDDEN = re.compile(f"{_UNSAFE.pattern[:-1]}\t\n\xad\u200b\u2060]")


def visible(text: str) -> str:
    r"""The same text, with `\x1b` and the like written out."""
    return _UNSAFE.sub(_escaped, text.expandtabs(4))


def one_line(text: str) -> str:
    """The same text on one line, for messages."""
    return " ".join(visible(text).split())


def shown_as(character: str) -> str:
    """One character of a file as its excerpt shows it: also what takes no room is there to see."""
    return _escaped(match) if (match := _HIDDEN.match(character)) else character


def escaped_json(text: str) -> str:
    """JSON text of the same meaning that a terminal may be shown."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"  # noqa: PLR2004 - one byte


_EMOJI_SIGN = "\ufe0f"
"""What makes a picture of the sign before it, which is then wider by one."""


def cells(text: str) -> int:
    """How many columns a text takes; rather one too many than one too few.

    Wide characters take two (Unicode, East Asian Width), marks upon others none.
    """
    return len(text) if text.isascii() else sum(map(cell, text))


def cell(character: str) -> int:
    """How many columns a character takes."""
    if east_asian_width(character) in "WF":
        return 2
    is_mark = category(character) in ("Mn", "Me", "Cf") and character != _EMOJI_SIGN
    return 0 if is_mark else 1


def wrapped(text: str, width: int) -> list[str]:
    """The words of a text in lines of that many columns; a word that is wider is broken."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if cells(longer) <= width:
            lines[-1] = longer
            continue
        pieces = list(_broken(word, width))
        lines = [*lines, *pieces] if lines[-1] else pieces
    return lines


def _broken(word: str, width: int) -> Iterator[str]:
    piece, room = "", width
    for character in word:
        wide = cell(character)
        if piece and wide > room:
            yield piece
            piece, room = "", width
        piece, room = piece + character, room - wide
    yield piece


_UNREAD = "Not everything could be read"
_SAID = {
    "duplicate-review": "A review is counted twice",
    "unknown-agency": "An agency is not known, and what it leads may be missing",
}
"""What is said where all the problems are of one rule, and nothing but that is wrong."""


def left_out(problems: tuple[Diagnostic, ...]) -> str:
    """What is wrong, and the files and actions that it is wrong with."""
    places = dict.fromkeys(
        f"{one.review} {one.action}" if one.action else one.place.file for one in problems
    )
    rules = {one.rule for one in problems}
    said = _SAID.get(rules.pop()) if len(rules) == 1 else None
    return f"{said or _UNREAD} ({count(len(problems), 'problem')}): {', '.join(places)}"


def dated_title(report: Report) -> str:
    """Its title, with the day for which dates were judged where there is one."""
    day = report.as_of
    return f"{report.title}, as at {day.day} {day:%B %Y}" if day else report.title


# -- blocks ----------------------------------------------------------------------------------------


class Gap(NamedTuple):
    """Where a terminal leaves a line empty; formats with their own spacing ignore it."""


class Heading(NamedTuple):
    """The title of the report (level 1) or of a section (level 2)."""

    text: str
    level: int


class Marking(NamedTuple):
    """A protective marking."""

    text: str


class Filters(NamedTuple):
    """What the report was narrowed to, by name of the filter."""

    values: Mapping[str, tuple[str, ...]]


class Shortfall(NamedTuple):
    """What the report lacks."""

    text: str


class Paragraph(NamedTuple):
    """A value of its own. Only inside a record is it indented."""

    value: Cell
    indent: int = 0


class Facts(NamedTuple):
    """Labelled values. Only inside a record are they indented."""

    pairs: tuple[tuple[str, Cell], ...]
    indent: int = 0


class RecordHeading(NamedTuple):
    """The short cells of a record or of a group of records; level as in HTML."""

    cells: tuple[tuple[Column, Cell], ...]
    level: int
    indent: int


Block = Gap | Heading | Marking | Filters | Shortfall | Paragraph | Facts | RecordHeading | Table


def walk(report: Report, problems: tuple[Diagnostic, ...]) -> Iterator[Block]:
    """A report in the order in which it is read."""
    yield from map(Marking, report.markings)
    yield Heading(dated_title(report), 1)
    yield Filters(report.filters)
    if problems:
        yield Shortfall(left_out(problems))
    for section in report.sections:
        yield Gap()
        if section.title:
            yield Heading(section.title, 2)
        labelled = tuple((fact.label, fact.value) for fact in section.facts if fact.label)
        yield from (Paragraph(fact.value) for fact in section.facts if not fact.label)
        if 0 < len(labelled) < len(section.facts):
            yield Gap()
        if labelled:
            yield Facts(labelled)
        for table in section.tables:
            if section.facts:
                yield Gap()
            if not table.rows:
                yield Paragraph(table.empty)
            elif table.records:
                yield from _records(table, 3 if section.title else 2)
            else:
                yield table


def _records(table: Table, level: int) -> Iterator[Block]:
    """Rows too wide to be read across, under a heading for each group."""
    heads, columns = table.columns[: table.groups], table.columns[table.groups :]
    is_first = True
    for head, rows in groupby(table.rows, lambda row: row[: table.groups]):
        if not is_first:
            yield Gap()
        is_first = False
        yield from _record(heads, head, level, 0)
        for row in rows:
            yield Gap()
            yield from _record(columns, row[table.groups :], level + bool(heads), 2)


def _record(
    columns: tuple[Column, ...], cells: tuple[Cell, ...], level: int, indent: int
) -> Iterator[Block]:
    pairs = [p for p in zip(columns, cells, strict=True) if p[1] not in (None, "", ())]
    yield RecordHeading(tuple(pair for pair in pairs if not pair[0].prose), level, indent)
    prose = [pair for pair in pairs if pair[0].prose]
    yield from (Paragraph(cell, indent + 2) for column, cell in prose if not column.label)
    if labelled := tuple((column.title, cell) for column, cell in prose if column.label):
        yield Facts(labelled, indent + 2)


def words(cell: Cell) -> str:
    """The text of a cell; the items of a list on lines of their own."""
    if cell is None:
        return ""
    if isinstance(cell, Word | Code):
        return cell.text
    return "\n".join(cell) if isinstance(cell, tuple) else str(cell)
