"""One of several processes that write a file at once, driven line by line through stdin.

python -m tests.store.racing FILE NAME       `read` -> ready; `write` -> written, changed
python -m tests.store.racing FILE            writes without end
"""

from __future__ import annotations

import sys
from pathlib import Path

from dhrplan import store
from dhrplan.errors import ChangedError

SIZE = 2_000
"""Times that the winner of a round writes its name."""

LONG = 4_000_000
"""In bytes: long enough that a process is often killed in the middle."""


def _race(path: Path, name: str) -> None:
    before = b""
    for number, asked in enumerate(sys.stdin):
        if asked.strip() == "read":
            before = path.read_bytes()
            _say("ready")
        else:
            _say(_written(store.FileChange(path, before, f"{name} {number}\n".encode() * SIZE)))


def _written(change: store.FileChange) -> str:
    try:
        store.rewrite([change], change.path.parent)
    except ChangedError:
        return "changed"
    return "written"


def _endless(path: Path) -> None:
    before = path.read_bytes()
    _say("ready")
    while True:
        after = (b"b" if before.startswith(b"a") else b"a") * LONG
        store.rewrite([store.FileChange(path, before, after)], path.parent)
        before = after


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[2:]:
        _race(Path(sys.argv[1]), sys.argv[2])
    else:
        _endless(Path(sys.argv[1]))
