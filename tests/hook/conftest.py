"""The hook as anybody would have it: installed from this working tree by the real pre-commit."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from tests.checkout import CHECKOUT, copy_checkout, installed
from tests.hook.repository import CONFIG, Repository, documented, ran
from tests.programs import need

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A repository with the real plans and the hook, its environment built."""
    need("git")
    hook, home = tmp_path_factory.mktemp("hook"), tmp_path_factory.mktemp("home")
    copy_checkout(hook)
    rev = committed(hook, home).done("rev-parse", "HEAD")
    folder = tmp_path_factory.mktemp("template")
    shutil.copytree(CHECKOUT / "plans", folder / "plans")
    repository = Repository(folder, home)
    repository.write(CONFIG, documented(hook.as_posix(), rev))
    committed(folder, home)
    installing = (sys.executable, "-m", "pre_commit", "install", "--install-hooks")
    ended = ran(*installing, folder=folder, home=home)
    installed(ended, tmp_path_factory.mktemp("index"))
    return repository


@pytest.fixture
def repository(template: Repository, tmp_path: Path) -> Repository:
    """A copy of the repository, to commit to."""
    folder = tmp_path / "repository"
    shutil.copytree(template.folder, folder)
    return Repository(folder, template.home)


def committed(folder: Path, home: Path) -> Repository:
    """A new repository with all that is in the folder."""
    repository = Repository(folder, home)
    repository.done("init")
    repository.commit(".").check_returncode()
    return repository
