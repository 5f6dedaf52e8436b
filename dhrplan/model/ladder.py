"""The ladder: how far a claim has been followed by proof, so that it cannot pass for a change.

Each step counts on its own: an action may have evidence and no outcome. A recommendation has come
up a step when each of its actions has that still stands.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from dhrplan.model.plan import Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dhrplan.model.plan import Action, Recommendation

_DROPPED = frozenset({Status.SUPERSEDED, Status.NOT_TAKEN_FORWARD})


class Step(StrEnum):
    """The steps, from a claim to a change that lasts."""

    SAID_DONE = "said-done"
    OUTCOME_TOLD = "outcome-told"
    EVIDENCE = "evidence"
    AGREED = "agreed"
    STILL_IN_PLACE = "still-in-place"


def steps(action: Action) -> frozenset[Step]:
    """The steps that an action has come up: none before it is said to be done."""
    if action.unclear or not action.is_done:
        return frozenset()
    reached = {
        Step.SAID_DONE: True,
        Step.OUTCOME_TOLD: bool(action.outcome),
        Step.EVIDENCE: bool(action.evidence),
        Step.AGREED: action.signed_off is not None,
        Step.STILL_IN_PLACE: _is_still_in_place(action),
    }
    return frozenset(step for step, holds in reached.items() if holds)


def steps_of_all(recommendation: Recommendation) -> frozenset[Step]:
    """The steps that every action of a recommendation has come up, of those that still stand."""
    standing = standing_actions(recommendation)
    return frozenset.intersection(*map(steps, standing)) if standing else frozenset()


def standing_actions(recommendation: Recommendation) -> tuple[Action, ...]:
    """The actions that were neither superseded nor given up."""
    return tuple(
        action
        for action in recommendation.actions
        if action.unclear or action.status not in _DROPPED
    )


def ladder(actions: Iterable[Action]) -> dict[Step, int]:
    """How many actions have come up each step."""
    return _counted(map(steps, actions))


def ladder_of_all(recommendations: Iterable[Recommendation]) -> dict[Step, int]:
    """How many recommendations have come up each step with every action that still stands."""
    return _counted(map(steps_of_all, recommendations))


def _counted(reached: Iterable[frozenset[Step]]) -> dict[Step, int]:
    counts = dict.fromkeys(Step, 0)
    for each in reached:
        for step in each:
            counts[step] += 1
    return counts


def _is_still_in_place(action: Action) -> bool:
    """The last look found it so. A check without a date counts as the oldest."""
    dated = sorted(
        action.checks, key=lambda check: check.date.last.toordinal() if check.date else 0
    )
    return bool(dated) and dated[-1].found == "still-in-place"
