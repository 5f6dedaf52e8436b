"""From what is asked to an answer on standard output, with what could not be read beside it."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING

import click

from dhrplan import store
from dhrplan.cli.clock import today
from dhrplan.cli.view import read_workspace
from dhrplan.errors import DhrplanError, NotFoundError
from dhrplan.render import ENDINGS, Layout, render
from dhrplan.text.settings import FILE as SETTINGS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from dhrplan.cli.options import Asked
    from dhrplan.diagnostic import Diagnostic
    from dhrplan.select import Selection
    from dhrplan.table import Report
    from dhrplan.text.folder import Folder
    from dhrplan.workspace import Workspace

    Question = Callable[[tuple[Folder, ...], Selection, date], Report]

PAGE = 80
"""The columns of a file for people."""

_NARROWEST = 40
NOT_ALL = 3
"""The exit code of an answer that lacks something."""


def answer(asked: Asked, question: Question) -> tuple[Report, int]:
    """Answer a question, and return the report with the exit code."""
    form_of(asked.form, asked.output)  # what is asked for wrongly is said before anything is read
    view = read_workspace(asked.plans)
    try:
        report = question(view.folders, asked.selection, asked.as_of or today())
    except NotFoundError:  # what cannot be read may hold what is asked for
        write_problems(view.unread_files, view)
        raise
    problems = view.problems(asked.selection)
    write_problems(problems, view)
    write_report(report, problems, asked.form, asked.output, asked.color)
    return report, NOT_ALL if problems and not asked.allow_partial else 0


def write_report(
    report: Report,
    problems: tuple[Diagnostic, ...],
    form: str | None,
    output: Path | None,
    color: str,
) -> None:
    """Lay out a report and write it where it is wanted.

    Raises:
        DhrplanError: It cannot be written.
    """
    name = form_of(form, output)
    colour = wants_colour(color) and output is None
    width = PAGE if output else window_width()
    text = render(name, report, problems, Layout(width, colour))
    # Excel takes a file for UTF-8 only if it begins with a byte order mark.
    write(f"\ufeff{text}" if output and name == "csv" else text, output)


def wants_colour(color: str) -> bool:
    """Whether to colour standard output: as asked; by itself only on a terminal."""
    if color != "auto":
        return color == "always"
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def write(text: str, output: Path | None = None) -> None:
    """Write the answer, to a file whole or not at all. A reader that has gone is no fault.

    Raises:
        DhrplanError: There is no room for it, or no leave to write it.
    """
    if output is not None:
        store.write_new(output, text.encode("utf-8", "backslashreplace"))
        return
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        # What Python flushes at its end must not meet the closed pipe or the full disk again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if error.errno not in {errno.EPIPE, errno.EINVAL}:  # Windows says EINVAL
            message = f"The answer cannot be written: {error.strerror}."
            raise DhrplanError(message) from error


def write_problems(problems: tuple[Diagnostic, ...], view: Workspace) -> None:
    """Name on standard error what could not be read, with place, cause and what to write."""
    from dhrplan.render.visible import one_line

    unreadable = view.unreadable
    for one in problems:
        head = _head(one) if one.place.file not in unreadable else _LEFT_OUT
        click.echo(one_line(f"{one.place}: {head}"), err=True)
        for line in filter(None, (one.message, one.hint)):
            click.echo(f"    {one_line(line)}", err=True)


def _head(one: Diagnostic) -> str:
    """What a problem does to the answer."""
    if one.rule == "unknown-agency":
        named = f"{one.review} {one.action}" if one.action else "something"
        return f"{named} may be missing where an agency is asked for."
    if one.action:
        return f"{one.review} {one.action} is unclear."
    if one.related and one.rule == "duplicate-review":
        return f"{one.review} is counted twice."
    if one.place.file.endswith(SETTINGS):
        return "something in the settings cannot be read, and is as if it were not set."
    return f"something in {one.review or 'the register'} cannot be read."


_LEFT_OUT = "this file cannot be read and is left out."


def form_of(form: str | None, output: Path | None) -> str:
    """The format that is asked for, by its name or by the ending of the output.

    Raises:
        UsageError: The ending names none.
    """
    if form or output is None:
        return form or "table"
    name = ENDINGS.get(output.suffix.casefold())
    if name is None:
        endings = ", ".join(ENDINGS)
        message = f"The ending of {output.name} names no format ({endings}); add --format."
        raise click.UsageError(message)
    return name


def window_width() -> int:
    """The window's columns."""
    from shutil import get_terminal_size  # it brings every archive format along

    return max(get_terminal_size().columns, _NARROWEST)


def window_height() -> int:
    """The window's lines."""
    from shutil import get_terminal_size

    return get_terminal_size().lines
