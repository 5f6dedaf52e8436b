"""`dhrplan changes`."""

from __future__ import annotations

from datetime import date

import click

from dhrplan.cli.options import (
    REVIEWS,
    Command,
    DayOrCommit,
    QuestionOptions,
    of_reviews,
    question_of_versions,
)


@click.command("changes", cls=Command)
@REVIEWS
@click.option(
    "--since",
    metavar="DATE|COMMIT",
    type=DayOrCommit(),
    help="Changes after this day or commit.  [default: last meeting in dhrplan.toml]",
)
@click.option(
    "--until",
    metavar="DATE|COMMIT",
    type=DayOrCommit(),
    help="Changes up to this day or commit.  [default: the files as they are now]",
)
@question_of_versions
def command(
    options: QuestionOptions,
    *,
    reviews: tuple[str, ...],
    since: date | str | None,
    until: date | str | None,
) -> int:
    r"""Show what has changed since the last meeting, a day or a commit.

    \b
    Examples:
      dhrplan changes --since 2026-09-10
      dhrplan changes DHR7 --since 2026-09-10 --until 2026-11-01
      dhrplan changes --since HEAD~1 -o changes.docx

    The plans of that day are read from git. Without --until, changes that are not committed count.
    """
    from dhrplan.cli.answer import answer_changes

    return answer_changes(of_reviews(options, reviews), since, until)
