"""Files read in the plainest way, and changes made up for them: tests compare edits with these.

Nothing here shares code with the edit: values are lists and dictionaries, and a change of them is
what Python does to those.
"""

from __future__ import annotations

import codecs
from copy import deepcopy
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from dhrplan.plan.fields import RECORDS, Kind, ListOf, RecordOf, Text
from dhrplan.yamldoc.edit import Append, Change, Remove, Rename, Set
from dhrplan.yamldoc.nodes import FastLoader
from tests.strategies import value_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from dhrplan.diagnostic import Route

_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_LONG = (
    "Training was given to all front line staff in housing, and the board heard in March that "
    "the form is used: 34 of 40 cases, that is 85 %, by all agencies (see the minutes, item 7)."
)
_MORE_TEXTS = (
    *(_LONG, _LONG.replace(": ", " ").replace(", ", " "), f"{_LONG}\n\nSecond part.\n- a\n- b"),
    *(" begins with space", "ends with space ", "trailing colon:", "a\ttab", "\n leading\nlines"),
    *("Word\u2028break", "no\u00a0break", 'it\'s "both" \\ ways', "- dash", "#sign", "a #b", "y"),
    *(
        "two\r\nlines",
        "  deep\n    deeper\nout",
        "x\n\n\n\ny",
        "é" * 90,
        "word " * 30 + "end",
        "=1",
    ),
)


def values_in(data: bytes) -> Any:
    """The values of a file: text, lists and dictionaries; None for what is left out."""
    text = data.removeprefix(codecs.BOM_UTF8).decode()
    return _plain(yaml.compose(text, Loader=FastLoader))


def _plain(node: Any) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return None if node.value in _NOTHING and not node.style else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(one) for one in node.value]
    return {key.value: _plain(value) for key, value in node.value}


def bare(value: Any) -> Any:
    """Values without what the reader leaves out: keys with nothing, line breaks at the end."""
    if isinstance(value, dict):
        return {key: bare(one) for key, one in value.items() if one is not None}
    if isinstance(value, list):
        return [bare(one) for one in value]
    return value.replace("\r\n", "\n").rstrip("\n") if isinstance(value, str) else value


def at(values: Any, route: Route) -> Any:
    """The value at a route; None where there is none."""
    for step in route:
        is_there = step in values if isinstance(values, dict) else int(step) < len(values)
        if not is_there or values[step] is None:
            return None
        values = values[step]
    return values


def changed(values: Any, change: Change) -> Any:
    """Values after a change."""
    values = deepcopy(values)
    if isinstance(change, Remove):
        _remove(values, change.route)
    elif isinstance(change, Append):
        _set(values, change.route, [*(at(values, change.route) or []), deepcopy(change.value)])
    elif isinstance(change, Rename):
        record = at(values, change.route[:-1])
        record[change.name] = record.pop(change.route[-1])
    else:
        _set(values, change.route, deepcopy(change.value))
    return values


def _set(values: Any, route: Route, value: Any) -> None:
    for step, below in pairwise(route):
        there = at(values, (step,))
        if there is None:
            there = [] if isinstance(below, int) else {}
            _put(values, step, there)
        values = there
    _put(values, route[-1], value)


def _put(values: Any, step: str | int, value: Any) -> None:
    if isinstance(values, list) and step == len(values):
        values.append(value)
    else:
        values[step] = value


def _remove(values: Any, route: Route) -> None:
    around = at(values, route[:-1])
    del around[route[-1]]
    if not around:
        _remove(values, route[:-1])


class Target(NamedTuple):
    """A place where a value is or can be.

    Attributes:
        route: Its route.
        kind: The kind of its field.
        is_there: True if there is a value.
    """

    route: Route
    kind: Kind
    is_there: bool


def targets(values: Any, kind: Kind, route: Route = ()) -> Iterator[Target]:
    """Every place of a plan where a value is or can be."""
    if isinstance(kind, RecordOf) and isinstance(values, dict):
        for field in RECORDS[kind.record]:
            is_there = values.get(field.name) is not None
            yield Target((*route, field.name), field.kind, is_there)
            if is_there:
                yield from targets(values[field.name], field.kind, (*route, field.name))
    if isinstance(kind, ListOf) and isinstance(values, list):
        for index, one in enumerate(values):
            yield Target((*route, index), kind.item, one is not None)
            yield from targets(one, kind.item, (*route, index))


def change_of(values: Any, random: Random) -> Change:
    """A change that can be made, of any place of a plan."""
    kept = {("format",), ("id",), ("recommendations",)}
    places = [one for one in targets(values, RecordOf("plan")) if one.route not in kept]
    place = random.choice(places)
    has_texts = _has_texts(values)
    if isinstance(place.kind, ListOf) and random.random() < 0.7:
        item = place.kind.item
        return Append(place.route, _alike(value_at(item, random), item, has_texts=has_texts))
    if place.is_there and random.random() < 0.4 and _leaves_something(values, place.route):
        return Remove(place.route)
    value = _alike(value_at(place.kind, random), place.kind, has_texts=has_texts)
    return Set(place.route, value)


def _leaves_something(values: Any, route: Route) -> bool:
    return len(route) > 2 or len(at(values, route[:-1])) > 1


def value_at(kind: Kind, random: Random) -> Any:
    """A value for a field, which is not nothing; texts are worse than those of `strategies`."""
    if isinstance(kind, Text) and random.random() < 0.6:
        return random.choice(_MORE_TEXTS)
    value: Any = {}
    while not value:
        value = value_for(kind, random)
    return value


def _alike(value: Any, kind: Kind, *, has_texts: bool) -> Any:
    """A value with texts, or records for which one may stand, as the plan has them.

    The editor writes no text over a record: that would take out what the record holds.
    """
    if isinstance(kind, ListOf) and isinstance(value, list):
        return [_alike(one, kind.item, has_texts=has_texts) for one in value]
    if isinstance(kind, RecordOf) and kind.text_key:
        text = value.get(kind.text_key, "Audit") if isinstance(value, dict) else value
        if has_texts:
            return text
        return value if isinstance(value, dict) else {kind.text_key: text}
    if isinstance(kind, RecordOf) and isinstance(value, dict):
        kinds = {field.name: field.kind for field in RECORDS[kind.record]}
        named = value.items()
        return {name: _alike(one, kinds[name], has_texts=has_texts) for name, one in named}
    return value


def _has_texts(values: Any) -> bool:
    """True if a plan has evidence that is plain text."""
    if isinstance(values, dict):
        own = values.get("evidence")
        is_text = isinstance(own, list) and any(isinstance(one, str) for one in own)
        return is_text or any(map(_has_texts, values.values()))
    return isinstance(values, list) and any(map(_has_texts, values))


class Lines:
    """The lines of a file, and on which of them a change may show."""

    def __init__(self, data: bytes) -> None:
        self.text = data.removeprefix(codecs.BOM_UTF8).decode()
        self.lines = _split(self.text)
        self.root = yaml.compose(self.text, Loader=FastLoader)

    def are_kept_in(self, data: bytes, change: Change) -> None:
        """Check that every line is kept but those that the change is about."""
        new = _split(data.removeprefix(codecs.BOM_UTF8).decode())
        first, last = self._about(change)
        head, tail = self.lines[:first], self.lines[last:]
        assert new[: len(head)] == head
        assert new[len(new) - len(tail) :] == tail
        if not self._is_rewritten(change):
            self._has_more(new)
        assert sorted(_remarks(self.text)) == sorted(_remarks("\n".join(new)))

    def _has_more(self, new: list[str]) -> None:
        """Lines came, and none went; none came between a comment and what follows it."""
        kept = _same(self.lines, new)
        assert kept + _same(self.lines[kept:][::-1], new[kept:][::-1]) == len(self.lines)
        assert [*_followers(self.lines)] == [*_followers(new)]

    def _is_rewritten(self, change: Change) -> bool:
        """True if the change may remove lines: it does more than add to a block."""
        key, node, depth = self._found(change.route)
        if isinstance(change, Remove) or (depth == len(change.route) and isinstance(change, Set)):
            return True
        is_full = not isinstance(node, yaml.ScalarNode) and bool(node.value)
        return not is_full or bool(node.flow_style) or self._has_dash(node) or key is None

    def _has_dash(self, node: Any) -> bool:
        start = node.start_mark
        return isinstance(node, yaml.MappingNode) and start.column and "-" in self._before(start)

    def _before(self, mark: Any) -> str:
        return self.text[mark.index - mark.column : mark.index]

    def _about(self, change: Change) -> tuple[int, int]:
        """The lines of the value that changes, or of the nearest one around what is new."""
        route = change.route
        if isinstance(change, Remove):
            return self._about_removal(route)
        key, node, _ = self._found(route)
        first = _line(key or node)
        return first, self._last(node) + 1

    def _about_removal(self, route: Route) -> tuple[int, int]:
        around = self._found(route[:-1])[1]
        while len(around.value) == 1 and len(route) > 1:
            route = route[:-1]
            around = self._found(route[:-1])[1]
        key, node, _ = self._found(route)
        first, last = _line(key or node), self._last(node)
        if self._has_dash(around) and around.value[0][0] is key:
            last = _line(around.value[1][0])
        while first and not self.lines[first - 1].strip():
            first -= 1
        while last + 1 < len(self.lines) and not self.lines[last + 1].strip():
            last += 1
        return first, last + 1

    def _found(self, route: Route) -> tuple[Any, Any, int]:
        """The key and the node at a route, or of the last step that is there, and how far it is."""
        key, node, depth = None, self.root, 0
        for step in route:
            below = _below(node, step)
            if below is None:
                break
            (key, node), depth = below, depth + 1
        return key, node, depth

    def _last(self, node: Any) -> int:
        """The line of the last word of a node."""
        while not isinstance(node, yaml.ScalarNode) and not node.flow_style:
            node = node.value[-1]
            node = node[1] if isinstance(node, tuple) else node
        text = self.text[: node.end_mark.index]
        is_block = isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")
        return len(_split(text.rstrip() if is_block else text)) - 1


def _split(text: str) -> list[str]:
    return text.replace("\r\n", "\n").split("\n")


def _line(node: Any) -> int:
    return int(node.start_mark.line)


def _below(node: Any, step: str | int) -> tuple[Any, Any] | None:
    if isinstance(step, int):
        is_there = isinstance(node, yaml.SequenceNode) and step < len(node.value)
        return (None, node.value[step]) if is_there else None
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((pair for pair in pairs if pair[0].value == step), None)


def _same(ours: list[str], theirs: list[str]) -> int:
    """Number of equal lines from the beginning on."""
    pairs = zip(ours, theirs, strict=False)
    return next(
        (n for n, (one, other) in enumerate(pairs) if one != other), min(len(ours), len(theirs))
    )


REMARKS = ("# a comment: with [signs", "# said so", "# Written for a test: \u2018quoted\u2019 😀")
"""The comments that plans are made up with."""


def _remarks(text: str) -> Iterator[str]:
    for one in REMARKS:
        yield from [one] * text.count(one)


def _followers(lines: list[str]) -> Iterator[str]:
    """The line below each comment on a line of its own."""
    for number, line in enumerate(lines):
        if line.lstrip() == REMARKS[0]:
            yield next(iter(filter(str.strip, lines[number + 1 :])), "")
