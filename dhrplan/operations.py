"""The log of writes beside a folder of plans, by which `undo` takes the last one back.

Each write is noted in `.dhrplan/plans.undo`, a file of JSON a write, before the first plan is
replaced: what each file held before, line by line, and the checksum of what it holds then. A
process that is killed between the two leaves a note of a write that was not made, or was made in
part; `undo` sees that by the content of the files, and takes back only what was written.
"""

from __future__ import annotations

import json
import os
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from dhrplan import store
from dhrplan.errors import ChangedError, DhrplanError, NotWrittenError
from dhrplan.model.dates.values import on_day, spoken
from dhrplan.store import FileChange

FOLDER = "undo"
"""The end of the name of the folder in `.dhrplan`."""

MOST_OPERATIONS = 100
MOST_BYTES = 20_000_000
"""How many writes of a folder are kept, and in how many bytes. The newest is always kept."""

MOST_OF_ONE = 200_000_000
"""The most bytes of one note; what would take more is written without one."""

_UTF8 = ("utf-8", "surrogatepass")
"""The encoding of a note: a file's name may hold any bytes."""

_COMMAND = re.compile(r"[a-z-]+")
_ENTRY = re.compile(r"[0-9]{6,}\.json")


class LoggedFile(NamedTuple):
    """A file of a write.

    Attributes:
        name: Its name in the folder of plans.
        before: What it held; None if the write made it.
        after: The SHA-256 of what it held then, in hexadecimal; None if the write removed it.
    """

    name: str
    before: bytes | None
    after: str | None


class Operation(NamedTuple):
    """What one command wrote in one folder.

    Attributes:
        command: Its name, such as `update`.
        when: The local time, with its distance from UTC.
        committed: It was committed to git by the same command.
    """

    command: str
    when: datetime
    files: tuple[LoggedFile, ...]
    committed: bool = False

    @property
    def in_words(self) -> str:
        """`update` of 26 November 2026, 16:12."""
        return f"`{self.command}` of {self.spoken_time}"

    @property
    def spoken_time(self) -> str:
        """`26 November 2026, 16:12`."""
        return f"{spoken(on_day(self.when.date()))}, {self.when:%H:%M}"

    def to_json(self) -> str:
        """As JSON; the content of a file as a list of its lines."""
        whole = {
            "command": self.command,
            "when": self.when.isoformat(),
            "committed": self.committed,
            "files": [
                {"file": one.name, "after": one.after, "before": _readable(one.before)}
                for one in self.files
            ],
        }
        return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"

    def changes_back(self, folder: Path) -> tuple[FileChange, ...]:
        """The changes that take it back; none where every file is as it was before.

        Raises:
            ChangedError: A file has changed since.
        """
        changes: list[FileChange] = []
        mode = store.mode_of_plans(folder)
        for one in self.files:
            path = folder / one.name
            held = store.read_if_present(path)
            if held == one.before:
                continue
            if checksum(held) != one.after:
                verb = "has been removed" if held is None else "has changed"
                verb = "has been created again" if one.after is None else verb
                message = f"{one.name} {verb} since {self.in_words}, so that cannot be undone."
                hint = "Change it by hand, or restore an older version from git."
                raise ChangedError(message, hint)
            changes.append(FileChange(path, held, one.before, mode))
        return tuple(changes)


def checksum(data: bytes | None) -> str | None:
    """SHA-256 in hexadecimal; None for no file."""
    return None if data is None else sha256(data).hexdigest()


def _readable(data: bytes | None) -> Any:
    """Bytes for JSON: the lines of text, else base64."""
    if data is None:
        return None
    try:
        return data.decode().split("\n")
    except UnicodeDecodeError:
        return {"base64": b64encode(data).decode()}


def _from_readable(value: Any) -> bytes | None:
    if value is None:
        return None
    if isinstance(value, dict):
        return b64decode(value["base64"], validate=True)
    if not isinstance(value, list):
        raise TypeError
    return "\n".join(value).encode()


def from_json(text: str) -> Operation:
    """Parse what `Operation.to_json` returns.

    Raises:
        DhrplanError: It is anything else.
    """
    try:
        whole = json.loads(text)
        files = tuple(map(_file_from_json, whole["files"]))
        when = datetime.fromisoformat(whole["when"])
        command, is_committed = whole["command"], whole["committed"]
        is_right = _COMMAND.fullmatch(command) and isinstance(is_committed, bool) and when.tzinfo
        if not is_right or not files or len({one.name for one in files}) < len(files):
            raise ValueError  # noqa: TRY301 - as the others
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DhrplanError("What a command wrote cannot be read.") from error
    return Operation(command, when, files, is_committed)


def _file_from_json(one: Mapping[str, Any]) -> LoggedFile:
    name, after = one["file"], one["after"]
    if not (store.is_plan(name) and Path(name).name == name):  # never a path out of the folder
        raise ValueError
    if b"\0" in os.fsencode(name):  # no file can have that name
        raise ValueError
    if not (after is None or isinstance(after, str)):
        raise TypeError
    return LoggedFile(name, _from_readable(one["before"]), after)


# The log on disk


@dataclass(frozen=True, slots=True)
class LogEntry:
    """A file of the log of a folder of plans."""

    folder: Path
    path: Path

    def read(self) -> Operation:
        """The write that is noted in it.

        Raises:
            DhrplanError: It cannot be read.
        """
        try:
            return from_json(store.read_bounded(self.path, MOST_OF_ONE).decode(*_UTF8))
        except (DhrplanError, UnicodeDecodeError, OSError) as error:
            message = f"{self.path} is part of the log of changes and cannot be read."
            raise DhrplanError(message, "Check it, then remove it.") from error

    def delete(self) -> None:
        """Delete it, and the folder of the log once that is empty."""
        with suppress(FileNotFoundError):
            self.path.unlink()
        store.remove_private_folder(self.path.parent)


def entries(folder: Path) -> list[LogEntry]:
    """The log of a folder of plans, newest first."""
    every = store.private_entries(store.private_place(folder, FOLDER))
    found = (one for one in every if _ENTRY.fullmatch(one.name))
    return [LogEntry(folder, one) for one in sorted(found, key=_number, reverse=True)]


def forget(folder: Path) -> None:
    """Delete the log of a folder of plans, and what a killed process has left in it."""
    place = store.private_place(folder, FOLDER)
    for one in store.private_entries(place):
        one.unlink()
    store.remove_private_folder(place)


def _number(path: Path) -> int:
    return int(path.stem)


class Logged(NamedTuple):
    """What became of a write: its notes in the log, or why there are none."""

    entries: tuple[LogEntry, ...]
    fault: str = ""

    def mark_committed(self) -> None:
        """Note that git holds the write."""
        for one in self.entries:
            operation = one.read()._replace(committed=True)
            store.write_output(one.path, operation.to_json().encode(*_UTF8))


def rewrite(changes: Iterable[FileChange], start: Path, command: str, when: datetime) -> Logged:
    """As `store.rewrite`, after a note of it in the log of each folder.

    Where the log cannot be written, the files are written without it, and the reason is returned.

    Raises:
        ChangedError: As `store.rewrite`.
        NotWrittenError: As `store.rewrite`.
    """
    wanted = [one for one in changes if one.before != one.after]
    noted: list[LogEntry] = []
    fault = ""
    try:
        noted.extend(_note(wanted, command, when))
    except DhrplanError as error:
        fault = str(error)
    try:
        store.rewrite(wanted, start)
    except NotWrittenError as error:
        if not error.written:
            for one in noted:
                one.delete()
        raise
    for folder in dict.fromkeys(one.folder for one in noted):
        _forget_oldest(folder)
    return Logged(tuple(noted), fault)


def _note(changes: Sequence[FileChange], command: str, when: datetime) -> Iterator[LogEntry]:
    ordered = sorted(changes, key=lambda one: (one.path.parent, one.path.name))
    for folder, some in groupby(ordered, lambda one: one.path.parent):
        own = list(some)
        files = (LoggedFile(one.path.name, one.before, checksum(one.after)) for one in own)
        data = Operation(command, when, tuple(files)).to_json().encode(*_UTF8)
        if len(data) > MOST_OF_ONE:
            raise DhrplanError(f"The files hold more than {MOST_OF_ONE // 1_000_000} MB.")
        yield _append(folder, data)


def _append(folder: Path, data: bytes) -> LogEntry:
    """Write the next entry, with the permissions of the plans."""
    place, mode = store.make_private_folder(folder, FOLDER), store.mode_of_plans(folder)
    last = max(map(_number, (one.path for one in entries(folder))), default=0)
    while True:
        last += 1
        path = place / f"{last:06}.json"
        try:
            store.rewrite([FileChange(path, None, data, mode)], place)
        except ChangedError:  # another process has just taken the number
            continue
        return LogEntry(folder, path)


def _forget_oldest(folder: Path) -> None:
    """Delete what goes beyond the limits of the log."""
    size = 0
    for index, one in enumerate(entries(folder)):
        with suppress(OSError):  # another process has deleted it
            size += one.path.stat().st_size
            if index and (index >= MOST_OPERATIONS or size > MOST_BYTES):
                one.path.unlink()


# Taking back


class Undo(NamedTuple):
    """What takes the last write back.

    Attributes:
        operation: The write; of several folders, what it wrote in the first.
        entries: Its notes, with older ones of writes that are in no file any more.
        changes: The changes of the files.
    """

    operation: Operation
    entries: tuple[LogEntry, ...]
    changes: tuple[FileChange, ...]


def last_write(folders: Iterable[Path]) -> Undo | None:
    """The last write of some folders that is still in their files; None if there is none.

    Raises:
        ChangedError: A file of it has changed since.
        DhrplanError: The log cannot be read.
    """
    found: list[Undo] = []
    refused: list[tuple[Operation, ChangedError]] = []
    for folder in folders:
        passed: list[LogEntry] = []
        for one in entries(folder):
            operation = one.read()
            passed.append(one)
            try:
                changes = operation.changes_back(folder)
            except ChangedError as error:
                refused.append((operation, error))
                break
            if changes:
                found.append(Undo(operation, tuple(passed), changes))
                break
    newest = max((one.operation.when for one in found), default=None)
    for operation, refusal in refused:
        if newest is None or operation.when >= newest:
            raise refusal
    same = [one for one in found if one.operation.when == newest]
    if not same:
        return None
    return Undo(
        same[0].operation,
        tuple(entry for one in same for entry in one.entries),
        tuple(change for one in same for change in one.changes),
    )


def take_back(undo: Undo, start: Path) -> None:
    """Write what the files held before, and delete the notes.

    Raises:
        ChangedError: A file has changed meanwhile.
        NotWrittenError: One cannot be written; the notes stay.
    """
    store.rewrite(undo.changes, start)
    for one in undo.entries:
        one.delete()
