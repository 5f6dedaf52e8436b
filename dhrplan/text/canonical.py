"""Values as `fmt` writes them, and what a file says in whatever way it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dhrplan.model.date_forms import parse_date, parse_period
from dhrplan.model.dates import DateFault
from dhrplan.text.convert import Misread, convert, said_by
from dhrplan.text.draft import below, word_of
from dhrplan.text.keys import is_left_out
from dhrplan.text.kinds import (
    Body,
    Choice,
    Every,
    Id,
    Kind,
    ListOf,
    MapOf,
    RecordOf,
    Signatory,
    When,
)
from dhrplan.text.quoting import read_as
from dhrplan.text.source import KeyedNode, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.diagnostic import Route
    from dhrplan.model.agencies import Register


class Value(NamedTuple):
    """A value of a file: one scalar that a field of the table takes.

    Attributes:
        route: Where it stands.
        kind: What its field takes.
        node: Its words.
    """

    route: Route
    kind: Kind
    node: Scalar


def canonical(text: str, kind: Kind, register: Register) -> str:
    """A value as `fmt` writes it; what cannot be read, or not for certain, stays as it is."""
    if isinstance(kind, When):
        when = parse_date(text, relative=kind.relative)
        return text if isinstance(when, DateFault) else when.canonical
    if isinstance(kind, Every):
        period = parse_period(text)
        return text if isinstance(period, DateFault) else period.canonical
    if isinstance(kind, Choice):
        return text if text in kind.values else said_by(text, kind) or text
    if isinstance(kind, Body | Signatory):
        return register.sole_code(text) or text
    return text


def lacks_quotes(value: Value) -> bool:
    """Whether a value is an id without quotes that other programs take for no words."""
    return isinstance(value.kind, Id) and not value.node.style and bool(read_as(value.node.value))


def values_in(node: Node, kind: Kind | None, route: Route = ()) -> Iterator[Value]:
    """Every value that the table knows. Of two keys of one name the first counts."""
    if isinstance(node, Scalar):
        is_one = kind is not None and not isinstance(kind, ListOf | MapOf | RecordOf)
        if kind is not None and is_one and not is_left_out(node):
            yield Value(route, kind, node)
        return
    seen: set[str | int] = {""}  # a key that is no word leads nowhere
    for step, value, inner in inner_values(node, kind):
        if step not in seen:
            seen.add(step)
            yield from values_in(value, inner, (*route, step))


def inner_values(node: Node, kind: Kind | None) -> Iterator[tuple[str | int, Node, Kind | None]]:
    """Step, node and kind of what stands one step below a node; the kind where it fits."""
    if isinstance(node, Sequence):
        item = kind.item if isinstance(kind, ListOf) else None
        yield from ((index, one, item) for index, one in enumerate(node.value))
    elif isinstance(node, KeyedNode):
        known = kind if isinstance(kind, RecordOf | MapOf) else None
        yield from ((word_of(key), value, below(known, word_of(key))) for key, value in node.value)


def meaning(node: Node, kind: Kind | None, register: Register) -> Any:
    """What stands at a node, whatever its style and the order of the keys of its records.

    Dates are compared by their days, bodies by their codes, and text sign by sign.
    """
    if isinstance(node, Scalar):
        return _said(node, kind, register)
    parts = [(step, meaning(one, its, register)) for step, one, its in inner_values(node, kind)]
    if isinstance(kind, RecordOf) and isinstance(node, KeyedNode):
        return {name: [one for step, one in parts if step == name] for name, _ in parts}
    return type(node), parts


def _said(node: Scalar, kind: Kind | None, register: Register) -> Any:
    if is_left_out(node):
        return None
    if kind is None or isinstance(kind, ListOf | MapOf | RecordOf):
        return str(node.value).rstrip("\n")
    if isinstance(kind, Body | Signatory):
        return register.code(node.value) or node.value
    value = convert(node.value, kind)
    if not isinstance(value, Misread):
        return value
    said = said_by(node.value, kind) if isinstance(kind, Choice) else None
    return convert(said, kind) if said else node.value
