"""Workbooks for tests: by openpyxl, or from XML where openpyxl would not write what is needed."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED

from openpyxl import Workbook

from tests.exchange.word_files import zipped

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def workbook(rows: Iterable[Iterable[object]]) -> bytes:
    """A workbook of one sheet, `Sheet`."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    return saved(book)


def relations(targets: Mapping[str, tuple[str, str]], mode: str = "") -> str:
    """A `.rels` part: by id, the last word of the type and the target."""
    mode = f' TargetMode="{mode}"' if mode else ""
    return (
        f'<Relationships xmlns="{_PACKAGE}">'
        + "".join(
            f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
            for name, (kind, target) in targets.items()
        )
        + "</Relationships>"
    )


def from_xml(  # noqa: PLR0913 - each a part of the XML
    rows: str = "",
    after: str = "",
    *,
    before: str = "",
    strings: str | None = None,
    parts: Mapping[str, str | bytes] | None = None,
    method: int = ZIP_DEFLATED,
) -> bytes:
    """A workbook whose sheet `Actions` has this XML as its rows, before and after them."""
    xml = {
        "_rels/.rels": relations({"r1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        '<sheets><sheet name="Actions" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            {
                "r1": ("worksheet", "worksheets/sheet1.xml"),
                "r2": ("sharedStrings", "sharedStrings.xml"),
                "r3": ("styles", "styles.xml"),
            }
        ),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        f"{before}<sheetData>{rows}</sheetData>{after}</worksheet>",
        **({} if strings is None else {"xl/sharedStrings.xml": _strings(strings)}),
        **(parts or {}),
    }
    return zipped(xml, method)


def _strings(items: str) -> str:
    return f'<sst xmlns="{MAIN}">{items}</sst>'


def inline(reference: str, text: str) -> str:
    """A cell with its text in it."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def by_libreoffice(path: Path, to: str, *more: str) -> None:
    """Have LibreOffice write a file in another format, beside it."""
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", *more, "--convert-to", to, path.name],
        cwd=path.parent,
        check=True,
        capture_output=True,
        timeout=120,
    )
