"""Actions as flat rows, for spreadsheets: typed cells under the names that JSON uses.

A spreadsheet turns `1.10` into 1.1 and `2016-10` into a day. So an action stands first in its
spoken form, `DHR4 1.10`, and a month is written as the end of it, which every spreadsheet leaves
alone and which a plan may hold as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.model.dates import PlanDate, spoken
from dhrplan.model.state import deadline_of, last_update
from dhrplan.reports.parts import ACTION, RECOMMENDATION
from dhrplan.table import Cell, Column, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from dhrplan.model.agencies import Register
    from dhrplan.model.dates import AnyDate
    from dhrplan.model.plan import Milestone, Plan, Recommendation
    from dhrplan.select import Item

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
    ("target", lambda i: day(i.action.target) or i.action.unread.get("target")),
    ("deadline", lambda i: i.standing.deadline),
    ("days_late", lambda i: i.standing.days_late),
    ("next_check", lambda i: day(i.action.next_check)),
    ("completed", lambda i: day(i.action.completed)),
    ("last_update", lambda i: last_update(i.action)),
    ("file", lambda i: i.plan.file),
    ("line", lambda i: i.action.line),
)
_KEYS = tuple(key for key, _ in _ACTION)
_FURTHER = (
    *(column.key for column, _ in RECOMMENDATION if column.key not in _KEYS),
    *(column.key for column, _ in ACTION if column.key not in _KEYS),
)


def flat(rows: Iterable[tuple[Cell, ...]]) -> Table:
    """Rows of actions and milestones as a table."""
    return Table(_columns(_KEYS), tuple(rows))


def flat_with_words(rows: Iterable[tuple[Cell, ...]]) -> Table:
    """Rows of recommendations as a table."""
    return Table(_columns((*_KEYS, *_FURTHER)), tuple(rows))


def recommendation_cells(
    plan: Plan, recommendation: Recommendation, register: Register, items: Iterable[Item]
) -> Iterator[tuple[Cell, ...]]:
    """These actions with all that is told of them; a row for a recommendation that has none."""
    told = {column.key: cell(recommendation, register) for column, cell in RECOMMENDATION}
    yield from ((*action_cells(item), *_further(told, item)) for item in items)
    if not recommendation.actions:
        own: dict[str, Cell] = {
            "name": f"{plan.id} {recommendation.id}",
            "review": plan.id,
            "recommendation": recommendation.id,
            "file": plan.file,
            "line": recommendation.line,
        }
        yield (*(own.get(key) for key in _KEYS), *(told.get(key) for key in _FURTHER))


def action_cells(item: Item) -> tuple[Cell, ...]:
    """An action as a flat row."""
    return tuple(cell(item) for _, cell in _ACTION)


def milestone_cells(item: Item, step: Milestone, late: int | None) -> tuple[Cell, ...]:
    """A milestone of an action as a flat row, `late` days late."""
    own: dict[str, Cell] = {
        "name": f"{item.name}/{step.name}",
        "milestone": step.name,
        "title": None,
        "text": step.text,
        "lead": item.register.codes(step.lead or item.action.lead),
        "status": step.status,
        "target": day(step.target),
        "deadline": deadline_of(step.target, item.plan),
        "days_late": late,
        "completed": day(step.completed),
        "line": step.line,
    }
    return tuple(own[key] if key in own else cell(item) for key, cell in _ACTION)


def day(when: AnyDate | None) -> Cell:
    """A date for a spreadsheet: an exact day as one, a month as its end, others as written."""
    if when is None:
        return None
    if isinstance(when, PlanDate) and when.first == when.last:
        return when.last
    is_month = len(when.canonical) == len("2016-10") and "-" in when.canonical
    return f"end of {spoken(when)}" if is_month else when.canonical


def _further(recommendation: Mapping[str, Cell], item: Item) -> tuple[Cell, ...]:
    told = {**recommendation, **{column.key: cell(item) for column, cell in ACTION}}
    told["forecast"] = day(item.action.forecast)
    return tuple(told[key] for key in _FURTHER)


def _columns(keys: Iterable[str]) -> tuple[Column, ...]:
    return tuple(Column(key, key) for key in keys)
