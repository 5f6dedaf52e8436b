"""The group of commands, which imports a command only when it runs."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from dhrplan.cli.registry import COMMANDS, GROUPS


class LazyGroup(click.Group):
    """A group whose `--help` needs none of its commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every name of the registry, in its order."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of that name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"dhrplan.cli.commands.{cmd_name}").command
        # Docstrings are raw, so that Click's sign for lines that stay lines is two characters.
        command.help = (command.help or "").replace("\\b\n", "\b\n")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is asked for, or a usage error that names the nearest."""
        is_known = not args or args[0] in COMMANDS or args[0].startswith("-")
        if not is_known and not ctx.resilient_parsing:  # a shell that completes is told nothing
            from dhrplan.text.nearest import nearest
            from dhrplan.wording import one_of

            found = nearest(args[0], COMMANDS) or tuple(COMMANDS)
            ctx.fail(f"There is no command `{args[0]}`. Did you mean {one_of(found)}?")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The lines of the registry, without importing anything."""
        del ctx
        for heading, commands in GROUPS.items():
            with formatter.section(heading):
                formatter.write_dl(list(commands.items()))


def _show_version(ctx: click.Context, _parameter: click.Parameter, wanted: Any) -> None:
    if wanted and not ctx.resilient_parsing:
        from dhrplan.cli.version import version

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
