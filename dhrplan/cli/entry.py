"""The `dhrplan` program: its list of commands, and the exit code of every way out."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from types import MappingProxyType
from typing import Any, TextIO

import click

from dhrplan.cli.console import tell, tolerant_stderr
from dhrplan.errors import DhrplanError, ExitCode
from dhrplan.render.visible import visible

GROUPS = MappingProxyType(
    {
        "Every day": {
            "overdue": "What is late, longest first, and what else waits.",
            "report": "Where a review stands, recommendation by recommendation.",
            "list": "Every action that the filters leave, with where it stands.",
            "show": "One action whole, or one recommendation with its actions.",
            "status": "How many actions stand where: a row a review, and the total.",
        },
        "To write down what was decided": {
            "update": "Write down what was decided: those values change, and nothing else.",
            "remove": "Remove what was added by mistake; it is shown first.",
            "move": "Move an action to another recommendation, or a milestone to another action.",
            "meeting": "Go through what is open, one by one, and write down what is decided.",
            "minutes": "Show the minutes of the last meeting, or of a day.",
            "undo": "Take back the last write of this folder, byte for byte.",
        },
        "For whoever keeps the files": {
            "init": "Make a folder ready to use: a first plan, the register, settings, a hook.",
            "new": "A new review, recommendation, action, milestone or agency.",
            "validate": "Check every file and name all that is wrong, in one run.",
            "fmt": "One form for every file: order of keys, dates, codes, quoted ids.",
            "schema": "The JSON Schema of plans, by which an editor helps to write them.",
            "explain": "What a rule finds, why it matters, what to write instead.",
        },
    }
)
"""The commands by heading, in the order of `--help`. A new one is a file and a line here."""

COMMANDS = MappingProxyType(
    {name: line for commands in GROUPS.values() for name, line in commands.items()}
)
"""Every command with its line in `--help`; its module is `commands/<name>.py`."""


class LazyGroup(click.Group):
    """Imports the module of a command when that command runs; `--help` needs none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of `--help`."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"dhrplan.cli.commands.{cmd_name}").command
        # In a raw docstring Click's mark for preformatted lines is two characters.
        command.help = (command.help or "").replace("\\b\n", "\b\n")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Raise a usage error that suggests the nearest command for an unknown one."""
        is_known = not args or args[0] in COMMANDS or args[0].startswith("-")
        if not is_known and not ctx.resilient_parsing:  # shell completion prints no errors
            from dhrplan.wording import nearest, one_of

            found = nearest(args[0], COMMANDS) or tuple(COMMANDS)
            ctx.fail(f"There is no command `{args[0]}`. Did you mean {one_of(found)}?")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands under their headings."""
        del ctx
        for heading, commands in GROUPS.items():
            with formatter.section(heading):
                formatter.write_dl(list(commands.items()))


def version() -> str:
    """The installed version, from the package's metadata, which is slow to import."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("dhrplan")
    except PackageNotFoundError:
        return "(not installed)"


def _show_version(ctx: click.Context, _parameter: click.Parameter, wanted: Any) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(f"dhrplan {version()}")
        ctx.exit()


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version and exit.",
)
@click.option("--debug", is_flag=True, expose_value=False, help="On a fault, show the traceback.")
def group() -> None:
    """Action plans of Domestic Homicide Reviews: what is late, and where each review stands.

    Plans are the files of the first folder `plans` upwards from here.
    """


def main() -> None:
    """Run the command line and end the process."""
    gc.disable()  # a command is short-lived, and its values hold no cycles worth collecting
    sys.stdout = sys.stdout or _null_stream()  # None where it was closed
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")  # type: ignore[union-attr]
    sys.stderr = tolerant_stderr(sys.stderr or _null_stream())
    sys.exit(run())


def _null_stream() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - for the whole process


def run(args: list[str] | None = None) -> int:
    """Run one command, print its error if it ends with one, and return the exit code."""
    try:
        code = group.main(args, prog_name="dhrplan", standalone_mode=False)
    except click.Abort as abort:
        if abort.__cause__ is None and sys.stderr.isatty():
            click.echo(err=True)  # Click leaves the cursor behind its prompt
        click.echo("Interrupted.", err=True)
        return ExitCode.INTERRUPTED
    except click.ClickException as error:
        error.message = visible(error.message)  # type: ignore[misc] # it quotes what was typed
        error.show()
        is_usage = isinstance(error, click.UsageError)
        return error.exit_code if is_usage else ExitCode.INCOMPLETE
    except DhrplanError as error:
        tell(f"Error: {error}")
        if error.hint:
            tell(error.hint)
        return error.exit_code
    except OSError as error:  # such as a working directory that is gone, or must not be entered
        reason = error.strerror or type(error).__name__
        tell(f"Error: {error.filename or 'The folder you are in'} cannot be used: {reason}.")
        return ExitCode.INCOMPLETE
    except Exception as error:  # noqa: BLE001 - the last resort, reported as a bug
        return _report_bug(error)
    return code if isinstance(code, int) else ExitCode.DONE


def _report_bug(error: Exception) -> int:
    if "--debug" in sys.argv:
        import traceback

        traceback.print_exception(error)
    kind = type(error).__name__  # the message may quote a plan
    click.echo(
        f"dhrplan {version()} met a fault of its own ({kind}). No file is half written.", err=True
    )
    click.echo(
        "Please report it: this message, the command, and what `dhrplan --debug ...` adds to it. "
        "Leave out names and whatever is confidential.",
        err=True,
    )
    return ExitCode.INTERNAL_ERROR
