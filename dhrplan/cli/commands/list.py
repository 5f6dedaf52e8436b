"""`dhrplan list`."""

from __future__ import annotations

import click

from dhrplan.cli.options import QuestionOptions, question


@click.command("list")
@question
def command(options: QuestionOptions) -> int:
    r"""Every action that the filters leave, with where it stands.

    \b
    Examples:
      dhrplan list --status no-date
      dhrplan list --agency MPS --no-update 90d
      dhrplan list --scope national -o national.csv
    """
    from dhrplan.cli.answer import answer
    from dhrplan.reports.list import list_actions

    return answer(options, list_actions)[1]
