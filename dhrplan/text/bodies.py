"""Where plans and the register name a body, with the route of each name: read off the table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dhrplan.text.fields import RECORDS
from dhrplan.text.kinds import Body, Kind, ListOf, MapOf, RecordOf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.diagnostic import Route
    from dhrplan.model.agencies import Register
    from dhrplan.model.plan import Plan


def bodies_in_plan(plan: Plan) -> Iterator[tuple[Route, str, str | None]]:
    """Route, name as written, and the id of the action that it stands in."""
    for route, name in _in_record("plan", plan, ()):
        yield route, name, _action_at(plan, route)


def bodies_in_register(register: Register) -> Iterator[tuple[Route, str]]:
    """Route and name as written."""
    yield from _in_record("register", register, ())


def _action_at(plan: Plan, route: Route) -> str | None:
    for recommendation in plan.recommendations:
        for action in recommendation.actions:
            if route[: len(action.route)] == action.route:
                return action.id
    return None


def _in_record(name: str, value: Any, route: Route) -> Iterator[tuple[Route, str]]:
    for field in RECORDS[name]:
        inner = (
            value.get(field.name) if isinstance(value, Mapping) else getattr(value, field.attribute)
        )
        yield from _in_value(field.kind, inner, (*route, field.name))


def _in_value(kind: Kind, value: Any, route: Route) -> Iterator[tuple[Route, str]]:
    if value is None:
        return
    if isinstance(kind, Body):
        yield route, value
    elif isinstance(kind, ListOf):
        for index, item in enumerate(value):
            yield from _in_value(kind.item, item, getattr(item, "route", None) or (*route, index))
    elif isinstance(kind, MapOf):
        for code, item in value.items():
            yield from _in_value(kind.item, item, (*route, code))
    elif isinstance(kind, RecordOf):
        yield from _in_record(kind.record, value, route)
