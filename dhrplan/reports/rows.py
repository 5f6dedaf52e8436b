"""Actions and recommendations as rows for programs: JSON, and flat rows for spreadsheets.

Both use the same names. A spreadsheet turns `1.10` into 1.1 and `2016-10` into a day, so a flat row
begins with the name of the action, `DHR4 1.10`, and gives a month as "end of October 2016".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from dhrplan.model.agencies import Register
from dhrplan.model.dates.values import AnyDate, Period, PlanDate, RelativeDate, spoken
from dhrplan.model.plan import Milestone, Plan, Recommendation
from dhrplan.model.state import deadline_of, last_update
from dhrplan.plan.fields import RECORDS, Body, Kind, ListOf, RecordOf, Text
from dhrplan.reports.details import ACTION, RECOMMENDATION, result
from dhrplan.reports.select import Item
from dhrplan.table import Cell, Column, Json, Table


def markings(plans: Iterable[Plan]) -> tuple[str, ...]:
    """The protective markings of several plans, each once."""
    return tuple(dict.fromkeys(plan.marking for plan in plans if plan.marking))


def partnerships(plans: Iterable[Plan]) -> tuple[str, ...]:
    """The partnerships of several plans, each once."""
    return tuple(dict.fromkeys(plan.partnership for plan in plans if plan.partnership))


def lead_codes(names: Iterable[str], register: Register) -> str:
    """The leads by their codes, for a narrow column."""
    return ", ".join(register.codes(names)) or "no lead"


def gist(item: Item) -> str:
    """The title of an action, or its text, or that of the recommendation that has it alone."""
    action, parent = item.action, item.recommendation
    own = action.title or action.text
    if own or not parent.speaks_for(action):
        return own or "(no text)"
    return parent.title or parent.text or "(no text)"


# JSON


def action_row(item: Item) -> dict[str, Json]:
    """An action as one row of JSON."""
    action, standing = item.action, item.standing
    said = last_update(action)
    return {
        "review": item.plan.id,
        "recommendation": item.recommendation.id,
        "action": action.id,
        "milestone": None,
        "title": action.title,
        "text": action.text,
        "lead": list(item.register.codes(action.lead)),
        "status": action.status or action.unread.get("status"),
        "state": standing.state,
        "flags": list(standing.flags),
        "target": canonical(action.target),
        "deadline": standing.deadline.isoformat() if standing.deadline else None,
        "days_late": standing.days_late,
        "next_check": canonical(action.next_check),
        "completed": canonical(action.completed),
        "last_update": said.isoformat() if said else None,
        "file": item.plan.file,
        "line": action.line or None,
    }


def milestone_row(item: Item, step: Milestone, late: int | None) -> dict[str, Json]:
    """A milestone of an action as a row of JSON; `late` in days."""
    deadline = deadline_of(step.target, item.plan)
    return {
        **action_row(item),
        "milestone": step.name,
        "title": None,
        "text": step.text,
        "lead": list(item.register.codes(step.lead or item.action.lead)),
        "status": step.status,
        "target": canonical(step.target),
        "deadline": deadline.isoformat() if deadline else None,
        "days_late": late,
        "completed": canonical(step.completed),
        "line": step.line or None,
    }


def action_json(item: Item) -> dict[str, Json]:
    """Every field of an action, and its row."""
    return {**as_json("action", item.action, item.register), **action_row(item)}


def recommendation_json(
    recommendation: Recommendation, register: Register, items: Iterable[Item]
) -> dict[str, Json]:
    """Every field of a recommendation, with these of its actions."""
    actions: list[Json] = [action_json(item) for item in items]
    return {
        **as_json("recommendation", recommendation, register, {"actions": actions}),
        "line": recommendation.line or None,
        "standing": result(recommendation),
    }


def as_json(
    record: str, value: Any, register: Register, given: Mapping[str, Json] = MappingProxyType({})
) -> dict[str, Json]:
    """A record of the table of fields as JSON: absent scalars null, absent lists empty.

    `given` holds the JSON of fields that are already converted.
    """
    return {
        field.name: given[field.name]
        if field.name in given
        else _json(field.kind, value_of(value, field.name, field.attribute), register)
        for field in RECORDS[record]
    }


def field_json(record: str, name: str, value: Any, register: Register) -> Json:
    """A value of one field of a record as JSON."""
    kind = next((field.kind for field in RECORDS[record] if field.name == name), Text())
    return _json(kind, value, register)


def canonical(when: AnyDate | Period | None) -> str | None:
    """A date or a period in the spelling of the file format."""
    return when.canonical if when else None


def value_of(value: Any, name: str, attribute: str) -> Any:
    """A field of a record of the model, which is a mapping or a named tuple."""
    return value.get(name) if isinstance(value, Mapping) else getattr(value, attribute)


def _json(kind: Kind, value: Any, register: Register) -> Json:
    if isinstance(kind, ListOf):
        return [_json(kind.item, item, register) for item in value or ()]
    if value is None or value == {}:
        return None
    if isinstance(kind, RecordOf):
        record = as_json(kind.record, value, register)
        text = record.get(kind.text_key)
        is_text = text is not None and all(
            v is None for k, v in record.items() if k != kind.text_key
        )
        return text if is_text else record
    if isinstance(kind, Body):
        return register.code(value) or str(value)
    if isinstance(value, PlanDate | RelativeDate | Period):
        return value.canonical
    if isinstance(value, StrEnum):
        return str(value)
    return value  # type: ignore[no-any-return]  # text or a boolean


# Flat rows

_ACTION: tuple[tuple[str, Callable[[Item], Cell]], ...] = (
    ("name", lambda i: i.name),
    ("review", lambda i: i.plan.id),
    ("recommendation", lambda i: i.recommendation.id),
    ("action", lambda i: i.action.id),
    ("milestone", lambda _: None),
    ("title", lambda i: i.action.title),
    ("text", lambda i: i.action.text),
    ("lead", lambda i: i.register.codes(i.action.lead)),
    ("status", lambda i: i.action.status or i.action.unread.get("status")),
    ("state", lambda i: i.standing.state),
    ("flags", lambda i: tuple(i.standing.flags)),
    ("target", lambda i: flat_date(i.action.target) or i.action.unread.get("target")),
    ("deadline", lambda i: i.standing.deadline),
    ("days_late", lambda i: i.standing.days_late),
    ("next_check", lambda i: flat_date(i.action.next_check)),
    ("completed", lambda i: flat_date(i.action.completed)),
    ("last_update", lambda i: last_update(i.action)),
    ("file", lambda i: i.plan.file),
    ("line", lambda i: i.action.line or None),
    ("section", lambda i: i.action.section or i.recommendation.section),
    ("marking", lambda i: i.plan.marking),
)
_KEYS = tuple(key for key, _ in _ACTION)
_DETAIL_KEYS = (
    *(column.key for column, _ in RECOMMENDATION if column.key not in _KEYS),
    *(column.key for column, _ in ACTION if column.key not in _KEYS),
)


def flat(rows: Iterable[tuple[Cell, ...]]) -> Table:
    """A table of rows from `action_cells` and `milestone_cells`."""
    return Table(tuple(Column(key, key) for key in _KEYS), tuple(rows))


def flat_with_details(rows: Iterable[tuple[Cell, ...]]) -> Table:
    """A table of rows from `recommendation_cells`."""
    return Table(tuple(Column(key, key) for key in (*_KEYS, *_DETAIL_KEYS)), tuple(rows))


def action_cells(item: Item) -> tuple[Cell, ...]:
    """An action as a flat row."""
    return tuple(cell(item) for _, cell in _ACTION)


def milestone_cells(item: Item, step: Milestone, late: int | None) -> tuple[Cell, ...]:
    """A milestone of an action as a flat row; `late` in days."""
    own: dict[str, Cell] = {
        "name": f"{item.name}/{step.name}",
        "milestone": step.name,
        "title": None,
        "text": step.text,
        "lead": item.register.codes(step.lead or item.action.lead),
        "status": step.status,
        "target": flat_date(step.target),
        "deadline": deadline_of(step.target, item.plan),
        "days_late": late,
        "completed": flat_date(step.completed),
        "line": step.line or None,
    }
    return tuple(own[key] if key in own else cell(item) for key, cell in _ACTION)


def recommendation_cells(
    plan: Plan, recommendation: Recommendation, register: Register, items: Iterable[Item]
) -> Iterator[tuple[Cell, ...]]:
    """These actions with all their details; one row for a recommendation without actions."""
    shared = {column.key: cell(recommendation, register) for column, cell in RECOMMENDATION}
    for item in items:
        details = {**shared, **{column.key: cell(item) for column, cell in ACTION}}
        details["forecast"] = flat_date(item.action.forecast)
        yield (*action_cells(item), *(details[key] for key in _DETAIL_KEYS))
    if not recommendation.actions:
        own: dict[str, Cell] = {
            "name": f"{plan.id} {recommendation.id}",
            "review": plan.id,
            "recommendation": recommendation.id,
            "file": plan.file,
            "line": recommendation.line or None,
        }
        yield (*(own.get(key) for key in _KEYS), *(shared.get(key) for key in _DETAIL_KEYS))


def flat_date(when: AnyDate | None) -> Cell:
    """A date for a spreadsheet: a day as a date, a month as its end, others as written."""
    if when is None:
        return None
    if isinstance(when, PlanDate) and when.first == when.last:
        return when.last
    is_month = len(when.canonical) == len("2016-10") and "-" in when.canonical
    return f"end of {spoken(when)}" if is_month else when.canonical
