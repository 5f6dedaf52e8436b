"""Which files `fmt` looks at, and what becomes of each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dhrplan import store
from dhrplan.cli.view import no_plan
from dhrplan.errors import EditError, NotFoundError
from dhrplan.text.folder import REGISTERS, read_folder
from dhrplan.text.formatting import formatted
from dhrplan.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dhrplan.diagnostic import Diagnostic
    from dhrplan.model.agencies import Register
    from dhrplan.text.folder import NamedBytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What `fmt` makes of a file.

    Attributes:
        path: The file.
        file: The file as a person would name it.
        before: Its bytes.
        after: The bytes that it is to have; those it has where nothing changes.
        told: What is changed: "3 dates, key order"; nothing where nothing is.
        why_left: Why it is left as it is, and what to do about it, in sentences; else none.
        faults: What of it cannot be read, by where it stands in `before`.
        faults_left: The same in `after`: some words that no plan has are mended.
    """

    path: Path
    file: str
    before: bytes = b""
    after: bytes = b""
    told: str = ""
    why_left: tuple[str, ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    faults_left: tuple[Diagnostic, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether it is to be written."""
        return self.before != self.after

    def unread(self, *, written: bool) -> tuple[Diagnostic, ...]:
        """What cannot be read and so stays as it is, by where it stands once that is `written`."""
        if written:
            return self.faults_left
        left = {(fault.rule, fault.message) for fault in self.faults_left}
        return tuple(fault for fault in self.faults if (fault.rule, fault.message) in left)


def outcomes(files: tuple[Path, ...], plans: tuple[Path, ...], start: Path) -> list[Outcome]:
    """What becomes of the files that are named, or of all in the folders in view.

    Raises:
        DhrplanError: A folder cannot be read, or there is nothing in it; a file is no plan.
    """
    named = {_name(file) for file in files}
    folders = store.distinct(plans or [_folder_of(file) for file in files])
    folders = folders or (store.find_plans(start),)
    found = [one for folder in folders for one in _within(folder, named, start)]
    missing = named - {_name(one.path) for one in found}
    if missing:
        message = f"{store.shown(min(missing), start)} is not in a folder that is named."
        raise NotFoundError(message, "Name its folder too, or leave out `--plans`.")
    if not found:
        raise no_plan(folders, start)
    return found


def _folder_of(path: Path) -> Path:
    """The folder of plans that a file belongs to."""
    if store.is_plan(path.name):
        return path.parent
    message = f"{path} is no plan: plans end in .yaml or .yml."
    raise NotFoundError(message, "Name a plan or the register.")


def _name(path: Path) -> Path:
    """A file by its own name, which may be a link's, in the place where its folder really is."""
    return path.parent.resolve() / path.name


def _within(folder: Path, named: set[Path], start: Path) -> Iterator[Outcome]:
    """What becomes of each file of a folder, or of those of them that are named."""
    whole = store.read(folder, start)
    every = sorted((*whole.files, *whole.unopened))
    wanted = [name for name in every if not named or _name(folder / name) in named]
    files = {name: whole.files[name] for name in whole.files if name in (*wanted, *REGISTERS)}
    view = replace(whole, files=files)
    read = read_folder(view)
    faults: dict[str, list[Diagnostic]] = {}
    for fault in read.faults:
        faults.setdefault(fault.place.file, []).append(fault)
    unreadable = Workspace((read,)).unreadable
    for name in wanted:
        as_it_is = _as_it_is(folder / name, view, tuple(faults.get(view.place(name), ())))
        is_left = as_it_is.file in unreadable
        yield _left(as_it_is) if is_left else _outcome(as_it_is, read.register)


def _as_it_is(path: Path, named: NamedBytes, faults: tuple[Diagnostic, ...]) -> Outcome:
    """A file of which nothing becomes."""
    data = named.files.get(path.name, b"")
    return Outcome(path, named.place(path.name), data, data, faults=faults, faults_left=faults)


def _left(as_it_is: Outcome) -> Outcome:
    """A file of which nothing can be read: a plan without recommendations is none."""
    first = as_it_is.faults[0]
    why = (f"{first.place}: {first.message}", first.hint)
    return replace(as_it_is, why_left=why, faults=(), faults_left=())


def _outcome(as_it_is: Outcome, register: Register) -> Outcome:
    record = "register" if as_it_is.path.name in REGISTERS else "plan"
    try:
        done = formatted(as_it_is.file, as_it_is.before, record, register)
    except EditError as error:
        return replace(as_it_is, why_left=(str(error), error.hint))
    if done.data == as_it_is.before:
        return as_it_is
    return replace(as_it_is, after=done.data, told=done.told, faults_left=done.faults)
