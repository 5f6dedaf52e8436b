"""Many actions in a few words: how many stand where, and how far that is shown."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dhrplan.model.dates import spoken
from dhrplan.model.ladder import Step, ladder, ladder_of_all
from dhrplan.model.state import State
from dhrplan.table import Fact
from dhrplan.wording import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dhrplan.model.plan import Action, Recommendation
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


def counts(items: Sequence[Item]) -> str:
    """How many actions stand where; the numbers add up."""
    if not items:
        return "No action."
    reviews = len({item.plan.file for item in items})
    head = f"{count(len(items), 'action')} in {count(reviews, 'review')}"
    states = Counter(item.standing.state for item in items)
    named = ", ".join(f"{states[one]} {state_words(one)}" for one in URGENCY if states[one])
    return f"{head}: {named}."


def ladder_line(actions: Iterable[Action]) -> str:
    """What the numbers of the ladder mean, in one line."""
    every = tuple(actions)
    steps = ladder(every)
    return (
        f"{steps[Step.SAID_DONE]} of {len(every)} said done; "
        f"{steps[Step.OUTCOME_TOLD]} say what came of it; {steps[Step.EVIDENCE]} show evidence; "
        f"{steps[Step.AGREED]} agreed by the board; "
        f"{steps[Step.STILL_IN_PLACE]} checked and still in place."
    )


def ladder_line_of_all(recommendations: Iterable[Recommendation]) -> str:
    """The same for recommendations, each with every action that still stands."""
    every = tuple(recommendations)
    steps = ladder_of_all(every)
    judged = sum(1 for one in every if one.result)
    return (
        f"{steps[Step.SAID_DONE]} of {len(every)} have every action said done; "
        f"{steps[Step.OUTCOME_TOLD]} every outcome told; {steps[Step.EVIDENCE]} evidence for each; "
        f"{judged} judged by the board."
    )


OLD_DAYS = 92
"""The days after which a record is old: a board commonly looks every quarter."""


def old_records(items: Iterable[Item]) -> tuple[Fact, ...]:
    """For each review whose statuses are old: as at when they were true.

    Without it, thousands of days late would be read as news of today.
    """
    plans = {item.plan.file: item for item in items}
    return tuple(Fact("", told) for item in plans.values() if (told := _old_record(item)))


def _old_record(item: Item) -> str:
    position = item.plan.position_at
    if position is None or (item.as_of - position.last).days <= OLD_DAYS:
        return ""
    return (
        f"{item.plan.id}: statuses as at {spoken(position)}; "
        "what has been done since is not in the record."
    )


def state_words(state: State) -> str:
    """A state as people say it."""
    return state.replace("-", " ").replace("sign off", "sign-off")
