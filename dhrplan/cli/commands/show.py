"""`dhrplan show`."""

from __future__ import annotations

from dataclasses import replace

import click

from dhrplan.cli.completion import complete, complete_action
from dhrplan.cli.options import NO_PAGER, PLAIN, Command, QuestionOptions, question
from dhrplan.cli.prompts import ask_for


@click.command("show", cls=Command)
@click.argument("of_review", metavar="[REVIEW]", required=False, shell_complete=complete("review"))
@click.argument("name", metavar="[ACTION]", required=False, shell_complete=complete_action)
@question
@NO_PAGER
@PLAIN
def command(options: QuestionOptions, *, of_review: str | None, name: str | None) -> int:
    r"""Show one action, or one recommendation with its actions.

    \b
    Examples:
      dhrplan show DHR4 4.1
      dhrplan show DHR4 4

    ACTION is the id of an action, a milestone (4.1/ii) or a recommendation.
    """
    of_review = of_review or ask_for("REVIEW", "Which review")
    id_asked = name or ask_for("ACTION", f"Which action of {of_review}")
    from dhrplan.cli.answer import answer
    from dhrplan.reports.show import show

    options = replace(options, selection=options.selection.of_reviews((of_review,)))
    return answer(
        options, lambda folders, selection, day: show(folders, selection, day, of_review, id_asked)
    )[1]
