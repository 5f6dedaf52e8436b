"""Answering a question: read the plans, write the report, and name what could not be read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import click

from dhrplan import store, workspace
from dhrplan.cli.console import (
    PAGE,
    plain_wanted,
    progress,
    show,
    tell,
    wants_colour,
    window_width,
)
from dhrplan.cli.options import QuestionOptions, today
from dhrplan.diagnostic import Diagnostic
from dhrplan.errors import DhrplanError, ExitCode, NotFoundError
from dhrplan.plan.folder import (
    Folder,
    FolderBytes,
    copies,
    forbidden_names_in,
    known_on,
    without_copies,
)
from dhrplan.plan.settings import FILE as SETTINGS
from dhrplan.render import ENDINGS, OFFICE, Layout, render, require_library
from dhrplan.render.visible import one_line
from dhrplan.reports.select import Selection
from dhrplan.table import Report
from dhrplan.wording import listed
from dhrplan.workspace import Workspace

Question = Callable[[tuple[Folder, ...], Selection, date], Report]


def answer(options: QuestionOptions, question: Question) -> tuple[Report, int]:
    """Answer a question, and return the report with the exit code."""
    check_output(options.form, options.output, options.plans)
    wanted = Wanted(options.form, options.output, options.color, office_layout(options))
    asked = origin(options)
    view = asked.view
    try:
        report = _asked(asked, options, question)
    except NotFoundError as error:  # an unreadable file may hold what is asked for
        write_problems(view.unread_files, view)
        raise NotFoundError(asked.hide(str(error)), asked.hide(error.hint)) from None
    problems = write_problems(view.problems(options.selection, options.as_of or today()), view)
    write_report(report, problems, wanted)
    is_complete = not problems or options.allow_partial
    return report, ExitCode.DONE if is_complete else ExitCode.INCOMPLETE


AS_KNOWN_THEN = (
    "This is the record as its own dates show it on that day. Statuses without a date are as they "
    "are now."
)


def answer_changes(
    options: QuestionOptions, since: date | str | None, until: date | str | None
) -> int:
    """Answer what changed between two versions, and return the exit code.

    Raises:
        UsageError: It is not known since when.
        DhrplanError: git cannot be used here.
    """
    from dhrplan.cli.commits import documents_left_out, since_last_meeting, two_versions
    from dhrplan.reports.changes import changes_between

    check_output(options.form, options.output, options.plans)
    wanted = Wanted(options.form, options.output, options.color, office_layout(options))
    begin = since if since is not None else since_last_meeting(options.plans, until)
    versions = two_versions(begin, until, options.plans)
    if until is None and (left_out := documents_left_out(options.plans)):
        named = listed(left_out)
        tell(f"Not in these changes: {named}. `dhrplan import` makes a plan of a document.")
    try:
        selection = options.selection
        report = changes_between(versions.before, versions.after, selection, versions.dated)
    except NotFoundError as error:  # an unreadable file may hold what is asked for
        write_problems(versions.view.unread_files, versions.view)
        raise NotFoundError(versions.hide(str(error)), versions.hide(error.hint)) from None
    problems = write_problems(versions.problems(options.selection), versions.view)
    write_report(versions.finish(report), problems, wanted)
    return ExitCode.DONE if not problems or options.allow_partial else ExitCode.INCOMPLETE


class Origin(NamedTuple):
    """Where the plans of an answer come from.

    Attributes:
        day: The last day that the record knows of: today, or that of the commit.
        commit: The commit that they come from, if any.
        notes: What a reader must know of them.
        finish: Prepares a report of them to be shown.
        hide: Masks what must not be shown in a message about them.
    """

    view: Workspace
    day: date
    commit: str | None = None
    notes: tuple[str, ...] = ()
    finish: Callable[[Report], Report] = lambda report: report
    hide: Callable[[str], str] = lambda text: text


def origin(options: QuestionOptions) -> Origin:
    """The plans to answer from: of a commit, of documents, or of folders on disk.

    Raises:
        UsageError: A commit is asked for, and documents, which git does not read.
        DhrplanError: They cannot be read.
    """
    if options.at is not None:
        from dhrplan.cli.commits import plans_at  # few questions are about the past

        if options.documents:
            raise click.UsageError("--at reads plans from git, and not documents. Leave one out.")
        return plans_at(options.at, options.plans)
    view = read_documents(options) if options.documents else read_workspace(options.plans)
    return Origin(view, today())


def _asked(asked: Origin, options: QuestionOptions, question: Question) -> Report:
    """The report, without copies of a review, and of a past day without what is dated later."""
    as_of = options.as_of or asked.day
    folders = tuple(map(without_copies, asked.view.folders))
    notes = asked.notes
    if as_of < asked.day:
        folders = tuple(known_on(one, as_of) for one in folders)
        notes = (*notes, AS_KNOWN_THEN)
    report = question(folders, options.selection, as_of)
    return asked.finish(replace(report, notes=(*notes, *report.notes), commit=asked.commit))


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


def read_documents(options: QuestionOptions) -> Workspace:
    """The documents that are named, and the folders if any is named too."""
    from dhrplan.cli.documents import folder_of_documents

    start = Path.cwd()
    folders = read_folders(options.plans, start).folders if options.plans else ()
    return Workspace((*folders, folder_of_documents(options.documents, start)))


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
    distinct = store.distinct_folders(folders)
    named = (read(folder, start) for folder in distinct)
    with progress("Reading the plans"):
        view = workspace.read(named, to_check=whole is not None)
    documents = [] if whole else [store.documents_in(folder) for folder in distinct]
    if not any(documents):
        return view
    from dhrplan.cli.documents import with_documents  # few folders hold any

    pairs = zip(view.folders, documents, strict=True)
    return Workspace(tuple(with_documents(folder, found, start) for folder, found in pairs))


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
        message = f"The ending of {output.name} is not a known format ({endings}). Add --format."
        raise click.UsageError(message)
    return name


def check_output(
    form: str | None,
    output: Path | None,
    plans: tuple[Path, ...] = (),
    *,
    is_minutes: bool = False,
) -> None:
    """Refuse a wrong format or file for a report before anything is read.

    Minutes may go into the folder of minutes.

    Raises:
        UsageError: The ending of the file means no format, or the format needs a file.
        DhrplanError: A report there would take the place of what must stay, or a library is
            missing.
    """
    name = format_name(form, output)
    if name in OFFICE and output is None and sys.stdout.isatty():
        a_file = f"{'an' if name == 'xlsx' else 'a'} {OFFICE[name][0]} file"
        raise click.UsageError(f"Add -o report.{name}: {a_file} cannot be shown here.")
    require_library(name)
    if output is not None:
        refuse_protected(output, plans, is_minutes=is_minutes)


_LARGEST_TEMPLATE = 20_000_000


def office_layout(options: QuestionOptions) -> Layout:
    """What the options say of Word files and workbooks.

    Raises:
        UsageError: An option is not about the format.
        DhrplanError: The template cannot be read.
    """
    name = format_name(options.form, options.output)
    if options.template and name != "docx":
        raise click.UsageError("--template is for Word files. Add -o report.docx.")
    if options.accessible and name != "xlsx":
        raise click.UsageError("--accessible is for Excel files. Add -o report.xlsx.")
    if options.template is None:
        return Layout(accessible=options.accessible)
    try:
        return Layout(template=store.read_bounded(options.template, _LARGEST_TEMPLATE))
    except OSError as error:
        raise DhrplanError(f"{options.template} cannot be opened: {error.strerror}.") from error


def refuse_protected(
    output: Path, plans: tuple[Path, ...] = (), *, is_minutes: bool = False
) -> None:
    """Refuse to write over plans and what belongs to them.

    `plans` are the folders named; without them, the one found upwards counts.

    Raises:
        DhrplanError: `output` is a plan, the register, the settings, the list of names, or lies in
            a folder of plans or of minutes.
    """
    start = Path.cwd()
    in_view = plans or store.plans_above(start)
    if why := store.why_protected(output, in_view, is_minutes=is_minutes):
        hint = "Choose another place, such as `-o report.md` beside the folder of plans."
        raise DhrplanError(f"Not saved: {output} {why}.", hint)


class Wanted(NamedTuple):
    """How and where an answer is wanted: format, file, colour, and what office files need."""

    form: str | None
    output: Path | None
    color: str
    office: Layout = Layout()


def write_report(report: Report, problems: tuple[Diagnostic, ...], wanted: Wanted) -> None:
    """Render a report and write it to standard output or a file.

    Raises:
        DhrplanError: It cannot be written.
    """
    show(rendered(report, problems, wanted), wanted.output)


def rendered(report: Report, problems: tuple[Diagnostic, ...], wanted: Wanted) -> str | bytes:
    """A report in its format, for standard output or a file."""
    output = wanted.output
    name = format_name(wanted.form, output)
    colour = wants_colour(wanted.color) and output is None
    width = PAGE if output else window_width()
    layout = replace(wanted.office, width=width, colour=colour, plain=plain_wanted())
    answer = render(name, report, problems, layout)
    # Excel takes a file for UTF-8 only if it begins with a byte order mark.
    return f"\ufeff{answer}" if output and isinstance(answer, str) and name == "csv" else answer


def masked(problems: tuple[Diagnostic, ...], view: Workspace) -> tuple[Diagnostic, ...]:
    """Problems with what tells of a person masked, and the names of the list that must not appear.

    A list that cannot be opened masks nothing; `validate` says so.
    """
    if not problems:
        return ()
    return Workspace(tuple(map(_with_forbidden_names, view.folders))).masked(problems)


def _with_forbidden_names(folder: Folder) -> Folder:
    if folder.forbidden_names is not None:
        return folder
    source = folder.settings.source
    settings = (source.file, source.text.encode()) if source else None
    try:
        found = store.forbidden_names(Path(folder.path), settings, Path.cwd())
    except DhrplanError:
        return folder
    return replace(folder, forbidden_names=forbidden_names_in(found[1])) if found else folder


def write_problems(problems: tuple[Diagnostic, ...], view: Workspace) -> tuple[Diagnostic, ...]:
    """List on standard error what could not be read: place, effect on the answer, cause, hint.

    Returns the problems as they were printed, masked, for the report.
    """
    if not problems:
        return ()
    unreadable = view.unreadable
    left_out = frozenset(file for folder in view.folders for file in copies(folder))
    shown = masked(problems, view)
    for one, as_read in zip(shown, problems, strict=True):
        if as_read.place.file in unreadable:
            effect = "this file cannot be read and is left out."
        else:
            effect = _effect_on_answer(one, is_copy=as_read.place.file in left_out)
        click.echo(one_line(f"{one.place}: {effect}"), err=True)
        for line in filter(None, (one.message, one.hint)):
            click.echo(f"    {one_line(line)}", err=True)
    return shown


def _effect_on_answer(one: Diagnostic, *, is_copy: bool) -> str:
    if one.rule == "unknown-agency":
        named = f"{one.review} {one.action}" if one.action else "something"
        return f"{named} may be missing from answers about an agency."
    if one.action:
        return f"{one.review} {one.action} is unclear."
    if one.related and one.rule == "duplicate-review":
        return f"{one.review} is counted {'once, without this copy' if is_copy else 'twice'}."
    if one.rule == "import-doubt":
        return f"something in {one.review} is not clear."
    if one.place.file.endswith(SETTINGS):
        return "part of the settings cannot be read and is not used."
    return f"part of {one.review or 'the register'} cannot be read."
