"""`fmt` on the disk: what is written, what is left, and how it ends."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.golden.running import ROOT, Shell
from tests.golden.test_golden import FOLDERS

if TYPE_CHECKING:
    from pathlib import Path

PLAN = "plans/DHR101.yaml"
REGISTER = "plans/agencies.yaml"
BAD = "title: [T\n"
UNCLEAR = """\
format: 1
id: DHR1
title: T
recommendations:
  - id: "1"
    text: A
    actions:
      - id: "1.1"
        target: 2021-02-30
        status: Completed
        text: B
"""


@pytest.fixture
def shell(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Shell:
    """A shell beside five messy plans and their register."""
    shutil.copytree(FOLDERS / "messy", tmp_path / "messy")
    return Shell(capsys, monkeypatch, tmp_path / "messy")


def content(shell: Shell) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (shell.folder / "plans").iterdir()}


def test_every_file_is_written_once(shell: Shell) -> None:
    before = content(shell)
    first = shell.run("dhrplan fmt")
    assert first.code == 3, "some of it cannot be read"
    assert first.stdout.endswith("6 files checked, 6 changed.\n")
    after = content(shell)
    assert [name for name in before if before[name] == after[name]] == []
    assert shell.run("dhrplan fmt").stdout == "6 files checked, none changed.\n"
    assert shell.run(f"dhrplan fmt --check {PLAN}").code == 0
    assert content(shell) == after


@pytest.mark.parametrize(
    ("options", "code"), [("--check", 1), ("--diff", 0), ("--check --diff", 1)]
)
def test_nothing_is_written_where_that_is_asked(shell: Shell, options: str, code: int) -> None:
    before = content(shell)
    assert shell.run(f"dhrplan fmt {options} {PLAN}").code == code
    assert shell.run(f"dhrplan fmt {options}").code == 3
    assert content(shell) == before


def test_the_files_that_are_named_are_written_by_the_codes_of_their_register(shell: Shell) -> None:
    before = content(shell)
    assert shell.run(f"dhrplan fmt {PLAN}").stdout.endswith("1 file checked, 1 changed.\n")
    after = content(shell)
    assert [name for name in before if before[name] != after[name]] == ["DHR101.yaml"]
    assert b"lead: [POL, POL-TH, POL-TH, Probation]" in after["DHR101.yaml"]


def test_a_folder_can_be_named(shell: Shell) -> None:
    elsewhere = replace(shell, folder=shell.folder.parent)
    outcome = elsewhere.run("dhrplan fmt --plans messy/plans")
    assert outcome.stdout.endswith("6 files checked, 6 changed.\n")
    outcome = elsewhere.run("dhrplan fmt --check --plans messy/plans")
    assert outcome.stdout == "6 files checked, none would change.\n"


def test_a_file_of_another_folder_is_told(shell: Shell) -> None:
    (shell.folder / "other").mkdir()
    outcome = shell.run(f"dhrplan fmt --plans other {PLAN}")
    assert (outcome.code, outcome.stdout) == (2, "")
    assert f"{PLAN} is not in a folder that is named." in outcome.stderr


def test_what_cannot_be_read_is_left_and_the_others_are_written(shell: Shell) -> None:
    for name, text in (("DHR1.yaml", BAD), ("DHR2.yaml", "format: 1\nid: DHR2\n")):
        (shell.folder / "plans" / name).write_text(text, encoding="utf-8")
    outcome = shell.run("dhrplan fmt")
    assert outcome.code == 3
    assert outcome.stdout.endswith("8 files checked, 6 changed.\n")
    assert "plans/DHR1.yaml is left as it is.\n    plans/DHR1.yaml:1:8: " in outcome.stderr
    assert "plans/DHR2.yaml is left as it is.\n" in outcome.stderr
    assert content(shell)["DHR1.yaml"] == BAD.encode()
    assert shell.run("dhrplan fmt --check").code == 3


@pytest.mark.parametrize(
    ("options", "place"), [("", "11:17"), ("--check", "9:17"), ("--diff", "9:17")]
)
def test_what_cannot_be_read_in_a_plan_is_named(shell: Shell, options: str, place: str) -> None:
    """And what is mended is not: `Completed` is written as the format writes it."""
    plan = shell.folder / "plans" / "DHR1.yaml"
    plan.write_text(UNCLEAR, encoding="utf-8")
    outcome = shell.run(f"dhrplan fmt {options} plans/DHR1.yaml")
    assert outcome.code == 3
    assert outcome.stderr.endswith(
        f"plans/DHR1.yaml:{place}: DHR1 1.1 is unclear.\n"
        "    `2021-02-30` is not in the calendar.\n"
        "    February 2021 has 28 days.\n"
    )
    assert "target: 2021-02-30\n" in plan.read_text(encoding="utf-8")
    assert ("status: complete\n" in plan.read_text(encoding="utf-8")) == (not options)


def test_without_a_register_that_can_be_read_names_stay(shell: Shell) -> None:
    (shell.folder / REGISTER).write_text(BAD, encoding="utf-8")
    outcome = shell.run("dhrplan fmt")
    assert outcome.code == 3
    assert f"{REGISTER} is left as it is." in outcome.stderr
    assert b"lead: [the Force, POL-TH" in content(shell)["DHR101.yaml"]


def test_a_change_that_would_not_be_safe_is_not_made(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dhrplan.plan import fmt

    monkeypatch.setattr(fmt, "meaning", lambda *_: object())
    before = content(shell)
    outcome = shell.run(f"dhrplan fmt {PLAN}")
    assert outcome.code == 3
    assert "the change would have made it say something else." in outcome.stderr
    assert content(shell) == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes in folders")
def test_what_is_no_file_is_told(shell: Shell) -> None:
    os.mkfifo(shell.folder / "plans" / "DHR1.yaml")
    outcome = shell.run("dhrplan fmt --check")
    assert outcome.code == 3
    assert (
        "plans/DHR1.yaml is left as it is.\n    plans/DHR1.yaml:1:1: The file cannot be opened:"
        in outcome.stderr
    )


def test_a_folder_without_plans_is_told(shell: Shell) -> None:
    (shell.folder / "empty").mkdir()
    outcome = shell.run("dhrplan fmt --plans empty")
    assert (outcome.code, outcome.stderr) == (
        3,
        "Error: There is no plan in empty.\nPlans are files such as DHR7.yaml.\n",
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows lets only some people make links")
def test_a_link_is_kept_and_its_plan_written_once(shell: Shell) -> None:
    link = shell.folder / "plans" / "DHR1.yaml"
    link.symlink_to("DHR101.yaml")
    shell.run("dhrplan fmt")
    assert link.is_symlink()
    assert shell.run(f"dhrplan fmt --check {PLAN}").code == 0


def test_what_is_written_is_judged_no_worse(shell: Shell) -> None:
    """And what was only a matter of form has gone."""
    options = "--as-of 2021-03-15 --format json --ignore stray-file"
    before = shell.run(f"dhrplan validate {options}").stdout
    shell.run("dhrplan fmt")
    after = shell.run(f"dhrplan validate {options}").stdout
    assert "unquoted-id" in before
    assert "unquoted-id" not in after
    assert after.count('"error"') < before.count('"error"')


def test_our_own_plans_are_in_form(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = Shell(capsys, monkeypatch, ROOT).run("dhrplan fmt --check")
    assert (outcome.code, outcome.stdout) == (0, "3 files checked, none would change.\n")
