"""The cost of `dhrplan update` beyond its start, beside composing the plan once with libyaml.

Both run by turns in one process: from the words of a command to the file that is written, and from
the bytes to the nodes. Its start is what the same command costs with a plan of 2 kB: to import, to
read the options, to wait for the disk.
"""

from __future__ import annotations

import gc
import re
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from dhrplan.cli.entry import run
from tests.bench.generated import plan_of
from tests.bench.reading import compose

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE, SMALL = 200_000, 2_000
TARGET = 5
_DECIDED = (
    *("--status", "complete", "--completed", "2017-08-31", "--outcome", "Staff use one form."),
    *("--note", "Told to the board.", "--as-of", "2017-09-15", "--yes"),
)


def measure(times: int) -> str:
    """The ratio of the two."""
    data, small = plan_of(SIZE), plan_of(SMALL)
    with TemporaryDirectory() as place:
        file = Path(place, "DHR1.yaml")
        update(file, small)
        rounds = [
            (
                _seconds(lambda: update(file, data)) - _seconds(lambda: update(file, small)),
                _seconds(lambda: compose({file.name: data})),
            )
            for _ in range(times)
        ]
    ratio = median(ours / theirs for ours, theirs in rounds)
    ours, theirs = (median(each) * 1e3 for each in zip(*rounds, strict=True))
    return (
        f"updating a plan of {SIZE // 1_000} kB: {ratio:.2f} times one compose beyond the start, "
        f"at most {TARGET} wanted ({ours:.1f} ms to {theirs:.1f} ms, median of {times})"
    )


def update(file: Path, data: bytes) -> None:
    """Complete the last action of a plan."""
    file.write_bytes(data)
    last = re.findall(rb'- id: "(\d+\.\d+)"', data)[-1].decode()
    command = ["update", "DHR1", last, *_DECIDED, "--plans", str(file.parent)]
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        assert run(command) == 0
    assert file.read_bytes() != data


def _seconds(work: Callable[[], None]) -> float:
    gc.collect()
    gc.disable()  # as the command line does
    start = perf_counter()
    work()
    spent = perf_counter() - start
    gc.enable()
    return spent
