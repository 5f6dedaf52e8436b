"""Two programs against each other, by turns in one run, so that both meet the same machine."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# An installed package has its bytecode, so a checkout must have it too.
_ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True)
class Comparison:
    """Seconds that each of two programs took, the runs of a pair one after the other."""

    ours: tuple[float, ...]
    theirs: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """Our time divided by theirs, in the median pair."""
        return median(a / b for a, b in zip(self.ours, self.theirs, strict=True))

    def __str__(self) -> str:
        """The ratio, with what it was made of."""
        ours, theirs = (round(median(each) * 1000) for each in (self.ours, self.theirs))
        pairs = f"{len(self.ours)} pairs" if len(self.ours) > 1 else "1 pair"
        return f"{self.ratio:.2f} times ({ours} ms to {theirs} ms, median of {pairs})"


def compare(ours: tuple[str, ...], theirs: tuple[str, ...], times: int) -> Comparison:
    """Run two command lines of this Python by turns, as many times, after one to warm up."""
    for command in (ours, theirs):
        seconds(command)
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(times)]
    return Comparison(tuple(a for a, _ in pairs), tuple(b for _, b in pairs))


def seconds(command: tuple[str, ...]) -> float:
    """Seconds that this Python takes for a command line, from its start to its end."""
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, *command], env=_ENVIRONMENT, stdout=subprocess.DEVNULL, check=True
    )
    return time.perf_counter() - started


def seconds_of(work: Callable[[], object]) -> float:
    """Seconds that a call takes in this process, without garbage collection."""
    gc.collect()
    gc.disable()  # as the command line does
    start = time.perf_counter()
    work()
    spent = time.perf_counter() - start
    gc.enable()
    return spent
