"""`dhrplan report`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from dhrplan.cli.options import question

if TYPE_CHECKING:
    from dhrplan.cli.options import Asked


@click.command("report")
@click.argument("reviews", metavar="[REVIEW]...", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Every review.")
@question
def command(asked: Asked, *, reviews: tuple[str, ...], every: bool) -> int:
    r"""Where a review stands, recommendation by recommendation.

    REVIEW is an id, an alias or a title, whatever the case and spaces.

    \b
    Examples:
      dhrplan report DHR7
      dhrplan report "Domestic Homicide Review 7" -o dhr7.json
      dhrplan report --all --status overdue
    """
    if not (reviews or asked.review or every):
        raise click.UsageError("Name a review, or ask for --all of them.")
    from dhrplan.cli.answer import answer
    from dhrplan.reports.review import review

    wanted = () if every else (*asked.review, *reviews)
    return answer(replace(asked, review=wanted), review)[1]
