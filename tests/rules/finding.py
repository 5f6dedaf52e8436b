"""Helpers for tests of rules: what rules find in small folders."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dhrplan import workspace
from dhrplan.diagnostic import Diagnostic
from dhrplan.rules import RULES
from dhrplan.rules.engine import EXAMPLE_DAY, SOUND, example_folder, example_plan, named_bytes

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


_OTHERS = {rule.name for rule in RULES if rule.family not in {"reading", "references", "dates"}}


def check(
    files: Mapping[str, str],
    as_of: date = EXAMPLE_DAY,
    earlier: Mapping[str, str] | None = None,
) -> tuple[Diagnostic, ...]:
    """All diagnostics of a folder named `plans`, compared with an earlier one if there is any."""
    before = workspace.read((named_bytes(earlier),)).folders if earlier else None
    return workspace.read((named_bytes(files),)).check(as_of, earlier=before)


def contradictions(files: Mapping[str, str], as_of: date = EXAMPLE_DAY) -> tuple[Diagnostic, ...]:
    """Faults of reading, and findings of the rules on references and dates.

    The small plans of tests lack much of what other rules ask for.
    """
    return tuple(one for one in check(files, as_of) if one.rule not in _OTHERS)


def messages(rule: str, files: Mapping[str, str], as_of: date = EXAMPLE_DAY) -> list[str]:
    """Line, column and message of each finding of one rule."""
    return [
        f"{one.place.line}:{one.place.column} {one.message}" for one in found(rule, files, as_of)
    ]


def found(rule: str, files: Mapping[str, str], as_of: date = EXAMPLE_DAY) -> list[Diagnostic]:
    """The findings of one rule in a folder."""
    return [each for each in check(files, as_of) if each.rule == rule]


def in_action(rule: str, lines: str, as_of: date = EXAMPLE_DAY, *, head: str = "") -> list[str]:
    """The text at each finding of one rule in a plan with one action."""
    return shown(rule, example_folder(lines, head=head), as_of)


def in_recommendation(rule: str, lines: str, register: str = "") -> list[str]:
    """The text at each finding of one rule in a plan whose one recommendation has these lines."""
    files = {"DHR99.yaml": example_plan(SOUND, recommendation=lines)}
    return shown(rule, {**files, "agencies.yaml": register} if register else files)


def without_actions(lines: str = "", register: str = "") -> dict[str, str]:
    """A folder with a recommendation that has no action, but these lines."""
    text = example_plan(recommendation=lines).partition("    actions:")[0]
    return {"DHR99.yaml": text, **({"agencies.yaml": register} if register else {})}


def shown(rule: str, files: Mapping[str, str], as_of: date = EXAMPLE_DAY) -> list[str]:
    """The text at each finding of one rule, of the width that it reports."""
    places = []
    for each in found(rule, files, as_of):
        text = files[each.place.file.rpartition("/")[2]]
        line = text.splitlines()[each.place.line - 1]
        places.append(line[each.place.column - 1 :][: each.width])
    return places
