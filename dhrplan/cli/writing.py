"""Changing files: show the difference and what the rules say of it, ask, write, commit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import click

from dhrplan import operations, store, workspace
from dhrplan.cli.console import tell, wants_colour, window_width, write
from dhrplan.cli.options import WriteOptions, now
from dhrplan.cli.prompts import confirm_write
from dhrplan.decide import Effect, draft_of, draft_with, effect_on_all
from dhrplan.errors import DhrplanError, ExitCode
from dhrplan.operations import Logged
from dhrplan.plan.fmt import Edited
from dhrplan.plan.folder import REGISTERS, Folder, FolderBytes
from dhrplan.render.difference import difference
from dhrplan.render.findings import Findings, Surroundings, masked
from dhrplan.render.findings.text import blocks
from dhrplan.store import FileChange
from dhrplan.wording import count, listed, quoted
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
class Proposal:
    """The new content of a file.

    Attributes:
        file: The name that messages use.
        before: The content that was read; None for a new file.
        after: The new content; None to remove the file.
    """

    file: str
    path: Path
    before: bytes | None
    after: bytes | None
    effect: Effect


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


def propose_edited(loaded: LoadedPlans, edited: Edited, as_of: date) -> Proposal:
    """New content of a plan, judged with all others, which may refer to what it had."""
    file = edited.source.file
    path, data = loaded.files[file]
    draft = draft_with(loaded.view.folders, edited, as_of, across=True)
    return Proposal(file, path, data, edited.data, draft.effect)


def propose_for_register(
    loaded: LoadedPlans, folder: Folder, changes: Sequence[Change], as_of: date
) -> Proposal:
    """Apply changes to the register of a folder, which begins with the first of them.

    Raises:
        EditError: The file cannot be changed so.
    """
    from dhrplan.plan.fmt import edit
    from dhrplan.plan.scaffold import new_register

    path, named = next(
        (path, named) for path, named in loaded.folders.items() if named.path == folder.path
    )
    if folder.register_file:
        file = folder.register_file.source.file
        path, before = loaded.files[file]
    else:
        file, before = named.place(REGISTERS[0]), None
        path /= REGISTERS[0]
    after = edit(file, new_register() if before is None else before, changes, "register").data
    files = {**named.files, path.name: after}
    folders = (
        replace(one, files=files) if one is named else one for one in loaded.folders.values()
    )
    effect = effect_on_all(loaded.view, workspace.read(folders, to_check=True), as_of)
    return Proposal(file, path, before, after, effect)


def propose_files(loaded: LoadedPlans, changed: Mapping[str, bytes], as_of: date) -> list[Proposal]:
    """New content of files of the only folder in view, by their names, judged together."""
    ((path, named),) = loaded.folders.items()
    after = replace(named, files={**named.files, **changed})
    effect = effect_on_all(loaded.view, workspace.read((after,), to_check=True), as_of)
    nothing = Effect((), (), {})
    return [
        Proposal(
            named.place(name),
            path / name,
            named.files.get(name),
            data,
            nothing if index else effect,
        )
        for index, (name, data) in enumerate(changed.items())
    ]


def write_logged(changes: Iterable[FileChange]) -> Logged:
    """Write files, after a note for `undo`; says so where there is none.

    Raises:
        NotWrittenError: One cannot be written, or has changed since it was read.
    """
    context = click.get_current_context(silent=True)
    command = (context and context.info_name) or "dhrplan"
    logged = operations.rewrite(changes, Path.cwd(), command, now())
    if logged.fault:
        tell(f"`dhrplan undo` will not work for this change: {logged.fault}")
    return logged


def confirm_and_write(  # noqa: PLR0913, PLR0917 - what is shown, and what follows
    proposals: Sequence[Proposal],
    options: WriteOptions,
    on_written: Callable[[], None] = lambda: None,
    summary: str = "",
    write_files: Callable[[Iterable[FileChange]], Logged] = write_logged,
    shown: str = "",
) -> int:
    """Show all differences, ask once, and write all files or none; one commit takes them all.

    Args:
        proposals: The files, in the order in which they are shown.
        options: The options of the command: ask, force, commit.
        on_written: Called once the files are written, before the commit.
        summary: The change in words, shown last before the question.
        write_files: What writes them.
        shown: What is shown in place of the differences, if any.

    Returns:
        The exit code.

    Raises:
        DhrplanError: It causes an error, stdin is not a terminal, or the files cannot be written
            or committed.
    """
    changed = [one for one in proposals if one.before != one.after]
    for one in proposals:
        if one.before == one.after:
            tell(f"{one.file} says this already. Nothing changes.")
    if not changed:
        on_written()
        return ExitCode.DONE
    if options.message is not None:
        _check_git(changed)
    colour = wants_colour(options.color)
    effects = [one.effect for one in changed]
    differences = (difference(one.file, one.before, one.after, colour=colour) for one in changed)
    found = effect_text(effects, colour=colour, errors_only=bool(shown))
    write("".join((*([shown] if shown else differences), found, summary)))
    if not options.force:
        refuse_errors(effects, "Change it, or add `--force` to save it anyway.")
    if not confirm_write("Save this?", yes=options.yes, dry_run=options.dry_run):
        return ExitCode.DONE if options.dry_run else ExitCode.INCOMPLETE
    logged = write_files(FileChange(one.path, one.before, one.after) for one in changed)
    on_written()
    _say([one.file for one in changed if one.after is not None], "written")
    _say([one.file for one in changed if one.after is None], "removed")
    registers = [one for one in changed if one.path.name in REGISTERS]
    schemas = (refresh_schema(one.path, one.before, one.after) for one in registers)
    with_register = [one for one in schemas if one]
    if options.message is not None:
        _commit(changed, options.message, with_register)
        logged.mark_committed()
    return ExitCode.DONE


def _check_git(changed: Sequence[Proposal]) -> None:
    """Check before a write that git could commit the files, and name other changes in them."""
    from dhrplan.git import has_uncommitted_changes, is_in_last_commit, refuse_outside_of_git

    refuse_outside_of_git(one.path for one in changed)
    for one in changed:
        if has_uncommitted_changes(one.path) and not (
            one.after is not None and is_in_last_commit(one.path, one.after)
        ):
            tell(f"{one.file} has other changes too. This commit will include them.")


def refresh_schema(register: Path, before: bytes | None, after: bytes | None) -> FileChange | None:
    """Let the schema beside a register offer its codes; a schema that was edited stays as it is.

    Args:
        register: The file, which has been written.
        before: Its old content.
        after: Its new content.

    Returns:
        The change of the schema, if it is written.
    """
    from dhrplan.plan.read import read_register
    from dhrplan.plan.scaffold import PLAN_SCHEMA
    from dhrplan.plan.schema import is_generated, plan_schema, schema_text

    was, now = (
        plan_schema(read_register(register.name, data or b"").register) for data in (before, after)
    )
    path = register.with_name(PLAN_SCHEMA)
    file = store.display_path(path, Path.cwd())
    try:
        there = store.read_if_present(path, within=register.parent)
        if there is None:
            return None
        if is_generated(there):
            if there != (data := schema_text(now).encode()):
                store.write_output(path, data)  # as `schema -o` does
                tell(f"{file} is written too, so that editors offer the codes of the register.")
                return FileChange(path, there, data)
        elif was != now:
            how = f"Run `dhrplan schema -o {quoted(file)}` to write it again."
            tell(f"{file} is not changed, because it was edited. {how}")
    except DhrplanError as error:
        tell(f"{error} {error.hint}".rstrip())
    return None


def _commit(changed: Sequence[Proposal], message: str, with_register: Iterable[FileChange]) -> None:
    """Commit the files, and the schemas that follow a register if they were committed before."""
    from dhrplan.git import commit, is_as_committed, is_in_last_commit

    to_commit = [one for one in changed if not is_as_committed(one.path)]
    schemas = [
        one.path for one in with_register if one.before and is_in_last_commit(one.path, one.before)
    ]
    same = [one.file for one in changed if one not in to_commit]
    _say(same, "as in the last commit: nothing to commit")
    if to_commit:
        commit([*(one.path for one in to_commit), *schemas], message)
        _say([one.file for one in to_commit], "committed")


def _say(files: Sequence[str], what: str) -> None:
    """`a.yaml and b.yaml are written.`; nothing of no file."""
    if files:
        tell(f"{listed(files)} {'is' if len(files) == 1 else 'are'} {what}.")


def effect_text(effects: Sequence[Effect], *, colour: bool, errors_only: bool = False) -> str:
    """The findings that a change adds, with their hints, and those that it resolves.

    With `errors_only` warnings are counted only: a new plan may have hundreds.
    """
    around = Surroundings(window_width(), colour)
    broken = tuple(found for one in effects for found in one.broken)
    warnings = 0
    if errors_only:
        errors = tuple(found for one in effects for found in one.errors)
        broken, warnings = errors, len(broken) - len(errors)
    mended = tuple(
        replace(found, hint="", related=(), command="") for one in effects for found in one.mended
    )
    private = tuple(found for one in effects for found in one.private)
    lines = {place: line for one in effects for place, line in one.lines.items()}
    sections = (
        ("New problems:", Findings(broken, 1, lines, untold=private)),
        ("Problems fixed:", Findings(mended, 1, untold=private)),
    )
    text = "".join(
        "\n".join(("", heading, *blocks(masked(findings), around), ""))
        for heading, findings in sections
        if findings.diagnostics
    )
    if not warnings:
        return text
    return f"{text}\n{count(warnings, 'warning')}. `dhrplan validate` lists them.\n"


def refuse_errors(effects: Iterable[Effect], hint: str) -> None:
    """Refuse a change that adds errors.

    Raises:
        DhrplanError: It does.
    """
    errors = [found for one in effects for found in one.errors]
    if errors:
        raise DhrplanError(f"Not saved: this would add {count(len(errors), 'error')}.", hint)
