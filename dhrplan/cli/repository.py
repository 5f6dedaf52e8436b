"""The repository of git that a folder lies in, or a new one. Nothing is added or committed."""

from __future__ import annotations

import subprocess
from pathlib import Path

from dhrplan.errors import DhrplanError


def top_of(folder: Path) -> Path | None:
    """The top folder of the repository that a folder lies in; None where it lies in none.

    Raises:
        DhrplanError: git cannot be run, or cannot tell.
    """
    there = next(one for one in (folder, *folder.parents) if one.is_dir())
    ended = _git(there, "rev-parse", "--show-toplevel")
    if ended.returncode == 0:
        return Path(ended.stdout.rstrip("\n")).resolve()
    if any((one / ".git").exists() for one in (there, *there.parents)):
        raise DhrplanError(f"git cannot tell: {ended.stderr.strip()}", "`--no-git` goes without.")
    return None


def begin(folder: Path) -> None:
    """Make a folder a repository, in which nothing is committed.

    Raises:
        DhrplanError: git cannot do it.
    """
    ended = _git(folder, "init", "--quiet")
    if ended.returncode:
        reason = ended.stderr.strip()
        raise DhrplanError(f"The files are written, but git cannot make a repository: {reason}")


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(  # noqa: S603 - the words are ours, and no shell reads them
            ("git", *arguments),  # noqa: S607 - found as a user would
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        message = f"git cannot be run: {error.strerror}."
        raise DhrplanError(message, "Install it, or go without it: `--no-git`.") from error
