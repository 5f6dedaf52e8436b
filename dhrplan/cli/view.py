"""All that is in view: the folders of plans that are named, or the one that is found."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dhrplan import store, workspace
from dhrplan.errors import DhrplanError

if TYPE_CHECKING:
    from dhrplan.workspace import Workspace


def read_workspace(plans: tuple[Path, ...]) -> Workspace:
    """Read the folders that are named, or the one that is found; each once, however written.

    Raises:
        DhrplanError: There is none, one cannot be read, or there is no plan in any: whoever looks
            into the wrong folder is not told that nothing is late.
    """
    start = Path.cwd()
    folders = store.distinct(plans or (store.find_plans(start),))
    view = workspace.read(store.read(folder, start) for folder in folders)
    if not any(folder.files for folder in view.folders):
        named = ", ".join(store.shown(folder, start) or "." for folder in folders)
        raise DhrplanError(f"There is no plan in {named}.", "Plans are files such as DHR7.yaml.")
    return view
