"""A document taken into a plan: what is added, what stays, and where the two differ."""

from __future__ import annotations

from typing import Any

import pytest

from dhrplan.exchange.merge import Merge, merge
from dhrplan.model.agencies import Agency, Register
from dhrplan.plan.fmt import edit
from dhrplan.yamldoc.nodes import parse

PLAN = """\
format: 1
id: DHR8
title: Domestic Homicide Review 8
recommendations:
  - id: "1"
    text: Share one form.
    themes: health
    actions:
      - id: "1.1"
        text: Draft the form.
        lead: POL
        status:
        milestones:
          - id: i
            text: Begin.
            target: 2020-05
          - text: Print.
        evidence: [Minutes]
        updates:
          - date: 2020-04
            text: Begun.
  - id: "2"
    text: Train staff.
"""
REGISTER = Register(agencies={"POL": Agency("POL", "Northshire Police")})


def merged(*recommendations: dict[str, Any], update: bool = False) -> Merge:
    imported = {"recommendations": list(recommendations)}
    source = parse("DHR8.yaml", PLAN.encode())
    return merge(source, imported, REGISTER, update=update, day="2026-11-27")


def action(**fields: Any) -> Merge:
    """The first action with these fields in the document."""
    update = fields.pop("update", False)
    first = {"id": "1.1", "text": "Draft the form.", **fields}
    one = {"id": "1", "text": "Share one form.", "actions": [first]}
    return merged(one, update=update)


def added(found: Merge) -> str:
    """The lines of the plan that a merge adds."""
    after = edit("DHR8.yaml", PLAN.encode(), found.changes).data.decode()
    before = PLAN.splitlines()
    return "\n".join(line.strip() for line in after.splitlines() if line not in before)


@pytest.mark.parametrize(
    "fields",
    [
        {"lead": ["Northshire Police"]},  # by its name
        {"text": "Draft  the FORM."},
        {"milestones": [{"id": "i", "text": "Begin.", "target": "May 2020"}]},
        {"evidence": ["Minutes"]},
        {"updates": [{"date": "2020-04", "text": "Begun."}]},
        {"as_written": {"lead": "the police"}},  # does not contradict
    ],
)
def test_what_both_say_is_left_alone(fields: dict[str, Any]) -> None:
    found = action(**fields)
    assert (found.changes, found.conflicts) == ((), ())


@pytest.mark.parametrize(
    ("fields", "lines"),
    [
        ({"status": "complete"}, "status: complete"),
        ({"outcome": "All use it."}, "outcome: All use it."),
        ({"evidence": ["Minutes", "Audit"]}, "evidence: [Minutes, Audit]"),
        ({"milestones": [{"text": "Send."}]}, "- text: Send."),
        ({"milestones": [{"text": "Print.", "status": "complete"}]}, "status: complete"),
        (
            {"updates": [{"date": "2020-06", "text": "Done."}]},
            "- date: 2020-06\ntext: Done.",
        ),
    ],
)
def test_what_the_plan_lacks_is_added(fields: dict[str, Any], lines: str) -> None:
    found = action(**fields)
    assert added(found) == lines
    assert found.conflicts == ()


def test_new_records_are_added_with_ids_of_their_own() -> None:
    found = merged(
        {"id": "2", "text": "Train staff.", "actions": [{"id": "1.1", "text": "Hold a course."}]},
        {"id": "3", "text": "Ask the minister."},
    )
    assert added(found) == ('- id: "1.2"\ntext: Hold a course.\n- id: "3"\ntext: Ask the minister.')


def test_a_theme_is_added_to_one_that_is_no_list() -> None:
    found = merged({"id": "1", "text": "Share one form.", "themes": ["health"]})
    assert found.changes == ()


def test_where_they_differ_the_plan_stays_unless_the_document_is_to_be_taken() -> None:
    steps = [{"id": "i", "text": "Begin.", "target": "2021-01"}]
    assert [str(one) for one in action(lead=["NHS"], milestones=steps).conflicts] == [
        "Action 1.1, lead: the plan has `POL`, the document `NHS`",
        "Action 1.1, milestone i, target: the plan has `2020-05`, the document `2021-01`",
    ]
    assert action(lead=["NHS"], milestones=steps).changes == ()
    assert added(action(milestones=steps, update=True)) == (
        'target: 2021-01\n- date: 2026-11-27\ntext: "The target was: 2020-05"'
    )


def test_a_difference_in_a_recommendation_has_no_update() -> None:
    found = merged({"id": "2", "text": "Train all staff."}, update=True)
    assert [one.name for one in found.conflicts] == ["Recommendation 2"]
    assert added(found) == "text: Train all staff."
