"""What the privacy rules find is not printed by commands that name what they cannot read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.golden.running import Shell

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("Hobbs", "Steen", "hobbs", "steen")
PLAN = """\
format: 1
id: DHR99
title: Domestic Homicide Review 99
recommendations:
  - id: "1"
    text: Agencies should share what they know.
    actions:
      - id: "1.1"
        text: Agree one form.
        lead: [POL]
        status: in-progress
        target: DS Pat "Nick" Hobbs
      - id: "1.2"
        text: Agree one form.
        lead: [POL]
        status: ds pat hobbs
        target: PC Wells and Hobbs
      - id: "1.3"
        text: Agree one form.
        lead: [POL]
        status: Zoe Steen
        target: 2021
"""
UNREADABLE = "format: 1\nid: DHR98\ntitle: T\nrecommendations: DS Pat Hobbs\n"


@pytest.fixture
def shell(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Shell:
    """A shell beside a plan whose faults quote names, and an unreadable file named for a person."""
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "DHR99.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "plans" / "DS Pat Hobbs.yaml").write_text(UNREADABLE, encoding="utf-8")
    (tmp_path / "forbidden-names.txt").write_text("Zoe Steen\n", encoding="utf-8")
    return Shell(capsys, monkeypatch, tmp_path)


@pytest.mark.parametrize(
    "command",
    ["overdue", "list", "status", "report DHR99", "list --format json", "list --format csv"],
)
def test_problems_are_masked_on_standard_error(shell: Shell, command: str) -> None:
    told = shell.run(f"dhrplan {command}").stderr
    assert "plans/DHR99.yaml:12:17: DHR99 1.1 is unclear." in told
    assert "plans/DS P** H****.yaml" in told
    assert not [name for name in NAMES if name in told]


def test_a_file_that_is_named_for_a_person_is_still_said_to_be_left_out(shell: Shell) -> None:
    told = shell.run("dhrplan list").stderr
    assert "H****.yaml:4:18: this file cannot be read and is left out." in told


def test_problems_are_masked_in_json(shell: Shell) -> None:
    problems = json.loads(shell.run("dhrplan list --format json").stdout)["problems"]
    assert len(problems) == 5
    assert not [name for name in NAMES if name in json.dumps(problems)]


@pytest.mark.parametrize("command", ["fmt --check", "fmt --diff", "fmt"])
def test_what_fmt_cannot_read_is_masked(shell: Shell, command: str) -> None:
    told = shell.run(f"dhrplan {command}").stderr
    assert "plans/DHR99.yaml:12:17" in told
    lines = [one for one in told.splitlines() if not one.endswith("is left as it is.")]
    assert not [name for name in NAMES if name in "\n".join(lines)]


@pytest.mark.parametrize("action", ["1.1", "1.2", "1.3"])
def test_why_an_action_cannot_be_changed_is_masked(shell: Shell, action: str) -> None:
    ended = shell.run(f"dhrplan update DHR99 {action} --status complete")
    assert "cannot be changed: part of it cannot be read" in ended.stderr
    assert not [name for name in NAMES if name in ended.stderr]


def test_why_a_review_cannot_be_changed_is_masked(shell: Shell) -> None:
    ended = shell.run("dhrplan update DHR98 1.1 --status complete")
    assert not [name for name in NAMES if name in ended.stderr]


def test_the_effect_of_a_change_is_masked_where_an_old_name_is_in_it(shell: Shell) -> None:
    ended = shell.run("dhrplan new DHR99 1 --action 'For DS Pat Hobbs.' --dry-run")
    _, _, effect = ended.stdout.partition("New problems")
    assert "P** H****" in effect
    assert "Pat Hobbs" not in effect


@pytest.mark.parametrize(
    ("file", "printed"),
    [
        ("pat.hobbs@example.org.yaml", "pat.hobbs"),
        ("DS Pat Hobbs 2.yaml", "Hobbs"),
        ("Zoe Steen.yaml", "Steen"),
    ],
)
def test_the_name_of_a_file_is_masked_in_the_findings_of_every_rule(
    shell: Shell, tmp_path: Path, file: str, printed: str
) -> None:
    text = PLAN.replace("DHR99", "DHR97")
    (tmp_path / "plans" / file).write_text(text, encoding="utf-8")
    told = shell.run("dhrplan validate").stdout
    assert "[id-file-mismatch]" in told
    assert printed not in told
