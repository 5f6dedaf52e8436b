"""Standard output and standard error: writing, colour, and the size of the window."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TYPE_CHECKING, TextIO

import click

from dhrplan.errors import DhrplanError
from dhrplan.render.visible import visible

if TYPE_CHECKING:  # pathlib takes 5 ms, and `--help` does without
    from pathlib import Path

PAGE = 80
"""The width of a file for people, in columns."""

_NARROWEST = 40


class _TolerantStream(TextIOWrapper):
    """Drops what nobody can read any more instead of raising.

    `update --commit` commits even if the window that would show its messages is closed.
    """

    def write(self, text: str, /) -> int:
        with self._dropping():
            super().write(text)
        return len(text)

    def flush(self) -> None:
        with self._dropping():
            super().flush()

    @contextmanager
    def _dropping(self) -> Iterator[None]:
        try:
            yield
        except OSError:  # closed pipe or full disk; the buffer must still be flushed to somewhere
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, self.fileno())
            os.close(null)


def tolerant_stderr(stream: TextIO) -> TextIO:
    """The same stream in UTF-8, ignoring a reader that has gone."""
    return _TolerantStream(
        stream.buffer, "utf-8", "backslashreplace", newline="", line_buffering=True
    )


def tell(text: str) -> None:
    """Write a line to standard error with its control characters escaped."""
    click.echo(visible(text), err=True)


def write(text: str, output: Path | None = None) -> None:
    """Write text to standard output, or atomically to a file, which is named on standard error.

    A closed pipe is no error.

    Raises:
        DhrplanError: The disk is full, or the file may not be written.
    """
    if output is not None:
        from dhrplan import store

        store.write_output(output, text.encode("utf-8", "backslashreplace"))
        tell(f"{output} is written.")
        return
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        # Or else Python's own flush at exit fails on the closed pipe or the full disk again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if error.errno not in {errno.EPIPE, errno.EINVAL}:  # EINVAL on Windows
            message = f"The answer cannot be written: {error.strerror}."
            raise DhrplanError(message) from error


def wants_colour(color: str) -> bool:
    """True to colour standard output: `always`, `never`, or `auto` (a terminal, no NO_COLOR)."""
    if color != "auto":
        return color == "always"
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def plain_wanted(flag: bool = False) -> bool:  # noqa: FBT001, FBT002 - an option's value
    """True for text that reads aloud, by `--plain` or ACCESSIBLE: no cursor movement, no boxes."""
    return flag or os.environ.get("ACCESSIBLE", "") not in {"", "0"}


def window_width() -> int:
    """Columns of the window, at least 40."""
    from shutil import get_terminal_size  # shutil imports every archive format

    return max(get_terminal_size().columns, _NARROWEST)


def window_height() -> int:
    """Lines of the window."""
    from shutil import get_terminal_size

    return get_terminal_size().lines
