"""The JSON contract: its envelope and its rows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.golden.running import Shell

if TYPE_CHECKING:
    from pathlib import Path

ROW = [
    "review",
    "recommendation",
    "action",
    "milestone",
    "title",
    "text",
    "lead",
    "status",
    "state",
    "flags",
    "target",
    "deadline",
    "days_late",
    "next_check",
    "completed",
    "last_update",
    "file",
    "line",
]
GOLDEN = "tests/golden/folders"


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(capsys, monkeypatch)


def answer(shell: Shell, command: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(shell.run(f"dhrplan {command} --format json").stdout)
    return document


def test_the_envelope(shell: Shell) -> None:
    document = answer(shell, "overdue --as-of 2017-09-15 --agency lbth")
    assert list(document)[:5] == ["schema_version", "kind", "as_of", "commit", "filters"]
    assert document["commit"] is None
    assert document["schema_version"] == 1
    assert document["kind"] == "overdue"
    assert document["as_of"] == "2017-09-15"
    assert document["filters"] == {"agency": ["LBTH"]}
    assert document["problems"] == []


def test_a_row_of_an_action(shell: Shell) -> None:
    late = answer(shell, "overdue --as-of 2017-09-15")["items"][1]
    assert list(late) == ROW
    assert late["text"].startswith("Key milestones for each partnership development:\n")
    assert {key: late[key] for key in ROW if key not in {"text", "line"}} == {
        "review": "DHR4",
        "recommendation": "4",
        "action": "4.1",
        "milestone": None,
        "title": "Referral pathways",
        "lead": ["LL", "ELFT", "MPS", "LBTH"],
        "status": "in-progress",
        "state": "overdue",
        "flags": [],
        "target": "2017-08",
        "deadline": "2017-08-31",
        "days_late": 15,
        "next_check": None,
        "completed": None,
        "last_update": None,
        "file": "plans/DHR4.yaml",
    }


def test_a_row_says_the_line_that_the_action_begins_on(shell: Shell) -> None:
    late = answer(shell, "overdue --as-of 2017-09-15")["items"][1]
    lines = (shell.folder / late["file"]).read_text(encoding="utf-8").splitlines()
    assert lines[late["line"] - 1].strip() == '- id: "4.1"'


def test_a_late_milestone_is_a_row_of_its_own(shell: Shell) -> None:
    named = f"--plans {GOLDEN}/milestones/plans"
    items = answer(shell, f"overdue --as-of 2017-09-15 {named}")["items"]
    assert [(i["action"], i["milestone"], i["days_late"]) for i in items] == [
        ("1.1", "i", 77),
        ("1.1", "#2", 15),
        ("1.10", None, 1),
    ]


def test_a_report_holds_every_field_absent_ones_as_null_or_empty(shell: Shell) -> None:
    named = f"--plans {GOLDEN}/everything/plans"
    (review,) = answer(shell, f"report DHR99 --as-of 2021-04-05 {named}")["reviews"]
    full, *_, bare = review["recommendations"][0]["actions"]
    assert set(ROW) <= set(full)
    assert full["extensions"][0] == {
        "was": "2020-12",
        "date": "2020-11-20",
        "reason": "Lead officer left",
        "approved_by": "CSP",
    }
    assert full["joint"] is True
    assert (bare["outcome"], bare["evidence"], bare["as_written"]) == (None, [], None)
    assert sum(review["counts"].values()) == 9
    assert review["ladder"]["said-done"] == 2
    assert review["review_every"] == "3 months"


def test_a_value_that_cannot_be_read_stays_as_written(shell: Shell) -> None:
    named = f"--plans {GOLDEN}/mistyped/plans"
    (review,) = answer(shell, f"report DHR4 --as-of 2017-09-15 {named}")["reviews"]
    action = review["recommendations"][3]["actions"][0]
    assert (action["state"], action["status"]) == ("unclear", "in-progres")


def test_diagnostics(shell: Shell) -> None:
    document = answer(shell, f"validate --plans {GOLDEN}/rules/plans")
    assert document["kind"] == "diagnostics"
    (note,) = document["summary"].pop("notes")
    assert note.startswith("There is no list of names to keep out of ")
    assert document["summary"] == {"files": 3, "errors": 8, "warnings": 3, "infos": 0}
    first = document["diagnostics"][0]
    assert list(first) == [
        "file",
        "line",
        "column",
        "end_column",
        "review",
        "action",
        "rule",
        "severity",
        "message",
        "hint",
        "related",
    ]


def test_nothing_in_json_steers_a_terminal(shell: Shell) -> None:
    named = f"--plans {GOLDEN}/hostile/plans"
    printed = shell.run(f"dhrplan report DHR66 --format json {named}").stdout
    assert "\x9b" not in printed
    assert "\u202e" not in printed
    (review,) = json.loads(printed)["reviews"]
    assert "\x9b31m and \u202eright" in review["recommendations"][0]["text"]


def test_the_output_file_may_be_read_back(shell: Shell, tmp_path: Path) -> None:
    target = (tmp_path / "x.json").as_posix()
    shell.run(f"dhrplan report DHR7 --as-of 2017-09-15 -o '{target}'")
    printed = shell.run("dhrplan report DHR7 --as-of 2017-09-15 --format json").stdout
    assert (tmp_path / "x.json").read_text(encoding="utf-8") == printed
