"""The ladder: how far a claim has been followed by proof, so that it cannot pass for a change.

Each step counts on its own among the actions: an action may have evidence and no outcome.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dhrplan.model.plan import Action


class Step(StrEnum):
    """The steps, from a claim to a change that lasts."""

    SAID_DONE = "said-done"
    OUTCOME_TOLD = "outcome-told"
    EVIDENCE = "evidence"
    AGREED = "agreed"
    STILL_IN_PLACE = "still-in-place"


def steps(action: Action) -> tuple[Step, ...]:
    """The steps that an action has come up: all but the first only for what is said to be done."""
    if action.unclear or not action.is_done:
        return ()
    reached = {
        Step.SAID_DONE: True,
        Step.OUTCOME_TOLD: bool(action.outcome),
        Step.EVIDENCE: bool(action.evidence),
        Step.AGREED: action.signed_off is not None,
        Step.STILL_IN_PLACE: _is_still_in_place(action),
    }
    return tuple(step for step, holds in reached.items() if holds)


def ladder(actions: Iterable[Action]) -> dict[Step, int]:
    """How many actions have come up each step."""
    counts = dict.fromkeys(Step, 0)
    for action in actions:
        for step in steps(action):
            counts[step] += 1
    return counts


def _is_still_in_place(action: Action) -> bool:
    """The last look found it so. Checks without a date count in the order of the file."""
    dated = sorted(
        action.checks, key=lambda check: check.date.last.toordinal() if check.date else 0
    )
    return bool(dated) and dated[-1].found == "still-in-place"
