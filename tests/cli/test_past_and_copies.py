"""A past day shows the record as it was, and a copy of a review is counted once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.golden.running import Shell

if TYPE_CHECKING:
    from pathlib import Path

PLAN = """\
format: 1
id: DHR1
title: Domestic Homicide Review 1
recommendations:
  - id: "1"
    text: Use one form.
    actions:
      - id: "1.1"
        text: Agree one form.
        status: complete
        target: 2021-03
        completed: 2021-09-01
        outcome: Agreed.
"""
NOTE = "This is the record as its own dates show it on that day."


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "DHR1.yaml").write_text(PLAN, encoding="utf-8")
    return Shell(capsys, monkeypatch, tmp_path)


def test_what_was_completed_later_was_late_on_the_day(shell: Shell) -> None:
    then = shell.run("dhrplan overdue --as-of 2021-06-01").stdout
    assert "1 of 1 action in 1 review is late" in then
    assert NOTE in then
    assert "Nothing is overdue" in shell.run("dhrplan overdue --as-of 2021-09-01").stdout
    now = shell.run("dhrplan overdue").stdout
    assert "Nothing is overdue" in now
    assert NOTE not in now
    assert "Agreed." not in shell.run("dhrplan show DHR1 1.1 --as-of 2021-06-01").stdout


@pytest.mark.parametrize(
    "name",
    [
        "DHR1 - Copy",
        "DHR1 - Copy (2)",
        "Copy of DHR1",
        "DHR1 (1)",
        "DHR1 (conflicted copy 2026-03-01)",
        "DHR1-LAPTOP-7QX2",
    ],
)
def test_a_copy_is_named_and_left_out(name: str, shell: Shell) -> None:
    (shell.folder / "plans" / f"{name}.yaml").write_text(PLAN, encoding="utf-8")
    outcome = shell.run("dhrplan overdue")
    assert outcome.code == 3
    assert "1 action in 1 review" in outcome.stdout
    assert f"plans/{name}.yaml" in outcome.stderr
    assert "DHR1 is counted once, without this copy." in outcome.stderr


@pytest.mark.parametrize("name", ["DHR2", "DHR10", "DHR1-2", "DHR1a"])
def test_another_review_with_a_wrong_id_is_counted_and_named(name: str, shell: Shell) -> None:
    (shell.folder / "plans" / f"{name}.yaml").write_text(PLAN, encoding="utf-8")
    outcome = shell.run("dhrplan overdue")
    assert outcome.code == 3
    assert "2 actions in 2 reviews" in outcome.stdout
    assert "DHR1 is counted twice." in outcome.stderr


def test_reviews_may_be_named_without_an_option(shell: Shell) -> None:
    other = PLAN.replace("DHR1", "DHR2")
    (shell.folder / "plans" / "DHR2.yaml").write_text(other, encoding="utf-8")
    for command in ("overdue", "list", "status"):
        assert "Review: DHR2" in shell.run(f"dhrplan {command} dhr2").stdout


def test_an_unreadable_plan_is_a_row_of_its_own_in_a_spreadsheet(shell: Shell) -> None:
    (shell.folder / "plans" / "DHR2.yaml").write_text("a: 'b", encoding="utf-8")
    rows = shell.run("dhrplan list --format csv").stdout.splitlines()
    header = rows[0].split(",")
    assert header[-2:] == ["section", "marking"]
    assert "unreadable" in rows[-1]
    assert "plans/DHR2.yaml" in rows[-1]


def test_days_are_understood_as_words(shell: Shell) -> None:
    assert shell.run("dhrplan list --due-before tomorrow").code == 0
    assert NOTE in shell.run("dhrplan list --as-of yesterday").stdout
