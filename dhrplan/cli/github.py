"""What is to be known of GitHub Actions, when the program runs there, and of the repository."""

from __future__ import annotations

import os
from pathlib import Path

from dhrplan import store


def is_here() -> bool:
    """Whether GitHub Actions runs the program."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def base() -> str:
    """The working directory as seen from the root of the repository, with `/`.

    The root is the folder above that git keeps its own files in: a workflow may have checked out
    into a folder of its workspace. Without one, as in a container, it is the workspace.
    """
    start = Path.cwd()
    above = (folder for folder in (start, *start.parents) if (folder / ".git").exists())
    workspace = os.environ.get("GITHUB_WORKSPACE")
    root = next(above, Path(workspace) if workspace else start)
    shown = store.shown(start, root)
    return "" if shown.startswith("..") else shown
