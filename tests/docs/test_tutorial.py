"""The tutorial, command by command, in an empty folder, with the real git and pre-commit."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from dhrplan.plan.read import read_plan
from tests.golden.running import ROOT
from tests.keyboard import PROGRAMS, at_keyboard

if TYPE_CHECKING:
    from pathlib import Path

PAGE = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHOWN = [line for block in _BLOCK.findall(PAGE) for line in block.splitlines()]
STEPS = [line for line in SHOWN if not line.startswith("git config")]


MEETING = ("Town Hall", "NCC", "d", "20 November 2026", "All agencies use the form.", "q", "y")
AT_ONCE = ("d", "q")
"""Keys that need no Enter."""


def test_it_takes_ten_commands_at_most() -> None:
    assert len(STEPS) <= 10
    assert len(SHOWN) - len(STEPS) == 2
    assert [f"dhrplan {name}" in STEPS for name in ("overdue", "meeting", "validate")] == [True] * 3
    assert "dhrplan report DHR99" in STEPS


def test_it_says_what_to_type_in_the_meeting() -> None:
    typed = re.findall(r"`([^`]+)`", PAGE.partition("\n1. It asks")[2].partition("The plan is")[0])
    assert tuple(typed) == MEETING


@pytest.mark.needs("git", "tmux")
@pytest.mark.xdist_group("pre-commit")
def test_it_leads_from_an_empty_folder_to_a_meeting_and_a_commit(tmp_path: Path) -> None:
    (folder := tmp_path / "northshire").mkdir()
    printed = {}
    for step in STEPS:
        printed[step] = met(tmp_path, folder) if "meeting" in step else followed(step, folder)
    assert "1.1" in printed["dhrplan overdue"]
    assert "1.2" not in printed["dhrplan overdue"]
    assert "Train all staff who refer." in printed["dhrplan report DHR99"]
    plan = read_plan("DHR99.yaml", (folder / "plans" / "DHR99.yaml").read_bytes()).plan
    assert plan
    (recommendation,) = plan.recommendations
    assert [(one.id, one.status) for one in recommendation.actions] == [
        ("1.1", "complete"),
        ("1.2", "not-started"),
    ]
    assert recommendation.actions[1].lead == ("NCC",)
    assert list((folder / "minutes").glob("*.md"))
    assert re.search(r"3 files checked: no problems found\.", printed["dhrplan validate"])
    committed = next(text for step, text in printed.items() if step.startswith("git commit"))
    assert re.search(r"validate action plans\.+Passed", committed)
    assert followed("git status --porcelain", folder) == ""
    assert followed("git rev-list --count HEAD", folder) == "1\n"


def met(home: Path, folder: Path) -> str:
    """The screen after the meeting of the tutorial, at a terminal."""
    with at_keyboard(home, folder) as keys:
        keys.enter("dhrplan meeting; echo ended")
        keys.wait_for("? ")
        for typed in MEETING:  # typed ahead, as it is not lost
            keys.press(typed, *(() if typed in AT_ONCE else ("Enter",)))
        return keys.wait_for("\nended")


def followed(step: str, folder: Path) -> str:
    """The output of a step of the tutorial, with everything it needs installed."""
    name, *arguments = shlex.split(step)
    program = shutil.which(name, path=PROGRAMS)
    assert program, f"{name} is not installed"
    ended = subprocess.run(
        [program, *arguments],
        cwd=folder,
        env={**os.environ, "PATH": PROGRAMS, "PYTHONPATH": str(ROOT), "PRE_COMMIT_COLOR": "never"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 0, f"{step}\n{ended.stdout}"
    return ended.stdout
