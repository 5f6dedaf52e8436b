"""Which folders `validate` looks at, and which findings it tells."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dhrplan import store, workspace
from dhrplan.render.diagnostics import Findings
from dhrplan.text.folder import REGISTERS

if TYPE_CHECKING:
    from dhrplan.diagnostic import Diagnostic


def check(files: tuple[Path, ...], plans: tuple[Path, ...]) -> Findings:
    """Check the folders in view, and keep what concerns the files that are named.

    Raises:
        DhrplanError: No folder of plans is named or found, or one cannot be read.
    """
    start = Path.cwd()
    view = workspace.read(store.read(folder, start) for folder in _folders(files, plans, start))
    found = view.check()
    if not files or any(path.name in REGISTERS for path in files):
        return Findings(found, len(view.files))
    named = {store.shown(path, start) for path in files}
    return Findings(tuple(one for one in found if _concerns(one, named)), len(named))


def _folders(files: tuple[Path, ...], plans: tuple[Path, ...], start: Path) -> list[Path]:
    """The folders named, else those of the files, else the one found."""
    folders = plans or tuple(path.parent for path in files) or (store.find_plans(start),)
    return list({folder.resolve(): folder for folder in folders}.values())


def _concerns(one: Diagnostic, named: set[str]) -> bool:
    return bool(one.files & named)
