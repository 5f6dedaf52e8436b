"""The checkout as somebody else would have it, and whether packages can be had to install it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.programs import lacking

CHECKOUT = Path(__file__).parents[1]


def copy_checkout(folder: Path) -> None:
    """Copy what git would take from the checkout, committed or not; skip where it is none."""
    listed = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    ended = subprocess.run(listed, cwd=CHECKOUT, capture_output=True, encoding="utf-8", check=False)
    if ended.returncode:
        lacking("the tests do not run in a git repository")
    for name in filter(None, ended.stdout.split("\0")):
        if (CHECKOUT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(CHECKOUT / name, folder / name)


def installed(ended: subprocess.CompletedProcess[str], folder: Path) -> None:
    """Fail where something could not be installed; skip where no package can be had here."""
    if ended.returncode == 0:
        return
    wanted = ("download", "--quiet", "--no-deps", "--retries", "0", "--dest", str(folder))
    command = (sys.executable, "-m", "pip", *wanted, "hatchling")
    if subprocess.run(command, capture_output=True, check=False).returncode:
        lacking("no index of packages can be reached")
    pytest.fail(ended.stdout)
