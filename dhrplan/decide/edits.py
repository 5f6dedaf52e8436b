"""The changes that write a decision into a plan.

A plan has one place for the outcome, the progress, the lead, why work stopped, when it was done,
who agreed and which extension is asked for. What a new decision replaces there is kept in the
dated updates.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any, NamedTuple

from dhrplan.decide.decision import PLAIN, Decision, parse_target
from dhrplan.model.dates.values import AnyDate, PlanDate, spoken
from dhrplan.model.numbering import next_action
from dhrplan.model.plan import (
    CLOSED,
    DONE,
    OPEN,
    STOPPED,
    Action,
    ExtensionAsked,
    Milestone,
    Recommendation,
    Status,
)
from dhrplan.model.state import late_milestones
from dhrplan.reports.select import Match
from dhrplan.yamldoc.edit import Append, Change, Remove, Set, Value

Records = Mapping[str, Mapping[str, str]]


class Replaced(NamedTuple):
    """A sentence about what the plan said before, and the keys that it makes superfluous."""

    text: str
    keys: tuple[str, ...] = ()


def changes_for(decision: Decision, one: Match, as_of: date) -> tuple[Change, ...]:
    """The changes of an interpreted and checked decision; `as_of` dates it where it has no date."""
    day = decision.date or as_of.isoformat()
    if one.action is None:
        return tuple(_of_recommendation(decision, one.recommendation, day))
    if decision.new_action:
        return (_new_action(decision, one),)
    if one.milestone:
        own = (*_values(decision, one.milestone), *_keep(decision, one, day, {}))
    else:
        own = (*_values(decision, one.action), *_of_action(decision, one, one.action, day, as_of))
    if not decision.note:
        return own
    note = _record(date=day, by=decision.by, text=decision.note)
    return (*own, Append((*one.action.route, "updates"), note))


def is_reopened(decision: Decision, holder: Action | Milestone) -> bool:
    """True if work that was done, or had stopped, goes on again."""
    if decision.status not in OPEN:
        return False
    return holder.status in DONE | STOPPED or (not holder.status and bool(holder.completed))


def _new_action(decision: Decision, one: Match) -> Change:
    """A further action of the same recommendation, with the next id, not started yet.

    Without a status it would never be late.
    """
    parts: dict[str, Value] = {"id": next_action(one.plan, one.recommendation) or ""}
    parts["text"] = decision.new_action or ""
    if decision.lead:
        parts["lead"] = decision.lead
    parts["status"] = Status.NOT_STARTED.value
    if decision.target:
        parts["target"] = decision.target
    return Append((*one.recommendation.route, "actions"), parts)


def _record(**values: str | None) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _of_recommendation(decision: Decision, one: Recommendation, day: str) -> Iterator[Change]:
    result = _record(met=decision.result, date=day, by=decision.by, reason=decision.reason)
    yield Set((*one.route, "result"), result)
    old = one.result
    if old and old.met and _differs(old, result):
        how = _prefixed("as judged", old.date, old.by)
        yield Append((*one.route, "notes"), _sentence(f"The result was `{old.met}`{how}", old))


def _values(decision: Decision, holder: Action | Milestone) -> Iterator[Change]:
    """Values under a key of their own; an empty one removes the key."""
    for name in PLAIN:
        value = getattr(decision, name)
        if value:
            yield Set((*holder.route, name), value)
        elif value == "" and getattr(holder, name, None) is not None:
            yield Remove((*holder.route, name))
    leads = tuple(filter(None, decision.lead))
    if leads:
        yield Set((*holder.route, "lead"), leads)
    elif decision.lead and holder.lead:
        yield Remove((*holder.route, "lead"))


def milestones_left_late(decision: Decision, one: Match, as_of: date) -> tuple[Milestone, ...]:
    """The open milestones that stay late on a day though the target of the action is extended."""
    if not (decision.extend_to and one.action) or one.milestone:
        return ()
    return late_milestones(one.action, one.plan, as_of)


def _moved_milestones(decision: Decision, one: Match, as_of: date) -> tuple[Milestone, ...]:
    return milestones_left_late(decision, one, as_of) if decision.milestones else ()


def _of_action(
    decision: Decision, one: Match, action: Action, day: str, as_of: date
) -> Iterator[Change]:
    if decision.extend_to and action.target:
        asked = action.extension_asked
        extension = _record(
            was=action.target.canonical,
            date=day,
            reason=decision.reason or (asked.reason if asked else None),
            approved_by=decision.approved_by,
        )
        yield Append((*action.route, "extensions"), extension)
        yield Set((*action.route, "target"), decision.extend_to)
        for step in _moved_milestones(decision, one, as_of):
            yield Set((*step.route, "target"), decision.extend_to)
    for text in decision.evidence:
        if text not in {one.what for one in action.evidence}:
            yield Append((*action.route, "evidence"), text)
    if decision.checked:
        check = _record(date=day, by=decision.by, found=decision.checked, how=decision.how)
        yield Append((*action.route, "checks"), check)
    by, reason = decision.by, decision.reason
    new: dict[str, dict[str, str]] = {}
    if decision.ask_extension:
        asks = _record(target=decision.ask_extension, date=day, by=by, reason=reason)
        new["extension_asked"] = asks
    if decision.sign_off:
        new["signed_off"] = _record(date=day, by=by or one.plan.sign_off)
    if decision.status in STOPPED and reason:
        new["decision"] = _record(date=day, by=by, reason=reason)
    for key, record in new.items():
        yield Set((*action.route, key), record)
    yield from _keep(decision, one, day, new, _moved_milestones(decision, one, as_of))


def _keep(
    decision: Decision,
    one: Match,
    day: str,
    new: Records,
    moved: tuple[Milestone, ...] = (),
) -> Iterator[Change]:
    """Write what is replaced as one dated update of the action, and remove its keys."""
    assert one.action  # noqa: S101 - a recommendation has no updates
    if one.milestone:
        replaced = tuple(_replaced_in_milestone(decision, one.milestone))
    else:
        replaced = tuple(_replaced_in_action(decision, one.action, new))
    told = {key for each in replaced for key in each.keys}
    replaced += tuple(_replaced_values(decision, one, told))
    until = f" is moved to {spoken(parse_target(decision.extend_to or ''))}." if moved else ""
    replaced += tuple(
        Replaced(f"Milestone {step.name}, due {_on(step.target)},{until}")
        for step in moved
        if step.target
    )
    if replaced:
        texts = [each.text for each in replaced]
        text = ("\n" if any("\n" in each for each in texts) else " ").join(texts)
        update = _record(date=day, by=decision.by or decision.approved_by, text=text)
        yield Append((*one.action.route, "updates"), update)
    for key in (key for each in replaced for key in each.keys):
        if getattr(decision, key, None) is None:  # else the decision itself sets or clears it
            yield Remove((*one.route, key))


def _replaced_values(decision: Decision, one: Match, told: AbstractSet[str]) -> Iterator[Replaced]:
    """The old words of values that are set anew or taken out; `told` are keys told of already."""
    holder = one.milestone or one.action
    of = f" of milestone {one.milestone.name}" if one.milestone else ""
    for name in ("outcome", "progress"):
        old, new = getattr(holder, name, None), getattr(decision, name)
        if old and new is not None and new.split() != old.split():
            yield Replaced(_full_stop(f"The {name}{of} was: {old.strip()}"))
    if holder and decision.lead:
        old_lead, new_lead = holder.lead, tuple(filter(None, decision.lead))
        if old_lead and one.register.codes(old_lead) != one.register.codes(new_lead):
            yield Replaced(_full_stop(f"The lead{of} was {', '.join(old_lead)}"))
    done = holder.completed if holder and "completed" not in told else None
    if done and decision.completed is not None and decision.completed != done.canonical:
        yield Replaced(f"The date of completion{of} was {spoken(done)}.")


def _replaced_in_milestone(decision: Decision, step: Milestone) -> Iterator[Replaced]:
    if is_reopened(decision, step):
        done = f": it was done {_on(step.completed)}" if step.completed else ""
        keys = ("completed",) if step.completed else ()
        yield Replaced(f"Milestone {step.name} is taken up again{done}.", keys)


def _replaced_in_action(decision: Decision, action: Action, new: Records) -> Iterator[Replaced]:
    """The parts of an action that the records in `new`, or the new status, replace."""
    if is_reopened(decision, action):
        yield Replaced(_sentence("Taken up again", decision))
    changed = {key for key, record in new.items() if _differs(getattr(action, key), record)}
    is_moved = decision.status not in (None, action.status or "")
    if is_moved or "decision" in changed:
        yield from _replaced_stop(action, new, is_moved=is_moved)
    if is_moved and action.is_done and decision.status not in DONE:
        yield from _replaced_completion(decision, action)
    elif "signed_off" in changed and (agreed := action.signed_off):
        yield Replaced(_full_stop(f"It had been signed off{_how(agreed.date, agreed.by)}"))
    asked = action.extension_asked
    if asked and (answer := _answer(decision, asked, is_new="extension_asked" in changed)):
        keys = () if decision.ask_extension else ("extension_asked",)
        yield Replaced(_extension_sentence(asked, answer), keys)


_WAS = {
    Status.PAUSED: "paused",
    Status.NOT_TAKEN_FORWARD: "not taken forward",
    Status.SUPERSEDED: "superseded",
    Status.COMPLETE: "complete",
    Status.COMPLETE_ONGOING: "complete and ongoing",
}


def _replaced_stop(action: Action, new: Records, *, is_moved: bool) -> Iterator[Replaced]:
    """The reason why work stopped, if it goes on or stops for another reason."""
    made, successor = action.decision, action.superseded_by if is_moved else None
    if not (made or successor):
        return
    keys = [] if "decision" in new or not made else ["decision"]
    keys += ["superseded_by"] if successor else []
    when, by = (made.date, made.by) if made else (None, None)
    was = f"There was a decision{_how(when, by)}"
    if action.status in STOPPED or successor:
        status = _WAS.get(action.status or Status.SUPERSEDED, "superseded")
        instead = f" by {successor}" if successor else ""
        was = f"It was {status}{instead}{_prefixed('as decided', when, by)}"
    yield Replaced(_sentence(was, made), tuple(keys))


def _replaced_completion(decision: Decision, action: Action) -> Iterator[Replaced]:
    """The completion and sign-off of work that is no longer done. The outcome keeps its key."""
    done, agreed = action.completed, action.signed_off
    outcome_stays = bool(action.outcome and decision.outcome is None)
    if not (done or agreed or outcome_stays):
        return
    keys = tuple(key for key in ("completed", "signed_off") if getattr(action, key))
    was = f"It was {_WAS[action.status or Status.COMPLETE]}"
    was += f", done {_on(done)}" if done else ""
    was += f", signed off{_how(agreed.date, agreed.by)}" if agreed else ""
    was += "; its outcome dates from then" if outcome_stays else ""
    yield Replaced(f"{was}.", keys)


def _answer(decision: Decision, asked: ExtensionAsked, *, is_new: bool) -> str:
    """The answer to a requested extension, in words; empty if the request remains."""
    if decision.refuse_extension:
        return f"was not agreed{_because(decision)}"
    if until := decision.extend_to:
        is_as_asked = asked.target and asked.target.canonical == until
        told = spoken(parse_target(until))
        return "was agreed" if is_as_asked else f"was agreed to {told} instead"
    if is_new:
        return "was followed by another"
    return "is not needed any more" if decision.status in CLOSED else ""


def _extension_sentence(asked: ExtensionAsked, answer: str) -> str:
    until = f" to {spoken(asked.target)}" if asked.target else ""
    reason = " ".join((asked.reason or "").split()).rstrip(".")
    request = f"asked for{_how(asked.date, asked.by)}{f' ({reason})' if reason else ''}"
    return _full_stop(f"The extension{until}, {request}, {answer}")


def _how(when: AnyDate | None, by: str | None) -> str:
    """Date and body, as far as known: ` on 4 March 2021 by CSP`."""
    return f"{f' {_on(when)}' if when else ''}{f' by {by}' if by else ''}"


def _prefixed(words: str, when: AnyDate | None, by: str | None) -> str:
    how = _how(when, by)
    return f", {words}{how}" if how else ""


def _on(when: AnyDate) -> str:
    is_day = isinstance(when, PlanDate) and when.first == when.last
    return f"{'on' if is_day else 'in'} {spoken(when)}"


def _because(record: Any) -> str:
    reason = record and record.reason
    return f": {reason}" if reason else ""


def _sentence(text: str, record: Any) -> str:
    """A sentence with the reason that a record or decision gives."""
    return _full_stop(f"{text}{_because(record)}")


def _full_stop(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _differs(old: Any, new: Mapping[str, str]) -> bool:
    """True if an existing record differs from the one that replaces it."""
    if old is None:
        return False
    values = {name: getattr(value, "canonical", value) for name, value in old._asdict().items()}
    return {name: value for name, value in values.items() if value} != dict(new)
