"""Files in place of others: whoever opens one meets the old or the new, whole, whatever happens.

All that is written goes one way. The folders are kept alone (`alone`); every file is compared with
what was read; the new ones are written beside them (`draft`); then, one by one, each is compared
once more and renamed. So two that write at once do not undo each other's work: the second is told.

A program that is not dhrplan takes no turns. What it saves in the instant between the last
comparison and the renaming is lost; so is what a dhrplan on another machine writes in that instant,
where a folder is shared over a network and not both machines run Windows.
"""

from __future__ import annotations

import errno
import os
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

from dhrplan.errors import ChangedError, NotWrittenError
from dhrplan.store.alone import alone
from dhrplan.store.draft import drafted, sweep
from dhrplan.store.reading import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

TRIES = 20 if os.name == "nt" else 1
PAUSE = 0.1
"""How often a file is tried to be replaced, and after how many seconds again.

Windows refuses while another program has it open, as a virus scanner does for a moment."""

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_NO_LEAVE = (errno.EACCES, errno.EPERM, errno.EROFS)


@dataclass(frozen=True, slots=True)
class Change:
    """What a file is to become.

    Attributes:
        path: The file, or a link to it, which stays a link.
        before: The bytes that were read from it; None where there is to be none yet.
        after: The bytes that it is to have.
    """

    path: Path
    before: bytes | None
    after: bytes


@dataclass(frozen=True, slots=True)
class _Piece:
    """One file to write: where, how a person would name it, and what must stand there until then.

    `change` is None where it may be anything.
    """

    target: Path
    named: str
    data: bytes
    change: Change | None = None

    def refusal(self) -> str:
        """What has happened to it since it was read; empty where nothing has."""
        if self.change is None:
            return ""
        before = self.change.before
        if not self.target.exists():
            return "" if before is None else "has gone since it was read"
        if before is None:
            return "is there already"
        is_same = self.target.is_file() and self.target.read_bytes() == before
        return "" if is_same else "has changed since it was read"


def rewrite(changes: Iterable[Change], start: Path) -> None:
    """Write files anew that are still as they were read; what would not change is not touched.

    All are looked at, and all that is new is on the disk, before the first is replaced.

    Args:
        changes: The files, each with what was read and what it is to have.
        start: The folder from which they are named to a person.

    Raises:
        ChangedError: One of them has changed, has gone, or is there already.
        NotWrittenError: One cannot be written. Of both, `written` says which are written even so.
    """
    pieces = (
        _Piece(_leads_to(one.path), shown(one.path, start), one.after, one)
        for one in changes
        if one.after != one.before
    )
    # One file by two names is written once.
    _write(list({(piece.target, piece.data): piece for piece in pieces}.values()))


def write_new(path: Path, data: bytes) -> None:
    """Write a file whatever stands there. A link stays a link, and a device a device.

    Raises:
        NotWrittenError: It cannot be written; what stood there before stays.
    """
    piece = _Piece(_leads_to(path), str(path), data)
    with _explained(piece):
        is_device = piece.target.exists() and not piece.target.is_file()
        if is_device and not piece.target.is_dir():
            piece.target.write_bytes(data)  # nothing takes the place of a device or a pipe
            return
    _write([piece])


def make_folder(path: Path) -> None:
    """Make a folder, and those above it, unless it is there.

    Raises:
        NotWrittenError: It cannot be made.
    """
    with _explained(_Piece(path, str(path), b"")):
        path.mkdir(parents=True, exist_ok=True)


def _leads_to(path: Path) -> Path:
    return Path(os.path.realpath(path))  # `resolve` fails where links go round


def _write(pieces: Sequence[_Piece]) -> None:
    done: list[_Piece] = []
    try:
        _write_each(pieces, done)
    except NotWrittenError as error:
        error.hint = f"{_stands(pieces, done)} {error.hint}".rstrip()
        error.written = tuple(piece.change.path for piece in done if piece.change)
        raise


def _write_each(pieces: Sequence[_Piece], done: list[_Piece]) -> None:
    with ExitStack() as held:
        folders = {piece.target.parent: piece for piece in pieces}
        for folder in sorted(folders):  # in one order, or two that write would wait for each other
            with _explained(folders[folder]):
                held.enter_context(alone(folder))
                sweep(folder)
        _refuse_changed(pieces)
        drafts: list[Path] = []
        for piece in pieces:
            with _explained(piece):
                drafts.append(held.enter_context(drafted(piece.target, piece.data)))
        for piece, draft in zip(pieces, drafts, strict=True):
            _put(piece, draft)
            done.append(piece)


def _put(piece: _Piece, draft: Path) -> None:
    """Let a draft take the file's place, unless that has changed up to this moment."""
    for left in reversed(range(TRIES)):
        _refuse_changed([piece])
        with _explained(piece):
            try:
                draft.replace(piece.target)
            except PermissionError:
                if not left:
                    raise
            else:
                return
        sleep(PAUSE)


def _refuse_changed(pieces: Iterable[_Piece]) -> None:
    told: list[str] = []
    for piece in pieces:
        with _explained(piece):
            refusal = piece.refusal()
        told.extend([f"{piece.named} {refusal}"] if refusal else [])
    if told:
        hint = "Give the command again: it begins with what is there now."
        raise ChangedError(f"{', '.join(told)}.", hint)


@contextmanager
def _explained(piece: _Piece) -> Iterator[None]:
    """Say of which file the system speaks, and what to do about it."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = f"{piece.named} cannot be written: {reason}."
        raise NotWrittenError(message, _advice(error)) from error


def _advice(error: OSError) -> str:
    if error.errno in _NO_ROOM:
        return "Make room on the disk, and give the command again."
    if error.errno == errno.ETIMEDOUT:
        return "Wait until it has ended, and give the command again."
    if error.errno not in _NO_LEAVE:
        return ""
    if os.name == "nt":
        return (
            "Close it in every other program, such as Word or an editor, and give the command "
            "again. If nothing has it open, you need leave to write it, and to write in its folder."
        )
    return "You need leave to write the file, and to write in its folder."


def _stands(pieces: Sequence[_Piece], done: Sequence[_Piece]) -> str:
    """Which files are written and which are not."""
    if not done:
        return "Nothing is written."
    rest = pieces[len(done) :]
    written, not_written = (", ".join(one.named for one in some) for some in (done, rest))
    return f"Written: {written}. Not written: {not_written}."
