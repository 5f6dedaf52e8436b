"""Actions as rows, for programs and for people: what several questions share."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from dhrplan.model.dates import Period, PlanDate, RelativeDate
from dhrplan.model.state import deadline_of, last_update
from dhrplan.reports import words
from dhrplan.text.fields import RECORDS
from dhrplan.text.kinds import Body, Kind, ListOf, RecordOf

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dhrplan.model.agencies import Register
    from dhrplan.model.dates import AnyDate
    from dhrplan.model.plan import Action, Milestone, Plan, Recommendation
    from dhrplan.model.state import Standing
    from dhrplan.select import Item
    from dhrplan.table import Json


def action_row(item: Item) -> dict[str, Json]:
    """An action as one row of JSON."""
    action = item.action
    return {
        **_where(item),
        "milestone": None,
        "title": action.title,
        "text": action.text,
        "lead": list(item.register.codes(action.lead)),
        "status": action.status or action.unread.get("status"),
        **_standing(item.standing),
        "target": canonical(action.target),
        "deadline": _day(item),
        "days_late": item.standing.days_late,
        **_dates(item, action),
        "file": item.plan.file,
        "line": action.line,
    }


def lead_codes(names: Iterable[str], register: Register) -> str:
    """Who leads, by their codes: a cell for people has little room."""
    return ", ".join(register.codes(names)) or "no lead"


def gist(action: Action) -> str:
    """What an action is called, or else what it says."""
    return action.title or action.text or "(no text)"


def milestone_row(item: Item, step: Milestone, late: int | None) -> dict[str, Json]:
    """One milestone of an action as a row of JSON, `late` days late."""
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
        "line": step.line,
    }


def action_json(item: Item) -> dict[str, Json]:
    """An action whole: its row, and every field of the table."""
    return {**as_json("action", item.action, item.register), **action_row(item)}


def recommendation_json(
    recommendation: Recommendation, register: Register, items: Iterable[Item]
) -> dict[str, Json]:
    """A recommendation whole, with these of its actions."""
    actions: list[Json] = [action_json(item) for item in items]
    return {
        **as_json("recommendation", recommendation, register, {"actions": actions}),
        "line": recommendation.line,
        "standing": words.result(recommendation),
    }


def canonical(when: AnyDate | Period | None) -> str | None:
    """A date or a length of time as the format writes it."""
    return when.canonical if when else None


def as_json(
    record: str, value: Any, register: Register, instead: Mapping[str, Json] = MappingProxyType({})
) -> dict[str, Json]:
    """A record of the table of fields as JSON: absent scalars null, absent lists empty.

    What stands in `instead` is taken for those fields, which are then not written out.
    """
    return {
        field.name: instead[field.name]
        if field.name in instead
        else _json(field.kind, _get(value, field.name, field.attribute), register)
        for field in RECORDS[record]
    }


def markings(plans: Iterable[Plan]) -> tuple[str, ...]:
    """The protective markings of several plans, each once."""
    return tuple(dict.fromkeys(plan.marking for plan in plans if plan.marking))


def _where(item: Item) -> dict[str, Json]:
    return {
        "review": item.plan.id,
        "recommendation": item.recommendation.id,
        "action": item.action.id,
    }


def _standing(standing: Standing) -> dict[str, Json]:
    return {"state": standing.state, "flags": list(standing.flags)}


def _day(item: Item) -> str | None:
    return item.standing.deadline.isoformat() if item.standing.deadline else None


def _dates(item: Item, action: Action) -> dict[str, Json]:
    said = last_update(item.action)
    return {
        "next_check": canonical(action.next_check),
        "completed": canonical(action.completed),
        "last_update": said.isoformat() if said else None,
    }


def _get(value: Any, name: str, attribute: str) -> Any:
    return value.get(name) if isinstance(value, Mapping) else getattr(value, attribute)


def _json(kind: Kind, value: Any, register: Register) -> Json:
    if isinstance(kind, ListOf):
        return [_json(kind.item, item, register) for item in value or ()]
    if value is None or value == {}:
        return None
    if isinstance(kind, RecordOf):
        return as_json(kind.record, value, register)
    if isinstance(kind, Body):
        return register.code(value) or str(value)
    if isinstance(value, PlanDate | RelativeDate | Period):
        return value.canonical
    if isinstance(value, StrEnum):
        return str(value)
    return value  # type: ignore[no-any-return]  # text or yes and no
