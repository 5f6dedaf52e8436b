"""One file into a commit of its own, where somebody asks for that; nothing else goes with it.

git is asked through its own program, so that hooks run and its own settings count.
"""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from dhrplan.errors import DhrplanError
from dhrplan.render.visible import visible

if TYPE_CHECKING:
    from pathlib import Path

_NOT_KNOWN = "??"
"""How git marks a file that it has not been told of."""


def refuse_outside_of_git(path: Path) -> None:
    """See that a file lies where a commit may take it, and that git would make one.

    What git would say only after the file is written is looked at before.

    Raises:
        DhrplanError: It lies in no repository, git would refuse it, or git cannot be run.
    """
    ended = _git(path, "rev-parse", "--is-inside-work-tree")
    if ended.returncode or ended.stdout.strip() != "true":
        message = f"{path.name} lies in no repository of git, and so cannot be committed."
        raise DhrplanError(message, "Leave out `--commit`, or begin a repository: `git init`.")
    for stands, message, hint in _HINDRANCES:
        if stands(path):
            raise DhrplanError(message.format(path.name), f"{hint}, or leave out `--commit`.")


def _is_merging(path: Path) -> bool:
    """Whether a merge, or one like it, is under way: git then commits all or nothing."""
    heads = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD")
    return any(not _git(path, "rev-parse", "--quiet", "--verify", one).returncode for one in heads)


def _is_on_no_branch(path: Path) -> bool:
    """Whether a commit would lie on no branch, and be lost with the next change of it."""
    return bool(_git(path, "symbolic-ref", "--quiet", "HEAD").returncode)


def _is_nobody(path: Path) -> bool:
    return any(bool(_git(path, "var", f"GIT_{one}_IDENT").returncode) for one in _WHO)


def _is_ignored(path: Path) -> bool:
    """Whether git passes the file over. One that it knows is not ignored."""
    others = ("--others", "--ignored", "--exclude-standard")
    return bool(_git(path, "ls-files", *others, "--", _name(path)).stdout)


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
    told = _git(path, "status", "--porcelain", "--", _name(path)).stdout
    return bool(told) and not told.startswith(_NOT_KNOWN)


def commit(path: Path, message: str) -> None:
    """Commit a file as it stands on the disk. What else is staged stays staged, and out of it.

    Raises:
        DhrplanError: git, or a hook of it, has refused.
    """
    is_new = not _git(path, "ls-files", "--", _name(path)).stdout
    if is_new:  # git commits no file that it has not been told of
        _done(path, "add", "--intent-to-add", "--", _name(path))
    try:
        _done(path, "commit", "--quiet", "--only", f"--message={message}", "--", _name(path))
    except DhrplanError:
        if is_new:
            _git(path, "rm", "--quiet", "--cached", "--", _name(path))
        raise


def _done(path: Path, *arguments: str) -> None:
    ended = _git(path, *arguments)
    if ended.returncode:
        told = (visible(part).strip() for part in (ended.stdout, ended.stderr))
        reason = "\n".join(filter(None, told)) or f"it ended with {ended.returncode}"
        message = f"git has not committed {path.name}. The change stands in the file."
        raise DhrplanError(message, f"{reason}\n{_by_hand(path)}")


def _by_hand(path: Path) -> str:
    """What is left to do: to give the command again would write what is dated twice."""
    name = _name(path)
    told = "Once that is put right, commit the file by itself, without deciding it again: "
    return f'{told}`git commit -m "..." {name}` in its folder.'


def _name(path: Path) -> str:
    """The file itself, where a link leads to it: a link is nothing that changes."""
    return path.resolve().name


def _git(path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(  # noqa: S603 - the words are ours, and no shell reads them
            ("git", "--no-optional-locks", "--literal-pathspecs", *arguments),  # noqa: S607 - found as a user would
            cwd=path.resolve().parent,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise DhrplanError(f"git cannot be run: {error.strerror}.", "Is it installed?") from error
