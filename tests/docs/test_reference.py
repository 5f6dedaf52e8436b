"""The pages of reference are what the program says of itself.

`pytest tests/docs --update-golden` writes them anew.
"""

from __future__ import annotations

import pytest

from dhrplan.cli.entry import COMMANDS
from dhrplan.model.dates.parse import parse_date
from dhrplan.model.dates.values import DateFault
from dhrplan.model.plan import Status
from dhrplan.model.state import Flag, State, Step
from dhrplan.plan.fields import RECORDS
from dhrplan.plan.settings import read_settings
from docs.generate import meanings
from docs.generate.reference import commands_page, format_page, settings_page
from tests.golden.running import ROOT, Shell

PAGES = {"commands.md": commands_page, "format.md": format_page, "settings.md": settings_page}


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_what_the_program_says(name: str, *, update_golden: bool) -> None:
    path = ROOT / "docs" / "reference" / name
    page = PAGES[name]()
    if update_golden and (not path.exists() or path.read_text(encoding="utf-8") != page):
        path.write_text(page, encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == page


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_the_help_is_as_a_window_shows_it(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = Shell(capsys, monkeypatch).run(f"dhrplan {command} --help").stdout
    assert f"```text\n{shown}```" in commands_page()


def test_every_field_has_its_row() -> None:
    page = format_page()
    described = [field.description for fields in RECORDS.values() for field in fields]
    assert [one for one in described if f"| {one} |" not in page] == []


def test_every_word_has_its_meaning_in_the_order_of_the_format() -> None:
    assert list(meanings.STATUSES) == list(Status)
    assert list(meanings.STATES) == list(State)
    assert list(meanings.FLAGS) == list(Flag)
    assert list(meanings.STEPS) == list(Step)


@pytest.mark.parametrize("row", [*meanings.DATES, *meanings.RELATIVE], ids=lambda row: row.forms[0])
def test_a_date_means_what_the_table_says(row: meanings.Written) -> None:
    events = {"published": meanings.PUBLISHED, "agreed": meanings.PUBLISHED}
    for form in row.forms:
        when = parse_date(form, relative=True)
        assert not isinstance(when, DateFault)
        deadline = when.deadline(events)
        assert (when.canonical, str(deadline)) == (row.forms[0], row.deadline)


@pytest.mark.parametrize("text", meanings.FAULTS)
def test_what_is_called_no_date_is_none(text: str) -> None:
    assert isinstance(parse_date(text), DateFault)


def test_the_settings_shown_can_be_read() -> None:
    example = settings_page().partition("```toml\n")[2].partition("```")[0]
    assert read_settings("dhrplan.toml", example.encode()).faults == ()
