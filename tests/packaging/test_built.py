"""What is handed out is whole: the source distribution with its tests, the program as one file."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tarfile
from typing import TYPE_CHECKING

import pytest

from tests.checkout import CHECKOUT, copy_checkout, installed
from tests.programs import NO_SKIP

if TYPE_CHECKING:
    from pathlib import Path

NOT_HANDED_OUT = (".ci/",)
SOME_TESTS = (
    "tests/packaging",
    "tests/docs",
    "tests/golden",
    "-k",
    "documents or reference or overdue",
)
PAGE = (CHECKOUT / "docs" / "how-to" / "install-without-pip.md").read_text(encoding="utf-8")


def ran(*command: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, without what would let the checkout in."""
    hidden = ("PYTHONPATH", "VIRTUAL_ENV", NO_SKIP)
    env = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run(
        command,
        cwd=folder,
        env={**env, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def unpacked(folder: Path) -> Path:
    """The source distribution of the checkout, built and unpacked."""
    built = ran(sys.executable, "-m", "build", "--sdist", "--outdir", str(folder), folder=CHECKOUT)
    installed(built, folder)
    (archive,) = folder.glob("*.tar.gz")
    with tarfile.open(archive) as content:
        content.extractall(folder, filter="data")
    return folder / archive.name.removesuffix(".tar.gz")


def test_the_source_distribution_is_whole_and_passes_some_of_its_tests(tmp_path: Path) -> None:
    source = unpacked(tmp_path)
    copy_checkout(tmp_path / "checkout")
    expected, held = (
        {path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_file()}
        for top in (tmp_path / "checkout", source)
    )
    assert {name for name in expected - held if not name.startswith(NOT_HANDED_OUT)} == set()
    assert held - expected == {"PKG-INFO"}
    passed = ran(sys.executable, "-m", "pytest", "-q", "--no-cov", *SOME_TESTS, folder=source)
    assert passed.returncode == 0, passed.stdout[-5_000:]


@pytest.mark.thorough
def test_the_program_runs_as_one_file(tmp_path: Path) -> None:
    command = re.search(r"^pipx run (shiv .*)$", PAGE, re.MULTILINE)
    assert command
    copy_checkout(tmp_path / "checkout")
    built = ran(sys.executable, "-m", *shlex.split(command[1]), folder=tmp_path / "checkout")
    installed(built, tmp_path)
    program = tmp_path / "elsewhere" / "dhrplan.pyz"
    program.parent.mkdir()
    shutil.move(tmp_path / "checkout" / "dhrplan.pyz", program)
    shutil.copytree(CHECKOUT / "plans", program.parent / "plans")
    assert program.stat().st_size < 5_000_000
    for words, said in {
        "overdue --as-of 2017-09-15": "46 days late",
        "validate": "3 files checked",
        "schema": '"$schema"',
    }.items():
        answer = ran(
            *(sys.executable, "-I", str(program), *words.split()),
            folder=program.parent,
            SHIV_ROOT=str(tmp_path / "unpacked"),
        )
        assert answer.returncode == 0, answer.stdout
        assert said in answer.stdout
