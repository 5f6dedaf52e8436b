"""Every check of the project, one after the other: `python -m tests.check`.

It goes on after a failure, since one run should tell all there is to mend, and fails at the end.
Itself it needs the standard library alone; the tools are those beside the Python that runs it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
PYTEST = ("pytest", "--numprocesses=auto", "--dist=loadgroup", "--cov")
STEPS: dict[str, tuple[str, ...]] = {
    "format": ("ruff", "format", "--check"),
    "lint": ("ruff", "check"),
    "types": ("mypy",),
    "layers": ("lint-imports",),
    "tests": PYTEST,
    "wheel": (sys.executable, "-m", "tests.packaging.wheel"),
}
"""Each check and its command, the quick ones first."""


def main() -> int:
    """Run every check, and return 1 if any of them failed."""
    failed = [name for name, command in STEPS.items() if not passes(name, command)]
    say(f"{len(STEPS) - len(failed)} of {len(STEPS)} checks passed{_named(failed)}.")
    return int(bool(failed))


def passes(name: str, command: tuple[str, ...]) -> bool:
    """Run one check, close it with a line, and return whether it passed."""
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
    """Print a line at once, so that it stands where it belongs among the tools' own."""
    print(line, flush=True)


def _named(failed: list[str]) -> str:
    return f"; failed: {', '.join(failed)}" if failed else ""


if __name__ == "__main__":
    sys.exit(main())
