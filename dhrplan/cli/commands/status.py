"""`dhrplan status`."""

from __future__ import annotations

import click

from dhrplan.cli.options import REVIEWS, QuestionOptions, of_reviews, question
from dhrplan.reports.status import GROUPINGS, status


@click.command("status")
@click.option(
    "--by",
    type=click.Choice(tuple(GROUPINGS)),
    default="review",
    show_default=True,
    help="The rows.",
)
@REVIEWS
@question
def command(options: QuestionOptions, *, reviews: tuple[str, ...], by: str) -> int:
    r"""How many actions stand where: a row a review, and the total.

    Beside the states stands the ladder: said done, outcome told, evidence, agreed by the board,
    checked and still in place.

    \b
    Examples:
      dhrplan status
      dhrplan status --by agency
      dhrplan status --by theme -o themes.csv
    """
    from dhrplan.cli.answer import answer

    return answer(
        of_reviews(options, reviews),
        lambda folders, selection, day: status(folders, selection, day, by),
    )[1]
