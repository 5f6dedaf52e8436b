"""`dhrplan list`."""

from __future__ import annotations

from functools import partial

import click

from dhrplan.cli.options import (
    REVIEWS,
    Command,
    QuestionOptions,
    of_reviews,
    question,
)
from dhrplan.reports.select import ORDERS
from dhrplan.wording import listed


@click.command("list", cls=Command)
@REVIEWS
@question
@click.option(
    "--sort",
    metavar="ORDER",
    type=click.Choice(tuple(ORDERS)),
    default="review",
    help=f"By {listed(ORDERS, 'or')}.  [default: review]",
)
def command(options: QuestionOptions, *, reviews: tuple[str, ...], sort: str) -> int:
    r"""List the actions that match, with the status of each.

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
