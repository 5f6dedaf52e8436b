"""Which files `fmt` looks at, and what becomes of each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dhrplan import store
from dhrplan.cli.view import no_plan
from dhrplan.errors import EditError, NotFoundError
from dhrplan.text.folder import REGISTERS, read_folder
from dhrplan.text.formatting import formatted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dhrplan.text.folder import Folder, NamedBytes


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
    """

    path: Path
    file: str
    before: bytes = b""
    after: bytes = b""
    told: str = ""
    why_left: tuple[str, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether it is to be written."""
        return self.before != self.after


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
    for name in wanted:
        yield _outcome(folder / name, view, read)


def _outcome(path: Path, named: NamedBytes, folder: Folder) -> Outcome:
    file, name = named.place(path.name), path.name
    if name in named.unopened:
        return Outcome(path, file, why_left=(f"It cannot be opened: {named.unopened[name]}.",))
    data = named.files[name]
    as_it_is = Outcome(path, file, data, data)
    if why := _unreadable(file, folder):
        return replace(as_it_is, why_left=why)
    record = "register" if name in REGISTERS else "plan"
    try:
        done = formatted(file, data, record, folder.register)
    except EditError as error:
        return replace(as_it_is, why_left=(str(error), error.hint))
    return replace(as_it_is, after=done.data, told=done.told)


def _unreadable(file: str, folder: Folder) -> tuple[str, ...]:
    """Why nothing of a file can be read, if so: a plan without recommendations is none."""
    register = folder.register_file
    plans = [fault for one in folder.files if one.plan is None for fault in one.faults]
    codes = register.faults if register and register.register is None else ()
    faults = [fault for fault in (*codes, *plans) if fault.place.file == file]
    return (f"{faults[0].place}: {faults[0].message}", faults[0].hint) if faults else ()
