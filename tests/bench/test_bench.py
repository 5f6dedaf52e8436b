"""The measurements run and print. How long anything takes is not judged here."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench import BENCHMARKS
from tests.bench.compare import Comparison

ROOT = Path(__file__).parents[2]
LONG = ("changing", "reading", "validating")


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=pytest.mark.thorough if name in LONG else ()) for name in BENCHMARKS],
)
def test_a_measurement_prints_what_it_found(name: str) -> None:
    command = [sys.executable, "-m", "tests.bench", "-n", "1", name]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert ended.stdout.startswith(name)


def test_the_ratio_is_the_median_of_the_pairs() -> None:
    found = Comparison((0.2, 0.9, 0.4), (0.1, 0.1, 0.1))
    assert re.fullmatch(r"4\.00 times \(400 ms to 100 ms, median of 3 pairs\)", str(found))
