"""The ladder: a claim, and how far proof has followed it."""

from __future__ import annotations

import pytest

from dhrplan.model.ladder import Step, ladder, ladder_of_all, steps, steps_of_all
from dhrplan.model.plan import Action, Recommendation
from tests.model.actions import read_action

EVERYTHING = (
    "outcome: All trained, evidence: [register], signed_off: {by: CSP}, "
    "checks: [{date: 2021-09-14, found: still-in-place}]"
)


def _steps(action: str) -> list[str]:
    reached = steps(read_action(action)[0])
    return [step for step in Step if step in reached]


@pytest.mark.parametrize(
    ("proof", "reached"),
    [
        ("title: Form", []),
        ("outcome: All trained", ["outcome-told"]),
        ("evidence: [register]", ["evidence"]),
        ("signed_off: {date: 2021-03-04}", ["agreed"]),
        ("signed_off: {by: CSP}", ["agreed"]),
        ("checks: [{found: still-in-place}]", ["still-in-place"]),
        ("checks: [{found: not-known}]", []),
        ("checks: [{date: 2021-09-14}]", []),
        (EVERYTHING, ["outcome-told", "evidence", "agreed", "still-in-place"]),
    ],
)
@pytest.mark.parametrize("status", ["complete", "complete-ongoing"])
def test_each_step_counts_on_its_own(status: str, proof: str, reached: list[str]) -> None:
    assert _steps(f"status: {status}, {proof}") == ["said-done", *reached]


@pytest.mark.parametrize(
    "status",
    ["status: in-progress", "status: ongoing", "status: paused", "status: superseded", "title: a"],
)
def test_no_step_is_reached_before_it_is_said_done(status: str) -> None:
    assert _steps(f"{status}, {EVERYTHING}") == []


def test_an_unclear_action_has_come_up_no_step() -> None:
    assert _steps(f"status: complete, target: TBC, {EVERYTHING}") == []


@pytest.mark.parametrize(
    ("checks", "is_in_place"),
    [
        ("{date: 2021-01, found: lapsed}, {date: 2021-09, found: still-in-place}", True),
        ("{date: 2021-09, found: still-in-place}, {date: 2021-01, found: lapsed}", True),
        ("{date: 2021-09, found: lapsed}, {date: 2021-01, found: still-in-place}", False),
        ("{found: lapsed}, {found: still-in-place}", True),
        ("{found: still-in-place}, {found: lapsed}", False),
        ("{date: 2021-01, found: still-in-place}, {date: 2021-09, found: not-known}", False),
    ],
)
def test_the_last_look_counts(*, checks: str, is_in_place: bool) -> None:
    reached = _steps(f"status: complete, checks: [{checks}]")
    assert ("still-in-place" in reached) is is_in_place


def test_the_ladder_counts_actions() -> None:
    actions = [
        read_action(action)[0]
        for action in (f"status: complete, {EVERYTHING}", "status: complete", "status: ongoing")
    ]
    assert list(ladder(actions).items()) == [
        (Step.SAID_DONE, 2),
        (Step.OUTCOME_TOLD, 1),
        (Step.EVIDENCE, 1),
        (Step.AGREED, 1),
        (Step.STILL_IN_PLACE, 1),
    ]
    assert set(ladder([]).values()) == {0}


def _recommendation(*actions: str) -> Recommendation:
    read: tuple[Action, ...] = tuple(read_action(action)[0] for action in actions)
    return Recommendation("1", 1, actions=read)


TOLD = "status: complete, outcome: All trained"


@pytest.mark.parametrize(
    ("actions", "reached"),
    [
        ((), []),
        ((TOLD,), ["said-done", "outcome-told"]),
        ((TOLD, "status: complete"), ["said-done"]),
        ((TOLD, "status: in-progress"), []),
        ((TOLD, "title: No status"), []),
        ((TOLD, "status: superseded"), ["said-done", "outcome-told"]),
        ((TOLD, "status: not-taken-forward"), ["said-done", "outcome-told"]),
        ((TOLD, "status: superseded, target: TBC"), []),
        (("status: superseded",), []),
    ],
)
def test_a_recommendation_is_as_far_as_its_last_action_that_stands(
    actions: tuple[str, ...], reached: list[str]
) -> None:
    come_up = steps_of_all(_recommendation(*actions))
    assert [step for step in Step if step in come_up] == reached


def test_the_ladder_counts_recommendations() -> None:
    counts = ladder_of_all([_recommendation(TOLD), _recommendation(TOLD, "status: ongoing")])
    assert (counts[Step.SAID_DONE], counts[Step.OUTCOME_TOLD], counts[Step.EVIDENCE]) == (1, 1, 0)
