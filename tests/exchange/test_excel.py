"""Excel workbooks: the words that a person sees in the sheets, and remarks on all that is not seen.

Workbooks are made by openpyxl; what it does not write is given as XML, as Excel writes it.
"""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from dhrplan.errors import DhrplanError
from dhrplan.exchange import delimited, excel
from dhrplan.exchange.grid import Cell, Document, Grid, Remark
from dhrplan.exchange.words import clean
from tests.exchange.workbooks import by_libreoffice, from_xml, inline, relations, saved, workbook


def new() -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Actions"
    return book, sheet


def read(book: Workbook) -> Document:
    return excel.read(saved(book), "plan.xlsx")


def from_rows(*rows: str, **more: Any) -> Document:
    return excel.read(from_xml("".join(rows), **more), "plan.xlsx")


def only(document: Document) -> Grid:
    (grid,) = document.grids
    return grid


def texts(grid: Grid) -> list[list[str | None]]:
    return [
        [found.text if (found := grid.at(row, column)) else None for column in range(grid.width)]
        for row in range(grid.height)
    ]


def cell(value: Any, number_format: str = "General") -> Cell:
    """A value in A1 of a workbook, read back."""
    book, sheet = new()
    sheet["A1"] = value
    sheet["A1"].number_format = number_format
    sheet["A2"] = "."
    found = only(read(book)).at(0, 0)
    assert found
    return found


# The grid


def test_rows_and_columns_are_those_of_the_sheet() -> None:
    book, sheet = new()
    sheet["B5"], sheet["C5"], sheet["B7"] = "Action", "Lead", "Train staff"
    grid = only(read(book))
    assert grid.name == 'sheet "Actions"'
    assert [(one.text, one.row, one.column) for one in grid.cells] == [
        ("Action", 4, 1),
        ("Lead", 4, 2),
        ("Train staff", 6, 1),
    ]


def test_places_that_are_left_out_follow_each_other() -> None:
    rows = "<row><c t='str'><v>A</v></c><c t='str'><v>B</v></c></row><row r='3'>" + inline("", "C")
    assert texts(only(from_rows(rows, "</row>"))) == [["A", "B"], [None, None], ["C", None]]


def test_merged_cells_span() -> None:
    book, sheet = new()
    sheet["A1"], sheet["A3"], sheet["B3"], sheet["B4"] = "Title", "Recommendation 1", "1.1", "1.2"
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A3:A4")
    spans = [(one.text, one.rows, one.columns) for one in only(read(book)).cells]
    assert spans == [
        ("Title", 1, 3),
        ("Recommendation 1", 2, 1),
        ("1.1", 1, 1),
        ("1.2", 1, 1),
    ]


def test_words_under_a_merged_cell_are_told() -> None:
    document = from_rows(
        *(f"<row r='1'>{inline('A1', 'Seen')}{inline('B1', 'Unseen')}</row>",),
        after="<mergeCells><mergeCell ref='A1:B1'/></mergeCells>",
    )
    assert texts(only(document)) == [["Seen", "Seen"]]
    assert document.remarks == (
        Remark("hidden", 'sheet "Actions", B1, under a merged cell: Unseen'),
    )


def test_merged_whole_column_ends_with_the_words() -> None:
    rows = f"<row r='1'>{inline('A1', 'A')}</row><row r='9'>{inline('B9', 'B')}</row>"
    grid = only(from_rows(rows, after="<mergeCells><mergeCell ref='A1:A1048576'/></mergeCells>"))
    assert (grid.height, grid.width) == (9, 2)


def test_lines_and_spaces() -> None:
    assert cell(" Train\t\xa0 staff \n\n  and GPs_x000D_\n").text == "Train staff\nand GPs"


def test_sheets_without_text_are_left_out() -> None:
    book, sheet = new()
    sheet["A1"] = "A"
    book.create_sheet("Empty")
    book.create_sheet('Plan "B"')["A1"] = "B"
    assert [grid.name for grid in read(book).grids] == ['sheet "Actions"', 'sheet "Plan "B""']


def test_title_of_the_properties() -> None:
    book, sheet = new()
    sheet["A1"], book.properties.title = "A", " DHR7 action plan "
    assert read(book).title == "DHR7 action plan"


# Values


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (1.1, "General", "1.1"),
        (1.1, "0.00", "1.10"),
        (3.0, "General", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (1 / 3, "General", "0.3333333333"),
        (447700900123, "General", "447700900123"),
        (0.75, "0%", "75%"),
        (0.755, "0.0%", "75.5%"),
        (7, "000", "007"),
        (-5, "0;(0)", "(5)"),
        (1234.5, "£#,##0.00", "£1,234.50"),
        (1234.5, "[$£-809]#,##0;[Red]-[$£-809]#,##0", "£1,235"),
        (5, '"Action "0', "Action 5"),
        (101, '00"."00', "01.01"),
        (2.675, "0.00", "2.68"),
        (0.25, "# ?/?", "0.25"),
        (True, "General", "TRUE"),
        ("4", '"Action "@', "Action 4"),
        ("1.10", "@", "1.10"),
        (time(14, 30), "h:mm AM/PM", "14:30"),
        (1.5, "[h]:mm", "36:00"),
        (1e9, "d mmm yyyy", "1000000000"),
        (-1, "d mmm yyyy", "-1"),
    ],
)
def test_values_as_seen(value: object, number_format: str, text: str) -> None:
    assert (cell(value, number_format).text, cell(value, number_format).when) == (text, None)


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (date(2017, 7, 31), "dd/mm/yyyy", "31 July 2017"),
        (date(2017, 7, 31), "mm-dd-yy", "31 July 2017"),
        (date(2017, 7, 31), "[$-809]dddd, d mmmm yyyy;@", "31 July 2017"),
        (date(2017, 7, 31), '"by "d mmm yy', "by 31 July 2017"),
        (datetime(2017, 7, 31), "dd/mm/yyyy hh:mm", "31 July 2017"),  # noqa: DTZ001
        (datetime(2017, 7, 31, 9, 30), "dd/mm/yyyy hh:mm", "31 July 2017 09:30"),  # noqa: DTZ001
        (42947, "d-mmm-yy", "31 July 2017"),
    ],
)
def test_days(value: object, number_format: str, text: str) -> None:
    found = cell(value, number_format)
    assert (found.text, found.when) == (text, date(2017, 7, 31))


def test_months_are_not_days() -> None:
    found = cell(date(2017, 7, 1), "mmm-yy")
    assert (found.text, found.when, found.remarks) == ("July 2017", None, ())


def test_day_without_its_year_is_told() -> None:
    """Excel adds the year of the day on which "31 July" was typed."""
    found = cell(date(2017, 7, 31), "d-mmm")
    assert (found.text, found.when) == ("31 July", None)
    assert found.remarks == (Remark("warning", "31 July 2017 is shown without its year."),)


def test_dates_from_1904() -> None:
    book, sheet = new()
    book.epoch = CALENDAR_MAC_1904
    sheet["A1"] = date(2017, 7, 31)
    assert only(read(book)).cells[0].when == date(2017, 7, 31)


def test_dates_as_text_in_the_file() -> None:
    book, sheet = new()
    book.iso_dates = True
    sheet["A1"] = date(2017, 7, 31)
    assert only(read(book)).cells[0].when == date(2017, 7, 31)


def test_errors_are_told() -> None:
    found = cell("#REF!")
    assert found.text == "#REF!"
    assert found.remarks == (Remark("warning", "The cell holds the error #REF!."),)


def test_value_hidden_by_its_format_is_told() -> None:
    document = read_pair(12, ";;;")
    assert document[0].text == ""
    assert document[0].remarks == (Remark("hidden", "12"),)


def read_pair(value: Any, number_format: str) -> tuple[Cell, ...]:
    book, sheet = new()
    sheet["A1"], sheet["B1"] = value, "."
    sheet["A1"].number_format = number_format
    return only(read(book)).cells


def test_formulas() -> None:
    grid = only(
        from_rows(
            "<row r='1'><c r='A1'><f>1+1</f><v>2</v></c><c r='B1'><f>A1*2</f></c>",
            "<c r='C1' t='str'><f t='shared' ref='C1:C2' si='0'>A1&amp;_xlfn.X()</f><v>x</v></c>",
            "</row><row r='2'><c r='C2' t='str'><f t='shared' si='0'/><v>y</v></c></row>",
        )
    )
    assert [(one.text, one.remarks[0].text) for one in grid.cells] == [
        ("2", "=1+1"),
        ("", "=A1*2"),
        ("x", "=A1&X()"),
        ("y", "as in C1: =A1&X()"),
    ]
    assert {remark.kind for one in grid.cells for remark in one.remarks} == {"formula"}


def test_formulas_filled_down_in_advance_add_no_rows() -> None:
    book, sheet = new()
    sheet["A1"] = "A"
    for row in range(2, 30_000, 100):
        sheet.cell(row, 2, '=IF(A2="","",1)')
    assert only(read(book)).height == 1


# Looks


def test_fills() -> None:
    book, sheet = new()
    fills = [
        PatternFill("solid", fgColor="FFFF0000"),
        PatternFill("solid", fgColor="FFFFFFFF"),
        PatternFill("solid", fgColor=Color(indexed=13)),
        PatternFill("solid", fgColor=Color(theme=4)),
        PatternFill("solid", fgColor=Color(theme=0, tint=-0.25)),
        PatternFill("gray125"),
    ]
    for column, fill in enumerate(fills, 1):
        sheet.cell(1, column, "x").fill = fill
    colours = [one.colour for one in only(read(book)).cells]
    assert colours == ["FF0000", None, "FFFF00", "4F81BD", "BFBFBF", None]


def test_coloured_cells_without_words_are_part_of_the_grid() -> None:
    book, sheet = new()
    sheet["A1"], sheet["C2"] = "Action", "end"
    for place in ("B1", "B2", "B3", "D1"):
        sheet[place].fill = PatternFill("solid", fgColor="FF00B050")
    places = [(one.row, one.column, one.colour) for one in only(read(book)).cells if not one.text]
    assert places == [(0, 1, "00B050"), (1, 1, "00B050")]


def test_conditional_formatting_is_told_once() -> None:
    book, sheet = new()
    sheet["A1"] = "x"
    for place in ("A1:A9", "B1:B9"):
        sheet.conditional_formatting.add(place, Rule("cellIs", operator="equal", formula=["1"]))
    said = 'Sheet "Actions" has conditional formatting, whose colours were not read.'
    assert read(book).remarks == (Remark("warning", said),)


def test_struck_words() -> None:
    book, sheet = new()
    sheet["A1"] = "Withdrawn"
    sheet["A1"].font = Font(strike=True)
    data = from_xml(
        "<row r='1'><c r='A1' t='s'><v>0</v></c></row>",
        strings="<si><r><t>Train </t></r><r><rPr><strike/></rPr><t>all </t></r>"
        "<r><rPr><strike/><b/></rPr><t>staff</t></r><r><rPr><strike val='0'/></rPr><t> GPs</t></r>"
        "<rPh sb='0' eb='1'><t>unseen</t></rPh></si>",
    )
    assert only(read(book)).cells[0].struck == ("Withdrawn",)
    (found,) = only(excel.read(data, "plan.xlsx")).cells
    assert (found.text, found.struck) == ("Train all staff GPs", ("all staff",))


# What is not seen


def test_hidden_sheets_rows_and_columns() -> None:
    book, sheet = new()
    for place, text in {"A1": "A", "A2": "second\nrow", "B2": "too", "C1": "third"}.items():
        sheet[place] = text
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    for title, state in {"Lists": "hidden", "Deep": "veryHidden"}.items():
        other = book.create_sheet(title)
        other["A1"], other["A2"], other.sheet_state = "Yes", "No", state
    document = read(book)
    assert texts(only(document)) == [["A"]]
    assert document.remarks == (
        Remark("hidden", 'sheet "Actions", column C: third'),
        Remark("hidden", 'sheet "Actions", row 2: second row; too'),
        Remark("hidden", 'sheet "Lists" (2 cells of text): Yes; No'),
        Remark("hidden", 'sheet "Deep" (2 cells of text): Yes; No'),
    )


def test_merged_cell_that_is_partly_hidden_is_seen() -> None:
    book, sheet = new()
    sheet["A1"], sheet["B2"] = "Recommendation 1", "1.2"
    sheet.merge_cells("A1:A2")
    sheet.row_dimensions[1].hidden = True
    assert [one.text for one in only(read(book)).cells] == ["Recommendation 1", "1.2"]


def test_rows_that_a_filter_hides_are_read() -> None:
    rows = "".join(
        f"<row r='{n}' hidden='{n > 1:d}'>{inline(f'A{n}', words)}{inline(f'B{n}', words)}</row>"
        for n, words in enumerate(("Head", "First", "Below the filter"), 1)
    )
    after = "<autoFilter ref='A1:B2'><filterColumn colId='0'/></autoFilter>"
    document = from_rows(rows, after=after)
    hidden = Remark("warning", "A filter hides this row. It is read all the same.")
    assert [(one.text, one.remarks) for one in document.grids[0].cells if one.row] == [
        ("First", (hidden,)),
        ("First", ()),
    ]
    said = 'sheet "Actions", row 3: Below the filter; Below the filter'
    assert document.remarks == (Remark("hidden", said),)


def test_comments_without_their_author() -> None:
    book, sheet = new()
    sheet["A1"] = "A"
    sheet["A1"].comment = Comment("The Reviewer:\nAsk the lead.", "The Reviewer")
    sheet["B2"].comment = Comment("Nobody leads.", "The Reviewer")
    assert [(one.text, one.remarks) for one in only(read(book)).cells] == [
        ("A", (Remark("comment", "Ask the lead."),)),
        ("", (Remark("comment", "Nobody leads."),)),
    ]


def test_threads_of_comments() -> None:
    document = from_rows(
        f"<row r='1'>{inline('A1', 'A')}</row>",
        parts={
            "xl/worksheets/_rels/sheet1.xml.rels": relations(
                {"c": ("comments", "../comments1.xml"), "t": ("threadedComment", "/xl/t.xml")}
            ),
            "xl/comments1.xml": "<comments><authors><author>tc={1}</author></authors><commentList>"
            "<comment ref='A1' authorId='0'><text><t>[Threaded comment] Ask.</t></text></comment>"
            "</commentList></comments>",
            "xl/t.xml": "<ThreadedComments>"
            "<threadedComment ref='A1' dT='2017-07-31T10:00:00.00' personId='{2}'>"
            "<text>Ask the lead.</text></threadedComment>"
            "<threadedComment ref='A1'><text>Asked.</text></threadedComment></ThreadedComments>",
        },
    )
    assert only(document).cells[0].remarks == (
        Remark("comment", "Ask the lead.", date(2017, 7, 31)),
        Remark("comment", "Asked."),
    )


def test_links_that_the_text_does_not_show() -> None:
    book, sheet = new()
    for place, text, address in (
        ("A1", "Guidance", "https://example.org/guidance"),
        ("A2", "See example.org/guidance", "https://example.org/guidance"),
        ("A3", "lead@example.org", "mailto:lead@example.org"),
    ):
        sheet[place] = text
        sheet[place].hyperlink = address
    remarks = [one.remarks for one in only(read(book)).cells]
    assert remarks[0] == (Remark("link", "https://example.org/guidance"),)
    assert remarks[2] == ()


def test_charts_and_text_boxes_are_told() -> None:
    book, sheet = new()
    sheet["A1"] = 1
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, min_row=1))
    sheet.add_chart(chart, "C3")
    assert read(book).remarks == (Remark("picture", 'sheet "Actions": Chart 1'),)
    document = from_rows(
        f"<row r='1'>{inline('A1', 'A')}</row>",
        parts={
            "xl/worksheets/_rels/sheet1.xml.rels": relations({"d": ("drawing", "../d.xml")}),
            "xl/d.xml": "<wsDr><sp><txBody><p><r><t>Red is </t></r><r><t>late</t></r></p>"
            "<p><r><t>Green is done</t></r></p></txBody></sp>"
            "<pic><nvPicPr><cNvPr id='1' name='Picture 1' descr='Council logo'/></nvPicPr></pic>"
            "</wsDr>",
        },
    )
    assert document.remarks == (
        Remark("warning", 'Sheet "Actions" has a text box: Red is late Green is done'),
        Remark("picture", 'sheet "Actions": Council logo'),
    )


def test_page_headers() -> None:
    book, sheet = new()
    sheet["A1"] = "A"
    assert sheet.oddHeader is not None
    assert sheet.oddFooter is not None
    sheet.oddHeader.center.text = "OFFICIAL"
    sheet.oddHeader.center.size = 12
    sheet.oddFooter.right.text = "Page &P of &N"
    assert read(book).remarks == (Remark("header", 'sheet "Actions", top of each page: OFFICIAL'),)


def test_protected_sheets_are_read() -> None:
    book, sheet = new()
    sheet["A1"] = "A"
    sheet.protection.set_password("secret")
    assert texts(only(read(book))) == [["A"]]


def test_chart_sheets_are_told() -> None:
    book, sheet = new()
    sheet["A1"] = 1
    book.create_chartsheet("Progress").add_chart(BarChart())
    assert read(book).remarks == (Remark("picture", 'sheet "Progress": a chart'),)


# Whatever is typed


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=10) | st.sampled_from(
    ["=1+1", "a\n b", " 1.10 ", "#REF!", "_x0041_", "&<>\"'", "'x", "31/07/2017"]
)


@given(
    values=st.lists(st.lists(TEXT, min_size=1, max_size=4), min_size=1, max_size=5),
    merged=st.tuples(st.integers(1, 5), st.integers(1, 4), st.integers(0, 3), st.integers(0, 3)),
)
def test_every_text_comes_back(values: list[list[str]], merged: tuple[int, int, int, int]) -> None:
    book, sheet = new()
    for row, line in enumerate(values, 1):
        for column, text in enumerate(line, 1):
            typed = sheet.cell(row, column, text)
            typed.data_type = "s"
    top, left, rows, columns = merged
    under = {
        (row, column)
        for row in range(top, top + rows + 1)
        for column in range(left, left + columns + 1)
        if (row, column) != (top, left)
    }
    if under:
        sheet.merge_cells(None, top, left, top + rows, left + columns)
    expected = {
        (row - 1, column - 1): clean(text.replace("_x0041_", "A"))
        for row, line in enumerate(values, 1)
        for column, text in enumerate(line, 1)
        if (row, column) not in under and clean(text)
    }
    document = read(book)
    found = {(one.row, one.column): one for grid in document.grids for one in grid.cells}
    assert {place: one.text for place, one in found.items() if one.text} == expected
    corner = found.get((top - 1, left - 1))
    if corner:
        assert (corner.rows, corner.columns) == (rows + 1, columns + 1)


@pytest.mark.needs("soffice")
def test_workbook_and_csv_by_libreoffice(tmp_path: Path) -> None:
    """LibreOffice writes both from a web page, with its own styles and shared texts."""
    page = tmp_path / "plan.html"
    page.write_text(
        "<meta charset=utf-8><table><tr><td colspan=2>DHR7 - plan</td></tr>"
        "<tr><td>Action</td><td bgcolor='#ff0000'>Late, 75</td></tr></table>",
        encoding="utf-8",
    )
    by_libreoffice(page, "xlsx", "--infilter=HTML (StarCalc)")
    grid = only(excel.read((tmp_path / "plan.xlsx").read_bytes(), "plan.xlsx"))
    assert texts(grid) == [["DHR7 - plan", "DHR7 - plan"], ["Action", "Late, 75"]]
    assert [one.colour for one in grid.cells] == [None, None, "FF0000"]
    by_libreoffice(tmp_path / "plan.xlsx", "csv:Text - txt - csv (StarCalc):59,34,76,1")
    table = only(delimited.read((tmp_path / "plan.csv").read_bytes(), "plan.csv"))
    assert texts(table) == [["DHR7 - plan", None], ["Action", "Late, 75"]]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"text", workbook([["A"]])[:-40]])
def test_damaged(data: bytes) -> None:
    with pytest.raises(
        DhrplanError, match=r"^plan\.xlsx is damaged: it is not a complete Excel file"
    ):
        excel.read(data, "plan.xlsx")


@pytest.mark.parametrize("place", ["A0", "A1048577", "XFE1", "A99999999", "1A", "A-1", "Á1", "A٣"])
def test_places_that_do_not_exist(place: str) -> None:
    with pytest.raises(DhrplanError, match=r"^plan\.xlsx is damaged"):
        from_rows(f"<row>{inline(place, 'x')}</row>")


@pytest.mark.parametrize(
    ("place", "where"),
    [("A1048576", "below row 20,000"), ("XFD1", "to the right of column GR")],
)
def test_text_far_from_the_table(place: str, where: str) -> None:
    with pytest.raises(DhrplanError) as refused:
        from_rows(f"<row>{inline(place, 'stray')}</row>")
    assert str(refused.value) == f'plan.xlsx: sheet "Actions" has text in {place}, {where}.'


@pytest.mark.parametrize(
    "rows",
    [
        "<row r='1'><c r='A1' t='s'><v>99999999999</v></c></row>",
        "<row r='1'><c r='A1' t='s'><v>-1</v></c></row>",
        "<row r='0'><c t='str'><v>x</v></c></row>",
    ],
)
def test_numbers_that_name_nothing(rows: str) -> None:
    with pytest.raises(DhrplanError, match=r"^plan\.xlsx is damaged"):
        from_rows(rows)


def test_odd_numbers_are_shown() -> None:
    values = ("1e999", "nan", "-1e308", "0x10", "9" * 5000)
    cells = "".join(f"<c><v>{value}</v></c>" for value in values)
    grid = only(from_rows(f"<row r='1'>{cells}</row>"))
    assert texts(grid) == [["INF", "NAN", "-1E+308", "0x10", "INF"]]


def test_cyclic_shared_formulas() -> None:
    """Nothing is calculated, so a formula may refer to itself, or to none at all."""
    cells = "".join(
        f'<c r="{column}1"><f t="shared" si="{index}">{text}</f><v>1</v></c>'
        for column, index, text in (("A", 0, "B1"), ("B", 1, "A1"), ("C", 0, ""), ("D", 7, ""))
    )
    assert texts(only(from_rows(f'<row r="1">{cells}</row>'))) == [["1"] * 4]


def test_macros_are_told() -> None:
    parts: dict[str, str | bytes] = {
        "xl/_rels/workbook.xml.rels": relations(
            {"r1": ("worksheet", "worksheets/sheet1.xml"), "r9": ("vbaProject", "vbaProject.bin")}
        ),
        "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0",
    }
    document = excel.read(from_xml(f"<row>{inline('A1', 'A')}</row>", parts=parts), "plan.xlsm")
    assert document.remarks == (Remark("warning", "It holds macros, which are not run."),)
