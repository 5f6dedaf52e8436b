"""Changing files: show the difference and what the rules say of it, ask, write, commit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import click

from dhrplan import store, workspace
from dhrplan.cli.console import tell, wants_colour, window_width, write
from dhrplan.cli.prompts import confirm_write
from dhrplan.decide import Effect, draft_of
from dhrplan.errors import DhrplanError, ExitCode
from dhrplan.plan.folder import FolderBytes
from dhrplan.render.difference import difference
from dhrplan.render.findings import Findings, Surroundings
from dhrplan.render.findings.text import blocks
from dhrplan.render.masking import masked
from dhrplan.wording import count, listed
from dhrplan.workspace import Workspace
from dhrplan.yamldoc.edit import Change
from dhrplan.yamldoc.nodes import Source


@dataclass(frozen=True)
class LoadedPlans:
    """The plans in view, and the bytes of each folder by its path."""

    view: Workspace
    folders: Mapping[Path, FolderBytes]

    @cached_property
    def files(self) -> Mapping[str, tuple[Path, bytes]]:
        """The path and content of each plan and register, by the name that messages use."""
        return {
            one.place(name): (folder / name, data)
            for folder, one in self.folders.items()
            for name, data in one.files.items()
        }


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """The options of commands that write.

    Attributes:
        yes: Do not ask.
        force: Write even if it causes an error.
        message: The commit message; no commit without one.
    """

    color: str = "auto"
    yes: bool = False
    dry_run: bool = False
    force: bool = False
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """The new content of a file.

    Attributes:
        file: The name that messages use.
        before: The content that was read; None for a new file.
    """

    file: str
    path: Path
    before: bytes | None
    after: bytes
    effect: Effect


def commit_message(message: str | None, *, commit: bool) -> str | None:
    """The commit message; None without --commit.

    Raises:
        UsageError: Only one of --commit and -m is given.
    """
    if commit is not bool(message and message.strip()):
        needed = "-m MESSAGE" if commit else "--commit"
        raise click.UsageError(f"A commit has both --commit and -m MESSAGE: add {needed}.")
    return message if commit else None


def load_for_change(plans: tuple[Path, ...]) -> LoadedPlans:
    """Read the folders named, or the one found upwards.

    Raises:
        DhrplanError: No folder is found, or one cannot be read.
    """
    start = Path.cwd()
    folders = store.distinct_folders(plans or (store.find_plans(start),))
    named = {folder: store.read_with_strays(folder, start) for folder in folders}
    return LoadedPlans(workspace.read(named.values(), to_check=True), named)


def propose(
    loaded: LoadedPlans, source: Source, changes: Sequence[Change], as_of: date
) -> Proposal:
    """Apply changes of recommendations and actions to a file, one after the other.

    Raises:
        EditError: The file cannot be changed so.
    """
    path, data = loaded.files[source.file]
    draft = draft_of(loaded.view.folders, source, data, changes, as_of)
    return Proposal(source.file, path, data, draft.data, draft.effect)


def confirm_and_write(
    proposals: Sequence[Proposal],
    options: WriteOptions,
    on_written: Callable[[], None] = lambda: None,
    summary: str = "",
) -> int:
    """Show all differences, ask once, and write all files or none; one commit takes them all.

    Args:
        proposals: The files, in the order in which they are shown.
        options: How to write them.
        on_written: Called once the files are written, before the commit.
        summary: The change in words, shown last before the question.

    Returns:
        The exit code.

    Raises:
        DhrplanError: It causes an error, stdin is not a terminal, or the files cannot be written
            or committed.
    """
    changed = [one for one in proposals if one.before != one.after]
    for one in proposals:
        if one.before == one.after:
            tell(f"{one.file} says so already: nothing changes.")
    if not changed:
        on_written()
        return ExitCode.DONE
    if options.message is not None:
        from dhrplan.git import has_uncommitted_changes, refuse_outside_of_git

        refuse_outside_of_git(one.path for one in changed)
        for one in changed:
            if has_uncommitted_changes(one.path):
                tell(
                    f"{one.file} holds other changes that are not committed: they would go with it."
                )
    colour = wants_colour(options.color)
    effects = [one.effect for one in changed]
    differences = (difference(one.file, one.before, one.after, colour=colour) for one in changed)
    write("".join((*differences, effect_text(effects, colour=colour), summary)))
    if not options.force:
        refuse_errors(effects, "Say it otherwise, or write it all the same with `--force`.")
    if not confirm_write("Write this?", yes=options.yes, dry_run=options.dry_run):
        return ExitCode.DONE if options.dry_run else ExitCode.INCOMPLETE
    rewrites = (store.FileChange(one.path, one.before, one.after) for one in changed)
    store.rewrite(rewrites, start=Path.cwd())
    on_written()
    files = listed(one.file for one in changed)
    are = "is" if len(changed) == 1 else "are"
    tell(f"{files} {are} written.")
    if options.message is not None:
        from dhrplan.git import commit

        commit([one.path for one in changed], options.message)
        tell(f"{files} {are} committed.")
    return ExitCode.DONE


def effect_text(effects: Sequence[Effect], *, colour: bool) -> str:
    """The findings that a change adds, with their hints, and those that it resolves."""
    around = Surroundings(window_width(), colour)
    broken = tuple(found for one in effects for found in one.broken)
    mended = tuple(replace(found, hint="", related=()) for one in effects for found in one.mended)
    private = tuple(found for one in effects for found in one.private)
    lines = {place: line for one in effects for place, line in one.lines.items()}
    has_errors = any(one.errors for one in effects)
    sections = (
        (
            "What this change breaks:" if has_errors else "What is wrong or missing then:",
            Findings(broken, 1, lines, untold=private),
        ),
        ("What this change mends:", Findings(mended, 1, untold=private)),
    )
    return "".join(
        "\n".join(("", heading, *blocks(masked(findings), around), ""))
        for heading, findings in sections
        if findings.diagnostics
    )


def refuse_errors(effects: Iterable[Effect], hint: str) -> None:
    """Refuse a change that adds errors.

    Raises:
        DhrplanError: It does.
    """
    errors = [found for one in effects for found in one.errors]
    if errors:
        files = list(dict.fromkeys(one.place.file for one in errors))
        it_has = "it has" if len(files) == 1 else "they have"
        would = f"{listed(files)} would have {count(len(errors), 'error')}"
        raise DhrplanError(f"Nothing is written: {would} that {it_has} not now.", hint)
