"""Which folders `validate` looks at, and which findings it tells."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dhrplan import store
from dhrplan.cli.view import read_folders
from dhrplan.errors import NotFoundError
from dhrplan.render.diagnostics import Findings
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
        DhrplanError: No folder of plans is named or found, or one cannot be read.
    """
    start = Path.cwd()
    view = read_folders(_folders(files, plans, start), start, store.read_whole)
    return told(view, as_of, files, start) if files else told_whole(view, as_of)


def told_whole(view: Workspace, as_of: date) -> Findings:
    """All that is found in what is in view."""
    found = view.check(as_of)
    return Findings(found, len(view.files), lines_of(view, found), notes_of(view))


def told(view: Workspace, as_of: date, files: Iterable[Path], start: Path) -> Findings:
    """What is found that concerns these files: all of it, if every plan hangs on one of them."""
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


def folder_of(path: Path) -> Path:
    """The folder of plans that a file belongs to; the settings stand beside theirs."""
    if path.name == SETTINGS:
        return path.parent / store.PLANS
    if path.suffix.casefold() in store.ENDINGS:
        return path.parent
    message = f"{path} is no plan: plans end in .yaml or .yml."
    raise NotFoundError(message, f"Name a plan, the register or {SETTINGS}.")
