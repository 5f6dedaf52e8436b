"""Small plans for tests of reading, with the expected place marked in the text itself."""

from __future__ import annotations

from textwrap import indent
from typing import TYPE_CHECKING, NamedTuple

import yaml

from dhrplan.plan.read import PlanFile, read_plan

if TYPE_CHECKING:
    from dhrplan.model.plan import Action, Plan

FILE = "plans/DHR99.yaml"
MARK = "▸"
"""Stands before the character at which a fault is expected, and is taken out before reading."""

HEAD = """\
format: 1
id: DHR99
title: Domestic Homicide Review 99
recommendations:
"""
PLAN = f"""\
{HEAD}\
  - id: "1"
    text: Share what is known.
    actions:
      - id: "1.1"
"""
LOADERS = {
    name: getattr(yaml, loader)
    for name, loader in (("libyaml", "CSafeLoader"), ("python", "SafeLoader"))
    if hasattr(yaml, loader)
}
"""The two parsers of YAML. Where libyaml is missing, only PyYAML's own can be tried."""


class Slip(NamedTuple):
    """A mistake: its text with the place marked, and words that the message or hint must hold."""

    name: str
    text: str
    words: tuple[str, ...]

    def name_of(self) -> str:
        """Its name, for the report of tests."""
        return self.name


def in_action(lines: str) -> str:
    """A plan whose one action has these lines below its id."""
    return PLAN + indent(lines, " " * 8) + "\n"


def marked(text: str) -> tuple[str, str]:
    """A text without its mark, and `line:column` of the character that was marked."""
    before, mark, after = text.partition(MARK)
    assert mark, "no place is marked"
    assert MARK not in after, "two places are marked"
    line = before.replace("\r\n", "\n").replace("\r", "\n").rpartition("\n")
    return before + after, f"{line[0].count(chr(10)) + bool(line[1]) + 1}:{len(line[2]) + 1}"


def read(text: str) -> PlanFile:
    """Read a text as the plan of `FILE`."""
    return read_plan(FILE, text.encode())


def read_sound(text: str) -> Plan:
    """Read a text that has no fault in it."""
    file = read(text)
    assert [*map(str, file.faults)] == []
    assert file.plan is not None
    return file.plan


def actions_of(file: PlanFile) -> list[Action]:
    """The actions of a file that could be read."""
    assert file.plan is not None
    return [action for one in file.plan.recommendations for action in one.actions]


def told(file: PlanFile) -> list[str]:
    """The faults of a file in short: place and name."""
    return [f"{one.place.line}:{one.place.column} {one.rule}" for one in file.faults]


def is_told(text: str, words: tuple[str, ...], rule: str = "yaml-syntax") -> PlanFile:
    """Assert exactly one fault, at the mark, with these words in its message or hint."""
    text, place = marked(text)
    file = read(text)
    assert told(file) == [f"{place} {rule}"]
    said = f"{file.faults[0].message} {file.faults[0].hint}"
    assert [word for word in words if word not in said] == [], said
    return file
