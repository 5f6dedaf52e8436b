"""Plain text, which reads aloud: a meeting and other questions at a real terminal."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from dhrplan.cli.console import plain_wanted
from tests.keyboard import at_keyboard
from tests.meeting.test_terminal import BOARD, PROGRAM, plan, ready

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.keyboard import Keyboard


@pytest.mark.parametrize(
    ("flag", "environment", "wanted"),
    [
        (False, None, False),
        (False, "", False),
        (False, "0", False),
        (False, "1", True),
        (True, "0", True),
    ],
)
def test_plain_is_wanted(
    *, flag: bool, environment: str | None, wanted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ACCESSIBLE", raising=False)
    if environment is not None:
        monkeypatch.setenv("ACCESSIBLE", environment)
    assert plain_wanted(flag) is wanted


# -- at a terminal ---------------------------------------------------------------------------------

MEETING = f"{PROGRAM} meeting --as-of 2021-04-10 --review DHR97 --place '' --present ''"
MOVES = re.compile(
    rb"\x1b\[[0-9;]*[A-HJKSTdf`su]"  # CSI: up, down, to a place, erase, scroll, save, restore
    rb"|\x1b[78DEHM]|\x1b\[\?(?:25|47|1047|1049)[hl]|\x08|\r(?!\r*\n)"
)
"""What moves the cursor or clears (ECMA-48, DEC): going back on a line is a move too."""
BOXES = re.compile("[\u2500-\u259f]")


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[Keyboard]:
    folder = tmp_path / "work"
    shutil.copytree(BOARD, folder / "plans")
    with at_keyboard(tmp_path, folder, rows=200) as keyboard:
        ready(keyboard)
        yield keyboard


def listen(keys: Keyboard, command: str) -> None:
    """Enter a command, and keep what it sends to the terminal; the shell keeps silent meanwhile."""
    script = f'echo listening; read begin; {command}; echo "code $?"; read end'
    (keys.folder / "run").write_text(f"{script}\n", encoding="utf-8")
    keys.enter("clear; . ./run")
    keys.wait_for("listening\n")
    keys.tmux("pipe-pane", "cat >sent")
    keys.press("Enter")


def moves(keys: Keyboard) -> list[bytes]:
    """What moved the cursor or drew a box since `listen`."""
    keys.tmux("pipe-pane")
    sent = (keys.folder / "sent").read_bytes()
    assert len(sent) > len("code 0"), "nothing was kept"
    return [*MOVES.findall(sent), *(one.encode() for one in BOXES.findall(sent.decode()))]


@pytest.mark.needs("bash", "tmux")
@pytest.mark.parametrize("command", [f"{MEETING} --plain", f"ACCESSIBLE=1 {MEETING}"])
def test_a_meeting_reads_aloud(keys: Keyboard, command: str) -> None:
    listen(keys, command)
    screen = keys.wait_for("Action 1 of 3, DHR97 1.1. Type a letter, then Enter, or ? for help:")
    lines = screen.splitlines()
    assert (
        "Extension requested: to June 2021 (20 February 2021, NCC: Printing takes longer)" in lines
    )
    assert "d: done" in lines
    assert "q: finish and save" in lines
    keys.press("z", "Enter")
    keys.wait_for("`z` is not a key here.")
    keys.press("?", "Enter")
    keys.wait_for("d: Done. When was it completed? What was the outcome?")
    keys.press("space", "Enter")
    keys.wait_for("Draft sent to all.")
    keys.press("c", "Enter")
    keys.wait_for("What did the check find?\ns: still in place\nl: lapsed\nk: not known\n")
    keys.press("s", "Enter", "Ten cases read", "Enter", "2022-03", "Enter")
    keys.wait_for("Recorded. Checked, still in place: Ten cases read.\nNext check: March 2022.")
    keys.press("3", "Enter")
    keys.wait_for("Action 3 of 3, DHR97 1.3.")
    keys.press("q", "Enter")
    keys.wait_for("Save this? [y/N]:")
    keys.press("y", "Enter")
    keys.wait_for("The minutes are in minutes/2021-04-10.md.")
    screen = keys.wait_for("code 0")
    assert screen.count("Action 1 of 3: DHR97 1.1, as at") == 1, "it is read out once"
    assert "| --- |" not in screen
    assert "found: still-in-place" in plan(keys)
    assert moves(keys) == []


@pytest.mark.needs("bash", "tmux")
def test_an_interrupted_meeting_is_offered_aloud(keys: Keyboard) -> None:
    listen(keys, f"ACCESSIBLE=1 {MEETING}")
    keys.wait_for("Action 1 of 3, DHR97 1.1.")
    keys.press("v", "Enter", "A form", "Enter")
    keys.wait_for("Recorded. Evidence: A form.")
    keys.press("C-d")
    keys.wait_for("The next meeting will offer it again.")
    assert moves(keys) == []
    keys.press("Enter")
    listen(keys, f"ACCESSIBLE=1 {MEETING}")
    keys.wait_for(
        "DHR97 1.1: Evidence: A form.\n\nt: take them into this meeting\nd: delete them\n"
    )
    keys.press("t", "Enter")
    keys.wait_for("Decided now\nEvidence: A form.\n")
    assert moves(keys) == []


@pytest.mark.needs("bash", "tmux")
@pytest.mark.parametrize(
    ("command", "asked"),
    [
        ("update DHR97 1.3 --status in-progress", "Save this? [y/N]:"),
        ("undo", "There is nothing"),
        ("show", "Which"),
        ("init other", "Name of the partnership"),
    ],
)
def test_other_questions_read_aloud(keys: Keyboard, command: str, asked: str) -> None:
    listen(keys, f"ACCESSIBLE=1 {PROGRAM} {command}")
    keys.wait_for(asked)
    assert moves(keys) == []
