"""`dhrplan undo`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dhrplan.cli.console import tell, write
from dhrplan.cli.options import COLOR, DRY_RUN, MESSAGE, PLAIN, PLANS, YES, Command
from dhrplan.errors import DhrplanError, ExitCode
from dhrplan.render.visible import visible
from dhrplan.wording import count, listed

if TYPE_CHECKING:
    from dhrplan.cli.options import WriteOptions
    from dhrplan.operations import LogEntry, Logged, Undo
    from dhrplan.store import FileChange

_MOST_NAMES = 3
"""How many files of a write are named in the list."""


@click.command("undo", cls=Command)
@click.option(
    "--list", "lists", is_flag=True, help="List the changes that can be taken back, newest first."
)
@click.option(
    "--forget", is_flag=True, help="Delete the log of changes, with the old content in it."
)
@PLANS
@COLOR
@YES
@DRY_RUN
@click.option("--commit", is_flag=True, help="Commit those files, and nothing else, to git.")
@MESSAGE
@PLAIN
def command(  # noqa: PLR0913 - an argument an option
    *,
    lists: bool,
    forget: bool,
    plans: tuple[Path, ...],
    color: str,
    yes: bool,
    dry_run: bool,
    commit: bool,
    message: str | None,
) -> int:
    r"""Take back the last change to this folder.

    \b
    Examples:
      dhrplan undo --dry-run
      dhrplan undo --list

    Takes back the last update, meeting, new, fmt or the like, in all the files that it changed,
    byte for byte. Run again, it takes back the change before. It stops if a file has been changed
    since. It shows the difference before it saves anything.
    """
    from dhrplan import operations, store
    from dhrplan.cli.options import WriteOptions, commit_message
    from dhrplan.cli.prompts import require_consent

    if lists and forget:
        raise click.UsageError("Use --list or --forget, not both.")
    start = Path.cwd()
    folders = store.distinct_folders(plans or (store.find_plans(start),))
    log = [entry for folder in folders for entry in operations.entries(folder)]
    where = ", ".join(store.display_path(folder, start) or "." for folder in folders)
    nothing = f"There is nothing to undo in {where}."
    if lists:
        write("".join(f"{line}\n" for line in _list(log, start)))
        if not log:
            tell(nothing)
        return ExitCode.DONE
    options = WriteOptions(color, yes, dry_run, message=commit_message(message, commit=commit))
    require_consent(yes=yes, dry_run=dry_run)
    if not log:
        raise DhrplanError(nothing, "Only changes that dhrplan made can be undone.")
    if forget:
        tell(f"The log of {where} holds {count(len(log), 'change')} that `undo` can take back.")
        return _forget(folders, options)
    undo = operations.last_write(folders)
    if undo is None:
        raise DhrplanError(nothing, "The files have changed since dhrplan last saved them.")
    return _take_back(undo, options)


def _forget(folders: Iterable[Path], options: WriteOptions) -> int:
    from dhrplan import operations
    from dhrplan.cli.prompts import confirm_write

    if not confirm_write("Delete the log?", yes=options.yes, dry_run=options.dry_run):
        return ExitCode.DONE if options.dry_run else ExitCode.INCOMPLETE
    for folder in folders:
        operations.forget(folder)
    tell("Deleted the log.")
    return ExitCode.DONE


def _take_back(undo: Undo, options: WriteOptions) -> int:
    from dhrplan import operations, store
    from dhrplan.cli.writing import Proposal, confirm_and_write
    from dhrplan.decide import Effect

    start = Path.cwd()
    tell(f"This undoes {undo.operation.in_words}.")
    if undo.operation.committed:
        then = " Add `--commit -m TEXT` to commit the undo as well."
        told = "It was committed to git, and that commit stays in the history."
        tell(told if options.message else told + then)
    if undo.operation.command == "meeting":
        tell("The minutes of the meeting stay as they are.")
    proposals = [
        Proposal(
            store.display_path(one.path, start),
            one.path,
            one.before,
            one.after,
            Effect((), (), {}),
        )
        for one in undo.changes
    ]

    def write_files(_changes: Iterable[FileChange]) -> Logged:
        operations.take_back(undo, start)
        return operations.Logged(())

    return confirm_and_write(proposals, options, write_files=write_files)


def _list(log: Sequence[LogEntry], start: Path) -> list[str]:
    """A line for each write: when, which command, which files."""
    from dhrplan import store

    lines = []
    read = [(entry, entry.read()) for entry in log]
    for entry, one in sorted(read, key=lambda each: each[1].when, reverse=True):
        names = [store.display_path(entry.folder / each.name, start) for each in one.files]
        if len(names) > _MOST_NAMES:
            names[_MOST_NAMES - 1 :] = [f"{len(names) - _MOST_NAMES + 1} others"]
        committed = "  (committed)" if one.committed else ""
        lines.append(visible(f"{one.spoken_time}  {one.command:8}{listed(names)}{committed}"))
    return lines
