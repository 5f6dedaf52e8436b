"""`dhrplan help`."""

from __future__ import annotations

import click

from dhrplan.cli.entry import BARE, COMMANDS
from dhrplan.cli.options import NO_PAGER, PLAIN, Command
from dhrplan.cli.topics import TOPICS


def _complete(_ctx: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    return [name for name in (*COMMANDS, *TOPICS) if name.startswith(begun)]


@click.command("help", cls=Command)
@click.argument("subject", metavar="[SUBJECT]", required=False, shell_complete=_complete)
@NO_PAGER
@PLAIN
@click.pass_context
def command(ctx: click.Context, *, subject: str | None) -> int:
    r"""Explain a command, filters, dates, statuses or exit codes.

    \b
    Examples:
      dhrplan help update
      dhrplan help filters

    \b
    SUBJECT is a command or one of:
      filters     which actions a command shows or changes
      dates       how to write a date
      statuses    what each status, state and flag means
      decisions   every decision that update can record
      exit-codes  what the exit code tells a script
    """
    from dhrplan.cli.console import PAGE, show, window_width
    from dhrplan.errors import NotFoundError
    from dhrplan.wording import nearest, one_of

    program = ctx.parent
    assert program is not None  # noqa: S101 - a command of the program
    assert isinstance(program.command, click.Group)  # noqa: S101
    if subject is None:
        show(f"{program.get_help()}\n")
        return 0
    asked = subject.strip().casefold()
    if asked in TOPICS:
        show(TOPICS[asked].text(min(window_width(), PAGE)))
        return 0
    found = program.command.get_command(program, asked)
    if found is None or asked == BARE:
        known = (*TOPICS, *COMMANDS)
        near = nearest(asked, known)
        hint = f"Did you mean {one_of(near)}?" if near else "`dhrplan help` lists the commands."
        raise NotFoundError(f"There is no help on `{subject}`.", hint)
    with click.Context(found, info_name=asked, parent=program) as about:
        show(f"{found.get_help(about)}\n")
    return 0
