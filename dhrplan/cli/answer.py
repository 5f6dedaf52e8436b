"""Answering a question: read the plans, write the report, and name what could not be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import click

from dhrplan import store, workspace
from dhrplan.cli.console import PAGE, wants_colour, window_width, write
from dhrplan.cli.options import QuestionOptions, today
from dhrplan.diagnostic import Diagnostic
from dhrplan.errors import DhrplanError, ExitCode, NotFoundError
from dhrplan.plan.folder import Folder, FolderBytes
from dhrplan.plan.settings import FILE as SETTINGS
from dhrplan.render import ENDINGS, Layout, render
from dhrplan.render.visible import one_line
from dhrplan.reports.select import Selection
from dhrplan.table import Report
from dhrplan.workspace import Workspace

Question = Callable[[tuple[Folder, ...], Selection, date], Report]


def answer(options: QuestionOptions, question: Question) -> tuple[Report, int]:
    """Answer a question, and return the report with the exit code."""
    format_name(options.form, options.output)  # a wrong one is refused before anything is read
    view = read_workspace(options.plans)
    try:
        report = question(view.folders, options.selection, options.as_of or today())
    except NotFoundError:  # an unreadable file may hold what is asked for
        write_problems(view.unread_files, view)
        raise
    problems = view.problems(options.selection)
    write_problems(problems, view)
    write_report(report, problems, options.form, options.output, options.color)
    is_complete = not problems or options.allow_partial
    return report, ExitCode.DONE if is_complete else ExitCode.INCOMPLETE


def read_workspace(plans: tuple[Path, ...]) -> Workspace:
    """Read the folders named, or the one found upwards; each once, however it is written.

    Raises:
        DhrplanError: No folder is found, one cannot be read, or none holds a plan: a wrong folder
            must not look as if nothing were late.
    """
    start = Path.cwd()
    folders = plans or (store.find_plans(start),)
    view = read_folders(folders, start)
    if not any(folder.files for folder in view.folders):
        raise no_plan(folders, start)
    return view


def no_plan(folders: Iterable[Path], start: Path) -> DhrplanError:
    """The error for folders without a plan."""
    named = ", ".join(
        store.display_path(folder, start) or "." for folder in store.distinct_folders(folders)
    )
    return DhrplanError(f"There is no plan in {named}.", "Plans are files such as DHR7.yaml.")


def read_folders(
    folders: Iterable[Path], start: Path, whole: Callable[[Path, Path], FolderBytes] | None = None
) -> Workspace:
    """Read folders, each once, with files named relative to `start`.

    `whole` reads a folder to be checked, such as `store.read_with_strays`.
    """
    read = whole or store.read
    named = (read(folder, start) for folder in store.distinct_folders(folders))
    return workspace.read(named, to_check=whole is not None)


def format_name(form: str | None, output: Path | None) -> str:
    """The format asked for: by name, else by the ending of the output, else `table`.

    Raises:
        UsageError: The ending means no format.
    """
    if form or output is None:
        return form or "table"
    name = ENDINGS.get(output.suffix.casefold())
    if name is None:
        endings = ", ".join(ENDINGS)
        message = f"The ending of {output.name} names no format ({endings}); add --format."
        raise click.UsageError(message)
    return name


def write_report(
    report: Report,
    problems: tuple[Diagnostic, ...],
    form: str | None,
    output: Path | None,
    color: str,
) -> None:
    """Render a report and write it to standard output or a file.

    Raises:
        DhrplanError: It cannot be written.
    """
    name = format_name(form, output)
    colour = wants_colour(color) and output is None
    width = PAGE if output else window_width()
    text = render(name, report, problems, Layout(width, colour))
    # Excel takes a file for UTF-8 only if it begins with a byte order mark.
    write(f"\ufeff{text}" if output and name == "csv" else text, output)


def write_problems(problems: tuple[Diagnostic, ...], view: Workspace) -> None:
    """List on standard error what could not be read: place, effect on the answer, cause, hint."""
    unreadable = view.unreadable
    for one in problems:
        if one.place.file in unreadable:
            effect = "this file cannot be read and is left out."
        else:
            effect = _effect_on_answer(one)
        click.echo(one_line(f"{one.place}: {effect}"), err=True)
        for line in filter(None, (one.message, one.hint)):
            click.echo(f"    {one_line(line)}", err=True)


def _effect_on_answer(one: Diagnostic) -> str:
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
