"""The record as it was known on an earlier day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from dhrplan.model.past import as_known_on
from dhrplan.model.plan import CLOSED, Status
from dhrplan.plan.read import read_plan
from tests.strategies import any_days, sound_plans

if TYPE_CHECKING:
    from dhrplan.model.plan import Action, Plan

DAY = date(2021, 6, 15)


def read(text: str) -> Plan:
    plan = read_plan("DHR9.yaml", text.encode()).plan
    assert plan
    return plan


def known(action: str, day: date = DAY) -> Action:
    text = (
        "format: 1\nid: DHR9\ntitle: Nine\nrecommendations: [{id: '1', text: X, "
        f"actions: [{{id: '1.1', {action}}}]}}]\n"
    )
    return as_known_on(read(text), day).recommendations[0].actions[0]


def test_what_was_completed_later_is_open_work_with_the_target_then_in_force() -> None:
    action = known(
        "status: complete, completed: 2021-09, outcome: Done, target: 2021-12, "
        "signed_off: {date: 2021-10}, extensions: [{was: 2021-03, date: 2021-02}, "
        "{was: 2021-05, date: 2021-07-01}, {was: 2021-09, date: 2021-08-01}]"
    )
    assert (action.status, action.completed, action.outcome) == (Status.IN_PROGRESS, None, None)
    assert action.target
    assert action.target.canonical == "2021-05"
    assert len(action.extensions) == 1
    assert action.signed_off is None


@pytest.mark.parametrize(
    "later",
    [
        "status: paused, decision: {date: 2021-07, reason: No money}",
        "status: superseded, superseded_by: DHR8 1, decision: {date: 2021-07, reason: Moved}",
        "status: not-taken-forward, decision: {date: 2021-07, reason: No money}",
    ],
)
def test_what_was_stopped_later_goes_on(later: str) -> None:
    action = known(later)
    assert (action.status, action.decision) == (Status.IN_PROGRESS, None)
    assert action.superseded_by is None


def test_what_was_said_checked_and_shown_later_is_left_out() -> None:
    action = known(
        "status: complete, completed: 2021, updates: [{date: 2021-07, text: No}, {text: Undated}], "
        "checks: [{date: 2021-08, found: lapsed}], "
        "evidence: [{what: Audit, date: 2021-07}, Minutes], "
        "extension_asked: {date: 2021-07, target: 2022}, blocked: {since: 2021-07, reason: Ill}, "
        "milestones: [{text: One, status: complete, completed: 2021-07}]"
    )
    assert [update.text for update in action.updates] == ["Undated"]
    assert not action.checks
    assert [one.what for one in action.evidence] == ["Minutes"]
    assert action.extension_asked is None
    assert action.blocked is None
    assert action.milestones[0].completed is None
    assert action.milestones[0].is_open


def test_a_date_that_may_be_of_the_day_stays() -> None:
    assert known("status: complete, completed: 2021-06").status is Status.COMPLETE
    assert known("status: complete, completed: 2021-06-16").status is Status.IN_PROGRESS
    assert known("status: complete").status is Status.COMPLETE


@given(text=sound_plans)
def test_after_every_date_the_plan_is_as_it_is(text: str) -> None:
    plan = read(text)
    assert as_known_on(plan, date(2200, 1, 1)) is plan


@given(text=sound_plans, day=any_days)
def test_no_action_vanishes_or_is_closed_by_looking_back(text: str, day: date) -> None:
    plan = read(text)
    then = as_known_on(plan, day)
    assert as_known_on(then, day) == then
    for new, old in zip(then.recommendations, plan.recommendations, strict=True):
        for before, after in zip(new.actions, old.actions, strict=True):
            assert before.id == after.id
            assert before.status not in CLOSED or before.status == after.status
