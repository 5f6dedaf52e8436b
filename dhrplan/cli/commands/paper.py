"""`dhrplan paper`."""

from __future__ import annotations

from datetime import date

import click

from dhrplan.cli.options import (
    AS_OF,
    AT,
    REVIEWS,
    Command,
    Day,
    DayOrCommit,
    QuestionOptions,
    of_reviews,
    question_of_versions,
)
from dhrplan.errors import ExitCode


@click.command("paper", cls=Command)
@REVIEWS
@click.option("--meeting", type=Day(), required=True, help="The day of the meeting.")
@click.option(
    "--since",
    metavar="DATE|COMMIT",
    type=DayOrCommit(),
    help="Changes after this day or commit.  [default: the meeting before]",
)
@AS_OF
@AT
@question_of_versions
def command(
    options: QuestionOptions,
    *,
    reviews: tuple[str, ...],
    meeting: date,
    since: date | str | None,
) -> int:
    r"""Make the paper for a board meeting, with the decisions wanted.

    \b
    Examples:
      dhrplan paper --meeting 2026-12-10 --since 2026-09-10
      dhrplan paper --meeting 2026-12-10 --since 2026-09-10 -o paper.docx

    List the meetings in dhrplan.toml, and --since is not needed.
    """
    from dhrplan.cli.answer import Wanted, check_output, office_layout, write_report
    from dhrplan.cli.board_papers import PaperAsked, make_paper
    from dhrplan.cli.entry import version

    check_output(options.form, options.output, options.plans)
    wanted = Wanted(options.form, options.output, options.color, office_layout(options))
    options = of_reviews(options, reviews)
    if options.documents:
        raise click.UsageError("A paper is about plans, and not documents. Leave them out.")
    asked = PaperAsked(
        meeting, since, options.at, options.as_of, options.selection, options.plans, version()
    )
    made = make_paper(asked)
    write_report(made.report, made.problems, wanted)
    is_complete = not made.problems or options.allow_partial
    return ExitCode.DONE if is_complete else ExitCode.INCOMPLETE
