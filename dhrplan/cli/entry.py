"""The `dhrplan` program: its list of commands, and the exit code of every way out."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from keyword import iskeyword
from types import MappingProxyType
from typing import Any, TextIO

import click

from dhrplan.cli.console import tell, tolerant_stderr
from dhrplan.errors import DhrplanError, ExitCode
from dhrplan.render.visible import visible

GROUPS = MappingProxyType(
    {
        "See what is happening": {
            "overdue": "Show what is late, longest first, and what else needs attention.",
            "report": "Show a review, recommendation by recommendation.",
            "list": "List the actions that match, with the status of each.",
            "show": "Show one action, or one recommendation with its actions.",
            "status": "Count the actions of each review by status.",
            "changes": "Show what has changed since the last meeting, a day or a commit.",
            "paper": "Make the paper for a board meeting, with the decisions wanted.",
            "handover": "Write down what the next coordinator must know.",
        },
        "Record what was decided": {
            "update": "Record what was decided, and change nothing else.",
            "meeting": "Hold a board meeting and record what it decides.",
            "minutes": "Show the minutes of the last meeting, or of a date.",
            "move": "Move an action or a milestone to where it belongs.",
            "remove": "Remove what was added by mistake.",
            "undo": "Take back the last change to this folder.",
        },
        "Set up and check the files": {
            "init": "Set up a folder: a first plan, the register and settings.",
            "new": "Add a review, recommendation, action, milestone or agency.",
            "import": "Make a plan out of a table in Word, Excel or CSV.",
            "verify": "Check that a board paper was not changed after it was made.",
            "validate": "Check every file and list every problem.",
            "fmt": "Write every file in the same form.",
            "schema": "Print the JSON Schema of plans, for editors.",
            "explain": "Explain a rule: what it finds, why, and what to write.",
        },
        "Find out more": {
            "help": "Explain a command, filters, dates, statuses or exit codes.",
            "completion": "Complete words with the Tab key in your shell.",
        },
    }
)
"""The commands by heading, in the order of `--help`. A new one is a file and a line here."""

COMMANDS = MappingProxyType(
    {name: line for commands in GROUPS.values() for name, line in commands.items()}
)
"""Every command with its line in `--help`; its module is `commands/<name>.py`, or `<name>_.py` for
a keyword of Python."""

BARE = "morning"
"""The command that `dhrplan` alone runs at a terminal. It is not listed."""


def with_marks(text: str | None) -> str:
    """The help with Click's mark for lines that keep their form: a raw docstring spells it out."""
    return (text or "").replace("\\b\n", "\b\n")


class LazyGroup(click.Group):
    """Imports the module of a command when that command runs; `--help` needs none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of `--help`."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        del ctx
        if cmd_name not in COMMANDS and cmd_name != BARE:
            return None
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command: click.Command = import_module(f"dhrplan.cli.commands.{module}").command
        command.help = with_marks(command.help)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Without a word, show the morning view at a terminal, and elsewhere the help."""
        shows = not args and not ctx.resilient_parsing and sys.stdout.isatty()
        return super().parse_args(ctx, [BARE] if shows else args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Raise a usage error that suggests the nearest command for an unknown one."""
        is_known = not args or args[0] in {*COMMANDS, BARE} or args[0].startswith("-")
        if not is_known and not ctx.resilient_parsing:  # shell completion prints no errors
            from dhrplan.wording import nearest, one_of

            found = nearest(args[0], COMMANDS)
            hint = f"Did you mean {one_of(found)}?" if found else "`dhrplan help` lists them."
            ctx.fail(f"There is no command `{args[0]}`. {hint}")
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands first, then the options."""
        self.format_commands(ctx, formatter)
        click.Command.format_options(self, ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands under their headings."""
        del ctx
        widest = max(map(len, COMMANDS))
        for heading, commands in GROUPS.items():
            with formatter.section(heading):
                formatter.write_dl([(f"{name:{widest}}", line) for name, line in commands.items()])


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
@click.option("--debug", is_flag=True, expose_value=False, hidden=True)
def group() -> None:
    """Keep the action plans of Domestic Homicide Reviews, in the folder `plans`.
    `dhrplan` alone shows what needs attention.
    """  # noqa: D205 - one paragraph of help


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
        f"dhrplan {version()} failed by a fault of its own ({kind}). No file is half written.",
        err=True,
    )
    click.echo(
        "Please report it: this message, the command, and what `dhrplan --debug ...` adds to it. "
        "Leave out names and anything confidential.",
        err=True,
    )
    return ExitCode.INTERNAL_ERROR
