"""The details of an action and of a recommendation in words, in the order of the form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from dhrplan.model.agencies import Register
from dhrplan.model.dates.values import AnyDate, Period, RelativeDate, on_day, spoken
from dhrplan.model.plan import (
    Check,
    Evidence,
    Extension,
    ExtensionAsked,
    Milestone,
    Recommendation,
    Response,
    Status,
)
from dhrplan.model.state import (
    State,
    days_extended,
    days_late,
    deadline_of,
    first_target,
    late_milestones,
    standing_actions,
)
from dhrplan.reports.select import Item
from dhrplan.reports.summary import state_words
from dhrplan.table import Cell, Column, Table, Word
from dhrplan.wording import count, listed, span

_VERDICTS = {
    "fully": "fully met",
    "partly": "partly met",
    "not": "not met",
    "already-in-place": "already in place",
}
_NOT_RECORDED = "not recorded"
_NOT_DECIDED = "The board has not decided whether it was met."
_UNREAD_IN_PLACE = ("status", "target")
"""Fields whose unreadable value is shown in place of the value, not in a list at the end."""


def lateness(deadline: date, as_of: date) -> str:
    """A deadline relative to a day: `15 days late`, `due today`, `due in 3 months`."""
    days = (as_of - deadline).days
    if days > 0:
        return f"{span(days)} late"
    return f"due in {span(-days)}" if days else "due today"


def cycle(period: Period | None) -> str:
    """How often something is reviewed: "every year", "every 3 months"."""
    if period is None:
        return ""
    return f"every {period.unit}" if period.count == 1 else f"every {period.canonical}"


def in_words(when: AnyDate | None) -> str:
    """A date for people: "31 July 2017"."""
    return spoken(when) if when else ""


def bodies(names: Iterable[str], register: Register) -> str:
    """Agencies by full name, with the code where it differs."""
    return ", ".join(_body(name, register) for name in names)


def dated(when: AnyDate | None, by: str | None, text: str | None) -> str:
    """A text with its date and author: `17 February 2021, NCC: Draft sent.`."""
    head = ", ".join(part for part in (in_words(when), by or "") if part)
    return f"{head}: {text}" if head and text else head or (text or "")


def state(item: Item) -> str:
    """The state of an action, with how late it is."""
    words = state_of(item)
    late = item.standing.days_late
    if steps := late_steps(item):
        return f"{words}: {steps}"
    return f"{words}, {span(late)} late" if late else words


def late_steps(item: Item) -> str:
    """The milestones by which alone an action is late: `milestone ii is 46 days late`."""
    if item.standing.state is not State.OVERDUE or item.standing.days_late is not None:
        return ""
    steps = late_milestones(item.action, item.plan, item.as_of)
    days = [days_late(deadline_of(step.target, item.plan), item.as_of) or 0 for step in steps]
    each = zip(steps, days, strict=True)
    return listed(f"milestone {step.name} is {span(late)} late" for step, late in each)


def state_of(item: Item) -> str:
    """The state in words; complete work that continues says so."""
    if item.standing.state is State.COMPLETE and item.action.status is Status.COMPLETE_ONGOING:
        return "complete, continuing"
    if item.standing.state is State.AWAITING_SIGN_OFF:
        return f"complete, {state_words(item.standing.state)}"
    return state_words(item.standing.state)


def flags(item: Item) -> str:
    """The flags in words."""
    words = (flag.replace("-", " ") for flag in item.standing.flags)
    return ", ".join(word.replace("extension asked", "extension requested") for word in words)


def lead(item: Item) -> str:
    """The leads; "not recorded" where nobody is named."""
    silent = "cannot be read" if "lead" in item.action.unread else _NOT_RECORDED
    named = bodies(item.action.lead, item.register) or silent
    joint = " (jointly)" if item.action.joint else ""
    return _with_source(f"{named}{joint}", item, "lead")


def status(item: Item) -> str:
    """The stored status, with the words of the source; empty where the state says the same."""
    words = item.action.status or item.action.unread.get("status")
    shown = _with_source(str(words).replace("-", " ") if words else _NOT_RECORDED, item, "status")
    return "" if shown in {_NOT_RECORDED, *state_of(item).split(", ")} else shown


def target(item: Item) -> str:
    """The target in force, with the words of the source."""
    action = item.action
    words = in_words(action.target) or action.unread.get("target", "")
    return _with_source(words, item, "target") + _as_day(action.target, item)


def promised(item: Item) -> str:
    """The target in force, and the one that was promised first where that is another."""
    first = first_target(item.action)
    if first is None or first == item.action.target:
        return target(item)
    return f"{target(item) or _NOT_RECORDED}, first promised {in_words(first)}"


def partners(item: Item) -> str:
    """The partners."""
    return _with_source(bodies(item.action.partners, item.register), item, "partners")


def day(item: Item, field: str) -> str:
    """A date of an action as written in the file, with the words of the source."""
    when: AnyDate | None = getattr(item.action, field)
    return _with_source(in_words(when), item, field) + _as_day(when, item)


def unread(item: Item) -> tuple[str, ...]:
    """The unreadable values, but for those shown in place of the value."""
    left = {key: value for key, value in item.action.unread.items() if key not in _UNREAD_IN_PLACE}
    return tuple(f"{key.replace('_', ' ')}: {value}" for key, value in left.items())


def extended(item: Item) -> str:
    """The earlier targets: how often extended, and by how many days in all."""
    action = item.action
    if not action.extensions:
        return ""
    days = days_extended(action, item.plan) or 0
    by = f", by {span(days)} in all" if days > 0 else ""
    by = f", brought forward by {span(-days)} in all" if days < 0 else by
    times = len(action.extensions)
    often = {1: "once", 2: "twice"}.get(times, f"{times} times")
    earlier = "; ".join(map(_extension, action.extensions))
    return f"{often}{by}. {earlier[:1].upper()}{earlier[1:]}"


def _extension(extension: Extension) -> str:
    was = f"was {in_words(extension.was)}" if extension.was else "earlier target not recorded"
    how = dated(extension.date, extension.approved_by, extension.reason)
    return f"{was}{_in_brackets(how)}"


def extension_asked(asked: ExtensionAsked | None) -> str:
    """A request for a later target."""
    if asked is None:
        return ""
    until = in_words(asked.target) or "a date that is not recorded"
    return f"to {until}{_in_brackets(dated(asked.date, asked.by, asked.reason))}"


def milestone(step: Milestone, item: Item) -> str:
    """A milestone, with its lead and dates in brackets."""
    is_open = step in item.action.open_milestones
    late = days_late(deadline_of(step.target, item.plan), item.as_of) if is_open else None
    parts = (
        f"lead {bodies(step.lead, item.register)}" if step.lead else "",
        f"due {in_words(step.target)}{_as_day(step.target, item)}" if step.target else "",
        f"{span(late)} late" if late else "",
        ""
        if step.completed and step.status is Status.COMPLETE
        else (step.status or "").replace("-", " "),
        f"completed {in_words(step.completed)}" if step.completed else "",
    )
    name = f"{step.id}. " if step.id else ""
    source = (f"in the source, {key}: {cell}" for key, cell in step.as_written.items())
    brackets = _in_brackets(", ".join(filter(None, (*parts, *source))))
    more = (
        *((step.outcome,) if step.outcome else ()),
        *(f"evidence: {evidence(one, item.register)}" for one in step.evidence),
        *step.notes,
    )
    return "\n".join((f"{name}{step.text or '(no text)'}{brackets}", *more))


def evidence(one: Evidence, register: Register) -> str:
    """What shows that it is done, with where it is and who has seen it."""
    parts = (
        in_words(one.date),
        one.where or "",
        f"seen by {bodies((one.seen_by,), register)}" if one.seen_by else "",
        f"valid until {in_words(one.valid_until)}" if one.valid_until else "",
    )
    return f"{one.what or '(evidence not described)'}{_in_brackets(', '.join(filter(None, parts)))}"


def blocked(item: Item) -> str:
    """What stands in the way, since when, and who could remove it."""
    made = item.action.blocked
    return dated(made.since, made.by, made.reason or "reason not recorded") if made else ""


def check(made: Check) -> str:
    """The finding of a check."""
    found = (made.found or "finding not recorded").replace("-", " ")
    return dated(made.date, made.by, f"{found}{_in_brackets(made.how or '')}")


def decision(item: Item) -> str:
    """The decision to pause, supersede or not take forward an action."""
    made, by = item.action.decision, item.action.superseded_by
    told = dated(made.date, made.by, made.reason) if made else ""
    return "\n".join(filter(None, (told, f"superseded by {by}" if by else "")))


def response(answer: Response, register: Register) -> str:
    """The response of a body to a recommendation, with its dates."""
    days = (("sent", answer.sent), ("acknowledged", answer.acknowledged))
    told = [
        f"{word} {in_words(when)}" for word, when in (*days, ("replied", answer.replied)) if when
    ]
    told += ["required by law"] if answer.required else []
    told += [f"due {in_words(answer.due)}"] if answer.due else []
    told += [f"published {in_words(answer.published)}"] if answer.published else []
    who = bodies((answer.from_,), register) if answer.from_ else "sender not recorded"
    said = (answer.answer.replace("-", " ") if answer.answer else "", answer.reason, answer.text)
    words = ": ".join(filter(None, said))
    return f"{who}{_in_brackets(', '.join(told))}{f': {words}' if words else ''}"


def result(recommendation: Recommendation) -> str:
    """The board's decision, or else the progress and that the board has not decided.

    Closed actions do not mean that a recommendation is carried out, so this never says so. For a
    national recommendation, the responses count.
    """
    given = recommendation.result
    if given is None:
        parts = filter(None, (_progress(recommendation), _answered(recommendation)))
        done = ", ".join(parts)
        return f"{done[:1].upper()}{done[1:]}. {_NOT_DECIDED}" if done else _NOT_DECIDED
    met = _VERDICTS.get(given.met or "", "it is not recorded whether it was met")
    return dated(given.date, given.by, f"{met}{_in_brackets(given.reason or '')}")


def _progress(recommendation: Recommendation) -> str:
    standing = standing_actions(recommendation)
    if not recommendation.all_actions:
        return "" if recommendation.scope == "national" else "no actions recorded"
    if not standing:
        return "every action was superseded or not taken forward"
    done = sum(1 for action in standing if action.is_done and not action.unclear)
    if done == len(standing):
        return "all actions complete"
    return f"{done} of {count(len(standing), 'action')} complete"


def _answered(recommendation: Recommendation) -> str:
    """The responses of national bodies, where the recommendation is for them."""
    if recommendation.scope != "national" and not recommendation.responses:
        return ""
    if not recommendation.responses:
        return "no response is recorded"
    replied = sum(
        1 for each in recommendation.responses if each.replied or each.answer or each.text
    )
    return f"{replied} of {count(len(recommendation.responses), 'request')} answered"


def authors(recommendation: Recommendation, items: Iterable[Item]) -> Iterator[str]:
    """Who said, checked or decided what the details show, as in the file."""
    said: list[Any] = [*recommendation.updates, recommendation.result]
    for action in (item.action for item in items):
        said += (*action.updates, *action.checks, action.signed_off, action.decision)
        said += (action.blocked, action.extension_asked)
        yield from (one.approved_by for one in action.extensions if one.approved_by)
    yield from (one.by for one in said if one and one.by)


def _as_day(when: AnyDate | None, item: Item) -> str:
    """The calendar day of a relative date."""
    if not isinstance(when, RelativeDate):
        return ""
    deadline = deadline_of(when, item.plan)
    return f" ({spoken(on_day(deadline))})" if deadline else " (the day is not known yet)"


def _with_source(words: str, item: Item, field: str) -> str:
    cell = item.action.as_written.get(field)
    if not cell or _same(cell) == _same(words):
        return words
    return f"{words or _NOT_RECORDED} (in the source: {'; '.join(cell.splitlines())})"


def _same(words: str) -> str:
    """Words for comparison: "In-Progress" says the same as "in progress"."""
    return words.casefold().replace("-", " ")


def _in_brackets(words: str) -> str:
    return f" ({words})" if words else ""


def _body(name: str, register: Register) -> str:
    full, code = register.full_name(name), register.code(name)
    return full if code is None or code == full else f"{full} ({code})"


def _text_instead(item: Item) -> str:
    """For an action without text; its recommendation, right above, speaks for an only one."""
    return "" if item.recommendation.speaks_for(item.action) else "(no text)"


# The table of details: one row of `ACTION` or `RECOMMENDATION` is one line of a report.


def _prose(key: str, title: str = "") -> Column:
    return Column(key, title or key.replace("_", " ").capitalize(), prose=True, label=bool(title))


RECOMMENDATION: tuple[tuple[Column, Callable[[Recommendation, Register], Cell]], ...] = (
    (Column("recommendation", "Recommendation"), lambda r, _: r.id),
    (_prose("recommendation_title"), lambda r, _: r.title),
    (_prose("recommendation_text"), lambda r, _: r.text or "(no text)"),
    (_prose("ref", "Paragraph"), lambda r, _: r.ref),
    (_prose("scope", "Scope"), lambda r, _: r.scope),
    (_prose("addressed_to", "Addressed to"), lambda r, g: bodies(r.addressed_to, g)),
    (_prose("themes", "Themes"), lambda r, _: ", ".join(r.themes)),
    (
        _prose("responses", "Responses"),
        lambda r, g: tuple(response(answer, g) for answer in r.responses),
    ),
    (_prose("result", "Result"), lambda r, _: result(r)),
    (
        _prose("answered_by", "Also answered by"),
        lambda r, _: ", ".join(action.id for action in r.answered_by),
    ),
    (
        _prose("recommendation_updates", "Updates"),
        lambda r, _: tuple(dated(u.date, u.by, u.text) for u in r.updates),
    ),
    (_prose("recommendation_notes", "Notes"), lambda r, _: r.notes),
)

ACTION: tuple[tuple[Column, Callable[[Item], Cell]], ...] = (
    (Column("action", "Action", label=False), lambda i: i.action.id),
    (Column("title", "Title"), lambda i: i.action.title),
    (Column("state", "State"), lambda i: Word(state(i), i.standing.colour)),
    (Column("lead", "Lead"), lead),
    (Column("target", "Target"), promised),
    (_prose("text"), lambda i: i.action.text or _text_instead(i)),
    (_prose("reference", "Reference"), lambda i: i.action.ref),
    (_prose("action_section", "Section"), lambda i: i.action.section),
    (_prose("also_for", "Also for"), lambda i: ", ".join(i.action.also_for)),
    (_prose("post", "Post"), lambda i: i.action.post),
    (_prose("partners", "Partners"), partners),
    (
        _prose("chased_by", "Chased by"),
        lambda i: bodies((i.action.chased_by,), i.register) if i.action.chased_by else None,
    ),
    (_prose("status", "Status"), status),
    (_prose("rating", "Rating"), lambda i: i.action.rating),
    (_prose("flags", "Flags"), flags),
    (_prose("blocked", "Blocked"), blocked),
    (_prose("extended", "Extended"), extended),
    (
        _prose("extension_asked", "Extension requested"),
        lambda i: extension_asked(i.action.extension_asked),
    ),
    (_prose("forecast", "Forecast"), lambda i: day(i, "forecast")),
    (_prose("next_check", "Next check"), lambda i: day(i, "next_check")),
    (
        _prose("looked_at", "Review cycle"),
        lambda i: cycle(i.action.review_every),
    ),
    (_prose("completed", "Completed"), lambda i: day(i, "completed")),
    (
        _prose("milestones", "Milestones"),
        lambda i: tuple(milestone(step, i) for step in i.action.milestones),
    ),
    (_prose("expected", "Expected"), lambda i: i.action.expected),
    (_prose("progress", "Progress"), lambda i: i.action.progress),
    (_prose("outcome", "Outcome"), lambda i: i.action.outcome),
    (
        _prose("evidence", "Evidence"),
        lambda i: tuple(evidence(one, i.register) for one in i.action.evidence),
    ),
    (
        _prose("signed_off", "Signed off"),
        lambda i: dated(s.date, s.by, None) if (s := i.action.signed_off) else None,
    ),
    (_prose("checks", "Checks"), lambda i: tuple(check(each) for each in i.action.checks)),
    (_prose("decision", "Decision"), decision),
    (
        _prose("updates", "Updates"),
        lambda i: tuple(dated(u.date, u.by, u.text) for u in i.action.updates),
    ),
    (_prose("notes", "Notes"), lambda i: i.action.notes),
    (_prose("unread", "Cannot be read"), unread),
)

_COLUMNS = (*(column for column, _ in RECOMMENDATION), *(column for column, _ in ACTION))


def records(rows: Iterable[tuple[Cell, ...]], empty: str = "No recommendation.") -> Table:
    """A table of recommendations and actions with all their details."""
    return Table(_COLUMNS, tuple(rows), len(RECOMMENDATION), empty, records=True)


def recommendation_rows(
    recommendation: Recommendation, register: Register, items: Iterable[Item]
) -> Iterator[tuple[Cell, ...]]:
    """A row for each of these actions, or one row that says why there is none."""
    head = tuple(cell(recommendation, register) for _, cell in RECOMMENDATION)
    rows = [(*head, *(cell(item) for _, cell in ACTION)) for item in items]
    if recommendation.actions:
        nothing = "no actions match"
    elif recommendation.answered_by:
        nothing = "no actions of its own"
    else:
        nothing = "no actions recorded"
    yield from rows or [(*head, None, None, Word(nothing), *[None] * (len(ACTION) - 3))]
