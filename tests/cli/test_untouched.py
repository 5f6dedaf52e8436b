"""`validate` leaves the folder as it was, and all else in its repository: every byte and time.

The time of the last access alone is not looked at: to read a file sets it, or not, as the disk is
mounted; no program has a say in that.
"""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from dhrplan.render.findings import FORMATS
from tests.git import git

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.needs("git")
CHECKOUT = Path(__file__).parents[2]
FAULTY = "plans/DHR7.yaml"
LONG_AGO = 1_000_000_000_000_000_000
"""In nanoseconds: what is written again, though with the same bytes, is of another time."""


class State(NamedTuple):
    """All that is known of a file, a folder or a link, but when somebody last read it."""

    content: bytes | str | tuple[str, ...]
    mode: int
    inode: int
    links: int
    owner: tuple[int, int]
    modified: int
    changed: int


def states(folder: Path) -> dict[str, State]:
    """The states of a folder and of all files in it, git's own included."""
    every = (folder, *folder.rglob("*"))
    return {path.relative_to(folder).as_posix(): state(path) for path in every}


def state(path: Path) -> State:
    told = path.lstat()
    return State(
        content(path),
        told.st_mode,
        told.st_ino,
        told.st_nlink,
        (told.st_uid, told.st_gid),
        told.st_mtime_ns,
        told.st_ctime_ns,
    )


def content(path: Path) -> bytes | str | tuple[str, ...]:
    if path.is_symlink():
        return str(path.readlink())
    if path.is_dir():
        return tuple(sorted(one.name for one in path.iterdir()))
    return path.read_bytes()


def validate(folder: Path, *options: str, **variables: str) -> int:
    """Run the program itself, and return its exit code."""
    ended = subprocess.run(
        [sys.executable, "-m", "dhrplan", "validate", *options],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT), **variables},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.stdout, ended.stderr
    return ended.returncode


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Plans, sound and faulty, some committed, some staged, some neither; git would look again."""
    folder = tmp_path / "repository"
    shutil.copytree(CHECKOUT / "plans", folder / "plans")
    (folder / "dhrplan.toml").write_text('[rules]\nid-file-mismatch = "off"\n', encoding="utf-8")
    (folder / "forbidden-names.txt").write_text("A. N. Other\n", encoding="utf-8")
    git(folder, "init", "--quiet")
    git(folder, "add", "plans", "dhrplan.toml")
    git(folder, "commit", "--quiet", "--message", "Say how things stand")
    plan = (folder / FAULTY).read_text(encoding="utf-8")
    (folder / FAULTY).write_text(plan.replace("complete", "finished", 1), encoding="utf-8")
    (folder / "plans" / "DHR8.yaml").write_bytes(b"\xff\r\n\tno: plan\n")
    git(folder, "add", "plans")
    (folder / "plans" / "DHR9.yaml").write_text("a: [\n", encoding="utf-8")
    (folder / "plans" / "DHR10.yaml").symlink_to("DHR4.yaml")
    aged(folder)
    return folder


def aged(folder: Path) -> None:
    """Make every file and folder of long ago, so that git's index is behind the times."""
    for path in folder.rglob("*"):
        os.utime(path, ns=(LONG_AGO, LONG_AGO), follow_symlinks=False)


@pytest.fixture
def read_only(repository: Path) -> Iterator[Path]:
    """The same, and nobody may write anywhere in it."""
    every = [path for path in (repository, *repository.rglob("*")) if not path.is_symlink()]
    for path in every:
        path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    yield repository
    for path in every:
        path.chmod(path.stat().st_mode | stat.S_IWUSR)


def test_what_writes_would_be_seen(repository: Path) -> None:
    """Even `git status` is: it looks at the times of files again, and notes them in its index."""
    before = states(repository)
    git(repository, "status")
    after = states(repository)
    assert [name for name, was in before.items() if after[name] != was] == [".git", ".git/index"]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("options", [(), ("--staged",), (FAULTY,), ("--staged", FAULTY)], ids=str)
def test_faults_leave_all_as_it_was(repository: Path, form: str, options: tuple[str, ...]) -> None:
    before = states(repository)
    assert validate(repository, "--format", form, *options) == 1
    assert states(repository) == before


@pytest.mark.parametrize("options", [(), ("--strict",), ("--staged",)], ids=str)
def test_sound_plans_are_left_as_they_were(repository: Path, options: tuple[str, ...]) -> None:
    git(repository, "reset", "--quiet", "--hard")
    git(repository, "clean", "--quiet", "--force", "plans")
    aged(repository)
    before = states(repository)
    assert validate(repository, *options) in (0, 1)
    assert states(repository) == before


def test_what_is_pushed_is_left_as_it_was(repository: Path) -> None:
    before = states(repository)
    assert validate(repository, "--staged", PRE_COMMIT_TO_REF="HEAD") == 0
    assert states(repository) == before


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("options", [(), ("--staged",)], ids=str)
def test_a_folder_in_which_nobody_may_write_is_judged_all_the_same(
    read_only: Path, form: str, options: tuple[str, ...]
) -> None:
    before = states(read_only)
    assert validate(read_only, "--format", form, *options) == 1
    assert states(read_only) == before
