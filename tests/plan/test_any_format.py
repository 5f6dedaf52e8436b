"""Any plan in any style, formatted: the same plan, with all its lines, and nothing to do twice.

The cases are counted, not drawn anew: number n is made by `Random(n)`.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Mapping
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from dhrplan.model.agencies import Agency, Register
from dhrplan.plan.fmt import formatted
from dhrplan.plan.read import read_plan
from tests.plan.reading import FILE
from tests.strategies import sound_plan, spoilt_plan
from tests.yamldoc.editing import REMARKS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CASES, SHARES = 1_500, 30
"""Number of plans of each kind, and of the tests that share them."""

REGISTER = Register(
    "agencies.yaml",
    {
        "POL": Agency("POL", "Northshire Police"),
        "NCC": Agency("NCC", "Northshire County Council"),
        "ICB": Agency("ICB", "Northshire ICB"),
    },
)
_BODY = "Northshire Police"
_KEY = re.compile(r"(?:- +)?[\"']?([\w ]+)")


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("make", [sound_plan, spoilt_plan])
def test_a_plan_stays_the_same_plan(make: Callable[[Random], str], share: int) -> None:
    for number in range(share, CASES, SHARES):
        data = make(Random(number)).encode()
        done = formatted(FILE, data, "plan", REGISTER)
        assert said(done.data) == said(data), number
        assert formatted(FILE, done.data, "plan", REGISTER).data == done.data, number
        _is_alike(data, done.data)
        old, new = (data.removeprefix(codecs.BOM_UTF8).decode() for data in (data, done.data))
        assert [old.count(one) for one in REMARKS] == [new.count(one) for one in REMARKS]
        assert Counter(_spoken_of(old)) == Counter(_spoken_of(new)), number
        lost = Counter(_lines(old)) - Counter(_lines(new))
        in_braces = sum("{" in line for line in lost.elements())
        assert lost.total() <= in_braces + sum(done.values.values()), number


def said(data: bytes) -> Any:
    """The values of a plan without their places, and every fault."""
    file = read_plan(FILE, data)
    assert file.plan
    faults = Counter((fault.rule, fault.message) for fault in file.faults)
    return faults, _bare(file.plan)


def _bare(value: Any) -> Any:
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return type(value), _bare({k: v for k, v in value._asdict().items() if k != "line"})
    if isinstance(value, Mapping):
        return {name: _bare(one) for name, one in value.items()}
    if isinstance(value, tuple):
        return [_bare(one) for one in value]
    return "POL" if value == _BODY else value


def _is_alike(old: bytes, new: bytes) -> None:
    """A byte order mark, how lines end, and whether the last one does, are as they were."""
    assert new.startswith(codecs.BOM_UTF8) == old.startswith(codecs.BOM_UTF8)
    assert new.endswith(b"\n") == old.endswith(b"\n")
    assert (new.count(b"\r\n") == new.count(b"\n")) == (old.count(b"\r\n") == old.count(b"\n"))


def _spoken_of(text: str) -> Iterator[str]:
    """The key below each comment on a line of its own."""
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if line.lstrip() == REMARKS[0]:
            below = next(filter(str.strip, lines[number + 1 :]), "")
            found = _KEY.match(below.lstrip())
            yield found[1] if found else below


def _lines(text: str) -> Iterator[str]:
    """The lines without their dashes, since a dash may come before another key."""
    for line in re.split(r"\r\n|\n", text):
        yield re.sub(r"^(?:- +)+", "", line.strip())
