"""`dhrplan move`."""

from __future__ import annotations

from pathlib import Path

import click

from dhrplan.cli.completion import complete, complete_action
from dhrplan.cli.options import Command, WriteOptions, today, writes
from dhrplan.cli.prompts import require_consent


@click.command("move", cls=Command)
@click.argument("of_review", metavar="REVIEW", shell_complete=complete("review"))
@click.argument("identity", metavar="ID", shell_complete=complete_action)
@click.option(
    "--to",
    "target",
    metavar="ID",
    required=True,
    help="The recommendation or action where it belongs.",
)
@writes
def command(
    *,
    of_review: str,
    identity: str,
    target: str,
    plans: tuple[Path, ...],
    options: WriteOptions,
) -> int:
    r"""Move an action or a milestone to where it belongs.

    \b
    Examples:
      dhrplan move DHR4 4.2 --to 5 --dry-run
      dhrplan move DHR4 4.1/ii --to 4.2 --dry-run

    An action moves to another recommendation, a milestone to another action. It keeps its id, and
    its comments move with it. Nothing moves between reviews: give the action the status
    `superseded`, and add it to the other review.
    """
    from dhrplan.cli.writing import (
        confirm_and_write,
        load_for_change,
        propose_edited,
    )
    from dhrplan.decide import DecisionError, find_subjects
    from dhrplan.plan.fmt import move

    require_consent(yes=options.yes, dry_run=options.dry_run)
    loaded = load_for_change(plans)
    about = find_subjects(loaded.view.folders, of_review, [identity])
    (one,) = about.named
    (new,) = find_subjects(loaded.view.folders, of_review, [target]).named
    if one.action is None:
        hint = "Only actions and milestones can be moved."
        raise DecisionError(f"`{identity}` is a recommendation, which cannot be moved.", hint)
    if one.milestone is not None:
        holder, key, kind = new.action, "milestones", "an action"
        is_fitting = holder is not None and new.milestone is None
    else:
        key, kind, is_fitting = "actions", "a recommendation", new.action is None
    if not is_fitting:
        raise DecisionError(f"`{target}` is not {kind}.", f"Name {kind} after --to.")
    to = (*new.route, key)
    if to == one.route[:-1]:
        raise DecisionError(f"`{identity}` belongs to `{target}` already.")
    source = about.file.source
    moved = move(source, loaded.files[source.file][1], one.route, to)
    return confirm_and_write([propose_edited(loaded, moved, today())], options)
