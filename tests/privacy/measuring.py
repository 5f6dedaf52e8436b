"""Measure each privacy rule on labelled lines: what it finds, misses and reports wrongly.

There is a file of lines for each rule: `+` and a line with its private text marked `⟦so⟧`, or `-`
and a line in which the rule must find nothing; `#` begins a heading. `names.txt` is the list of
forbidden names for the lines of `forbidden-name`.

Each line is put into a plan in each of the ways of `plans_with`, and the rules run as `validate`
runs them. A mark counts as found where all of these plans find it, a false alarm where any of them
raises it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from dhrplan import workspace
from dhrplan.plan.settings import FORBIDDEN_NAMES
from dhrplan.rules import RULES, RULES_BY_NAME
from dhrplan.rules.engine import EXAMPLE_DAY, named_bytes

FOLDER = Path(__file__).parent / "lines"
SEEN, UNSEEN = "seen", "unseen"
RULE_NAMES = tuple(rule.name for rule in RULES if rule.family == "privacy")
WANTED = 0.95
"""The least precision and recall of each rule."""

_Span = tuple[int, int]
_MARK = re.compile("[⟦⟧]")
_PLAN_START = """\
format: 1
id: DHR99
title: Domestic Homicide Review 99
recommendations:
  - id: "1"
    text: Agencies should share what they know.
    actions:
      - id: "1.1"
"""
_PLAN_END = "\n        lead: [POL]\n        status: in-progress\n        target: 2021-06\n"


class Line(NamedTuple):
    """A labelled line without its marks; a near miss has none."""

    text: str
    marks: tuple[_Span, ...]


class PlanWithLine(NamedTuple):
    """A plan that holds a line; `starts` are the offsets of its characters, and its end."""

    text: str
    starts: tuple[int, ...]


class Measured(NamedTuple):
    """The result of a rule on its lines: counts, and each line with the part that was wrong."""

    lines: int
    found: int
    missed: tuple[tuple[str, str], ...]
    alarms: tuple[tuple[str, str], ...]

    @property
    def precision(self) -> float:
        """The share of what it found that is private."""
        return self.found / (self.found + len(self.alarms) or 1)

    @property
    def recall(self) -> float:
        """The share of what is private that it found."""
        return self.found / (self.found + len(self.missed) or 1)


def halves() -> tuple[str, ...]:
    """The halves that are here; the unseen one is kept away while rules are written."""
    return tuple(half for half in (SEEN, UNSEEN) if (FOLDER / half).is_dir())


def rules_of(half: str) -> tuple[str, ...]:
    """The rules with lines in one half; the newest have none in the unseen one yet."""
    return tuple(rule for rule in RULE_NAMES if (FOLDER / half / f"{rule}.txt").is_file())


def lines(half: str, rule: str) -> tuple[Line, ...]:
    """The labelled lines of a rule in one half."""
    text = (FOLDER / half / f"{rule}.txt").read_text(encoding="utf-8")
    found = []
    for written in text.splitlines():
        if written.startswith(("+ ", "- ")):
            pieces = _MARK.split(written[2:])
            ends = [sum(map(len, pieces[: index + 1])) for index in range(len(pieces))]
            marks = tuple(zip(ends[0:-1:2], ends[1::2], strict=True))
            found.append(Line("".join(pieces), marks))
    return tuple(found)


def forbidden_names(half: str) -> str:
    """The list of forbidden names of one half."""
    return (FOLDER / half / "names.txt").read_text(encoding="utf-8")


def plans_with(line: str) -> tuple[PlanWithLine, ...]:
    """Plans with a line as a block of text, as a comment, and in either quotes."""
    return (
        _plan_with("        text: |-\n          ", line, {}),
        _plan_with("        text: Agree one form.\n        # ", line, {}),
        _plan_with('        text: "', line, {'"': '\\"', "\\": "\\\\"}, '"'),
        _plan_with("        text: '", line, {"'": "''"}, "'"),
    )


def _plan_with(before: str, line: str, escapes: dict[str, str], after: str = "") -> PlanWithLine:
    characters = [escapes.get(one) or one for one in line]
    starts = [len(_PLAN_START + before)]
    for one in characters:
        starts.append(starts[-1] + len(one))
    text = _PLAN_START + before + "".join(characters) + after + _PLAN_END
    return PlanWithLine(text, tuple(starts))


@lru_cache(maxsize=64)
def measured(half: str, rule: str) -> Measured:
    """The result of a rule on its lines of one half."""
    labelled = lines(half, rule)
    forbidden = forbidden_names(half) if rule == "forbidden-name" else ""
    missed, alarms = [], []
    for line in labelled:
        found = [_found(rule, plan, forbidden) for plan in plans_with(line.text)]
        every = sorted({span for spans in found for span in spans})
        missed += [
            (line.text, line.text[slice(*mark)])
            for mark in line.marks
            if not all(any(_overlap(mark, span) for span in spans) for spans in found)
        ]
        alarms += [
            (line.text, line.text[slice(*span)])
            for span in every
            if not any(_overlap(span, mark) for mark in line.marks)
        ]
    marks = sum(len(line.marks) for line in labelled)
    return Measured(len(labelled), marks - len(missed), tuple(missed), tuple(alarms))


def _found(rule: str, plan: PlanWithLine, forbidden: str) -> list[_Span]:
    """The spans in the line that a rule finds."""
    files = {"DHR99.yaml": plan.text}
    if forbidden:
        files[FORBIDDEN_NAMES] = forbidden
    view = workspace.read((named_bytes(files),))
    spans = []
    for finding in RULES_BY_NAME[rule].findings(view.folders, EXAMPLE_DAY):
        start = finding.spot.offset or 0
        end = start + finding.spot.length
        assert plan.starts[0] <= start < end <= plan.starts[-1], "found outside the line"
        spans.append((bisect_right(plan.starts, start) - 1, bisect_right(plan.starts, end - 1)))
    return spans


def _overlap(one: _Span, other: _Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
