"""`dhrplan overdue`."""

from __future__ import annotations

import click

from dhrplan.cli.options import (
    REVIEWS,
    Command,
    QuestionOptions,
    of_reviews,
    question,
)


@click.command("overdue", cls=Command)
@REVIEWS
@question
@click.option("--fail", is_flag=True, help="Exit 1 if anything is late, for scheduled jobs.")
def command(options: QuestionOptions, *, reviews: tuple[str, ...], fail: bool) -> int:
    r"""Show what is late, longest first, and what else needs attention.

    \b
    Examples:
      dhrplan overdue
      dhrplan overdue --agency ELFT --due-within 30d
      dhrplan overdue --as-of 2017-09-15 --format json

    An action is late when its target, or the target of an open milestone, is past. An action past
    its target without a status may be late: it is listed, and --fail does not count it.
    """
    from dhrplan.cli.answer import answer
    from dhrplan.reports.overdue import late_actions, overdue

    report, code = answer(of_reviews(options, reviews), overdue)
    return code or int(fail and late_actions(report))
