"""The new content of a file, whole and on the disk, before it takes the old one's place.

What is kept of the old one: its permissions; its group; its owner where the system allows it, which
is to say to an administrator; on Linux its extended attributes and its access control list. Not
kept: on macOS and Windows access control lists and attributes of the file's own, such as Finder's
tags; it has those that its folder gives to new files. Nor a second name of the file (a hard link),
which goes on naming the old content.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = ".dhrplan-draft-"
"""What the name of every draft begins with: hidden, and no plan's."""

_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
_ACCESS = "system.posix_acl_access"
"""The extended attribute in which Linux has an access control list."""


@contextmanager
def drafted(target: Path, data: bytes) -> Iterator[Path]:
    """A file beside `target` to be renamed to it; if it is not, it is taken away again.

    Raises:
        OSError: It cannot be written, or `target` may not be.
    """
    draft = target.with_name(f"{NAME}{os.urandom(8).hex()}")
    try:
        _fill(draft, target, data)
        yield draft
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Take away the drafts of those that were killed. Whoever calls it has the folder alone."""
    for left in folder.glob(f"{NAME}*"):
        with suppress(OSError):  # it is another's, who will take it away
            left.unlink()


def _fill(draft: Path, target: Path, data: bytes) -> None:
    kept = target.stat() if target.exists() else None
    if kept and not _is_writable(target, kept):
        raise PermissionError(errno.EACCES, "it is read-only")
    # Until it has the old one's permissions, nobody else is to read it.
    handle = os.open(draft, _NEW, 0o600 if kept else 0o666)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        if kept:
            _keep(kept, target, draft)
        os.fsync(handle)


def _is_writable(target: Path, kept: os.stat_result) -> bool:
    """Whether a file may be written. A rename does not ask, and an administrator may do all."""
    is_marked = not kept.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    return not is_marked and os.access(target, os.W_OK)


def _keep(kept: os.stat_result, target: Path, draft: Path) -> None:
    """Give the draft what the old file has besides its content."""
    mode = stat.S_IMODE(kept.st_mode)
    if sys.platform != "win32" and not _keep_owner(kept, draft):
        # Another group may do no more than everybody.
        mode &= ~stat.S_IRWXG | (mode & stat.S_IRWXO) << 3
    if sys.platform == "linux":
        _keep_attributes(target, draft)
    if stat.S_IMODE(draft.stat().st_mode) != mode:  # some disks have one mode, and refuse to set it
        draft.chmod(mode)


if sys.platform != "win32":

    def _keep_owner(kept: os.stat_result, draft: Path) -> bool:
        """Give the draft the owner and the group, or else the group; whether it has the group."""
        new = draft.stat()
        if (new.st_uid, new.st_gid) == (kept.st_uid, kept.st_gid):
            return True
        for owner in (kept.st_uid, -1):
            with suppress(PermissionError):
                os.chown(draft, owner, kept.st_gid)
                return True
        return new.st_gid == kept.st_gid


if sys.platform == "linux":

    def _keep_attributes(target: Path, draft: Path) -> None:
        old, new = _attributes(target), _attributes(draft)
        for name in new - old:  # such as what the folder gives to new files
            with _unless_access(name):
                os.removexattr(draft, name)
        for name in old:
            with _unless_access(name):
                os.setxattr(draft, name, os.getxattr(target, name))

    def _attributes(path: Path) -> set[str]:
        try:
            return set(os.listxattr(path))
        except OSError:  # this disk knows none
            return set()

    @contextmanager
    def _unless_access(name: str) -> Iterator[None]:
        """Let an attribute go that the system does not let be set, unless it says who may read."""
        try:
            yield
        except OSError:
            if name == _ACCESS:
                raise
