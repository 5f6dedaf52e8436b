"""`dhrplan meeting`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dhrplan.cli.options import question

if TYPE_CHECKING:
    from dhrplan.cli.options import QuestionOptions


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
    from dhrplan.cli.sitting.meeting import hold_meeting
    from dhrplan.cli.writing import WriteOptions, commit_message

    committed = commit_message(message, commit=commit)
    return hold_meeting(asked, WriteOptions(asked.color, force=force, message=committed))
