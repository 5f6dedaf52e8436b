"""The hook as anybody would have it: installed from this working tree by the real pre-commit."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from tests.hook.repository import CHECKOUT, CONFIG, Repository, documented, ran
from tests.programs import lacking, need

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A repository with the real plans and the hook, its environment built."""
    need("git")
    hook, home = tmp_path_factory.mktemp("hook"), tmp_path_factory.mktemp("home")
    working_tree(hook)
    rev = committed(hook, home).done("rev-parse", "HEAD")
    folder = tmp_path_factory.mktemp("template")
    shutil.copytree(CHECKOUT / "plans", folder / "plans")
    repository = Repository(folder, home)
    repository.write(CONFIG, documented(hook.as_posix(), rev))
    committed(folder, home)
    installing = (sys.executable, "-m", "pre_commit", "install", "--install-hooks")
    ended = ran(*installing, folder=folder, home=home)
    if ended.returncode and not has_index(tmp_path_factory.mktemp("index")):
        lacking("no index of packages can be reached")
    assert ended.returncode == 0, ended.stdout
    return repository


@pytest.fixture
def repository(template: Repository, tmp_path: Path) -> Repository:
    """A copy of the repository, to commit to."""
    folder = tmp_path / "repository"
    shutil.copytree(template.folder, folder)
    return Repository(folder, template.home)


def working_tree(folder: Path) -> None:
    """Copy what git would take from the checkout, committed or not."""
    listed = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    ended = ran(*listed, folder=CHECKOUT, home=folder)
    if ended.returncode:
        lacking("the tests do not run in a git repository")
    for name in filter(None, ended.stdout.split("\0")):
        if (CHECKOUT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(CHECKOUT / name, folder / name)


def committed(folder: Path, home: Path) -> Repository:
    """A new repository with all that is in the folder."""
    repository = Repository(folder, home)
    repository.done("init")
    repository.commit(".").check_returncode()
    return repository


def has_index(folder: Path) -> bool:
    """Whether a package can be had, as pip is set up here."""
    wanted = ("download", "--quiet", "--no-deps", "--retries", "0", "--dest", str(folder))
    command = (sys.executable, "-m", "pip", *wanted, "hatchling")
    return ran(*command, folder=folder, home=folder).returncode == 0
