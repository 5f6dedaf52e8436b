"""A Report as CSV for a spreadsheet: flat rows, with no cell that it would run or convert.

A formula (`=`, `+`, `-`, `@` at the start) and a text that looks like a number or date (`1.10`,
`007`, `3/4`, `(5)`, `May 2020`) get an apostrophe in front, which spreadsheets read as "text". The
columns of ids get none for numbers, so that they join with JSON: the column `name`, which is always
text, is the one for spreadsheets.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable
from datetime import date
from io import StringIO

from dhrplan.diagnostic import Diagnostic
from dhrplan.model.dates.parse import MONTH_NAME
from dhrplan.render import Layout
from dhrplan.render.blocks import words
from dhrplan.render.visible import visible
from dhrplan.table import Brief, Cell, Code, Parts, Report, Share, Word

# CWE-1236, also for the wide and small forms of the signs, and after invisible characters.
_UNSEEN = r"\s\u00ad\u115f\u1160\u180e\u200b-\u200d\u2060-\u2064\u2800\u3164\uffa0"
_SIGNS = r"=+\-@\u2212\ufe62\ufe63\ufe66\ufe6b\uff1d\uff0b\uff0d\uff20"
_RUNS = re.compile(rf"[{_UNSEEN}]*[{_SIGNS}]|[\t\r\n]")
# Numbers and date ranges that every spreadsheet leaves unchanged.
_STAYS = re.compile(
    r"0|[1-9]\d{0,14}|(0|[1-9]\d{0,9})\.\d{0,4}[1-9]|\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d"
)
# Any other number, date or time, and booleans.
_CHANGES = re.compile(
    r"(?=\D*\d)("
    r"[\d\s.,:/%£$€-]+(e[+-]?\d+|[ap]m|t[\d:.]+)?\s*|\([\d\s.,£$€]+\)"
    r"|(\d{1,4}(st|nd|rd|th)?[\s,.-]*)?"
    rf"({MONTH_NAME})"
    r"[\s,.-]*(\d{1,4}(st|nd|rd|th)?)?[\s,.-]*(\d{1,4})?"
    r")|\s*(true|false)\s*",
    re.IGNORECASE,
)

_IDS = frozenset({"review", "recommendation", "action", "milestone"})


def render(report: Report, problems: tuple[Diagnostic, ...], layout: Layout) -> str:
    """The flat table of the report, with a row for each file that could not be read."""
    del layout
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    keys = [column.key for column in report.flat.columns]
    writer.writerow(keys)
    writer.writerows(map(_cell, keys, row) for row in report.flat.rows)
    unread = unreadable(keys, problems)
    writer.writerows([_cell(key, cells.get(key)) for key in keys] for cells in unread)
    return out.getvalue()


_CAUSES = {"state": "text", "category": "change", "section": "what"}
"""The column for the word `unreadable`, the first that is there, and that of the cause."""


def unreadable(
    keys: Collection[str], problems: Iterable[Diagnostic]
) -> tuple[dict[str, Cell], ...]:
    """The cells of a row for each problem about no single action, if the table has a place."""
    kind = next((key for key in _CAUSES if key in keys), None)
    if kind is None:
        return ()
    return tuple(_unreadable(one, kind) for one in problems if one.action is None)


def _unreadable(problem: Diagnostic, kind: str) -> dict[str, Cell]:
    return {
        "name": problem.review,
        "review": problem.review,
        _CAUSES[kind]: f"{problem.message} {problem.hint}".rstrip(),
        kind: "unreadable",
        "file": problem.place.file,
        "line": problem.place.line or None,
    }


def _cell(key: str, cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int):
        return str(cell)
    return _guarded(visible(_words(cell)), is_id=key in _IDS)


def _words(cell: str | Word | Code | Brief | Share | Parts | tuple[str, ...]) -> str:
    if isinstance(cell, Word | Code | Brief | Share):
        return cell.text
    if isinstance(cell, Parts):
        return words(cell)
    return "; ".join(cell) if isinstance(cell, tuple) else cell


def _guarded(text: str, *, is_id: bool) -> str:
    runs = bool(_RUNS.match(text))
    return f"'{text}" if runs or (not is_id and would_change(text)) else text


def would_change(text: str) -> bool:
    """Whether a spreadsheet would run a text that is typed into a cell, or convert it."""
    converts = _CHANGES.fullmatch(text) and not _STAYS.fullmatch(text)
    return bool(_RUNS.match(text) or converts)


def unguarded(words: str) -> str:
    """A cell read back: without the apostrophe that this file, or a person, put in front."""
    rest = words.removeprefix("'")
    return rest if rest != words and _guarded(rest, is_id=False) == words else words
