"""Help that helps: examples that run, everyday commands first, and the word that was meant."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from dhrplan.cli.entry import COMMANDS, GROUPS
from tests.golden.running import ROOT, Shell, needs_terminal, unasked

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
    assert "\n  Examples:\n    dhrplan " in printed
    assert "\\b" not in printed
    assert printed.count("dhrplan ") == len(examples(shell, name)) + 1


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
    assert headings == ["Options", *GROUPS]
    assert next(iter(GROUPS)) == "Every day"
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
