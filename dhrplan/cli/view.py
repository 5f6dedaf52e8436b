"""All that is in view: the folders of plans that are named, or the one that is found."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dhrplan import store, workspace
from dhrplan.errors import DhrplanError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dhrplan.text.folder import NamedBytes
    from dhrplan.workspace import Workspace


def read_workspace(plans: tuple[Path, ...]) -> Workspace:
    """Read the folders that are named, or the one that is found; each once, however written.

    Raises:
        DhrplanError: There is none, one cannot be read, or there is no plan in any: whoever looks
            into the wrong folder is not told that nothing is late.
    """
    start = Path.cwd()
    folders = plans or (store.find_plans(start),)
    view = read_folders(folders, start)
    if not any(folder.files for folder in view.folders):
        raise no_plan(folders, start)
    return view


def no_plan(folders: Iterable[Path], start: Path) -> DhrplanError:
    """What to tell whoever looks into folders that hold no plan."""
    named = ", ".join(store.shown(folder, start) or "." for folder in store.distinct(folders))
    return DhrplanError(f"There is no plan in {named}.", "Plans are files such as DHR7.yaml.")


def read_folders(
    folders: Iterable[Path], start: Path, whole: Callable[[Path, Path], NamedBytes] | None = None
) -> Workspace:
    """Read these folders, each once, and name their files as from `start`.

    Args:
        folders: The folders.
        start: Where the user stands.
        whole: How one is read to be checked, when there is more to read than to ask it.
    """
    read = whole or store.read
    named = (read(folder, start) for folder in store.distinct(folders))
    return workspace.read(named, to_check=whole is not None)
