"""Counts of states, the ladder in one line, and the lines about old records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from dhrplan.model.dates.values import PlanDate, on_day, spoken
from dhrplan.model.plan import Plan, Recommendation
from dhrplan.model.state import (
    OLD_DAYS,
    State,
    Step,
    is_late_by_first_target,
    ladder,
    ladder_of_all,
    steps,
)
from dhrplan.reports.select import Item
from dhrplan.table import Fact
from dhrplan.wording import count, listed

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


NO_MATCH = "No actions match."

LADDER = {
    Step.SAID_DONE: "complete",
    Step.OUTCOME_TOLD: "outcome",
    Step.EVIDENCE: "evidence",
    Step.AGREED: "signed off",
    Step.STILL_IN_PLACE: "still in place",
}
"""The steps of the ladder in words."""


STATE_WORDS = {
    State.NO_STATUS: "status missing",
    State.CHECK_OVERDUE: "check date passed",
    State.AWAITING_SIGN_OFF: "waiting for sign-off",
    State.NO_DATE: "no target date",
}
"""The states whose name is not its words (docs/style.md)."""


def state_words(state: State) -> str:
    """A state in words."""
    return STATE_WORDS.get(state) or state.replace("-", " ")


_COUNTED = {
    State.NO_STATUS: "with status missing",
    State.CHECK_OVERDUE: "past the check date",
    State.NO_DATE: "without a target date",
}


def state_counts(items: Sequence[Item], plans: Sequence[Plan], *, of_one: bool = False) -> str:
    """The selected actions of these plans, counted by state; the counts add up to the total.

    `of_one` leaves out the number of reviews.
    """
    every = sum(len(one.actions) for plan in plans for one in plan.recommendations)
    asked = f"{len(items):,} of " if len(items) != every else ""
    head = f"{asked}{count(every, 'action')}"
    head += "" if of_one else f" in {count(len(plans), 'review')}"
    if not items:
        return f"{head}."
    states = Counter(item.standing.state for item in items)
    named = ", ".join(_counted(states, one) for one in URGENCY if states[one])
    return f"{head}: {named}."


def _counted(states: Mapping[State, int], one: State) -> str:
    return f"{states[one]:,} {_COUNTED.get(one) or state_words(one)}"


def slippage_line(items: Sequence[Item], as_of: date) -> str:
    """How many actions are late by the date first promised and by the one in force.

    Empty where no target was moved.
    """
    if not any(item.action.extensions for item in items):
        return ""
    now = sum(1 for item in items if item.standing.state is State.OVERDUE)
    first = sum(1 for item in items if is_late_by_first_target(item.action, item.plan, as_of))
    return (
        f"Late by the date first promised: {first:,} of {count(len(items), 'action')}. "
        f"By the date in force: {now:,}."
    )


def ladder_line(items: Iterable[Item], as_of: date) -> str:
    """The number of actions on each step of the ladder.

    Completed actions whose state is not `complete` are named, so that the counts of states agree.
    """
    every = tuple(items)
    reached = ladder((item.action for item in every), as_of)
    done = reached[Step.SAID_DONE]
    if not done:
        return f"0 of {count(len(every), 'action')} recorded as complete."
    done_items = (item for item in every if Step.SAID_DONE in steps(item.action, as_of))
    states = Counter(item.standing.state for item in done_items)
    named = listed(
        _counted(states, one) for one in URGENCY if states[one] and one is not State.COMPLETE
    )
    whose = "This includes" if done == 1 else f"The {done:,} include"
    return (
        f"{done:,} of {count(len(every), 'action')} recorded as complete: "
        f"{reached[Step.OUTCOME_TOLD]:,} with an outcome, "
        f"{reached[Step.EVIDENCE]:,} with evidence, "
        f"{reached[Step.AGREED]:,} signed off, "
        f"{reached[Step.STILL_IN_PLACE]:,} checked and still in place."
        f"{f' {whose} {named}.' if named else ''}"
    )


def recommendation_ladder_line(recommendations: Iterable[Recommendation], as_of: date) -> str:
    """The same for recommendations: a step counts when all their remaining actions are on it."""
    every = tuple(recommendations)
    reached = ladder_of_all(every, as_of)
    decided = sum(1 for one in every if one.result)
    done = reached[Step.SAID_DONE]
    shown = (
        f", has an outcome in {reached[Step.OUTCOME_TOLD]:,}, "
        f"and evidence in {reached[Step.EVIDENCE]:,}"
    )
    return (
        f"Every action is complete in {done:,} of {count(len(every), 'recommendation')}"
        f"{shown if done else ''}. "
        f"The board has decided whether {decided:,} of {len(every):,} "
        f"{'was' if len(every) == 1 else 'were'} met."
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
        words = f"the latest date recorded is {spoken(on_day(until))}"
    else:
        return ""
    ends_before = bool(due and plan.position_at and until < due < as_of)
    if (as_of - until).days <= OLD_DAYS and not ends_before:
        return ""
    since = ". Later progress is not recorded"
    if later := [day for day in days if until < day <= as_of]:
        last = spoken(on_day(max(later)))
        since = f". Later only dated entries were added, the latest on {last}"
    return f"{plan.id}: {words}{since}."


def _recorded_dates(plan: Plan) -> Iterator[PlanDate | None]:
    """The dates on which something was done or reported."""
    for action in (action for one in plan.recommendations for action in one.actions):
        yield action.completed
        yield from (step.completed for step in action.milestones)
        yield from (update.date for update in action.updates)
        yield from (check.date for check in action.checks)
        yield from (extension.date for extension in action.extensions)
        yield from (one.date for one in (action.signed_off, action.decision) if one)
