"""What the rules say of small folders, in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan import workspace
from dhrplan.rules.example import DAY, named_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from dhrplan.diagnostic import Diagnostic


def found(files: Mapping[str, str], as_of: date = DAY) -> tuple[Diagnostic, ...]:
    """All that is wrong with a folder `plans`. What the program would not read is a stray there."""
    return workspace.read((named_bytes(files),)).check(as_of)


def told(rule: str, files: Mapping[str, str], as_of: date = DAY) -> list[str]:
    """What one rule finds: line and column, and what is wrong."""
    return [
        f"{one.place.line}:{one.place.column} {one.message}"
        for one in found(files, as_of)
        if one.rule == rule
    ]
