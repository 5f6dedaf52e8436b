"""From changes to files that are written: shown, judged, asked about, committed if wanted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dhrplan import store
from dhrplan.cli.answer import wants_colour, window_width, write
from dhrplan.cli.asking import REFUSED, agreed
from dhrplan.cli.telling import tell
from dhrplan.errors import DhrplanError
from dhrplan.wording import count, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from dhrplan.decide import Effect
    from dhrplan.text.changes import Change
    from dhrplan.text.folder import NamedBytes
    from dhrplan.text.source import Source
    from dhrplan.workspace import Workspace


_BREAKS = "What this change breaks:"
_HINT = "Say it otherwise, or write it all the same with `--force`."
_WARNS = "What is wrong or missing then:"


@dataclass(frozen=True)
class Held:
    """All that is in view, and where each file of it lies.

    Attributes:
        view: What was read.
        folders: The bytes of each folder, by its path.
    """

    view: Workspace
    folders: Mapping[Path, NamedBytes]

    @cached_property
    def files(self) -> Mapping[str, tuple[Path, bytes]]:
        """The path and the bytes of each plan and register, by its name for a person."""
        return {
            one.place(name): (folder / name, data)
            for folder, one in self.folders.items()
            for name, data in one.files.items()
        }


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


def message_of(message: str | None, *, commit: bool) -> str | None:
    """What a commit is to say; None where none is asked for.

    Raises:
        UsageError: One of the two options is given without the other.
    """
    if commit is not bool(message and message.strip()):
        needed = "-m MESSAGE" if commit else "--commit"
        raise click.UsageError(f"A commit has both --commit and -m MESSAGE: add {needed}.")
    return message if commit else None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a file is to become.

    Attributes:
        file: The file as a person would name it.
        before: What was read from it; None where there is no such file yet.
        effect: What the rules say of it.
    """

    file: str
    path: Path
    before: bytes | None
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
    named = {folder: store.read_whole(folder, start) for folder in folders}
    return Held(workspace.read(named.values(), to_check=True), named)


def proposed(held: Held, source: Source, changes: Sequence[Change], as_of: date) -> Proposal:
    """What a file becomes by changes of its recommendations and actions.

    Args:
        held: What is in view.
        source: The file, as it was read there.
        changes: What changes, one after the other.
        as_of: The day by which the rules judge dates.

    Raises:
        EditError: The file cannot be changed so.
    """
    from dhrplan.decide import draft_of

    path, data = held.files[source.file]
    draft = draft_of(held.view.folders, source, data, changes, as_of)
    return Proposal(source.file, path, data, draft.data, draft.effect)


def settle(
    proposals: Sequence[Proposal],
    manner: Manner,
    written: Callable[[], None] = lambda: None,
    told: str = "",
) -> int:
    """Show what is to change, file after file, ask once whether to write it, and do so.

    All files are written, or none but those that are named; one commit takes them all.

    Args:
        proposals: What the files are to become.
        manner: How that is to be written.
        written: Called as soon as all of it is in the files, before a commit.
        told: The same in words, for whoever reads no difference: the last before the question.

    Returns:
        The exit code.

    Raises:
        DhrplanError: It makes an error, nobody can be asked, or it cannot be written or committed.
    """
    changed = [one for one in proposals if one.before != one.after]
    for one in proposals:
        if one.before == one.after:
            tell(f"{one.file} says so already: nothing changes.")
    if not changed:
        written()
        return 0
    if manner.message is not None:
        _refuse_uncommittable(changed)
    write("".join((*_shown(changed, colour=wants_colour(manner.color)), told)))
    if not manner.force:
        refuse_errors([one.effect for one in changed], _HINT)
    if not agreed("Write this?", yes=manner.yes, dry_run=manner.dry_run):
        return 0 if manner.dry_run else REFUSED
    _write(changed, manner.message, written)
    return 0


def _refuse_uncommittable(proposals: Sequence[Proposal]) -> None:
    from dhrplan.committing import is_changed, refuse_outside_of_git

    refuse_outside_of_git(one.path for one in proposals)
    for one in proposals:
        if is_changed(one.path):
            tell(f"{one.file} holds other changes that are not committed: they would go with it.")


def _shown(proposals: Sequence[Proposal], *, colour: bool) -> Iterator[str]:
    """The difference of each file, then what the rules say of all."""
    from dhrplan.render.difference import difference

    for one in proposals:
        yield difference(one.file, one.before, one.after, colour=colour)
    yield judged([one.effect for one in proposals], colour=colour)


def judged(effects: Sequence[Effect], *, colour: bool) -> str:
    """What is found from now on, with what to write instead, and what is not found any more."""
    from dhrplan.render.diagnostics import Surroundings
    from dhrplan.render.diagnostics.text import blocks
    from dhrplan.render.findings import Findings
    from dhrplan.render.masking import masked

    around = Surroundings(window_width(), colour)
    broken = tuple(found for one in effects for found in one.broken)
    mended = (replace(found, hint="", related=()) for one in effects for found in one.mended)
    lines = {place: line for one in effects for place, line in one.lines.items()}
    told = ""
    for heading, findings in (
        (_BREAKS if any(one.errors for one in effects) else _WARNS, Findings(broken, 1, lines)),
        ("What this change mends:", Findings(tuple(mended), 1)),
    ):
        if findings.diagnostics:
            told += "\n".join(("", heading, *blocks(masked(findings), around), ""))
    return told


def refuse_errors(effects: Iterable[Effect], hint: str) -> None:
    """Refuse what makes errors.

    Args:
        effects: What the rules say of it.
        hint: What to do instead.

    Raises:
        DhrplanError: There is an error that is not there now.
    """
    errors = [found for one in effects for found in one.errors]
    if errors:
        files = list(dict.fromkeys(one.place.file for one in errors))
        it_has = "it has" if len(files) == 1 else "they have"
        would = f"{listed(files)} would have {count(len(errors), 'error')}"
        raise DhrplanError(f"Nothing is written: {would} that {it_has} not now.", hint)


def _write(proposals: Sequence[Proposal], message: str | None, written: Callable[[], None]) -> None:
    changes = (store.Change(one.path, one.before, one.after) for one in proposals)
    store.rewrite(changes, start=Path.cwd())
    written()
    files = listed(one.file for one in proposals)
    are = "is" if len(proposals) == 1 else "are"
    tell(f"{files} {are} written.")
    if message is not None:
        from dhrplan.committing import commit

        commit([one.path for one in proposals], message)
        tell(f"{files} {are} committed.")
