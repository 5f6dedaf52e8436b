"""The cost of reading many plans, beside composing the same bytes with libyaml in one process."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from statistics import median
from typing import TYPE_CHECKING

import yaml

from dhrplan import workspace
from dhrplan.plan.folder import FolderBytes
from dhrplan.reports.list import list_actions
from dhrplan.reports.overdue import overdue
from dhrplan.reports.select import Selection
from dhrplan.yamldoc.nodes import FastLoader
from tests.bench.compare import seconds_of
from tests.bench.generated import plans

if TYPE_CHECKING:
    from collections.abc import Callable

AS_OF = date(2017, 9, 15)
SIZES = (10, 100, 1_000)
TARGET = 2.5
_PEAK = """
import resource, sys
from tests.bench import reading
reading.answer(reading.plans(int(sys.argv[1])), reading.overdue)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def measure(times: int) -> str:
    """The table: a line for each number of plans."""
    lines = [f"reading plans of 8 to 40 kB: ratio to composing them, at most {TARGET} wanted"]
    for size in SIZES:
        files = plans(size)
        rounds = max(1, min(times, 300 // size))
        volume = sum(map(len, files.values())) / 1e6
        told = ", ".join(_ratio(files, question, rounds) for question in (overdue, list_actions))
        lines.append(f"  {size:>5} plans, {volume:.1f} MB: {told}, peak {_peak(size)}")
    return "\n".join(lines)


def compose(files: dict[str, bytes]) -> None:
    """Compose with libyaml, and no more."""
    for data in files.values():
        yaml.compose(data.decode(), Loader=FastLoader)


def answer(files: dict[str, bytes], question: Callable[..., object]) -> None:
    """From bytes to a report."""
    view = workspace.read((FolderBytes("plans", files),))
    question(view.folders, Selection(), AS_OF)


def _ratio(files: dict[str, bytes], question: Callable[..., object], rounds: int) -> str:
    pairs = []
    for _ in range(rounds):
        alone = seconds_of(lambda: compose(files))
        whole = seconds_of(lambda: answer(files, question))
        pairs.append((whole / alone, whole))
    ratio, seconds = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
    name = getattr(question, "__name__", "")
    return f"{name} {ratio:.2f} ({seconds / len(files) * 1e3:.2f} ms a plan)"


def _peak(size: int) -> str:
    """Peak memory in MB of a process that answers once, if the system reports it."""
    done = subprocess.run(
        [sys.executable, "-c", _PEAK, str(size)], capture_output=True, text=True, check=False
    )
    unit = 1 if sys.platform == "darwin" else 1024
    return f"{int(done.stdout) * unit / 1e6:.0f} MB" if done.returncode == 0 else "not known here"
