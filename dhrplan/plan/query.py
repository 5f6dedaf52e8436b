"""Every date, body and text of a plan or register, with its route, found by the table of fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from dhrplan.diagnostic import Route
from dhrplan.model.agencies import Register
from dhrplan.model.dates.values import PlanDate
from dhrplan.model.plan import Action, Plan
from dhrplan.plan.fields import (
    RECORDS,
    Body,
    DateValue,
    Field,
    Kind,
    ListOf,
    MapOf,
    RecordOf,
    Text,
)
from dhrplan.plan.read import fields_of
from dhrplan.yamldoc.nodes import Scalar, Source, node_of, words

# -- values of the model ---------------------------------------------------------------------------


def actions_by_route(plan: Plan) -> dict[Route, Action]:
    """Every action by its route, which is the first four steps of every route inside it."""
    actions = (action for one in plan.recommendations for action in one.actions)
    return {action.route: action for action in actions}


def action_id_at(actions: Mapping[Route, Action], route: Route) -> str | None:
    """The id of the action that a route leads into, of `actions_by_route`."""
    action = actions.get(route[:4])
    return action.id if action else None


def bodies_in_plan(plan: Plan) -> Iterator[tuple[Route, str, str | None]]:
    """Route, name as written, and the id of the action around it."""
    actions = actions_by_route(plan)
    for route, _, name in _values(Body, "plan", plan):
        yield route, name, action_id_at(actions, route)


def bodies_in_register(register: Register) -> Iterator[tuple[Route, str]]:
    """Route and name as written."""
    for route, _, name in _values(Body, "register", register):
        yield route, name


class Dated(NamedTuple):
    """A date of a plan; `may_be_relative` if its field takes `published + 6 months` too."""

    route: Route
    when: PlanDate
    may_be_relative: bool = False
    action: Action | None = None

    @property
    def key(self) -> str:
        """The key of its field."""
        return str(self.route[-1])


def dates_in_plan(plan: Plan) -> tuple[Dated, ...]:
    """Every date except relative ones."""
    return _dates(_ByIdentity(plan))


class _ByIdentity:
    """A plan as a cache key: comparing plans by value would walk through them."""

    __slots__ = ("plan",)

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def __hash__(self) -> int:
        return id(self.plan)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByIdentity) and other.plan is self.plan


@lru_cache(maxsize=1_000)  # several rules ask, one after the other, for all plans in view
def _dates(key: _ByIdentity) -> tuple[Dated, ...]:
    actions = actions_by_route(key.plan)
    return tuple(
        Dated(route, when, kind.relative, actions.get(route[:4]))
        for route, kind, when in _values(DateValue, "plan", key.plan)
        if isinstance(when, PlanDate)
    )


def _values(
    wanted: type, record: str, value: Any, route: Route = ()
) -> Iterator[tuple[Route, Any, Any]]:
    """Route, kind and value of each field of kind `wanted` in a record, however deep."""
    for field in _fields_with(wanted, record):
        if isinstance(value, Mapping):
            inner = value.get(field.name)
        else:
            inner = getattr(value, field.attribute)
        if inner is not None:
            yield from _in_value(wanted, field.kind, inner, (*route, field.name))


def _in_value(
    wanted: type, kind: Kind, value: Any, route: Route
) -> Iterator[tuple[Route, Any, Any]]:
    match kind:
        case ListOf(item):
            for index, one in enumerate(value):
                # Empty items are dropped, so the index in the file may differ.
                there = getattr(one, "route", None) or (*route, index)
                yield from _in_value(wanted, item, one, there)
        case MapOf(item):
            for code, one in value.items():
                yield from _in_value(wanted, item, one, (*route, code))
        case RecordOf(record):
            yield from _values(wanted, record, value, route)
        case _:
            yield route, kind, value


@cache
def _fields_with(wanted: type, record: str) -> tuple[Field, ...]:
    """The fields of a record that are of a kind or may contain such a field."""

    def leads_there(kind: Kind) -> bool:
        if isinstance(kind, ListOf | MapOf):
            return leads_there(kind.item)
        if isinstance(kind, RecordOf):
            return bool(_fields_with(wanted, kind.record))
        return isinstance(kind, wanted)

    return tuple(field for field in RECORDS[record] if leads_there(field.kind))


# -- nodes of the file -----------------------------------------------------------------------------


class WrittenText(NamedTuple):
    """A text as it is written in a file: the value of `field`, or an item of it."""

    route: Route
    field: Field
    node: Scalar


def texts_in(source: Source, record: str = "plan") -> Iterator[WrittenText]:
    """Every text of a file, in order; only the first where a key is repeated."""
    seen: set[Route] = set()
    for route, node in words(source):
        field = _text_field(record, route)
        if field and route not in seen:
            seen.add(route)
            yield WrittenText(route, field, node)


def is_in_brackets(source: Source, route: Route) -> bool:
    """True if a value is within `{}` or `[]`."""
    around = (node_of(source, route[:steps]) for steps in range(len(route)))
    return any(getattr(node, "flow_style", False) for node in around)


def _text_field(record: str, route: Route) -> Field | None:
    """The field at a route, if it holds text there."""
    field: Field | None = None
    kind: Kind = RecordOf(record)
    for step in route:
        if isinstance(kind, RecordOf):
            field = fields_of(kind.record).get(str(step))
            kind = field.kind if field else Text()
        elif isinstance(kind, ListOf | MapOf):
            kind = kind.item
        else:
            return None
    if isinstance(kind, RecordOf) and kind.text_key:  # a plain text in the place of a record
        return fields_of(kind.record)[kind.text_key]
    return field if isinstance(kind, Text) else None
