"""One action on one screen: what was agreed, what has been said since, and what is decided now."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dhrplan.meeting.words import told
from dhrplan.reports import details
from dhrplan.reports.rows import lead_codes, markings
from dhrplan.reports.summary import old_records
from dhrplan.table import Fact, Report, Section, Table, Word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dhrplan.meeting.entry import Entry
    from dhrplan.reports.select import Item

DECIDED = "Decided now"
LEFT_OUT = " [...]"
_LABEL = len("Cannot be read  ")
"""The columns of the longest label."""


class Room(NamedTuple):
    """What a text may take of a screen.

    Attributes:
        width: Characters of a line of the window.
        lines: How many lines.
    """

    width: int
    lines: int


class Position(NamedTuple):
    """Which action of the meeting is on the screen.

    Attributes:
        number: From 1.
        of: How many there are.
    """

    number: int
    of: int


def screen(
    item: Item, was: Item, position: Position, decided: Iterable[Entry], room: Room
) -> Report:
    """What a board must see of an action to decide about it.

    Args:
        item: The action as it would be with what is decided.
        was: The action as it was before the meeting.
        position: Which one of the meeting it is.
        decided: What is decided about it so far.
        room: What a text may take; what is longer is cut, and says so.
    """
    text = Fact("", _cut(_agreed(item), room._replace(lines=2 * room.lines)))
    beside = room._replace(width=max(room.width - _LABEL, _LABEL))
    short = (Fact(label, _cut(value, beside._replace(lines=1))) for label, value in _dates(item))
    prose = (Fact(label, _cut(value, beside)) for label, value in _prose(item))
    facts = (fact for fact in (*short, *prose) if fact.value)
    now = tuple(Fact("", told(one, was)) for one in decided)
    old = old_records((item.plan,), item.as_of)
    sections = [Section("", (*old, _head(item), text)), Section("", tuple(facts))]
    if now:
        sections.append(Section(DECIDED, now))
    return Report(
        kind="meeting",
        title=f"{position.number} of {position.of}: {item.name}",
        as_of=item.as_of,
        sections=tuple(sections),
        make_data=dict,
        make_flat=lambda: Table((), ()),
        markings=markings((item.plan,)),
    )


def _agreed(item: Item) -> str:
    """What was agreed: the title and the words of the action."""
    return "\n".join(filter(None, (item.action.title, item.action.text))) or "(no text)"


def _head(item: Item) -> Fact:
    """Where it stands, and what stands beside that."""
    flags = details.flags(item)
    told = f"{details.state(item)} ({flags})" if flags else details.state(item)
    return Fact("", Word(told, item.standing.colour))


def _dates(item: Item) -> tuple[tuple[str, str], ...]:
    """Who and when, in a line each."""
    joint = " (jointly)" if item.action.joint else ""
    return (
        ("Lead", lead_codes(item.action.lead, item.register) + joint),
        ("Target", details.target(item)),
        ("Forecast", details.day(item, "forecast")),
        ("Next check", details.day(item, "next_check")),
        ("Completed", details.day(item, "completed")),
    )


def _prose(item: Item) -> tuple[tuple[str, str], ...]:
    """What has been said of it."""
    action = item.action
    steps = (details.milestone(step, item) for step in action.open_milestones)
    return (
        ("Extended", details.extended(item)),
        ("Asks", details.extension_asked(action.extension_asked)),
        ("Still to do", "\n".join(steps)),
        ("Outcome", action.outcome or ""),
        ("Last word", _last_word(item)),
        ("Progress", action.progress or ""),
        ("Decision", details.decision(item)),
        ("Cannot be read", _unread(item)),
        ("Recommended", _recommended(item)),
    )


def _unread(item: Item) -> str:
    """The values that could not be read, and why nothing can be decided."""
    if not item.action.unclear:
        return ""
    every = (f"{key.replace('_', ' ')}: {value}" for key, value in item.action.unread.items())
    return "\n".join((*every, "Nothing can be decided until the file is mended."))


def _last_word(item: Item) -> str:
    """The newest of the dated updates; of those of one day, or without a day, the last."""
    updates = item.action.updates
    if not updates:
        return ""
    days = [each.date.last.toordinal() if each.date else 0 for each in updates]
    newest = max(range(len(updates)), key=lambda index: (days[index], index))
    said = updates[newest]
    return details.dated(said.date, said.by, said.text)


def _recommended(item: Item) -> str:
    one = item.recommendation
    return f"{one.id}: {one.title or one.text or '(no text)'}"


def _cut(text: str, room: Room) -> str:
    """A text as far as there is room, to the end of a word. The whole of it is a key away."""
    kept = []
    left = room.lines
    for line in text.splitlines():
        if len(line) > left * room.width:
            kept.append(line[: left * room.width - len(LEFT_OUT)].rpartition(" ")[0])
            break
        kept.append(line)
        left -= max(1, -(-len(line) // room.width))
    short = "\n".join(kept).rstrip()
    return short if len(short) == len(text.rstrip()) else f"{short}{LEFT_OUT}"
