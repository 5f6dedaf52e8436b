"""Any change of any plan: what was meant changes, and nothing else does.

The cases are counted, not drawn anew: number n is made by `Random(n)`, so that one that fails can
be made again.
"""

from __future__ import annotations

import codecs
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from dhrplan.plan.fmt import edit
from dhrplan.yamldoc.edit import Append, Change, Remove, Set
from tests.plan.reading import FILE, LOADERS
from tests.strategies import sound_plan
from tests.yamldoc.editing import Lines, at, bare, change_of, changed, values_in

if TYPE_CHECKING:
    from dhrplan.diagnostic import Route

CASES, SHARES = 5_000, 50
"""Number of cases, and of the tests that share them, so that several processes can run them."""

_ROWS = 1_000
"""Cases of several changes in a row."""


STYLES = [
    path.read_bytes()
    for path in sorted((Path(__file__).parent / "styles").glob("*.yaml"))
    if b"\t" not in path.read_bytes() or len(LOADERS) > 1  # the parser in Python reads no tabs
]


def _numbers(share: int, cases: int) -> range:
    return range(share, cases, SHARES)


@pytest.mark.parametrize("share", range(SHARES))
def test_a_change_is_made_and_no_other(share: int) -> None:
    for number in _numbers(share, CASES):
        random = Random(number)
        data = sound_plan(random).encode()
        values = values_in(data)
        change = change_of(values, random)
        after = edit(FILE, data, [change]).data
        assert bare(values_in(after)) == bare(changed(values, change)), number
        _is_alike(data, after)
        Lines(data).are_kept_in(after, change)
        _is_undone(data, after, change)


@pytest.mark.parametrize("share", range(SHARES))
def test_changes_in_a_row_find_what_those_before_them_left(share: int) -> None:
    for number in _numbers(share, _ROWS):
        random = Random(CASES + number)
        data = sound_plan(random).encode()
        values = values_in(data)
        changes = []
        for _ in range(random.randint(2, 6)):
            changes.append(change_of(values, random))
            values = changed(values, changes[-1])
        after = edit(FILE, data, changes).data
        assert bare(values_in(after)) == bare(values), number
        _is_alike(data, after)


@pytest.mark.parametrize("share", range(SHARES))
def test_changes_in_a_row_are_made_in_every_style(share: int) -> None:
    for number in _numbers(share, _ROWS):
        random = Random(CASES + _ROWS + number)
        data = random.choice(STYLES)
        for _ in range(random.randint(1, 4)):
            values = values_in(data)
            change = change_of(values, random)
            before, data = data, edit(FILE, data, [change]).data
            assert bare(values_in(data)) == bare(changed(values, change)), number
            _is_alike(before, data)


def _is_alike(old: bytes, new: bytes) -> None:
    """A byte order mark, how lines end, and whether the last one does, are as they were."""
    assert new.startswith(codecs.BOM_UTF8) == old.startswith(codecs.BOM_UTF8)
    assert new.endswith(b"\n") == old.endswith(b"\n")
    if b"\r\n" in old:
        assert new.count(b"\r\n") == new.count(b"\n")
    else:
        assert (b"\r" in new, b"\n" in new) == (b"\r" in old, b"\n" in old)


def _is_undone(old: bytes, new: bytes, change: Change) -> None:
    """The opposite change gives back the values; an item that is put back comes last."""
    values = values_in(old)
    opposite = _opposite(values, change)
    values = changed(changed(values, change), opposite) if type(opposite) is Append else values
    assert bare(values_in(edit(FILE, new, [opposite]).data)) == bare(values)


def _opposite(old: Any, change: Change) -> Change:
    route: Route = change.route
    if isinstance(change, Append):
        return Remove((*route, len(at(old, route) or ())))
    if at(old, route) is None:
        return Remove(route)
    while isinstance(change, Remove) and len(at(old, route[:-1])) == 1:
        route = route[:-1]  # what was left empty went too
    if isinstance(route[-1], int) and isinstance(change, Remove):
        return Append(route[:-1], at(old, route))
    return Set(route, at(old, route))
