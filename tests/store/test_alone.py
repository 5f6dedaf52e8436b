"""Taking turns as on Windows, which has no `fcntl` and locks no folder: by a file kept open.

That Windows deletes no file that is open cannot be had elsewhere, and is acted here; killing.py and
racing.py have the real thing wherever they run.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dhrplan.store import alone as here

if TYPE_CHECKING:
    from types import ModuleType


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module as Windows reads it: without `fcntl`, and waiting hardly at all."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "fcntl", None)
    spec = importlib.util.spec_from_file_location("alone_on_windows", str(here.__file__))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "TRIES", 3)
    monkeypatch.setattr(module, "PAUSE", 0)
    return module


def keep_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no file be deleted, as Windows does while one is open."""

    def refuse(_path: Path, *, missing_ok: bool = False) -> None:  # noqa: ARG001 - as `unlink`
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", refuse)


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_a_file_is_kept_open_and_goes_afterwards(windows: ModuleType, tmp_path: Path) -> None:
    with windows.alone(tmp_path):
        assert names(tmp_path) == [windows.MARK]
    assert names(tmp_path) == []


def test_it_goes_after_a_fault_too(windows: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="full"), windows.alone(tmp_path):
        raise OSError(28, "full")
    assert names(tmp_path) == []


def test_one_that_was_left_behind_stands_in_no_ones_way(
    windows: ModuleType, tmp_path: Path
) -> None:
    (tmp_path / windows.MARK).write_bytes(b"")
    with windows.alone(tmp_path):
        pass
    assert names(tmp_path) == []


def test_while_another_keeps_it_open_it_is_waited_for(
    windows: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as held, windows.alone(tmp_path):
        keep_open(held)
        with pytest.raises(TimeoutError, match="another dhrplan is writing"):
            windows.alone(tmp_path).__enter__()
    with windows.alone(tmp_path):
        pass


def test_a_folder_that_is_gone_is_not_waited_for(windows: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), windows.alone(tmp_path / "gone"):
        pass
