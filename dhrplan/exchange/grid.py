"""The tables of a document as grids of cells, whatever file they were read from.

A reader (`word.py`, `excel.py`, `delimited.py`) turns bytes into a Document. It keeps every word
that a person would see, and says in remarks what a cell holds besides its words. It knows nothing
of plans; `tables.py` reads a plan out of a Document.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

RemarkKind = Literal[
    "comment",  # a comment of an author or a reviewer, who is not named
    "note",  # a footnote or an endnote
    "inserted",  # tracked words that are part of the text
    "deleted",  # tracked words that are not part of the text
    "header",  # the words of a page header or footer
    "hidden",  # words, a row, a column or a sheet that a reader does not see
    "link",  # the address behind a text that does not show it
    "picture",  # a picture or chart, by its description
    "formula",  # a cell whose value was calculated
    "warning",  # anything else that a reader must know, in a sentence
]


class Remark(NamedTuple):
    """Something that a cell or document holds besides its words.

    Attributes:
        text: The words concerned, or for a warning a sentence.
        day: The day of a comment or tracked change, if the file says it.
    """

    kind: RemarkKind
    text: str
    day: date | None = None


class Cell(NamedTuple):
    r"""A cell of a table; a merged one once, at its top left corner.

    Attributes:
        text: Its words as a reader sees them, with the numbers of automatic lists. Paragraphs and
            line breaks are `\n`; there is no space at either end of a line.
        row: The first row that it covers, from 0.
        column: The first column that it covers, from 0.
        rows: The number of rows that it covers.
        columns: The number of columns that it covers.
        colour: Its fill as `RRGGBB`, None for none or white.
        when: The day, where a spreadsheet holds a date and not text. `text` has it too.
        struck: The passages of `text` that are struck through.
    """

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    colour: str | None = None
    when: date | None = None
    struck: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Grid:
    """One table or sheet.

    Attributes:
        name: What a person calls it: `table 2`, `sheet "Actions"`; empty for a file of one table.
        cells: In reading order: by row, then by column.
        above: The paragraphs between the table before and this one; those of headings too.
        head_rows: The number of rows at the top that the file marks as a header; often 0.
    """

    name: str
    cells: tuple[Cell, ...]
    above: tuple[str, ...] = ()
    head_rows: int = 0

    @cached_property
    def height(self) -> int:
        """The number of rows."""
        return max((cell.row + cell.rows for cell in self.cells), default=0)

    @cached_property
    def width(self) -> int:
        """The number of columns."""
        return max((cell.column + cell.columns for cell in self.cells), default=0)

    @cached_property
    def _covering(self) -> dict[tuple[int, int], Cell]:
        return {
            (row, column): cell
            for cell in self.cells
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)
        }

    @cached_property
    def _by_row(self) -> dict[int, tuple[Cell, ...]]:
        found: dict[int, list[Cell]] = {}
        for cell in self.cells:
            found.setdefault(cell.row, []).append(cell)
        return {row: tuple(cells) for row, cells in found.items()}

    def beginning_in(self, row: int) -> tuple[Cell, ...]:
        """The cells whose first row is this."""
        return self._by_row.get(row, ())

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a place, counted from 0; None where the table has none."""
        return self._covering.get((row, column))


@dataclass(frozen=True, slots=True)
class Document:
    """A file as tables, and the text around them.

    Attributes:
        title: The title in its properties, if any.
        grids: Its tables in order; those without any text are left out, and keep their number.
        below: The paragraphs after the last table, or all where there is no table.
        remarks: Those of the document as a whole: page headers and footers, hidden sheets, macros.
    """

    title: str | None = None
    grids: tuple[Grid, ...] = ()
    below: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = field(default=())
