"""`dhrplan minutes`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from dhrplan.cli.console import show, tell
from dhrplan.cli.options import NO_PAGER, PLAIN, PLANS, Command, Day
from dhrplan.errors import DhrplanError, ExitCode, NotFoundError
from dhrplan.render.visible import visible
from dhrplan.wording import listed

_MOST_DAYS = 3
"""How many days a message names where there are no minutes of the day asked for."""


@click.command("minutes", cls=Command)
@click.argument("day", metavar="[DATE]", required=False, type=Day())
@click.option("--list", "lists", is_flag=True, help="List the minutes, newest first.")
@PLANS
@NO_PAGER
@PLAIN
def command(*, day: date | None, lists: bool, plans: tuple[Path, ...]) -> int:
    r"""Show the minutes of the last meeting, or of a date.

    \b
    Examples:
      dhrplan minutes --list
      dhrplan minutes 2017-09-15

    They are in the folder minutes beside the plans, where meeting writes them.
    """
    from dhrplan import store
    from dhrplan.model.dates.values import on_day, spoken

    if lists and day:
        raise click.UsageError("--list shows the minutes of every date. Leave out the date.")
    start = Path.cwd()
    folders = store.distinct_folders(plans or (store.find_plans(start),))
    of_all = [one for folder in folders for one in store.all_minutes(folder)]
    found = sorted(of_all, key=lambda one: one[0])
    where = " or ".join(store.display_path(store.minutes_folder(one), start) for one in folders)
    nothing = f"There are no minutes in the folder {where}."
    if lists:
        rows = [(spoken(on_day(on)), store.display_path(path, start)) for on, path in found]
        width = max((len(when) for when, _ in rows), default=0)
        show("".join(f"{when:{width}}  {visible(path)}\n" for when, path in reversed(rows)))
        if not found:
            tell(nothing)
        return ExitCode.DONE
    if not found:
        raise DhrplanError(nothing, "`dhrplan meeting` writes them.")
    shown = [path for on, path in found if on == day] if day else [found[-1][1]]
    if day and not shown:
        days = dict.fromkeys(spoken(on_day(on)) for on, _ in reversed(found))
        last = listed([*days][:_MOST_DAYS])
        hint = f"The latest are of {last}. --list shows all."
        raise NotFoundError(f"There are no minutes of {spoken(on_day(day))}.", hint)
    texts = []
    for path in shown:
        data = store.read_if_present(path, within=path.parent.parent) or b""
        lines = data.decode("utf-8-sig", "replace").splitlines()
        texts.append("".join(f"{visible(line)}\n" for line in lines))
    show("\n".join(texts))
    return ExitCode.DONE
