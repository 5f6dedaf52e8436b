"""The lock of a folder on Windows, which has no `fcntl`: a file that is kept open.

Only Windows refuses to delete an open file, so that is simulated; killing.py and racing.py test the
real lock on whatever system they run.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dhrplan import store

if TYPE_CHECKING:
    from types import ModuleType


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module imported as on Windows, without `fcntl`, with hardly any waiting."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "fcntl", None)
    spec = importlib.util.spec_from_file_location("store_on_windows", str(store.__file__))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "LOCK_TRIES", 3)
    monkeypatch.setattr(module, "LOCK_PAUSE", 0)
    return module


def keep_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every deletion, as Windows does while a file is open."""

    def refuse(_path: Path, *, missing_ok: bool = False) -> None:  # noqa: ARG001 - as `unlink`
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", refuse)


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_the_lock_file_is_deleted_at_the_end(windows: ModuleType, tmp_path: Path) -> None:
    with windows.folder_lock(tmp_path):
        assert names(tmp_path) == [windows.WINDOWS_LOCK_FILE]
    assert names(tmp_path) == []


def test_the_lock_file_is_deleted_after_an_error(windows: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="full"), windows.folder_lock(tmp_path):
        raise OSError(28, "full")
    assert names(tmp_path) == []


def test_a_left_over_lock_file_is_no_lock(windows: ModuleType, tmp_path: Path) -> None:
    (tmp_path / windows.WINDOWS_LOCK_FILE).write_bytes(b"")
    with windows.folder_lock(tmp_path):
        pass
    assert names(tmp_path) == []


def test_an_open_lock_file_is_waited_for(
    windows: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as held, windows.folder_lock(tmp_path):
        keep_open(held)
        with pytest.raises(TimeoutError, match="another dhrplan is writing"):
            windows.folder_lock(tmp_path).__enter__()
    with windows.folder_lock(tmp_path):
        pass


def test_a_missing_folder_is_not_waited_for(windows: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), windows.folder_lock(tmp_path / "gone"):
        pass
