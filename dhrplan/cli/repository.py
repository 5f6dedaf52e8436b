"""The repository of git that a folder lies in, or a new one. Nothing is added or committed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dhrplan.errors import DhrplanError
from dhrplan.git import git

if TYPE_CHECKING:
    from dhrplan.git import Told


def top_of(folder: Path) -> Path | None:
    """The top folder of the repository that a folder lies in; None where it lies in none.

    Raises:
        DhrplanError: git cannot be run, or cannot tell.
    """
    there = next(one for one in (folder, *folder.parents) if one.is_dir())
    told = _git(there, "rev-parse", "--show-toplevel")
    if not told.code:
        return Path(told.path).resolve()
    is_of_git = not _git(there, "rev-parse", "--git-dir").code  # and no working tree of it
    if is_of_git or any((one / ".git").exists() for one in (there, *there.parents)):
        raise DhrplanError(f"git cannot tell: {told.trouble}", "`--no-git` goes without.")
    return None


def begin(folder: Path) -> None:
    """Make a folder a repository, in which nothing is committed.

    Raises:
        DhrplanError: git cannot do it.
    """
    told = _git(folder, "init", "--quiet")
    if told.code:
        message = f"The files are written, but git cannot make a repository: {told.trouble}"
        raise DhrplanError(message)


def _git(folder: Path, *arguments: str) -> Told:
    try:
        return git(folder, *arguments)
    except DhrplanError as error:
        error.hint = "Install it, or go without it: `--no-git`."
        raise
