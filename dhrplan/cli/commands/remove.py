"""`dhrplan remove`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from dhrplan.cli.completion import complete, complete_action
from dhrplan.cli.console import tell
from dhrplan.cli.options import Command, WriteOptions, today, writes
from dhrplan.cli.prompts import require_consent
from dhrplan.wording import count


@click.command("remove", cls=Command)
@click.argument("of_review", metavar="REVIEW", shell_complete=complete("review"))
@click.argument("ids", metavar="ID...", nargs=-1, required=True, shell_complete=complete_action)
@writes
def command(
    *,
    of_review: str,
    ids: tuple[str, ...],
    plans: tuple[Path, ...],
    options: WriteOptions,
) -> int:
    r"""Remove what was added by mistake.

    \b
    Examples:
      dhrplan remove DHR4 4.1/ii --dry-run
      dhrplan remove DHR4 4.2 --dry-run

    ID is a recommendation, an action or a milestone (4.1/ii). To remove an agency from the
    register, write `agencies` and its code. Everything that goes is shown first, and `undo` brings
    it back. An action that was given up stays: give it a status and a reason with `update`.
    """
    from dhrplan.cli.writing import (
        confirm_and_write,
        load_for_change,
        propose_edited,
        propose_for_register,
    )
    from dhrplan.decide import DecisionError, find_bodies, find_subjects, is_register
    from dhrplan.plan.fmt import remove
    from dhrplan.yamldoc.edit import Remove

    require_consent(yes=options.yes, dry_run=options.dry_run)
    loaded = load_for_change(plans)
    folders = loaded.view.folders
    if is_register(of_review, folders):
        folder, bodies = find_bodies(folders, ids)
        gone = [Remove(body.route) for body in bodies]
        return confirm_and_write([propose_for_register(loaded, folder, gone, today())], options)
    about = find_subjects(folders, of_review, ids)
    routes = [one.route for one in about.named]
    for one in about.named:
        if one.action is None and one.recommendation.actions:
            tell(f"{one.name} has {count(len(one.recommendation.actions), 'action')}.")
    plan = about.file.plan
    if plan and all(one.route in routes for one in plan.recommendations):
        hint = "Add the right recommendation first, or take back an addition with `dhrplan undo`."
        raise DecisionError(f"{plan.id} would have no recommendations left.", hint)
    outer = [route for route in routes if not any(route[:n] in routes for n in range(len(route)))]
    source = about.file.source
    removed = remove(source, loaded.files[source.file][1], outer)
    proposal = propose_edited(loaded, removed, today())
    # A problem that goes with its action is not fixed.
    proposal = replace(proposal, effect=proposal.effect._replace(mended=()))
    return confirm_and_write([proposal], options)
