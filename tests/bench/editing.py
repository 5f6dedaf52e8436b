"""The cost of changes in a plan of 200 kB, beside composing it once."""

from __future__ import annotations

from statistics import median

import yaml

from dhrplan.plan.fmt import edit
from dhrplan.yamldoc.edit import Append, Change, Remove, Set
from dhrplan.yamldoc.nodes import FastLoader
from tests.bench.compare import seconds_of
from tests.bench.generated import plan_of

SIZE = 200_000
TARGET = 4
_ACTION = ("recommendations", 20, "actions", 0)
_DONE = (
    Set((*_ACTION, "status"), "complete"),
    Set((*_ACTION, "completed"), "2017-08-31"),
    Set((*_ACTION, "outcome"), "Staff ask.\nThey write the answer down."),
    Append((*_ACTION, "updates"), {"date": "2017-09-15", "text": "Told to the board."}),
)
CASES: dict[str, tuple[Change, ...]] = {
    "replace a value": (Set((*_ACTION, "target"), "2020-01-31"),),
    "add a value": _DONE[1:2],
    "complete an action": _DONE,
    "remove a key": (Remove((*_ACTION, "target")),),
    "add and remove": (*_DONE, Remove((*_ACTION, "target"))),
}


def measure(times: int) -> str:
    """The table: a line for each kind of change."""
    data = plan_of(SIZE)
    lines = [f"editing a plan of {len(data) / 1e3:.0f} kB: ratio to composing it, at most {TARGET}"]
    lines += [f"  {name}: {_ratio(data, changes, 2 * times)}" for name, changes in CASES.items()]
    return "\n".join(lines)


def _ratio(data: bytes, changes: tuple[Change, ...], rounds: int) -> str:
    pairs = []
    for _ in range(rounds):
        alone = seconds_of(lambda: yaml.compose(data.decode(), Loader=FastLoader))
        pairs.append((alone, seconds_of(lambda: edit("DHR1.yaml", data, changes))))
    ratio = median(whole / alone for alone, whole in pairs)
    return f"{ratio:.2f} ({median(whole for _, whole in pairs) * 1e3:.1f} ms)"
