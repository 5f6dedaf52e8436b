"""A folder to oneself while files in it are replaced: two that write take turns.

The system lets go of it when a process ends, however it ends, so that none that was killed stands
in the way. On Linux and macOS the folder itself is locked, and nothing is written for that; who
shares it from another machine does not see the lock. On Windows a file is kept open in the folder,
which no other can delete meanwhile, also over a network.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import contextmanager, suppress
from time import sleep
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MARK = ".dhrplan-lock"
"""The file that is kept open on Windows."""

TRIES = 1_000
PAUSE = 0.01
"""How often it is tried again while another writes, and after how many seconds: ten in all."""


@contextmanager
def alone(folder: Path, tries: int = TRIES) -> Iterator[None]:
    """Keep a folder to oneself; at the end what was renamed in it has reached the disk.

    Args:
        folder: The folder.
        tries: How often it is tried while another keeps it.

    Raises:
        OSError: It cannot be opened, or another keeps it for longer than one would wait.
    """
    handle = _insist(folder, tries)
    try:
        yield
    finally:
        _let_go(folder, handle)


def _insist(folder: Path, tries: int) -> int:
    for _ in range(tries):
        with suppress(BlockingIOError):
            return _take(folder)
        sleep(PAUSE)
    raise TimeoutError(errno.ETIMEDOUT, "another dhrplan is writing in its folder")


if sys.platform == "win32":

    def _take(folder: Path) -> int:
        mark = folder / MARK
        with suppress(OSError):  # one that was left behind goes; one that is open stays
            mark.unlink()
        try:
            return os.open(mark, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
        except OSError as error:
            if mark.exists():
                raise BlockingIOError from error
            raise

    def _let_go(folder: Path, handle: int) -> None:
        os.close(handle)
        with suppress(OSError):  # the next may have it already
            (folder / MARK).unlink()

else:
    import fcntl

    def _take(folder: Path) -> int:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            raise
        except OSError:  # some network drives know no locks: what was read is compared all the same
            pass
        return handle

    def _let_go(_folder: Path, handle: int) -> None:
        with suppress(OSError):  # some network drives know nothing of that either
            os.fsync(handle)
        os.close(handle)
