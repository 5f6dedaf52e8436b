"""Kill a process at every step of a write, and print what each has left.

python -m tests.store.killing FOLDER rewrite|write_output

A step is a line of dhrplan/store.py that is about to run. One line of JSON is printed a step.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dhrplan import store

if TYPE_CHECKING:
    from types import FrameType

OLD = {"DHR4.yaml": b"\xef\xbb\xbfid: old\r\n" * 9, "DHR7.yaml": b"id: old\n"}
NEW = {"DHR4.yaml": b"\xef\xbb\xbfid: new\r\n" * 9, "DHR7.yaml": b"id: new\n"}
_STORE = store.__file__


def _main(folder: Path, way: str) -> None:
    for step in count(1):
        for name, content in OLD.items():
            (folder / name).write_bytes(content)
        is_killed = _killed_at(step, folder, way)
        sys.stdout.write(json.dumps({"killed": is_killed, **_left(folder)}) + "\n")
        sys.stdout.flush()  # or the next child would have it too
        if not is_killed:
            return


def _killed_at(step: int, folder: Path, way: str) -> bool:
    child = os.fork()
    if child == 0:
        sys.settrace(_Killer(step))
        _write(folder, way)
        sys.settrace(None)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or status == 0
    return os.WIFSIGNALED(status)


class _Killer:
    """A trace function that kills the process before a given line of the store."""

    def __init__(self, step: int) -> None:
        self.left = step

    def __call__(self, frame: FrameType, event: str, _: Any) -> _Killer | None:
        if frame.f_code.co_filename != _STORE:
            return None
        if event == "line":
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return self


def _write(folder: Path, way: str) -> None:
    if way == "write_output":
        for name, content in NEW.items():
            store.write_output(folder / name, content)
    else:
        store.rewrite(
            (store.FileChange(folder / name, OLD[name], NEW[name]) for name in OLD), folder
        )


def _left(folder: Path) -> dict[str, Any]:
    """The files, the plans read from them, and the files after the next write."""
    states = [_state(name, (folder / name).read_bytes()) for name in OLD]
    names = sorted(path.name for path in folder.iterdir())
    plans = [*store.read(folder, folder).files, *store.strays(folder, folder)]
    store.write_output(folder / "other.json", b"{}")
    (folder / "other.json").unlink()
    after = sorted(path.name for path in folder.iterdir())
    return {"states": states, "names": names, "plans": plans, "after": after}


def _state(name: str, content: bytes) -> str:
    return {OLD[name]: "old", NEW[name]: "new"}.get(content, "mixed")


if __name__ == "__main__":
    _main(Path(sys.argv[1]), sys.argv[2])
