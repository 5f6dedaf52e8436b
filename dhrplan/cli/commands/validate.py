"""`dhrplan validate`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dhrplan.cli.options import AS_OF, PLANS
from dhrplan.render.diagnostics import FORMATS

if TYPE_CHECKING:
    from datetime import date


@click.command("validate")
@click.argument(
    "files",
    metavar="[FILE]...",
    nargs=-1,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@AS_OF
@PLANS
@click.option(
    "--format",
    "form",
    type=click.Choice(tuple(FORMATS)),
    default="text",
    show_default=True,
    help="How to lay it out.",
)
@click.option("--strict", is_flag=True, help="Exit 1 on warnings too.")
@click.option(
    "--staged",
    is_flag=True,
    help="Check what git has staged, not what is on disk; what is pushed, while pre-commit guards "
    "a push.",
)
def command(  # noqa: PLR0913 - an argument an option
    *,
    files: tuple[Path, ...],
    as_of: date | None,
    plans: tuple[Path, ...],
    form: str,
    strict: bool,
    staged: bool,
) -> int:
    r"""Check every file and name all that is wrong, in one run.

    With FILEs the whole folder is still in view, and what concerns those files is named. Nothing is
    ever written.

    \b
    Examples:
      dhrplan validate
      dhrplan validate plans/DHR7.yaml --format json
    """
    from dhrplan.cli.answer import write
    from dhrplan.cli.clock import today
    from dhrplan.diagnostic import Severity

    if staged:
        from dhrplan.cli.staged import check_staged as check
    else:
        from dhrplan.cli.checking import check
    findings = check(files, plans, as_of or today())
    write(FORMATS[form](findings))
    failing = findings.count(Severity.ERROR) + (findings.count(Severity.WARNING) if strict else 0)
    return int(failing > 0)
