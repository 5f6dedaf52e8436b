"""From a decision to the changes of a plan that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.decisions.decision import PLAIN
from dhrplan.decisions.keeping import kept_of_action, kept_of_milestone, kept_of_result
from dhrplan.model.plan import STOPPED
from dhrplan.yamldoc.edit import Append, Remove, Set

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from dhrplan.decisions.decision import Decision
    from dhrplan.decisions.keeping import Kept
    from dhrplan.diagnostic import Route
    from dhrplan.model.plan import Action, Milestone, Recommendation
    from dhrplan.reports.select import Match
    from dhrplan.yamldoc.edit import Change


def changes_for(decision: Decision, one: Match, as_of: date) -> tuple[Change, ...]:
    """The changes that a decision, in the values of a plan, makes in what it is about.

    Args:
        decision: What is decided; that it fits has been looked at.
        one: The action, milestone or recommendation.
        as_of: The day of what is given no date.
    """
    day = decision.date or as_of.isoformat()
    if one.action is None:
        return tuple(_of_recommendation(decision, one.recommendation, day))
    holder = one.milestone or one.action
    own = (*_values(decision, holder), *_lead(decision, holder))
    if one.milestone:
        kept = _kept(decision, kept_of_milestone(decision, one.milestone), one, day)
        return (*own, *kept, *_note(decision, one.action.route, day))
    return (*own, *_of_action(decision, one, day))


def _record(**values: str | None) -> dict[str, str]:
    return {name.removesuffix("_"): value for name, value in values.items() if value}


def _of_recommendation(decision: Decision, one: Recommendation, day: str) -> Iterator[Change]:
    result = _record(met=decision.result, date=day, by=decision.by, reason=decision.reason)
    yield Set((*one.route, "result"), result)
    for kept in kept_of_result(one.result, result):
        yield Append((*one.route, "notes"), kept.text)


def _values(decision: Decision, holder: Action | Milestone) -> Iterator[Change]:
    """Values that take the place of what stood there; an empty one takes it out."""
    for name in PLAIN:
        value = getattr(decision, name)
        if value:
            yield Set((*holder.route, name), value)
        elif value == "" and getattr(holder, name, None) is not None:
            yield Remove((*holder.route, name))


def _lead(decision: Decision, holder: Action | Milestone) -> Iterator[Change]:
    named = tuple(filter(None, decision.lead))
    if named:
        yield Set((*holder.route, "lead"), named)
    elif decision.lead and holder.lead:
        yield Remove((*holder.route, "lead"))


def _note(decision: Decision, route: Route, day: str) -> Iterator[Change]:
    if decision.note:
        yield Append((*route, "updates"), _record(date=day, by=decision.by, text=decision.note))


def _kept(decision: Decision, kept: Iterable[Kept], one: Match, day: str) -> Iterator[Change]:
    """What must not be lost becomes one dated update of the action, and leaves its place."""
    assert one.action  # noqa: S101 - of a recommendation it is a note
    every = tuple(kept)
    if every:
        text = " ".join(each.text for each in every)
        said = _record(date=day, by=decision.by or decision.approved_by, text=text)
        yield Append((*one.action.route, "updates"), said)
    for key in (key for each in every for key in each.keys):
        if getattr(decision, key, None) is None:  # else it is set, or taken out, as was said
            yield Remove((*one.route, key))


def _of_action(decision: Decision, one: Match, day: str) -> Iterator[Change]:
    """What is kept with its day and whoever said it."""
    action = one.action
    assert action  # noqa: S101 - what is of a recommendation has been told apart
    yield from _extended(decision, action, day)
    for text in decision.evidence:
        if text not in action.evidence:
            yield Append((*action.route, "evidence"), text)
    if decision.checked:
        looked = _record(date=day, by=decision.by, found=decision.checked, how=decision.how)
        yield Append((*action.route, "checks"), looked)
    new = dict(_records(decision, one, day))
    for key, record in new.items():
        yield Set((*action.route, key), record)
    yield from _kept(decision, kept_of_action(decision, action, new), one, day)
    yield from _note(decision, action.route, day)


def _records(decision: Decision, one: Match, day: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The records of which an action has one each, by key."""
    by, why = decision.by, decision.reason
    if decision.ask_extension:
        wish = _record(target=decision.ask_extension, date=day, by=by, reason=why)
        yield "extension_asked", wish
    if decision.sign_off:
        yield "signed_off", _record(date=day, by=by or one.plan.sign_off)
    if decision.status in STOPPED and why:
        yield "decision", _record(date=day, by=by, reason=why)


def _extended(decision: Decision, action: Action, day: str) -> Iterator[Change]:
    """An extension that is agreed: the target that was in force is kept."""
    if decision.extend_to and action.target:
        asked = action.extension_asked
        given_up = _record(
            was=action.target.canonical,
            date=day,
            reason=decision.reason or (asked and asked.reason),
            approved_by=decision.approved_by,
        )
        yield Append((*action.route, "extensions"), given_up)
        yield Set((*action.route, "target"), decision.extend_to)
