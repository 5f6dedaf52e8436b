"""Which files are read by which reader, and the sentence for every other."""

from __future__ import annotations

import sys

import pytest

from dhrplan.errors import DhrplanError
from dhrplan.exchange import files
from dhrplan.plan.folder import DOCUMENTS, is_document
from dhrplan.store import MAX_DOCUMENT_BYTES
from tests.exchange.workbooks import workbook

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
ENCRYPTED = OLD + "EncryptedPackage".encode("utf-16-le")
ODT = b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text"
ODS = ODT.replace(b"opendocument.text", b"opendocument.spreadsheet")


def test_what_is_looked_for_in_a_folder_has_a_reader() -> None:
    assert tuple(files.READERS) == DOCUMENTS


@pytest.mark.parametrize("name", ["a.docx", "A.XLSX", "in/a.xlsm", "a.b.csv", "a.tsv"])
def test_readable(name: str) -> None:
    assert is_document(name)


@pytest.mark.parametrize(
    "name", ["~$plan.docx", "in/~$plan.xlsx", ".plan.csv", ".csv", "a.doc", "a.pdf", "docx", ""]
)
def test_not_readable(name: str) -> None:
    assert not is_document(name)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("plan.csv", b"Action,Update\nTrain staff,Done"),
        ("PLAN.TSV", b"Action\tUpdate\nTrain staff\tDone"),
        ("plan.xlsx", workbook([["Action", "Update"], ["Train staff", "Done"]])),
        ("plan.xlsm", workbook([["Action", "Update"], ["Train staff", "Done"]])),
    ],
)
def test_read_by_the_ending(name: str, data: bytes) -> None:
    (grid,) = files.read(name, data).grids
    assert [cell.text for cell in grid.cells] == ["Action", "Update", "Train staff", "Done"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("plan.doc", "plan.doc is in the Word format of before 2007, which cannot be read."),
        ("plan.xls", "plan.xls is in the Excel format of before 2007, which cannot be read."),
        ("plan.odt", "plan.odt is an OpenDocument text, which cannot be read."),
        ("plan.ods", "plan.ods is an OpenDocument spreadsheet, which cannot be read."),
        ("plan.pdf", "plan.pdf is a PDF, which cannot be read."),
        ("plan.rtf", "plan.rtf is in Rich Text Format, which cannot be read."),
        ("plan.html", "plan.html is a web page, which cannot be read."),
        ("plan.pages", "plan.pages is a document of Pages, which cannot be read."),
        ("plan.numbers", "plan.numbers is a spreadsheet of Numbers, which cannot be read."),
        (
            "~$plan.docx",
            "~$plan.docx is a lock file, which Office leaves while a document is open.",
        ),
        (
            "plan.zip",
            "plan.zip cannot be read: its name does not end in .docx, .xlsx, .xlsm, .csv or .tsv.",
        ),
        (
            "plan",
            "plan cannot be read: its name does not end in .docx, .xlsx, .xlsm, .csv or .tsv.",
        ),
    ],
)
def test_refused_by_the_name(name: str, message: str) -> None:
    _refused(name, b"anything", message)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.docx", b"", "a.docx is empty: it has no bytes."),
        ("a.docx", b"{\\rtf1", "a.docx is in Rich Text Format, although its name ends in .docx."),
        ("a.docx", b"%PDF-1.7", "a.docx is a PDF, although its name ends in .docx."),
        ("a.csv", b"%PDF-1.7", "a.csv is a PDF, although its name ends in .csv."),
        ("a.xlsx", b" <HTML><table>", "a.xlsx is a web page, although its name ends in .xlsx."),
        ("a.csv", b"<!DOCTYPE html>", "a.csv is a web page, although its name ends in .csv."),
        ("a.docx", b"Action", "a.docx is a text file, although its name ends in .docx."),
        (
            "a.csv",
            workbook([["Action"]]),
            "a.csv is a Word or Excel file, although its name ends in .csv.",
        ),
        ("a.docx", ODT, "a.docx is an OpenDocument text, although its name ends in .docx."),
        ("a.xlsx", ODS, "a.xlsx is an OpenDocument spreadsheet, although its name ends in .xlsx."),
        ("a.xlsx", ENCRYPTED, "a.xlsx is protected by a password."),
        (
            "a.docx",
            OLD,
            "a.docx is in the Office format of before 2007, although its name ends in .docx.",
        ),
        ("a.csv", bytes(MAX_DOCUMENT_BYTES + 1), "a.csv is too large: it has more than 50 MB."),
    ],
)
def test_refused_by_the_content(name: str, data: bytes, message: str) -> None:
    _refused(name, data, message)


def test_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    data = workbook([["Action"]])
    monkeypatch.delitem(sys.modules, files.READERS[".xlsx"], raising=False)
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    needs = ("openpyxl.", "dhrplan.exchange.number_format")
    for module in [one for one in sys.modules if one.startswith(needs)]:
        monkeypatch.delitem(sys.modules, module)
    with pytest.raises(DhrplanError) as refused:
        files.read("plan.xlsx", data)
    assert "because the package `openpyxl` is not installed" in str(refused.value)
    assert refused.value.hint == "Install it: pip install 'dhrplan[office]'"


def _refused(name: str, data: bytes, message: str) -> None:
    with pytest.raises(DhrplanError) as refused:
        files.read(name, data)
    assert str(refused.value) == message
    assert refused.value.hint
