"""Before anything is written: whoever sits at a terminal is asked."""

from __future__ import annotations

import sys

import click

REFUSED = 3
"""The exit code where nothing is written: somebody said no."""

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
