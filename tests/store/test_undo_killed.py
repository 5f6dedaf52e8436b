"""A process killed while it writes, or takes a write back: `undo` still gives the old bytes."""

from __future__ import annotations

import os
import signal
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from dhrplan import operations, store
from tests.store.killing import NEW, OLD

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import FrameType

    Trace = Callable[[FrameType, str, object], "Trace | None"]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows cannot fork")
WHEN = datetime(2021, 4, 10, 12, tzinfo=UTC)
FILES = {store.__file__, operations.__file__}


def killed_at(step: int, work: Callable[[], object]) -> bool:
    """Do some work in a child that is killed before a given line of the store or of the log."""
    left = step

    def trace(frame: FrameType, event: str, _: object) -> Trace | None:
        nonlocal left
        if frame.f_code.co_filename not in FILES:
            return None
        if event == "line":
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    child = os.fork()
    if child == 0:
        sys.settrace(trace)
        work()
        sys.settrace(None)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or status == 0
    return os.WIFSIGNALED(status)


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    folder = tmp_path / "plans"
    folder.mkdir()
    reset(folder)
    return folder


def reset(plans: Path) -> None:
    for name, data in OLD.items():
        (plans / name).write_bytes(data)
    (plans / "DHR9.yaml").unlink(missing_ok=True)
    for entry in operations.entries(plans):
        entry.delete()


def write(plans: Path) -> None:
    """Change two files and make a third."""
    changes = [store.FileChange(plans / name, OLD[name], NEW[name]) for name in OLD]
    changes.append(store.FileChange(plans / "DHR9.yaml", None, b"id: DHR9\n"))
    operations.rewrite(changes, plans, "fmt", WHEN)


def take_back(plans: Path) -> bool:
    undo = operations.last_write([plans])
    if undo:
        operations.take_back(undo, plans)
    return undo is not None


def contents(plans: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in plans.iterdir() if store.is_plan(path.name)}


@pytest.mark.thorough
def test_killed_while_it_writes(plans: Path) -> None:
    step, seen = 1, set()
    while killed_at(step, lambda: write(plans)):
        is_changed = contents(plans) != OLD
        assert take_back(plans) is is_changed
        assert contents(plans) == OLD
        seen.add(is_changed)
        reset(plans)
        step += 1
    assert seen == {True, False}
    assert take_back(plans)
    assert contents(plans) == OLD


@pytest.mark.parametrize("stride", [7, pytest.param(1, marks=pytest.mark.thorough)])
def test_killed_while_it_takes_back(plans: Path, stride: int) -> None:
    step, seen = 1, set()
    write(plans)
    while killed_at(step, lambda: take_back(plans)):
        is_changed = contents(plans) != OLD
        assert take_back(plans) is is_changed
        assert contents(plans) == OLD
        seen.add(is_changed)
        reset(plans)
        write(plans)
        step += stride
    assert seen == {True, False}
    assert contents(plans) == OLD
    assert not (plans.parent / store.PRIVATE_FOLDER).exists()
