"""Whether a decision contradicts what stands in the record of what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.decisions.decision import ENDED, DecisionError, date_said, option
from dhrplan.model.dates import spoken
from dhrplan.model.plan import DONE, Status
from dhrplan.model.state import deadline_of

if TYPE_CHECKING:
    from dhrplan.decisions.decision import Decision
    from dhrplan.reports.select import Match


def refuse_contradictions(decision: Decision, one: Match) -> None:
    """Refuse what cannot be true beside the status, or the target, that there is or will be.

    Raises:
        DecisionError: It cannot; the hint says what to do instead.
    """
    if one.milestone:
        _refuse_undone(decision, one, one.milestone.status, "completed")
    elif one.action:
        _refuse_undone(decision, one, one.action.status, "completed", "sign_off")
        _refuse_successor(decision, one)
        for name in ("extend_to", "ask_extension"):
            if getattr(decision, name):
                _refuse_extension(decision, one, name)
        if decision.refuse_extension and not one.action.extension_asked:
            raise DecisionError(f"Nobody asks for an extension of {one.name}.")


def _refuse_undone(decision: Decision, one: Match, status: Status | None, *names: str) -> None:
    """Refuse to say of work that is not done when it was, or that this is agreed."""
    given = [name for name in names if getattr(decision, name)]
    if not given or _after(decision, status) in DONE:
        return
    if one.milestone and not _after(decision, status):
        return  # what has a date and no status is done
    told = {
        "completed": "has a date of completion",
        "sign_off": "is signed off",
    }[given[0]]
    message = f"{_standing(decision, one, status)}, and only what is complete {told}."
    raise DecisionError(message, "If it is done, say `--status complete` too.")


def _refuse_successor(decision: Decision, one: Match) -> None:
    assert one.action  # noqa: S101 - nothing else is superseded
    if decision.superseded_by and _after(decision, one.action.status) != Status.SUPERSEDED:
        message = f"{_standing(decision, one, one.action.status)}, and nothing takes its place."
        raise DecisionError(message, "If something does, say `--status superseded` too.")


def _refuse_extension(decision: Decision, one: Match, name: str) -> None:
    """Refuse more time for what has no target or is ended, and what is no more time."""
    assert one.action  # noqa: S101 - nothing else can be extended
    if _after(decision, one.action.status) in ENDED:
        message = f"{_standing(decision, one, one.action.status)}: there is nothing to extend."
        hint = "If it is taken up again, say `--status in-progress` too."
        raise DecisionError(message, hint)
    target = one.action.target
    if not target and name == "ask_extension":
        return  # an agency may ask for a date where there is none yet
    if not target:
        raise DecisionError(f"{one.name} has no target to extend.", "Set one with `--target`.")
    said = getattr(decision, name)
    if said == target.canonical:
        raise DecisionError(f"`{said}` is the target of {one.name} already.")
    new, old = (deadline_of(when, one.plan) for when in (date_said(said), target))
    if new and old and new <= old:
        message = f"`{said}` is no later than the target of {one.name}, {spoken(target)}."
        hint = "A target that was wrong, or is brought forward, is set with `--target`."
        raise DecisionError(message, f"{option(name)} takes a later date. {hint}")


def _after(decision: Decision, status: Status | None) -> str:
    """The status that it has afterwards; empty where it has none."""
    return (status or "") if decision.status is None else decision.status


def _standing(decision: Decision, one: Match, status: Status | None) -> str:
    """What stands where: `DHR4 4.1 is `in-progress``."""
    name = f"{one.name}/{one.milestone.name}" if one.milestone else one.name
    now = _after(decision, status)
    if not now:
        return f"{name} has no status"
    return f"{name} is {'to be ' if decision.status else ''}`{now}`"
