"""A meeting from its first screen to its minutes."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from dhrplan.cli.answer import format_name, write_problems, write_report
from dhrplan.cli.console import tell
from dhrplan.cli.options import today
from dhrplan.cli.prompts import at_terminal
from dhrplan.cli.sitting.chair import Chair
from dhrplan.cli.sitting.journal import journal
from dhrplan.cli.sitting.keys import read_key
from dhrplan.cli.sitting.taking_up import taken_up
from dhrplan.cli.writing import Proposal, confirm_and_write, load_for_change
from dhrplan.errors import DhrplanError, ExitCode
from dhrplan.meeting.agenda import agenda
from dhrplan.meeting.minutes import Course, minutes
from dhrplan.meeting.sitting import Sitting
from dhrplan.wording import count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dhrplan.cli.options import QuestionOptions
    from dhrplan.cli.writing import LoadedPlans, WriteOptions
    from dhrplan.diagnostic import Diagnostic
    from dhrplan.reports.select import Item
    from dhrplan.table import Report


def hold_meeting(asked: QuestionOptions, manner: WriteOptions) -> int:
    """Go through what is open, then show, write and put into minutes what was decided.

    Returns:
        The exit code.

    Raises:
        UsageError: This is no terminal, or the minutes are asked for in no known format.
        DhrplanError: The plans cannot be read or written, or a decision cannot be kept.
    """
    _refuse_without_terminal()
    format_name(asked.form, asked.output)  # said before anybody has sat through a meeting
    held = load_for_change(asked.plans)
    day = asked.as_of or today()
    selection, items = agenda(held.view.folders, asked.selection, day)
    if manner.message is not None:
        _refuse_outside_of_git(held, items)
    problems = held.view.problems(selection)
    _tell(problems, held)
    data = {file: content for file, (_, content) in held.files.items()}
    with journal(held) as kept:
        sitting, left = taken_up(Sitting(held.view.folders, data), kept, asked.color)
        chair = Chair(items, sitting, kept, left, manner)
        course = Course(items, chair.seen, selection.in_words, day)
        with _closed(chair, lambda: _hand_out(minutes(chair.sitting, course), problems, asked)):
            chair.lead()
            code = _settled(chair, held, manner)
    return code or (ExitCode.INCOMPLETE if problems and not asked.allow_partial else 0)


def _refuse_without_terminal() -> None:
    if not (at_terminal() and sys.stdout.isatty()):
        message = "A meeting is held at a terminal, and here is none."
        hint = "`dhrplan update` writes a decision; -o minutes.md keeps the minutes of a meeting."
        raise click.UsageError(f"{message} {hint}")


def _refuse_outside_of_git(held: LoadedPlans, items: tuple[Item, ...]) -> None:
    """Say before the meeting, not after it, that what it decides could not be committed."""
    from dhrplan.git import refuse_outside_of_git

    paths = (held.files[item.plan.file][0] for item in items)
    for one in {path.parent: path for path in paths}.values():
        refuse_outside_of_git([one])


def _tell(problems: tuple[Diagnostic, ...], held: LoadedPlans) -> None:
    """Name what cannot be read before the first screen takes its place."""
    write_problems(problems, held.view)
    if problems:
        click.echo("Any key begins the meeting. Nothing can be decided of that.", err=True)
        read_key()


@contextmanager
def _closed(chair: Chair, hand_out: Callable[[], None]) -> Iterator[None]:
    """However it ends: say what is kept and in no plan, and hand out minutes of what is in one."""
    try:
        yield
    finally:
        unwritten = chair.unwritten
        if unwritten:
            _say_kept(unwritten)
        if unwritten < len(chair.sitting.entries):
            hand_out()


def _say_kept(many: int) -> None:
    verb, them = ("is", "it") if many == 1 else ("are", "them")
    told = f"{count(many, 'decision')} {verb} kept: the next meeting offers {them} again."
    click.echo(f"\n{told}", err=True)


def _settled(chair: Chair, held: LoadedPlans, manner: WriteOptions) -> int:
    """Show all that was decided as one difference, and write it where somebody agrees."""
    if not chair.sitting.entries:
        told = (
            "Nothing is decided, and nothing is written." if chair.agenda else "No action is open."
        )
        click.echo(told, err=True)
        return 0
    proposals = [
        Proposal(name, *held.files[name], changed.data, effect)
        for name, changed, effect in chair.sitting.effects()
    ]
    click.clear()
    chair.foresee()
    return confirm_and_write(proposals, manner, chair.close, f"\n{chair.in_words()}\n")


def _hand_out(report: Report, problems: tuple[Diagnostic, ...], asked: QuestionOptions) -> None:
    """The minutes, where they are wanted; where they cannot go there, at least here.

    Raises:
        DhrplanError: They cannot go where they are wanted.
    """
    form = asked.form or (None if asked.output else "markdown")
    try:
        write_report(report, problems, form, asked.output, asked.color)
    except DhrplanError:
        write_report(report, problems, "markdown", None, asked.color)
        raise
    if asked.output:
        tell(f"The minutes are in {asked.output}.")
