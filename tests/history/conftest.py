"""The scripted year, built once, and copies of it that may be changed."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.golden.running import Shell
from tests.history.year import build
from tests.programs import need

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository of the year, not to be changed."""
    need("git")
    return build(tmp_path_factory.mktemp("year"))


@pytest.fixture
def shell(year: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Commands in the repository of the year."""
    return Shell(capsys, monkeypatch, year)


@pytest.fixture
def changed(
    year: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    """Commands in a copy of the repository, which may be changed."""
    shutil.copytree(year, tmp_path / "copy")
    return Shell(capsys, monkeypatch, tmp_path / "copy")
