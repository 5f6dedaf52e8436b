"""Which folders `validate` looks at, and which findings it tells."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dhrplan import store
from dhrplan.cli.view import read_folders
from dhrplan.errors import NotFoundError
from dhrplan.render.diagnostics import Findings
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
    return Findings(view.check(as_of), len(view.files))


def told(view: Workspace, as_of: date, files: Iterable[Path], start: Path) -> Findings:
    """What is found that concerns these files: all of it, if every plan hangs on one of them."""
    if any(path.name in (*REGISTERS, SETTINGS) for path in files):
        return told_whole(view, as_of)
    named = {store.shown(path, start) for path in files}
    return Findings(tuple(one for one in view.check(as_of) if one.files & named), len(named))


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
