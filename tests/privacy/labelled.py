"""The labelled lines, and how each stands in a plan.

A file a rule: `+` and a line whose private text is marked `⟦so⟧`, `-` and a line in which the rule
must find nothing; `#` begins a heading. Beside those of `forbidden-name` stand its `names.txt`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from dhrplan.rules import RULES

FOLDER = Path(__file__).parent / "lines"
SEEN, UNSEEN = "seen", "unseen"
NAMES = "names.txt"
RULE_NAMES = tuple(rule.name for rule in RULES if rule.family == "privacy")

_MARK = re.compile("[⟦⟧]")


class Line(NamedTuple):
    """A labelled line.

    Attributes:
        text: The line without its marks.
        marks: From where to where its private text stands in it; none in a near miss.
    """

    text: str
    marks: tuple[tuple[int, int], ...]


class Held(NamedTuple):
    """A plan that holds a line in one of the ways in which text stands in a plan.

    Attributes:
        text: The plan.
        starts: Where each character of the line begins in it, and where the last ends.
    """

    text: str
    starts: tuple[int, ...]


def halves() -> tuple[str, ...]:
    """The halves that are here; the unseen one is kept away while rules are written."""
    return tuple(half for half in (SEEN, UNSEEN) if (FOLDER / half).is_dir())


def lines(half: str, rule: str) -> tuple[Line, ...]:
    """The labelled lines of a rule in one half."""
    text = (FOLDER / half / f"{rule}.txt").read_text(encoding="utf-8")
    return tuple(_line(one) for one in text.splitlines() if one.startswith(("+ ", "- ")))


def names(half: str) -> str:
    """The list of forbidden names of one half."""
    return (FOLDER / half / NAMES).read_text(encoding="utf-8")


def _line(written: str) -> Line:
    pieces = _MARK.split(written[2:])
    ends = [sum(map(len, pieces[: index + 1])) for index in range(len(pieces))]
    return Line("".join(pieces), tuple(zip(ends[0:-1:2], ends[1::2], strict=True)))


def held(text: str) -> tuple[Held, ...]:
    """The line as a block of text, as a comment, and in either quotes."""
    return (
        _held("        text: |-\n          ", text, {}),
        _held("        text: Agree one form.\n        # ", text, {}),
        _held('        text: "', text, {'"': '\\"', "\\": "\\\\"}, '"'),
        _held("        text: '", text, {"'": "''"}, "'"),
    )


_HEAD = """\
format: 1
id: DHR99
title: Domestic Homicide Review 99
recommendations:
  - id: "1"
    text: Agencies should share what they know.
    actions:
      - id: "1.1"
"""
_REST = "\n        lead: [POL]\n        status: in-progress\n        target: 2021-06\n"


def _held(before: str, text: str, written: dict[str, str], after: str = "") -> Held:
    characters = [written.get(one) or one for one in text]
    starts = [len(_HEAD + before)]
    for one in characters:
        starts.append(starts[-1] + len(one))
    return Held(_HEAD + before + "".join(characters) + after + _REST, tuple(starts))
