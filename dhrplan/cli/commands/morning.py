"""`dhrplan` alone, at a terminal."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from dhrplan.cli.options import AS_OF, COLOR, NO_PAGER, PLAIN, PLANS, Command, QuestionOptions

_BEGIN = """\
There are no action plans here yet.

  dhrplan init    sets up a folder with a first plan
  dhrplan help    lists the commands

The tutorial, docs/tutorial.md, goes from a new folder to a first report.
If your plans are in another folder, go there, or add `--plans DIR` to a command.
"""


@click.command("morning", cls=Command, hidden=True)
@AS_OF
@PLANS
@COLOR
@NO_PAGER
@PLAIN
def command(*, as_of: date | None, plans: tuple[Path, ...], color: str) -> int:
    r"""Show what is late, what falls due soon and what needs attention.

    \b
    Examples:
      dhrplan
      dhrplan morning --as-of 2017-09-15
    """
    from dhrplan import store
    from dhrplan.cli.answer import answer
    from dhrplan.cli.console import write
    from dhrplan.reports.morning import morning
    from dhrplan.reports.select import Selection

    folders = plans or store.plans_above(Path.cwd())
    if not any(store.is_plan(path.name) for folder in folders for path in folder.iterdir()):
        write(_BEGIN)
        return 0
    options = QuestionOptions(
        folders, Selection(), None, None, color, allow_partial=False, as_of=as_of
    )
    return answer(options, morning)[1]
