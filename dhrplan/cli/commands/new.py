"""`dhrplan new`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dhrplan.cli.completion import complete, complete_action
from dhrplan.cli.options import COLOR, PLANS
from dhrplan.cli.types import EDITOR

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@click.command("new")
@click.argument("of_review", metavar="REVIEW", shell_complete=complete("review"))
@click.argument("of", metavar="[RECOMMENDATION]", required=False, shell_complete=complete_action)
@click.option(
    "--recommendation",
    metavar="[TEXT]",
    is_flag=False,
    flag_value=EDITOR,
    help="Add a recommendation with these words.",
)
@click.option(
    "--action",
    metavar="[TEXT]",
    is_flag=False,
    flag_value=EDITOR,
    help="Add an action with these words.",
)
@click.option("--id", "identity", help="Id of what is added.  [default: the next one]")
@click.option("--title", help="Short name of what is added; the title of a review.")
@click.option("--scope", help="Of a recommendation: local, regional or national.")
@click.option("--addressed-to", multiple=True, metavar="AGENCY", help="Whom it asks; repeatable.")
@click.option("--theme", multiple=True, help="What it is about; repeatable.")
@click.option("--lead", multiple=True, metavar="AGENCY", help="Who leads an action; repeatable.")
@click.option("--partner", multiple=True, metavar="AGENCY", help="Who takes part; repeatable.")
@click.option("--status", help="Where it stands.")
@click.option("--target", metavar="DATE", help="By when; also `March 2027`.")
@PLANS
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--force", is_flag=True, help="Write although it brings in an error.")
@COLOR
def command(  # noqa: PLR0913 - an argument an option
    *,
    of_review: str,
    of: str | None,
    recommendation: str | None,
    action: str | None,
    identity: str | None,
    title: str | None,
    scope: str | None,
    addressed_to: tuple[str, ...],
    theme: tuple[str, ...],
    lead: tuple[str, ...],
    partner: tuple[str, ...],
    status: str | None,
    target: str | None,
    plans: tuple[Path, ...],
    yes: bool,
    dry_run: bool,
    force: bool,
    color: str,
) -> int:
    r"""A new review, recommendation or action, with the next free id.

    The review alone begins its plan: a file with remarks that say what may be written. Without TEXT
    your editor opens for it; - reads it from standard input. With both --recommendation and
    --action, the action is the first one of the new recommendation.

    \b
    Examples:
      dhrplan new DHR8 --yes
      dhrplan new DHR4 --recommendation "Use one form." --scope local --yes
      dhrplan new DHR4 3 --action "Agree it." --lead ELFT --target 2027-03 --yes
    """
    from dhrplan.cli.adding import Wish, new_in, new_review
    from dhrplan.cli.asking import need_consent
    from dhrplan.cli.writing import Manner, settle

    need_consent(yes=yes, dry_run=dry_run)
    manner = Manner(color, yes, dry_run, force)
    of_recommendation = {"scope": scope, "addressed_to": addressed_to, "theme": theme}
    of_action = {"lead": lead, "partner": partner, "status": status, "target": target}
    adds_action = action is not None or (of is not None and recommendation is None)
    _refuse_misplaced(of_recommendation, "--recommendation", there=recommendation is not None)
    _refuse_misplaced(of_action, "--action", there=adds_action)
    if recommendation is None and not adds_action:
        _refuse_misplaced({"id": identity}, "--recommendation", there=False)
        return settle([new_review(of_review, title, plans)], manner)
    _refuse_unclear(of, recommendation)
    titled = of_action if recommendation is None else of_recommendation
    titled["title"] = title
    words = (EDITOR if action is None else action) if adds_action else None
    wish = Wish(of_review, of, identity, recommendation, of_recommendation, words, of_action)
    return settle([new_in(wish, plans)], manner)


def _refuse_misplaced(options: Mapping[str, object], owner: str, *, there: bool) -> None:
    """Options that belong to something that is not to be added are a slip."""
    for name, value in options.items():
        if value and not there:
            option = f"--{name.replace('_', '-')}"
            raise click.UsageError(f"{option} goes with {owner}, which is not given.")


def _refuse_unclear(of: str | None, recommendation: str | None) -> None:
    """It must be clear which recommendation an action is added to."""
    if of is not None and recommendation is not None:
        message = f"--recommendation adds one, so that `{of}` cannot be meant as well."
        raise click.UsageError(message)
    if of is None and recommendation is None:
        raise click.UsageError("Name the recommendation that the action is added to.")
