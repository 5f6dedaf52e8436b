"""`explain` knows every rule by its name, and lists a family."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from dhrplan.rules import RULES
from dhrplan.rules.engine import FAMILIES
from tests.golden.running import Shell

if TYPE_CHECKING:
    from pathlib import Path

    from dhrplan.rules.engine import Rule

NAMES = [rule.name for rule in RULES]


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(capsys, monkeypatch)


@pytest.mark.parametrize("columns", [80, 160])
def test_every_rule_is_listed(
    columns: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = Shell(capsys, monkeypatch, columns=columns).run("dhrplan explain").stdout
    listed = [line.split()[0] for line in printed.splitlines() if line.split()]
    assert [word for word in listed if word in NAMES] == NAMES
    assert max(map(len, printed.splitlines())) <= columns


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_is_explained_whole(shell: Shell, rule: Rule) -> None:
    outcome = shell.run(f"dhrplan explain {rule.name}")
    assert outcome.code == 0
    words = " ".join(outcome.stdout.split())
    assert all(said in words for said in (rule.what, rule.why, rule.instead))
    assert ("Not like this" in words) == bool(rule.bad)
    assert f"[{rule.name}]" in words or not rule.bad


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_is_listed(shell: Shell, family: str) -> None:
    of_family = [rule.name for rule in RULES if rule.family == family]
    if of_family:
        document = json.loads(shell.run(f"dhrplan explain {family} --format json").stdout)
        assert [each["name"] for each in document["rules"]] == of_family


def test_a_name_may_be_written_in_capitals(shell: Shell) -> None:
    assert shell.run("dhrplan explain Unknown-Agency") == shell.run(
        "dhrplan explain unknown-agency"
    )


def test_a_rule_that_there_is_not_has_its_nearest(shell: Shell) -> None:
    outcome = shell.run("dhrplan explain unknown-agncy")
    assert (outcome.code, outcome.stdout) == (2, "")
    assert "Did you mean `unknown-agency`" in outcome.stderr


def test_a_part_of_a_name_finds_its_rules(shell: Shell) -> None:
    assert "Did you mean `personal-email`?" in shell.run("dhrplan explain email").stderr
    three = "`date-of-birth`, `dates` or `not-a-date`"
    assert f"Did you mean {three}?" in shell.run("dhrplan explain date").stderr


def test_no_folder_of_plans_is_needed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Shell(capsys, monkeypatch, tmp_path).run("dhrplan explain").code == 0
