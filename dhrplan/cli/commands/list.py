"""`dhrplan list`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dhrplan.cli.options import question

if TYPE_CHECKING:
    from dhrplan.cli.options import Asked


@click.command("list")
@question
def command(asked: Asked) -> int:
    r"""Every action that the filters leave, with where it stands.

    \b
    Examples:
      dhrplan list --status no-date
      dhrplan list --agency MPS --no-update 90d
      dhrplan list --scope national -o national.csv
    """
    from dhrplan.cli.answer import answer
    from dhrplan.reports.list import list_actions

    return answer(asked, list_actions)[1]
