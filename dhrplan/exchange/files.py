"""The files that a plan can be read from: which reader takes which, and why others are refused."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import PurePath
from typing import Protocol, cast

from dhrplan.errors import DhrplanError
from dhrplan.exchange.grid import Document
from dhrplan.store import MAX_DOCUMENT_BYTES


class Reader(Protocol):
    """A module that reads one kind of file."""

    def read(self, data: bytes, name: str) -> Document:
        """The file as tables; `name` is for messages."""
        ...


READERS: Mapping[str, str] = {
    ".docx": "dhrplan.exchange.word",
    ".xlsx": "dhrplan.exchange.excel",
    ".xlsm": "dhrplan.exchange.excel",
    ".csv": "dhrplan.exchange.delimited",
    ".tsv": "dhrplan.exchange.delimited",
}
"""The module that reads a file, by the ending of its name."""

_PROGRAMS = ("docx", "lxml", "openpyxl")
"""What the extra `office` installs."""

_SAVE_IN_WORD = "Open it in Word and save it as .docx."
_SAVE_IN_EXCEL = "Open it in Excel and save it as .xlsx."
_OTHERS: Mapping[str, tuple[str, str]] = {
    ".doc": ("in the Word format of before 2007", _SAVE_IN_WORD),
    ".docm": ("a Word document with macros", _SAVE_IN_WORD),
    ".dot": ("a Word template", _SAVE_IN_WORD),
    ".dotx": ("a Word template", _SAVE_IN_WORD),
    ".odt": ("an OpenDocument text", "Open it in Word or LibreOffice and save it as .docx."),
    ".rtf": ("in Rich Text Format", _SAVE_IN_WORD),
    ".pages": ("a document of Pages", "In Pages, export it to Word (.docx)."),
    ".xls": ("in the Excel format of before 2007", _SAVE_IN_EXCEL),
    ".xlsb": ("a binary Excel workbook", _SAVE_IN_EXCEL),
    ".xltx": ("an Excel template", _SAVE_IN_EXCEL),
    ".ods": (
        "an OpenDocument spreadsheet",
        "Open it in Excel or LibreOffice and save it as .xlsx.",
    ),
    ".numbers": ("a spreadsheet of Numbers", "In Numbers, export it to Excel (.xlsx)."),
    ".pdf": (
        "a PDF",
        "Ask for the Word document, or open the PDF in Word and save it as .docx.",
    ),
    ".html": ("a web page", _SAVE_IN_WORD),
    ".htm": ("a web page", _SAVE_IN_WORD),
}
"""What a file of another format is, and what to do about it."""


def read(name: str, data: bytes) -> Document:
    """The file as tables, by the reader for the ending of its name.

    Raises:
        DhrplanError: It cannot be read; the message names it, the hint says what to do.
    """
    ending = _ending(name)
    if len(data) > MAX_DOCUMENT_BYTES:
        raise DhrplanError(
            f"{name} is too large: it has more than {MAX_DOCUMENT_BYTES // 1_000_000} MB.",
            "Copy the action plan into a document of its own.",
        )
    _check_content(name, ending, data)
    try:
        reader = cast("Reader", import_module(READERS[ending]))
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package not in _PROGRAMS:
            raise
        raise DhrplanError(
            f"{name} cannot be read, because the package `{package}` is not installed.",
            "Install it: pip install 'dhrplan[office]'",
        ) from None
    return reader.read(data, name)


def _ending(name: str) -> str:
    """The ending of a name that has a reader."""
    file = PurePath(name)
    ending = file.suffix.lower()
    if file.name.startswith("~$"):
        raise DhrplanError(
            f"{name} is a lock file, which Office leaves while a document is open.",
            "Name the document itself.",
        )
    if ending in READERS:
        return ending
    if ending in _OTHERS:
        what, hint = _OTHERS[ending]
        raise DhrplanError(f"{name} is {what}, which cannot be read.", hint)
    *most, last = READERS
    raise DhrplanError(
        f"{name} cannot be read: its name does not end in {', '.join(most)} or {last}.",
        "Save the action plan as a Word, Excel or CSV file.",
    )


def _check_content(name: str, ending: str, data: bytes) -> None:
    """Refuse a file whose content is of another format than its name says."""
    if not data:
        raise DhrplanError(f"{name} is empty: it has no bytes.", "Copy or download it again.")
    is_package = READERS[ending] != READERS[".csv"]
    found = _format(data)
    if found in {"package", "text"}:
        if is_package == (found == "package"):
            return
        hint = f"Rename it, or save it again as {ending}."
        what = "a Word or Excel file" if found == "package" else "a text file"
        raise DhrplanError(f"{name} is {what}, although its name ends in {ending}.", hint)
    if found == "encrypted":
        hint = "Open it, remove the password, and save it."
        raise DhrplanError(f"{name} is protected by a password.", hint)
    what, _ = _OTHERS.get(found, ("in the Office format of before 2007", ""))
    program = "Word" if ending == ".docx" else "Excel"
    hint = f"Open it in {program} and save it as {ending}."
    raise DhrplanError(f"{name} is {what}, although its name ends in {ending}.", hint)


def _format(data: bytes) -> str:
    """What the first bytes say: a format, or the ending that a file of it ought to have."""
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"PK\x03\x04"):
        for ending, kind in ((".odt", b"text"), (".ods", b"spreadsheet")):
            if b"application/vnd.oasis.opendocument." + kind in start[:200]:
                return ending
        return "package"
    if start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "before 2007"
    if start.startswith(b"%PDF-"):
        return ".pdf"
    if start.startswith(b"{\\rtf"):
        return ".rtf"
    if start[:9].lower().startswith((b"<!doctype", b"<html", b"<table", b"<head", b"<?xml")):
        return ".html"
    return "text"
