"""CSV and TSV files: every text that was written comes back, however a spreadsheet wrote it."""

from __future__ import annotations

import csv
from contextlib import suppress
from io import StringIO

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dhrplan.errors import DhrplanError
from dhrplan.exchange import delimited
from dhrplan.exchange.words import clean
from dhrplan.render.csv import unguarded


def rows_of(data: bytes, name: str = "plan.csv") -> list[list[str]]:
    """The texts of the table, with "" where it has no cell."""
    document = delimited.read(data, name)
    if not document.grids:
        return []
    grid = document.grids[0]
    cells = [[grid.at(row, column) for column in range(grid.width)] for row in range(grid.height)]
    return [[cell.text if cell else "" for cell in row] for row in cells]


def warnings_of(data: bytes) -> list[str]:
    return [remark.text for remark in delimited.read(data, "plan.csv").remarks]


ACTIONS = [["Action", "Target date"], ["Train staff", "July 2017"]]


@pytest.mark.parametrize(
    "data",
    [
        b"Action,Target date\r\nTrain staff,July 2017\r\n",
        b"Action;Target date\nTrain staff;July 2017",
        b"Action\tTarget date\rTrain staff\tJuly 2017\r",
        b"Action|Target date\nTrain staff|July 2017\n",
        b'"Action";"Target date"\n"Train staff";"July 2017"\n',
        b"sep=|\r\nAction|Target date\r\nTrain staff|July 2017\r\n",
        b"\xef\xbb\xbfAction,Target date\nTrain staff,July 2017\n",
        "Action\tTarget date\r\nTrain staff\tJuly 2017".encode("utf-16"),
        "\ufeffAction\tTarget date\r\nTrain staff\tJuly 2017".encode("utf-16-be"),
        "\ufeffAction\tTarget date\r\nTrain staff\tJuly 2017".encode("utf-32-le"),
        b"Action,Target date,,\n  Train  \xc2\xa0staff ,July 2017,,\n,,,\n,,,\n",
    ],
)
def test_encodings_and_delimiters(data: bytes) -> None:
    assert rows_of(data) == ACTIONS


def test_commas_in_prose_do_not_mislead() -> None:
    text = 'Action;Update\n"Train staff, GPs, nurses";"Done, mostly"\nWrite, then publish;Late, yes'
    assert rows_of(text.encode())[1:] == [
        ["Train staff, GPs, nurses", "Done, mostly"],
        ["Write, then publish", "Late, yes"],
    ]


def test_single_column() -> None:
    assert rows_of(b"Action\nTrain staff\nPublish") == [["Action"], ["Train staff"], ["Publish"]]


def test_line_breaks_in_quotes_and_ragged_rows() -> None:
    data = b'DHR7\r\n\r\nAction,Update\r\n"Train staff\r\n\r\nand GPs",Done,extra\r\nPublish\r\n'
    assert rows_of(data) == [
        ["DHR7", "", ""],
        ["", "", ""],
        ["Action", "Update", ""],
        ["Train staff\nand GPs", "Done", "extra"],
        ["Publish", "", ""],
    ]


def test_windows_1252_is_read_and_told() -> None:
    data = "Cost,Lead\n£500,Café".encode("cp1252")
    assert rows_of(data)[1] == ["£500", "Café"]
    assert warnings_of(data) == [
        "Read as Windows-1252, because it is not UTF-8. Check pound signs and accents."
    ]


def test_apostrophe_of_our_own_files_is_taken_away() -> None:
    data = b"Action,Name\n'=SUM(A1),'1.10\n'+44 20,'quoted'\n'@lead,'- item\n"
    assert rows_of(data)[1:] == [
        ["=SUM(A1)", "1.10"],
        ["+44 20", "'quoted'"],
        ["@lead", "- item"],
    ]


def test_stray_quotation_mark_is_read_and_told() -> None:
    data = b'Action,Update\n"Train" staff,Done\n'
    assert rows_of(data)[1] == ["Train staff", "Done"]
    assert warnings_of(data) == [
        "A quotation mark is not closed or not doubled. Check the columns."
    ]


@pytest.mark.parametrize("data", [b"", b"\r\n\r\n", b",,,\n,,\n", b"\xef\xbb\xbf", b"sep=;"])
def test_nothing_written(data: bytes) -> None:
    assert delimited.read(data, "plan.csv").grids == ()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"Action,\0\nx", "plan.csv is not a table in text: it has null characters."),
        (b"\x81\x8d,\x90", "plan.csv is not text in UTF-8, UTF-16 or Windows-1252."),
        (b"\xef\xbb\xbf\xff", "plan.csv is damaged: it starts as UTF-8, but not all of it is."),
        (b"\xff\xfeA", "plan.csv is damaged: it starts as UTF-16-LE, but not all of it is."),
        (b"x\n" * 20_001, "plan.csv is too large: it has more than 20,000 rows."),
        (b"x," * 200 + b"x", "plan.csv is too large: it has more than 200 columns."),
        (b"," * 30_000, "plan.csv is too large: it has more than 200 columns."),
        ((b"x," * 199 + b"\n") * 1010, "plan.csv is too large: it has more than 200,000 cells."),
        (b"x" * 10_000_001, "plan.csv is too large: it has more than 10 MB."),
        (
            b'"' + b"x" * 140_000,
            "plan.csv cannot be read as a table: field larger than field limit (131072).",
        ),
    ],
)
def test_refused(data: bytes, message: str) -> None:
    with pytest.raises(DhrplanError) as refused:
        delimited.read(data, "plan.csv")
    assert str(refused.value) == message
    assert refused.value.hint


def test_a_million_empty_rows() -> None:
    assert rows_of(b"Action,Update\nTrain staff,Done\n" + b",\n" * 1_000_000)[1:] == [
        ["Train staff", "Done"]
    ]


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
TABLES = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(TEXTS, min_size=width, max_size=width), min_size=1, max_size=6)
)


@given(
    table=TABLES,
    delimiter=st.sampled_from(",;\t|"),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
)
def test_every_text_comes_back(
    table: list[list[str]], delimiter: str, end: str, encoding: str
) -> None:
    assume(not table[0][0].startswith("\ufeff"))  # would be the byte order mark
    out = StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(table)
    got = rows_of(out.getvalue().encode(encoding))
    expected = [[clean(unguarded(text)) for text in row] for row in table]
    assert _filled(got) == _filled(expected)


@given(
    table=st.lists(
        st.lists(st.text("abc é£,;\"'", min_size=1, max_size=8), min_size=2, max_size=2), min_size=1
    ),
    encoding=st.sampled_from(["utf-16-le", "utf-16-be"]),
)
def test_utf_16_without_a_mark(table: list[list[str]], encoding: str) -> None:
    out = StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(table)
    expected = [[clean(unguarded(text)) for text in row] for row in table]
    assert _filled(rows_of(out.getvalue().encode(encoding))) == _filled(expected)


@given(st.binary(max_size=200))
def test_any_bytes_give_a_table_or_a_sentence(data: bytes) -> None:
    with suppress(DhrplanError):
        delimited.read(data, "plan.csv")


def _filled(rows: list[list[str]]) -> dict[tuple[int, int], str]:
    return {
        (row, column): text
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
        if text
    }
