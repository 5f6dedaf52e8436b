"""`dhrplan status`."""

from __future__ import annotations

import click

from dhrplan.cli.options import (
    REVIEWS,
    Command,
    QuestionOptions,
    of_reviews,
    question,
)
from dhrplan.reports.status import GROUPINGS, status
from dhrplan.wording import listed


@click.command("status", cls=Command)
@click.option(
    "--by",
    metavar="ROWS",
    type=click.Choice(tuple(GROUPINGS)),
    default="review",
    help=f"A row for each {listed(GROUPINGS, 'or')}.",
)
@REVIEWS
@question
def command(options: QuestionOptions, *, reviews: tuple[str, ...], by: str) -> int:
    r"""Count the actions of each review by status.

    \b
    Examples:
      dhrplan status
      dhrplan status --by agency
      dhrplan status --by theme -o themes.csv

    A second table counts the evidence for completed actions.
    """
    from dhrplan.cli.answer import answer

    return answer(
        of_reviews(options, reviews),
        lambda folders, selection, day: status(folders, selection, day, by),
    )[1]
