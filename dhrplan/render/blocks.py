"""The walker over a Report, and the widths and title that formats share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple
from unicodedata import category, east_asian_width

from dhrplan.diagnostic import Diagnostic
from dhrplan.table import Brief, Cell, Code, Column, Fact, Parts, Report, Share, Table, Word
from dhrplan.wording import count, shortened

_EMOJI_SIGN = "\ufe0f"
"""The variation selector that turns the character before it into a picture, one column wider."""


def cells(text: str) -> int:
    """Columns that a text takes, rounded up.

    Wide characters take two (Unicode, East Asian Width), combining marks none.
    """
    return len(text) if text.isascii() else sum(map(cell, text))


def cell(character: str) -> int:
    """Columns that a character takes."""
    if east_asian_width(character) in "WF":
        return 2
    is_mark = category(character) in ("Mn", "Me", "Cf") and character != _EMOJI_SIGN
    return 0 if is_mark else 1


def wrapped(text: str, width: int) -> list[str]:
    """A text as lines of at most `width` columns; a longer word is broken."""
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
    "duplicate-review": "A review is in two files",
    "unknown-agency": "An agency is not known, and what it leads may be missing",
}
"""The words where all problems are of one rule."""


def left_out(problems: tuple[Diagnostic, ...]) -> str:
    """One sentence on the problems, with the files and actions concerned."""
    places = dict.fromkeys(
        f"{one.review} {one.action}" if one.action else one.place.file for one in problems
    )
    rules = {one.rule for one in problems}
    said = _SAID.get(rules.pop()) if len(rules) == 1 else None
    return f"{said or _UNREAD} ({count(len(problems), 'problem')}): {', '.join(places)}"


def dated_title(report: Report) -> str:
    """The title, with the day that dates were compared with, if any."""
    day = report.as_of
    return f"{report.title}, as at {words(day)}" if day else report.title


# -- blocks ----------------------------------------------------------------------------------------


class Gap(NamedTuple):
    """An empty line at a terminal; formats with their own spacing ignore it."""


class Heading(NamedTuple):
    """The title of the report (level 1) or of a section (level 2)."""

    text: str
    level: int


class Marking(NamedTuple):
    """A protective marking."""

    text: str


class Filters(NamedTuple):
    """The filters in use, each in words."""

    lines: tuple[str, ...]


class Shortfall(NamedTuple):
    """The problems that make the report incomplete."""

    text: str


class Paragraph(NamedTuple):
    """A value without a label. Only inside a record is it indented."""

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

    @property
    def name(self) -> str:
        """The id and title: "Recommendation 4", "4.1 Training"; empty where it has neither."""
        named = [(column, words(cell)) for column, cell in self.cells[: self._named]]
        if not named:
            return ""
        (first, _), *_ = named
        label = f"{first.title} " if first.label or len(named) == 1 else ""
        return label + "  ".join(text for _, text in named)

    @property
    def state(self) -> Word | None:
        """The word for its state, to be set apart."""
        rest = self.cells[self._named :]
        return rest[0][1] if rest and isinstance(rest[0][1], Word) else None

    @property
    def rest(self) -> str:
        """The other cells: "Lead: ... Target: ..."."""
        others = self.cells[self._named + bool(self.state) :]
        return ". ".join(f"{column.title}: {words(cell)}" for column, cell in others)

    @property
    def _named(self) -> int:
        """The number of cells before the state."""
        states = (n for n, (_, cell) in enumerate(self.cells) if isinstance(cell, Word))
        return next(states, len(self.cells))


Block = Gap | Heading | Marking | Filters | Shortfall | Paragraph | Facts | RecordHeading | Table


def walk(report: Report, problems: tuple[Diagnostic, ...]) -> Iterator[Block]:
    """The blocks of a report in reading order."""
    yield from map(Marking, report.markings)
    yield Heading(dated_title(report), 1)
    yield Filters(report.chosen)
    yield from map(Paragraph, report.notes)
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
    """Rows too wide for a line, under a heading for each group."""
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


_BRIEF = 120
"""The characters of a text that is cut where there is no window."""


def words(cell: Cell) -> str:
    """The text of a cell; the items of a list on lines of their own."""
    if cell is None:
        return ""
    if isinstance(cell, Brief):
        return shortened(cell.text, _BRIEF)
    if isinstance(cell, date):
        return f"{cell.day} {cell:%B %Y}"
    if isinstance(cell, Word | Code | Share):
        return cell.text
    if isinstance(cell, Parts):
        return "\n".join(map(_part, cell.items))
    return "\n".join(cell) if isinstance(cell, tuple) else str(cell)


def _part(part: str | Word | Fact) -> str:
    return f"{part.label}: {words(part.value)}" if isinstance(part, Fact) else words(part)
