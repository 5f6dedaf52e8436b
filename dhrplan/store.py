"""Files on disk: the only code that lists, reads and writes them. Reading never writes.

Every write is atomic. The folders are locked, each file is compared with the bytes that were read,
the new content is written and synced beside it, compared once more, and renamed over it. A process
killed at any point leaves the old file or the new one; of two dhrplans that write at once, the
second is refused. A program that takes no lock can still lose what it saves between the last
comparison and the rename; so can a dhrplan on another machine that shares the folder over a
network, unless both machines run Windows.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path, PurePath
from time import sleep

from dhrplan.errors import ChangedError, DhrplanError, NotWrittenError
from dhrplan.plan.folder import REGISTERS, FolderBytes
from dhrplan.plan.settings import FILE as SETTINGS
from dhrplan.plan.settings import Settings, read_settings
from dhrplan.yamldoc.nodes import MAX_BYTES

PLANS = "plans"
"""The default folder of plans, searched for from the working directory upwards."""

ENDINGS = (".yaml", ".yml")

DEEPEST = 8
MOST_FOLDERS = 1_000
"""Limits of the search for stray files: levels below the folder of plans, and folders in all.
They keep the search short where somebody names the root of a disk."""

_LEFT_OVER = re.compile(r".*\.ya?ml[^a-z0-9].*", re.IGNORECASE)


# Names and places


def find_plans(start: Path) -> Path:
    """The first folder `plans/` at `start` or above it.

    Raises:
        DhrplanError: There is none.
    """
    for folder in (start, *start.parents):
        if (folder / PLANS).is_dir():
            return folder / PLANS
    where = f"Go to a folder that has `{PLANS}`, or name one with `--plans DIR`."
    hint = f"{where} `dhrplan init` makes one."
    raise DhrplanError(f"There is no folder `{PLANS}` here or above {start}.", hint)


def is_plan(name: str) -> bool:
    """Whether a file directly in a folder of plans is a plan or the register, by its name."""
    return PurePath(name).suffix.casefold() in ENDINGS and not name.startswith(".")


def is_stray(within: PurePath) -> bool:
    """Whether a file could be mistaken for a plan but is not read, by its path in the folder."""
    *folders, name = within.parts
    if any(part.startswith(".") for part in within.parts):
        return False
    if folders:
        return is_plan(name)
    return not is_plan(name) and _LEFT_OVER.fullmatch(name) is not None


def display_path(path: Path, start: Path) -> str:
    """A path for messages: relative to `start` where possible, with `/`; empty for `start`."""
    try:
        relative = os.path.relpath(path, start)
    except ValueError:  # another drive, on Windows
        return path.as_posix()
    return "" if relative == "." else Path(relative).as_posix()


def distinct_folders(folders: Iterable[Path]) -> tuple[Path, ...]:
    """Each folder once, as first written, however many paths lead to it."""
    first: dict[Path, Path] = {}
    for folder in folders:
        first.setdefault(folder.resolve(), folder)
    return tuple(first.values())


# Reading


def read(folder: Path, start: Path) -> FolderBytes:
    """The plans, the register and the settings of a folder, with paths relative to `start`.

    A file that cannot be opened is listed with the reason, and so is a link that leads out of the
    repository: what it leads to might be shown in a message.

    Raises:
        DhrplanError: The folder cannot be listed, or the settings beside it cannot be opened.
    """
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DhrplanError(f"The folder {folder} cannot be read: {reason}.") from error
    files: dict[str, bytes] = {}
    unopened: dict[str, str] = {}
    for path in entries:
        if not is_plan(path.name):
            continue
        try:
            _refuse_link_outside(path)
            if path.is_dir() and path.name not in REGISTERS:
                continue
            files[path.name] = _bounded(path)
        except OSError as error:
            unopened[path.name] = error.strerror or type(error).__name__
    settings = read_beside(folder.resolve().parent / SETTINGS, start)
    return FolderBytes(display_path(folder, start), files, unopened, settings)


def read_with_strays(folder: Path, start: Path) -> FolderBytes:
    """As `read`, with the stray files and the forbidden names that only `validate` needs.

    Raises:
        DhrplanError: As `read`; or the list of forbidden names cannot be opened.
    """
    named = read(folder, start)
    names = forbidden_names(folder, named.settings, start)
    return replace(named, strays=strays(folder, start), forbidden_names=names)


def strays(folder: Path, start: Path) -> tuple[str, ...]:
    """Files that could be mistaken for plans but are not read, with paths relative to `start`.

    They are left-overs beside the plans, such as `DHR4.yaml.orig`, and YAML in sub-folders.
    Hidden files, linked folders and folders that cannot be listed are skipped.
    """
    found: list[Path] = []
    for place, folders, names in islice(os.walk(folder), MOST_FOLDERS):
        here = Path(place)
        is_deep = len(here.relative_to(folder).parts) >= DEEPEST
        folders[:] = [] if is_deep else sorted(one for one in folders if not one.startswith("."))
        found.extend(here / name for name in sorted(names))
    return tuple(display_path(path, start) for path in found if is_stray(path.relative_to(folder)))


def forbidden_names(
    folder: Path, settings: tuple[str, bytes] | None, start: Path
) -> tuple[str, bytes] | None:
    """The list of names that must never appear, from the file that the settings name.

    Raises:
        DhrplanError: It is there and cannot be opened.
    """
    read = read_settings(*settings) if settings else Settings()
    path = folder.resolve().parent / read.forbidden_names
    if not os.path.lexists(path):
        return None
    # It may be a link to anywhere: the list is kept out of git, and no message quotes it.
    try:
        return display_path(path, start), _within_limit(path)
    except OSError as error:
        raise _cannot_open(path, error) from error


def read_if_present(path: Path, within: Path | None = None) -> bytes | None:
    """The bytes of a file; None where there is no such file.

    Args:
        path: The file. It may be a link.
        within: The folder that a link may not lead out of.

    Raises:
        DhrplanError: It cannot be opened, or is not a file, or leads out of `within`.
    """
    try:
        if within is not None:
            _refuse_outside(path, within)
        return _within_limit(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise _cannot_open(path, error) from error


def read_beside(path: Path, start: Path) -> tuple[str, bytes] | None:
    """A file beside a folder of plans, with its path relative to `start`; None where none is.

    Raises:
        DhrplanError: It cannot be opened, or is a link that leads nowhere or out of the repository.
    """
    if not os.path.lexists(path):
        return None
    try:
        _refuse_link_outside(path)
        return display_path(path, start), _within_limit(path)
    except OSError as error:
        raise _cannot_open(path, error) from error


def _within_limit(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        OSError: It cannot be opened, is no ordinary file, or is larger than the limit.
    """
    data = _bounded(path)
    if len(data) > MAX_BYTES:
        raise OSError(errno.EFBIG, f"it has more than {MAX_BYTES // 1_000_000} MB")
    return data


def _bounded(path: Path) -> bytes:
    """The bytes of a file, and of one that is too large one byte more than the limit.

    Raises:
        OSError: It cannot be opened, or is no ordinary file.
    """
    try:
        kind = path.stat().st_mode
    except FileNotFoundError as error:
        if path.is_symlink():
            why = "it is a link to a file that is not there"
            raise FileNotFoundError(errno.ENOENT, why) from error
        raise
    if stat.S_ISDIR(kind):
        raise OSError(errno.EISDIR, "it is a folder, not a file")
    if not stat.S_ISREG(kind):
        raise OSError(errno.EINVAL, "it is no ordinary file")
    # Should it be a pipe by now, opening it must not wait for a writer.
    with open(path, "rb", opener=_open_at_once) as file:
        return file.read(MAX_BYTES + 1)


def _open_at_once(name: str, flags: int) -> int:
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))


def _refuse_link_outside(path: Path) -> None:
    """Refuse a link that leads out of the repository around its folder, or without one the folder.

    Raises:
        OSError: It does.
    """
    if path.is_symlink():
        _refuse_outside(path, path.parent)


def _refuse_outside(path: Path, folder: Path) -> None:
    """Refuse a path that leads out of the repository around a folder, or without one the folder.

    Raises:
        OSError: It does.
    """
    here = folder.resolve()
    around = (each for each in (here, *here.parents) if os.path.lexists(each / ".git"))
    top = next(around, None)
    target = _link_target(path)
    inside = target.relative_to(top or here).parts if target.is_relative_to(top or here) else None
    if inside is None or ".git" in inside:
        where = "repository" if top else "folder"
        raise OSError(errno.EXDEV, f"it is a link that leads out of the {where}")


def _cannot_open(path: Path, error: OSError) -> DhrplanError:
    return DhrplanError(f"{path} cannot be opened: {error.strerror}.")


# Writing

REPLACE_TRIES = 20 if os.name == "nt" else 1
REPLACE_PAUSE = 0.1
"""Attempts to rename over a file, and the seconds between them: Windows refuses while another
program has the file open, as a virus scanner does for a moment."""

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_NO_PERMISSION = (errno.EACCES, errno.EPERM, errno.EROFS)


@dataclass(frozen=True, slots=True)
class FileChange:
    """The new content of a file: `before` is the bytes that were read, None for a new file.

    `path` may be a link, which stays a link.
    """

    path: Path
    before: bytes | None
    after: bytes


@dataclass(frozen=True, slots=True)
class _Write:
    """One file to write, and its name in messages. Without `change` it may hold anything now."""

    target: Path
    named: str
    data: bytes
    change: FileChange | None = None
    mode: int | None = None

    def refusal(self) -> str:
        """How the file differs from the bytes that were read; empty where it does not."""
        if self.change is None:
            return ""
        before = self.change.before
        if not self.target.exists():
            return "" if before is None else "has gone since it was read"
        if before is None:
            return "is there already"
        is_same = self.target.is_file() and self.target.read_bytes() == before
        return "" if is_same else "has changed since it was read"


def rewrite(changes: Iterable[FileChange], start: Path) -> None:
    """Replace files that still hold the bytes that were read; unchanged ones are not touched.

    All files are compared, and all new content is on the disk, before the first is replaced.

    Raises:
        ChangedError: One of them has changed, has gone, or is there already.
        NotWrittenError: One cannot be written. In both cases `written` names those that were.
    """
    writes = [
        _Write(_link_target(one.path), display_path(one.path, start), one.after, one)
        for one in changes
        if one.after != one.before
    ]
    for one in writes:
        if one.change:
            with _system_errors_explained(one):
                _refuse_link_outside(one.change.path)
    # One file under two names is written once.
    _write_all(list({(one.target, one.data): one for one in writes}.values()))


def write_output(path: Path, data: bytes, mode: int | None = None) -> None:
    """Write a file whether or not it exists, through a link and to a device.

    Args:
        path: The file.
        data: Its new content.
        mode: Its new permissions. By default those of the old file, or of any new one.

    Raises:
        NotWrittenError: It cannot be written; the old content is kept.
    """
    write = _Write(_link_target(path), str(path), data, mode=mode)
    with _system_errors_explained(write):
        is_device = write.target.exists() and not write.target.is_file()
        if is_device and not write.target.is_dir():
            write.target.write_bytes(data)  # a device or a pipe cannot be replaced
            return
    _write_all([write])


def make_folder(path: Path) -> None:
    """Make a folder and its parents, unless it is there.

    Raises:
        NotWrittenError: It cannot be made.
    """
    with _system_errors_explained(_Write(path, str(path), b"")):
        path.mkdir(parents=True, exist_ok=True)


def _link_target(path: Path) -> Path:
    return Path(os.path.realpath(path))  # `resolve` fails on circular links


def _write_all(writes: Sequence[_Write]) -> None:
    done: list[_Write] = []
    try:
        with ExitStack() as stack:
            folders = {one.target.parent: one for one in writes}
            for folder in sorted(folders):  # a fixed order, or two processes could deadlock
                with _system_errors_explained(folders[folder]):
                    stack.enter_context(folder_lock(folder))
                    _remove_left_over_drafts(folder)
            _refuse_changed(writes)
            drafts: list[Path] = []
            for one in writes:
                with _system_errors_explained(one):
                    drafts.append(stack.enter_context(_draft(one)))
            for one, draft in zip(writes, drafts, strict=True):
                _replace(one, draft)
                done.append(one)
    except NotWrittenError as error:
        state = "Nothing is written."
        if done:
            written, rest = (
                ", ".join(one.named for one in some) for some in (done, writes[len(done) :])
            )
            state = f"Written: {written}. Not written: {rest}."
        error.hint = f"{state} {error.hint}".rstrip()
        error.written = tuple(one.change.path for one in done if one.change)
        raise


def _refuse_changed(writes: Iterable[_Write]) -> None:
    refused: list[str] = []
    for one in writes:
        with _system_errors_explained(one):
            refusal = one.refusal()
        if refusal:
            refused.append(f"{one.named} {refusal}")
    if refused:
        hint = "Give the command again: it begins with what is there now."
        raise ChangedError(f"{', '.join(refused)}.", hint)


def _replace(write: _Write, draft: Path) -> None:
    for left in reversed(range(REPLACE_TRIES)):
        _refuse_changed([write])  # as late as possible
        with _system_errors_explained(write):
            try:
                draft.replace(write.target)
            except PermissionError:
                if not left:
                    raise
            else:
                return
        sleep(REPLACE_PAUSE)


@contextmanager
def _system_errors_explained(write: _Write) -> Iterator[None]:
    """Turn an OSError into a NotWrittenError that names the file and says what to do."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = f"{write.named} cannot be written: {reason}."
        raise NotWrittenError(message, _advice(error)) from error


def _advice(error: OSError) -> str:
    if error.errno in _NO_ROOM:
        return "Make room on the disk, and give the command again."
    if error.errno == errno.ETIMEDOUT:
        return "Wait until it has ended, and give the command again."
    if error.errno not in _NO_PERMISSION:
        return ""
    if os.name == "nt":
        return (
            "Close it in every other program, such as Word or an editor, and give the command "
            "again. If nothing has it open, you need leave to write it, and to write in its folder."
        )
    return "You need leave to write the file, and to write in its folder."


# Drafts: the new content of a file before it is renamed over the old one.

_DRAFT_NAME = ".dhrplan-draft-"
"""Prefix of every draft: hidden, and not a plan's name."""

_CREATE = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)


@contextmanager
def _draft(write: _Write) -> Iterator[Path]:
    """A synced file beside the target with its permissions; deleted unless it is renamed.

    It keeps the owner and group as far as the system allows. Access control lists, extended
    attributes and hard links stay with the old file.

    Raises:
        OSError: It cannot be written, or the target may not be.
    """
    target = write.target
    draft = target.with_name(f"{_DRAFT_NAME}{os.urandom(8).hex()}")
    try:
        old = target.stat() if target.exists() else None
        if old and not _is_writable(target, old):
            raise PermissionError(errno.EACCES, "it is read-only")
        # Private until it has its permissions.
        handle = os.open(draft, _CREATE, 0o666 if old is None and write.mode is None else 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(write.data)
            file.flush()
            if old:
                _copy_permissions(old, draft)
            if write.mode is not None:
                draft.chmod(write.mode)
            os.fsync(handle)
        yield draft
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _is_writable(target: Path, status: os.stat_result) -> bool:
    """Whether the file may be written: a rename does not check, and root may write anything."""
    is_read_only = not status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    return not is_read_only and os.access(target, os.W_OK)


def _copy_permissions(old: os.stat_result, draft: Path) -> None:
    mode = stat.S_IMODE(old.st_mode)
    if sys.platform != "win32" and not _copy_owner(old, draft):
        # A different group gets no more than everybody.
        mode &= ~stat.S_IRWXG | (mode & stat.S_IRWXO) << 3
    if stat.S_IMODE(draft.stat().st_mode) != mode:  # some disks have one mode and refuse to set it
        draft.chmod(mode)


if sys.platform != "win32":

    def _copy_owner(old: os.stat_result, draft: Path) -> bool:
        """Set the owner and group, or else the group; whether the draft has the group."""
        new = draft.stat()
        if (new.st_uid, new.st_gid) == (old.st_uid, old.st_gid):
            return True
        for owner in (old.st_uid, -1):
            with suppress(PermissionError):
                os.chown(draft, owner, old.st_gid)
                return True
        return new.st_gid == old.st_gid


def _remove_left_over_drafts(folder: Path) -> None:
    """Delete the drafts of killed processes. The caller holds the lock of the folder."""
    for draft in folder.glob(f"{_DRAFT_NAME}*"):
        with suppress(OSError):  # another user's, who will delete it
            draft.unlink()


# The lock of a folder, which the system releases when a process ends, however it ends.

WINDOWS_LOCK_FILE = ".dhrplan-lock"
LOCK_TRIES = 1_000
LOCK_PAUSE = 0.01
"""Attempts to lock a folder, and the seconds between them: ten seconds in all."""


@contextmanager
def folder_lock(folder: Path, tries: int | None = None) -> Iterator[None]:
    """Lock a folder against other dhrplans; at the end its renames are synced to the disk.

    On Linux and macOS the folder itself is locked and no file is written; another machine that
    shares it does not see the lock. On Windows a file is kept open in it, which nobody else can
    delete meanwhile, also over a network.

    Raises:
        TimeoutError: Another process still has the lock after `tries` attempts.
        OSError: The folder cannot be opened.
    """
    handle = None
    for _ in range(LOCK_TRIES if tries is None else tries):
        with suppress(BlockingIOError):
            handle = _lock(folder)
            break
        sleep(LOCK_PAUSE)
    if handle is None:
        raise TimeoutError(errno.ETIMEDOUT, "another dhrplan is writing in its folder")
    try:
        yield
    finally:
        _unlock(folder, handle)


if sys.platform == "win32":

    def _lock(folder: Path) -> int:
        file = folder / WINDOWS_LOCK_FILE
        with suppress(OSError):  # deletes a left-over one; an open one cannot be deleted
            file.unlink()
        try:
            return os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
        except OSError as error:
            if file.exists():
                raise BlockingIOError from error
            raise

    def _unlock(folder: Path, handle: int) -> None:
        os.close(handle)
        with suppress(OSError):  # the next process may have it already
            (folder / WINDOWS_LOCK_FILE).unlink()

else:
    import fcntl

    def _lock(folder: Path) -> int:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            raise
        except OSError:  # some network drives have no locks: the comparison must do there
            pass
        return handle

    def _unlock(_folder: Path, handle: int) -> None:
        with suppress(OSError):  # some network drives cannot sync a folder
            os.fsync(handle)
        os.close(handle)


# Files kept beside a folder of plans and out of git, such as the journal of a meeting.

PRIVATE_FOLDER = ".dhrplan"
_GITIGNORE = ".gitignore"


@contextmanager
def private_file(plans: Path, name: str) -> Iterator[Path]:
    """The locked path of a file in `.dhrplan`, beside a folder of plans.

    `.dhrplan` has a `.gitignore` of its own, so that no setting of the repository is needed; it is
    deleted once it is empty. Drafts that a killed process has left in it are deleted.

    Raises:
        DhrplanError: Another process has it, no file can be written there, or one is a link, which
            could lead what is decided to a place where others read it.
    """
    beside = plans.resolve().parent / PRIVATE_FOLDER
    path = beside / f"{plans.resolve().name}.{name}"
    lock = path.with_suffix(".turn")  # not `.dhrplan` itself, which each write in it locks
    for one in (beside, path, lock, beside / _GITIGNORE):
        if one.is_symlink():
            message = f"{one} is a link, and no decision is written through a link."
            raise DhrplanError(message, "Take the link away.")
    make_folder(lock)
    with ExitStack() as stack:
        try:
            stack.enter_context(folder_lock(lock, tries=1))
        except TimeoutError as error:
            message = "Somebody else is holding a meeting on these plans."
            raise DhrplanError(message, "Wait until it has ended.") from error
        try:
            with suppress(OSError), folder_lock(beside, tries=1):
                _remove_left_over_drafts(beside)
            if not (beside / _GITIGNORE).exists():
                write_output(beside / _GITIGNORE, b"# What is not written into the plans yet.\n*\n")
            yield path
        finally:
            stack.close()  # only who held the lock may delete its folder, and only after releasing
            with suppress(OSError):  # another process has the lock by now, or the folder is in use
                lock.rmdir()
                if [one.name for one in beside.iterdir()] == [_GITIGNORE]:
                    (beside / _GITIGNORE).unlink()
                    beside.rmdir()


def mode_of_plans(plans: Path) -> int:
    """The permissions of a file that those may read and write who may do so with every plan."""
    mode = 0o666
    with suppress(OSError):
        for one in (plans, *plans.iterdir()):
            if one == plans or is_plan(one.name):
                mode &= one.stat().st_mode
        return mode | 0o600
    return 0o600
