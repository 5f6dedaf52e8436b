"""One key, as it is pressed. What is typed ahead stays for whoever asks next.

Click's `getchar` takes all that has been typed so far for one key, and so the first words of an
answer that somebody begins before its question stands there.
"""

from __future__ import annotations

import codecs
import sys
from contextlib import suppress

import click

ESCAPE = "\x1b"
ENTER = "\r"


def edit_lines() -> None:
    """Let what is typed be edited, and several lines that are pasted be one answer.

    Python itself turns the second off. On Windows there is no such library, and need be none: its
    own window edits lines, and warns of several that are pasted.
    """
    with suppress(ImportError):
        import readline

        readline.parse_and_bind("set enable-bracketed-paste on")


def read_key() -> str:
    """The next key; Enter as `ENTER`, an arrow and the like, and what is pasted, as `ESCAPE`.

    Raises:
        Abort: The terminal has gone.
        KeyboardInterrupt: Somebody interrupts.
    """
    key = _read()
    return ENTER if key == "\n" else key


if sys.platform == "win32":
    import msvcrt

    def _read() -> str:
        key = msvcrt.getwch()
        if key in {"\x00", "\xe0"}:
            msvcrt.getwch()
            return ESCAPE
        if key == "\x03":
            raise KeyboardInterrupt
        return key

else:
    import os
    import re
    import select
    import termios
    import tty

    _AT_ONCE = 0.05
    """The seconds within which the rest of a key that sends several signs has come."""

    _MARK_PASTED, _LEAVE_PASTED = "\x1b[?2004h", "\x1b[?2004l"
    """Whether the terminal is to mark what is pasted: it begins with Escape then, and is no key."""

    _WHOLE = re.compile(rb"\[[0-?]*[ -/]*[@-~]|O.|[^\[O]", re.DOTALL)
    """What follows Escape in one key: ECMA-48, section 5.4; `O` and a letter; Alt with a letter."""

    _PASTED, _END_OF_PASTED = b"[200~", b"\x1b[201~"

    def _read() -> str:
        terminal = sys.stdin.fileno()
        before = termios.tcgetattr(terminal)
        try:
            tty.setcbreak(terminal, termios.TCSADRAIN)
            _say(_MARK_PASTED)
            return _character(terminal)
        finally:
            _say(_LEAVE_PASTED)
            termios.tcsetattr(terminal, termios.TCSADRAIN, before)

    def _say(code: str) -> None:
        sys.stdout.write(code)
        sys.stdout.flush()

    def _character(terminal: int) -> str:
        """One character, of as many bytes as it has."""
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        while not (key := decoder.decode(_byte(terminal))):
            pass
        if key == ESCAPE:
            _pass_over(terminal)
        return key

    def _pass_over(terminal: int) -> None:
        """Read the rest of a key that sends several signs, or of what is pasted."""
        rest = b""
        while not _WHOLE.fullmatch(rest) and select.select([terminal], [], [], _AT_ONCE)[0]:
            rest += _byte(terminal)
        while rest.startswith(_PASTED) and not rest.endswith(_END_OF_PASTED):
            rest += _byte(terminal)

    def _byte(terminal: int) -> bytes:
        data = os.read(terminal, 1)
        if not data:
            raise click.Abort
        return data
