"""CSV for a spreadsheet: the same text in as many rows, no cell that runs, none that is changed."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dhrplan import workspace
from dhrplan.plan.folder import FolderBytes
from dhrplan.render import Layout, render
from dhrplan.render.visible import visible
from dhrplan.reports.list import list_actions
from dhrplan.reports.overdue import overdue
from dhrplan.reports.report import review
from dhrplan.reports.select import Selection
from dhrplan.table import Cell, Column, Report, Table, Word
from tests.golden.running import Shell
from tests.strategies import any_days, sound_plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

AS_OF = date(2017, 9, 15)
RUNS = re.compile(r"\s*[=+\-@\uff0b\uff0d\uff1d\uff20]|[\t\r\n]")
TEXTS = st.one_of(
    st.text(max_size=20),
    st.text("=+-@\t\r\n'\" ,;|19.:/()%\u2013\u2019\uff1d\uff0b\uff0d\uff20Ma", max_size=8),
)
CHANGED = (
    *("1.10", "007", "1,000", "1e5", "3/4", "1-2", "10:30", "10:30:00", "10 am", "(5)", ".5", "1."),
    *("5%", "£5", "1 1/2", "1.2.3", "2016-10-31", "31/10/2016", "2011/12", "May 2020", "1 Dec"),
    *("Oct-16", "3rd March 2021", "October 16, 2016", "SEPT1", "true", "FALSE", "1" * 16),
    *("2017-08-15T10:00", "2017-08-15T10:00:00", "TRUE ", "1e5 "),
)
KEPT = (
    *("1.1", "17.6", "12", "0", "2016", "DHR4 1.10", "end of August 2017", "2021/22-Q3", "May"),
    *("2016-07-21/2016-07-22", "a)", "4.1/#2", "2024-spring", "published + 6 months", "PROVUL8.5"),
    *("\u2018think family\u2019", "March for change", "no", "1 action late", "x=1", "a-b", "'1.10"),
)


HIDDEN = (*"\u00a0\u3000\u200b\u2060\u00ad\u180e\u2800\uffa0",)
SMALL = (*"\u2212\ufe62\ufe63\ufe66\ufe6b\uff1d\uff0b\uff0d\uff20",)


def table(*rows: tuple[Cell, ...]) -> Report:
    columns = tuple(Column(f"c{index}", "") for index in range(len(rows[0])))
    return Report("test", "Title", AS_OF, (), dict, lambda: Table(columns, rows))


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def written(*rows: tuple[Cell, ...]) -> list[list[str]]:
    """The rows below the head, as a program reads them."""
    return read(render("csv", table(*rows), (), Layout()))[1:]


def one(cell: Cell) -> str:
    ((text,),) = written((cell,))
    return text


@given(rows=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
@example(rows=[("a\r\nb", '"'), ("", "\n")])
def test_what_is_read_is_what_was_told(rows: list[tuple[str, str]]) -> None:
    got = written(*rows)
    assert len(got) == len(rows)
    for cells, texts in zip(got, rows, strict=True):
        for cell, text in zip(cells, texts, strict=True):
            assert cell in (visible(text), f"'{visible(text)}")
            assert not RUNS.match(cell)


@pytest.mark.parametrize("text", [*(f"{one}=1+1" for one in HIDDEN), *(f"{one}1" for one in SMALL)])
def test_a_formula_is_one_in_any_form_and_behind_what_nobody_sees(text: str) -> None:
    assert one(text) == f"'{text}"


@pytest.mark.parametrize("text", CHANGED)
def test_what_a_spreadsheet_would_change_is_marked_as_text(text: str) -> None:
    assert one(text) == f"'{text}"


@pytest.mark.parametrize("text", KEPT)
def test_what_it_leaves_alone_stands_as_it_is(text: str) -> None:
    assert one(text) == text


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\uff1d1", "\n=1", "-", "=cmd|' /C x'!A0"],
)
def test_what_it_would_run_is_marked_as_text(text: str) -> None:
    assert one(text) == f"'{visible(text)}"


@pytest.mark.parametrize("begun", ["1", "May 1", "(1", "1,", " ", "1:"])
def test_a_long_text_is_looked_at_at_once(begun: str) -> None:
    text = begun * 20_000 + "x"
    assert one(text) == visible(text)


def test_typed_cells_are_plain() -> None:
    cells = (date(2016, 10, 31), 15, None, ("POL", "NCC"), Word("overdue", "red"), ())
    assert written(cells) == [["2016-10-31", "15", "", "POL; NCC", "overdue", ""]]


def test_lines_end_as_spreadsheets_end_them() -> None:
    text = render("csv", table(("a\nb", "c")), (), Layout())
    assert text == 'c0,c1\r\n"a\nb",c\r\n'


QUESTIONS: tuple[Callable[..., Report], ...] = (list_actions, overdue, review)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.__name__)
@given(seed=st.integers(0, 2**32), as_of=any_days)
def test_every_answer_can_be_read(question: Callable[..., Report], seed: int, as_of: date) -> None:
    files = {"DHR99.yaml": sound_plan(Random(seed)).encode()}
    report = question(workspace.read([FolderBytes("plans", files)]).folders, Selection(), as_of)
    head, *rows = read(render("csv", report, (), Layout()))
    assert head == [column.key for column in report.flat.columns]
    assert len(set(head)) == len(head)
    assert [len(row) for row in rows] == [len(head)] * len(report.flat.rows)
    assert not [cell for row in rows for cell in row if RUNS.match(cell)]


def test_a_file_has_a_mark_for_excel_and_the_screen_has_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shell, target = Shell(capsys, monkeypatch), tmp_path / "actions.csv"
    shell.run(f"dhrplan list --as-of 2017-09-15 -o '{target.as_posix()}'")
    printed = shell.run("dhrplan list --as-of 2017-09-15 --format csv").stdout
    assert target.read_bytes() == b"\xef\xbb\xbf" + printed.encode()
    assert printed.startswith("name,review,")
    assert printed.count("\r\n") == len(read(printed))


def test_a_recommendation_without_an_action_has_a_row_of_its_own(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = Shell(capsys, monkeypatch)
    folder = "tests/golden/folders/everything/plans"
    head, *rows = read(shell.run(f"dhrplan report --all --plans {folder} --format csv").stdout)
    last = dict(zip(head, rows[-1], strict=True))
    assert (last["name"], last["action"], last["scope"]) == ("DHR99 2", "", "national")
    assert last["recommendation_text"] == "The Home Office should fund the form."
    narrowed = shell.run(f"dhrplan report --all --status paused --plans {folder} --format csv")
    assert [row[0] for row in read(narrowed.stdout)[1:]] == ["DHR99 1.6"]


def test_a_month_is_told_as_its_end_in_every_column(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = Shell(capsys, monkeypatch)
    folder = "tests/golden/folders/everything/plans"
    head, first, *_ = read(shell.run(f"dhrplan report DHR99 --plans {folder} --format csv").stdout)
    cells = dict(zip(head, first, strict=True))
    assert (cells["target"], cells["forecast"]) == ("end of March 2021", "end of May 2021")


def test_what_cannot_be_read_is_not_lost() -> None:
    plan = (
        b'format: 1\nid: DHR9\ntitle: T\nrecommendations:\n  - id: "1"\n    text: X\n    actions:\n'
        b'      - {id: "1.1", status: perhaps, target: TBC, completed: "31 Februry"}\n'
    )
    folders = workspace.read([FolderBytes("plans", {"DHR9.yaml": plan})]).folders
    head, row = read(render("csv", review(folders, Selection(), AS_OF), (), Layout()))
    cells = dict(zip(head, row, strict=True))
    assert (cells["state"], cells["status"], cells["target"]) == ("unclear", "perhaps", "TBC")
    assert cells["unread"] == "completed: 31 Februry"


@pytest.mark.parametrize("plans", ["plans", "tests/golden/folders/everything/plans"])
def test_the_rows_join_with_those_of_json(
    plans: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each id is as it is in JSON, of every action and milestone of the example plans."""
    shell = Shell(capsys, monkeypatch)
    told = [
        shell.run(f"dhrplan list --plans {plans} --format {form} --as-of 2017-09-15").stdout
        for form in ("csv", "json")
    ]
    rows = list(csv.DictReader(io.StringIO(told[0])))
    items = json.loads(told[1])["items"]
    keys = ("review", "recommendation", "action", "milestone")
    assert [tuple(row[key] for key in keys) for row in rows] == [
        tuple(item[key] or "" for key in keys) for item in items
    ]
    assert rows
