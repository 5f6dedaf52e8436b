"""Answers at a terminal: the pager, plain text, and what `dhrplan` alone shows."""

from __future__ import annotations

import os
import shutil
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click
import pytest

from dhrplan.cli import console
from dhrplan.cli.entry import run
from tests.golden.running import ROOT, Shell

if TYPE_CHECKING:
    from pathlib import Path

LONG = "line\n" * 30


@dataclass
class Terminal:
    """A terminal of 24 lines, and what was given to the pager."""

    paged: list[str] = field(default_factory=list)


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    del capsys  # it replaces the streams first
    shown = Terminal()
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(type(stream), "isatty", lambda _: True)
    monkeypatch.setattr(click, "echo_via_pager", shown.paged.append)
    monkeypatch.setenv("LINES", "24")
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("PAGER", "LESS", "ACCESSIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(ROOT)
    return shown


def test_a_long_answer_goes_to_the_pager(terminal: Terminal) -> None:
    assert run(["report", "DHR7"]) == 0
    (text,) = terminal.paged
    assert text.count("\n") > 24
    assert os.environ["LESS"] == "FRX"


def test_the_pager_keeps_the_options_of_less(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LESS", "-S")
    console.show(LONG)
    assert terminal.paged == [LONG]
    assert os.environ["LESS"] == "-S"


def test_a_short_answer_is_printed(terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    console.show("line\n" * 23)
    assert terminal.paged == []
    assert capsys.readouterr().out == "line\n" * 23


@pytest.mark.parametrize(
    ("options", "variables"),
    [
        (["--no-pager"], {}),
        (["--plain"], {}),
        ([], {"ACCESSIBLE": "1"}),
        ([], {"PAGER": "cat"}),
        ([], {"PAGER": ""}),
    ],
)
def test_no_pager_is_used_where_none_is_wanted(
    options: list[str],
    variables: dict[str, str],
    terminal: Terminal,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert run(["report", "DHR7", *options]) == 0
    assert terminal.paged == []


@pytest.mark.parametrize("stream", ["stdin", "stdout"])
def test_no_pager_is_used_without_a_terminal(
    stream: str, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(getattr(sys, stream)), "isatty", lambda _: False)
    console.show(LONG)
    assert terminal.paged == []


def test_more_on_windows_gets_only_what_it_can_show(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console, "_IS_WINDOWS", True)
    console.show(f"officers\u2019\n{LONG}")
    assert terminal.paged == []
    console.show(LONG)
    monkeypatch.setenv("PAGER", "less")
    console.show(f"officers\u2019\n{LONG}")
    assert terminal.paged == [LONG, f"officers\u2019\n{LONG}"]


def test_an_answer_to_a_file_is_not_paged(terminal: Terminal, tmp_path: Path) -> None:
    assert run(["report", "DHR7", "-o", str(tmp_path / "a.txt")]) == 0
    assert terminal.paged == []


@pytest.mark.usefixtures("terminal")
def test_colour_and_plain_text(capsys: pytest.CaptureFixture[str]) -> None:
    command = ["overdue", "--as-of", "2017-09-15", "--no-pager"]
    run(command)
    assert "\x1b[" in capsys.readouterr().out
    run([*command, "--plain"])
    assert "\x1b[" not in capsys.readouterr().out


# -- dhrplan alone


@pytest.mark.usefixtures("terminal")
def test_alone_at_a_terminal_it_shows_the_morning(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 0
    printed = click.unstyle(capsys.readouterr().out)
    headings = [line.partition(":")[0] for line in printed.splitlines() if ": " in line]
    assert [*dict.fromkeys(headings)] == [
        *("Late", "Due in the next 30 days", "Needs attention", "Next"),
    ]


@pytest.mark.usefixtures("terminal")
def test_alone_without_plans_it_says_how_to_begin(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run([]) == 0
    printed = capsys.readouterr().out
    assert "There are no action plans here yet." in printed
    assert "dhrplan init" in printed
    assert "tutorial" in printed


def test_alone_in_a_pipe_it_shows_the_help(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = Shell(capsys, monkeypatch).run("dhrplan")
    assert (outcome.code, outcome.stdout) == (2, "")
    assert outcome.stderr.startswith("Usage: dhrplan ")


MANY = """\
format: 1
id: DHR9
title: Review 9
recommendations:
  - id: "1"
    text: Train staff.
    actions:
      - {id: "1.1", text: Late by years, status: in-progress, target: 2020-01}
      - {id: "1.2", text: Late by months, status: in-progress, target: 2026-01}
      - {id: "1.3", text: Late by days, status: in-progress, target: 2026-05-20}
      - {id: "1.4", text: Late since yesterday, status: in-progress, target: 2026-05-31}
      - {id: "1.5", text: Due today, status: not-started, target: 2026-06-01}
      - {id: "1.6", text: Due on the last day, status: not-started, target: 2026-07-01}
      - {id: "1.7", text: Due a day later, status: not-started, target: 2026-07-02}
      - {id: "1.8", text: No status, target: 2025}
      - {id: "1.9", text: No date, status: not-started}
      - {id: "1.10", text: Done, status: complete, target: 2026-06-02}
"""


def test_the_morning_has_three_lines_and_the_command_for_more(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "DHR9.yaml").write_text(MANY, encoding="utf-8")
    shell = Shell(capsys, monkeypatch, tmp_path)
    lines = shell.run("dhrplan morning --as-of 2026-06-01").stdout.splitlines()
    assert [line.split(".", 2)[1][:2].strip() for line in lines if line.startswith("DHR9 1")] == [
        *("1", "2", "3"),
        *("5", "6"),
        *("8", "9"),
    ]
    assert "Late: 4 of 10 actions" in lines
    assert "All 4     dhrplan overdue" in lines
    assert "Due in the next 30 days: 2 of 10 actions" in lines
    assert "Needs attention: 2 of 10 actions" in lines


def test_the_morning_names_the_milestone_that_is_late(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plans").mkdir()
    late = "target: 2026-06-11, milestones: [{id: ii, text: Draft, target: 2026-05-02}]"
    plan = MANY.partition("    actions:")[0]
    plan += f'    actions:\n      - {{id: "1.1", text: Act, status: in-progress, {late}}}\n'
    (tmp_path / "plans" / "DHR9.yaml").write_text(plan, encoding="utf-8")
    shell = Shell(capsys, monkeypatch, tmp_path)
    morning = shell.run("dhrplan morning --as-of 2026-06-01").stdout
    assert "DHR9 1.1  milestone ii is 30 days late. Act\n" in morning
    assert "DHR9 1.1  due in 10 days. Act\n" in morning


def test_the_morning_does_not_say_that_nothing_is_late_where_it_is_not_known(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "plans", tmp_path / "plans")
    shell = Shell(capsys, monkeypatch, tmp_path)
    assert "Late: none known\n" in shell.run("dhrplan morning --as-of 2017-01-01").stdout
    (tmp_path / "plans" / "DHR4.yaml").unlink()
    assert "Late: none\n" in shell.run("dhrplan morning --as-of 2015-01-01").stdout
    (tmp_path / "plans" / "DHR5.yaml").write_text("id: [", encoding="utf-8")
    outcome = shell.run("dhrplan morning --as-of 2015-01-01")
    assert outcome.code == 3
    assert "Late: none known\n" in outcome.stdout
    assert "plans/DHR5.yaml" in outcome.stdout


# -- progress


@pytest.mark.parametrize(
    ("seconds", "options", "printed"),
    [
        (0.0, {}, "Reading...\r          \r"),
        (60.0, {}, ""),
        (0.0, {"ACCESSIBLE": "1"}, ""),
    ],
)
def test_long_work_says_so_and_takes_it_away(
    seconds: float,
    options: dict[str, str],
    printed: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in options.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(console, "_PATIENCE", seconds)
    monkeypatch.setattr(type(sys.stderr), "isatty", lambda _: True)
    with console.progress("Reading"):
        end = time.monotonic() + 5
        said = ""
        while printed and not said and time.monotonic() < end:
            time.sleep(0.01)
            said += capsys.readouterr().err
    assert said + capsys.readouterr().err == printed


def test_no_progress_is_shown_without_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console, "_PATIENCE", 0.0)
    with console.progress("Reading"):
        time.sleep(0.05)
    assert capsys.readouterr().err == ""
