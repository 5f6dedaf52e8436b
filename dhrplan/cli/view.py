"""All that is in view: the folders of plans that are named, or the one that is found."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dhrplan import store, workspace

if TYPE_CHECKING:
    from dhrplan.workspace import Workspace


def read_workspace(plans: tuple[Path, ...]) -> Workspace:
    """Read the folders that are named, or the one that is found; each once, however written."""
    start = Path.cwd()
    folders: dict[Path, Path] = {}
    for folder in plans or (store.find_plans(start),):
        folders.setdefault(folder.resolve(), folder)
    return workspace.read(store.read(folder, start) for folder in folders.values())
