"""The minutes of a meeting: decisions, actions without a decision, and actions not reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date

from dhrplan.meeting.screen import decision_text
from dhrplan.meeting.session import JournalEntry, Session
from dhrplan.model.dates.values import on_day, spoken
from dhrplan.reports import details
from dhrplan.reports.rows import action_cells, action_row, flat, gist, lead_codes, markings
from dhrplan.reports.select import Item, every_item
from dhrplan.table import Cell, Column, Fact, Json, Report, Section, Table, Word
from dhrplan.wording import count

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


def minutes(
    session: Session,
    agenda: tuple[Item, ...],
    seen: AbstractSet[str],
    filters: Mapping[str, tuple[str, ...]],
    as_of: date,
) -> Report:
    """The minutes, with every action of the agenda.

    `agenda` holds the actions as they were before the meeting, `seen` the names (`DHR4 4.1`) of
    those that were on the screen.
    """
    decided = _decided_items(session, agenda, as_of)
    names = {item.name for item in decided}
    rest = [item for item in agenda if item.name not in names]
    passed = [item for item in rest if item.name in seen]
    missed = [item for item in rest if item.name not in seen]
    entries = len(session.entries)
    about = f" about {count(len(decided), 'action')}" if entries else ""
    head = f"{count(entries, 'decision')}{about}"
    head += f"; {count(len(passed), 'action')} looked at without one" if passed else ""
    head += f"; {len(missed):,} not reached" if missed else ""
    return Report(
        kind="meeting",
        title="Meeting on action plans",
        as_of=as_of,
        sections=(
            Section("", (Fact("", f"{head}."),)),
            *_section("Decided", (_decided_row(item, session) for item in decided), records=True),
            *_section("Looked at, nothing decided", map(_other_row, passed)),
            *_section("Not reached", map(_other_row, missed)),
        ),
        make_data=lambda: _data(session, decided, passed, missed),
        make_flat=lambda: flat(action_cells(session.now(item)) for item in decided),
        filters=filters,
        markings=markings(item.plan for item in (*agenda, *decided)),
    )


def _decided_items(session: Session, agenda: tuple[Item, ...], as_of: date) -> tuple[Item, ...]:
    """The actions with a decision, by review, within each in the order of the agenda.

    Decisions of an earlier meeting may be about actions that are not on this agenda.
    """
    names = {f"{one.review} {one.action}" for one in session.entries}
    items = [item for item in agenda if item.name in names]
    others = names - {item.name for item in items}
    if others:
        items += (item for item in every_item(session.read, as_of) if item.name in others)
    reviews = list(dict.fromkeys(item.plan.id for item in items))
    return tuple(sorted(items, key=lambda item: reviews.index(item.plan.id)))


def _section(
    title: str, rows: Iterable[tuple[Cell, ...]], *, records: bool = False
) -> Iterator[Section]:
    every = tuple(rows)
    if every:
        columns, groups = (_DECIDED, 1) if records else (_OTHERS, 0)
        yield Section(title, (), (Table(columns, every, groups, records=records),))


def _decided_row(item: Item, session: Session) -> tuple[Cell, ...]:
    lead = details.bodies(item.action.lead, item.register) or "not recorded"
    decided = tuple(_decision(one, item) for one in session.entries_of(item))
    return item.plan.id, item.action.id, gist(item.action), lead, decided


def _decision(entry: JournalEntry, item: Item) -> str:
    """A decision, with its day if it was made at an earlier meeting."""
    text = decision_text(entry, item)
    is_earlier = entry.day != item.as_of
    return f"{text}\nDecided on {spoken(on_day(entry.day))}." if is_earlier else text


def _other_row(item: Item) -> tuple[Cell, ...]:
    lead = lead_codes(item.action.lead, item.register)
    state = Word(details.state(item), item.standing.colour)
    return item.plan.id, item.action.id, state, lead, gist(item.action)


def _data(
    session: Session, decided: tuple[Item, ...], passed: list[Item], missed: list[Item]
) -> Mapping[str, Json]:
    """For JSON: each decision with its action as decided, and the actions without a decision."""
    decisions: list[Json] = []
    for item in decided:
        row = action_row(session.now(item))
        decisions.extend(
            {**row, "milestone": one.milestone, "decided": _decision(one, item)}
            for one in session.entries_of(item)
        )
    return {
        "decisions": decisions,
        "looked_at": [action_row(item) for item in passed],
        "not_reached": [action_row(item) for item in missed],
    }
