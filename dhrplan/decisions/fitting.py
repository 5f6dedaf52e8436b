"""Whether a decision fits what it is about, and what it leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.decisions.contradicting import refuse_contradictions
from dhrplan.decisions.decision import Decision, DecisionError, option
from dhrplan.decisions.keeping import is_taken_up
from dhrplan.model.plan import DONE, STOPPED, Status
from dhrplan.wording import one_of

if TYPE_CHECKING:
    from dhrplan.reports.select import Match

_COMPANIONS = {
    "date": {
        *("note", "extend_to", "ask_extension", "refuse_extension", "checked", "sign_off"),
        *("result", "status"),
    },
    "by": {"note", "ask_extension", "refuse_extension", "checked", "sign_off", "result", "status"},
    "reason": {"extend_to", "ask_extension", "refuse_extension", "result", "status"},
    "approved_by": {"extend_to"},
    "how": {"checked"},
}
"""What says more of something else, and of what."""

_RIVALS = (
    ("target", "extend_to"),
    ("extend_to", "ask_extension"),
    ("extend_to", "refuse_extension"),
    ("ask_extension", "refuse_extension"),
)
_OF_MILESTONE = frozenset({"status", "completed", "target", "lead", "note", "date", "by"})
_OF_RECOMMENDATION = frozenset({"result", "date", "by", "reason"})


def refuse_misfits(decision: Decision, one: Match) -> None:
    """Refuse what contradicts itself, or what it is about, or does not belong to that.

    Raises:
        DecisionError: It does; the hint says what to do instead.
    """
    given = decision.given
    if not given:
        raise DecisionError("Nothing is decided.", "Say what is, such as `--status complete`.")
    for pair in _RIVALS:
        if given.issuperset(pair):
            message = f"{option(pair[0])} and {option(pair[1])} contradict each other."
            raise DecisionError(message, "Give one of the two.")
    told = _telling(decision, one)
    for name, others in _COMPANIONS.items():
        if name in given and not told & others:
            message = f"{option(name)} says more of something that is not given."
            raise DecisionError(message, _with(others))
    _refuse_strangers(decision, one)
    refuse_contradictions(decision, one)


def _telling(decision: Decision, one: Match) -> frozenset[str]:
    """What is given that more can be said of: of a status, only why work stops or goes on again."""
    holder = one.milestone or one.action
    is_told = decision.status in STOPPED or (holder and is_taken_up(decision, holder))
    return decision.given if is_told else decision.given - {"status"}


def _with(others: set[str]) -> str:
    named = (option(name).strip("`") for name in sorted(others - {"status"}))
    stopped = (f"--status {status}" for status in sorted(STOPPED) if "status" in others)
    other = " Anything else is a `--note`." if "note" not in others and "status" in others else ""
    return f"It goes with {one_of((*named, *stopped))}.{other}"


def _refuse_strangers(decision: Decision, one: Match) -> None:
    """Refuse what this kind of record does not hold."""
    if one.action is None:
        what, takes = "a recommendation", _OF_RECOMMENDATION
        ids = tuple(action.id for action in one.recommendation.actions)
        hint = f"Its actions are {one_of(ids)}." if ids else "It has no action."
    elif one.milestone:
        what, takes = "a milestone", _OF_MILESTONE
        hint = f"Say it of the action, `{one.action.id}`."
    else:
        what, takes = "an action", frozenset((*Decision().__slots__,)) - {"result"}
        hint = f"Say it of its recommendation, `{one.recommendation.id}`."
    strangers = sorted(decision.given - takes)
    if strangers:
        raise DecisionError(f"{option(strangers[0])} is nothing that {what} has.", hint)


def lacking(decision: Decision, one: Match) -> tuple[str, ...]:
    """What must be said besides: when it was done, what came of it, why it stops, who agrees."""
    holder = one.milestone or one.action
    if holder is None:
        return ()
    wanted: list[str] = []
    if decision.status in DONE:
        needed = ("completed",) if one.milestone else ("completed", "outcome")
        wanted += (name for name in needed if not getattr(holder, name))
    if decision.status in STOPPED and not _is_explained(decision, one):
        wanted += ["superseded_by"] if decision.status == Status.SUPERSEDED else []
        wanted.append("reason")
    if decision.sign_off and not one.plan.sign_off:
        wanted.append("by")
    return tuple(name for name in wanted if getattr(decision, name) is None)


def _is_explained(decision: Decision, one: Match) -> bool:
    """Whether there is no more to say of why it stops."""
    if one.milestone or one.action is None:
        return True
    if decision.superseded_by or decision.reason:
        return True
    says_why = one.action.superseded_by or (one.action.decision and one.action.decision.reason)
    return bool(says_why and one.action.status == decision.status)
