"""`dhrplan overdue`."""

from __future__ import annotations

import click

from dhrplan.cli.options import REVIEWS, QuestionOptions, of_reviews, question


@click.command("overdue")
@REVIEWS
@question
@click.option("--fail", is_flag=True, help="Exit 1 if anything is late; for scheduled jobs.")
def command(options: QuestionOptions, *, reviews: tuple[str, ...], fail: bool) -> int:
    r"""What is late, longest first, and what else waits.

    An action is late when the last day of its target, or of a milestone still open, is past; what
    is due today is not. Actions past their target whose status is missing are listed by name: they
    may be late, and --fail does not count them. With --due-within, what falls due within that time
    is added.

    \b
    Examples:
      dhrplan overdue
      dhrplan overdue --agency ELFT --due-within 30d
      dhrplan overdue --as-of 2017-09-15 --format json
    """
    from dhrplan.cli.answer import answer
    from dhrplan.reports.overdue import late_actions, overdue

    report, code = answer(of_reviews(options, reviews), overdue)
    return code or int(fail and late_actions(report))
