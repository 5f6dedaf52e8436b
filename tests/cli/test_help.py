"""Help that helps: examples that run, everyday commands first, and the word that was meant."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import click
import pytest

from dhrplan.cli import topics
from dhrplan.cli.entry import COMMANDS, GROUPS, group, run
from dhrplan.cli.topics import TOPICS
from dhrplan.errors import ExitCode
from dhrplan.model.dates.parse import parse_date
from dhrplan.model.dates.values import DateFault
from dhrplan.reports.select import FILTERS, STATUSES
from tests.golden.running import ROOT, Shell, folder_for_examples, needs_terminal, unasked

if TYPE_CHECKING:
    from pathlib import Path


_EXAMPLE = re.compile(r"^    (dhrplan .+)$", re.MULTILINE)


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    """A copy of the repository's plans, which an example may write beside."""
    shutil.copytree(ROOT / "plans", tmp_path / "plans")
    return Shell(capsys, monkeypatch, tmp_path)


def examples(shell: Shell, name: str) -> list[str]:
    found: list[str] = _EXAMPLE.findall(shell.run(f"dhrplan {name} --help").stdout)
    return found


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_examples_that_run(shell: Shell, name: str) -> None:
    folder_for_examples(shell.folder)
    found = examples(shell, name)
    assert len(found) >= 2
    for example in found:
        assert example.startswith(f"dhrplan {name}")
        if needs_terminal(example):
            continue
        outcome = shell.run(unasked(example))
        assert outcome.code in {0, 1, 3}, f"{example}: {outcome.stderr}"


@pytest.mark.parametrize("name", COMMANDS)
def test_examples_stand_on_lines_of_their_own(shell: Shell, name: str) -> None:
    printed = shell.run(f"dhrplan {name} --help").stdout
    summary, found = COMMANDS[name], examples(shell, name)
    begin = f"  {summary}\n\n  Examples:\n    {found[0]}\n"
    assert printed.partition("\n\n")[2].startswith(begin)
    assert "\\b" not in printed


def test_an_example_with_an_output_writes_it(shell: Shell) -> None:
    (example,) = [one for one in examples(shell, "list") if " -o " in one]
    shell.run(example)
    assert (shell.folder / example.rpartition(" ")[2]).read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_fits_the_window_and_ends_well(shell: Shell, name: str) -> None:
    outcome = shell.run(f"dhrplan {name} --help")
    assert (outcome.code, outcome.stderr) == (0, "")
    assert max(map(len, outcome.stdout.splitlines())) <= 80
    assert shell.run(f"dhrplan {name} -h") == outcome


def test_everyday_commands_stand_first(shell: Shell) -> None:
    printed = shell.run("dhrplan --help").stdout
    headings = [line[:-1] for line in printed.splitlines() if line.endswith(":") and line[0] != " "]
    assert headings == [*GROUPS, "Options"]
    listed = re.findall(r"^  ([a-z]+)  ", printed, re.MULTILINE)
    assert listed == list(COMMANDS)
    assert listed[0] == "overdue"


@pytest.mark.parametrize(
    ("command", "meant"),
    [
        ("overdu", "`overdue`"),
        ("reports DHR4", "`report`"),
        ("Status", "`status`"),
        ("overdue --agancy ELFT", "--agency"),
        ("list --due-witin 30d", "--due-within"),
        ("status --formt csv", "--format"),
        ("report DHR", "`DHR4`"),
        ("report 'domestic homicide reviw 7'", "`Domestic Homicide Review 7`"),
        ("list --review DHR77", "`DHR7`"),
        ("overdue --agency ELTF", "`ELFT`"),
        ("overdue --agency 'Metropolitan Polce Service'", "`Metropolitan Police Service`"),
        ("list --status compleet", "`complete`"),
        ("list --status overdeu", "`overdue`"),
        ("list --scope nationl", "`national`"),
        ("show DHR4 1.11", "`1.1`"),
        ("show DHR4 4.1/iii", "`4.1/ii`"),
        ("show DHR5 1.1", "`DHR4`"),
        ("status --by agncy", "agency"),
        ("list --format cvs", "csv"),
    ],
)
def test_what_was_meant_is_named(shell: Shell, command: str, meant: str) -> None:
    outcome = shell.run(f"dhrplan {command}")
    assert (outcome.code, outcome.stdout) == (2, "")
    assert meant in outcome.stderr


def test_a_theme_that_was_meant_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = Shell(capsys, monkeypatch, ROOT / "tests/golden/folders/everything")
    outcome = shell.run("dhrplan list --theme 'informaton sharing'")
    assert (outcome.code, outcome.stdout) == (2, "")
    assert "Did you mean `information sharing`?" in outcome.stderr


def test_where_no_plan_names_any_that_is_said(shell: Shell) -> None:
    outcome = shell.run("dhrplan list --theme training")
    assert outcome.code == 2
    assert "There is no theme `training`.\nNo plan names any." in outcome.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_what_is_lacking_is_said_with_the_way_to_help(shell: Shell, name: str) -> None:
    outcome = shell.run(f"dhrplan {name} --no-such-option")
    assert outcome.code == 2
    assert outcome.stderr.startswith(f"Usage: dhrplan {name} ")
    assert f"Try 'dhrplan {name} --help' for help." in outcome.stderr


PAGES = [*(f"{name} --help" for name in ("", *COMMANDS)), *(f"help {name}" for name in TOPICS)]


@pytest.mark.parametrize("page", PAGES)
def test_no_page_is_longer_than_a_screen(shell: Shell, page: str) -> None:
    outcome = shell.run(f"dhrplan {page}")
    assert (outcome.code, outcome.stderr) == (0, "")
    lines = outcome.stdout.splitlines()
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("name", ["overdue", "list", "report", "show", "status"])
def test_each_filter_has_one_line_under_its_heading(shell: Shell, name: str) -> None:
    printed = shell.run(f"dhrplan {name} --help").stdout
    section = printed.partition("\nFilters (`dhrplan help filters` explains them):\n")[2]
    assert re.findall(r"^  --([a-z-]+) ", section, re.MULTILINE) == [one.name for one in FILTERS]
    assert len(section.splitlines()) == len(FILTERS)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_on_a_command_is_its_help(shell: Shell, name: str) -> None:
    assert shell.run(f"dhrplan help {name}") == shell.run(f"dhrplan {name} --help")


def test_help_alone_is_the_help_of_the_program(shell: Shell) -> None:
    assert shell.run("dhrplan help") == shell.run("dhrplan --help")


@pytest.mark.parametrize(
    ("subject", "meant"),
    [("statsus", "`status`"), ("filter", "`filters`"), ("exitcodes", "`exit-codes`")],
)
def test_a_subject_that_was_meant_is_named(shell: Shell, subject: str, meant: str) -> None:
    outcome = shell.run(f"dhrplan help {subject}")
    assert (outcome.code, outcome.stdout) == (2, "")
    assert f"There is no help on `{subject}`." in outcome.stderr
    assert meant in outcome.stderr


def test_help_names_every_subject(shell: Shell) -> None:
    printed = shell.run("dhrplan help help").stdout
    assert re.findall(r"^    ([a-z-]+)  +\w", printed, re.MULTILINE) == [*TOPICS]


def test_every_status_is_explained() -> None:
    explained = [word for words in TOPICS["statuses"].sections().values() for word in words]
    assert set(STATUSES) == set(explained)
    assert {int(code) for code in topics.EXITS} == {int(code) for code in ExitCode}


@pytest.mark.parametrize("forms", topics.DATES)
def test_every_date_that_is_explained_can_be_read(forms: str) -> None:
    read = [parse_date(form) for form in forms.split(", ")]
    assert not [one for one in read if isinstance(one, DateFault)]


def test_every_decision_is_in_the_help_of_update_or_its_subject(shell: Shell) -> None:
    subject = shell.run("dhrplan help decisions").stdout
    printed = subject + shell.run("dhrplan help update").stdout
    update = group.get_command(click.Context(group), "update")
    assert update
    options = (one for one in update.params if isinstance(one, click.Option))
    assert [one.name for one in options if one.opts[-1] not in printed] == []


def test_the_variable_that_decides_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "plans", tmp_path / "elsewhere")
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("DHRPLAN_PLANS", str(tmp_path / "elsewhere"))
    assert run(["overdue", "--format", "json"]) == 0
    printed = capsys.readouterr()
    assert printed.err == f"Plans: {tmp_path / 'elsewhere'} (from DHRPLAN_PLANS)\n"
    assert printed.out.startswith("{")
    assert run(["overdue", "--help"]) == 0
    assert "[env var: DHRPLAN_PLANS]" in capsys.readouterr().out
    assert run(["overdue", "--plans", "plans"]) == 0
    assert "DHRPLAN_PLANS" not in capsys.readouterr().err
