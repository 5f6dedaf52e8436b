"""`dhrplan show`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import click

from dhrplan.cli.completion import complete, complete_action
from dhrplan.cli.options import (
    Command,
    QuestionOptions,
    of_documents,
    question,
)
from dhrplan.cli.prompts import ask_for
from dhrplan.errors import NotFoundError

if TYPE_CHECKING:
    from dhrplan.plan.folder import Folder
    from dhrplan.reports.select import Selection
    from dhrplan.table import Report


@click.command("show", cls=Command)
@click.argument("of_review", metavar="[REVIEW]", required=False, shell_complete=complete("review"))
@click.argument("name", metavar="[ACTION]", required=False, shell_complete=complete_action)
@click.option("--history", is_flag=True, help="Also show what happened to it, from git.")
@question
def command(
    options: QuestionOptions, *, of_review: str | None, name: str | None, history: bool
) -> int:
    r"""Show one action, or one recommendation with its actions.

    \b
    Examples:
      dhrplan show DHR4 4.1
      dhrplan show DHR4 4
      dhrplan show DHR4 4.1 --history

    ACTION is the id of an action, a milestone (4.1/ii) or a recommendation.
    """
    of_review = of_review or ask_for("REVIEW", "Which review")
    id_asked = name or ask_for("ACTION", f"Which action of {of_review}")
    from dhrplan.cli.answer import answer
    from dhrplan.reports.select import resolved
    from dhrplan.reports.show import found_by, show

    options, reviews = of_documents(options, (of_review,))
    if history and options.documents:
        raise click.UsageError("--history is in git, and not in a document. Leave one out.")
    if reviews:
        options = replace(options, selection=options.selection.of_reviews(reviews))

    def asked(folders: tuple[Folder, ...], selection: Selection, day: date) -> Report:
        review = reviews[0] if reviews else _sole_review(folders)
        report = show(folders, selection, day, review, id_asked)
        if not history:
            return report
        from dhrplan.cli.commits import report_with_history

        of_one = resolved(folders, selection.of_reviews((review,)))
        found = found_by(folders, of_one, id_asked)
        return report_with_history(report, found[0], options.at) if found else report

    return answer(options, asked)[1]


def _sole_review(folders: tuple[Folder, ...]) -> str:
    """The review in a document that was named in its place.

    Raises:
        NotFoundError: No plan could be read from it.
    """
    for folder in folders:
        for plan in folder.plans:
            return plan.id
    raise NotFoundError("There is no plan in this document.")
