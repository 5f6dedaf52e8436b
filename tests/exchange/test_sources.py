"""The two plans of this repository, rebuilt as Word documents, come back from an import.

The documents have nearly the layout in which the plans were published: review 4 with six columns,
its first recommendation over several rows; review 7 with five and without numbers. Rows of review
4 that hold two actions are two rows here, with their lead, date and status merged, and its lost
number is filled in. What differs from the plans, which were written down by hand, is announced by
a doubt of the same action.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dhrplan.exchange.files import read
from dhrplan.exchange.understand import Understood, understand
from dhrplan.exchange.write import plan_text
from dhrplan.model.plan import Action, Plan
from dhrplan.plan.read import read_plan, read_register
from tests.golden.running import ROOT

SOURCES = Path(__file__).parent / "sources"
REGISTER = read_register("", (ROOT / "plans/agencies.yaml").read_bytes()).register


def imported(review: str) -> tuple[Plan, Understood]:
    assert REGISTER
    path = SOURCES / f"{review}.docx"
    found = understand(read(path.name, path.read_bytes()), review, path.name, REGISTER)
    file = read_plan(f"{review}.yaml", plan_text(found))
    assert file.faults == ()
    assert file.plan
    return file.plan, found


def kept(review: str) -> Plan:
    file = read_plan(f"{review}.yaml", (ROOT / f"plans/{review}.yaml").read_bytes())
    assert file.plan
    return file.plan


def facts(action: Action) -> dict[str, Any]:
    assert REGISTER
    is_done = action.status in {"complete", "complete-ongoing"}
    return {
        "lead": REGISTER.codes(action.lead),
        "status": action.status,
        "target": action.target and action.target.canonical,
        "completed": action.completed and action.completed.canonical,
        "milestones": [
            (
                step.id,
                "".join(step.text.split()) if step.text else "",
                step.status or ("complete" if is_done else None),
                step.target and step.target.canonical,
            )
            for step in action.milestones
        ],
    }


def actions(plan: Plan) -> dict[str, Action]:
    return {action.id: action for one in plan.recommendations for action in one.actions}


@pytest.mark.parametrize("review", ["DHR4", "DHR7"])
def test_what_differs_from_the_plan_is_announced(review: str) -> None:
    plan, found = imported(review)
    ours, theirs = actions(kept(review)), actions(plan)
    assert list(theirs) == list(ours)
    records = {action["id"]: id(action) for action in found.actions}
    doubted = {id(doubt.record) for doubt in found.doubts}
    differing = [one for one in ours if facts(theirs[one]) != facts(ours[one])]
    assert [one for one in differing if records[one] not in doubted] == []


@pytest.mark.parametrize(
    ("review", "differing"),
    [("DHR4", ["1.1", "1.2", "4.1", "4.2", "6.1"]), ("DHR7", ["6.1", "8.1"])],
)
def test_most_actions_are_equal(review: str, differing: list[str]) -> None:
    plan, _ = imported(review)
    ours, theirs = actions(kept(review)), actions(plan)
    assert [one for one in ours if facts(theirs[one]) != facts(ours[one])] == differing


@pytest.mark.parametrize("review", ["DHR4", "DHR7"])
def test_recommendations_keep_their_words(review: str) -> None:
    plan, found = imported(review)
    assert found.lost == ()
    for one, other in zip(kept(review).recommendations, plan.recommendations, strict=True):
        assert (one.id, (one.text or "").split()) == (other.id, (other.text or "").split())
