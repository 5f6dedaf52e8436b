"""The hook that formats: what is staged comes into form, and has to be added once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.hook.repository import CONFIG, OTHER, PLAN, REGISTER, Repository

if TYPE_CHECKING:
    from pathlib import Path

# One environment is built for all of them, so they stay in one process.
pytestmark = [
    pytest.mark.needs("git"),
    pytest.mark.xdist_group("pre-commit"),
    pytest.mark.thorough,
]
SOUND, MESSY = "completed: 2016-10-31\n", "completed: 31/10/2016\n"


@pytest.fixture
def formatting(repository: Repository) -> Repository:
    """A repository in which commits are formatted and judged, in this order."""
    config = repository.read(CONFIG)
    validate = "      - id: dhrplan-validate\n"
    repository.write(CONFIG, config.replace(validate, f"      - id: dhrplan-fmt\n{validate}"))
    repository.commit_unseen(CONFIG)
    return repository


def messed(repository: Repository, name: str = PLAN) -> str:
    """Write a date otherwise, and return the text that is in form."""
    text = repository.read(name)
    repository.write(name, text.replace(SOUND, MESSY, 1))
    assert repository.read(name) != text
    return text


def test_what_is_in_form_is_committed(formatting: Repository) -> None:
    formatting.add_line(PLAN)
    formatting.add_line(REGISTER)
    ended = formatting.commit(PLAN, REGISTER)
    assert ended.returncode == 0, ended.stdout
    assert "format action plans......................................................Passed" in (
        ended.stdout
    )


def test_what_is_not_is_written_and_can_then_be_committed(formatting: Repository) -> None:
    sound = messed(formatting)
    formatting.write("plans/notes.txt", "31/10/2016\n")
    formatting.add_line(OTHER)
    ended = formatting.commit(".")
    assert ended.returncode != 0
    assert f"{PLAN}: 1 date" in ended.stdout
    assert "2 files checked, 1 changed." in ended.stdout
    assert formatting.read(PLAN) == sound
    assert formatting.done("diff", "--name-only") == PLAN  # staged is what was; git is left alone
    formatting.add_line(PLAN)
    assert formatting.commit(".").returncode == 0


def test_what_is_not_staged_is_left(formatting: Repository) -> None:
    messed(formatting)
    formatting.add_line(OTHER)
    ended = formatting.commit(OTHER)
    assert ended.returncode == 0, ended.stdout
    assert MESSY in formatting.read(PLAN)


def test_what_cannot_be_read_is_not_committed(formatting: Repository) -> None:
    formatting.write(PLAN, "title: [T\n")
    ended = formatting.commit(PLAN)
    assert ended.returncode != 0
    assert f"{PLAN} is left as it is." in ended.stdout


def test_it_can_be_asked_only_to_look(formatting: Repository) -> None:
    config = formatting.read(CONFIG)
    hook = "      - id: dhrplan-fmt\n"
    formatting.write(CONFIG, config.replace(hook, f"{hook}        args: [--check]\n"))
    messed(formatting)
    ended = formatting.commit(PLAN, CONFIG)
    assert ended.returncode != 0
    assert f"{PLAN}: 1 date" in ended.stdout
    assert MESSY in formatting.read(PLAN)


def test_a_push_is_not_formatted(formatting: Repository, tmp_path: Path) -> None:
    messed(formatting)
    formatting.commit_unseen(PLAN)
    formatting.done("init", "--bare", str(tmp_path / "remote"))
    ended = formatting.git("push", str(tmp_path / "remote"), "main")
    assert ended.returncode == 0, ended.stdout
    assert "format action plans" not in ended.stdout
    assert MESSY in formatting.read(PLAN)
