"""`dhrplan meeting`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dhrplan.cli.options import Command, question

if TYPE_CHECKING:  # help must not import what only a meeting needs
    from dhrplan.cli.options import QuestionOptions, WriteOptions
    from dhrplan.cli.writing import LoadedPlans
    from dhrplan.diagnostic import Diagnostic
    from dhrplan.meeting.loop import Meeting
    from dhrplan.table import Report


@click.command("meeting", cls=Command)
@question
@click.option(
    "--by",
    "order",
    type=click.Choice(("urgency", "review")),
    default="urgency",
    show_default=True,
    help="The order: most urgent first, or review by review.",
)
@click.option("--place", help="Where the meeting is held, for the minutes.  [default: asked]")
@click.option("--present", help="Who takes part, for the minutes.  [default: asked]")
@click.option("--force", is_flag=True, help="Let a decision make an error in a plan.")
@click.option("--commit", is_flag=True, help="Commit the plans that change, and nothing else.")
@click.option("-m", "--message", metavar="TEXT", help="What the commit says.")
def command(  # noqa: PLR0913 - an argument an option
    asked: QuestionOptions,
    *,
    order: str,
    place: str | None,
    present: str | None,
    force: bool,
    commit: bool,
    message: str | None,
) -> int:
    r"""Hold a board meeting: go through the open actions and record decisions.

    \b
    Examples:
      dhrplan meeting --review DHR4
      dhrplan meeting --agency ELFT --as-of 2017-09-15 -o minutes.md
      dhrplan meeting --by review --place "Town Hall" --present "LBTH, ELFT, MPS"
      dhrplan meeting --commit -m "Board of 15 September"

    The most urgent comes first. One key answers: done, progress, extend, hold and others, each
    with the questions that belong to it. Nothing is written before the end, when all of it is
    shown as one difference. Whatever interrupts the meeting, what was decided is kept and offered
    again. Then the minutes are printed and kept in minutes/DATE.md beside the plans, or go to the
    file of -o; older minutes are never replaced.
    """
    from dhrplan.cli.answer import check_output, write_problems
    from dhrplan.cli.console import wants_colour, window_height, window_width, write
    from dhrplan.cli.options import WriteOptions, commit_message, today
    from dhrplan.cli.prompts import at_terminal
    from dhrplan.cli.writing import load_for_change
    from dhrplan.errors import ExitCode
    from dhrplan.git import refuse_outside_of_git
    from dhrplan.meeting.agenda import agenda
    from dhrplan.meeting.loop import Meeting, Window, offer_unwritten, read_key
    from dhrplan.meeting.minutes import Held, minutes
    from dhrplan.meeting.session import Session, open_journal

    options = WriteOptions(asked.color, force=force, message=commit_message(message, commit=commit))
    if not (at_terminal() and sys.stdout.isatty()):
        refusal = "A meeting is held at a terminal, and here is none."
        hint = "`dhrplan update` writes a decision; `dhrplan minutes` shows those of a meeting."
        raise click.UsageError(f"{refusal} {hint}")
    check_output(asked.form, asked.output, asked.plans, is_minutes=True)
    loaded = load_for_change(asked.plans)
    view, day = loaded.view, asked.as_of or today()
    if len(loaded.folders) > 1 and asked.output is None:
        refusal = "The plans lie in several folders: say with -o FILE where the minutes belong."
        raise click.UsageError(refusal)
    folder = next(iter(loaded.folders))
    selection, items = agenda(view.folders, asked.selection, day, order)
    if options.message is not None:  # refused before the meeting, not after it
        paths = (loaded.files[item.plan.file][0] for item in items)
        for one in {path.parent: path for path in paths}.values():
            refuse_outside_of_git([one])
    problems = write_problems(view.problems(selection), view)
    if problems:
        click.echo("Any key begins the meeting. Nothing can be decided of that.", err=True)
        read_key()
    plan_paths = {
        file.plan.id: loaded.files[file.file][0]
        for folder in view.folders
        for file in folder.files
        if file.plan
    }
    data = {file: content for file, (_, content) in loaded.files.items()}
    window = Window(wants_colour(asked.color), window_width, window_height, write)
    with open_journal(plan_paths) as journal:
        session, unfit = offer_unwritten(Session(view.folders, data), journal, window)
        held = Held(
            day,
            _asked(place, "Where is the meeting held?"),
            _asked(present, "Who takes part (bodies or posts)?"),
        )
        meeting = Meeting(items, session, journal, window, unfit, force)

        def hand_out() -> None:
            report = minutes(meeting.session, items, meeting.seen, selection.in_words, held)
            _write_minutes(report, problems, asked, folder)

        with _closing(meeting, hand_out):
            meeting.run()
            code = _write_decisions(meeting, loaded, options)
    return code or (ExitCode.INCOMPLETE if problems and not asked.allow_partial else 0)


def _asked(said: str | None, question: str) -> str:
    """The value of an option, or the answer to its question; Enter gives none."""
    if said is None:
        said = click.prompt(f"{question} (Enter: not said)", default="", show_default=False)
    return " ".join(said.split())


@contextmanager
def _closing(meeting: Meeting, hand_out: Callable[[], None]) -> Iterator[None]:
    """However the meeting ends: name unwritten decisions, hand out minutes of written ones."""
    from dhrplan.wording import count

    try:
        yield
    finally:
        unwritten = meeting.unwritten
        if unwritten:
            verb, them = ("is", "it") if unwritten == 1 else ("are", "them")
            told = f"{count(unwritten, 'decision')} {verb} kept"
            click.echo(f"\n{told}: the next meeting offers {them} again.", err=True)
        if unwritten < len(meeting.session.entries):
            hand_out()


def _write_decisions(meeting: Meeting, loaded: LoadedPlans, options: WriteOptions) -> int:
    """Show all decisions as one difference, ask, and write."""
    from dhrplan.cli.writing import Proposal, confirm_and_write

    if not meeting.session.entries:
        nothing = "Nothing is decided, and nothing is written."
        click.echo(nothing if meeting.agenda else "No action is open.", err=True)
        return 0
    proposals = [
        Proposal(name, *loaded.files[name], changed.data, effect)
        for name, changed, effect in meeting.session.effects()
    ]
    click.clear()
    meeting.announce_write()
    return confirm_and_write(
        proposals, options, meeting.confirm_written, f"\n{meeting.summary()}\n"
    )


def _write_minutes(
    report: Report,
    problems: tuple[Diagnostic, ...],
    asked: QuestionOptions,
    plans: Path,
) -> None:
    """Write the minutes to the file of -o, or print them and keep them beside the plans.

    Older minutes are never replaced: the new ones get a number behind their name.

    Raises:
        DhrplanError: They cannot be written; then they are printed.
    """
    from dhrplan import store
    from dhrplan.cli.answer import report_text, write_report
    from dhrplan.cli.console import tell
    from dhrplan.errors import DhrplanError

    path, form, mode = asked.output, asked.form, None
    if path is None:
        write_report(report, problems, form or "markdown", None, asked.color)
        form, mode = "markdown", store.mode_of_plans(plans)
        path = store.minutes_folder(plans) / f"{report.as_of}.md"
        store.make_folder(path.parent, like=plans)
    text = report_text(report, problems, form, path, asked.color)
    try:
        written = store.write_new(path, text.encode("utf-8", "backslashreplace"), mode)
    except DhrplanError:
        if asked.output:
            write_report(report, problems, "markdown", None, asked.color)
        raise
    tell(f"The minutes are in {store.display_path(written, Path.cwd())}.")
