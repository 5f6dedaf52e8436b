"""Records in words, for people: what a cell of a report says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.model.dates import RelativeDate
from dhrplan.model.ladder import standing_actions
from dhrplan.model.plan import Status
from dhrplan.model.state import State, days_extended, days_late, deadline_of
from dhrplan.reports.summary import state_words
from dhrplan.wording import count

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from dhrplan.model.agencies import Register
    from dhrplan.model.dates import AnyDate
    from dhrplan.model.plan import Milestone, Recommendation
    from dhrplan.model.records import Check, Extension, ExtensionAsked, Response
    from dhrplan.select import Item


_VERDICTS = {
    "fully": "fully met",
    "partly": "partly met",
    "not": "not met",
    "already-in-place": "already in place",
}
_SILENT = "not recorded"
_IN_PLACE = ("status", "target")
"""What could not be read of these stands where the value would."""


def lateness(deadline: date, as_of: date) -> str:
    """How far a deadline is from a day: `15 days late`, `due today`, `due in 3 days`."""
    days = (as_of - deadline).days
    if days > 0:
        return f"{count(days, 'day')} late"
    return f"due in {count(-days, 'day')}" if days else "due today"


def written(when: AnyDate | None) -> str:
    """A date as the file has it."""
    return (when.written or when.canonical) if when else ""


def bodies(names: Iterable[str], register: Register) -> str:
    """Agencies by their full names, with the code where that is another word."""
    return ", ".join(_body(name, register) for name in names)


def dated(when: AnyDate | None, by: str | None, text: str | None) -> str:
    """A word with its day and its author: `2021-02-17, NCC: Draft sent.`."""
    head = ", ".join(part for part in (written(when), by or "") if part)
    return f"{head}: {text}" if head and text else head or (text or "")


def state(item: Item) -> str:
    """Where an action stands, with the days that it is late."""
    words = state_of(item)
    late = item.standing.days_late
    return f"{words}, {count(late, 'day')} late" if late else words


def state_of(item: Item) -> str:
    """The state in words; work that is complete and goes on says so."""
    if item.standing.state is State.COMPLETE and item.action.status is Status.COMPLETE_ONGOING:
        return "complete, goes on"
    return state_words(item.standing.state)


def flags(item: Item) -> str:
    """What stands beside the state."""
    return ", ".join(flag.replace("-", " ") for flag in item.standing.flags)


def lead(item: Item) -> str:
    """Who leads; where nobody is named, that is said."""
    silent = "cannot be read" if "lead" in item.action.unread else _SILENT
    named = bodies(item.action.lead, item.register) or silent
    joint = " (jointly)" if item.action.joint else ""
    return _with_cell(f"{named}{joint}", item, "lead")


def status(item: Item) -> str:
    """The stored status, with the cell's own words; where the record is silent, that is said."""
    words = item.action.status or item.action.unread.get("status")
    return _with_cell(str(words) if words else _SILENT, item, "status")


def target(item: Item) -> str:
    """The target in force, with the cell's own words."""
    action = item.action
    words = written(action.target) or action.unread.get("target", "")
    return _with_cell(words, item, "target") + _counted(action.target, item)


def partners(item: Item) -> str:
    """Who takes part."""
    return _with_cell(bodies(item.action.partners, item.register), item, "partners")


def day(item: Item, field: str) -> str:
    """A date of an action as the file has it, with the cell's own words."""
    when: AnyDate | None = getattr(item.action, field)
    return _with_cell(written(when), item, field) + _counted(when, item)


def unread(item: Item) -> tuple[str, ...]:
    """The values that could not be read, but for those that stand in a place of their own."""
    left = {key: value for key, value in item.action.unread.items() if key not in _IN_PLACE}
    return tuple(f"{key.replace('_', ' ')}: {value}" for key, value in left.items())


def extended(item: Item) -> str:
    """The targets that were given up, how often and by how many days in all."""
    action = item.action
    if not action.extensions:
        return ""
    days = days_extended(action, item.plan) or 0
    by = f", by {count(days, 'day')}" if days > 0 else ""
    by = f", to {count(-days, 'day')} earlier" if days < 0 else by
    told = "; ".join(map(_given_up, action.extensions))
    return f"{_often(len(action.extensions))}{by}: {told}"


def _given_up(extension: Extension) -> str:
    was = f"was {written(extension.was)}" if extension.was else "from a day that is not recorded"
    how = dated(extension.date, extension.approved_by, extension.reason)
    return f"{was}{_in_brackets(how)}"


def extension_asked(asked: ExtensionAsked | None) -> str:
    """A later target that is asked for."""
    if asked is None:
        return ""
    until = written(asked.target) or "a day that is not recorded"
    return f"to {until}{_in_brackets(dated(asked.date, asked.by, asked.reason))}"


def milestone(step: Milestone, item: Item) -> str:
    """One step of an action, with what is known of it in brackets."""
    is_open = step in item.action.open_milestones
    late = days_late(deadline_of(step.target, item.plan), item.as_of) if is_open else None
    parts = (
        f"lead {bodies(step.lead, item.register)}" if step.lead else "",
        f"due {written(step.target)}{_counted(step.target, item)}" if step.target else "",
        f"{count(late, 'day')} late" if late else "",
        "" if step.completed and step.status is Status.COMPLETE else step.status or "",
        f"completed {written(step.completed)}" if step.completed else "",
    )
    name = f"{step.id}. " if step.id else ""
    return f"{name}{step.text or '(no text)'}{_in_brackets(', '.join(filter(None, parts)))}"


def check(made: Check) -> str:
    """What somebody found who looked."""
    found = (made.found or "not known").replace("-", " ")
    return dated(made.date, made.by, f"{found}{_in_brackets(made.how or '')}")


def decision(item: Item) -> str:
    """Why an action is paused, not taken forward or superseded."""
    made, by = item.action.decision, item.action.superseded_by
    told = dated(made.date, made.by, made.reason) if made else ""
    return "\n".join(filter(None, (told, f"superseded by {by}" if by else "")))


def response(answer: Response, register: Register) -> str:
    """What a body that was asked has answered, and when."""
    days = (("sent", answer.sent), ("acknowledged", answer.acknowledged))
    told = [
        f"{word} {written(when)}" for word, when in (*days, ("replied", answer.replied)) if when
    ]
    who = bodies((answer.from_,), register) if answer.from_ else "from whom is not said"
    return f"{who}{_in_brackets(', '.join(told))}{f': {answer.text}' if answer.text else ''}"


def result(recommendation: Recommendation) -> str:
    """The board's verdict; where there is none, how far it has come, and that nobody has judged.

    Closed actions do not make a recommendation carried out, and this never says so. A national
    body's recommendation is known by what that body answered.
    """
    given = recommendation.result
    if given is None:
        parts = (_progress(recommendation), _answered(recommendation), "not judged")
        return ", ".join(filter(None, parts))
    met = _VERDICTS.get(given.met or "", "not known whether met")
    return dated(given.date, given.by, f"{met}{_in_brackets(given.reason or '')}")


def _progress(recommendation: Recommendation) -> str:
    standing = standing_actions(recommendation)
    if not recommendation.actions:
        return "" if recommendation.scope == "national" else "no action is recorded"
    if not standing:
        return "no action is left"
    done = sum(1 for action in standing if action.is_done and not action.unclear)
    if done == len(standing):
        return "all actions complete"
    return f"{done} of {count(len(standing), 'action')} complete"


def _answered(recommendation: Recommendation) -> str:
    """What national bodies have answered, where it is for them to act."""
    if recommendation.scope != "national" and not recommendation.responses:
        return ""
    if not recommendation.responses:
        return "no response is recorded"
    replied = sum(1 for answer in recommendation.responses if answer.replied or answer.text)
    return f"{replied} of {count(len(recommendation.responses), 'request')} answered"


def _often(times: int) -> str:
    return {1: "once", 2: "twice"}.get(times, f"{times} times")


def _counted(when: AnyDate | None, item: Item) -> str:
    """The day that a date counts to from another, which nobody should have to work out."""
    if not isinstance(when, RelativeDate):
        return ""
    deadline = deadline_of(when, item.plan)
    return f" (that is {deadline})" if deadline else " (the day is not known yet)"


def _with_cell(words: str, item: Item, field: str) -> str:
    cell = item.action.as_written.get(field)
    if not cell or cell.casefold() == words.casefold():
        return words
    return f"{words or _SILENT} (in the source: {'; '.join(cell.splitlines())})"


def _in_brackets(words: str) -> str:
    return f" ({words})" if words else ""


def _body(name: str, register: Register) -> str:
    full, code = register.full_name(name), register.code(name)
    return full if code is None or code == full else f"{full} ({code})"
