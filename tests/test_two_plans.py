"""Questions of a board about the two real plans, with the right answers."""

from __future__ import annotations

import json
import shutil
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from dhrplan import store, workspace
from dhrplan.model.state import State, Step, ladder
from dhrplan.reports.select import every_item
from tests.golden.running import ROOT, Shell

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    """A folder with a copy of the plans, to be spoilt."""
    shutil.copytree(ROOT / "plans", tmp_path / "plans")
    return Shell(capsys, monkeypatch, tmp_path)


def overdue(shell: Shell, as_of: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(
        shell.run(f"dhrplan overdue --as-of {as_of} --format json").stdout
    )
    return answer


def spoil(shell: Shell, name: str, old: str, new: str) -> None:
    path = shell.folder / "plans" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_in_september_2017_the_two_actions_of_recommendation_4_are_late(shell: Shell) -> None:
    items = overdue(shell, "2017-09-15")["items"]
    assert [(i["review"], i["action"], i["deadline"], i["days_late"]) for i in items] == [
        ("DHR4", "4.2", "2017-07-31", 46),
        ("DHR4", "4.1", "2017-08-31", 15),
    ]


def test_what_is_due_today_is_not_late(shell: Shell) -> None:
    assert overdue(shell, "2017-07-31")["items"] == []
    assert [i["action"] for i in overdue(shell, "2017-08-01")["items"]] == ["4.2"]


def test_what_has_no_date_or_no_status_waits_in_the_open(shell: Shell) -> None:
    waiting = overdue(shell, "2017-09-15")["waiting"]
    assert waiting["no-date"] == ["DHR4 2.1", "DHR4 3.1"]
    assert waiting["no-status"] == ["DHR4 6.2"]


def test_a_review_is_found_by_id_and_by_title_whatever_the_case(shell: Shell) -> None:
    asked = ("DHR7", "'dhr 7'", "'Domestic Homicide Review 7'", "'domestic homicide review  7'")
    for form in ("table", "json"):
        answers = {
            shell.run(f"dhrplan report {name} --as-of 2026-01-01 --format {form}").stdout
            for name in asked
        }
        assert len(answers) == 1


def test_the_report_of_review_7_tells_all_of_it(shell: Shell) -> None:
    printed = shell.run("dhrplan report DHR7 --as-of 2017-09-15").stdout
    assert printed.count("\nRecommendation ") == 8
    assert "Addressed to  Tower Hamlets Police (MPS-TH)" in printed
    assert "Lead: Metropolitan Police Service (MPS)" in printed
    assert "Completed   31 October 2016" in printed
    assert "Status      complete ongoing (in the source: Complete and ongoing: 31" in printed
    assert "Milestones  1. Form project working group (complete)" in printed


def test_nothing_of_review_7_is_late_on_any_day() -> None:
    view = workspace.read([store.read(ROOT / "plans", ROOT)])
    for days in range(0, 40 * 365, 30):
        as_of = date(2014, 1, 1) + timedelta(days)
        late = [item.name for item in every_item(view.folders, as_of) if item.plan.id == "DHR7"]
        assert len(late) == 8
        assert not any(
            item.standing.state is State.OVERDUE
            for item in every_item(view.folders, as_of)
            if item.plan.id == "DHR7"
        )


def test_the_ladder_of_both_plans() -> None:
    view = workspace.read([store.read(ROOT / "plans", ROOT)])
    items = every_item(view.folders, date(2026, 1, 1))
    assert ladder((item.action for item in items), date(2026, 1, 1)) == {
        Step.SAID_DONE: 15,
        Step.OUTCOME_TOLD: 9,
        Step.EVIDENCE: 1,
        Step.AGREED: 0,
        Step.STILL_IN_PLACE: 0,
    }


@pytest.mark.parametrize("command", ["overdue", "report DHR4", "report --all"])
@pytest.mark.parametrize("form", ["table", "json"])
def test_an_unreadable_plan_is_named_and_the_rest_is_answered(
    shell: Shell, command: str, form: str
) -> None:
    spoil(shell, "DHR7.yaml", "title: Domestic Homicide Review 7", "title: Review 7: the plan")
    outcome = shell.run(f"dhrplan {command} --as-of 2017-09-15 --format {form}")
    assert outcome.code == 3
    assert "4.2" in outcome.stdout
    assert "plans/DHR7.yaml:7:16" in outcome.stderr
    assert "colon and a space" in outcome.stderr
    assert "`title: 'Review 7: the plan'`" in outcome.stderr


def test_validate_reports_an_unreadable_plan_beside_the_faults_of_others(shell: Shell) -> None:
    spoil(shell, "DHR7.yaml", "title: Domestic Homicide Review 7", "title: Review 7: the plan")
    spoil(shell, "DHR4.yaml", "target: 2017-08\n", "target: end of August\n")
    spoil(shell, "DHR4.yaml", "lead: [CHOF]", "lead: [CHOOF]")
    outcome = shell.run("dhrplan validate")
    assert outcome.code == 1
    assert "plans/DHR7.yaml:7:16: error[yaml-syntax]" in outcome.stdout
    assert "error[not-a-date]" in outcome.stdout
    assert "error[unknown-agency]" in outcome.stdout
    assert "3 files checked: 3 errors, " in outcome.stdout


def test_a_mistyped_status_makes_its_action_unclear_and_no_other(shell: Shell) -> None:
    before = overdue(shell, "2017-09-15")
    spoil(shell, "DHR4.yaml", "status: in-progress", "status: in-progres")
    outcome = shell.run("dhrplan overdue --as-of 2017-09-15 --format json")
    after = json.loads(outcome.stdout)
    assert outcome.code == 3
    assert after["waiting"]["unclear"] == ["DHR4 4.1"]
    assert [item["action"] for item in after["items"]] == ["4.2"]
    assert sum(after["counts"].values()) == sum(before["counts"].values()) == 20
    assert [(p["review"], p["action"], p["rule"]) for p in after["problems"]] == [
        ("DHR4", "4.1", "unknown-value")
    ]
    assert shell.run("dhrplan overdue --as-of 2017-09-15 --allow-partial").code == 0


def test_faults_of_another_readable_review_do_not_hold_up_a_report(shell: Shell) -> None:
    spoil(shell, "DHR4.yaml", "status: in-progress", "status: in-progres")
    outcome = shell.run("dhrplan report DHR7 --as-of 2017-09-15")
    assert (outcome.code, outcome.stderr) == (0, "")
