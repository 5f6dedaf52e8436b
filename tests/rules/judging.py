"""What the rules say of small folders, in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan import workspace
from dhrplan.rules import RULES
from dhrplan.rules.example import DAY, named_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from dhrplan.diagnostic import Diagnostic


def found(files: Mapping[str, str], as_of: date = DAY) -> tuple[Diagnostic, ...]:
    """All that is wrong with a folder `plans`. What the program would not read is a stray there."""
    return workspace.read((named_bytes(files),)).check(as_of)


_OTHERS = {rule.name for rule in RULES if rule.family not in {"reading", "references", "dates"}}


def contradictions(files: Mapping[str, str], as_of: date = DAY) -> tuple[Diagnostic, ...]:
    """What cannot be read, and what the rules on references and on dates find.

    The small plans of tests lack much of which other rules speak.
    """
    return tuple(one for one in found(files, as_of) if one.rule not in _OTHERS)


def told(rule: str, files: Mapping[str, str], as_of: date = DAY) -> list[str]:
    """What one rule finds: line and column, and what is wrong."""
    return [
        f"{one.place.line}:{one.place.column} {one.message}"
        for one in found(files, as_of)
        if one.rule == rule
    ]
