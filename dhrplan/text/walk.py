"""The values of one kind in a plan or the register, with their routes: read off the table."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from dhrplan.text.fields import RECORDS
from dhrplan.text.kinds import Kind, ListOf, MapOf, RecordOf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.diagnostic import Route
    from dhrplan.model.plan import Action, Plan
    from dhrplan.text.kinds import Field


def values_of(
    wanted: type, record: str, value: Any, route: Route = ()
) -> Iterator[tuple[Route, Any, Any]]:
    """Route, kind and value of each field of a record, however deep, whose kind is `wanted`."""
    for field in _leading_to(wanted, record):
        if isinstance(value, Mapping):
            inner = value.get(field.name)
        else:
            inner = getattr(value, field.attribute)
        if inner is not None:
            yield from _in_value(wanted, field.kind, inner, (*route, field.name))


def actions_by_route(plan: Plan) -> dict[Route, Action]:
    """Every action by where it stands, the first four steps of the route of all that is in it."""
    actions = (action for one in plan.recommendations for action in one.actions)
    return {action.route: action for action in actions}


def action_at(actions: Mapping[Route, Action], route: Route) -> str | None:
    """The id of the action that a route leads into; None where it leads into none."""
    action = actions.get(route[:4])
    return action.id if action else None


def _in_value(
    wanted: type, kind: Kind, value: Any, route: Route
) -> Iterator[tuple[Route, Any, Any]]:
    if isinstance(kind, ListOf):
        for index, item in enumerate(value):
            there = getattr(item, "route", None) or (*route, index)
            yield from _in_value(wanted, kind.item, item, there)
    elif isinstance(kind, MapOf):
        for code, item in value.items():
            yield from _in_value(wanted, kind.item, item, (*route, code))
    elif isinstance(kind, RecordOf):
        yield from values_of(wanted, kind.record, value, route)
    else:
        yield route, kind, value


@cache
def _leading_to(wanted: type, record: str) -> tuple[Field, ...]:
    """The fields of a record that are of a kind, or in which such a field may stand."""
    return tuple(field for field in RECORDS[record] if _leads_to(wanted, field.kind))


def _leads_to(wanted: type, kind: Kind) -> bool:
    if isinstance(kind, ListOf | MapOf):
        return _leads_to(wanted, kind.item)
    if isinstance(kind, RecordOf):
        return bool(_leading_to(wanted, kind.record))
    return isinstance(kind, wanted)
