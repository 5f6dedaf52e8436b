"""The words that options hold, or that come from standard input, or out of an editor."""

from __future__ import annotations

import sys

import click

from dhrplan.cli.asking import at_terminal
from dhrplan.cli.types import EDITOR

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
        UsageError: It is not.
    """
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise click.UsageError("Standard input is not UTF-8.") from None


def _from_editor(of_what: str) -> str:
    """Words out of the editor of whoever sits there, which begins with a line that says so."""
    if not at_terminal():
        message = f"Here is no terminal to write {of_what} at: give the words, or - to read them."
        raise click.UsageError(message)
    head = f"# Write {of_what} below this line, save, and close the editor.\n"
    written = click.edit(f"{head}\n", extension=".txt") or ""
    return written.replace(head.strip(), "", 1)
