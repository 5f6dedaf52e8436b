"""`validate -` and `fmt -`, as an editor runs them, and errors without their warnings."""

from __future__ import annotations

import io
import json
import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from tests.golden.running import ROOT, Outcome, Shell

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Piped = Callable[[str, bytes], Outcome]

PLAN = (ROOT / "plans" / "DHR4.yaml").read_bytes()
WRONG = PLAN.replace(b"status: in-progress", b"status: inprogress")
UNTIDY = PLAN.replace(b"target: 2017-08\n", b"target: 08/2017\n")


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    shutil.copytree(ROOT / "plans", tmp_path / "plans")
    return Shell(capsys, monkeypatch, tmp_path)


@pytest.fixture
def piped(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Piped:
    """Runs a command with its standard input."""

    def run(command: str, data: bytes) -> Outcome:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        return shell.run(command)

    return run


def test_a_plan_from_standard_input_takes_the_place_of_its_file(piped: Piped, shell: Shell) -> None:
    printed = piped("dhrplan validate - --format json", WRONG)
    found = json.loads(printed.stdout)["diagnostics"]
    assert printed.code == 1
    assert {one["file"] for one in found} == {"plans/DHR4.yaml"}
    assert "unknown-value" in {one["rule"] for one in found}
    # The register and the other plans are in view, so that there is nothing more to say.
    (shell.folder / "plans" / "DHR4.yaml").write_bytes(WRONG)
    on_disk = shell.run("dhrplan validate plans/DHR4.yaml --format json").stdout
    assert json.loads(on_disk)["diagnostics"] == found


def test_a_name_may_be_given(piped: Piped) -> None:
    outcome = piped("dhrplan validate - --stdin-name plans/DHR9.yaml --select references", PLAN)
    assert outcome.code == 1
    assert "plans/DHR9.yaml:6:5: error[duplicate-review]" in outcome.stdout


def test_without_a_folder_the_plan_is_checked_alone(piped: Piped, shell: Shell) -> None:
    shutil.rmtree(shell.folder / "plans")
    outcome = piped("dhrplan validate -", WRONG)
    assert outcome.code == 1
    assert "plans/DHR4.yaml:166:17: error[unknown-value]" in outcome.stdout


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("validate - plans/DHR4.yaml", "Standard input is one file"),
        ("fmt - plans/DHR4.yaml", "Standard input is one file"),
        ("validate - --staged", "--staged checks what git has"),
        ("validate --stdin-name plans/DHR4.yaml", "--stdin-name needs `-`"),
        ("fmt - --stdin-name plans/DHR4.txt", "is not a plan"),
    ],
)
def test_what_cannot_be_meant_is_refused(piped: Piped, command: str, message: str) -> None:
    outcome = piped(f"dhrplan {command}", PLAN)
    assert (outcome.code, outcome.stdout) == (2, "")
    assert message in " ".join(outcome.stderr.split())


@pytest.mark.parametrize("name", ["", " --stdin-name plans/DHR4.yaml"])
def test_fmt_writes_to_standard_output(piped: Piped, shell: Shell, name: str) -> None:
    outcome = piped(f"dhrplan fmt -{name}", UNTIDY)
    assert (outcome.code, outcome.stdout.encode(), outcome.stderr) == (0, PLAN, "")
    assert (shell.folder / "plans" / "DHR4.yaml").read_bytes() == PLAN


def test_fmt_takes_the_register_too(piped: Piped, shell: Shell) -> None:
    register = (shell.folder / "plans" / "agencies.yaml").read_bytes()
    outcome = piped("dhrplan fmt - --stdin-name plans/agencies.yaml", register)
    assert (outcome.code, outcome.stdout.encode()) == (0, register)


def test_fmt_shows_or_counts_what_would_change(piped: Piped) -> None:
    shown = piped("dhrplan fmt - --diff", UNTIDY).stdout
    assert "-        target: 08/2017\n+        target: 2017-08\n" in shown
    outcome = piped("dhrplan fmt - --check", UNTIDY)
    assert (outcome.code, outcome.stdout) == (1, "")
    assert piped("dhrplan fmt - --check", PLAN).code == 0


def test_what_cannot_be_read_is_named_and_kept(piped: Piped) -> None:
    outcome = piped("dhrplan fmt -", b"id: [\n")
    assert (outcome.code, outcome.stdout) == (3, "")
    assert "plans/stdin.yaml:1:5" in outcome.stderr
    outcome = piped("dhrplan fmt -", WRONG)
    assert (outcome.code, outcome.stdout.encode()) == (3, WRONG)
    assert "`inprogress` is not a status." in outcome.stderr


def test_quiet_shows_errors_only(piped: Piped) -> None:
    loud = piped("dhrplan validate -", WRONG).stdout
    quiet = piped("dhrplan validate - --quiet", WRONG)
    assert quiet.code == 1
    assert "warning[" in loud
    assert "warning" not in quiet.stdout
    assert quiet.stdout.count("error[") == loud.count("error[")
    assert "other problems not shown." in quiet.stdout


def test_quiet_without_errors_says_nothing(piped: Piped) -> None:
    outcome = piped("dhrplan validate - --quiet", PLAN)
    assert (outcome.code, outcome.stdout, outcome.stderr) == (0, "", "")


def test_quiet_shows_what_strict_fails_for(piped: Piped) -> None:
    outcome = piped("dhrplan validate - --quiet --strict", PLAN)
    assert outcome.code == 1
    assert "warning[" in outcome.stdout
