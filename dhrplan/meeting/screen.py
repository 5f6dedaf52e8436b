"""What the screen of a meeting shows: an action with its decisions, and lists of decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from dhrplan.decide import Decision
from dhrplan.meeting.session import JournalEntry, Session
from dhrplan.model.agencies import Register
from dhrplan.model.dates.parse import parse_date
from dhrplan.model.dates.values import DateFault, spoken
from dhrplan.model.plan import DONE, OPEN, STOPPED, Status
from dhrplan.reports import details
from dhrplan.reports.rows import lead_codes, markings
from dhrplan.reports.select import Item, every_item
from dhrplan.reports.summary import old_records
from dhrplan.table import Fact, Report, Section, Table, Word
from dhrplan.wording import count

DECIDED = "Decided now"
CUT_MARK = "…"
"""Not `[...]`, by which sources mark what they leave out."""

_WIDEST_LABEL = len("Extension requested  ")

Naming = Callable[[str, Register], str]
"""How a text names a body."""


def as_typed(name: str, _register: Register) -> str:
    """A body as it was typed: mostly by its code."""
    return name


class Room(NamedTuple):
    """The space for one text: characters a line, and lines.

    In a stacked layout each fact is `Label: value` from the left margin, not beside its label.
    """

    width: int
    lines: int
    stacked: bool = False


def action_screen(
    item: Item, was: Item, position: str, decided: Iterable[JournalEntry], room: Room
) -> Report:
    """One action, with what the board needs to decide about it.

    Args:
        item: The action with the decisions so far.
        was: The action before the meeting.
        position: Its place on the agenda, such as `Action 1 of 20`.
        decided: The decisions about it so far.
        room: The space for each text; a longer one is cut and marked.
    """
    agreed = "\n".join(filter(None, (item.action.title, item.action.text))) or "(no text)"
    state = details.state(item)
    head = (
        *old_records((item.plan,), item.as_of),
        Fact("", Word(state[:1].upper() + state[1:], item.standing.colour)),
        Fact("", _cut(agreed, room._replace(lines=2 * room.lines))),
    )
    pairs = [(label, value) for label, value in _facts(item, room) if value]
    if not room.stacked:
        labels = max(len(label) for label, _ in pairs) + len("  ")
        room = room._replace(width=room.width - labels)
    facts = tuple(_fact(label, value, room) for label, value in pairs)
    sections = [Section("", head), Section("", facts)]
    now = tuple(Fact("", decision_text(one, was)) for one in decided)
    if now:
        sections.append(Section(DECIDED, now))
    return Report(
        kind="meeting",
        title=f"{position}: {item.name}",
        as_of=item.as_of,
        sections=tuple(sections),
        make_data=dict,
        make_flat=lambda: Table((), ()),
        markings=markings((item.plan,)),
    )


def _fact(label: str, value: str, room: Room) -> Fact:
    if room.stacked:
        return Fact("", _cut(f"{label}: {value}", room))
    return Fact(label, _cut(value, room))


def _facts(item: Item, room: Room) -> Iterator[tuple[str, str]]:
    """Labels with values, which may be empty."""
    action, parent, register = item.action, item.recommendation, item.register
    joint = " (jointly)" if action.joint else ""
    leads = _bodies(action.lead, register, room)
    yield "Flags", details.flags(item)
    yield "Lead", f"{leads}{joint}" if leads else details.lead(item)
    yield "Target", details.target(item)
    yield "Forecast", details.day(item, "forecast")
    yield "Next check", details.day(item, "next_check")
    yield "Extension requested", details.extension_asked(action.extension_asked)
    yield "Blocked", details.blocked(item)
    for_sign_off = {
        "Partners": _bodies(action.partners, register, room),
        "Date completed": details.day(item, "completed"),
        "Outcome": action.outcome or "",
        "Evidence": "\n".join(details.evidence(one, register) for one in action.evidence),
        "Checks": "\n".join(map(details.check, action.checks)),
    }
    yield from for_sign_off.items()
    if action.is_done:
        missing = (label.lower() for label, value in for_sign_off.items() if not value)
        yield "Not recorded", ", ".join(missing)
    steps = (details.milestone(step, item) for step in action.open_milestones)
    yield "Open milestones", "\n".join(steps)
    yield "Extended", details.extended(item)
    yield "Latest update", _newest_update(item)
    yield "Progress", action.progress or ""
    yield "Decision", details.decision(item)
    if action.unclear:
        values = (f"{key.replace('_', ' ')}: {value}" for key, value in action.unread.items())
        yield "Cannot be read", "\n".join(values)
        yield "What to do", "Correct the file. Until then no decision can be recorded."
    yield "Recommendation", f"{parent.id}: {parent.title or parent.text or '(no text)'}"


def _bodies(names: tuple[str, ...], register: Register, room: Room) -> str:
    """Bodies by their full names, or by their codes where these have no room."""
    if not names:
        return ""
    full = details.bodies(names, register)
    width = room.width if room.stacked else room.width - _WIDEST_LABEL
    return full if len(full) <= width * room.lines else lead_codes(names, register)


def _newest_update(item: Item) -> str:
    """The newest dated update; of equal days, or without a day, the last."""
    updates = item.action.updates
    if not updates:
        return ""
    days = [each.date.last.toordinal() if each.date else 0 for each in updates]
    newest = updates[max(range(len(updates)), key=lambda index: (days[index], index))]
    return details.dated(newest.date, newest.by, newest.text)


def _cut(text: str, room: Room) -> str:
    """Cut a text to its room at the end of a word, and say how many words are left out."""
    kept = []
    left = room.lines
    for line in text.splitlines():
        if len(line) > left * room.width:
            kept.append(line[: left * room.width - len(_left_out(9_999))].rpartition(" ")[0])
            break
        kept.append(line)
        left -= max(1, -(-len(line) // room.width))
    short = "\n".join(kept).rstrip()
    if len(short) == len(text.rstrip()):
        return short
    return f"{short}{_left_out(len(text[len(short) :].split()))}"


def _left_out(words: int) -> str:
    return f" {CUT_MARK} ({count(words, 'more word')})"


def decision_list(
    title: str, entries: tuple[JournalEntry, ...], session: Session, room: Room
) -> Report:
    """A list of at least one decision, with the plans as they were read."""
    items = {item.name: item for item in every_item(session.read, entries[0].day)}
    every = ((one, items.get(f"{one.review} {one.action}")) for one in entries)
    gone = "This action is no longer in the plan."
    pairs = [(one.subject, decision_text(one, item) if item else gone) for one, item in every]
    facts = (Fact("", f"{a}: {b}") if room.stacked else Fact(a, b) for a, b in pairs)
    return Report(
        kind="meeting",
        title=title,
        as_of=None,
        sections=(Section("", tuple(facts)),),
        make_data=dict,
        make_flat=lambda: Table((), ()),
    )


def decision_text(entry: JournalEntry, item: Item, named: Naming = as_typed) -> str:
    """A decision in sentences; `item` is the action before the meeting."""
    about = ""
    if entry.milestone:  # its number alone says nothing to a reader of minutes
        steps = [one for one in item.action.milestones if one.name == entry.milestone]
        text = " ".join((steps[0].text or "").split()) if steps else ""
        about = f"{entry.milestone} ({text.rstrip('.')})" if text else entry.milestone
        about = f"Milestone {about}: "

    def name(body: str) -> str:
        return named(body, item.register)

    return about + "\n".join(_sentences(entry.decision, item, name))


_Name = Callable[[str], str]


def _sentences(decision: Decision, item: Item, name: _Name) -> Iterator[str]:
    if decision.new_action:
        yield _sentence("New action", decision.new_action)
        yield from _lead_and_target(decision, name)
        return
    if decision.note:
        yield _sentence(name(decision.by) if decision.by else "Update", decision.note)
    if decision.status:
        yield _status_sentence(decision, Status(decision.status), item)
    if decision.superseded_by:
        yield f"Replaced by {decision.superseded_by}."
    if decision.outcome:
        yield _sentence("Outcome", decision.outcome)
    yield from _extension_sentences(decision, item, name)
    yield from _lead_and_target(decision, name)
    yield from (_sentence("Evidence", text) for text in decision.evidence)
    yield from _check_sentences(decision, name)


def _extension_sentences(decision: Decision, item: Item, name: _Name) -> Iterator[str]:
    if decision.extend_to:
        was = f" from {spoken(item.action.target)}" if item.action.target else ""
        by = f", agreed by {name(decision.approved_by)}" if decision.approved_by else ""
        until = spoken_date(decision.extend_to)
        yield _sentence(f"Target extended{was} to {until}{by}", decision.reason)
    if decision.refuse_extension:
        asked = item.action.extension_asked
        to = f" to {spoken(asked.target)}" if asked and asked.target else ""
        by = f", requested by {name(asked.by)}," if asked and asked.by else ""
        yield _sentence(f"Extension{to}{by} refused", decision.reason)


def _check_sentences(decision: Decision, name: _Name) -> Iterator[str]:
    if decision.checked:
        yield _sentence(f"Checked, {decision.checked.replace('-', ' ')}", decision.how)
    if decision.next_check:
        yield _sentence("Next check", spoken_date(decision.next_check))
    if decision.sign_off:
        yield f"Signed off as complete{f' by {name(decision.by)}' if decision.by else ''}."


def _lead_and_target(decision: Decision, name: _Name) -> Iterator[str]:
    if decision.lead:
        yield _sentence("Lead", ", ".join(map(name, decision.lead)))
    if decision.target:
        yield _sentence("Target", spoken_date(decision.target))


def _status_sentence(decision: Decision, status: Status, item: Item) -> str:
    words = status.replace("-", " ").capitalize()
    if status is Status.COMPLETE_ONGOING:
        words = "Complete, continuing"
    if status in DONE:
        return f"{words}, {spoken_date(decision.completed)}." if decision.completed else f"{words}."
    if status in OPEN and item.action.status in DONE | STOPPED:
        words = "Reopened"
    return _sentence(words, decision.reason)


def _sentence(words: str, more: str | None) -> str:
    if not more:
        return f"{words}."
    return f"{words}: {more}" if more[-1:] in ".!?" else f"{words}: {more}."


def spoken_date(canonical: str) -> str:
    """A date of a decision in prose: "31 July 2017"."""
    when = parse_date(canonical, relative=True)
    return canonical if isinstance(when, DateFault) else spoken(when)
