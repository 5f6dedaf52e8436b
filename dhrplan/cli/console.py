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

_IS_WINDOWS = os.name == "nt"

PLAIN_KEY = "dhrplan.plain"
NO_PAGER_KEY = "dhrplan.no_pager"
"""Flags of a command in `Context.meta`: they hold for all that it prints."""


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


def write(answer: str | bytes, output: Path | None = None) -> None:
    """Write an answer to standard output, or atomically to a file, named on standard error.

    A closed pipe is no error.

    Raises:
        DhrplanError: The disk is full, or the file may not be written.
    """
    if output is not None:
        from dhrplan import store

        store.write_output(output, as_bytes(answer))
        tell(f"{output} is written.")
        return
    try:
        if isinstance(answer, bytes):
            sys.stdout.flush()
            sys.stdout.buffer.write(answer)
            sys.stdout.buffer.flush()
        else:
            sys.stdout.write(answer)
            sys.stdout.flush()
    except OSError as error:
        # Or else Python's own flush at exit fails on the closed pipe or the full disk again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if error.errno not in {errno.EPIPE, errno.EINVAL}:  # EINVAL on Windows
            message = f"The answer cannot be written: {error.strerror}."
            raise DhrplanError(message) from error


def as_bytes(answer: str | bytes) -> bytes:
    """An answer as a file has it: text in UTF-8."""
    return answer if isinstance(answer, bytes) else answer.encode("utf-8", "backslashreplace")


def show(answer: str | bytes, output: Path | None = None) -> None:
    """Write an answer as `write` does; at a terminal, what is longer than a screen in a pager.

    Raises:
        DhrplanError: It cannot be written.
    """
    if output is None and isinstance(answer, str) and _needs_pager(answer):
        _page(answer)
    else:
        write(answer, output)


def _needs_pager(text: str) -> bool:
    at_terminal = sys.stdout.isatty() and sys.stdin is not None and sys.stdin.isatty()
    if not at_terminal or plain_wanted() or _is_set(NO_PAGER_KEY):
        return False
    if os.environ.get("PAGER", "more").strip() in {"", "cat"}:
        return False
    if _IS_WINDOWS and "PAGER" not in os.environ and not text.isascii():
        return False  # `more` reads the code page of the console, and would spoil other characters
    return text.count("\n") >= window_height()


def _page(text: str) -> None:
    """Show text in the pager that PAGER names, else in `less`, or `more` on Windows."""
    os.environ.setdefault("LESS", "FRX")  # as git does: quit at the end of a short text, in colour
    # Or else Windows runs a `more.exe` of the current folder, which may hold anybody's files.
    os.environ.setdefault("NoDefaultCurrentDirectoryInExePath", "1")
    click.echo_via_pager(text)


_PATIENCE = 1.0
"""Seconds after which work says that it is under way."""


@contextmanager
def progress(doing: str) -> Iterator[None]:
    """Show a line at a terminal while work takes longer than a second, and take it away then."""
    if not sys.stderr.isatty() or plain_wanted():
        yield
        return
    from threading import Timer

    shown: list[str] = []

    def show_line() -> None:
        shown.append(f"{doing}...")
        click.echo(shown[0], nl=False, err=True)
        sys.stderr.flush()

    timer = Timer(_PATIENCE, show_line)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()  # or else the line could come after it is taken away
        for line in shown:
            click.echo(f"\r{' ' * len(line)}\r", nl=False, err=True)


def wants_colour(color: str) -> bool:
    """True to colour standard output: `always`, `never`, or `auto` (a terminal, no NO_COLOR)."""
    if color != "auto":
        return color == "always"
    if plain_wanted():
        return False
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def plain_wanted(flag: bool = False) -> bool:  # noqa: FBT001, FBT002 - an option's value
    """True for text that reads aloud, by `--plain` or ACCESSIBLE: no cursor movement, no boxes."""
    return flag or _is_set(PLAIN_KEY) or os.environ.get("ACCESSIBLE", "") not in {"", "0"}


def _is_set(key: str) -> bool:
    """True if the running command was given a flag."""
    ctx = click.get_current_context(silent=True)
    return ctx is not None and bool(ctx.meta.get(key))


def window_width() -> int:
    """Columns of the window, at least 40."""
    from shutil import get_terminal_size  # shutil imports every archive format

    return max(get_terminal_size().columns, _NARROWEST)


def window_height() -> int:
    """Lines of the window."""
    from shutil import get_terminal_size

    return get_terminal_size().lines
