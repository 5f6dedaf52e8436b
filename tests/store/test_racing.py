"""Of several processes that write a file at once, one succeeds and the others are refused."""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from tests.store.process import CHECKOUT
from tests.store.racing import SIZE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    Racer = subprocess.Popen[str]

ROUNDS = 150


def racer(path: Path, name: str) -> Racer:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.store.racing", str(path), name],
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )


def ask(racers: Sequence[Racer], what: str) -> list[str]:
    """Send a line to all of them, then read each one's answer."""
    for one in racers:
        assert one.stdin
        one.stdin.write(f"{what}\n")
        one.stdin.flush()
    return [one.stdout.readline().strip() for one in racers if one.stdout]


@pytest.mark.parametrize("number", [2, 4])
def test_one_of_several_at_once_succeeds(number: int, tmp_path: Path) -> None:
    path = tmp_path / "DHR4.yaml"
    path.write_bytes(b"id: DHR4\n")
    names = "abcd"[:number]
    winners = set()
    with ExitStack() as stack:
        racers = [stack.enter_context(racer(path, name)) for name in names]
        for turn in range(ROUNDS):
            assert ask(racers, "read") == ["ready"] * number
            told = ask(racers, "write")
            assert sorted(told) == ["changed"] * (number - 1) + ["written"]
            winner = names[told.index("written")]
            assert path.read_bytes() == f"{winner} {2 * turn + 1}\n".encode() * SIZE
            winners.add(winner)
        for one in racers:
            assert one.stdin
            one.stdin.close()
    assert [one.name for one in tmp_path.iterdir()] == ["DHR4.yaml"]
    assert len(winners) > 1  # it was a race
