"""Files into a commit of their own, where somebody asks for that; nothing else goes with it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from dhrplan.errors import DhrplanError
from dhrplan.git import git
from dhrplan.render.visible import visible
from dhrplan.wording import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from dhrplan.git import Told

_NOT_KNOWN = "??"
"""How git marks a file that it has not been told of."""


def refuse_outside_of_git(paths: Iterable[Path]) -> None:
    """See that files lie where one commit may take them.

    Raises:
        DhrplanError: One lies in no repository, or they lie in several; or git cannot be run.
    """
    tops = {_top_of(path) for path in paths}
    if len(tops) > 1:
        message = "The files lie in several repositories, and one commit cannot take them."
        raise DhrplanError(message, "Leave out `--commit`, and commit them one by one.")


def _top_of(path: Path) -> str:
    ended = _git(path, "rev-parse", "--is-inside-work-tree", "--show-toplevel")
    is_inside, _, top = ended.text.partition("\n")
    if ended.code or is_inside != "true":
        message = f"{path.name} lies in no repository of git, and so cannot be committed."
        raise DhrplanError(message, "Leave out `--commit`, or begin a repository: `git init`.")
    return top


def is_changed(path: Path) -> bool:
    """Whether a file that git knows holds changes that are in no commit yet."""
    told = _git(path, "status", "--porcelain", "--", *_names([path])).text
    return bool(told) and not told.startswith(_NOT_KNOWN)


def commit(paths: Sequence[Path], message: str) -> None:
    """Commit files of one repository as they stand on the disk, all at once.

    What else is staged stays staged, and out of it.

    Raises:
        DhrplanError: git, or a hook of it, has refused.
    """
    new = [path for path in paths if not _git(path, "ls-files", "--", *_names([path])).text]
    if new:  # git commits no file that it has not been told of
        _done(new, "add", "--intent-to-add")
    try:
        _done(paths, "commit", "--quiet", "--only", f"--message={message}")
    except DhrplanError:
        if new:
            _git(new[0], "rm", "--quiet", "--cached", "--", *_names(new))
        raise


def _done(paths: Sequence[Path], *arguments: str) -> None:
    ended = _git(paths[0], *arguments, "--", *_names(paths))
    if ended.code:
        told = (visible(part).strip() for part in (ended.text, ended.trouble))
        reason = "\n".join(filter(None, told)) or f"it ended with {ended.code}"
        raise DhrplanError(f"git has not committed {listed(path.name for path in paths)}.", reason)


def _names(paths: Sequence[Path]) -> list[str]:
    """The files themselves, where a link leads to one, as seen from the folder of the first.

    A link is nothing that changes.
    """
    here = _folder_of(paths[0])
    return [os.path.relpath(path.resolve(), here) for path in paths]


def _folder_of(path: Path) -> Path:
    return path.resolve().parent


def _git(path: Path, *arguments: str) -> Told:
    return git(_folder_of(path), *arguments)
