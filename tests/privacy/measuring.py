"""How well the privacy rules find what they are to find, and nothing else, on the labelled lines.

Every line stands in a plan in each of the ways of `labelled.held`, and the rules run as `validate`
runs them. A mark counts as found where each of these finds it at its place; a false alarm counts
where any of them raises it.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from dhrplan import workspace
from dhrplan.rules import EVERY_RULE
from dhrplan.rules.example import DAY, named_bytes
from dhrplan.text.settings import FORBIDDEN_NAMES
from tests.privacy.labelled import Line, held, lines, names

if TYPE_CHECKING:
    from tests.privacy.labelled import Held

WANTED = 0.95
"""The least precision and recall of each rule."""

_Stretch = tuple[int, int]


class Measured(NamedTuple):
    """What a rule did on its lines of one half.

    Attributes:
        lines: How many lines there are.
        found: How many marked stretches it found.
        missed: The lines with a stretch that it did not find, and that stretch.
        alarms: The lines with a stretch that it should not have found, and that stretch.
    """

    lines: int
    found: int
    missed: tuple[tuple[str, str], ...]
    alarms: tuple[tuple[str, str], ...]

    @property
    def precision(self) -> float:
        """Of what it found, how much it was to find."""
        return self.found / (self.found + len(self.alarms) or 1)

    @property
    def recall(self) -> float:
        """Of what it was to find, how much it found."""
        return self.found / (self.found + len(self.missed) or 1)


@lru_cache(maxsize=64)
def measured(half: str, rule: str) -> Measured:
    """What a rule does on its lines of one half."""
    labelled = lines(half, rule)
    forbidden = names(half) if rule == "forbidden-name" else ""
    missed, alarms = [], []
    for line in labelled:
        told = [_told(rule, one, forbidden) for one in held(line.text)]
        missed += [(line.text, line.text[slice(*mark)]) for mark in _missed(line, told)]
        alarms += [(line.text, line.text[slice(*one)]) for one in _alarms(line, told)]
    marks = sum(len(line.marks) for line in labelled)
    return Measured(len(labelled), marks - len(missed), tuple(missed), tuple(alarms))


def _told(rule: str, plan: Held, forbidden: str) -> list[_Stretch]:
    """From where to where in the line a rule finds something."""
    files = {"DHR99.yaml": plan.text}
    if forbidden:
        files[FORBIDDEN_NAMES] = forbidden
    view = workspace.read((named_bytes(files),))
    spots = [finding.spot for finding in EVERY_RULE[rule].findings(view.folders, DAY)]
    return [_in_line(plan, spot.offset or 0, spot.length) for spot in spots]


def _in_line(plan: Held, offset: int, length: int) -> _Stretch:
    assert plan.starts[0] <= offset < offset + length <= plan.starts[-1], "found outside the line"
    first = bisect_right(plan.starts, offset) - 1
    return first, bisect_right(plan.starts, offset + length - 1)


def _missed(line: Line, told: list[list[_Stretch]]) -> list[_Stretch]:
    return [
        mark for mark in line.marks if not all(any(_meet(mark, one) for one in way) for way in told)
    ]


def _alarms(line: Line, told: list[list[_Stretch]]) -> list[_Stretch]:
    every = {one for way in told for one in way}
    return sorted(one for one in every if not any(_meet(mark, one) for mark in line.marks))


def _meet(one: _Stretch, other: _Stretch) -> bool:
    return one[0] < other[1] and other[0] < one[1]
