"""`dhrplan validate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dhrplan.cli.completion import complete_rule
from dhrplan.cli.options import AS_OF, COLOR, FILES, PLANS
from dhrplan.render.diagnostics import FORMATS

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


@click.command("validate")
@FILES
@AS_OF
@PLANS
@click.option(
    "--format",
    "form",
    type=click.Choice(tuple(FORMATS)),
    help="How to lay it out.  [default: text; under GitHub Actions github]",
)
@COLOR
@click.option("--strict", is_flag=True, help="Exit 1 on warnings too.")
@click.option(
    "--select",
    multiple=True,
    metavar="RULE",
    help="Tell of this rule, or family of rules, alone; may be repeated.",
    shell_complete=complete_rule,
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="RULE",
    help="Leave out this rule, or family; may be repeated. What cannot be read is always told.",
    shell_complete=complete_rule,
)
@click.option(
    "--staged",
    is_flag=True,
    help="Check what git has staged, not what is on disk; what is pushed, while pre-commit guards "
    "a push.",
)
@click.option("--reveal", is_flag=True, help="Show what tells of a person, which else is masked.")
def command(  # noqa: PLR0913 - an argument an option
    *,
    files: tuple[Path, ...],
    as_of: date | None,
    plans: tuple[Path, ...],
    form: str | None,
    color: str,
    strict: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    staged: bool,
    reveal: bool,
) -> int:
    r"""Check every file and name all that is wrong, in one run.

    With FILEs the whole folder is still in view, and what concerns those files is named. Nothing is
    ever written. What a rule in brackets means, `explain` tells.

    \b
    Examples:
      dhrplan validate
      dhrplan validate plans/DHR7.yaml --format json
      dhrplan validate --select privacy --select no-news
      dhrplan validate --strict --format sarif
    """
    from dhrplan.cli import github
    from dhrplan.cli.answer import wants_colour, window_width, write
    from dhrplan.cli.clock import today
    from dhrplan.cli.version import version
    from dhrplan.diagnostic import Severity
    from dhrplan.render.diagnostics import Surroundings, render
    from dhrplan.rules import EVERY_RULE
    from dhrplan.rules.choosing import chosen

    if staged:
        from dhrplan.cli.staged import check_staged as check
    else:
        from dhrplan.cli.checking import check
    wanted = chosen(select, ignore, EVERY_RULE)
    findings = check(files, plans, as_of or today()).of(wanted)
    around = Surroundings(window_width(), wants_colour(color), github.base(), version)
    name = form or ("github" if github.is_here() else "text")
    write(render(name, findings, around, reveal=reveal))
    failing = findings.count(Severity.ERROR) + (findings.count(Severity.WARNING) if strict else 0)
    return int(failing > 0)
