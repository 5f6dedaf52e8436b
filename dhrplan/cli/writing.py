"""From a change to a file that is written: shown, judged, asked about, committed if wanted."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dhrplan import store
from dhrplan.cli.answer import wants_colour, window_width, write
from dhrplan.errors import DhrplanError
from dhrplan.wording import count

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dhrplan.decisions import Effect
    from dhrplan.workspace import Workspace

REFUSED = 3
"""The exit code where nothing is written: somebody said no."""


@dataclass(frozen=True, slots=True)
class Held:
    """All that is in view, and where each file of it lies.

    Attributes:
        view: What was read.
        files: The path and the bytes of each plan and register, by its name for a person.
    """

    view: Workspace
    files: Mapping[str, tuple[Path, bytes]]


@dataclass(frozen=True, slots=True)
class Manner:
    """How a change is to be written.

    Attributes:
        color: Whether to colour what is shown: auto, always, never.
        yes: Without a question.
        dry_run: Not at all.
        force: Though it makes an error.
        message: What the commit says; none is made without.
    """

    color: str = "auto"
    yes: bool = False
    dry_run: bool = False
    force: bool = False
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a file is to become.

    Attributes:
        file: The file as a person would name it.
        effect: What the rules say of it.
    """

    file: str
    path: Path
    before: bytes
    after: bytes
    effect: Effect


def hold(plans: tuple[Path, ...]) -> Held:
    """Read the folders that are named, or the one that is found, to change something in them.

    Raises:
        DhrplanError: There is none, or one cannot be read.
    """
    from dhrplan import workspace

    start = Path.cwd()
    folders = store.distinct(plans or (store.find_plans(start),))
    named = [store.read_whole(folder, start) for folder in folders]
    files = {
        one.place(name): (folder / name, data)
        for folder, one in zip(folders, named, strict=True)
        for name, data in one.files.items()
    }
    return Held(workspace.read(named, to_check=True), files)


def is_terminal() -> bool:
    """Whether somebody is there to answer a question."""
    return sys.stdin is not None and sys.stdin.isatty()


def settle(proposal: Proposal, manner: Manner) -> int:
    """Show a change, ask whether to write it, and do so.

    Returns:
        The exit code.

    Raises:
        DhrplanError: It makes an error, nobody can be asked, or it cannot be written or committed.
    """
    if proposal.before == proposal.after:
        click.echo(f"{proposal.file} says so already: nothing changes.", err=True)
        return 0
    if manner.message is not None:
        _refuse_uncommittable(proposal)
    write(_shown(proposal, manner.color))
    _refuse_errors(proposal, manner)
    if manner.dry_run:
        click.echo("Nothing is written.", err=True)
        return 0
    if not manner.yes and not _agreed():
        click.echo("Nothing is written.", err=True)
        return REFUSED
    _write(proposal, manner.message)
    return 0


def _refuse_uncommittable(proposal: Proposal) -> None:
    from dhrplan.committing import is_changed, refuse_outside_of_git

    refuse_outside_of_git(proposal.path)
    if is_changed(proposal.path):
        told = f"{proposal.file} holds other changes that are not committed: they would go with it."
        click.echo(told, err=True)


def _shown(proposal: Proposal, color: str) -> str:
    """The difference, then what the rules say of it."""
    from dhrplan.render.difference import difference

    before, after = (data.decode("utf-8-sig") for data in (proposal.before, proposal.after))
    colour = wants_colour(color)
    shown = difference(proposal.file, before, after, colour=colour)
    return shown + _judged(proposal.effect, colour=colour)


def _judged(effect: Effect, *, colour: bool) -> str:
    """What is found from now on, with what to write instead, and what is not found any more."""
    from dhrplan.render.diagnostics import Findings, Surroundings
    from dhrplan.render.diagnostics.text import blocks
    from dhrplan.render.masking import masked

    around = Surroundings(window_width(), colour)
    mended = tuple(replace(one, hint="", related=()) for one in effect.mended)
    told = ""
    for heading, findings in (
        ("What this change breaks:", Findings(effect.broken, 1, effect.lines)),
        ("What this change mends:", Findings(mended, 1)),
    ):
        if findings.diagnostics:
            told += "\n".join(("", heading, *blocks(masked(findings), around), ""))
    return told


def _refuse_errors(proposal: Proposal, manner: Manner) -> None:
    if proposal.effect.errors and not manner.force:
        many = count(len(proposal.effect.errors), "error")
        message = f"Nothing is written: {proposal.file} would have {many} that it has not now."
        raise DhrplanError(message, "Say it otherwise, or write it all the same with `--force`.")


def _agreed() -> bool:
    """Whether somebody says yes.

    Raises:
        UsageError: Nobody is there.
    """
    if not is_terminal():
        message = "Nothing is written: this is no terminal, so nobody can be asked. Add --yes."
        raise click.UsageError(message)
    return click.confirm("Write this?", err=True)


def _write(proposal: Proposal, message: str | None) -> None:
    store.rewrite((store.Change(proposal.path, proposal.before, proposal.after),), start=Path.cwd())
    click.echo(f"{proposal.file} is written.", err=True)
    if message is not None:
        from dhrplan.committing import commit

        commit(proposal.path, message)
        click.echo(f"{proposal.file} is committed.", err=True)
