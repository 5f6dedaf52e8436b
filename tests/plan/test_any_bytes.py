"""For any bytes, nothing raises and every fault has a place in the file.

The cases are counted, not drawn anew: number n is made by `Random(n)`, so that one that fails can
be made again. Four in five are sound plans made unsound; the rest never were a plan.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
import yaml

from dhrplan import workspace
from dhrplan.plan.folder import FolderBytes
from dhrplan.plan.read import read_plan
from dhrplan.render import FORMATS, OFFICE, Layout, render
from dhrplan.reports.overdue import overdue
from dhrplan.reports.report import review
from dhrplan.reports.select import Selection
from dhrplan.rules.engine import EXAMPLE_DAY
from tests.plan.mutations import mutated, noise
from tests.plan.reading import FILE, LOADERS, told
from tests.strategies import sound_plan, spoilt_plan

if TYPE_CHECKING:
    from dhrplan.plan.read import PlanFile
    from dhrplan.workspace import Workspace

CASES, SHARES = 5_000, 20
"""Number of cases, and of the tests that share them, so that several processes can run them."""

_PLANS = Path(__file__).parents[2] / "plans"
_REAL = tuple(path.read_text(encoding="utf-8") for path in sorted(_PLANS.glob("DHR*.yaml")))
_REGISTER = (_PLANS / "agencies.yaml").read_text(encoding="utf-8")
_EVERY = 40
"""One case in so many starts from a real plan: they are long, and what goes wrong is the same."""

_OFFICE_EVERY = 40
"""One case in so many is written to Word and Excel too: that takes 20 times as long as the rest."""


def _case(number: int) -> bytes:
    random = Random(number)
    if number % 5 == 0:
        return noise(random)
    text = random.choice(_REAL) if number % _EVERY == 1 else _made_up(random)
    return mutated(text, _made_up(random), random).encode("utf-8", "surrogatepass")


def _made_up(random: Random) -> str:
    return random.choice((sound_plan, sound_plan, spoilt_plan))(random)


@pytest.mark.parametrize("share", range(SHARES))
def test_nothing_raises_whatever_the_bytes(share: int) -> None:
    for number in range(share, CASES, SHARES):
        data = _case(number)
        _has_places(read_plan(FILE, data), data)
        view = workspace.read([FolderBytes("plans", {"DHR99.yaml": data})])
        _is_answered(
            view, date(1990 + number % 60, 1 + number % 12, 15), _formats(number // SHARES)
        )


def _formats(number: int) -> list[str]:
    return [form for form in FORMATS if form not in OFFICE or number % _OFFICE_EVERY == 0]


def _has_places(file: PlanFile, data: bytes) -> None:
    lines = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for fault in file.faults:
        assert fault.place.file == FILE
        assert 1 <= fault.place.line <= len(lines)
        assert 1 <= fault.place.column <= len(lines[fault.place.line - 1]) + 2
        assert fault.message
    assert file.plan is not None or file.faults


def _is_answered(view: Workspace, as_of: date, formats: list[str]) -> None:
    """Every command's core answers."""
    view.check(EXAMPLE_DAY)
    for question in (overdue, review):
        report = question(view.folders, Selection(), as_of)
        for form in formats:
            assert render(form, report, view.problems(Selection(), as_of), Layout())


@pytest.mark.parametrize("share", range(2))
def test_nothing_raises_whatever_the_register(share: int) -> None:
    for number in range(share, 200, 2):
        random = Random(number)
        data = mutated(_REGISTER, _REGISTER, random).encode("utf-8", "surrogatepass")
        plan = sound_plan(random).encode()
        view = workspace.read([FolderBytes("plans", {"agencies.yaml": data, "DHR99.yaml": plan})])
        _is_answered(view, date(2021, 3, 31), _formats(number // 2))


# A tab in plain text, `?` in brackets and `|#` are slips for the parser in Python, not for libyaml.
_JUDGED_APART = re.compile(rb"\t|\?|[|>]\S*#")


@pytest.mark.skipif(len(LOADERS) == 1, reason="libyaml is missing")
@pytest.mark.parametrize("share", range(4))
def test_both_parsers_find_the_same(share: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(share, 400, 4):
        data = _case(CASES + number)
        first = read_plan(FILE, data)
        with monkeypatch.context() as patch:
            patch.setattr("dhrplan.yamldoc.nodes.FastLoader", yaml.SafeLoader)
            second = read_plan(FILE, data)
        if not _JUDGED_APART.search(data):
            assert told(first) == told(second), number
            assert first.plan == second.plan, number
