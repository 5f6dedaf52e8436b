"""Writes: the new bytes, the permissions that are kept, and the files that are not touched."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dhrplan import store
from dhrplan.errors import ChangedError, DhrplanError, NotWrittenError

if TYPE_CHECKING:
    from collections.abc import Callable

OLD = b"\xef\xbb\xbfid: DHR4\r\ntitle: caf\xc3\xa9"
NEW = OLD.replace(b"DHR4", b"DHR5")
LONG_AGO = 1_000_000_000_000_000_000
"""In nanoseconds: a rewrite changes the time, even with the same bytes."""

POSIX_ONLY = pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")


def plan(folder: Path, name: str = "DHR4.yaml") -> Path:
    path = folder / name
    path.write_bytes(OLD)
    return path


def rewrite(*paths: Path, before: bytes | None = OLD) -> None:
    store.rewrite((store.FileChange(path, before, NEW) for path in paths), paths[0].parent)


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_a_file_has_exactly_the_new_bytes(tmp_path: Path) -> None:
    path = plan(tmp_path)
    rewrite(path)
    assert path.read_bytes() == NEW
    assert names(tmp_path) == ["DHR4.yaml"]


def test_a_new_file_is_created(tmp_path: Path) -> None:
    rewrite(tmp_path / "DHR8.yaml", before=None)
    assert (tmp_path / "DHR8.yaml").read_bytes() == NEW
    (tmp_path / "like.yaml").write_bytes(b"")
    modes = {one.stat().st_mode for one in tmp_path.iterdir()}
    assert len(modes) == 1  # as any program would make it


def test_an_unchanged_file_is_not_touched(tmp_path: Path) -> None:
    path = plan(tmp_path)
    os.utime(path, ns=(LONG_AGO, LONG_AGO))
    store.rewrite([store.FileChange(path, OLD, OLD)], tmp_path)
    assert path.stat().st_mtime_ns == LONG_AGO


def test_a_written_file_has_a_new_time(tmp_path: Path) -> None:
    path = plan(tmp_path)
    os.utime(path, ns=(LONG_AGO, LONG_AGO))
    rewrite(path)
    assert path.stat().st_mtime_ns > LONG_AGO


def test_a_link_stays_and_its_target_is_written(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    real = plan(elsewhere, "real.yaml")
    (tmp_path / "over.yaml").symlink_to("elsewhere/real.yaml")
    (tmp_path / "DHR4.yaml").symlink_to("over.yaml")
    rewrite(tmp_path / "DHR4.yaml")
    assert (tmp_path / "DHR4.yaml").readlink() == Path("over.yaml")
    assert (tmp_path / "over.yaml").is_symlink()
    assert (real.read_bytes(), names(elsewhere)) == (NEW, ["real.yaml"])


def test_one_file_under_two_names_is_written_once(tmp_path: Path) -> None:
    path = plan(tmp_path)
    (tmp_path / "again.yaml").symlink_to("DHR4.yaml")
    rewrite(path, tmp_path / "again.yaml")
    assert path.read_bytes() == NEW


def test_a_hard_link_keeps_the_old_content(tmp_path: Path) -> None:
    path = plan(tmp_path)
    (tmp_path / "kept").hardlink_to(path)
    rewrite(path)
    assert (path.read_bytes(), (tmp_path / "kept").read_bytes()) == (NEW, OLD)


@POSIX_ONLY
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755], ids=oct)
def test_permissions_stay(mode: int, tmp_path: Path) -> None:
    path = plan(tmp_path)
    path.chmod(mode)
    rewrite(path)
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away"
)
def test_root_keeps_the_owner_and_the_group(tmp_path: Path) -> None:
    path = plan(tmp_path)
    os.chown(path, 65_534, 65_533)
    rewrite(path)
    assert (path.stat().st_uid, path.stat().st_gid) == (65_534, 65_533)


@pytest.mark.needs("git")
def test_git_is_left_alone(tmp_path: Path) -> None:
    def git(*arguments: str) -> str:
        told = subprocess.run(
            ["git", *arguments], cwd=tmp_path, capture_output=True, encoding="utf-8", check=True
        )
        return told.stdout

    git("init", "--quiet")
    path = plan(tmp_path)
    git("add", ".")
    git("commit", "--quiet", "--message", "Say how things stand")

    def state() -> dict[str, tuple[int, ...]]:
        files = (tmp_path / ".git", *(tmp_path / ".git").rglob("*"))
        told = {str(one): one.stat() for one in files}
        return {name: (one.st_ino, one.st_mtime_ns, one.st_ctime_ns) for name, one in told.items()}

    before = state()
    rewrite(path)
    assert state() == before
    assert git("status", "--porcelain") == " M DHR4.yaml\n"


def changed(path: Path) -> None:
    path.write_bytes(OLD + b"\n")


def same_length(path: Path) -> None:
    """A change that keeps the size and the time."""
    told = path.stat()
    path.write_bytes(OLD.replace(b"DHR4", b"DHR6"))
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))


def gone(path: Path) -> None:
    path.unlink()


def folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("happen", "told"),
    [
        (changed, "DHR4.yaml has changed since it was read."),
        (same_length, "DHR4.yaml has changed since it was read."),
        (gone, "DHR4.yaml has been removed since it was read."),
        (folder_instead, "DHR4.yaml has changed since it was read."),
    ],
)
def test_a_file_changed_since_it_was_read_is_not_written(
    happen: Callable[[Path], None], told: str, tmp_path: Path
) -> None:
    path, other = plan(tmp_path), plan(tmp_path, "DHR7.yaml")
    happen(path)
    was = path.read_bytes() if path.is_file() else None
    with pytest.raises(ChangedError) as caught:
        rewrite(other, path)
    assert str(caught.value) == told
    assert caught.value.hint.startswith("Nothing was saved. Run the command again")
    assert (caught.value.written, caught.value.exit_code) == ((), 3)
    assert (path.read_bytes() if path.is_file() else None) == was
    assert other.read_bytes() == OLD
    assert set(names(tmp_path)) <= {"DHR4.yaml", "DHR7.yaml"}


@POSIX_ONLY
def test_a_pipe_in_its_place_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "DHR4.yaml")
    with pytest.raises(ChangedError, match="has changed since it was read"):
        rewrite(tmp_path / "DHR4.yaml", before=b"")


def test_an_existing_file_is_not_created(tmp_path: Path) -> None:
    path = plan(tmp_path)
    with pytest.raises(ChangedError, match="exists already"):
        rewrite(path, before=None)
    assert path.read_bytes() == OLD


def test_every_changed_file_is_named(tmp_path: Path) -> None:
    one, other = plan(tmp_path, "DHR4.yaml"), plan(tmp_path, "DHR7.yaml")
    changed(one)
    gone(other)
    with pytest.raises(ChangedError) as caught:
        rewrite(one, other)
    told = "DHR4.yaml has changed since it was read, DHR7.yaml has been removed since it was read."
    assert str(caught.value) == told


@POSIX_ONLY
def test_circular_links_lead_to_no_file(tmp_path: Path) -> None:
    (tmp_path / "DHR4.yaml").symlink_to("DHR5.yaml")
    (tmp_path / "DHR5.yaml").symlink_to("DHR4.yaml")
    with pytest.raises(ChangedError, match="has been removed"):
        rewrite(tmp_path / "DHR4.yaml")


def test_paths_in_messages_are_relative(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    path = plan(tmp_path / "plans")
    with pytest.raises(ChangedError, match=r"^plans/DHR4\.yaml has changed"):
        store.rewrite([store.FileChange(path, b"", NEW)], tmp_path)


def test_a_file_saved_during_the_write_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = plan(tmp_path)
    fsync = os.fsync

    def while_it_is_written(handle: int) -> None:
        path.write_bytes(b"by hand")
        fsync(handle)

    monkeypatch.setattr(os, "fsync", while_it_is_written)
    with pytest.raises(ChangedError, match="has changed since it was read"):
        rewrite(path)
    assert (path.read_bytes(), names(tmp_path)) == (b"by hand", ["DHR4.yaml"])


def test_the_error_names_the_files_already_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [plan(tmp_path, f"DHR{number}.yaml") for number in (4, 5, 6)]
    replace = Path.replace

    def and_another_is_saved(draft: Path, target: Path) -> Path:
        paths[1].write_bytes(b"by hand")
        return replace(draft, target)

    monkeypatch.setattr(Path, "replace", and_another_is_saved)
    with pytest.raises(ChangedError) as caught:
        rewrite(*paths)
    assert str(caught.value) == "DHR5.yaml has changed since it was read."
    assert caught.value.hint.startswith("Saved: DHR4.yaml. Not saved: DHR5.yaml, DHR6.yaml. ")
    assert caught.value.written == (paths[0],)
    assert [path.read_bytes() for path in paths] == [NEW, b"by hand", OLD]
    assert names(tmp_path) == ["DHR4.yaml", "DHR5.yaml", "DHR6.yaml"]


def test_output_replaces_an_old_file(tmp_path: Path) -> None:
    path = tmp_path / "late.json"
    path.write_text("old", encoding="utf-8")
    store.write_output(path, b"new")
    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["late.json"]


def test_output_follows_a_link_and_writes_to_a_device(tmp_path: Path) -> None:
    (tmp_path / "old.json").write_text("old", encoding="utf-8")
    (tmp_path / "late.json").symlink_to("old.json")
    store.write_output(tmp_path / "late.json", b"new")
    assert (tmp_path / "late.json").is_symlink()
    assert (tmp_path / "old.json").read_bytes() == b"new"
    device = tmp_path / "device"
    device.symlink_to(os.devnull)
    store.write_output(device, b"new")
    assert not stat.S_ISREG(Path(os.devnull).stat().st_mode)


@pytest.mark.parametrize("name", ["late.json", "none/late.json", "file/late.json"])
def test_a_failed_write_leaves_nothing_behind(name: str, tmp_path: Path) -> None:
    (tmp_path / "late.json").mkdir()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(NotWrittenError, match="cannot be saved"):
        store.write_output(tmp_path / name, b"new")
    assert names(tmp_path) == ["file", "late.json"]


def test_the_longest_name_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / f"{'a' * 250}.yaml"
    try:
        path.write_bytes(OLD)
    except OSError:
        pytest.skip("such a name is too long for this disk")
    rewrite(path)
    assert path.read_bytes() == NEW


def test_left_over_drafts_are_not_plans(tmp_path: Path) -> None:
    left = tmp_path / ".dhrplan-draft-0011223344556677"
    left.write_bytes(OLD)
    assert store.read(tmp_path, tmp_path).files == {}
    assert store.strays(tmp_path, tmp_path) == ()
    store.write_output(tmp_path / "DHR4.yaml", OLD)
    assert names(tmp_path) == ["DHR4.yaml"]


@pytest.mark.skipif(os.name != "nt", reason="only Windows refuses while another has it open")
def test_a_file_open_in_another_program_is_named(tmp_path: Path) -> None:
    path = plan(tmp_path)
    with (
        path.open("rb"),
        pytest.raises(DhrplanError, match=r"DHR4\.yaml cannot be saved") as caught,
    ):
        rewrite(path)
    assert "Close it in every other program" in caught.value.hint
    assert (path.read_bytes(), names(tmp_path)) == (OLD, ["DHR4.yaml"])
