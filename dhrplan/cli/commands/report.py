"""`dhrplan report`."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import click

from dhrplan.cli.completion import complete
from dhrplan.cli.options import (
    Command,
    QuestionOptions,
    of_documents,
    question,
)
from dhrplan.cli.prompts import ask_for, at_terminal


@click.command("report", cls=Command)
@click.argument("reviews", metavar="[REVIEW]...", nargs=-1, shell_complete=complete("review"))
@click.option("--all", "every", is_flag=True, help="Every review.")
@click.option("--brief", is_flag=True, help="One line for each action; for a page.")
@question
def command(options: QuestionOptions, *, reviews: tuple[str, ...], every: bool, brief: bool) -> int:
    r"""Show a review, recommendation by recommendation.

    \b
    Examples:
      dhrplan report DHR7
      dhrplan report "Domestic Homicide Review 7" -o dhr7.json
      dhrplan report --all --status overdue

    REVIEW is an id, an alias or a title.
    """
    options, reviews = of_documents(options, reviews)
    every = every or bool(options.documents and not reviews)
    if not (reviews or every or options.selection.get("review")):
        if not at_terminal():
            raise click.UsageError("Name a review, or add --all for every review.")
        reviews = (ask_for("REVIEW", "Which review"),)
    if every and reviews:
        raise click.UsageError("Name reviews, or add --all for every review, not both.")
    from dhrplan.cli.answer import answer
    from dhrplan.reports.report import review

    named = () if every else (*options.selection.get("review"), *reviews)
    options = replace(options, selection=options.selection.of_reviews(named))
    return answer(options, partial(review, brief=brief))[1]
