"""Reviews as sheets of a workbook, with every field of the plan, so that it can be read back.

`TITLES` has each column: its key and the heading that people read. A key is the name of a field
(`plan/fields.py`); a field of a record within it follows a dot: `signed_off.date`.

| Sheet | A row is |
|---|---|
| Reviews | a review, with the fields of its plan |
| one for each review, named by its id | a recommendation, an action or a milestone: `record` |
| Entries | an item of a list of records, or a note: `record` is the name of the list |

The rows of a review are in the order of the plan. A row belongs to the recommendation, action and
milestone whose ids it has. A row of Entries belongs to what `review`, `recommendation`, `action`
and `milestone` name; a milestone without an id is named by its place, `#2`. A list of codes or
words has an item a line. A day is a date; any other date is the text of the plan, `2016-10`, and
`deadline` has its last day. A value that could not be read is text in its column.

`DERIVED` columns are for reading and hold nothing that is not elsewhere. A column without a value
is left out, unless it is one of `ALWAYS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from dhrplan.model.agencies import Register
from dhrplan.model.dates.values import AnyDate, Period, RelativeDate
from dhrplan.model.plan import Milestone, Plan, Recommendation
from dhrplan.model.state import State, Step, days_late, deadline_of, ladder, last_update
from dhrplan.plan.fields import RECORDS, Body, DateValue, Field, ListOf, RecordOf, YesNo
from dhrplan.reports import details
from dhrplan.reports.rows import value_of
from dhrplan.reports.select import Item
from dhrplan.reports.summary import state_words
from dhrplan.table import Cell, Column, Table

ALWAYS = (
    *("record", "recommendation", "action", "milestone", "title", "text", "lead_names"),
    *("status", "state", "target", "completed", "outcome", "progress"),
    *("deadline", "days_late", "scope", "lead"),
)
"""The columns that every sheet of a review has."""

DERIVED = (
    *("name", "lead_names", "state", "flags", "days_late", "deadline", "last_update", "unread"),
    *("standing", "evidence", "extensions", "checks", "responses", "updates", "notes"),
    *("file", "line", "marking"),
)
"""The columns for reading; lists are whole in Entries."""

TITLES: dict[str, str] = {
    "record": "Row",
    "name": "Full number",
    "review": "Review",
    "recommendation": "Recommendation number",
    "action": "Action number",
    "milestone": "Milestone number",
    "title": "Title",
    "text": "Text",
    "scope": "Scope of recommendation",
    "standing": "Result",
    "lead": "Lead agency code",
    "lead_names": "Lead agency",
    "status": "Status",
    "state": "Position",
    "flags": "Flags",
    "days_late": "Days late",
    "target": "Target date",
    "deadline": "Deadline",
    "completed": "Date of completion",
    "next_check": "Next check",
    "last_update": "Latest update",
    "outcome": "Outcome",
    "progress": "Progress",
    "evidence": "Evidence",
    "expected": "Expected outcome",
    "also_for": "Also for recommendation",
    "ref": "Reference",
    "post": "Responsible post",
    "joint": "Lead jointly",
    "what": "What it is",
    "where": "Where it is kept",
    "was": "Earlier target",
    "how": "How checked",
    "by": "By",
    "from": "From",
    "required": "Required by law",
    "unread": "Cannot be read",
    "id": "Review",
    "kind": "Kind of review",
    "position_at": "Statuses as at",
    "format": "Format of the plan",
    "reason": "Reason",
}
"""The headings whose words are not those of the key."""

_STEPS = {
    Step.SAID_DONE: "Recorded as complete",
    Step.OUTCOME_TOLD: "With an outcome",
    Step.EVIDENCE: "With evidence",
    Step.AGREED: "Signed off",
    Step.STILL_IN_PLACE: "Checked and still in place",
}
_ENTRIES = (
    *("review", "recommendation", "action", "milestone", "record", "date", "by", "text"),
    *("what", "where", "was", "reason", "approved_by", "found", "how", "seen_by", "valid_until"),
    *("from", "sent", "acknowledged", "replied", "required", "due", "answer", "published"),
    "marking",
)
_OF_REVIEWS = ("id", "title", "state")
_ROW = (
    *("name", "title", "text", "lead_names", "status", "state", "target", "deadline"),
    *("days_late", "completed", "flags", "next_check", "last_update", "section", "review"),
    "review_title",
    *("recommendation", "action", "milestone", "lead", "file", "line", "marking"),
)
_PROSE = frozenset(
    {"title", "text", "outcome", "progress", "expected", "evidence", "extensions", "checks"}
    | {
        "responses",
        "updates",
        "standing",
        "review_title",
        "notes",
        "introduction",
        "lead_names",
        "what",
        "reason",
        "unread",
    }
)
_NUMBERS = frozenset({"days_late", "line", "recommendations", "actions", *State, *Step})

Cells = dict[str, Cell]


class ReviewSheet(NamedTuple):
    """A review, and its recommendations with their selected actions."""

    plan: Plan
    recommendations: list[tuple[Recommendation, list[Item]]]
    register: Register

    @property
    def items(self) -> list[Item]:
        """All selected actions."""
        return [item for _, items in self.recommendations for item in items]


def sheet_column(key: str) -> Column:
    """The column of a key, with the heading that people read."""
    if key in TITLES:
        title = TITLES[key]
    elif key in tuple(Step):
        title = _STEPS[Step(key)]
    elif key in tuple(State):
        title = state_words(State(key)).capitalize()
    else:
        title = key.replace("as_written.", "source wording: ").replace("_", " ").replace(".", ": ")
        title = title[:1].upper() + title[1:]
    return Column(key, title, prose=key in _PROSE, number=key in _NUMBERS)


def reviews_table(every: Iterable[ReviewSheet]) -> Table:
    """A row for each review: the fields of its plan, and its actions by state."""
    keys = ("id", "title", "stage", "recommendations", "actions", *State, *Step)
    all_keys = dict.fromkeys((*keys, *_flat_fields("plan"), "state", "text", "file", "line"))
    return _table(all_keys, map(_review, every), _OF_REVIEWS)


def review_table(one: ReviewSheet) -> Table:
    """A row for each recommendation, action and milestone, with every field."""
    records = ("recommendation", "action", "milestone")
    fields = (key for record in records for key in _flat_fields(record) if key != "id")
    keys = dict.fromkeys((*ALWAYS, "flags", "expected", *fields, *DERIVED, "review"))
    return _table(keys, _rows(one), ALWAYS)


def entries_table(every: Iterable[ReviewSheet]) -> Table:
    """A row for each item of a list: updates, evidence, checks, extensions, responses, notes."""
    rows = (row for one in every for row in _all_entries(one))
    return _table(_ENTRIES, rows, _ENTRIES[:8])._replace(empty="No updates, evidence or notes.")


def rows_table(rows: Iterable[tuple[Item, Milestone | None, int | None]]) -> Table:
    """Actions and milestones in one list, each with the days it is late."""
    each = (_action_or_milestone(*row) for row in rows)
    return _table(_ROW, each, _ROW)._replace(empty="No actions match.")


def _table(keys: Iterable[str], rows: Iterable[Cells], always: Iterable[str]) -> Table:
    """The columns that hold something, and those that are always there."""
    every = list(rows)
    kept = set(always) | {key for row in every for key, cell in row.items() if _is_value(cell)}
    columns = tuple(sheet_column(key) for key in keys if key in kept)
    return Table(columns, tuple(tuple(row.get(one.key) for one in columns) for row in every))


def _is_value(cell: Cell) -> bool:
    return cell not in (None, "", ()) and cell is not False


def _review(one: ReviewSheet) -> Cells:
    plan, items = one.plan, one.items
    states = [item.standing.state for item in items]
    steps = ladder((item.action for item in items), items[0].as_of) if items else {}
    return {
        **_fields("plan", plan, one.register),
        "recommendations": len(one.recommendations),
        "actions": len(items),
        **{state: states.count(state) for state in State if state in states},
        **{step: steps.get(step, 0) for step in Step},
        "state": "read",
        "file": plan.file,
    }


def _rows(one: ReviewSheet) -> Iterator[Cells]:
    for recommendation, items in one.recommendations:
        shared: Cells = {
            "review": one.plan.id,
            "recommendation": recommendation.id,
            "file": one.plan.file,
            "marking": one.plan.marking,
        }
        yield {
            **_fields("recommendation", recommendation, one.register),
            **shared,
            "record": "Recommendation",
            "name": f"{one.plan.id} {recommendation.id}",
            "standing": details.result(recommendation),
            "responses": tuple(details.response(r, one.register) for r in recommendation.responses),
            "updates": tuple(details.dated(u.date, u.by, u.text) for u in recommendation.updates),
            "notes": recommendation.notes,
            "line": recommendation.line,
        }
        for item in items:
            yield {**_action_fields(item), **shared, **_of_action(item), "record": "Action"}
            for step in item.action.milestones:
                yield {
                    **_fields("milestone", step, one.register),
                    **shared,
                    **_of_milestone(item, step, _late(item, step)),
                    "record": "Milestone",
                }


def _late(item: Item, step: Milestone) -> int | None:
    """The days that an open milestone is late."""
    is_open = step in item.action.open_milestones
    return days_late(deadline_of(step.target, item.plan), item.as_of) if is_open else None


def _action_or_milestone(item: Item, step: Milestone | None, late: int | None) -> Cells:
    shared: Cells = {
        "review": item.plan.id,
        "review_title": item.plan.title,
        "recommendation": item.recommendation.id,
        "section": item.action.section or item.recommendation.section,
        "state": details.state_of(item),
        "file": item.plan.file,
        "marking": item.plan.marking,
    }
    if step is None:
        return {**_action_fields(item), **_of_action(item), **shared}
    fields = _fields("milestone", step, item.register)
    fields["lead"] = item.register.codes(step.lead or item.action.lead)
    fields["lead_names"] = _names(step.lead or item.action.lead, item.register)
    return {**fields, **_of_milestone(item, step, late), **shared}


def _of_action(item: Item) -> Cells:
    """What an action has besides its fields, and its lists in words."""
    action = item.action
    return {
        "name": item.name,
        "action": action.id,
        "lead_names": _names(action.lead, item.register),
        "state": details.state_of(item),
        "flags": tuple(details.flags(item).split(", ")) if item.standing.flags else None,
        "days_late": item.standing.days_late,
        "deadline": item.standing.deadline,
        "last_update": last_update(action),
        "unread": details.unread(item),
        "evidence": tuple(details.evidence(one, item.register) for one in action.evidence),
        "extensions": details.extended(item),
        "checks": tuple(details.check(one) for one in action.checks),
        "updates": tuple(details.dated(u.date, u.by, u.text) for u in action.updates),
        "notes": action.notes,
        "line": action.line,
    }


def _of_milestone(item: Item, step: Milestone, late: int | None) -> Cells:
    return {
        "name": f"{item.name}/{step.name}",
        "action": item.action.id,
        "milestone": step.name,
        "days_late": late,
        "deadline": deadline_of(step.target, item.plan),
        "evidence": tuple(details.evidence(one, item.register) for one in step.evidence),
        "notes": step.notes,
        "line": step.line,
    }


def _action_fields(item: Item) -> Cells:
    """The fields of an action, with unreadable values as the file has them."""
    cells = _fields("action", item.action, item.register)
    for key, value in item.action.unread.items():
        if key in cells and not _is_value(cells[key]):
            cells[key] = value
    return cells


def _names(names: Iterable[str], register: Register) -> tuple[str, ...]:
    return tuple(register.full_name(name) for name in names)


def _is_list_of_records(field: Field) -> bool:
    """Whether the items of a field are rows of Entries, or rows of their own."""
    kind = field.kind
    is_notes = field.name == "notes"
    return isinstance(kind, ListOf) and (isinstance(kind.item, RecordOf) or is_notes)


def _flat_fields(record: str) -> Iterator[str]:
    """The keys of the columns of a record."""
    for field in RECORDS[record]:
        if isinstance(field.kind, RecordOf):
            yield from (f"{field.name}.{key}" for key in _flat_fields(field.kind.record))
        elif not _is_list_of_records(field):
            yield field.name


def _fields(record: str, value: Any, register: Register) -> Cells:
    """The fields of a record by the keys of their columns."""
    cells: Cells = {}
    for field in RECORDS[record]:
        given = value_of(value, field.name, field.attribute)
        if isinstance(field.kind, RecordOf):
            inner = _fields(field.kind.record, given, register) if given else {}
            cells |= {f"{field.name}.{key}": cell for key, cell in inner.items()}
        elif not _is_list_of_records(field):
            cells[field.name] = _cell(field, given, register)
    return cells


def _cell(field: Field, value: Any, register: Register) -> Cell:
    kind = field.kind
    if isinstance(kind, ListOf):
        if isinstance(kind.item, Body):
            return tuple(register.code(one) or str(one) for one in value or ())
        return tuple(map(str, value or ()))
    if value is None:
        return None
    if isinstance(kind, YesNo):
        return "yes" if value else None
    if isinstance(kind, Body):
        return register.code(value) or str(value)
    if isinstance(kind, DateValue):
        return dated_cell(value)
    return value.canonical if isinstance(value, Period) else str(value)


def dated_cell(when: AnyDate) -> date | str:
    """A day as a date; any other date as the plan has it."""
    if isinstance(when, RelativeDate) or when.first != when.last:
        return when.canonical
    return when.last


def _all_entries(one: ReviewSheet) -> Iterator[Cells]:
    """The items of the lists of a plan, by what they belong to."""
    whole: Cells = {"review": one.plan.id, "marking": one.plan.marking}
    yield from _entries("plan", one.plan, one.register, whole)
    for recommendation, items in one.recommendations:
        place: Cells = {**whole, "recommendation": recommendation.id}
        yield from _entries("recommendation", recommendation, one.register, place)
        for item in items:
            place = {**place, "action": item.action.id}
            yield from _entries("action", item.action, one.register, place)
            for step in item.action.milestones:
                of_step: Cells = {**place, "milestone": step.name}
                yield from _entries("milestone", step, one.register, of_step)


_ROWS_OF_THEIR_OWN = frozenset({"recommendations", "actions", "milestones"})


def _entries(record: str, value: Any, register: Register, place: Cells) -> Iterator[Cells]:
    for field in RECORDS[record]:
        kind = field.kind
        if not _is_list_of_records(field) or field.name in _ROWS_OF_THEIR_OWN:
            continue
        assert isinstance(kind, ListOf)  # noqa: S101 - as `_is_list_of_records` says
        for one in value_of(value, field.name, field.attribute) or ():
            own: Cells = {"text": str(one)}
            if isinstance(kind.item, RecordOf):
                own = _fields(kind.item.record, one, register)
            yield {**own, **place, "record": field.name}
