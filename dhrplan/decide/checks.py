"""Check a decision against itself and the plan, and list the parts it still needs."""

from __future__ import annotations

from dhrplan.decide.decision import Decision, DecisionError, option, parse_target
from dhrplan.decide.edits import is_reopened
from dhrplan.model.dates.values import spoken
from dhrplan.model.numbering import next_action
from dhrplan.model.plan import CLOSED, DONE, STOPPED, Action, Status
from dhrplan.model.state import deadline_of
from dhrplan.reports.select import Match
from dhrplan.wording import one_of

_NEEDS_ONE_OF = {
    "date": {
        *("note", "extend_to", "ask_extension", "refuse_extension", "checked", "sign_off"),
        *("result", "status"),
    },
    "by": {"note", "ask_extension", "refuse_extension", "checked", "sign_off", "result", "status"},
    "reason": {"extend_to", "ask_extension", "refuse_extension", "result", "status"},
    "approved_by": {"extend_to"},
    "how": {"checked"},
    "milestones": {"extend_to"},
}
"""Parts that add detail to another part, which must be given too."""

_EXCLUSIVE = (
    ("target", "extend_to"),
    ("extend_to", "ask_extension"),
    ("extend_to", "refuse_extension"),
    ("ask_extension", "refuse_extension"),
)
_OF_MILESTONE = frozenset({"status", "completed", "target", "lead", "note", "date", "by"})
_OF_RECOMMENDATION = frozenset({"result", "date", "by", "reason"})


def check_decision(decision: Decision, one: Match) -> None:
    """Refuse a decision that contradicts itself or its subject, or does not belong to it.

    Raises:
        DecisionError: With a hint that says what to do instead.
    """
    given = decision.given
    if not given:
        raise DecisionError(
            "There is nothing to change.", "Say what was decided, such as `--status complete`."
        )
    for pair in filter(given.issuperset, _EXCLUSIVE):
        message = f"{option(pair[0])} and {option(pair[1])} cannot be used together."
        raise DecisionError(message, "Use either, not both.")
    _check_details(decision, one)
    _check_parts(decision, one)
    if decision.new_action:
        _check_new_action(decision, one)
    elif one.milestone:
        _check_done(decision, one, one.milestone.status, "completed")
    elif one.action:
        status = one.action.status
        _check_done(decision, one, status, "completed", "sign_off")
        if decision.superseded_by and _next_status(decision, status) != Status.SUPERSEDED:
            message = f"{_status_told(decision, one, status)}, so no other action replaces it."
            raise DecisionError(
                message, "If another action replaces it, add `--status superseded`."
            )
        for name in ("extend_to", "ask_extension"):
            if getattr(decision, name):
                _check_extension(decision, one, one.action, name)
        if decision.refuse_extension and not one.action.extension_asked:
            raise DecisionError(f"No extension of {one.name} has been asked for.")


def _check_details(decision: Decision, one: Match) -> None:
    """Refuse a detail without its main part. Only a stop or a reopening has details of a status."""
    given = decision.given
    holder = one.milestone or one.action
    if not (decision.status in STOPPED or (holder and is_reopened(decision, holder))):
        given -= {"status"}
    for name, needed in _NEEDS_ONE_OF.items():
        if name not in decision.given or given & needed:
            continue
        options = [option(each).strip("`") for each in sorted(needed - {"status"})]
        hint = ""
        if "status" in needed:
            options += [f"--status {status}" for status in sorted(STOPPED)]
            hint = "" if "note" in needed else " For anything else, use `--note`."
        message = f"{option(name)} needs another option beside it."
        raise DecisionError(message, f"Use it with {one_of(tuple(options))}.{hint}")


def _check_parts(decision: Decision, one: Match) -> None:
    """Refuse parts that this kind of record does not have."""
    if one.action is None:
        what, allowed = "a recommendation", _OF_RECOMMENDATION
        ids = tuple(action.id for action in one.recommendation.actions)
        hint = f"Its actions are {one_of(ids)}." if ids else "It has no action."
    elif one.milestone:
        what, allowed = "a milestone", _OF_MILESTONE
        hint = f"Use it for the action, `{one.action.id}`."
    else:
        what, allowed = "an action", frozenset((*Decision().__slots__,)) - {"result"}
        hint = f"Use it for its recommendation, `{one.recommendation.id}`."
    others = sorted(decision.given - allowed)
    if others:
        raise DecisionError(f"{option(others[0])} cannot be used for {what}.", hint)


def _check_new_action(decision: Decision, one: Match) -> None:
    """Refuse a new action beside a decision about the present one, or without a next id."""
    others = sorted(decision.given - {"new_action", "lead", "target"})
    if others:
        message = f"{option(others[0])} changes {one.name}, not the new action."
        raise DecisionError(message, "Make the two changes separately.")
    if next_action(one.plan, one.recommendation) is None:
        message = "The next id cannot be worked out from the existing ids."
        raise DecisionError(message, f"Add it with `dhrplan new {one.plan.id} --id`.")


def _check_done(decision: Decision, one: Match, status: Status | None, *names: str) -> None:
    """Refuse a completion date or sign-off of work that is not done."""
    given = [name for name in names if getattr(decision, name)]
    if not given or _next_status(decision, status) in DONE:
        return
    if one.milestone and not _next_status(decision, status):
        return  # a milestone with a date and no status counts as done
    has = {"completed": "has a date of completion", "sign_off": "is signed off"}[given[0]]
    message = f"{_status_told(decision, one, status)}, but only complete work {has}."
    raise DecisionError(message, "If it is done, add `--status complete`.")


def _check_extension(decision: Decision, one: Match, action: Action, name: str) -> None:
    """Refuse an extension of closed work, without a target, or to no later date."""
    if _next_status(decision, action.status) in CLOSED:
        message = f"{_status_told(decision, one, action.status)}, so it cannot be extended."
        hint = "If work on it has started again, add `--status in-progress`."
        raise DecisionError(message, hint)
    target = action.target
    if not target and name == "ask_extension":
        return  # an agency may ask for a date where there is none yet
    if not target:
        raise DecisionError(f"{one.name} has no target to extend.", "Set one with `--target`.")
    said = getattr(decision, name)
    if said == target.canonical:
        raise DecisionError(f"`{said}` is the target of {one.name} already.")
    new, old = (deadline_of(when, one.plan) for when in (parse_target(said), target))
    if new and old and new <= old:
        message = f"`{said}` is not later than the target of {one.name}, {spoken(target)}."
        hint = "To correct the target or bring it forward, use `--target`."
        raise DecisionError(message, f"Give a later date. {hint}")


def _next_status(decision: Decision, status: Status | None) -> str:
    """The status after the decision; empty where there is none."""
    return (status or "") if decision.status is None else decision.status


def _status_told(decision: Decision, one: Match, status: Status | None) -> str:
    """For messages: `DHR4 4.1 is `in-progress``."""
    name = f"{one.name}/{one.milestone.name}" if one.milestone else one.name
    now = _next_status(decision, status)
    if not now:
        return f"{name} has no status"
    return f"{name} is {'to be ' if decision.status else ''}`{now}`"


def missing_parts(decision: Decision, one: Match) -> tuple[str, ...]:
    """Parts that must be asked for: completion date, outcome, reason of a stop, who signs off."""
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
    if decision.status == Status.PAUSED and one.action and not (one.milestone or _is_checked(one)):
        wanted.append("next_check")
    if decision.sign_off and not one.plan.sign_off:
        wanted.append("by")
    return tuple(name for name in wanted if getattr(decision, name) is None)


def _is_checked(one: Match) -> bool:
    """True if the plan says when to look at the action again."""
    return bool(one.action and one.action.next_check)


def _is_explained(decision: Decision, one: Match) -> bool:
    """True if the decision or the plan says why the action stops; a milestone need not."""
    if one.milestone or one.action is None or decision.superseded_by or decision.reason:
        return True
    recorded = one.action.superseded_by or (one.action.decision and one.action.decision.reason)
    return bool(recorded and one.action.status == decision.status)
