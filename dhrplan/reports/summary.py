"""Many actions in a few words: how many stand where, and how far that is shown."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dhrplan.model.ladder import Step, ladder, ladder_of_all
from dhrplan.model.state import State
from dhrplan.wording import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dhrplan.model.plan import Action, Plan, Recommendation
    from dhrplan.select import Item

URGENCY = (
    State.OVERDUE,
    State.UNCLEAR,
    State.NO_STATUS,
    State.CHECK_OVERDUE,
    State.AWAITING_SIGN_OFF,
    State.DUE_SOON,
    State.NO_DATE,
    State.NOT_DUE_YET,
    State.PAUSED,
    State.COMPLETE,
    State.SUPERSEDED,
    State.NOT_TAKEN_FORWARD,
)
"""The states in the order in which a board wants to hear of them: late first, done last."""


LADDER = {
    Step.SAID_DONE: "said done",
    Step.OUTCOME_TOLD: "outcome told",
    Step.EVIDENCE: "evidence",
    Step.AGREED: "agreed by the board",
    Step.STILL_IN_PLACE: "checked and still in place",
}
"""The steps of the ladder as people say them."""


def counts(items: Sequence[Item], plans: Sequence[Plan]) -> str:
    """How many of these plans' actions are asked for, and where they stand: the numbers add up."""
    every = sum(len(one.actions) for plan in plans for one in plan.recommendations)
    asked = f"{len(items):,} of " if len(items) != every else ""
    head = f"{asked}{count(every, 'action')} in {count(len(plans), 'review')}"
    if not items:
        return f"{head}."
    states = Counter(item.standing.state for item in items)
    named = ", ".join(f"{states[one]:,} {state_words(one)}" for one in URGENCY if states[one])
    return f"{head}: {named}."


def ladder_line(actions: Iterable[Action]) -> str:
    """What the numbers of the ladder mean, in one line."""
    every = tuple(actions)
    steps = ladder(every)
    return (
        f"{steps[Step.SAID_DONE]:,} of {len(every):,} said done; "
        f"{_verb(steps[Step.OUTCOME_TOLD], 'say')} what came of it; "
        f"{_verb(steps[Step.EVIDENCE], 'show')} evidence; "
        f"{steps[Step.AGREED]:,} agreed by the board; "
        f"{steps[Step.STILL_IN_PLACE]:,} checked and still in place."
    )


def ladder_line_of_all(recommendations: Iterable[Recommendation]) -> str:
    """The same for recommendations, each with every action that still stands."""
    every = tuple(recommendations)
    steps = ladder_of_all(every)
    judged = sum(1 for one in every if one.result)
    return (
        f"{steps[Step.SAID_DONE]:,} of {len(every):,} have every action said done; "
        f"{steps[Step.OUTCOME_TOLD]:,} every outcome told; "
        f"{steps[Step.EVIDENCE]:,} evidence for each; "
        f"{judged:,} judged by the board."
    )


def _verb(number: int, verb: str) -> str:
    return f"{number} {verb}{'s' if number == 1 else ''}"


def state_words(state: State) -> str:
    """A state as people say it."""
    return state.replace("-", " ").replace("sign off", "sign-off")
