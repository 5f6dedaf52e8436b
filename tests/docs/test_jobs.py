"""Each of thirty jobs of an office has its commands on docs/jobs.md, or is said to be missing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.golden.running import ROOT, Shell, folder_for_examples, unasked

if TYPE_CHECKING:
    from pathlib import Path

PAGE = (ROOT / "docs" / "jobs.md").read_text(encoding="utf-8")
JOBS = (ROOT / "tests" / "docs" / "jobs.txt").read_text(encoding="utf-8").splitlines()
ROWS = dict(re.findall(r"^\| (?!Job|---)(.*?) \| (.*) \|$", PAGE, re.MULTILINE))
NOT_YET = {
    "Send an agency what it owes, as text for a mail, to its contact",
    "A version for publication",
}


def commands(job: str) -> list[str]:
    return re.findall(r"`(dhrplan \w+ [^`]+|dhrplan (?:overdue|undo|minutes))`", ROWS[job])


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    """A folder with the example plans, a change to take back and the minutes of a meeting."""
    folder_for_examples(tmp_path)
    shell = Shell(capsys, monkeypatch, tmp_path)
    shell.run("dhrplan update DHR4 4.1 --note 'No news.' --by LBTH --yes")
    (tmp_path / "minutes").mkdir()
    (tmp_path / "minutes" / "2026-11-20.md").write_text("# Minutes\n", encoding="utf-8")
    return shell


def test_each_job_is_on_the_page() -> None:
    assert sorted(ROWS) == sorted(JOBS)


def test_what_is_missing_is_said_to_be() -> None:
    assert {job for job, said in ROWS.items() if said.startswith("not yet")} == NOT_YET


@pytest.mark.parametrize("job", JOBS)
def test_a_job_takes_two_commands_at_most(job: str, shell: Shell) -> None:
    typed = commands(job)
    assert len(typed) <= 2
    assert typed or job in NOT_YET
    for command in typed:
        is_first_of_two = command == typed[0] and len(typed) > 1
        outcome = shell.run(answered(command, is_written=is_first_of_two))
        assert outcome.code == 0, outcome.stderr
        assert outcome.stdout or "-o " in command


def answered(command: str, *, is_written: bool) -> str:
    """A command that asks nobody; the first of two writes what the second needs."""
    if command == "dhrplan undo":
        return f"{command} --yes"
    dry = unasked(command)
    return dry.replace("--dry-run", "--yes") if is_written else dry
