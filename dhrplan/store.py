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
from datetime import date
from itertools import count, islice
from pathlib import Path, PurePath
from time import sleep

from dhrplan.errors import ChangedError, DhrplanError, NotWrittenError
from dhrplan.plan.folder import REGISTERS, FolderBytes, is_document
from dhrplan.plan.settings import FILE as SETTINGS
from dhrplan.plan.settings import FORBIDDEN_NAMES, Settings, read_settings
from dhrplan.yamldoc.nodes import MAX_BYTES

PLANS = "plans"
"""The default folder of plans, searched for from the working directory upwards."""

ENDINGS = (".yaml", ".yml")

MAX_DOCUMENT_BYTES = 50_000_000
"""Of a document. An action plan is below 1 MB; this leaves room for photographs in a report."""

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
    for folder in plans_above(start):
        return folder
    where = "Go to the folder that holds it, or name it with `--plans DIR`."
    hint = f"{where} `dhrplan init` creates it."
    raise DhrplanError(f"There is no folder `{PLANS}` here or above {start}.", hint)


def plans_above(start: Path) -> tuple[Path, ...]:
    """The first folder `plans/` at `start` or above it, if any."""
    found = (folder / PLANS for folder in (start, *start.parents))
    return tuple(islice((folder for folder in found if folder.is_dir()), 1))


def is_plan(name: str) -> bool:
    """True for the name of a plan or the register, directly in a folder of plans."""
    return PurePath(name).suffix.casefold() in ENDINGS and not name.startswith(".")


def is_stray(within: PurePath) -> bool:
    """True if a file could be mistaken for a plan but is not read, by its path in the folder."""
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


MINUTES = "minutes"
"""The folder of the minutes of meetings, beside a folder of plans."""

_MINUTES_NAME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:-([0-9]+))?\.md")


def minutes_folder(plans: Path) -> Path:
    """The folder of the minutes of meetings on the plans of a folder; it need not exist."""
    return plans.resolve().parent / MINUTES


def all_minutes(plans: Path) -> list[tuple[date, Path]]:
    """The minutes of meetings on the plans of a folder, oldest first, with the days.

    Files that the program does not name so are left out.
    """
    place = minutes_folder(plans)
    if not place.is_dir():
        return []
    found: list[tuple[date, int, Path]] = []
    for path in place.iterdir():
        match = _MINUTES_NAME.fullmatch(path.name)
        with suppress(ValueError):  # 2021-02-30
            if match and path.is_file():
                found.append((date.fromisoformat(match[1]), int(match[2] or 1), path))
    return [(day, path) for day, _, path in sorted(found)]


# Where a report must not be written

PRIVATE_FOLDER = ".dhrplan"
"""The folder of files that are kept out of git, beside a folder of plans."""


def why_protected(path: Path, plans: Iterable[Path], *, is_minutes: bool = False) -> str:
    """Why a report must not be written to a path: the end of a sentence, empty where it may be.

    Links, hard links and other spellings of a path (case, `..`, short names of Windows) lead to the
    same answer, since files and folders are compared by the disk's own numbers.

    Args:
        path: Where the report would go; it need not exist.
        plans: The folders of plans in view. Others are known by their name.
        is_minutes: It is new minutes, which may go into the folder of minutes.
    """
    target = _link_target(path)
    if target.exists() and not (target.is_file() or target.is_dir()):  # a device or a pipe
        return ""
    names = (path.name.casefold(), target.name.casefold())
    if any(PurePath(name).suffix in ENDINGS for name in names):
        return "has the name of a plan or a register"
    if SETTINGS in names:
        return "holds the settings"
    if FORBIDDEN_NAMES in names:
        return "holds the list of names that must never appear"
    above = [one for one in dict.fromkeys((*_parents(path), *target.parents)) if one.is_dir()]
    folders = distinct_folders((*plans, *filter(_holds_plans, above)))
    kept = (PRIVATE_FOLDER,) if is_minutes else (PRIVATE_FOLDER, MINUTES)
    found = (_why_protected_by(one, target, above, kept) for one in folders)
    return next(filter(None, found), "")


def _why_protected_by(
    folder: Path, target: Path, above: Sequence[Path], kept_folders: Iterable[str]
) -> str:
    """As `why_protected`, for one folder of plans.

    `above` are the folders above the target, `kept_folders` names of folders beside the plans.
    """
    if any(_same(one, folder) for one in above):
        return "is in a folder of plans"
    beside = folder.resolve().parent
    for name in kept_folders:
        if any(_same(one, beside / name) for one in above):
            return f"is in the folder `{name}`, which holds files that must stay"
    settings = read_if_present(beside / SETTINGS) if (beside / SETTINGS).is_file() else None
    read = read_settings(SETTINGS, settings) if settings else Settings()
    kept = (beside / read.forbidden_names, beside / SETTINGS, *folder.iterdir())
    same = next((one for one in kept if target.exists() and _same(target, one)), None)
    return f"is the same file as {same.name}" if same else ""


def _parents(path: Path) -> tuple[Path, ...]:
    """The folders above a path as it is written, `..` and links among them."""
    return tuple(Path.cwd().joinpath(path).parents)


def _holds_plans(folder: Path) -> bool:
    """True for a folder with the usual name and a plan in it."""
    if folder.name.casefold() != PLANS:
        return False
    with suppress(OSError):
        return any(is_plan(one.name) for one in folder.iterdir())
    return False


def _same(one: Path, other: Path) -> bool:
    """True for two paths to one file or folder; they need not exist."""
    with suppress(OSError):
        return one.samefile(other)
    return _link_target(one) == _link_target(other)


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


def documents_in(folder: Path) -> tuple[Path, ...]:
    """The documents directly in a folder that a plan may be read from, by name.

    Lock files of Office, hidden files and links are left out.
    """
    return tuple(
        path
        for path in sorted(folder.iterdir())
        if is_document(path.name) and not path.is_symlink() and path.is_file()
    )


def read_document(path: Path) -> bytes:
    """The bytes of a document, and of one that is too large one byte more than the limit.

    Raises:
        DhrplanError: It cannot be opened.
    """
    try:
        return _bounded(path, MAX_DOCUMENT_BYTES)
    except OSError as error:
        raise _cannot_open(path, error) from error


def read_register(folder: Path, start: Path) -> FolderBytes:
    """A folder with its register and settings only, with paths relative to `start`.

    Raises:
        DhrplanError: As `read`.
    """
    named = read(folder, start)
    return replace(
        named,
        files={name: data for name, data in named.files.items() if name in REGISTERS},
        unopened={name: why for name, why in named.unopened.items() if name in REGISTERS},
    )


def _bounded(path: Path, most: int | None = None) -> bytes:
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
        raise OSError(errno.EINVAL, "it is not an ordinary file")
    # Should it be a pipe by now, opening it must not wait for a writer.
    with open(path, "rb", opener=_open_at_once) as file:
        return file.read((MAX_BYTES if most is None else most) + 1)


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
    """The new content of a file.

    Attributes:
        path: May be a link, which stays a link.
        before: The bytes that were read; None for a new file.
        after: None to remove the file.
        mode: The permissions of a new file. By default those of any new one.
    """

    path: Path
    before: bytes | None
    after: bytes | None
    mode: int | None = None


@dataclass(frozen=True, slots=True)
class _Write:
    """One file to write, or to remove where `data` is None, and its name in messages.

    Without `change` it may hold anything now.
    """

    target: Path
    named: str
    data: bytes | None
    change: FileChange | None = None
    mode: int | None = None

    def refusal(self) -> str:
        """The change of the file since it was read, in words; empty if there is none."""
        if self.change is None:
            return ""
        before = self.change.before
        if not self.target.exists():
            return "" if before is None else "has been removed since it was read"
        if before is None:
            return "exists already"
        is_same = self.target.is_file() and self.target.read_bytes() == before
        return "" if is_same else "has changed since it was read"


def rewrite(changes: Iterable[FileChange], start: Path) -> None:
    """Replace or remove files that still hold what was read; unchanged ones are not touched.

    All files are compared, and all new content is on the disk, before the first is replaced.

    Raises:
        ChangedError: One of them has changed, has gone, or is there already.
        NotWrittenError: One cannot be written. In both cases `written` names those that were.
    """
    writes = [
        _Write(_link_target(one.path), display_path(one.path, start), one.after, one, one.mode)
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


def write_new(path: Path, data: bytes, mode: int | None = None) -> Path:
    """Write a file that is not there yet: `a.md`, else `a-2.md`, `a-3.md` and so on.

    `mode` is its permissions, by default those of any new file.

    Returns:
        The path that was written. A device is written to.

    Raises:
        NotWrittenError: It cannot be written.
    """
    if path.exists() and not (path.is_file() or path.is_dir()):
        write_output(path, data)
        return path
    for number in count(1):
        free = path if number == 1 else path.with_stem(f"{path.stem}-{number}")
        if os.path.lexists(free):
            continue
        with suppress(ChangedError):  # another process has just made it
            rewrite([FileChange(free, None, data, mode)], path.parent)
            return free
    raise AssertionError  # numbers do not end


def make_folder(path: Path, like: Path | None = None) -> None:
    """Make a folder and its parents, unless it is there; with the permissions of another folder.

    Raises:
        NotWrittenError: It cannot be made.
    """
    with _system_errors_explained(_Write(path, str(path), None)):
        if like is None:
            path.mkdir(parents=True, exist_ok=True)
        else:
            _refuse_link_outside(path)
            with suppress(FileExistsError):
                path.mkdir(mode=0o700)
                _copy_permissions(like.stat(), path)


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
            drafts: list[Path | None] = []
            for one in writes:
                with _system_errors_explained(one):
                    drafts.append(None if one.data is None else stack.enter_context(_draft(one)))
            for one, draft in zip(writes, drafts, strict=True):
                _replace(one, draft)
                done.append(one)
    except NotWrittenError as error:
        state = "Nothing was saved."
        if done:
            written, rest = (
                ", ".join(one.named for one in some) for some in (done, writes[len(done) :])
            )
            state = f"Saved: {written}. Not saved: {rest}."
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
        hint = "Run the command again: it will start from the current file."
        raise ChangedError(f"{', '.join(refused)}.", hint)


def _replace(write: _Write, draft: Path | None) -> None:
    for left in reversed(range(REPLACE_TRIES)):
        _refuse_changed([write])  # as late as possible
        with _system_errors_explained(write):
            try:
                if draft is None:
                    write.target.unlink()
                else:
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
        message = f"{write.named} cannot be saved: {reason}."
        raise NotWrittenError(message, _advice(error)) from error


def _advice(error: OSError) -> str:
    if error.errno in _NO_ROOM:
        return "Make room on the disk, then run the command again."
    if error.errno == errno.ETIMEDOUT:
        return "Wait until it has ended, then run the command again."
    if error.errno not in _NO_PERMISSION:
        return ""
    if os.name == "nt":
        return (
            "Close it in every other program, such as Word or an editor, then run the command "
            "again. If no program has it open, you need permission to change it and its folder."
        )
    return "You need permission to change the file and its folder."


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
            file.write(write.data or b"")
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
    """True if the file may be written: a rename does not check, and root may write anything."""
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

_GITIGNORE = ".gitignore"


def private_place(plans: Path, name: str) -> Path:
    """The path of a file or folder in `.dhrplan`, beside a folder of plans."""
    whole = plans.resolve()
    return whole.parent / PRIVATE_FOLDER / f"{whole.name}.{name}"


def make_private_folder(plans: Path, name: str) -> Path:
    """A folder in `.dhrplan` that nobody may enter who may not enter the folder of plans.

    Raises:
        DhrplanError: It cannot be made, or is a link, which could lead what plans held before to a
            place where others read it.
    """
    path = private_place(plans, name)
    for one in (path.parent, path, path.parent / _GITIGNORE):
        if one.is_symlink():
            raise DhrplanError(f"{one} is a link, so nothing is kept there.")
    make_folder(path.parent)
    make_folder(path, like=plans)
    if not (path.parent / _GITIGNORE).exists():
        write_output(path.parent / _GITIGNORE, b"# What the plans held before.\n*\n")
    return path


def remove_private_folder(path: Path) -> None:
    """Delete a folder in `.dhrplan` if it is empty, and `.dhrplan` if nothing else is in it."""
    with suppress(OSError):  # it is not empty, or another process uses it
        path.rmdir()
        if [one.name for one in path.parent.iterdir()] == [_GITIGNORE]:
            (path.parent / _GITIGNORE).unlink()
            path.parent.rmdir()


def private_entries(path: Path) -> list[Path]:
    """The files in a folder in `.dhrplan`; none where it is a link, or is not there."""
    if path.is_symlink() or path.parent.is_symlink() or not path.is_dir():
        return []
    return [one for one in path.iterdir() if one.is_file() and not one.is_symlink()]


def read_bounded(path: Path, most: int) -> bytes:
    """The bytes of a file.

    Raises:
        OSError: It cannot be opened, or has more than `most` bytes.
    """
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, "it is too large")
    return data


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
            message = f"{one} is a link, and decisions are not written through links."
            raise DhrplanError(message, "Remove the link.")
    make_folder(lock)
    with ExitStack() as stack:
        try:
            stack.enter_context(folder_lock(lock, tries=1))
        except TimeoutError as error:
            message = "A meeting on these plans is already open."
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
