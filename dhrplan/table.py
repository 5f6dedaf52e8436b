"""The answer to a question: a Report of sections and tables, which every format can lay out.

A table may name leading columns as groups. JSON and CSV stay flat; for people the groups become
headings. Cells are typed so that a format can align, colour and sort without parsing text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True)
class Word:
    """A word that carries a colour where there are colours. The word is always printed with it."""

    text: str
    colour: str | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """Lines that are shown unchanged, such as a part of a plan."""

    text: str
    language: str = "yaml"


@dataclass(frozen=True, slots=True)
class Brief:
    """A text of which a list shows the beginning: cut at a word, with `…`."""

    text: str


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole: a percentage, with a bar at a terminal."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """The percentage; None of nothing. It is 0 or 100 only if that is exact."""
        if not self.whole:
            return None
        if 0 < self.part < self.whole:
            return min(max(round(100 * self.part / self.whole), 1), 99)
        return 100 * self.part // self.whole

    @property
    def text(self) -> str:
        """The percentage with its sign; empty of nothing."""
        return "" if self.percent is None else f"{self.percent}%"


@dataclass(frozen=True, slots=True)
class Parts:
    """Several values in one cell, each on lines of its own; a `Fact` is led in by its label."""

    items: tuple[str | Word | Fact, ...]


Cell = str | int | date | Word | Code | Brief | Share | Parts | tuple[str, ...] | None


class Column(NamedTuple):
    """One column of a table.

    Attributes:
        key: Its name for machines.
        title: Its name for people.
        prose: It holds text of any length, to be shown whole; on lines of its own where the
            other columns would squeeze it.
        label: Prose on lines of its own is led in by the title.
        number: Its cells are counts, to be set flush right; a zero is a dot at a terminal.
        least: The fewest characters it is wide; prose stays beside short cells down to this width.
        short: A title for where the window is too narrow; a key below the table explains it.
        optional: Where even short titles do not fit, a terminal leaves the column out.
    """

    key: str
    title: str
    prose: bool = False
    label: bool = True
    number: bool = False
    least: int = 0
    short: str = ""
    optional: bool = False


class Table(NamedTuple):
    """Rows of typed cells under columns.

    Attributes:
        groups: Number of leading columns that are groups: rows that share them get one heading.
            Outside of records a group has one column: a heading at a terminal and in Markdown.
            In `Report.form` it has several, which are merged over their rows.
        empty: Sentence to print if there are no rows.
        records: Each row is a record of its own, too wide to be read across.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    groups: int = 0
    empty: str = ""
    records: bool = False

    @property
    def ungrouped(self) -> Table:
        """The table without its first column, the headings of groups."""
        rows = tuple(row[1:] for row in self.rows)
        return self._replace(columns=self.columns[1:], rows=rows, groups=0)


class Fact(NamedTuple):
    """One thing to know: a label and its value."""

    label: str
    value: Cell


class Section(NamedTuple):
    """A part of a report under its own heading, facts before tables."""

    title: str
    facts: tuple[Fact, ...] = ()
    tables: tuple[Table, ...] = ()


Json = str | int | bool | None | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True)
class Report:
    """The answer to one question.

    The data for programs and spreadsheets is made on first use, so that a reader at a terminal does
    not wait for it.

    Attributes:
        kind: The command that asked.
        title: The heading.
        as_of: The day for which dates were judged; None if the answer does not depend on dates.
        commit: The commit that the plans were read from; None for files on disk.
        sections: The content for people.
        make_data: Makes `data`.
        make_flat: Makes `flat`.
        make_quoted: Makes `quoted`; None where that is `data`.
        filters: The values of the filters in use, by name, for programs.
        chosen: The filters in use in words, for people; printed on every report.
        notes: What a reader must know of the whole report, in sentences.
        partnerships: The partnerships whose plans it draws on; the authors of an office file.
        make_form: Makes `form`; None where the answer has no form of its own.
        make_sheets: Makes `sheets`; None where `flat` is the only sheet.
        markings: Protective markings of the plans it draws on; printed on every page.
    """

    kind: str
    title: str
    as_of: date | None
    sections: tuple[Section, ...]
    make_data: Callable[[], Mapping[str, Json]]
    make_flat: Callable[[], Table]
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    chosen: tuple[str, ...] = ()
    markings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    partnerships: tuple[str, ...] = ()
    commit: str | None = None
    make_form: Callable[[], tuple[Section, ...]] | None = None
    make_sheets: Callable[[], tuple[Section, ...]] | None = None
    make_quoted: Callable[[], object] | None = None

    @cached_property
    def data(self) -> Mapping[str, Json]:
        """The data for programs: the keys that JSON adds to its envelope."""
        return self.make_data()

    @property
    def quoted(self) -> object:
        """Every text that it quotes from, whole: the data, or what is made sooner than that."""
        return self.make_quoted() if self.make_quoted else self.data

    @cached_property
    def flat(self) -> Table:
        """The table for a spreadsheet: one row a line."""
        return self.make_flat()

    @cached_property
    def form(self) -> tuple[Section, ...]:
        """The content in the columns of the Home Office form, too wide for a terminal."""
        return self.make_form() if self.make_form else ()

    @cached_property
    def sheets(self) -> tuple[Section, ...]:
        """The content for a workbook: a section with a table for each sheet."""
        if self.make_sheets:
            return self.make_sheets()
        return (Section(self.title, (), (self.flat,)),)
