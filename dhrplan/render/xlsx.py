"""A Report as a workbook: a summary, then a sheet for each table of `Report.sheets`.

In the working edition a sheet begins with a line of marking and title; the header row below it has
filters and stays in view. `accessible` follows the UK government's guidance "Releasing statistics
in spreadsheets": one table a sheet from A1, marked as a table, no filters, no frozen panes, no
merged cells, a cover sheet and a sheet of notes.

Each text is stored as a text, so that none runs as a formula. A day is a date. To read a sheet
back: the header row is the first of which a cell has a heading of `reports/sheets.py` (`TITLES` has
their keys); `_x005F_` is `_`, as in every workbook.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO
from itertools import takewhile
from math import ceil
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table as MarkedTable
from openpyxl.worksheet.table import TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from dhrplan.diagnostic import Diagnostic
from dhrplan.plan.fields import SCOPE, STATUS
from dhrplan.render import Layout
from dhrplan.render.blocks import (
    Facts,
    Filters,
    Heading,
    Marking,
    Paragraph,
    Shortfall,
    dated_title,
    walk,
    words,
)
from dhrplan.render.csv import unreadable, would_change
from dhrplan.render.office import nameless, place_of, safe, sealed
from dhrplan.reports.sheets import sheet_column
from dhrplan.table import Brief, Cell, Report, Table

_DAY = "d mmmm yyyy"
_DAY_WIDTH = 17
"""Characters; a day is not wrapped, and Excel shows `###` where it does not fit."""
_FIRST_DAY = date(1900, 3, 1)
"""Before it Excel counts a day that there was not."""

_MOST = 32_767
"""The characters that a cell can hold."""

_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FONT = "Arial"
_NARROWEST, _WIDEST = 8, 18
_PROSE, _LONG = (22, 80), 75
"""The least and greatest width of columns, and the text that needs more than the least."""
_CHOICES = {"status": STATUS.values, "scope": SCOPE.values}
_HEAD, _PALE = "E7E6E6", "F5F5F5"
_LINE = Side("thin", color="A6A6A6")
_GRID = Border(_LINE, _LINE, _LINE, _LINE)
_SHEET_NAME = 31
_PAGE = 75
_STILL = frozenset({"record", "recommendation", "action", "milestone"})
"""The columns that stay in view beside the first."""

_LAST_PRINTED = ("progress", "still-in-place", "completed")
"""The last printed column, the first of these that is there: the rest is for the computer, and
would make the print too small to read."""

_LINE_HEIGHT, _TALLEST = 13.0, 400.0
"""In points, of a line and of a row; Excel has no row above 409."""

_EMPTY = "An empty cell means that the record does not say."


_EXPLAINED = {
    "record": "Row says whether a row is a recommendation, an action or a milestone.",
    "target": "A target date without a day, such as 2016-10, is as the plan has it.",
    "deadline": "Deadline is the last day of the target date.",
    "days_late": "Days late are counted on the day in the title.",
    "state": "Position is what follows from the status and the dates on the day in the title.",
}
"""Notes on columns, by their keys."""


class _CellLook(NamedTuple):
    """How a cell looks."""

    size: float = 10
    bold: bool = False
    fill: str = ""
    has_border: bool = False
    wraps: bool = True
    is_day: bool = False
    is_quoted: bool = False


class _Book(Workbook):
    """A workbook that keeps its looks: openpyxl takes most of its time to compare them."""

    def __init__(self) -> None:
        super().__init__()
        self.looks: dict[_CellLook, Any] = {}


class _Sheet(NamedTuple):
    """A table to be laid out, and the name of its sheet."""

    name: str
    table: Table


def render(report: Report, problems: tuple[Diagnostic, ...], layout: Layout) -> bytes:
    """The report as a workbook."""
    problems = tuple(map(nameless, problems))
    book = _Book()
    names = {"history"}  # Excel keeps that name for itself
    cover = book.worksheets[0]
    cover.title = _free("Cover" if layout.accessible else "Summary", names)
    sheets = list(_sheets(report, problems, names))
    _write_lines(cover, [*_summary(report, problems), *_contents(sheets)], report)
    for sheet in sheets:
        write = _write_published if layout.accessible else _write_working
        write(book.create_sheet(sheet.name), sheet, report)
    if layout.accessible:
        _write_lines(book.create_sheet(_free("Notes", names)), _notes(sheets), report)
    out = BytesIO()
    book.save(out)
    return sealed(out.getvalue(), report)


def _free(name: str, taken: set[str]) -> str:
    """A name that a sheet may have: 31 characters, and no other sheet's."""
    plain = re.sub(r"[\\/*?:\[\]]", " ", safe(name)).strip("' ")[:_SHEET_NAME] or "Sheet"
    free, number = plain, 2
    while free.casefold() in taken:
        end = f" {number}"
        free, number = plain[: _SHEET_NAME - len(end)] + end, number + 1
    taken.add(free.casefold())
    return free


def _sheets(report: Report, problems: tuple[Diagnostic, ...], names: set[str]) -> Iterator[_Sheet]:
    """The tables, the first one of actions or reviews with a row for what could not be read."""
    left = problems
    for section in report.sheets:
        for table in section.tables:
            shown = table
            if unread := unreadable([column.key for column in table.columns], left):
                shown, left = _with_rows(table, unread), ()
            yield _Sheet(_free(section.title, names), _titled(shown))


def _with_rows(table: Table, rows: tuple[dict[str, Cell], ...]) -> Table:
    """A table with more rows, and with the columns that they need."""
    keys = {column.key for column in table.columns}
    own = "id" if "id" in keys else "review"
    needed = [key for key in (own, "text", "file", "line") if key in rows[0].keys() - keys]
    columns = (*table.columns, *map(sheet_column, needed))
    before = tuple((*row, *[None] * len(needed)) for row in table.rows)
    more = tuple(
        tuple(cells.get("review" if one.key == "id" else one.key) for one in columns)
        for cells in rows
    )
    return table._replace(columns=columns, rows=(*before, *more))


def _titled(table: Table) -> Table:
    """A table with headings for people, each of them once, and with short paths."""
    taken: set[str] = set()
    columns = []
    for column in table.columns:
        one = sheet_column(column.key) if column.title == column.key else column
        title, number = one.title, 2
        while title.casefold() in taken:
            title, number = f"{one.title} {number}", number + 1
        taken.add(title.casefold())
        columns.append(one._replace(title=title))
    keys = [column.key for column in columns]
    if "file" not in keys:
        return table._replace(columns=tuple(columns))
    at = keys.index("file")
    rows = ((*row[:at], place_of(words(row[at])), *row[at + 1 :]) for row in table.rows)
    return table._replace(columns=tuple(columns), rows=tuple(rows))


# -- the sheets of text ----------------------------------------------------------------------------


def _summary(report: Report, problems: tuple[Diagnostic, ...]) -> Iterator[tuple[str, bool]]:
    """The lines of the report that are not in its tables, and whether they are headings."""
    title = dated_title(report)
    yield title, True
    for block in walk(report, problems):
        match block:
            case Marking(text) | Shortfall(text):
                yield text, False
            case Heading(text) if text != title:
                yield text, True
            case Filters(lines):
                yield from ((line, False) for line in lines)
            case Paragraph(value, 0):
                yield from ((line, False) for line in words(value).split("\n"))
            case Facts(pairs, 0):
                yield from ((f"{label}: {words(value)}", False) for label, value in pairs)
            case _:
                pass


def _contents(sheets: list[_Sheet]) -> Iterator[tuple[str, bool]]:
    """The sheets that follow."""
    yield "Sheets in this workbook", True
    for sheet in sheets:
        number = len(sheet.table.rows)
        rows = f"{number:,} {'row' if number == 1 else 'rows'}" if number else sheet.table.empty
        yield f"{sheet.name}: {rows}".rstrip(": "), False


def _notes(sheets: list[_Sheet]) -> Iterator[tuple[str, bool]]:
    """What a reader of a published workbook must know."""
    yield "Notes", True
    yield _EMPTY, False
    keys = {column.key for sheet in sheets for column in sheet.table.columns}
    yield from ((text, False) for key, text in _EXPLAINED.items() if key in keys)


def _write_lines(page: Worksheet, lines: Iterable[tuple[str, bool]], report: Report) -> None:
    """Lines below each other, in one column."""
    page.column_dimensions["A"].width = _PAGE
    for number, (text, is_heading) in enumerate(filter(lambda line: line[0], lines), 1):
        size = (15 if number == 1 else 12) if is_heading else 11
        _put(page, number, 1, text, _CellLook(size, is_heading))
        page.row_dimensions[number].height = _height([text], [_PAGE * 11 / size / 1.1]) * size / 10
    _set_print(page, report)
    page.page_setup.orientation = "portrait"


# -- the sheets of tables --------------------------------------------------------------------------


def _write_working(page: Worksheet, sheet: _Sheet, report: Report) -> None:
    """A sheet to work with: filters, a header row that stays in view, choices for statuses."""
    marking = "; ".join(report.markings)
    head = " \u2013 ".join(filter(None, (marking, dated_title(report))))
    _put(page, 1, 1, head, _CellLook(12, bold=True, wraps=False))
    _write_table(page, sheet.table, first=2)
    columns = sheet.table.columns
    last = get_column_letter(len(columns))
    page.auto_filter.ref = f"A2:{last}{len(sheet.table.rows) + 2}"
    still = sum(1 for _ in takewhile(lambda one: one.key in _STILL, columns))
    page.freeze_panes = f"{get_column_letter(max(still, 1) + 1)}3"
    _set_print(page, report)
    page.print_title_rows = "1:2"
    page.print_options.gridLines = True
    keys = [column.key for column in columns]
    if last_key := next((key for key in _LAST_PRINTED if key in keys), None):
        printed = get_column_letter(keys.index(last_key) + 1)
        page.print_area = f"A1:{printed}{len(sheet.table.rows) + 2}"


def _write_published(page: Worksheet, sheet: _Sheet, report: Report) -> None:
    """A sheet to be published: one table from A1, marked as a table."""
    table = sheet.table
    _write_table(page, table, first=1)
    _set_print(page, report)
    page.print_title_rows = "1:1"
    if not table.rows:
        return
    place = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"
    marked = MarkedTable(
        displayName=f"Table_{re.sub(r'[^A-Za-z0-9_]', '_', sheet.name)}", ref=place
    )
    for number, column in enumerate(table.columns, 1):
        marked.tableColumns.append(TableColumn(id=number, name=_stored(column.title)))
    marked.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    page.add_table(marked)


def _write_table(page: Worksheet, table: Table, *, first: int) -> None:
    """The header row and the rows, from a row of the sheet on."""
    head, plain = _CellLook(9, bold=True, fill=_HEAD, has_border=True), _CellLook(has_border=True)
    widths = [_width(table, number) for number in range(len(table.columns))]
    for number, column in enumerate(table.columns, 1):
        _put(page, first, number, column.title, head)
        page.column_dimensions[get_column_letter(number)].width = widths[number - 1]
    page.row_dimensions[first].height = _height([one.title for one in table.columns], widths)
    for row, cells in enumerate(table.rows, first + 1):
        page.row_dimensions[row].height = _height(map(_text, cells), widths)
        is_head = table.columns[0].key == "record" and cells[0] == "Recommendation"
        look = plain._replace(fill=_PALE) if is_head else plain
        for number, value in enumerate(cells, 1):
            _put(page, row, number, value, look)
    for number, column in enumerate(table.columns, 1):
        if column.key in _CHOICES and table.rows:
            letter = get_column_letter(number)
            choices = ",".join(_CHOICES[column.key])
            rule = DataValidation("list", f'"{choices}"', allow_blank=True, showErrorMessage=True)
            rule.errorTitle, rule.error = column.title, f"Choose: {choices}."[:225]
            rule.add(f"{letter}{first + 1}:{letter}{first + len(table.rows)}")
            page.add_data_validation(rule)


def _put(page: Worksheet, row: int, column: int, value: Cell, look: _CellLook) -> None:
    """Write a cell: a number, a day, or a text that is stored as a text and can never run."""
    cell = page.cell(row, column)
    assert isinstance(cell, SheetCell)  # noqa: S101 - no cells are merged
    if isinstance(value, int) and not isinstance(value, bool):
        cell.value = value
    elif isinstance(value, date) and value >= _FIRST_DAY:
        cell.value = value
        look = look._replace(is_day=True)
    elif text := _stored(_text(value)):
        cell.value = text
        cell.data_type = "s"
        look = look._replace(is_quoted=would_change(text))
    _dress(cell, look)


def _dress(cell: Any, look: _CellLook) -> None:
    """Give a cell its look, that of another cell if there is one."""
    looks = cell.parent.parent.looks
    if look in looks:
        cell._style = looks[look]  # noqa: SLF001 - openpyxl has no other way to share one
        return
    cell.font = Font(name=_FONT, size=look.size, bold=look.bold)
    across = "left" if look.is_day else None
    cell.alignment = Alignment(horizontal=across, vertical="top", wrap_text=look.wraps)
    if look.is_day:
        cell.number_format = _DAY
    if look.fill:
        cell.fill = PatternFill("solid", fgColor=look.fill)
    if look.has_border:
        cell.border = _GRID
    if look.is_quoted:
        cell.quotePrefix = True
    looks[look] = cell._style  # noqa: SLF001


def _text(value: Cell) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return value.text if isinstance(value, Brief) else words(value)


def _stored(text: str) -> str:
    """A text as a cell can hold it: what is too long is cut, and says so."""
    plain = safe(text)
    whole = _ESCAPE.sub("_x005F_", plain)
    if len(whole) <= _MOST:
        return whole
    end = f"\u2026 [cut: {len(plain):,} characters]"
    return whole[: _MOST - len(end)] + end


def _height(texts: Iterable[str], widths: Iterable[float]) -> float:
    """The height of a row in points; Excel does not fit rows to their text as it opens a file."""
    lines = (
        sum(ceil(max(0.9 * len(line), 1) / width) for line in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    )
    return min(_LINE_HEIGHT * max(lines, default=1) + 3, _TALLEST)


def _width(table: Table, index: int) -> float:
    """The width of a column, in characters."""
    column = table.columns[index]
    values = [row[index] for row in table.rows]
    texts = [_text(value) for value in values]
    longest = max((len(line) for text in texts for line in text.split("\n")), default=0)
    title = ceil(0.9 * max(map(len, column.title.split()))) + 2
    if column.prose:
        least, most = _PROSE
        whole = max(map(len, texts), default=0)
        return max(
            title, min(longest + 2, least if whole < _LONG else max(30, min(most, whole / 25)))
        )
    least = _DAY_WIDTH if any(isinstance(value, date) for value in values) else _NARROWEST
    return max(title, min(longest + 2, _WIDEST), least)


def _set_print(page: Worksheet, report: Report) -> None:
    """A4 across, as wide as the page, with the marking and the number of each page."""
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9  # A4; openpyxl has it as text
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    marking = _for_print("; ".join(report.markings))
    for place, text in (
        (page.oddHeader, ("", marking, "")),
        (page.oddFooter, (_for_print(dated_title(report)), marking, "Page &P of &N")),
    ):
        assert place is not None  # noqa: S101 - openpyxl makes both
        for part, words_of_part in zip((place.left, place.center, place.right), text, strict=True):
            part.text = words_of_part or None
    page.page_margins = PageMargins(0.4, 0.4, 0.75, 0.75)


def _for_print(text: str) -> str:
    """Text in a page header: an ampersand would begin a code."""
    return " ".join(safe(text).split()).replace("&", "&&")[:120]
