"""A process killed during a write leaves the old file or the new one, and no lock."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from dhrplan import store
from dhrplan.errors import NotWrittenError
from tests.store.killing import OLD
from tests.store.process import CHECKOUT
from tests.store.racing import LONG

if TYPE_CHECKING:
    from pathlib import Path

HOLDER = """\
import sys, time
from pathlib import Path
from dhrplan.store import folder_lock

with folder_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""

WRITER = """\
import sys
from pathlib import Path
from dhrplan.store import write_output

write_output(Path(sys.argv[1]), b"{}")
"""


def started(*arguments: str) -> subprocess.Popen[str]:
    """A process that has printed its first line."""
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=CHECKOUT, stdout=subprocess.PIPE, encoding="utf-8"
    )
    assert process.stdout
    assert process.stdout.readline().strip() in {"held", "ready"}
    return process


def kill(process: subprocess.Popen[str]) -> None:
    with process:
        process.kill()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows cannot fork")
@pytest.mark.parametrize(
    "way", ["rewrite", pytest.param("write_output", marks=pytest.mark.thorough)]
)
def test_at_every_step_each_file_is_the_old_or_the_new(way: str, tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.store.killing", str(tmp_path), way],
        cwd=CHECKOUT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    steps = [json.loads(line) for line in ended.stdout.splitlines()]
    for step in steps:
        assert set(step["states"]) <= {"old", "new"}
        assert step["plans"] == sorted(OLD)
        assert step["after"] == sorted(OLD)
    assert [step["killed"] for step in steps] == [True] * (len(steps) - 1) + [False]
    assert steps[-1]["names"] == sorted(OLD)
    # The steps cover before, between and after the renames, with drafts left over.
    seen = [tuple(step["states"]) for step in steps]
    assert list(dict.fromkeys(seen)) == [("old", "old"), ("new", "old"), ("new", "new")]
    assert any(step["names"] != sorted(OLD) for step in steps)


@pytest.mark.thorough
def test_killed_at_random_a_long_file_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "DHR4.yaml"
    content = b"a" * LONG
    path.write_bytes(content)
    for _ in range(12):
        process = started("-m", "tests.store.racing", str(path))
        time.sleep(random.uniform(0, 0.1))
        kill(process)
        content = path.read_bytes()
        assert content in (b"a" * LONG, b"b" * LONG)
    store.rewrite([store.FileChange(path, content, b"id: DHR4\n")], tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["DHR4.yaml"]


def test_a_killed_process_holds_no_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "LOCK_TRIES", 40)
    holder = started("-c", HOLDER, str(tmp_path))
    kill(holder)
    store.write_output(tmp_path / "late.json", b"{}")
    assert [one.name for one in tmp_path.iterdir()] == ["late.json"]


def test_waiting_for_the_lock_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "LOCK_TRIES", 2)
    holder = started("-c", HOLDER, str(tmp_path))
    before = sorted(one.name for one in tmp_path.iterdir())
    told = "late.json cannot be saved: another dhrplan is writing in its folder"
    with pytest.raises(NotWrittenError, match=told) as caught:
        store.write_output(tmp_path / "late.json", b"{}")
    assert "Wait until it has ended" in caught.value.hint
    assert sorted(one.name for one in tmp_path.iterdir()) == before
    kill(holder)


def test_the_lock_is_waited_for(tmp_path: Path) -> None:
    """The second writes as soon as the first releases the lock."""
    holder = started("-c", HOLDER, str(tmp_path))
    second = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path / "late.json")], cwd=CHECKOUT
    )
    time.sleep(0.5)
    assert second.poll() is None
    kill(holder)
    assert second.wait() == 0
    assert (tmp_path / "late.json").read_bytes() == b"{}"
