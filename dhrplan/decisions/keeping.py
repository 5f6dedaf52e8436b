"""What a decision takes the place of, told in a sentence, so that it is not lost.

A plan has one place for why work stopped, when it was done, who agreed, which extension is asked
for. When that is decided anew, what stood there would contradict the rest, or be written over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dhrplan.decisions.decision import ENDED, date_said
from dhrplan.model.dates import PlanDate, spoken
from dhrplan.model.plan import DONE, OPEN, STOPPED, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dhrplan.decisions.decision import Decision
    from dhrplan.model.dates import AnyDate
    from dhrplan.model.plan import Action, Milestone
    from dhrplan.model.records import ExtensionAsked, Result

    Records = Mapping[str, Mapping[str, str]]

_WAS = {
    Status.PAUSED: "paused",
    Status.NOT_TAKEN_FORWARD: "not taken forward",
    Status.SUPERSEDED: "superseded",
    Status.COMPLETE: "complete",
    Status.COMPLETE_ONGOING: "complete and ongoing",
}


class Kept(NamedTuple):
    """A sentence, and the keys that it takes the place of."""

    text: str
    keys: tuple[str, ...] = ()


def is_taken_up(decision: Decision, holder: Action | Milestone) -> bool:
    """Whether work that was done, or had stopped, goes on again."""
    if decision.status not in OPEN:
        return False
    return holder.status in DONE | STOPPED or (not holder.status and bool(holder.completed))


def kept_of_action(decision: Decision, action: Action, new: Records) -> Iterator[Kept]:
    """What must not be lost of an action.

    Args:
        decision: What is decided.
        action: The action as it stands.
        new: The records that the decision writes, by key.
    """
    if is_taken_up(decision, action):
        yield Kept(_ended(f"Taken up again{_because(decision.reason)}"))
    changes = {key for key, record in new.items() if _differs(getattr(action, key), record)}
    is_moved = decision.status not in (None, action.status or "")
    if is_moved or "decision" in changes:
        yield from _stop(action, new, is_moved=is_moved)
    if is_moved and action.is_done and decision.status not in DONE:
        yield from _completion(decision, action)
    elif "signed_off" in changes and (agreed := action.signed_off):
        yield Kept(_ended(f"It had been signed off{_how(agreed.date, agreed.by)}"))
    asked = action.extension_asked
    if asked and (answer := _answer(decision, asked, is_anew="extension_asked" in changes)):
        yield Kept(_wish(asked, answer), () if decision.ask_extension else ("extension_asked",))


def kept_of_milestone(decision: Decision, step: Milestone) -> Iterator[Kept]:
    """What must not be lost of a milestone: when it was done, if it is taken up again."""
    if is_taken_up(decision, step):
        done = f": it was done {_on(step.completed)}" if step.completed else ""
        keys = ("completed",) if step.completed else ()
        yield Kept(f"Milestone {step.name} is taken up again{done}.", keys)


def kept_of_result(old: Result | None, new: Mapping[str, str]) -> Iterator[Kept]:
    """What must not be lost of a verdict that was given before."""
    if old and old.met and _differs(old, new):
        judged = f"The result was `{old.met}`{_told(_how(old.date, old.by), 'as judged')}"
        yield Kept(_ended(f"{judged}{_because(old.reason)}"))


def _stop(action: Action, new: Records, *, is_moved: bool) -> Iterator[Kept]:
    """Why it stopped, if it does so no more, or for another reason."""
    made, instead = action.decision, action.superseded_by if is_moved else None
    keys = [] if "decision" in new or not made else ["decision"]
    keys += ["superseded_by"] if instead else []
    if not (made or instead):
        return
    how = _how(made.date, made.by) if made else ""
    was = f"A decision{how} stood here"
    if action.status in STOPPED or instead:
        by = f" by {instead}" if instead else ""
        was = f"It was {_WAS.get(action.status or Status.SUPERSEDED, 'superseded')}{by}"
        was += _told(how, "as decided")
    yield Kept(_ended(f"{was}{_because(made and made.reason)}"), tuple(keys))


def _completion(decision: Decision, action: Action) -> Iterator[Kept]:
    """When it was done and who agreed, if it is done no more. What came of it stays."""
    done, agreed = action.completed, action.signed_off
    stays = bool(action.outcome and decision.outcome is None)
    if not (done or agreed or stays):
        return
    keys = [key for key in ("completed", "signed_off") if getattr(action, key)]
    was = f"It was {_WAS[action.status or Status.COMPLETE]}"
    was += f", done {_on(done)}" if done else ""
    was += f", signed off{_how(agreed.date, agreed.by)}" if agreed else ""
    yield Kept(f"{was}{'; what is told of its outcome is from then' if stays else ''}.", (*keys,))


def _answer(decision: Decision, asked: ExtensionAsked, *, is_anew: bool) -> str:
    """What becomes of a wish; empty where it stays."""
    if decision.refuse_extension:
        return f"was not agreed{_because(decision.reason)}"
    if until := decision.extend_to:
        is_as_asked = asked.target and asked.target.canonical == until
        return "was agreed" if is_as_asked else f"was agreed to {spoken(date_said(until))} instead"
    if is_anew:
        return "was followed by another"
    return "is not needed any more" if decision.status in ENDED else ""


def _wish(asked: ExtensionAsked, answer: str) -> str:
    until = f" to {spoken(asked.target)}" if asked.target else ""
    reason = " ".join((asked.reason or "").split()).rstrip(".")
    wish = f"asked for{_how(asked.date, asked.by)}{f' ({reason})' if reason else ''}"
    return _ended(f"The extension{until}, {wish}, {answer}")


def _how(when: AnyDate | None, by: str | None) -> str:
    """When and by whom, as far as that is known: ` on 4 March 2021 by CSP`."""
    return f"{f' {_on(when)}' if when else ''}{f' by {by}' if by else ''}"


def _on(when: AnyDate) -> str:
    is_day = isinstance(when, PlanDate) and when.first == when.last
    return f"{'on' if is_day else 'in'} {spoken(when)}"


def _told(how: str, words: str) -> str:
    return f", {words}{how}" if how else ""


def _because(reason: str | None) -> str:
    return f": {reason}" if reason else ""


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _differs(old: Any, new: Mapping[str, str]) -> bool:
    """Whether a record is not the same as the one that takes its place, if there is any."""
    if old is None:
        return False
    values = {name: getattr(value, "canonical", value) for name, value in old._asdict().items()}
    return {name: value for name, value in values.items() if value} != dict(new)
