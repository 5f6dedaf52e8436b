"""A Report as CSV for a spreadsheet: flat rows, no cell that runs, none that is changed.

What a spreadsheet would run (`=`, `+`, `-`, `@` at the start) or change (`1.10`, `007`, `3/4`) gets
an apostrophe in front, the spreadsheets' own sign for text.
"""

from __future__ import annotations

import csv
import re
from datetime import date
from io import StringIO
from typing import TYPE_CHECKING

from dhrplan.render.visible import visible
from dhrplan.table import Cell, Report, Word

if TYPE_CHECKING:
    from dhrplan.diagnostic import Diagnostic
    from dhrplan.render import Layout

# CWE-1236 and the wide forms of the same signs.
_RUNS = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_CHANGES = re.compile(
    r"0\d+|\d+\.\d*0|[\d.,]*,[\d.,]*|\d+(\.\d+)?[eE][+-]?\d+"  # numbers written otherwise
    r"|\d{1,4}[-/]\d{1,4}([-/]\d{1,4})?|\d{1,2}:\d{2}"  # what looks like a day or a time
)


def render(report: Report, problems: tuple[Diagnostic, ...], layout: Layout) -> str:
    """The report's flat table. What is missing is told on standard error."""
    del problems, layout
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.key for column in report.flat.columns])
    writer.writerows([_cell(cell) for cell in row] for row in report.flat.rows)
    return out.getvalue()


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int):
        return str(cell)
    return _guarded(visible(_words(cell)))


def _words(cell: str | Word | tuple[str, ...]) -> str:
    if isinstance(cell, Word):
        return cell.text
    return "; ".join(cell) if isinstance(cell, tuple) else cell


def _guarded(words: str) -> str:
    return f"'{words}" if _RUNS.match(words) or _CHANGES.fullmatch(words) else words
