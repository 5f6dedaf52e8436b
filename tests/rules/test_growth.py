"""The work of checking grows with the file: four times the size, four times the steps.

Steps are counted, instructions of the program that are run, and no time is judged.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from dhrplan import workspace
from dhrplan.rules.engine import EXAMPLE_DAY, named_bytes

FEW, MANY = 100, 400
MOST = 1.3 * MANY / FEW
"""More than four, for sorting and searching; far less than the sixteen of all against all."""

_HEAD = "format: 1\nid: DHR99\ntitle: Review\nrecommendations:\n"
_REGISTER = "agencies:\n  POL:\n    name: Northshire Police\n"
_WHY = "# dhrplan: ignore[complete-without-outcome] nobody can say any more"


def _recommendation(number: int, more: str = "") -> str:
    return f'  - id: "{number}"\n    text: Agree one form.\n    {more}actions:\n'


def _action(number: int, more: str = "", status: str = "in-progress") -> str:
    lines = (f'- id: "1.{number}"', "  text: Agree it.", "  lead: [POL]", "  target: 2021-06")
    return "".join(f"      {line}\n" for line in (*lines, f"  status: {status}", *more.split("\n")))


def _actions(one: Callable[[int], str]) -> Callable[[int], str]:
    return lambda count: _HEAD + _recommendation(1) + "".join(map(one, range(count)))


def _lines(key: str, one: str, status: str = "in-progress") -> Callable[[int], str]:
    return lambda count: _HEAD + _recommendation(1) + _action(1, f"  {key}:", status) + one * count


FILES: dict[str, Callable[[int], str]] = {
    "recommendations": lambda count: (
        _HEAD + "".join(_recommendation(n) + _action(n) for n in range(count))
    ),
    "faults of recommendations": lambda count: (
        _HEAD + "".join(_recommendation(n, "theme: x\n    ") + _action(n) for n in range(count))
    ),
    "actions": _actions(_action),
    "findings": _actions(lambda n: _action(n, status="complete")),
    "comments": _actions(lambda n: f"      {_WHY}\n{_action(n, status='complete')}"),
    "comments above all": lambda count: f"{_WHY}\n" * count + _HEAD + _recommendation(1),
    "names in actions": _actions(lambda n: _action(n, "  progress: PC Hobbs has met them.")),
    "names in one text": _lines("progress", "          PC Hobbs has met them.\n"),
    "references": _actions(lambda n: _action(n, f"  superseded_by: DHR99 1.{n + 1}")),
    "bare references": _actions(lambda n: _action(n, f'  superseded_by: "1.{n + 1}"')),
    "cut texts": _actions(lambda n: _action(n, f"  progress: See minute #{n}")),
    "texts in brackets": _actions(lambda n: _action(n, '  notes: ["One, two"]')),
    "words that may mean something else": _lines(
        "outcome", "          Each year forms will be introduced.\n", "complete"
    ),
    "unknown agencies": _actions(lambda n: _action(n, "  partners: [Polcie]")),
    "wrong values": _actions(lambda n: _action(n, "  theme: x")),
    "values in place of actions": lambda count: _HEAD + _recommendation(1) + "      - x\n" * count,
    "milestones": _lines(
        "milestones", "          - text: A form will be introduced\n            target: 2031\n"
    ),
}


@pytest.mark.thorough
@pytest.mark.parametrize("name", FILES)
def test_the_steps_grow_with_the_file(name: str) -> None:
    few, many = (_steps(FILES[name](count)) for count in (FEW, MANY))
    assert many < MOST * few


def test_the_steps_grow_with_the_register() -> None:
    plan = FILES["actions"](1)
    few, many = (_steps(plan, _register(count)) for count in (FEW, MANY))
    assert many < MOST * few


def _register(count: int) -> str:
    """A register in which every agency has a name that another has too."""
    agencies = (f"  A{n}:\n    name: Agency {n}\n    aliases: [it]\n" for n in range(count))
    return _REGISTER + "".join(agencies)


def _steps(text: str, register: str = _REGISTER) -> int:
    """How many instructions of the program are run to check a plan."""
    view = workspace.read((named_bytes({"DHR99.yaml": text, "agencies.yaml": register}),))
    count = 0

    def step(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        count += event == "opcode"
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        view.check(EXAMPLE_DAY)
    finally:
        sys.settrace(before)
    return count
