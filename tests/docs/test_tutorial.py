"""The tutorial, command by command, in an empty folder, with the real git and pre-commit."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from dhrplan.cli.entry import COMMANDS
from dhrplan.plan.read import read_plan
from tests.golden.running import ROOT
from tests.keyboard import PROGRAMS

if TYPE_CHECKING:
    from pathlib import Path

PAGE = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHOWN = [line for block in _BLOCK.findall(PAGE) for line in block.splitlines()]
STEPS = [line for line in SHOWN if not line.startswith("git config")]


def test_it_takes_eight_commands_at_most() -> None:
    assert len(STEPS) <= 8
    assert len(SHOWN) - len(STEPS) == 2
    assert [name for name in ("init", "new", "update", "validate") if name not in PAGE] == []


@pytest.mark.needs("git")
@pytest.mark.xdist_group("pre-commit")
@pytest.mark.skipif("update" not in COMMANDS, reason="there is no `update` yet")
def test_it_leads_from_an_empty_folder_to_a_commit_that_was_checked(tmp_path: Path) -> None:
    printed = {step: followed(step, tmp_path) for step in STEPS}
    plan = read_plan("DHR99.yaml", (tmp_path / "plans" / "DHR99.yaml").read_bytes()).plan
    assert plan
    (recommendation,) = plan.recommendations
    assert [(one.id, one.status) for one in recommendation.actions] == [
        ("1.1", "complete"),
        ("1.2", "not-started"),
    ]
    assert recommendation.actions[1].lead == ("NCC",)
    assert "3 files checked, nothing to mend." in printed["dhrplan validate"]
    committed = next(told for step, told in printed.items() if step.startswith("git commit"))
    assert re.search(r"validate action plans\.+Passed", committed)
    assert followed("git status --porcelain", tmp_path) == ""
    assert followed("git rev-list --count HEAD", tmp_path) == "1\n"


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
