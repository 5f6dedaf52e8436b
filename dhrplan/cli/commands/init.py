"""`dhrplan init`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("init")
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option("--partnership", help="Name of the Community Safety Partnership.")
@click.option("--marking", help="Protective marking of every report.")
@click.option("--council", help="Name of the lead council, for the register of agencies.")
@click.option("--review", metavar="ID", help="Id of the first review.  [default: DHR1]")
@click.option("--title", help="Its title.  [default: by its id]")
@click.option("--no-git", is_flag=True, help="Make no repository of git, and look for none.")
@click.option("--yes", is_flag=True, help="Ask nothing; what is not told is left open.")
@click.option("--dry-run", is_flag=True, help="Show what would be made, and make nothing.")
def command(  # noqa: PLR0913 - an argument an option
    *,
    folder: Path,
    partnership: str | None,
    marking: str | None,
    council: str | None,
    review: str | None,
    title: str | None,
    no_git: bool,
    yes: bool,
    dry_run: bool,
) -> int:
    r"""Make a folder ready to use: a first plan, the register, settings, a hook.

    Asks for what it has to know, shows what it would make, and asks again. What is there already
    is never changed, so that it can be run again. Nothing is committed.

    \b
    Examples:
      dhrplan init
      dhrplan init --dry-run
      dhrplan init northshire --council "Northshire County Council" --yes
    """
    from dhrplan.cli.questions import Told
    from dhrplan.cli.starting import start

    told = Told(partnership, marking, council, review, title)
    return start(folder, told, git=not no_git, yes=yes, dry_run=dry_run)
