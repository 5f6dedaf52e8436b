"""What rules find in small plans, in short: for the tests of rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan import workspace
from dhrplan.rules.example import DAY, SOUND, named_bytes, one, plan

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from dhrplan.diagnostic import Diagnostic

REGISTER = """\
agencies:
  POL:
    name: Northshire Police
    level: regional
  NCC:
    name: Northshire County Council
    level: local
  HO:
    name: Home Office
    level: national
groups:
  ALL:
    name: All agencies
    members: [POL, NCC]
"""


def found(rule: str, files: Mapping[str, str], as_of: date = DAY) -> list[Diagnostic]:
    """What one rule finds in a folder."""
    every = workspace.read((named_bytes(files),)).check(as_of)
    return [each for each in every if each.rule == rule]


def in_action(rule: str, lines: str, as_of: date = DAY, *, head: str = "") -> list[str]:
    """Where one rule finds something in a plan of one action: what stands there on its line."""
    return shown(rule, one(lines, head=head), as_of)


def in_recommendation(rule: str, lines: str, register: str = "") -> list[str]:
    """Where one rule finds something in a plan whose one recommendation has these lines."""
    files = {"DHR99.yaml": plan(SOUND, recommendation=lines)}
    return shown(rule, {**files, "agencies.yaml": register} if register else files)


def without_actions(lines: str = "", register: str = "") -> dict[str, str]:
    """A folder with a recommendation that has no action, but these lines."""
    text = plan(recommendation=lines).partition("    actions:")[0]
    return {"DHR99.yaml": text, **({"agencies.yaml": register} if register else {})}


def shown(rule: str, files: Mapping[str, str], as_of: date = DAY) -> list[str]:
    """What stands at each place where one rule finds something, as wide as it says."""
    places = []
    for each in found(rule, files, as_of):
        text = files[each.place.file.rpartition("/")[2]]
        line = text.splitlines()[each.place.line - 1]
        places.append(line[each.place.column - 1 :][: each.width])
    return places
