"""The words that options hold, or that come from standard input, or out of an editor."""

from __future__ import annotations

import codecs
import os
import sys

import click

from dhrplan.cli.asking import at_terminal
from dhrplan.cli.types import EDITOR
from dhrplan.text.folder import from_windows

STDIN = "-"


def text(given: str, of_what: str) -> str:
    """The words of an option: as they are given, or from standard input, or out of an editor.

    Args:
        given: What the option holds.
        of_what: What the words are of, for whoever is shown an empty page.

    Raises:
        UsageError: There are none.
    """
    words = given
    if given == STDIN:
        words = from_input()
    elif given == EDITOR:
        words = _from_editor(of_what)
    lines = [line.rstrip() for line in words.splitlines()]
    words = "\n".join(lines).strip("\n")
    if not words.strip():
        raise click.UsageError(f"There are no words of {of_what}, and so nothing is added.")
    return words


def from_input() -> str:
    """Standard input, which is UTF-8 whatever the console.

    Raises:
        UsageError: It is not, or there is none.
    """
    if sys.stdin is None:
        raise click.UsageError("There is no standard input to read the text from.")
    if at_terminal():
        end = "Ctrl-Z and Enter" if sys.platform == "win32" else "Enter and Ctrl-D"
        click.echo(f"Write the text here, as many lines as it takes; end it with {end}.", err=True)
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise click.UsageError("Standard input is not UTF-8.") from None


def _from_editor(of_what: str) -> str:
    """Words out of the editor of whoever sits there, which begins with a line that says so."""
    if not at_terminal():
        message = f"Here is no terminal to write {of_what} at: give the words, or - to read them."
        raise click.UsageError(message)
    head = f"# Write {of_what} below this line, save, and close the editor."
    page = f"{head}\n\n".replace("\n", os.linesep)
    # Notepad takes a page without a mark for one of another encoding.
    written = click.edit(page.encode("utf-8-sig" if os.name == "nt" else "utf-8")) or b""
    return read(written).replace(head, "", 1)


def read(data: bytes) -> str:
    """A page as an editor has saved it, in whatever way: its words are nowhere else."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", "replace")
    else:
        text = from_windows(data)
    return text.replace("\r\n", "\n")
