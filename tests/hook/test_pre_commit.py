"""The hook when something is committed: what is staged is what is judged, beside all else."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.hook.repository import (
    CONFIG,
    FAULT,
    FAULTY,
    OTHER,
    PLAN,
    REGISTER,
    SETTINGS,
    SOUND,
    Repository,
    passed,
    ran,
    refused,
)

if TYPE_CHECKING:
    import subprocess

# One environment is built for all of them, so they stay in one process.
pytestmark = [pytest.mark.needs("git"), pytest.mark.xdist_group("pre-commit")]


def everywhere(repository: Repository) -> subprocess.CompletedProcess[str]:
    """Run pre-commit on all files, as a CI job does."""
    command = (sys.executable, "-m", "pre_commit", "run", "--all-files")
    return ran(*command, folder=repository.folder, home=repository.home)


def with_one_more(register: str) -> str:
    """The register with one more agency, `XYZ`."""
    return register.replace("\nagencies:\n", "\nagencies:\n  XYZ: {name: Another body}\n")


@pytest.mark.thorough
def test_a_sound_plan_is_committed(repository: Repository) -> None:
    text = repository.read(PLAN)
    repository.write(PLAN, text.replace("title: Domestic", "title: The Domestic", 1))
    assert passed(repository.commit(PLAN))
    assert repository.commits == 2


def test_a_fault_is_not_committed_until_it_is_mended(repository: Repository) -> None:
    sound = repository.read(PLAN)
    place = repository.spoil(PLAN)
    ended = repository.commit(PLAN)
    assert refused(ended, f"{place}: error[unknown-value]", FAULT, "Write `complete`.")
    assert repository.commits == 1
    repository.write(PLAN, f"{sound}# Read once more.\n")
    assert passed(repository.commit(PLAN))
    assert repository.commits == 2


@pytest.mark.thorough
def test_a_fault_that_is_not_staged_does_not_hinder(repository: Repository) -> None:
    repository.add_line(PLAN)
    repository.done("add", PLAN)
    repository.spoil(PLAN)
    assert passed(repository.git("commit", "--message", "Say that it was read"))
    assert FAULTY in repository.read(PLAN)
    assert FAULTY not in repository.done("show", f"HEAD:{PLAN}")


@pytest.mark.thorough
def test_a_fault_that_is_staged_is_found_though_mended_since(repository: Repository) -> None:
    sound = repository.read(PLAN)
    place = repository.spoil(PLAN)
    repository.done("add", PLAN)
    repository.write(PLAN, sound)
    assert refused(repository.git("commit", "--message", "Say how things stand"), place)
    assert repository.read(PLAN) == sound


@pytest.mark.thorough
def test_part_of_what_is_staged_can_be_committed(repository: Repository) -> None:
    repository.spoil(OTHER)
    repository.done("add", OTHER)
    repository.add_line(PLAN)
    assert passed(repository.git("commit", "--message", "Say that it was read", PLAN))
    assert refused(repository.git("commit", "--all", "--message", "And the other"), FAULT)


@pytest.mark.thorough
def test_a_plan_is_judged_beside_those_that_are_committed_already(repository: Repository) -> None:
    repository.write("plans/DHR8.yaml", repository.read(PLAN))
    told = ("error[duplicate-review]", "`DHR7` is already in another file")
    assert refused(repository.commit("plans/DHR8.yaml"), *told, f"{PLAN}:", "plans/DHR8.yaml:")


@pytest.mark.thorough
def test_the_register_is_judged_with_the_plans_that_hang_on_it(repository: Repository) -> None:
    repository.write(REGISTER, repository.read(REGISTER).replace("ELFT", "ELT"))
    told = "`ELFT` is not in the register of agencies."
    assert refused(repository.commit(REGISTER), told, f"{PLAN}:")


@pytest.mark.thorough
def test_what_was_never_added_is_not_looked_at(repository: Repository) -> None:
    """A copy that lies about would be a second DHR7, and no plan."""
    repository.write("plans/DHR8.yaml", repository.read(PLAN))
    repository.write("plans/notes.yaml", "Nothing: of [the\n")
    repository.add_line(PLAN)
    assert passed(repository.commit(PLAN))
    repository.add_line(REGISTER)
    assert passed(repository.commit(REGISTER))


@pytest.mark.thorough
def test_a_plan_cannot_lean_on_a_register_that_is_not_added(repository: Repository) -> None:
    repository.write(REGISTER, with_one_more(repository.read(REGISTER)))
    repository.write(PLAN, repository.read(PLAN).replace("[MPS]", "[XYZ]", 1))
    assert refused(repository.commit(PLAN), "`XYZ` is not in the register of agencies.")
    assert passed(repository.commit(PLAN, REGISTER))


@pytest.mark.thorough
def test_a_renamed_plan_is_judged(repository: Repository) -> None:
    repository.done("mv", PLAN, "plans/DHR9.yaml")
    assert refused(repository.commit("."), "plans/DHR9.yaml:", "error[id-file-mismatch]")


@pytest.mark.thorough
@pytest.mark.parametrize("name", [PLAN, REGISTER, SETTINGS])
def test_where_something_is_deleted_everything_is_told(repository: Repository, name: str) -> None:
    """pre-commit does not name deleted files to a hook, and any plan may depend on them."""
    repository.write(SETTINGS, "")
    repository.spoil(OTHER)
    repository.commit_unseen(".")
    (repository.folder / name).unlink()
    assert refused(repository.commit(name), f"{OTHER}:", FAULT)
    assert repository.git("show", f"HEAD:{name}").returncode == 0


@pytest.mark.thorough
def test_a_plan_that_another_speaks_of_is_not_deleted(repository: Repository) -> None:
    before, _, after = repository.read(PLAN).partition(SOUND)
    indent = before.rpartition("\n")[2]
    superseded = f"status: superseded\n{indent}superseded_by: DHR4 1.1\n"
    repository.write(PLAN, f"{before}{superseded}{after}")
    assert passed(repository.commit(PLAN))
    (repository.folder / OTHER).unlink()
    assert refused(repository.commit(OTHER), "error[unknown-reference]", f"{PLAN}:")


@pytest.mark.thorough
def test_settings_that_are_deleted_weigh_no_more(repository: Repository) -> None:
    repository.write(SETTINGS, '[rules]\nid-file-mismatch = "off"\n')
    repository.done("mv", PLAN, "plans/DHR9.yaml")
    assert passed(repository.commit("."))
    (repository.folder / SETTINGS).unlink()
    assert refused(repository.commit(SETTINGS), "plans/DHR9.yaml:", "error[id-file-mismatch]")


@pytest.mark.thorough
def test_every_plan_can_go(repository: Repository) -> None:
    repository.done("rm", "-r", "plans")
    assert passed(repository.commit("."))


@pytest.mark.thorough
def test_old_faults_do_not_stop_other_work(repository: Repository) -> None:
    repository.spoil(OTHER)
    repository.commit_unseen(OTHER)
    repository.write("minutes.txt", "Nothing was said.\n")
    assert passed(repository.commit("minutes.txt"))
    repository.add_line(PLAN)
    assert passed(repository.commit(PLAN))


@pytest.mark.thorough
def test_all_files_can_be_asked_for(repository: Repository) -> None:
    assert passed(everywhere(repository))
    repository.spoil(OTHER)
    repository.commit_unseen(OTHER)
    assert refused(everywhere(repository), f"{OTHER}:", FAULT)


@pytest.mark.thorough
def test_what_is_no_plan_is_passed_over(repository: Repository) -> None:
    (repository.folder / "plans" / "old").mkdir()
    for name in ("notes.yaml", "plans/notes.txt", "plans/.draft.yaml", "plans/old/DHR7.yaml"):
        repository.write(name, FAULTY)
    assert passed(repository.commit("."))


@pytest.mark.thorough
def test_two_branches_that_do_not_agree_are_not_merged(repository: Repository) -> None:
    """Each is sound, and git has nothing to ask."""
    register = repository.read(REGISTER)
    repository.write(REGISTER, with_one_more(register))
    assert passed(repository.commit(REGISTER))
    repository.done("switch", "--create", "without")
    repository.write(REGISTER, register)
    assert passed(repository.commit(REGISTER))
    repository.done("switch", "main")
    repository.write(PLAN, repository.read(PLAN).replace("[MPS]", "[XYZ]", 1))
    assert passed(repository.commit(PLAN))
    told = "`XYZ` is not in the register of agencies."
    assert refused(repository.git("merge", "--no-edit", "without"), told, f"{PLAN}:")
    assert repository.commits == 3


@pytest.mark.thorough
def test_a_merge_that_was_settled_by_hand_is_judged(repository: Repository) -> None:
    def titled(title: str) -> str:
        return text.replace("title: Domestic Homicide Review 7", f"title: {title}", 1)

    text = repository.read(PLAN)
    repository.done("switch", "--create", "other")
    repository.write(PLAN, titled("Review seven"))
    assert passed(repository.commit(PLAN))
    repository.done("switch", "main")
    repository.write(PLAN, titled("The seventh review"))
    assert passed(repository.commit(PLAN))
    assert repository.git("merge", "other").returncode != 0
    assert refused(repository.commit(PLAN), "`<<<<<<< HEAD` is left over from a merge in git.")
    repository.write(PLAN, titled("Review 7"))
    repository.spoil(PLAN)
    assert refused(repository.commit(PLAN), FAULT)
    repository.write(PLAN, titled("Review 7"))
    assert passed(repository.commit(PLAN))


@pytest.mark.thorough
def test_options_can_be_given(repository: Repository) -> None:
    warned = f"# dhrplan: ignore[unknown-agency] none is left\n{repository.read(PLAN)}"
    repository.write(PLAN, warned)
    assert passed(repository.commit(PLAN))
    repository.add_line(CONFIG, "        args: [--strict]")
    repository.add_line(PLAN)
    assert refused(repository.commit(CONFIG, PLAN), "warning[unused-ignore]")


@pytest.mark.thorough
def test_a_folder_of_another_name_can_be_given(repository: Repository) -> None:
    repository.done("mv", "plans", "reviews")
    repository.add_line(CONFIG, "        args: [--plans, reviews]")
    assert passed(repository.commit("."))
    repository.spoil("reviews/DHR7.yaml")
    assert refused(repository.commit("reviews"), "reviews/DHR7.yaml:", FAULT)
