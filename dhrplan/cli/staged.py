"""What `validate --staged` looks at: what git is about to take, and not what lies on disk."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from dhrplan import history, store
from dhrplan.cli.checking import folder_of, in_view, told, told_whole
from dhrplan.cli.view import read_folders

if TYPE_CHECKING:
    from datetime import date

    from dhrplan.render.findings import Findings

PUSHED = ("PRE_COMMIT_TO_REF", "PRE_COMMIT_LOCAL_BRANCH")
"""Where pre-commit says what is pushed; the second where nothing of it has been pushed before."""


def check_staged(files: tuple[Path, ...], plans: tuple[Path, ...], as_of: date) -> Findings:
    """Check what is staged and keep what concerns it, or check all that is being pushed.

    Args:
        files: Files that are asked about besides.
        plans: The folders of plans; if none is named, the one found and those of the files.
        as_of: The day by which dates are judged.

    Raises:
        DhrplanError: This is no repository, or git cannot tell.
    """
    start = Path.cwd()
    version = history.find(start, pushed())
    for folder in (*plans, *map(folder_of, files)):
        version.require(folder)
    folders = plans or tuple(filter(None, [version.find_plans(start)]))
    if version.commit:
        everywhere = (*folders, *map(folder_of, files))
        return told_whole(read_folders(everywhere, start, version.read_whole), as_of)
    staged = {folder: version.staged(folder) for folder in folders}
    touched = (folder for folder, one in staged.items() if one.paths)
    read = store.distinct(plans or (*touched, *map(folder_of, files)))
    view = read_folders(read, start, version.read_whole)
    if any(one.deletes for one in staged.values()):
        return told_whole(view, as_of)
    # A hook may be asked about plans of other folders than those that it is set to look at.
    asked = filter(None, (in_view(path, read) for path in files))
    return told(
        view, as_of, (*asked, *(each for one in staged.values() for each in one.paths)), start
    )


def pushed() -> str | None:
    """The commit that pre-commit guards on its way out; None where nothing is pushed."""
    return next(filter(None, map(os.environ.get, PUSHED)), None)
