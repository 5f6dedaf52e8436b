"""`dhrplan fmt`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dhrplan.cli.options import COLOR, FILES, PLANS

if TYPE_CHECKING:
    from dhrplan.cli.formatting import Outcome


@click.command("fmt")
@FILES
@PLANS
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a file would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show the lines that would change.")
@COLOR
def command(
    *, files: tuple[Path, ...], plans: tuple[Path, ...], check: bool, diff: bool, color: str
) -> int:
    r"""One form for every file: order of keys, dates, codes, quoted ids.

    Keys come into the order of the format, dates, statuses and the names of agencies are written as
    it writes them, and ids that look like numbers get quotes. Comments, blank lines and all other
    text stay, items of lists keep their places, and each file says the same as before, which is
    checked. Files are written at once; --diff shows first what would change. Git is left alone.
    What cannot be read stays as it is written; it is named, and the exit code is 3.

    \b
    Examples:
      dhrplan fmt
      dhrplan fmt --diff
      dhrplan fmt --check plans/DHR7.yaml
    """
    from dhrplan import store
    from dhrplan.cli.answer import NOT_ALL, wants_colour, write, write_problems
    from dhrplan.cli.formatting import outcomes
    from dhrplan.workspace import Workspace

    start = Path.cwd()
    found = outcomes(files, plans, start)
    changed = [one for one in found if one.is_changed]
    if diff:
        write(_difference(changed, colour=wants_colour(color)))
    elif not check:
        store.rewrite((store.Change(one.path, one.before, one.after) for one in changed), start)
    told = _told(found, "would change" if check or diff else "changed")
    if diff:
        click.echo(told, nl=False, err=True)  # standard output holds the difference alone
    else:
        write(told)
    is_written = not (check or diff)
    unread = tuple(fault for one in found for fault in one.unread(written=is_written))
    write_problems(unread, Workspace(()))
    is_all = _name_left(found) and not unread
    return int(check and bool(changed)) if is_all else NOT_ALL


def _difference(changed: list[Outcome], *, colour: bool) -> str:
    from dhrplan.render.difference import difference

    return "".join(difference(one.file, one.before, one.after, colour=colour) for one in changed)


def _told(found: list[Outcome], verb: str) -> str:
    """What is changed in each file that differs, and how many there are."""
    from dhrplan.cli.answer import window_width
    from dhrplan.render.visible import one_line
    from dhrplan.render.widths import wrapped
    from dhrplan.wording import count

    changed = [one for one in found if one.is_changed]
    told = [one_line(f"{one.file}: {one.told}") for one in changed]
    told.append(f"{count(len(found), 'file')} looked at, {len(changed) or 'none'} {verb}.")
    return "".join(f"{line}\n" for one in told for line in wrapped(one, window_width()))


def _name_left(found: list[Outcome]) -> bool:
    """Name the files that had to be left as they are, each with the reason; whether none had."""
    from dhrplan.render.visible import one_line

    left = [one for one in found if one.why_left]
    for one in left:
        click.echo(one_line(f"{one.file} is left as it is."), err=True)
        for line in filter(None, one.why_left):
            click.echo(f"    {one_line(line)}", err=True)
    return not left
