"""`dhrplan update`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from dhrplan.cli.completion import complete, complete_action
from dhrplan.cli.options import AS_OF, COLOR, PLANS
from dhrplan.model.plan import Status

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

_WORDS = {
    "status": ("STATUS", "Where it stands: complete, in-progress, paused, ..."),
    "completed": ("DATE", "When it was done."),
    "outcome": ("TEXT", "What came of it."),
    "progress": ("TEXT", "Where it stands, in words; takes the place of what stood there."),
    "note": ("TEXT", "What was said; added to the dated updates."),
    "target": ("DATE", "The target, where none was set or it was wrong."),
    "extend_to": ("DATE", "A later target that is agreed; the old one is kept."),
    "ask_extension": ("DATE", "A later target that is asked for; the one in force stays."),
    "forecast": ("DATE", "When the lead now expects to be done."),
    "next_check": ("DATE", "When to look again."),
    "checked": ("FOUND", "Somebody looked: still-in-place, lapsed or not-known."),
    "superseded_by": ("ACTION", "The action that takes its place: 'DHR12 1.1'."),
    "result": ("VERDICT", "Of a recommendation: fully, partly, not, already-in-place, not-known."),
    "date": ("DATE", "When it was said, decided or looked at.  [default: the day as of]"),
    "by": ("WHO", "Who said, asked, looked or decided."),
    "reason": ("TEXT", "Why: of an extension, of a stop or of going on again, of a result."),
    "approved_by": ("WHO", "Who agreed to the extension."),
    "how": ("TEXT", "How somebody looked."),
}
_LISTS = {
    "lead": ("AGENCY", "Who leads, in place of those who did; may be repeated."),
    "evidence": ("TEXT", "What else shows it; may be repeated."),
}
_FLAGS = {
    "sign_off": "It is agreed that it is done.",
    "refuse_extension": "The extension that was asked for is not agreed.",
}
_FROM_INPUT = ("outcome", "progress", "note", "reason")
"""What may be long, and is then read from standard input."""


def _complete_status(_ctx: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    return [status for status in Status if status.startswith(begun.casefold())]


def _decided(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command an option for each part of a decision."""
    for name, told in reversed(_FLAGS.items()):
        command = click.option(_flag(name), name, is_flag=True, help=told)(command)
    for name, (metavar, told) in reversed(_LISTS.items()):
        command = click.option(_flag(name), name, multiple=True, metavar=metavar, help=told)(
            command
        )
    for name, (metavar, told) in reversed(_WORDS.items()):
        command = click.option(
            _flag(name),
            name,
            metavar=metavar,
            help=told,
            shell_complete=_complete_status if name == "status" else None,
        )(command)
    return command


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"


@click.command("update")
@click.argument("of_review", metavar="REVIEW", shell_complete=complete("review"))
@click.argument("ids", metavar="ACTION...", nargs=-1, required=True, shell_complete=complete_action)
@_decided
@click.option("--milestone", metavar="ID", help="It is about this milestone of the action.")
@AS_OF
@PLANS
@COLOR
@click.option("--yes", is_flag=True, help="Write without asking; needed without a terminal.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--force", is_flag=True, help="Write though the plan would have a new error.")
@click.option("--commit", is_flag=True, help="Commit that file, and nothing else, to git.")
@click.option("-m", "--message", metavar="TEXT", help="What the commit says.")
def command(  # noqa: PLR0913 - an argument an option
    *,
    of_review: str,
    ids: tuple[str, ...],
    milestone: str | None,
    as_of: date | None,
    plans: tuple[Path, ...],
    color: str,
    yes: bool,
    dry_run: bool,
    force: bool,
    commit: bool,
    message: str | None,
    **decided: Any,
) -> int:
    r"""Write down what was decided: those values change, and nothing else.

    ACTION is the id of an action, of a milestone (4.1/ii) or, for --result, of a recommendation.
    Words of a meeting are understood: done, today, "end of March 2026". An empty value, such as
    --completed "", takes out what stands there; - reads a long text from standard input.

    \b
    Examples:
      dhrplan update DHR4 4.1 --status done --completed 2017 --outcome Ready --yes
      dhrplan update DHR4 4.1 4.2 --note "No news." --by LBTH --dry-run
      dhrplan update DHR4 4.2 --extend-to "end of March 2018" --dry-run
      dhrplan update DHR4 1 --result partly --reason "Two of three" --dry-run
    """
    from dhrplan.cli.clock import today
    from dhrplan.cli.deciding import Wanted, decide
    from dhrplan.cli.writing import Manner, message_of, settle

    committed = message_of(message, commit=commit)
    wanted = Wanted(of_review, ids, milestone, _with_input(decided))
    proposal = decide(plans, wanted, as_of or today())
    return settle([proposal], Manner(color, yes, dry_run, force, committed))


def _with_input(decided: dict[str, Any]) -> dict[str, Any]:
    """What is decided, with the one text that comes from standard input."""
    from dhrplan.cli.given import STDIN, from_input

    asked = [name for name in _FROM_INPUT if decided[name] == STDIN]
    if len(asked) > 1:
        named = " and ".join(map(_flag, asked))
        raise click.UsageError(f"Standard input is one text, and {named} both ask for it.")
    return decided | {name: from_input() for name in asked}
