"""`dhrplan list`."""

from __future__ import annotations

from functools import partial

import click

from dhrplan.cli.options import REVIEWS, QuestionOptions, of_reviews, question
from dhrplan.reports.select import ORDERS


@click.command("list")
@REVIEWS
@question
@click.option(
    "--sort",
    type=click.Choice(tuple(ORDERS)),
    default="review",
    show_default=True,
    help="The order of the actions.",
)
def command(options: QuestionOptions, *, reviews: tuple[str, ...], sort: str) -> int:
    r"""Every action that the filters leave, with where it stands.

    \b
    Examples:
      dhrplan list --status no-date
      dhrplan list --agency MPS --no-update 90d
      dhrplan list --scope national -o national.csv
    """
    from dhrplan.cli.answer import answer
    from dhrplan.reports.list import list_actions

    question = partial(list_actions, order=sort)
    return answer(of_reviews(options, reviews), question)[1]
