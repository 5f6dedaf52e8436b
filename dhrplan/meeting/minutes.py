"""The minutes of a meeting: what was decided, what was looked at, and what was not reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dhrplan.meeting.words import told
from dhrplan.model.dates import on_day, spoken
from dhrplan.reports import details
from dhrplan.reports.rows import action_cells, action_row, flat, gist, lead_codes, markings
from dhrplan.reports.select import every_item
from dhrplan.table import Column, Fact, Report, Section, Table, Word
from dhrplan.wording import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from datetime import date

    from dhrplan.meeting.entry import Entry
    from dhrplan.meeting.sitting import Sitting
    from dhrplan.reports.select import Item
    from dhrplan.table import Cell, Json

_DECIDED = (
    Column("review", "Review"),
    Column("action", "Action"),
    Column("text", "Title or text", prose=True, label=False),
    Column("lead", "Lead", prose=True),
    Column("decided", "Decided", prose=True),
)
_OTHERS = (
    Column("review", "Review"),
    Column("action", "Action"),
    Column("state", "State"),
    Column("lead", "Lead"),
    Column("text", "Title or text", prose=True, label=False),
)


class Course(NamedTuple):
    """What a meeting went through.

    Attributes:
        agenda: The actions that it was to go through, as they were before it.
        seen: The names of those that were on the screen: `DHR4 4.1`.
        filters: Which actions were asked for.
        as_of: The day of the meeting.
    """

    agenda: tuple[Item, ...]
    seen: AbstractSet[str]
    filters: Mapping[str, tuple[str, ...]]
    as_of: date


def minutes(sitting: Sitting, course: Course) -> Report:
    """The minutes of a meeting: every action that it was to go through is in them."""
    decided = _by_review(_decided(sitting, course))
    names = {item.name for item in decided}
    rest = [item for item in course.agenda if item.name not in names]
    seen = [item for item in rest if item.name in course.seen]
    missed = [item for item in rest if item.name not in course.seen]
    head = _head(len(sitting.entries), len(decided), len(seen), len(missed))
    return Report(
        kind="meeting",
        title="Meeting on action plans",
        as_of=course.as_of,
        sections=(
            Section("", (Fact("", head),)),
            *_section("Decided", [_row(item, sitting) for item in decided], records=True),
            *_section("Looked at, nothing decided", map(_cells, seen)),
            *_section("Not reached", map(_cells, missed)),
        ),
        make_data=lambda: _data(sitting, decided, seen, missed),
        make_flat=lambda: flat(action_cells(sitting.now(item)) for item in decided),
        filters=course.filters,
        markings=markings(item.plan for item in (*course.agenda, *decided)),
    )


def _decided(sitting: Sitting, course: Course) -> Iterator[Item]:
    """The actions that something is decided of, in the order of the meeting.

    Those that an earlier sitting has left may not be on the agenda of this one.
    """
    names = {f"{one.review} {one.action}" for one in sitting.entries}
    listed = [item for item in course.agenda if item.name in names]
    yield from listed
    left = names - {item.name for item in listed}
    if left:
        every = every_item(sitting.read, course.as_of)
        yield from (item for item in every if item.name in left)


def _by_review(items: Iterable[Item]) -> tuple[Item, ...]:
    """Review by review, as a reader looks for them, and within each in the order of the meeting."""
    every = tuple(items)
    reviews = list(dict.fromkeys(item.plan.id for item in every))
    return tuple(sorted(every, key=lambda item: reviews.index(item.plan.id)))


def _head(decisions: int, decided: int, seen: int, missed: int) -> str:
    about = f" about {count(decided, 'action')}" if decisions else ""
    parts = [f"{count(decisions, 'decision')}{about}"]
    if seen:
        parts.append(f"{count(seen, 'action')} looked at without one")
    if missed:
        parts.append(f"{missed:,} not reached")
    return f"{'; '.join(parts)}."


def _section(
    title: str, rows: Iterable[tuple[Cell, ...]], *, records: bool = False
) -> Iterator[Section]:
    every = tuple(rows)
    if every:
        columns, groups = (_DECIDED, 1) if records else (_OTHERS, 0)
        yield Section(title, (), (Table(columns, every, groups, records=records),))


def _row(item: Item, sitting: Sitting) -> tuple[Cell, ...]:
    decided = tuple(_told(one, item) for one in sitting.of(item))
    return item.plan.id, item.action.id, gist(item.action), _lead(item), decided


def _told(entry: Entry, item: Item) -> str:
    """A decision, with its day where an earlier sitting took it."""
    words = told(entry, item)
    was_now = entry.day == item.as_of
    return words if was_now else f"{words}\nDecided on {spoken(on_day(entry.day))}."


def _cells(item: Item) -> tuple[Cell, ...]:
    lead = lead_codes(item.action.lead, item.register)
    state = Word(details.state(item), item.standing.colour)
    return item.plan.id, item.action.id, state, lead, gist(item.action)


def _lead(item: Item) -> str:
    return details.bodies(item.action.lead, item.register) or "not recorded"


def _data(
    sitting: Sitting, decided: tuple[Item, ...], seen: list[Item], missed: list[Item]
) -> Mapping[str, Json]:
    """Each decision with its action as it is then, and the actions that nothing was decided of."""
    decisions: list[Json] = []
    for item in decided:
        row = action_row(sitting.now(item))
        decisions.extend(
            {**row, "milestone": one.milestone, "decided": _told(one, item)}
            for one in sitting.of(item)
        )
    return {
        "decisions": decisions,
        "looked_at": [action_row(item) for item in seen],
        "not_reached": [action_row(item) for item in missed],
    }
