"""Dates that moved in git without an extension in the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dhrplan.history.repository import open_history
from dhrplan.history.silent_moves import silent_moves
from tests.git import git

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.needs("git")

PLAN = """\
format: 1
id: DHR1
recommendations:
  - id: "1"
    text: Use one form.
    actions:
      - id: "1.1"
        text: Agree one form, and publish it.
        status: in-progress
        target: 2021-03
        milestones:
          - id: i
            text: Draft
            target: 2021-01
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, PLAN)
    return tmp_path


def commit(folder: Path, text: str, name: str = "DHR1.yaml") -> None:
    (folder / "plans").mkdir(exist_ok=True)  # git removes an empty folder
    (folder / "plans" / name).write_text(text, encoding="utf-8", newline="\n")
    git(folder, "add", "plans")
    git(folder, "commit", "--quiet", "-m", "Change")


def found(folder: Path) -> list[tuple[str, str | None, str, str]]:
    history = open_history(folder / "plans")
    moves = silent_moves(history, folder / "plans", history.head)
    return [(one.action, one.milestone, one.old.canonical, one.new.canonical) for one in moves]


def later(text: str, target: str, more: str = "") -> str:
    return text.replace("target: 2021-03\n", f"target: {target}\n{more}")


EXTENSION = """\
        extensions:
          - was: 2021-03
"""


def test_only_a_move_without_an_extension_is_silent(folder: Path) -> None:
    commit(folder, later(PLAN, "2021-06", EXTENSION))
    assert found(folder) == []
    commit(folder, later(PLAN, "2021-09", EXTENSION))
    assert found(folder) == [("1.1", None, "2021-06", "2021-09")]


def test_also_a_milestone_that_moved_alone_and_what_was_brought_forward(folder: Path) -> None:
    commit(folder, PLAN.replace("2021-01", "2021-02"))
    commit(folder, later(PLAN.replace("2021-01", "2021-02"), "2021-02"))
    assert found(folder) == [
        ("1.1", "i", "2021-01", "2021-02"),
        ("1.1", None, "2021-03", "2021-02"),
    ]


def test_a_milestone_that_moves_with_its_action_is_recorded(folder: Path) -> None:
    commit(folder, later(PLAN.replace("2021-01", "2021-05"), "2021-06", EXTENSION))
    assert found(folder) == []


def test_a_version_that_cannot_be_read_is_bridged(folder: Path) -> None:
    commit(folder, "format: [\n")
    commit(folder, later(PLAN, "2021-06"))
    assert found(folder) == [("1.1", None, "2021-03", "2021-06")]


def test_it_is_bridged_also_where_its_targets_can_be_seen(folder: Path) -> None:
    commit(folder, PLAN.replace("format: 1", "format: ["))
    commit(folder, later(PLAN, "2021-06"))
    assert found(folder) == [("1.1", None, "2021-03", "2021-06")]


def test_a_target_on_a_line_of_its_own_is_seen(folder: Path) -> None:
    own_line = "target:\n          {}\n"
    commit(folder, PLAN.replace("target: 2021-03\n", own_line.format("2021-03")))
    commit(folder, PLAN.replace("target: 2021-03\n", own_line.format("2021-04")))
    assert found(folder) == [("1.1", None, "2021-03", "2021-04")]


def test_a_date_that_counts_from_another_has_not_moved_by_itself(folder: Path) -> None:
    text = later(PLAN, "published + 6 months")
    for year in ("2020", "2021"):
        dated = text.replace("id: DHR1\n", f"id: DHR1\ndates:\n  published: {year}-01-31\n")
        commit(folder, dated)
    assert found(folder) == [("1.1", None, "2021-03", "published + 6 months")]


def test_a_merge_counts_once(folder: Path) -> None:
    git(folder, "checkout", "--quiet", "-b", "side")
    commit(folder, later(PLAN, "2021-06"))
    git(folder, "checkout", "--quiet", "main")
    commit(folder, PLAN.replace("DHR1", "DHR2"), "DHR2.yaml")
    git(folder, "merge", "--quiet", "-m", "Merge", "side")
    assert found(folder) == [("1.1", None, "2021-03", "2021-06")]


def test_a_plan_that_was_renamed_is_followed(folder: Path) -> None:
    git(folder, "rm", "--quiet", "plans/DHR1.yaml")
    commit(folder, later(PLAN, "2021-06").replace("id: DHR1", "id: DHR01"), "DHR01.yaml")
    assert found(folder) == [("1.1", None, "2021-03", "2021-06")]


SECOND = """\
  - id: "2"
    text: Train the staff.
    actions:
      - id: "2.1"
        text: Train every officer once a year.
        status: not-started
        target: 2021-09
"""
FIRST_ADDED = """\
  - id: "1"
    text: Publish what was learnt.
    actions:
      - id: "1.1"
        text: Publish a learning brief of two pages.
        status: not-started
        target: 2021-04
"""


def test_an_action_that_was_renumbered_keeps_its_moves(folder: Path) -> None:
    """And the action that has its old number now does not get them."""
    moved = later(PLAN, "2021-04")
    commit(folder, moved)
    head, begins, rest = moved.replace('- id: "1', '- id: "2').partition("recommendations:\n")
    commit(folder, f"{head}{begins}{FIRST_ADDED}{rest}")
    assert found(folder) == [("2.1", None, "2021-03", "2021-04")]


def test_two_actions_that_changed_their_numbers_keep_their_moves(folder: Path) -> None:
    commit(folder, PLAN + SECOND)
    moved = later(PLAN, "2021-04") + SECOND
    commit(folder, moved)
    swapped = moved.replace('- id: "1', '- id: "0').replace('- id: "2', '- id: "1')
    commit(folder, swapped.replace('- id: "0', '- id: "2'))
    assert found(folder) == [("2.1", None, "2021-03", "2021-04")]


def test_moves_of_a_review_with_a_new_number_are_those_of_the_new(folder: Path) -> None:
    commit(folder, later(PLAN, "2021-04"))
    git(folder, "mv", "plans/DHR1.yaml", "plans/DHR2.yaml")
    commit(folder, later(PLAN, "2021-04").replace("id: DHR1", "id: DHR2"), "DHR2.yaml")
    history = open_history(folder / "plans")
    moves = silent_moves(history, folder / "plans", history.head)
    assert [(one.review, one.action) for one in moves] == [("DHR2", "1.1")]


def test_an_action_that_has_the_number_of_another_that_is_gone_gets_no_moves(folder: Path) -> None:
    commit(folder, PLAN + SECOND)
    commit(folder, later(PLAN, "2021-04") + SECOND)
    head, begins, _ = PLAN.partition("recommendations:\n")
    commit(folder, head + begins + SECOND.replace('"2', '"1'))
    assert found(folder) == []
