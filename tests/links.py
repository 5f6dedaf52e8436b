"""Symbolic links, which Windows makes only for some users."""

from __future__ import annotations

from pathlib import Path

from tests.programs import lacking


def link(path: Path, target: Path | str) -> None:
    """Make a link, or skip the running test where this user may not."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.symlink_to(target)
    except OSError as error:
        lacking(f"this user may not make symbolic links ({error.strerror})")
