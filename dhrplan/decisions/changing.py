"""From a decision to the changes of a plan that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.decisions.decision import PLAIN
from dhrplan.model.plan import STOPPED
from dhrplan.text.changes import Append, Remove, Set

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dhrplan.decisions.decision import Decision
    from dhrplan.diagnostic import Route
    from dhrplan.model.plan import Action, Milestone
    from dhrplan.model.records import ExtensionAsked
    from dhrplan.select.named import Named
    from dhrplan.text.changes import Change


def changes_for(decision: Decision, one: Named, as_of: date) -> tuple[Change, ...]:
    """The changes that a decision, in the values of a plan, makes in what it is about.

    Args:
        decision: What is decided; that it fits has been looked at.
        one: The action, milestone or recommendation.
        as_of: The day of what is given no date.
    """
    day = decision.date or as_of.isoformat()
    if one.action is None:
        return tuple(_of_recommendation(decision, one.recommendation.route, day))
    holder = one.milestone or one.action
    own = (*_values(decision, holder), *_lead(decision, holder))
    if one.milestone:
        return (*own, *_note(decision, one.action.route, day))
    return (*own, *_of_action(decision, one, day))


def _record(**values: str | None) -> dict[str, str]:
    return {name.removesuffix("_"): value for name, value in values.items() if value}


def _of_recommendation(decision: Decision, route: Route, day: str) -> Iterator[Change]:
    result = _record(met=decision.result, date=day, by=decision.by, reason=decision.reason)
    yield Set((*route, "result"), result)


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


def _of_action(decision: Decision, one: Named, day: str) -> Iterator[Change]:
    """What is kept with its day and whoever said it."""
    action = one.action
    assert action  # noqa: S101 - what is of a recommendation has been told apart
    yield from _extended(decision, action, day)
    for text in decision.evidence:
        if text not in action.evidence:
            yield Append((*action.route, "evidence"), text)
    if decision.sign_off:
        agreed = _record(date=day, by=decision.by or one.plan.sign_off)
        yield Set((*action.route, "signed_off"), agreed)
    if decision.checked:
        looked = _record(date=day, by=decision.by, found=decision.checked, how=decision.how)
        yield Append((*action.route, "checks"), looked)
    if decision.status in STOPPED and decision.reason:
        why = _record(date=day, by=decision.by, reason=decision.reason)
        yield Set((*action.route, "decision"), why)
    yield from _note(decision, action.route, day)


def _extended(decision: Decision, action: Action, day: str) -> Iterator[Change]:
    """An extension that is agreed, asked for, or refused. What is agreed or refused is answered."""
    asked = action.extension_asked
    if decision.extend_to and action.target:
        given_up = _record(
            was=action.target.canonical,
            date=day,
            reason=decision.reason or (asked and asked.reason),
            approved_by=decision.approved_by,
        )
        yield Append((*action.route, "extensions"), given_up)
        yield Set((*action.route, "target"), decision.extend_to)
    if decision.ask_extension:
        wish = _record(
            target=decision.ask_extension, date=day, by=decision.by, reason=decision.reason
        )
        yield Set((*action.route, "extension_asked"), wish)
    if decision.refuse_extension and asked:
        said = _record(date=day, by=decision.by, text=_refusal(asked, decision.reason))
        yield Append((*action.route, "updates"), said)
    if asked and (decision.extend_to or decision.refuse_extension):
        yield Remove((*action.route, "extension_asked"))


def _refusal(asked: ExtensionAsked, reason: str | None) -> str:
    """What is kept of a wish that is not agreed."""
    until = f" to {asked.target.canonical}" if asked.target else ""
    who = f", asked for by {asked.by}," if asked.by else ""
    why = f": {reason}" if reason else "."
    return f"The extension{until}{who} was not agreed{why}"
