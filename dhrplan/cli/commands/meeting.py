"""`dhrplan meeting`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from dhrplan.cli.options import question

if TYPE_CHECKING:  # help must not import what only a meeting needs
    from dhrplan.cli.options import QuestionOptions
    from dhrplan.cli.writing import LoadedPlans, WriteOptions
    from dhrplan.diagnostic import Diagnostic
    from dhrplan.meeting.loop import Meeting
    from dhrplan.table import Report


@click.command("meeting")
@question
@click.option("--force", is_flag=True, help="Let a decision make an error in a plan.")
@click.option("--commit", is_flag=True, help="Commit the plans that change, and nothing else.")
@click.option("-m", "--message", metavar="TEXT", help="What the commit says.")
def command(asked: QuestionOptions, *, force: bool, commit: bool, message: str | None) -> int:
    r"""Go through what is open, one by one, and write down what is decided.

    The most urgent comes first. One key answers: done, progress, extend, hold and others, each
    with the questions that belong to it. Nothing is written before the end, when all of it is
    shown as one difference. Whatever interrupts the meeting, what was decided is kept and offered
    again. Then the minutes are printed as Markdown, or go to the file of -o.

    \b
    Examples:
      dhrplan meeting --review DHR4
      dhrplan meeting --agency ELFT --as-of 2017-09-15 -o minutes.md
      dhrplan meeting --commit -m "Board of 15 September"
    """
    from dhrplan.cli.answer import format_name, write_problems
    from dhrplan.cli.console import wants_colour, window_height, window_width, write
    from dhrplan.cli.options import today
    from dhrplan.cli.prompts import at_terminal
    from dhrplan.cli.writing import WriteOptions, commit_message, load_for_change
    from dhrplan.errors import ExitCode
    from dhrplan.git import refuse_outside_of_git
    from dhrplan.meeting.agenda import agenda
    from dhrplan.meeting.loop import Meeting, Window, offer_unwritten, read_key
    from dhrplan.meeting.minutes import minutes
    from dhrplan.meeting.session import Session, open_journal

    options = WriteOptions(asked.color, force=force, message=commit_message(message, commit=commit))
    if not (at_terminal() and sys.stdout.isatty()):
        refusal = "A meeting is held at a terminal, and here is none."
        hint = "`dhrplan update` writes a decision; -o minutes.md keeps the minutes of a meeting."
        raise click.UsageError(f"{refusal} {hint}")
    format_name(asked.form, asked.output)  # a wrong one is refused before the meeting
    loaded = load_for_change(asked.plans)
    view, day = loaded.view, asked.as_of or today()
    selection, items = agenda(view.folders, asked.selection, day)
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
        meeting = Meeting(items, session, journal, window, unfit, force)

        def hand_out() -> None:
            report = minutes(meeting.session, items, meeting.seen, selection.in_words, day)
            _write_minutes(report, problems, asked)

        with _closing(meeting, hand_out):
            meeting.run()
            code = _write_decisions(meeting, loaded, options)
    return code or (ExitCode.INCOMPLETE if problems and not asked.allow_partial else 0)


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
    report: Report, problems: tuple[Diagnostic, ...], asked: QuestionOptions
) -> None:
    """Write the minutes where they are wanted; if that fails, at least to the terminal.

    Raises:
        DhrplanError: They cannot be written where they are wanted.
    """
    from dhrplan.cli.answer import write_report
    from dhrplan.cli.console import tell
    from dhrplan.errors import DhrplanError

    form = asked.form or (None if asked.output else "markdown")
    try:
        write_report(report, problems, form, asked.output, asked.color)
    except DhrplanError:
        write_report(report, problems, "markdown", None, asked.color)
        raise
    if asked.output:
        tell(f"The minutes are in {asked.output}.")
