"""An imported plan merged into one that there is: by id, then by the words of the text.

What the plan lacks is added; what both say is left alone. Where they differ, the caller decides:
stop, keep what the plan says, or take what the document says and keep the old words in an update.
Nothing is ever removed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from dhrplan.diagnostic import Route
from dhrplan.exchange.account import squashed, texts_in
from dhrplan.exchange.item_numbers import free_id
from dhrplan.exchange.write import in_order
from dhrplan.model.agencies import Register, folded
from dhrplan.plan.fields import RECORDS, Body, Field, Kind, ListOf, RecordOf, Signatory, Text
from dhrplan.plan.fmt import canonical
from dhrplan.plan.read import is_left_out
from dhrplan.yamldoc.edit import Append, Change, Set, word_of
from dhrplan.yamldoc.nodes import KeyedNode, Node, Scalar, Source
from dhrplan.yamldoc.nodes import Sequence as ListNode

Record = Mapping[str, Any]

_NOT_COMPARED = frozenset({"id", "as_written", "source", "numbering"})
"""Ids say which records belong together, and words of the source do not contradict a value."""


class Conflict(NamedTuple):
    """A field of which the plan and the document say different things."""

    name: str
    key: str
    plan: str
    document: str

    def __str__(self) -> str:
        return (
            f"{self.name}, {self.key}: the plan has `{self.plan}`, the document `{self.document}`"
        )


class Merge(NamedTuple):
    """The changes that take a document into a plan, and where the two differ."""

    changes: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]


def merge(source: Source, imported: Record, register: Register, *, update: bool, day: str) -> Merge:
    """The changes that take an imported plan into a plan.

    Args:
        source: The file of the plan.
        imported: The plan as it was understood.
        register: The agencies that are known.
        update: Whether the document wins where the two differ.
        day: The ISO date of the updates that keep old words.
    """
    return _Merger(register, update=update, day=day).merge(_plain(source.root), imported)


class _Merger:
    def __init__(self, register: Register, *, update: bool, day: str) -> None:
        self.register = register
        self.update = update
        self.day = day
        self.changes: list[Change] = []
        self.conflicts: list[Conflict] = []

    def merge(self, plan: Record, imported: Record) -> Merge:
        here = plan.get("recommendations") or []
        every = [action for one in here for action in one.get("actions") or []]
        taken = {one.get("id") for one in every}
        for one in imported["recommendations"]:
            found = _match(one, here)
            if found is None:
                self._append(("recommendations",), one, "recommendation")
                continue
            route: Route = ("recommendations", found)
            there = here[found]
            name = f"Recommendation {there.get('id')}"
            self._fields(route, there, one, "recommendation", name, {"actions"})
            mine = there.get("actions") or []
            for action in one.get("actions", ()):
                place = _match(action, mine)
                if place is None:
                    new = dict(action)
                    if new["id"] in taken:
                        new["id"] = free_id(new["id"], taken)
                    taken.add(new["id"])
                    self._append((*route, "actions"), new, "action")
                    continue
                at = (*route, "actions", place)
                name = f"Action {mine[place].get('id')}"
                self._fields(at, mine[place], action, "action", name, {"milestones"})
                self._milestones(at, mine[place], action)
        return Merge(tuple(self.changes), tuple(self.conflicts))

    def _milestones(self, route: Route, there: Record, action: Record) -> None:
        mine = there.get("milestones") or []
        for step in action.get("milestones", ()):
            place = _match(step, mine)
            if place is None:
                self._append((*route, "milestones"), step, "milestone")
                continue
            name = f"Action {there.get('id')}, milestone {mine[place].get('id') or place + 1}"
            self._fields((*route, "milestones", place), mine[place], step, "milestone", name, set())

    def _append(self, route: Route, record: Record, kind: str) -> None:
        self.changes.append(Append(route, in_order(record, RecordOf(kind))))

    def _fields(  # noqa: PLR0913, PLR0917 - what is compared, and where it is
        self, route: Route, there: Record, new: Record, kind: str, name: str, apart: set[str]
    ) -> None:
        for field in RECORDS[kind]:
            key = field.name
            if key not in new or key in apart or key in _NOT_COMPARED:
                continue
            if not there.get(key):
                self.changes.append(Set((*route, key), in_order(new[key], field.kind)))
            elif isinstance(field.kind, ListOf) and not isinstance(field.kind.item, Body):
                self._items((*route, key), there[key], new[key], field.kind.item)
            elif not self._same(there[key], new[key], field.kind):
                self._differ(route, there, new, field, name)

    def _items(self, route: Route, there: Any, new: Sequence[Any], kind: Kind) -> None:
        """Add the items that a list lacks."""
        have = there if isinstance(there, list) else [there]
        for one in new:
            if not any(self._same(other, one, kind) for other in have):
                self.changes.append(Append(route, in_order(one, kind)))

    def _differ(self, route: Route, there: Record, new: Record, field: Field, name: str) -> None:
        key = field.name
        old, now = _words(there[key]), _words(new[key])
        self.conflicts.append(Conflict(name, key, _short(old), _short(now)))
        if not self.update:
            return
        self.changes.append(Set((*route, key), in_order(new[key], field.kind)))
        if "actions" in route:
            action = route[:4]
            text = f"The {key.replace('_', ' ')} was: {old.strip()}"
            self.changes.append(Append((*action, "updates"), {"date": self.day, "text": text}))

    def _same(self, one: Any, other: Any, kind: Kind) -> bool:
        if isinstance(kind, ListOf):
            ones = one if isinstance(one, list) else [one]
            return [self._value(x, kind.item) for x in ones] == [
                self._value(x, kind.item) for x in other
            ]
        if isinstance(kind, RecordOf):
            return squashed(_words(one)) == squashed(_words(other))
        return bool(self._value(one, kind) == self._value(other, kind))

    def _value(self, value: Any, kind: Kind) -> Any:
        if not isinstance(value, str):
            return value
        if isinstance(kind, Body | Signatory):
            return self.register.sole_code(value) or folded(value)
        if isinstance(kind, Text):
            return squashed(value).casefold()
        return canonical(value, kind, self.register)


def _match(record: Record, others: Iterable[Record]) -> int | None:
    """The place of the record with the same id and text, else of one with the same text or id.

    The same id with other words is the same record only if no record has these words.
    """
    every = list(enumerate(others))
    words = squashed(str(record.get("text") or "")).casefold()
    by_text = [
        n for n, one in every if words and squashed(str(one.get("text") or "")).casefold() == words
    ]
    by_id = [
        n
        for n, one in every
        if one.get("id") and folded(one["id"]) == folded(str(record.get("id", "")))
    ]
    both = [n for n in by_text if n in by_id]
    return next(iter((*both, *by_text, *by_id)), None)


def _plain(node: Node | None) -> Any:
    """The content of a node as records, lists and texts; what is left out is not there."""
    if isinstance(node, Scalar):
        return node.value.rstrip("\n")
    if isinstance(node, KeyedNode):
        pairs = [(word_of(key), value) for key, value in node.value if not is_left_out(value)]
        return {key: _plain(value) for key, value in pairs}
    if isinstance(node, ListNode):
        return [_plain(one) for one in node.value]
    return None


def _words(value: Any) -> str:
    return ", ".join(texts_in(value))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}\u2026"  # noqa: PLR2004 - one line of a window
