"""Full disks and missing permissions: one sentence, and no file lost or left over."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dhrplan import store
from dhrplan.errors import ChangedError, NotWrittenError
from tests.store.process import NOBODY, act

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OLD, NEW = b"id: DHR4\n" * 3_000, b"id: DHR5\n" * 6_000
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
POSIX_ONLY = pytest.mark.skipif(os.name == "nt", reason="Windows has no such limits")
ROOT_ONLY = pytest.mark.skipif(not IS_ROOT, reason="only root can prepare that")
TWO = (("DHR4.yaml", OLD, b"id: DHR4\n"), ("DHR7.yaml", OLD, NEW))
"""A change that needs little room, and one that needs much."""


def plans(folder: Path) -> Path:
    for name, before, _ in TWO:
        (folder / name).write_bytes(before)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that everybody can reach and nobody else can write in."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if not all(parent.stat().st_mode & 0o001 for parent in folder.parents):
            pytest.skip("the folder of temporary files is not open to others")
        plans(folder).chmod(0o755)
        yield folder
        folder.chmod(0o700)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for the plans, and for the first of them once more."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=100k", "none", str(folder)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    yield plans(folder)
    subprocess.run(["umount", str(folder)], check=True)


@ROOT_ONLY
@pytest.mark.needs("mount")
def test_a_full_disk_leaves_every_file_as_it_was(small_disk: Path) -> None:
    before = contents(small_disk)
    with pytest.raises(NotWrittenError) as caught:
        store.rewrite((store.FileChange(small_disk / n, b, a) for n, b, a in TWO), small_disk)
    assert str(caught.value) == "DHR7.yaml cannot be saved: No space left on device."
    assert caught.value.hint.startswith("Nothing was saved. Make room on the disk")
    assert contents(small_disk) == before


@ROOT_ONLY
@pytest.mark.needs("mount")
def test_output_that_does_not_fit_leaves_nothing(small_disk: Path) -> None:
    before = contents(small_disk)
    with pytest.raises(NotWrittenError, match="No space left on device"):
        store.write_output(small_disk / "late.json", NEW)
    assert contents(small_disk) == before


@POSIX_ONLY
def test_a_file_size_limit_leaves_every_file_as_it_was(tmp_path: Path) -> None:
    before = contents(plans(tmp_path))
    told = act(tmp_path, *TWO, room=30_000)
    assert told["message"] == "DHR7.yaml cannot be saved: File too large."
    assert told["hint"].startswith("Nothing was saved. Make room on the disk")
    assert contents(tmp_path) == before


@POSIX_ONLY
def test_in_a_read_only_folder_nothing_is_written(shared: Path) -> None:
    for path in shared.iterdir():
        path.chmod(0o666)
    shared.chmod(0o555)
    before = contents(shared)
    told = act(shared, *TWO, groups=[])
    assert told["message"] == "DHR4.yaml cannot be saved: Permission denied."
    assert "permission to change" in told["hint"]
    assert contents(shared) == before


@POSIX_ONLY
def test_a_file_without_write_permission_stays(shared: Path) -> None:
    shared.chmod(0o777)
    (shared / "DHR7.yaml").chmod(0o444)
    before = contents(shared)
    told = act(shared, *TWO[1:], groups=[])
    assert told["message"] == "DHR7.yaml cannot be saved: it is read-only."
    assert contents(shared) == before


def test_a_read_only_file_stays_even_for_root(tmp_path: Path) -> None:
    path = plans(tmp_path) / "DHR7.yaml"
    path.chmod(0o444)
    with pytest.raises(NotWrittenError, match=r"DHR7.yaml cannot be saved: it is read-only\."):
        store.rewrite((store.FileChange(tmp_path / n, b, a) for n, b, a in TWO), tmp_path)
    path.chmod(0o644)
    assert contents(tmp_path) == {name: before for name, before, _ in TWO}


@ROOT_ONLY
def test_a_failed_rename_names_the_files_already_written(shared: Path) -> None:
    """In a sticky folder like `/tmp`, another user's writable file cannot be replaced."""
    shared.chmod(0o1777)
    os.chown(shared / "DHR4.yaml", NOBODY, NOBODY)
    (shared / "DHR7.yaml").chmod(0o666)
    told = act(shared, *TWO, groups=[])
    assert told["message"] == "DHR7.yaml cannot be saved: Operation not permitted."
    assert told["hint"].startswith("Saved: DHR4.yaml. Not saved: DHR7.yaml. ")
    assert told["written"] == ["DHR4.yaml"]
    assert contents(shared) == {"DHR4.yaml": TWO[0][2], "DHR7.yaml": OLD}


@ROOT_ONLY
@pytest.mark.parametrize(
    ("groups", "group", "mode"),
    [([1], 1, 0o676), ([], NOBODY, 0o666)],
    ids=["the group stays", "another group may do no more than all"],
)
def test_a_writable_file_of_another_owner(
    groups: list[int], group: int, mode: int, shared: Path
) -> None:
    path = shared / "DHR7.yaml"
    os.chown(path, 0, 1)
    path.chmod(0o676)
    shared.chmod(0o777)
    assert act(shared, *TWO[1:], groups=groups) == {}
    assert path.read_bytes() == NEW
    assert (path.stat().st_gid, path.stat().st_mode & 0o777) == (group, mode)


def held_open(tries: int, saved: bytes | None = None) -> Callable[[Path, Path], Path]:
    """`Path.replace` as on Windows while another program has the file open.

    Simulated; on Windows tests/store/test_writing.py tests the real thing.
    """
    left, replace = iter(range(tries)), Path.replace

    def instead(draft: Path, target: Path) -> Path:
        if next(left, None) is None:
            return replace(draft, target)
        if saved is not None:
            target.write_bytes(saved)
        raise PermissionError(13, "Permission denied")

    return instead


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "REPLACE_TRIES", 3)
    monkeypatch.setattr(store, "REPLACE_PAUSE", 0)


@pytest.mark.usefixtures("patient")
def test_a_briefly_open_file_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = plans(tmp_path) / "DHR7.yaml"
    monkeypatch.setattr(Path, "replace", held_open(tries=2))
    store.rewrite([store.FileChange(path, OLD, NEW)], tmp_path)
    assert path.read_bytes() == NEW


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize(
    ("saved", "kind"), [(None, NotWrittenError), (b"by hand", ChangedError)], ids=["open", "saved"]
)
def test_a_file_kept_open_or_saved_meanwhile_is_not_written(
    saved: bytes | None,
    kind: type[NotWrittenError],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = plans(tmp_path) / "DHR7.yaml"
    monkeypatch.setattr(Path, "replace", held_open(tries=3, saved=saved))
    with pytest.raises(NotWrittenError) as caught:
        store.rewrite([store.FileChange(path, OLD, NEW)], tmp_path)
    assert type(caught.value) is kind
    assert path.read_bytes() == (OLD if saved is None else saved)
    assert sorted(contents(tmp_path)) == ["DHR4.yaml", "DHR7.yaml"]
