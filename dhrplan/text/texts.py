"""Where the texts of a file stand, each with its node: words whose field holds text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dhrplan.text.keys import fields_of
from dhrplan.text.kinds import Field, Kind, ListOf, MapOf, RecordOf, Text
from dhrplan.text.parsing import node_of, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.diagnostic import Route
    from dhrplan.text.source import Scalar, Source


class WrittenText(NamedTuple):
    """A text as it is written in a file.

    Attributes:
        route: Where it stands in the plan or the register.
        field: The field whose value, or one of whose items, it is.
        node: Its words, with the quotes and the marks of YAML.
    """

    route: Route
    field: Field
    node: Scalar


def texts_in(source: Source, record: str = "plan") -> Iterator[WrittenText]:
    """Every text of a file, in its order; of a key that is repeated the first, which counts."""
    seen: set[Route] = set()
    for route, node in words(source):
        field = _text_at(record, route)
        if field and route not in seen:
            seen.add(route)
            yield WrittenText(route, field, node)


def is_in_brackets(source: Source, route: Route) -> bool:
    """Whether a value stands in `{}` or `[]`."""
    around = (node_of(source, route[:steps]) for steps in range(len(route)))
    return any(getattr(node, "flow_style", False) for node in around)


def _text_at(record: str, route: Route) -> Field | None:
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
    return field if isinstance(kind, Text) else None
