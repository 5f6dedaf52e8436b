"""A real terminal: press keys, and read the screen."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.golden.running import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAMS = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
"""The search path, with `dhrplan` first, as after an installation."""


class Keyboard:
    """A bash in a window of tmux, on a server of its own.

    Args:
        home: A folder of the test's own.
        folder: Where the shell begins.
        variables: Of its environment, besides the usual ones.
    """

    def __init__(self, home: Path, folder: Path = ROOT, **variables: str) -> None:
        self.folder = folder
        self.env = {
            **{name: value for name, value in os.environ.items() if not name.startswith("TMUX")},
            "TMUX_TMPDIR": str(home),
            "HOME": str(home),
            "PATH": PROGRAMS,
            "PYTHONPATH": str(ROOT),  # the program of this checkout
            "INPUTRC": os.devnull,
            "TERM": "xterm",
            "LC_ALL": "C.UTF-8",
            **variables,
        }

    def tmux(self, *words: str) -> str:
        return subprocess.run(
            ["tmux", "-f", os.devnull, "-L", "dhrplan", *words],
            cwd=self.folder,
            env=self.env,
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout

    def press(self, *keys: str) -> None:
        self.tmux("send-keys", "--", *keys)

    def enter(self, command: str) -> None:
        """Type a command for the shell, on a screen with nothing left from the one before.

        tmux clears the screen, and not the shell: what `wait_for` reads next is newer than this.
        """
        self.tmux("send-keys", "-R")
        self.press(command, "Enter")

    def paste(self, text: str) -> None:
        """Paste a text, as out of a mail."""
        self.tmux("set-buffer", "--", text)
        self.tmux("paste-buffer", "-p")

    def wait_for(self, words: str) -> str:
        """The screen once it shows these words; it is given up after a long while."""
        screen = ""
        for _ in range(700):
            screen = self.tmux("capture-pane", "-p")
            if words in screen:
                return screen
            time.sleep(0.03)
        pytest.fail(f"{words!r} is not on the screen:\n{screen}")


@contextmanager
def at_keyboard(
    home: Path, folder: Path = ROOT, rows: int = 50, columns: int = 100, **variables: str
) -> Iterator[Keyboard]:
    """A terminal that is closed in the end."""
    keys = Keyboard(home, folder, **variables)
    size = ("-x", str(columns), "-y", str(rows))
    keys.tmux("new-session", "-d", *size, "bash --norc --noprofile")
    try:
        yield keys
    finally:
        keys.tmux("kill-server")
