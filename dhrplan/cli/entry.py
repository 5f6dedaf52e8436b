"""Where the program begins and ends: every way out has its exit code here.

0 done; 1 found something (validate, overdue --fail); 2 wrong usage; 3 could not do it, or not all
of it; 70 a fault of the program's own; 130 interrupted.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

import click

from dhrplan.cli import INTERRUPTED
from dhrplan.cli.group import group
from dhrplan.cli.telling import tell, told_on
from dhrplan.errors import DhrplanError
from dhrplan.render.visible import visible

if TYPE_CHECKING:
    from typing import TextIO

FAULT = 70
COULD_NOT = 3


def main() -> None:
    """Run the command line and end the process."""
    gc.disable()  # a command is short, and its values hold no cycles worth looking for
    sys.stdout = sys.stdout or _nowhere()  # it is missing where it was closed
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")  # type: ignore[union-attr]
    sys.stderr = told_on(sys.stderr or _nowhere())
    sys.exit(run())


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - for the whole process


def run(args: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    try:
        code = group.main(args, prog_name="dhrplan", standalone_mode=False)
    except click.Abort as abort:
        if abort.__cause__ is None and sys.stderr.isatty():
            click.echo(err=True)  # a question stands on the line, and Click leaves it there
        click.echo("Interrupted.", err=True)
        return INTERRUPTED
    except click.ClickException as error:
        error.message = visible(error.message)  # type: ignore[misc] # typed or pasted, codes and all
        error.show()
        return error.exit_code if isinstance(error, click.UsageError) else COULD_NOT
    except DhrplanError as error:
        tell(f"Error: {error}")
        if error.hint:
            tell(error.hint)
        return error.exit_code
    except OSError as error:  # such as a working directory that is gone, or must not be entered
        tell(f"Error: {_refused(error)}")
        return COULD_NOT
    except Exception as error:  # noqa: BLE001 - the last resort, named as the program's own fault
        return _own_fault(error)
    return code if isinstance(code, int) else 0


def _refused(error: OSError) -> str:
    """What the system refuses, and why."""
    reason = error.strerror or type(error).__name__
    return f"{error.filename or 'The folder you are in'} cannot be used: {reason}."


def _own_fault(error: Exception) -> int:
    from dhrplan.cli.version import version

    if "--debug" in sys.argv:
        import traceback

        traceback.print_exception(error)
    kind = type(error).__name__
    click.echo(
        f"dhrplan {version()} met a fault of its own ({kind}). No file is half written.", err=True
    )
    click.echo(
        "Please report it: this message, the command, and what `dhrplan --debug ...` adds to it. "
        "Leave out names and whatever is confidential.",
        err=True,
    )
    return FAULT
