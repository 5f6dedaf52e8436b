"""`dhrplan handover`."""

from __future__ import annotations

import click

from dhrplan.cli.options import (
    AS_OF,
    REVIEWS,
    Command,
    QuestionOptions,
    of_reviews,
    question_of_versions,
)
from dhrplan.errors import ExitCode


@click.command("handover", cls=Command)
@REVIEWS
@AS_OF
@question_of_versions
def command(options: QuestionOptions, *, reviews: tuple[str, ...]) -> int:
    r"""Write down what the next coordinator must know.

    \b
    Examples:
      dhrplan handover -o handover.docx
      dhrplan handover DHR7 -o handover.md

    What is open, asked, moved and agreed, when to look again, and where everything is.
    """
    from dhrplan.cli.answer import Wanted, check_output, office_layout, write_report
    from dhrplan.cli.handing_over import make_handover

    check_output(options.form, options.output, options.plans)
    wanted = Wanted(options.form, options.output, options.color, office_layout(options))
    options = of_reviews(options, reviews)
    if options.documents:
        raise click.UsageError("A hand-over is about plans, and not documents. Leave them out.")
    made = make_handover(options.plans, options.selection, options.as_of)
    write_report(made.report, made.problems, wanted)
    is_complete = not made.problems or options.allow_partial
    return ExitCode.DONE if is_complete else ExitCode.INCOMPLETE
