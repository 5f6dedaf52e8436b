"""Run every check of the project: `python -m tests.check [--thorough]`.

A failed check does not stop the others: one run shows everything there is to mend, and exits
with 1 at the end. This file needs only the standard library; the tools it runs are those
installed beside the Python that runs it.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
PYTEST = ("pytest", "--numprocesses=auto", "--dist=loadgroup")
LONG = {"tests": (*PYTEST, "--cov"), "long tests": (*PYTEST, "--thorough")}
"""With --thorough. Coverage takes as long again as the tests, so other runs do not measure it."""

STEPS: dict[str, tuple[str, ...]] = {
    "format": ("ruff", "format", "--check"),
    "lint": ("ruff", "check"),
    "types": ("mypy",),
    "layers": ("lint-imports",),
    "tests": PYTEST,
    "wheel": (sys.executable, "-m", "tests.packaging.wheel"),
}
"""Each check and its command, the fastest first."""


def main() -> int:
    """Run every check, and return 1 if any of them failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.check", description=__doc__)
    parser.add_argument(
        "--thorough",
        action="store_true",
        help="run the long tests too, and measure what they cover",
    )
    steps = STEPS | LONG if parser.parse_args().thorough else STEPS
    failed = []
    for number, (name, command) in enumerate(steps.items(), 1):
        say(f"-- {name} ({number} of {len(steps)})")
        if not passes(name, command):
            failed.append(name)
    named = f"; failed: {', '.join(failed)}" if failed else ""
    say(f"{len(steps) - len(failed)} of {len(steps)} checks passed{named}.")
    return int(bool(failed))


def passes(name: str, command: tuple[str, ...]) -> bool:
    """Run one check, print its result and its time, and return whether it passed."""
    program = shutil.which(command[0], path=sysconfig.get_path("scripts")) or command[0]
    started = time.perf_counter()
    try:
        code = subprocess.run([program, *command[1:]], cwd=CHECKOUT, check=False).returncode
    except OSError as error:
        say(f"{program}: {error.strerror}. Is the environment installed with `.[dev]`?")
        code = 1
    verdict = "failed" if code else "passed"
    say(f"-- {name}: {verdict} in {time.perf_counter() - started:.1f} s\n")
    return not code


def say(line: str) -> None:
    """Print a line unbuffered, in order with what the tools themselves print."""
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
