"""Builds the wheel and tries it alone: `python -m tests.packaging.wheel`.

The wheel is installed with nothing but what it asks for, in an environment outside the checkout,
and answers a few commands there. It needs the standard library and `build`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Trial:
    """A command for the installed wheel.

    Attributes:
        says: What its standard output must hold.
    """

    command: str
    says: tuple[str, ...]
    code: int = 0


TRIALS = (
    Trial("--version", ("dhrplan {version}",)),
    Trial("overdue --as-of 2017-09-15 --plans plans", ("46 days late", "15 days late")),
    Trial("overdue --as-of 2017-09-15 --fail", ("46 days late",), code=1),
    Trial("report DHR7", ("Domestic Homicide Review 7", "Recommendation 8", "8.1")),
    Trial("validate", ("3 files checked",)),
    Trial("explain no-news", ("no-news",)),
    Trial("schema", ('"$schema"',)),
)


def main() -> int:
    """Build, install and try the wheel; return 1 if it is not what it should be."""
    with tempfile.TemporaryDirectory(prefix="dhrplan-") as name:
        folder = Path(name).resolve()
        wheel = build(folder / "dist")
        faults = contents(wheel)
        program = install(wheel, folder / "environment")
        shutil.copytree(CHECKOUT / "plans", folder / "plans")
        version = wheel.name.split("-")[1]
        faults += [fault for trial in TRIALS for fault in attempt(trial, program, folder, version)]
    print(*faults, f"{wheel.name}: {len(TRIALS)} commands tried, {len(faults)} faults.", sep="\n")
    return int(bool(faults))


def build(folder: Path) -> Path:
    """Build the wheel of the checkout, in an environment of its own."""
    _run(sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(CHECKOUT))
    (wheel,) = folder.glob("*.whl")
    return wheel


def contents(wheel: Path) -> list[str]:
    """Files that the wheel lacks of the package, and files it has besides."""
    files = {
        path.relative_to(CHECKOUT).as_posix()
        for path in (CHECKOUT / "dhrplan").rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    lacking = [f"the wheel lacks {name}" for name in sorted(files - held)]
    return [*lacking, *(f"the wheel has {name} besides" for name in sorted(held - files))]


def install(wheel: Path, environment: Path) -> Path:
    """Install the wheel in a bare environment, and return the program."""
    _run(sys.executable, "-m", "venv", str(environment))
    variables = {"base": str(environment)}
    scripts = sysconfig.get_path("scripts", scheme="venv", vars=variables)
    python = shutil.which("python", path=scripts)
    assert python
    _run(python, "-m", "pip", "install", "--quiet", str(wheel))
    _run(python, "-m", "pip", "check")
    program = shutil.which("dhrplan", path=scripts)
    assert program
    return Path(program)


def attempt(trial: Trial, program: Path, folder: Path, version: str) -> list[str]:
    """Run a command of the installed wheel, and return what is wrong with its answer."""
    ended = subprocess.run(
        [program, *trial.command.split()],
        cwd=folder,
        env=_environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    expected = (words.format(version=version) for words in trial.says)
    faults = [f"does not say {words!r}" for words in expected if words not in ended.stdout]
    if ended.returncode != trial.code:
        faults.append(f"ended with {ended.returncode}, not {trial.code}")
    told = f"\n{ended.stdout}{ended.stderr}" if faults else ""
    return [f"dhrplan {trial.command}: {'; '.join(faults)}{told}"] if faults else []


def _run(*command: str) -> None:
    ended = subprocess.run(
        command,
        env=_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if ended.returncode:
        sys.exit(f"{' '.join(command)} ended with {ended.returncode}:\n{ended.stdout}")


def _environment() -> dict[str, str]:
    """The environment without what would let the checkout or its settings in."""
    hidden = ("PYTHONPATH", "PYTHONHOME", "DHRPLAN_PLANS", "VIRTUAL_ENV")
    return {name: value for name, value in os.environ.items() if name not in hidden}


if __name__ == "__main__":
    sys.exit(main())
