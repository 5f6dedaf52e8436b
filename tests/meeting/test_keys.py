"""Keys as Windows gives them, where no module of other systems is to be had."""

from __future__ import annotations

import importlib.util
import os
import sys
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from dhrplan.meeting import loop

if TYPE_CHECKING:
    from collections.abc import Callable

ELSEWHERE = ("termios", "tty", "fcntl", "select", "readline")


def on_windows(typed: str, monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    """The reader of keys as it is there, with what is typed."""
    console = ModuleType("msvcrt")
    monkeypatch.setattr(console, "getwch", iter(typed).__next__, raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "msvcrt", console)
    for name in ELSEWHERE:
        monkeypatch.setitem(sys.modules, name, None)
    spec = importlib.util.spec_from_file_location("terminal_there", loop.__file__)
    assert spec
    assert spec.loader
    there = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, there)  # dataclasses look their module up
    spec.loader.exec_module(there)
    read_key: Callable[[], str] = there.read_key
    return read_key


@pytest.mark.parametrize(
    ("typed", "keys_read"),
    [
        ("d\r", ["d", loop.ENTER]),
        ("\xe0HD", [loop.ESCAPE, "D"]),  # an arrow
        ("\x00;é", [loop.ESCAPE, "é"]),  # F1
        ("\x1b ", [loop.ESCAPE, " "]),
    ],
)
def test_keys_of_windows(typed: str, keys_read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    read_key = on_windows(typed, monkeypatch)
    assert [read_key() for _ in keys_read] == keys_read


def test_windows_gives_ctrl_c_as_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    read_key = on_windows("\x03", monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        read_key()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals on Windows")
@pytest.mark.parametrize(
    ("typed", "keys_read"),
    [
        ("d\n", ["d", loop.ENTER]),
        ("dé€😀", ["d", "é", "€", "😀"]),
        ("\x1b[Ad", [loop.ESCAPE, "d"]),  # an arrow
        ("\x1b[1;5Cd", [loop.ESCAPE, "d"]),  # with Ctrl
        ("\x1bOPd", [loop.ESCAPE, "d"]),  # F1
        ("\x1bqd", [loop.ESCAPE, "d"]),  # Alt and a letter
        ("\x1b[200~q\nd\x1b[201~p", [loop.ESCAPE, "p"]),  # pasted
        ("\x1b[200~\x1b[201~p", [loop.ESCAPE, "p"]),
        ("\x1b", [loop.ESCAPE]),
    ],
)
def test_keys_of_a_terminal(
    typed: str, keys_read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    keyboard, other_end = os.openpty()
    with os.fdopen(keyboard, "wb", buffering=0) as hand, os.fdopen(other_end) as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        hand.write(typed.encode())
        assert [loop.read_key() for _ in keys_read] == keys_read
