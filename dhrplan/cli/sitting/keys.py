"""One key, as it is pressed. What is typed ahead stays for whoever asks next.

Click's `getchar` takes all that has been typed so far for one key, and so the first words of an
answer that somebody begins before its question stands there.
"""

from __future__ import annotations

import codecs
import sys

import click

ESCAPE = "\x1b"
ENTER = "\r"


def read_key() -> str:
    """The next key; Enter as `ENTER`, a key without a letter (an arrow) as `ESCAPE`.

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
    import select
    import termios
    import tty

    _AT_ONCE = 0.05
    """The seconds within which the rest of a key that sends several signs has come."""

    def _read() -> str:
        terminal = sys.stdin.fileno()
        before = termios.tcgetattr(terminal)
        try:
            tty.setcbreak(terminal, termios.TCSADRAIN)
            return _character(terminal)
        finally:
            termios.tcsetattr(terminal, termios.TCSADRAIN, before)

    def _character(terminal: int) -> str:
        """One character, of as many bytes as it has."""
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        while not (key := decoder.decode(_byte(terminal))):
            pass
        if key == ESCAPE:
            while select.select([terminal], [], [], _AT_ONCE)[0]:
                _byte(terminal)
        return key

    def _byte(terminal: int) -> bytes:
        data = os.read(terminal, 1)
        if not data:
            raise click.Abort
        return data
