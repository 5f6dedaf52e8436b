"""A line break of Word's own behind a value is reported on the line where an editor shows it."""

from __future__ import annotations

import pytest

from dhrplan.plan.read import read_plan

LINES = """\
format: 1
id: DHR1
title: Review
recommendations:
  - id: "1"
    text: Do it.
    actions:
      - id: "1.1"
        text: Do
        lead: [POL]
        outcome: 'quoted'
        status: ongoing
        target: 2024-01
""".splitlines()


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85"])
@pytest.mark.parametrize("behind", ["x: y", " x: y", "words", "- x", "{"])
@pytest.mark.parametrize("number", range(4, len(LINES)))
def test_the_line_is_the_editors(number: int, behind: str, sign: str) -> None:
    lines = [*LINES[:number], f"{LINES[number]}{sign}{behind}", *LINES[number + 1 :]]
    faults = read_plan("DHR1.yaml", "\n".join(lines).encode()).faults
    assert faults
    own = [one for one in faults if "Word's own" in one.message]
    for one in own or faults:
        assert one.place.line == number + 1
        assert one.place.column > len(LINES[number])
    assert own
