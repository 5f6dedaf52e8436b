"""The hook when something is pushed: the commit that others will have is judged whole."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.hook.repository import (
    FAULT,
    OTHER,
    PLAN,
    REGISTER,
    Repository,
    passed,
    refused,
)

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [
    pytest.mark.needs("git"),
    pytest.mark.xdist_group("pre-commit"),
    pytest.mark.thorough,
]


@pytest.fixture
def pushed(repository: Repository, tmp_path: Path) -> Repository:
    """The repository, of which another has all that is committed."""
    repository.done("init", "--bare", str(tmp_path / "remote"))
    repository.done("remote", "add", "origin", str(tmp_path / "remote"))
    assert passed(repository.git("push", "--set-upstream", "origin", "main"))
    return repository


def held(repository: Repository, name: str = "main") -> str:
    """The commit that others have."""
    return repository.done("ls-remote", "origin", f"refs/heads/{name}").partition("\t")[0]


def test_what_is_sound_is_pushed(pushed: Repository) -> None:
    pushed.add_line(PLAN)
    pushed.commit_unseen(PLAN)
    assert passed(pushed.git("push"))
    assert held(pushed) == pushed.done("rev-parse", "main")


def test_a_fault_that_was_committed_is_not_pushed_until_that_is_mended(pushed: Repository) -> None:
    """That it is mended on the disk, or staged, does not help those who get the commit."""
    before, sound = held(pushed), pushed.read(PLAN)
    place = pushed.spoil(PLAN)
    pushed.commit_unseen(PLAN)
    assert refused(pushed.git("push"), f"{place}: error[unknown-value]", FAULT)
    pushed.write(PLAN, sound)
    assert refused(pushed.git("push"), place)
    pushed.done("add", PLAN)
    assert refused(pushed.git("push"), place)
    assert held(pushed) == before
    pushed.commit_unseen(PLAN)
    assert passed(pushed.git("push"))


def test_what_is_not_committed_does_not_hinder(pushed: Repository) -> None:
    pushed.add_line(PLAN)
    pushed.commit_unseen(PLAN)
    pushed.spoil(PLAN)
    pushed.write("plans/DHR8.yaml", pushed.read(PLAN))
    pushed.done("add", PLAN)
    pushed.write("plans/DHR9.yaml", pushed.read(PLAN))
    assert passed(pushed.git("push"))


def test_the_whole_folder_is_judged_though_no_plan_is_pushed(pushed: Repository) -> None:
    pushed.spoil(OTHER)
    pushed.commit_unseen(OTHER)
    pushed.done("push", "--no-verify")
    pushed.write("minutes.txt", "Nothing was said.\n")
    assert passed(pushed.commit("minutes.txt"))
    assert refused(pushed.git("push"), f"{OTHER}:", FAULT)


def test_what_was_deleted_is_judged(pushed: Repository) -> None:
    (pushed.folder / REGISTER).unlink()
    pushed.spoil(OTHER)
    pushed.commit_unseen(".")
    assert refused(pushed.git("push"), f"{OTHER}:", FAULT)


def test_the_branch_that_is_pushed_is_judged_and_not_the_one_at_hand(pushed: Repository) -> None:
    pushed.done("switch", "--create", "draft")
    pushed.spoil(PLAN)
    pushed.commit_unseen(PLAN)
    pushed.done("switch", "main")
    assert refused(pushed.git("push", "origin", "draft"), f"{PLAN}:", FAULT)
    assert held(pushed, "draft") == ""
    pushed.add_line(OTHER)
    pushed.commit_unseen(OTHER)
    pushed.done("switch", "draft")
    assert passed(pushed.git("push", "origin", "main"))


def test_the_first_push_of_all_is_judged(repository: Repository, tmp_path: Path) -> None:
    """pre-commit then names no commit, and the disk may hold something else."""
    sound = repository.read(PLAN)
    repository.spoil(PLAN)
    repository.commit_unseen(PLAN)
    repository.write(PLAN, sound)
    repository.done("init", "--bare", str(tmp_path / "remote"))
    push = ("push", str(tmp_path / "remote"), "main")
    assert refused(repository.git(*push), f"{PLAN}:", FAULT)
    repository.commit_unseen(PLAN)
    repository.spoil(PLAN)
    assert passed(repository.git(*push))


def test_a_branch_can_be_deleted_there(pushed: Repository) -> None:
    pushed.done("push", "--no-verify", "origin", "main:refs/heads/old")
    pushed.spoil(PLAN)
    pushed.commit_unseen(PLAN)
    pushed.done("push", "origin", "--delete", "old")


def test_a_repository_without_plans_is_let_through(pushed: Repository) -> None:
    shutil.rmtree(pushed.folder / "plans")
    pushed.commit_unseen(".")
    assert passed(pushed.git("push"))
