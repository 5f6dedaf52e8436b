"""Rebuild the documents of this folder, and those of `sources/`, with LibreOffice.

`python -m tests.exchange.layouts.make [NAME...]` writes `NAME.docx`, `NAME.xlsx` or `NAME.csv` for
each source in `from/`, and `sources/NAME.docx` for each `sources/NAME.html`. Tests read the results
and never run this. The zip files hold the time at which they were made, so each run changes them.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
SOURCES = HERE / "from"
REBUILT = HERE.parent / "sources"

CSV = ("few-columns", "status-in-date")
"""Read as they are."""

SHEETS = (
    *("action-numbers", "colour-sheet", "per-cent", "quarters", "rag-columns", "revised-deadline"),
    *("status-and-date", "tracker"),
)
"""Excel files; every other source becomes a Word file."""

_WORD = ("docx:MS Word 2007 XML", "HTML (StarWriter)")
_EXCEL = {
    ".html": ("xlsx:Calc MS Excel 2007 XML", "HTML (StarCalc)"),
    ".fods": ("xlsx:Calc MS Excel 2007 XML", "OpenDocument Spreadsheet Flat XML"),
    # Comma, quotation mark, UTF-8, from line 1, British dates, numbers and dates recognised.
    ".csv": ("xlsx:Calc MS Excel 2007 XML", "CSV:44,34,76,1,,2057,false,true"),
}


def make(names: list[str]) -> None:
    """Write the documents of those names; of all, if none is given."""
    with tempfile.TemporaryDirectory() as profile:
        for source in sorted(SOURCES.iterdir()):
            if names and source.stem not in names:
                continue
            if source.stem in CSV:
                shutil.copyfile(source, HERE / source.name)
            else:
                is_sheet = source.stem in SHEETS
                filters = _EXCEL[source.suffix] if is_sheet else _WORD
                _convert(source, HERE, filters, profile)
        for source in sorted(REBUILT.glob("*.html")):
            if not names or source.stem in names:
                _convert(source, REBUILT, _WORD, profile)


def _convert(source: Path, folder: Path, filters: tuple[str, str], profile: str) -> None:
    written, read = filters
    command = [
        *("soffice", "--headless", f"-env:UserInstallation=file://{profile}"),
        *("--convert-to", written, f"--infilter={read}", "--outdir", str(folder), str(source)),
    ]
    subprocess.run(command, check=True, capture_output=True)
    if not (folder / source.stem).with_suffix("." + written.partition(":")[0]).is_file():
        raise FileNotFoundError(source)


if __name__ == "__main__":
    make(sys.argv[1:])
