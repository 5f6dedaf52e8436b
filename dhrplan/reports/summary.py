"""Counts of states, the ladder in one line, and the lines about old records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from dhrplan.model.dates.values import PlanDate, on_day, spoken
from dhrplan.model.plan import Action, Plan, Recommendation
from dhrplan.model.state import OLD_DAYS, State, Step, ladder, ladder_of_all
from dhrplan.reports.select import Item
from dhrplan.table import Fact
from dhrplan.wording import count

URGENCY = (
    State.OVERDUE,
    State.LAPSED,
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
"""The states in the order that a board wants to hear of them: late first, done last."""


LADDER = {
    Step.SAID_DONE: "said done",
    Step.OUTCOME_TOLD: "outcome told",
    Step.EVIDENCE: "evidence",
    Step.AGREED: "agreed by the board",
    Step.STILL_IN_PLACE: "checked and still in place",
}
"""The steps of the ladder in words."""


def state_words(state: State) -> str:
    """A state in words."""
    return state.replace("-", " ").replace("sign off", "sign-off")


def state_counts(items: Sequence[Item], plans: Sequence[Plan]) -> str:
    """The selected actions of these plans, counted by state; the counts add up to the total."""
    every = sum(len(one.actions) for plan in plans for one in plan.recommendations)
    asked = f"{len(items):,} of " if len(items) != every else ""
    head = f"{asked}{count(every, 'action')} in {count(len(plans), 'review')}"
    if not items:
        return f"{head}."
    states = Counter(item.standing.state for item in items)
    named = ", ".join(f"{states[one]:,} {state_words(one)}" for one in URGENCY if states[one])
    return f"{head}: {named}."


def ladder_line(actions: Iterable[Action], as_of: date) -> str:
    """The number of actions on each step of the ladder, in one sentence."""
    every = tuple(actions)
    steps = ladder(every, as_of)

    def verb(step: Step, word: str) -> str:
        return f"{steps[step]} {word}{'s' if steps[step] == 1 else ''}"

    return (
        f"{steps[Step.SAID_DONE]:,} of {len(every):,} said done; "
        f"{verb(Step.OUTCOME_TOLD, 'say')} what came of it; "
        f"{verb(Step.EVIDENCE, 'show')} evidence; "
        f"{steps[Step.AGREED]:,} agreed by the board; "
        f"{steps[Step.STILL_IN_PLACE]:,} checked and still in place."
    )


def recommendation_ladder_line(recommendations: Iterable[Recommendation], as_of: date) -> str:
    """The same for recommendations: a step counts when all their remaining actions are on it."""
    every = tuple(recommendations)
    steps = ladder_of_all(every, as_of)
    judged = sum(1 for one in every if one.result)
    return (
        f"{steps[Step.SAID_DONE]:,} of {len(every):,} have every action said done; "
        f"{steps[Step.OUTCOME_TOLD]:,} every outcome told; "
        f"{steps[Step.EVIDENCE]:,} evidence for each; "
        f"{judged:,} judged by the board."
    )


# Old records: without this line, "three years late" would be read as news.


def old_records(
    plans: Iterable[Plan], as_of: date, due: Mapping[str, date] = MappingProxyType({})
) -> tuple[Fact, ...]:
    """A line for each plan whose record ends more than `OLD_DAYS` before `as_of`.

    Also for a younger record whose statuses date from before a deadline in `due` (the latest one of
    each plan file): it cannot say whether that was met.
    """
    each = {plan.file: plan for plan in plans}
    lines = (_old_record(plan, as_of, due.get(plan.file)) for plan in each.values())
    return tuple(Fact("", line) for line in lines if line)


def _old_record(plan: Plan, as_of: date, due: date | None) -> str:
    days = [when.last for when in _recorded_dates(plan) if when]
    if plan.position_at:
        until, words = plan.position_at.last, f"statuses as at {spoken(plan.position_at)}"
    elif days:
        until = max(days)
        words = f"the latest day recorded is {spoken(on_day(until))}"
    else:
        return ""
    ends_before = bool(due and plan.position_at and until < due < as_of)
    if (as_of - until).days <= OLD_DAYS and not ends_before:
        return ""
    since = "what has been done since is not in the record"
    if later := [day for day in days if until < day <= as_of]:
        last = spoken(on_day(max(later)))
        since = f"of what has been done since the record has only what is dated, the last on {last}"
    return f"{plan.id}: {words}; {since}."


def _recorded_dates(plan: Plan) -> Iterator[PlanDate | None]:
    """The dates on which something was done or reported."""
    for action in (action for one in plan.recommendations for action in one.actions):
        yield action.completed
        yield from (step.completed for step in action.milestones)
        yield from (update.date for update in action.updates)
        yield from (check.date for check in action.checks)
        yield from (extension.date for extension in action.extensions)
        yield from (one.date for one in (action.signed_off, action.decision) if one)
