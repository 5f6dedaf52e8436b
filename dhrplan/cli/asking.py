"""Before anything is written: the difference is shown, and whoever sits at a terminal is asked."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from dhrplan import store

REFUSED = 3
"""The exit code where nothing is written: somebody said no."""

_LINE = re.compile("\r\n|\r|\n")
_HEADS = ("---", "+++")
_COLOURS = {"+": "green", "-": "red", "@": "cyan"}
NEEDS_YES = "Nothing is written: this is no terminal, so nobody can be asked. Add --yes."


def at_terminal() -> bool:
    """Whether somebody sits there who can be asked."""
    return sys.stdin is not None and sys.stdin.isatty()


def need_consent(*, yes: bool, dry_run: bool) -> None:
    """See that there is a way to be told that something may be written.

    Raises:
        UsageError: There is none.
    """
    if not (yes or dry_run or at_terminal()):
        raise click.UsageError(NEEDS_YES)


def agreed(question: str, *, yes: bool, dry_run: bool, default: bool = False) -> bool:
    """Whether to write: as the options say, else as is answered. If not, that is said.

    Raises:
        UsageError: Nobody can be asked.
    """
    need_consent(yes=yes, dry_run=dry_run)
    if not dry_run and (yes or click.confirm(question, default=default, err=True)):
        return True
    click.echo("Nothing is written.", err=True)
    return False


def settle(change: store.Change, *, yes: bool, dry_run: bool, color: str) -> int:
    """Show what would change in a file, ask, and write it.

    Args:
        change: The file, with what was read and what it is to have.
        yes: Write without asking.
        dry_run: Show it, and write nothing.
        color: `auto`, `always` or `never`.

    Returns:
        The exit code.

    Raises:
        UsageError: Nobody can be asked.
        NotWrittenError: The file cannot be written, or is no longer as it was read.
    """
    from dhrplan.cli.answer import wants_colour, write

    start = Path.cwd()
    name = store.shown(change.path, start)
    write(difference(change, name, colour=wants_colour(color)))
    if not agreed("Write this?", yes=yes, dry_run=dry_run):
        return 0 if dry_run else REFUSED
    store.rewrite((change,), start)
    click.echo(f"{name} is written.", err=True)
    return 0


def difference(change: store.Change, name: str, *, colour: bool) -> str:
    """What would change, as `diff -u` shows it; a file's own control codes are written out."""
    from difflib import unified_diff

    from dhrplan.render.visible import visible

    before, after = _lines(change.before or b""), _lines(change.after)
    old = "(no file)" if change.before is None else name
    lines = map(visible, unified_diff(before, after, old, name, lineterm=""))
    return "".join(f"{_painted(line) if colour else line}\n" for line in lines)


def _lines(data: bytes) -> list[str]:
    """The lines of a file, without what ends them."""
    lines = _LINE.split(data.decode("utf-8-sig", "replace"))
    return lines if lines[-1] else lines[:-1]


def _painted(line: str) -> str:
    if line[:3] in _HEADS:
        return click.style(line, bold=True)
    colour = _COLOURS.get(line[:1])
    return click.style(line, fg=colour) if colour else line
