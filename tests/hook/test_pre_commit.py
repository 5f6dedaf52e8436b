"""The hook under the real pre-commit, installed from this working tree as anybody would have it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.programs import lacking

CHECKOUT = Path(__file__).parents[2]
PLAN = "plans/DHR7.yaml"
SOUND, FAULTY = "status: complete\n", "status: finished\n"
CONFIG = """\
repos:
  - repo: {repo}
    rev: {rev}
    hooks:
      - id: dhrplan-validate
"""

# One environment is built for all of them, so they stay in one process.
pytestmark = [pytest.mark.needs("git"), pytest.mark.xdist_group("pre-commit")]


@dataclass(frozen=True)
class Repository:
    """A git repository with plans.

    Attributes:
        home: Where pre-commit keeps the environment of the hook.
    """

    folder: Path
    home: Path

    def git(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return ran("git", *arguments, folder=self.folder, home=self.home)

    def commit(self, *files: str) -> subprocess.CompletedProcess[str]:
        self.git("add", "--", *files).check_returncode()
        return self.git("commit", "--message", "Say how things stand")

    def read(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8", newline="\n")

    def spoil(self, name: str) -> str:
        """Write a fault into a plan, and return the place of its value."""
        text = self.read(name)
        before, _, after = text.partition(SOUND)
        self.write(name, f"{before}{FAULTY}{after}")
        line, indent = before.count("\n") + 1, len(before.rpartition("\n")[2])
        return f"{name}:{line}:{indent + FAULTY.index('finished') + 1}"

    @property
    def commits(self) -> int:
        return int(self.git("rev-list", "--count", "HEAD").stdout)


def ran(*command: str, folder: Path, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PRE_COMMIT_HOME": str(home), "PRE_COMMIT_COLOR": "never"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


def committed(folder: Path, home: Path) -> Repository:
    """A new repository with all that is in the folder."""
    repository = Repository(folder, home)
    repository.git("init").check_returncode()
    ended = repository.commit(".")
    assert ended.returncode == 0, ended.stdout
    return repository


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


def has_index(folder: Path) -> bool:
    """Whether a package can be had, as pip is set up here."""
    wanted = ("download", "--quiet", "--no-deps", "--retries", "0", "--dest", str(folder))
    return (
        ran(
            sys.executable, "-m", "pip", *wanted, "hatchling", folder=folder, home=folder
        ).returncode
        == 0
    )


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A repository with the real plans and the hook, its environment built."""
    hook, home = tmp_path_factory.mktemp("hook"), tmp_path_factory.mktemp("home")
    working_tree(hook)
    rev = committed(hook, home).git("rev-parse", "HEAD").stdout.strip()
    folder = tmp_path_factory.mktemp("template")
    shutil.copytree(CHECKOUT / "plans", folder / "plans")
    config = CONFIG.format(repo=hook.as_posix(), rev=rev)
    (folder / ".pre-commit-config.yaml").write_text(config, encoding="utf-8", newline="\n")
    repository = committed(folder, home)
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


def test_a_sound_plan_is_committed(repository: Repository) -> None:
    text = repository.read(PLAN)
    repository.write(PLAN, text.replace("title: Domestic", "title: The Domestic", 1))
    ended = repository.commit(PLAN)
    assert (ended.returncode, repository.commits) == (0, 2), ended.stdout
    assert "validate action plans" in ended.stdout


def test_a_fault_is_not_committed_until_it_is_mended(repository: Repository) -> None:
    sound = repository.read(PLAN)
    place = repository.spoil(PLAN)
    refused = repository.commit(PLAN)
    assert refused.returncode != 0
    assert repository.commits == 1
    assert f"{place}: error[unknown-value] `finished` is not a status." in refused.stdout
    assert "Write `complete`." in refused.stdout
    repository.write(PLAN, f"{sound}# Read once more.\n")
    accepted = repository.commit(PLAN)
    assert (accepted.returncode, repository.commits) == (0, 2), accepted.stdout


def test_a_fault_that_is_not_staged_does_not_hinder(repository: Repository) -> None:
    repository.write(PLAN, f"{repository.read(PLAN)}# Read once more.\n")
    repository.git("add", PLAN).check_returncode()
    repository.spoil(PLAN)
    ended = repository.git("commit", "--message", "Say that it was read")
    assert (ended.returncode, repository.commits) == (0, 2), ended.stdout
    assert FAULTY in repository.read(PLAN)
    assert FAULTY not in repository.git("show", f"HEAD:{PLAN}").stdout


def test_a_fault_that_is_staged_is_found_though_mended_since(repository: Repository) -> None:
    sound = repository.read(PLAN)
    place = repository.spoil(PLAN)
    repository.git("add", PLAN).check_returncode()
    repository.write(PLAN, sound)
    ended = repository.git("commit", "--message", "Say how things stand")
    assert (ended.returncode != 0, repository.commits) == (True, 1)
    assert place in ended.stdout
    assert repository.read(PLAN) == sound


def test_a_plan_is_judged_beside_those_that_are_committed_already(repository: Repository) -> None:
    repository.write("plans/DHR8.yaml", repository.read(PLAN))
    ended = repository.commit("plans/DHR8.yaml")
    assert (ended.returncode != 0, repository.commits) == (True, 1)
    assert "error[duplicate-review] `DHR7` is the review of another file" in ended.stdout
    assert f"{PLAN}:" in ended.stdout
    assert "plans/DHR8.yaml:" in ended.stdout


def test_the_register_is_judged_with_the_plans_that_hang_on_it(repository: Repository) -> None:
    register = "plans/agencies.yaml"
    text = repository.read(register)
    repository.write(register, text.replace("ELFT", "ELT"))
    ended = repository.commit(register)
    assert (ended.returncode != 0, repository.commits) == (True, 1)
    assert "`ELFT` is not in the register of agencies." in ended.stdout
    assert f"{PLAN}:" in ended.stdout


def test_what_is_no_plan_is_passed_over(repository: Repository) -> None:
    (repository.folder / "plans" / "old").mkdir()
    for name in ("notes.yaml", "plans/notes.txt", "plans/.draft.yaml", "plans/old/DHR7.yaml"):
        repository.write(name, "status: finished\n")
    ended = repository.commit(".")
    assert (ended.returncode, repository.commits) == (0, 2), ended.stdout
    assert "Skipped" in ended.stdout
