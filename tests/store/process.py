"""Writes in a child process: as another user, or with a file size limit.

python -m tests.store.process '{"changes": [["plans/DHR4.yaml", "old", "new"]], "user": 65534}'
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from dhrplan import store
from dhrplan.errors import DhrplanError

CHECKOUT = Path(__file__).parents[2]
NOBODY = 65_534
"""The id of a user, and of a group, who own nothing."""


def act(folder: Path, *changes: tuple[str, bytes, bytes], **how: Any) -> dict[str, Any]:
    """The error, if any, of a child that writes these files: name, old content, new content."""
    told = [[name, before.decode(), after.decode()] for name, before, after in changes]
    asked = json.dumps({"folder": str(folder), "changes": told, **how})
    ended = subprocess.run(
        [sys.executable, "-m", "tests.store.process", asked],
        cwd=CHECKOUT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert not ended.stderr
    answer: dict[str, Any] = json.loads(ended.stdout)
    return answer


def _main(asked: dict[str, Any]) -> None:
    folder = Path(asked["folder"])
    if "room" in asked:
        _limit(asked["room"])
    if "groups" in asked and os.geteuid() == 0:  # others are ordinary users already
        os.setgroups(asked["groups"])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    changes = (
        store.FileChange(folder / name, before.encode(), after.encode())
        for name, before, after in asked["changes"]
    )
    sys.stdout.write(json.dumps(_told(folder, changes)))


def _limit(size: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def _told(folder: Path, changes: Any) -> dict[str, Any]:
    try:
        store.rewrite(changes, folder)
    except DhrplanError as error:
        written = [path.name for path in getattr(error, "written", ())]
        kind = type(error).__name__
        return {"kind": kind, "message": str(error), "hint": error.hint, "written": written}
    return {}


if __name__ == "__main__":
    _main(json.loads(sys.argv[1]))
