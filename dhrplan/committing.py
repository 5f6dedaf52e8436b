"""Files into a commit of their own, where somebody asks for that; nothing else goes with it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from dhrplan.errors import DhrplanError
from dhrplan.git import git
from dhrplan.render.visible import visible
from dhrplan.wording import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from dhrplan.git import Told

_NOT_KNOWN = "??"
"""How git marks a file that it has not been told of."""


def refuse_outside_of_git(paths: Iterable[Path]) -> None:
    """See that files lie where one commit may take them, and that git would make one.

    What git would say only after the files are written is looked at before.

    Raises:
        DhrplanError: One lies in no repository, or they lie in several; git would refuse one, or
            cannot be run.
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
    for stands, message, hint in _HINDRANCES:
        if stands(path):
            raise DhrplanError(message.format(path.name), f"{hint}, or leave out `--commit`.")
    return top


def _is_merging(path: Path) -> bool:
    """Whether a merge, or one like it, is under way: git then commits all or nothing."""
    heads = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD")
    return any(not _git(path, "rev-parse", "--quiet", "--verify", one).code for one in heads)


def _is_on_no_branch(path: Path) -> bool:
    """Whether a commit would lie on no branch, and be lost with the next change of it."""
    return bool(_git(path, "symbolic-ref", "--quiet", "HEAD").code)


def _is_nobody(path: Path) -> bool:
    return any(_git(path, "var", f"GIT_{one}_IDENT").code for one in _WHO)


def _is_ignored(path: Path) -> bool:
    """Whether git passes the file over. One that it knows is not ignored."""
    others = ("--others", "--ignored", "--exclude-standard")
    return bool(_git(path, "ls-files", *others, "--", *_names([path])).data)


_WHO = ("AUTHOR", "COMMITTER")
_HINDRANCES = (
    (
        _is_merging,
        "A merge of git has been begun and not ended: no file is committed by itself meanwhile.",
        "End it first (`git status` says how)",
    ),
    (
        _is_on_no_branch,
        "git stands on no branch here: a commit would be lost from sight.",
        "Go to one first (`git switch main`)",
    ),
    (
        _is_nobody,
        "git has not been told who commits.",
        "Tell it with `git config user.name` and `git config user.email`",
    ),
    (
        _is_ignored,
        "git has been told to ignore {}.",
        "Take it out of `.gitignore`",
    ),
)
"""What stands in the way of a commit, and what to do about it."""


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
    except BaseException:  # also an interruption, while a hook takes its time
        if new:
            _git(new[0], "rm", "--quiet", "--cached", "--", *_names(new))
        raise


def _done(paths: Sequence[Path], *arguments: str) -> None:
    ended = _git(paths[0], *arguments, "--", *_names(paths))
    if ended.code:
        told = (visible(part).strip() for part in (ended.text, ended.trouble))
        reason = "\n".join(filter(None, told)) or f"it ended with {ended.code}"
        names = listed(path.name for path in paths)
        stands = "file" if len(paths) == 1 else "files"
        message = f"git has not committed {names}. The change stands in the {stands}."
        raise DhrplanError(message, f"{reason}\n{_by_hand(paths)}")


def _by_hand(paths: Sequence[Path]) -> str:
    """What is left to do: to give the command again would write what is dated twice.

    git commits no file that it has not been told of, and a new one is taken out again.
    """
    what = "the file by itself" if len(paths) == 1 else "the files by themselves"
    names = " ".join(map(quoted, _names(paths)))
    told = f"Once that is put right, commit {what}, without deciding it again: "
    return f'{told}`git add {names}`, then `git commit -m "..." {names}`, in its folder.'


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
