"""CSV as a real spreadsheet takes it in: LibreOffice opens it, and its cells are read back.

It shows an apostrophe that marks a cell as text, as Excel does when it opens CSV.
"""

from __future__ import annotations

import subprocess
import xml.etree.ElementTree as ET
from datetime import date
from random import Random
from typing import TYPE_CHECKING, NamedTuple

import pytest

from dhrplan import workspace
from dhrplan.cli.console import write
from dhrplan.plan.folder import FolderBytes
from dhrplan.render import Layout, render
from dhrplan.render.visible import visible
from dhrplan.reports.report import review
from dhrplan.reports.select import Selection
from dhrplan.table import Cell, Column, Report, Table
from tests.golden.running import ROOT
from tests.strategies import sound_plan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.needs("soffice")

AS_OF = date(2017, 9, 15)
ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
IMPORT = "--infilter=CSV:44,34,76,1"
"""Commas, double quotes, UTF-8 (it takes another where it has no window), from the first line."""

KEPT = (
    *("DHR4 1.10", "end of August 2017", "\u2018think family\u2019", "2016\u20132017 \u2014 now"),
    *("\u201cDone\u201d", "Café 😀", "a, b; c", 'He said "done"', "2016-07-21/2016-07-22", "a)"),
    *("2021/22-Q3", "2016/17-Q3", "2024-spring", "published + 6 months", "4.1/#2", "'1.10"),
    *(
        "Wide 家庭暴力",
        "1. First\n2. Second",
        "[/b] <b>x</b> &amp;",
        "no",
        "May",
        "March for change",
    ),
)
MARKED = (
    *("=1+1", "+1+1", "-1+1", "@SUM(A1)", " =1+1", "\t=1+1", "\n=1+1", "=cmd|' /C calc'!A0", "-"),
    *(
        "\uff1d1+1",
        '=HYPERLINK("https://example.org")',
        "1.10",
        "007",
        "012",
        "1,000",
        "1e5",
        "(5)",
    ),
    *(
        "3/4",
        "1-2",
        "10:30",
        "10 am",
        ".5",
        "1.",
        "5%",
        "1 1/2",
        "2016-10-31",
        "31/10/2016",
        "true",
    ),
    *("May 2020", "1 Dec", "Oct-16", "3 March 2021", "1" * 16, "2011/12", "FALSE"),
    *("2017-08-15T10:00", "TRUE ", "\u200b=1+1", "\u22125"),
)


class Seen(NamedTuple):
    """A cell as the spreadsheet has it."""

    kind: str | None
    formula: str | None
    text: str
    value: str | None = None


def made_up() -> tuple[str, ...]:
    """Texts of signs that mean something to a spreadsheet, never blank at their ends."""
    random = Random(2017)
    signs = "=+-@|;,'\"%/.:()eE019 aMy\u2013\u2019"
    each = ("".join(random.choices(signs, k=random.randint(1, 7))) for _ in range(400))
    return tuple(text.strip() or "x" for text in each)


TEXTS = (*KEPT, *MARKED, *made_up())


def of_texts() -> Report:
    """A row a text, with a day and a number beside it."""
    rows = tuple((text, date(2016, 10, 31), 15) for text in TEXTS)
    columns = (Column("text", ""), Column("day", ""), Column("days_late", ""))
    return Report("test", "Title", AS_OF, (), dict, lambda: Table(columns, rows))


def of_plans() -> Report:
    """A report on a plan of hostile texts and on plans made up for tests."""
    hostile = ROOT / "tests/golden/folders/hostile/plans/DHR66.yaml"
    files = {f"DHR{n}.yaml": sound_plan(Random(n), f"DHR{n}").encode() for n in range(100, 140)}
    named = FolderBytes("plans", {"DHR66.yaml": hostile.read_bytes(), **files})
    return review(workspace.read([named]).folders, Selection(), AS_OF)


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[Seen]]]:
    """The cells of each file after one start of LibreOffice, with a profile of its own."""
    place = tmp_path_factory.mktemp("sheets")
    for name, report in {"texts": of_texts(), "plans": of_plans()}.items():
        write("\ufeff" + render("csv", report, (), Layout()), place / f"{name}.csv")
    (place / "unguarded.csv").write_bytes(b"text\r\n=1+1\r\n1.10\r\n")
    names = [f"{name}.csv" for name in ("texts", "plans", "unguarded")]
    profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", IMPORT, "--convert-to", "fods", *names],
        cwd=place,
        capture_output=True,
        check=True,
        timeout=300,
    )
    return {name.partition(".")[0]: rows(place / name.replace("csv", "fods")) for name in names}


def rows(path: Path) -> list[list[Seen]]:
    """The rows of a sheet that hold something."""
    tree = ET.parse(path)  # noqa: S314 - LibreOffice has just written it
    each = (list(cells(row)) for row in tree.iter(f"{ODF % 'table'}table-row"))
    return [row for row in each if any(cell.text for cell in row)]


def cells(row: ET.Element) -> Iterator[Seen]:
    office, table = ODF % "office", ODF % "table"
    for cell in row:
        paragraphs = cell.findall(f"{ODF % 'text'}p")
        value = cell.get(f"{office}date-value") or cell.get(f"{office}value")
        seen = Seen(
            cell.get(f"{office}value-type"),
            cell.get(f"{table}formula"),
            "\n".join(map(plain, paragraphs)),
            value,
        )
        yield from [seen] * min(int(cell.get(f"{table}number-columns-repeated", "1")), 100)


def plain(element: ET.Element) -> str:
    """The text of a paragraph, with the blanks that ODF writes as elements."""
    blank = " " * int(element.get(f"{ODF % 'text'}c", "1")) if element.tag.endswith("}s") else ""
    inner = "".join(plain(one) + (one.tail or "") for one in element)
    return blank + (element.text or "") + inner


def test_it_runs_and_changes_what_is_not_marked(sheets: dict[str, list[list[Seen]]]) -> None:
    """Without this, the other tests would hold nothing."""
    _, (formula,), (number,) = sheets["unguarded"]
    assert (formula.formula, formula.text) == ("of:=1+1", "2")
    assert (number.kind, number.text) == ("float", "1.1")


def test_no_cell_runs(sheets: dict[str, list[list[Seen]]]) -> None:
    ran = [
        cell for name in ("texts", "plans") for row in sheets[name] for cell in row if cell.formula
    ]
    assert ran == []


def test_every_row_arrives(sheets: dict[str, list[list[Seen]]]) -> None:
    assert len(sheets["texts"]) == len(TEXTS) + 1
    assert len(sheets["plans"]) == len(of_plans().flat.rows) + 1


@pytest.mark.parametrize("text", KEPT)
def test_a_text_stays_as_it_is(sheets: dict[str, list[list[Seen]]], text: str) -> None:
    cell = sheets["texts"][TEXTS.index(text) + 1][0]
    assert (cell.kind, cell.text) == ("string", text)


@pytest.mark.parametrize("text", MARKED)
def test_what_would_run_or_change_is_text(sheets: dict[str, list[list[Seen]]], text: str) -> None:
    cell = sheets["texts"][TEXTS.index(text) + 1][0]
    assert (cell.kind, cell.text) == ("string", f"'{visible(text)}")


def test_no_text_is_changed(sheets: dict[str, list[list[Seen]]]) -> None:
    """A plain number may become one: it shows as it was written."""
    got = [row[0].text for row in sheets["texts"][1:]]
    assert [
        (text, cell)
        for text, cell in zip(TEXTS, got, strict=True)
        if cell.lstrip("'") != visible(text).lstrip("'")
    ] == []


def test_a_day_is_a_day_and_a_count_a_number(sheets: dict[str, list[list[Seen]]]) -> None:
    days = {(row[1].kind, row[1].value) for row in sheets["texts"][1:]}
    counts = {(row[2].kind, row[2].value) for row in sheets["texts"][1:]}
    assert days == {("date", "2016-10-31")}
    assert counts == {("float", "15")}


# Ids are as in JSON, for programs; a spreadsheet may read 1.10 as 1.1, and has `name` for them.
_IDS = {"review", "recommendation", "action", "milestone"}


def test_the_cells_of_plans_hold_what_was_written(sheets: dict[str, list[list[Seen]]]) -> None:
    report = of_plans()
    wrong = [
        (column.key, expected, cell)
        for row, seen in zip(report.flat.rows, sheets["plans"][1:], strict=True)
        for column, expected, cell in zip(report.flat.columns, row, seen, strict=False)
        if column.key not in _IDS and not is_told(expected, cell)
    ]
    assert wrong == []


def is_told(expected: Cell, cell: Seen) -> bool:
    """True if the spreadsheet shows a cell as it is, except for the mark of text."""
    if isinstance(expected, date):
        return (cell.kind, cell.value) == ("date", expected.isoformat())
    text = "; ".join(expected) if isinstance(expected, tuple) else str(expected or "")
    text = "" if expected is None else visible(str(getattr(expected, "text", text)))
    return cell.text in (text, f"'{text}")
