"""The minutes of a meeting: what was decided, said and extended, and what is open by agency."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from typing import NamedTuple

from dhrplan.decide.decision import parse_target
from dhrplan.meeting.screen import Naming, as_typed, decision_text
from dhrplan.meeting.session import JournalEntry, Session
from dhrplan.model.agencies import Register
from dhrplan.model.dates.values import on_day, spoken
from dhrplan.model.plan import CLOSED
from dhrplan.plan.query import actions_by_route
from dhrplan.reports import details
from dhrplan.reports.rows import action_cells, action_row, flat, gist, markings, partnerships
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
_NEWS = (
    Column("review", "Review"),
    Column("action", "Action"),
    Column("by", "From"),
    Column("text", "Update", prose=True, label=False),
)
_EXTENSIONS = (
    Column("review", "Review"),
    Column("action", "Action"),
    Column("was", "Old target"),
    Column("target", "New target"),
    Column("by", "Agreed by"),
    Column("reason", "Reason", prose=True, label=False),
)
_CARRIED_OVER = (
    Column("review", "Review"),
    Column("action", "Action"),
    Column("state", "State"),
    Column("lead", "Lead"),
    Column("why", "At this meeting"),
    Column("text", "Title or text", prose=True, label=False),
)
_BY_AGENCY = (
    Column("agency", "Agency"),
    Column("review", "Review"),
    Column("action", "Action"),
    Column("target", "Target"),
    Column("text", "Title or text", prose=True, label=False),
)


_NO_LEAD = "No lead"


class Held(NamedTuple):
    """When and where a meeting was held, and who took part."""

    day: date
    place: str = ""
    present: str = ""


def minutes(
    session: Session,
    agenda: tuple[Item, ...],
    seen: AbstractSet[str],
    filters: Mapping[str, tuple[str, ...]],
    held: Held,
) -> Report:
    """The minutes, with every action of the agenda.

    `agenda` holds the actions as they were before the meeting, `seen` the names (`DHR4 4.1`) of
    those that were on the screen.
    """
    decided = _decided_items(session, agenda, held.day)
    names = {item.name for item in decided}
    rest = [item for item in agenda if item.name not in names]
    passed = [item for item in rest if item.name in seen]
    missed = [item for item in rest if item.name not in seen]
    named = _naming()
    facts = (
        Fact("Place", held.place),
        Fact("Present", _present(held.present, session, named)),
        Fact("", _summary(session, decided, len(agenda), passed, missed)),
    )
    every = [(item, entry) for item in decided for entry in session.entries_of(item)]
    return Report(
        kind="meeting",
        title="Meeting on action plans",
        as_of=held.day,
        sections=(
            Section("", tuple(fact for fact in facts if fact.value)),
            *_section("Decisions", _DECIDED, _decision_rows(decided, session, named), records=True),
            *_section("Updates from agencies", _NEWS, _news_rows(every, named)),
            *_section("Extensions", _EXTENSIONS, _extension_rows(every, named)),
            *_section(
                "Carried over",
                _CARRIED_OVER,
                (
                    *(_carried_row(item, "no decision", named) for item in passed),
                    *(_carried_row(item, "not reached", named) for item in missed),
                ),
            ),
            *_section(
                "Actions by agency",
                _BY_AGENCY,
                _agency_rows(session, (*agenda, *decided), held.day, named),
            ),
        ),
        make_data=lambda: _data(session, decided, passed, missed, held),
        make_flat=lambda: flat(action_cells(session.now(item)) for item in decided),
        filters=filters,
        markings=markings(item.plan for item in (*agenda, *decided)),
        partnerships=partnerships(item.plan for item in (*agenda, *decided)),
    )


def _naming() -> Naming:
    """Each body by its full name, with its code in brackets the first time."""
    seen: set[str] = set()

    def named(name: str, register: Register) -> str:
        full, code = register.full_name(name), register.code(name)
        if code is None or code == full or code in seen:
            return full
        seen.add(code)
        return f"{full} ({code})"

    return named


def _present(typed: str, session: Session, named: Naming) -> str:
    """Who is present, with the bodies that a register knows by their full names."""

    def full(part: str) -> str:
        registers = (folder.register for folder in session.read)
        known = next((one for one in registers if one.code(part)), None)
        return named(part, known) if known else part

    return ", ".join(map(full, map(str.strip, typed.split(","))))


def _summary(
    session: Session,
    decided: tuple[Item, ...],
    on_agenda: int,
    passed: list[Item],
    missed: list[Item],
) -> str:
    """How many decisions and updates there are, and what became of the agenda, in sentences."""
    made = [one for one in session.entries if not one.is_update]
    updates = len(session.entries) - len(made)
    about = {f"{one.review} {one.action}" for one in made}
    only = sum(1 for item in decided if item.name not in about)
    words = f"{count(len(made), 'decision')} about {count(len(about), 'action')}"
    sentences = [f"The agenda had {count(on_agenda, 'action')}."] if on_agenda else []
    sentences.append(f"The board made {words if made else 'no decision'}.")
    if updates:
        alone = f"; {count(only, 'action')} had only an update" if only else ""
        sentences.append(f"It recorded {count(updates, 'update')}{alone}.")
    if passed:
        sentences.append(f"It made no decision about {count(len(passed), 'action')}.")
    if missed:
        sentences.append(f"It did not reach {count(len(missed), 'action')}.")
    return " ".join(sentences)


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


Rows = Iterable[tuple[Cell, ...]]
Decided = tuple[Item, JournalEntry]


def _section(
    title: str, columns: tuple[Column, ...], rows: Rows, *, records: bool = False
) -> Iterator[Section]:
    every = tuple(rows)
    if every:
        groups = 1 if records or columns is _BY_AGENCY else 0
        yield Section(title, (), (Table(columns, every, groups, records=records),))


def _decision_rows(decided: tuple[Item, ...], session: Session, named: Naming) -> Rows:
    """The actions of which more was decided than what the other sections list."""
    for item in decided:
        said = [one for one in session.entries_of(item) if not _is_listed_elsewhere(one)]
        if said:
            lead = _leads(item, named)
            texts = tuple(_decision(one, item, named) for one in said)
            yield item.plan.id, item.action.id, gist(item), lead, texts


def _leads(item: Item, named: Naming) -> str:
    return ", ".join(named(one, item.register) for one in item.action.lead) or "not recorded"


def _is_listed_elsewhere(entry: JournalEntry) -> bool:
    """Whether an entry is an extension or an update."""
    return bool(entry.decision.extend_to) or entry.is_update


def _news_rows(every: Iterable[Decided], named: Naming) -> Rows:
    for item, entry in every:
        if entry.decision.note:
            by = named(entry.decision.by, item.register) if entry.decision.by else "not recorded"
            yield item.plan.id, entry.local_id, by, entry.decision.note


def _extension_rows(every: Iterable[Decided], named: Naming) -> Rows:
    for item, entry in every:
        if until := entry.decision.extend_to:
            was = spoken(item.action.target) if item.action.target else "none"
            body, reason = entry.decision.approved_by, entry.decision.reason or "not recorded"
            by = named(body, item.register) if body else "not recorded"
            yield item.plan.id, entry.local_id, was, spoken(parse_target(until)), by, reason


def _decision(entry: JournalEntry, item: Item, named: Naming = as_typed) -> str:
    """A decision, with its day if it was made at an earlier meeting."""
    text = decision_text(entry, item, named)
    is_earlier = entry.day != item.as_of
    return f"{text}\nDecided on {spoken(on_day(entry.day))}." if is_earlier else text


def _carried_row(item: Item, why: str, named: Naming) -> tuple[Cell, ...]:
    lead = _leads(item, named)
    state = Word(details.state(item), item.standing.colour)
    return item.plan.id, item.action.id, state, lead, why, gist(item)


def _agency_rows(session: Session, items: tuple[Item, ...], day: date, named: Naming) -> Rows:
    """What is open after the meeting, by lead agency: of the agenda, and new actions."""
    shown = {(item.plan.file, item.action.route) for item in items}
    plans = (plan for folder in session.read for plan in folder.plans)
    before = {(plan.file, route) for plan in plans for route in actions_by_route(plan)}
    led: dict[str, tuple[Register, list[Item]]] = {}
    for item in every_item(session.folders, day):
        place = (item.plan.file, item.action.route)
        if item.action.status in CLOSED or (place in before and place not in shown):
            continue
        for lead in item.register.codes(item.action.lead) or ("",):
            name = item.register.full_name(lead) or _NO_LEAD
            led.setdefault(name, (item.register, []))[1].append(item)
    for name in sorted(led, key=lambda one: (one == _NO_LEAD, one)):
        register, own = led[name]
        agency = named(name, register)
        for item in own:
            target = spoken(item.action.target) if item.action.target else "no target"
            yield agency, item.plan.id, item.action.id, target, gist(item)


def _data(
    session: Session, decided: tuple[Item, ...], passed: list[Item], missed: list[Item], held: Held
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
        "place": held.place or None,
        "present": held.present or None,
        "decisions": decisions,
        "looked_at": [action_row(item) for item in passed],
        "not_reached": [action_row(item) for item in missed],
    }
