"""A plan that was understood, as the text of a plan file: our own style, doubts as comments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dhrplan.diagnostic import Route
from dhrplan.exchange.action_fields import Doubt
from dhrplan.exchange.understand import Understood
from dhrplan.plan.fields import RECORDS, Kind, ListOf, MapOf, RecordOf
from dhrplan.plan.fmt import edit
from dhrplan.yamldoc.edit import Change, Set, Value
from dhrplan.yamldoc.nodes import KeyedNode, Node, Source, node_of

_BEGIN = """\
# yaml-language-server: $schema=plan.schema.json
format: 1
"""


def plan_text(understood: Understood) -> bytes:
    """The file of a plan, each doubt a comment above the line that it is about.

    Raises:
        EditError: A value cannot be written.
    """
    ordered = in_order(understood.plan, RecordOf("plan"))
    changes: list[Change] = [Set((key,), value) for key, value in ordered.items()]
    edited = edit("the new plan", _BEGIN.encode(), changes, "plan")
    places = dict(_places(understood.plan, ()))
    return _with_comments(edited.source, understood.doubts, places).encode()


def in_order(value: Any, kind: Kind) -> Any:
    """The same value with the keys of its records in the order of the table of fields."""
    if isinstance(kind, ListOf) and isinstance(value, list | tuple):
        return [in_order(one, kind.item) for one in value]
    if isinstance(kind, MapOf) and isinstance(value, Mapping):
        return {key: in_order(one, kind.item) for key, one in value.items()}
    if isinstance(kind, RecordOf) and isinstance(value, Mapping):
        fields = {field.name: field for field in RECORDS[kind.record]}
        return {name: in_order(value[name], fields[name].kind) for name in fields if name in value}
    return value


def _places(value: Value, route: Route) -> Iterable[tuple[int, Route]]:
    """The route of each record, by its identity."""
    if isinstance(value, Mapping):
        yield id(value), route
        for key, inner in value.items():
            yield from _places(inner, (*route, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _places(inner, (*route, index))


def _with_comments(source: Source, doubts: Iterable[Doubt], places: Mapping[int, Route]) -> str:
    """The text with each doubt on a line of its own above its key, or above its record."""
    lines = source.text.split("\n")
    above: dict[int, list[str]] = {}
    for doubt in doubts:
        route = places.get(id(doubt.record), ())
        line = _line_of(source, route, doubt.key)
        text = " ".join(str(doubt).split())
        comments = above.setdefault(line, [])
        if text not in comments:
            comments.append(text)
    for line in sorted(above, reverse=True):
        indent = lines[line][: len(lines[line]) - len(lines[line].lstrip())]
        lines[line:line] = [f"{indent}# {text}" for text in above[line]]
    return "\n".join(lines)


def _line_of(source: Source, route: Route, key: str) -> int:
    """The line, from 0, of a key of a record; of the record where it lacks the key."""
    record = node_of(source, route)
    node: Node | None = record
    if isinstance(record, KeyedNode):
        node = next((name for name, _ in record.value if getattr(name, "value", "") == key), record)
    return source.place_of(node).line - 1 if node is not None else 0
