"""Standard error: what the program says besides its answer, and never what its work hangs on."""

from __future__ import annotations

import os
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TYPE_CHECKING

import click

from dhrplan.render.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO


class _Told(TextIOWrapper):
    """What is said where nobody hears it any more is lost, and the work goes on.

    A commit that was asked for is made though the window is closed that would say so.
    """

    def write(self, text: str, /) -> int:
        with self._unheard():
            super().write(text)
        return len(text)

    def flush(self) -> None:
        with self._unheard():
            super().flush()

    @contextmanager
    def _unheard(self) -> Iterator[None]:
        try:
            yield
        except OSError:  # the reader has gone, or the disk is full; what is left must go somewhere
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.fileno())
            os.close(nowhere)


def told_on(stream: TextIO) -> TextIO:
    """The same stream in UTF-8, which is no fault where nobody reads it."""
    return _Told(stream.buffer, "utf-8", "backslashreplace", newline="", line_buffering=True)


def tell(text: str) -> None:
    """Say something, in which no name of a file and no word of a plan steers the terminal."""
    click.echo(visible(text), err=True)
