"""Workbooks: texts that never run, dates, filters, published sheets, and every field of a plan."""

from __future__ import annotations

import re
from datetime import date, datetime
from io import BytesIO
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from dhrplan import workspace
from dhrplan.plan.fields import RECORDS, STATUS, ListOf, RecordOf
from dhrplan.plan.folder import FolderBytes
from dhrplan.render import Layout, render
from dhrplan.reports.list import list_actions
from dhrplan.reports.overdue import overdue
from dhrplan.reports.report import review
from dhrplan.reports.select import Selection
from dhrplan.reports.sheets import sheet_column
from dhrplan.reports.status import status
from dhrplan.rules.engine import EXAMPLE_DAY
from dhrplan.table import Column, Report, Table
from tests.golden.running import ROOT, Shell
from tests.render.opening import opened, parts
from tests.render.test_docx import AS_OF, MARKED, of_plans, view
from tests.strategies import sound_plan

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook

HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "#N/A", "1.10", "2016-10", "_x0041_", "\x07")


def book(report: Report, **layout: Any) -> Workbook:
    return load_workbook(BytesIO(render("xlsx", report, (), Layout(**layout))))


def of_texts(*texts: str) -> Report:
    table = Table((Column("text", "Text"),), tuple((text,) for text in texts))
    return Report("test", "Title", AS_OF, (), dict, lambda: table)


def test_a_summary_is_first_and_each_review_has_a_sheet() -> None:
    report = review(view().folders, Selection(), AS_OF)
    assert book(report).sheetnames == ["Summary", "Reviews", "DHR4", "DHR7", "Entries"]


def test_a_day_is_a_date_and_a_month_is_text_beside_its_last_day() -> None:
    sheet: Any = book(of_plans())["DHR4"]
    head = {cell.value: cell.column for cell in sheet[2]}
    rows = {sheet.cell(row, head["Full number"]).value: row for row in range(3, sheet.max_row + 1)}
    day = sheet.cell(rows["DHR4 1.1"], head["Target date"])
    month = sheet.cell(rows["DHR4 4.1"], head["Target date"])
    assert (day.value, day.number_format) == (datetime(2016, 10, 31), "d mmmm yyyy")  # noqa: DTZ001
    assert (month.value, month.data_type) == ("2017-08", "s")
    assert sheet.cell(rows["DHR4 4.1"], head["Deadline"]).value == datetime(2017, 8, 31)  # noqa: DTZ001


def test_the_working_edition() -> None:
    sheet: Any = book(of_plans())["DHR4"]
    assert str(sheet["A1"].value).startswith("OFFICIAL-SENSITIVE")
    assert sheet.freeze_panes == "E3"
    assert str(sheet.auto_filter.ref).startswith("A2:")
    assert sheet.print_title_rows == "$1:$2"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToWidth == 1
    assert sheet.oddHeader.center.text == "OFFICIAL-SENSITIVE"
    assert sheet.oddFooter.right.text == "Page &P of &N"
    (choices, *_) = [rule.formula1 for rule in sheet.data_validations.dataValidation]
    assert choices == f'"{",".join(STATUS.values)}"'


def test_a_column_of_days_is_wide_enough_for_september() -> None:
    table = Table((Column("target", "Target date"),), ((date(2026, 9, 30),),))
    sheet: Any = book(Report("test", "Title", AS_OF, (), dict, lambda: table)).worksheets[1]
    assert sheet.column_dimensions["A"].width >= len("30 September 2026")


def test_the_published_edition() -> None:
    made = book(of_plans(), accessible=True)
    assert made.sheetnames == ["Cover", "Reviews", "DHR4", "Entries", "Notes"]
    sheet = made["DHR4"]
    (table,) = sheet.tables.values()
    assert table.ref.startswith("A1:")
    assert table.autoFilter is None
    assert sheet.freeze_panes is None
    assert sheet.auto_filter.ref is None
    assert not sheet.merged_cells.ranges
    assert "Marking" in [cell.value for cell in sheet[1]]
    assert [column.name for column in table.tableColumns] == [cell.value for cell in sheet[1]]


def test_the_properties_are_of_the_report() -> None:
    properties = book(of_plans()).properties
    assert properties.title == "Domestic Homicide Review 4 (DHR4), as at 15 September 2017"
    assert properties.creator == "Tower Hamlets Community Safety Partnership"
    assert properties.language == "en-GB"
    made = "".join(parts(render("xlsx", of_plans(), (), Layout())).values())
    assert "openpyxl" not in made


@pytest.mark.parametrize("accessible", [False, True])
def test_the_same_report_is_the_same_file(*, accessible: bool) -> None:
    layout = Layout(accessible=accessible)
    assert render("xlsx", of_plans(), (), layout) == render("xlsx", of_plans(), (), layout)


@given(st.lists(st.text(max_size=40) | st.sampled_from(HOSTILE), min_size=1, max_size=20))
def test_no_text_runs_as_a_formula(texts: list[str]) -> None:
    made = render("xlsx", of_texts(*texts), (), Layout())
    sheet = load_workbook(BytesIO(made)).worksheets[1]
    cells = [sheet.cell(row, 1) for row in range(3, len(texts) + 3)]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert [cell for cell in cells if cell.data_type == "n" and cell.value is not None] == []
    assert "<f>" not in parts(made)["xl/worksheets/sheet2.xml"]


def test_what_excel_would_read_again_has_a_prefix() -> None:
    sheet = book(of_texts("=1+1", "plain")).worksheets[1]
    assert (sheet["A3"].quotePrefix, sheet["A4"].quotePrefix) == (True, False)


def test_a_text_that_is_too_long_says_that_it_is_cut() -> None:
    value = book(of_texts("a" * 40_000)).worksheets[1]["A3"].value
    assert isinstance(value, str)
    assert len(value) == 32_767
    assert value.endswith("[cut: 40,000 characters]")


def test_an_unreadable_plan_is_a_row_of_its_own() -> None:
    found = view({**MARKED, "DHR5.yaml": b"format: [\n"})
    for question in (review, list_actions, overdue):
        report = question(found.folders, Selection(), AS_OF)
        made = render("xlsx", report, found.problems(Selection(), EXAMPLE_DAY), Layout())
        sheet = load_workbook(BytesIO(made)).worksheets[1]
        (last,) = list(sheet.iter_rows(min_row=sheet.max_row, values_only=True))
        assert "unreadable" in last
        assert "plans/DHR5.yaml" in last
        assert [cell for cell in last if "opened here" in str(cell)]


def test_status_has_no_column_for_a_state_that_no_action_has() -> None:
    head = [
        cell.value for cell in book(status(view().folders, Selection(), AS_OF)).worksheets[1][2]
    ]
    assert "Overdue" in head
    assert "Paused" not in head


# Every field comes back

TITLES = {sheet_column(key).title: key for key in ("record", "review", "action", "milestone")}


def read_back(report: Report, records: str, identity: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows of a kind as keys and texts, as an importer would read them."""
    keys = {column.title: column.key for part in report.sheets for column in part.tables[0].columns}
    found = []
    for sheet in book(report).worksheets[1:]:
        head = [keys.get(str(cell.value), "") for cell in sheet[2]]
        for row in sheet.iter_rows(min_row=3, values_only=True):
            cells = {
                key: value.date().isoformat() if isinstance(value, datetime) else str(value)
                for key, value in zip(head, row, strict=True)
                if value is not None
            }
            if cells.get("record") == records and set(identity) <= set(cells):
                found.append(cells)
    return found


def scalars(record: str, value: dict[str, Any], before: str = "") -> dict[str, str]:
    """The scalar fields of a record of JSON by the keys of the sheets."""
    found: dict[str, str] = {}
    for field in RECORDS[record]:
        given_value, kind = value.get(field.name), field.kind
        if isinstance(kind, RecordOf):
            found |= scalars(kind.record, given_value or {}, f"{before}{field.name}.")
        elif isinstance(kind, ListOf):
            if not isinstance(kind.item, RecordOf) and field.name != "notes" and given_value:
                found[before + field.name] = "\n".join(given_value)
        elif given_value not in (None, False, ""):
            found[before + field.name] = "yes" if given_value is True else str(given_value)
    return found


@pytest.mark.parametrize("number", range(12))
def test_every_field_of_an_action_comes_back(number: int) -> None:
    plan = sound_plan(Random(number)).encode()
    found = workspace.read([FolderBytes("plans", {"DHR99.yaml": plan})])
    report = review(found.folders, Selection(), date(2021, 3, 31))
    data: Any = report.data
    actions = [action for one in data["reviews"][0]["recommendations"] for action in one["actions"]]
    rows = read_back(report, "Action", ("action",))
    assert len(rows) == len(actions)
    for row, action in zip(rows, actions, strict=True):
        for key, text in scalars("action", action).items():
            name = "action" if key == "id" else key
            assert row[name] == text, key
    steps = [step for action in actions for step in action["milestones"]]
    back = read_back(report, "Milestone", ("milestone",))
    assert [row.get("text") for row in back] == [step["text"] for step in steps]
    updates = [one for action in actions for one in action["updates"]]
    entries = [row for row in read_back(report, "updates", ()) if "action" in row]
    assert len(entries) == len([one for one in updates if any(one.values())])


# In LibreOffice

QUESTIONS = {
    "report": "report --all {everything}",
    "overdue": "overdue {everything}",
    "list": "list {everything}",
    "status": "status --by agency {everything}",
    "brief": "report --all --brief {everything}",
    "hostile": "report --all --plans {folders}/hostile/plans --as-of 2017-09-15",
    "show": "show DHR4 4.1 --plans {root}/plans --as-of 2017-09-15",
}
IN_THE_FORM = frozenset(
    {
        "Check",
        "Completed",
        "Due",
        "Milestones",
        "Outcome",
        "Overdue",
        "Status",
        "first",
        "jointly",
        "ongoing",
        "promised",
    }
)
"""Words for which the form has others, such as the heading of a column."""


def words_of(text: str) -> set[str]:

    plain = re.sub(r"\\(?=[^\w\s])", "", text.replace("<br>", " ").replace("\xad", ""))
    return set(re.findall(r"\w+", plain))


@pytest.mark.needs("soffice")
def test_libreoffice_opens_every_question_with_every_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = ROOT / "tests/golden/folders"
    everything = f"--plans {folders}/everything/plans --as-of 2021-03-31"
    shell = Shell(capsys, monkeypatch, tmp_path)
    markdown = {}
    for name, words in QUESTIONS.items():
        command = f"dhrplan {words.format(everything=everything, folders=folders, root=ROOT)}"
        markdown[name] = words_of(shell.run(f"{command} --format markdown").stdout)
        for ending in ("docx", "xlsx"):
            assert shell.run(f"{command} -o {name}.{ending}").code in (0, 3)
    texts = opened(tmp_path, [f"{name}.{form}" for name in QUESTIONS for form in ("docx", "xlsx")])
    in_plans = words_of(
        "".join(path.read_text(encoding="utf-8") for path in folders.glob("*/plans/DHR99.yaml"))
    )
    for name, wanted in markdown.items():
        told = words_of(texts[f"{name}.docx"])
        is_form = name in {"report", "hostile"}
        assert wanted - told - {"OFFICIAL", "SENSITIVE"} <= (IN_THE_FORM if is_form else set())
        if name in {"report", "list"}:
            of_sheets = words_of(texts[f"{name}.xlsx"])
            assert {word for word in (wanted & in_plans) - of_sheets if len(word) > 9} == set()
