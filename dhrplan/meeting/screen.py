"""What the screen of a meeting shows: an action with its decisions, and lists of decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dhrplan.decide import Decision
from dhrplan.meeting.session import JournalEntry, Session
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

_LABEL_WIDTH = len("Cannot be read  ")


class Room(NamedTuple):
    """The space for one text: characters a line, and lines."""

    width: int
    lines: int


def action_screen(
    item: Item, was: Item, position: str, decided: Iterable[JournalEntry], room: Room
) -> Report:
    """One action, with what the board needs to decide about it.

    Args:
        item: The action with the decisions so far.
        was: The action before the meeting.
        position: Its place on the agenda, such as `1 of 20`.
        decided: The decisions about it so far.
        room: The space for each text; a longer one is cut and marked.
    """
    agreed = "\n".join(filter(None, (item.action.title, item.action.text))) or "(no text)"
    flags = details.flags(item)
    state = f"{details.state(item)} ({flags})" if flags else details.state(item)
    head = (
        *old_records((item.plan,), item.as_of),
        Fact("", Word(state, item.standing.colour)),
        Fact("", _cut(agreed, room._replace(lines=2 * room.lines))),
    )
    beside = room._replace(width=max(room.width - _LABEL_WIDTH, _LABEL_WIDTH))
    line = beside._replace(lines=1)
    facts = (
        *(Fact(label, _cut(value, line)) for label, value in _short_facts(item)),
        *(Fact(label, _cut(value, beside)) for label, value in _long_facts(item)),
    )
    sections = [Section("", head), Section("", tuple(fact for fact in facts if fact.value))]
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


def _short_facts(item: Item) -> tuple[tuple[str, str], ...]:
    joint = " (jointly)" if item.action.joint else ""
    return (
        ("Lead", lead_codes(item.action.lead, item.register) + joint),
        ("Target", details.target(item)),
        ("Forecast", details.day(item, "forecast")),
        ("Next check", details.day(item, "next_check")),
        ("Completed", details.day(item, "completed")),
        (
            "Partners",
            lead_codes(item.action.partners, item.register) if item.action.partners else "",
        ),
    )


def _long_facts(item: Item) -> tuple[tuple[str, str], ...]:
    action, parent = item.action, item.recommendation
    steps = (details.milestone(step, item) for step in action.open_milestones)
    unread = ""
    if action.unclear:
        values = (f"{key.replace('_', ' ')}: {value}" for key, value in action.unread.items())
        unread = "\n".join((*values, "Nothing can be decided until the file is mended."))
    return (
        ("Extended", details.extended(item)),
        ("Asks", details.extension_asked(action.extension_asked)),
        ("Still to do", "\n".join(steps)),
        ("Outcome", action.outcome or ""),
        ("Evidence", "\n".join(details.evidence(one, item.register) for one in action.evidence)),
        ("Checks", "\n".join(map(details.check, action.checks))),
        ("Last word", _newest_update(item)),
        ("Progress", action.progress or ""),
        ("Decision", details.decision(item)),
        ("Blocked", details.blocked(item)),
        ("Cannot be read", unread),
        ("Recommended", f"{parent.id}: {parent.title or parent.text or '(no text)'}"),
    )


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


def decision_list(title: str, entries: tuple[JournalEntry, ...], session: Session) -> Report:
    """A list of at least one decision, with the plans as they were read."""
    items = {item.name: item for item in every_item(session.read, entries[0].day)}
    every = ((one, items.get(f"{one.review} {one.action}")) for one in entries)
    gone = "There is no such action now."
    facts = (Fact(one.subject, decision_text(one, item) if item else gone) for one, item in every)
    return Report(
        kind="meeting",
        title=title,
        as_of=None,
        sections=(Section("", tuple(facts)),),
        make_data=dict,
        make_flat=lambda: Table((), ()),
    )


def decision_text(entry: JournalEntry, item: Item) -> str:
    """A decision in sentences; `item` is the action before the meeting."""
    about = ""
    if entry.milestone:  # its number alone says nothing to a reader of minutes
        steps = [one for one in item.action.milestones if one.name == entry.milestone]
        text = " ".join((steps[0].text or "").split()) if steps else ""
        about = f"{entry.milestone} ({text.rstrip('.')})" if text else entry.milestone
        about = f"Milestone {about}: "
    return about + "\n".join(_sentences(entry.decision, item))


def _sentences(decision: Decision, item: Item) -> Iterator[str]:
    if decision.new_action:
        yield from _new_action_sentences(decision)
        return
    if decision.note:
        yield _sentence(decision.by or "Said", decision.note)
    if decision.status:
        yield _status_sentence(decision, Status(decision.status), item)
    if decision.superseded_by:
        yield f"{decision.superseded_by} takes its place."
    if decision.outcome:
        yield _sentence("Outcome", decision.outcome)
    yield from _extension_sentences(decision, item)
    if decision.target:
        yield _sentence("Target", _date(decision.target))
    if decision.lead:
        yield _sentence("Lead", ", ".join(decision.lead))
    yield from (_sentence("Evidence", text) for text in decision.evidence)
    yield from _check_sentences(decision)


def _extension_sentences(decision: Decision, item: Item) -> Iterator[str]:
    if decision.extend_to:
        was = f" from {spoken(item.action.target)}" if item.action.target else ""
        by = f", agreed by {decision.approved_by}" if decision.approved_by else ""
        until = _date(decision.extend_to)
        yield _sentence(f"Target extended{was} to {until}{by}", decision.reason)
    if decision.refuse_extension:
        asked = item.action.extension_asked
        to = f"to {spoken(asked.target)} " if asked and asked.target else ""
        who = f"{asked.by} asked for" if asked and asked.by else "was asked for"
        yield _sentence(f"The extension {to}that {who} is not agreed", decision.reason)


def _check_sentences(decision: Decision) -> Iterator[str]:
    if decision.checked:
        yield _sentence(f"Checked, {decision.checked.replace('-', ' ')}", decision.how)
    if decision.next_check:
        yield _sentence("To be looked at again", _date(decision.next_check))
    if decision.sign_off:
        yield f"Agreed that it is done{f', by {decision.by}' if decision.by else ''}."


def _new_action_sentences(decision: Decision) -> Iterator[str]:
    yield _sentence("New action", decision.new_action)
    if decision.lead:
        yield _sentence("Lead", ", ".join(decision.lead))
    if decision.target:
        yield _sentence("Target", _date(decision.target))


def _status_sentence(decision: Decision, status: Status, item: Item) -> str:
    words = status.replace("-", " ").capitalize()
    if status in DONE:
        return f"{words}, {_date(decision.completed)}." if decision.completed else f"{words}."
    if status in OPEN and item.action.status in DONE | STOPPED:
        words = "Taken up again"
    return _sentence(words, decision.reason)


def _sentence(words: str, more: str | None) -> str:
    if not more:
        return f"{words}."
    return f"{words}: {more}" if more[-1:] in ".!?" else f"{words}: {more}."


def _date(canonical: str) -> str:
    when = parse_date(canonical, relative=True)
    return canonical if isinstance(when, DateFault) else spoken(when)
