"""Which folders `validate` looks at, and which findings it tells."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dhrplan import store
from dhrplan.cli.view import read_folders
from dhrplan.errors import NotFoundError
from dhrplan.render.findings import Findings
from dhrplan.render.lines import lines_of
from dhrplan.text.folder import REGISTERS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from dhrplan.workspace import Workspace

SETTINGS = "dhrplan.toml"


def check(files: tuple[Path, ...], plans: tuple[Path, ...], as_of: date) -> Findings:
    """Check the folders in view, and keep what concerns the files that are named.

    Raises:
        DhrplanError: No folder of plans is named or found, or one cannot be read; or a file lies in
            none of those that are named.
    """
    start = Path.cwd()
    folders = store.distinct(_folders(files, plans, start))
    named = [in_view(path, folders) for path in files]
    if None in named:
        message = f"{files[named.index(None)]} lies in none of the folders named with --plans."
        raise NotFoundError(message, "Name its folder too, or leave --plans out.")
    view = read_folders(folders, start, store.read_whole)
    return told(view, as_of, filter(None, named), start) if files else told_whole(view, as_of)


def told_whole(view: Workspace, as_of: date) -> Findings:
    """All that is found in what is in view."""
    found = view.check(as_of)
    return Findings(found, len(view.files), lines_of(view, found), notes_of(view))


def told(view: Workspace, as_of: date, files: Iterable[Path], start: Path) -> Findings:
    """What is found that concerns these files: all of it, if every plan hangs on one of them."""
    files = tuple(files)
    if any(path.name in (*REGISTERS, SETTINGS) for path in files):
        return told_whole(view, as_of)
    named = {store.shown(path, start) for path in files}
    found = view.check(as_of)
    concerned = tuple(one for one in found if one.files & named)
    others = tuple(one for one in found if not one.files & named)
    lines = lines_of(view, concerned)
    return Findings(concerned, len(named), lines, notes_of(view), untold=others)


def notes_of(view: Workspace) -> tuple[str, ...]:
    """What was not looked at, for whoever takes silence for a good sign."""
    return tuple(
        f"`forbidden-name` compared nothing with {folder.path or 'the plans'}: there is no list of "
        f"names, {folder.settings.forbidden_names}, beside the folder."
        for folder in view.folders
        if folder.files
        and folder.forbidden_names is None
        and "forbidden-name" not in folder.settings.switched_off
    )


def _folders(files: tuple[Path, ...], plans: tuple[Path, ...], start: Path) -> tuple[Path, ...]:
    """The folders named, else those of the files, else the one found."""
    return plans or tuple(map(folder_of, files)) or (store.find_plans(start),)


def in_view(path: Path, folders: Iterable[Path]) -> Path | None:
    """A file as it is named from its folder, by whatever way it is asked for; None if none has it.

    The settings belong to every folder that they stand beside.
    """
    place = path.parent.resolve() / path.name
    for folder in folders:
        whole = folder.resolve()
        if place.is_relative_to(whole):
            return folder / place.relative_to(whole)
        if place == whole.parent / SETTINGS:
            return path
    return None


def folder_of(path: Path) -> Path:
    """The folder of plans that a file belongs to; the settings stand beside theirs."""
    if path.name == SETTINGS:
        return path.parent / store.PLANS
    if path.suffix.casefold() in store.ENDINGS:
        return path.parent
    message = f"{path} is no plan: plans end in .yaml or .yml."
    raise NotFoundError(message, f"Name a plan, the register or {SETTINGS}.")
