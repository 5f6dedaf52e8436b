"""How a file writes things, read off what stands near: indentation, lists, quotes, long text."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from dhrplan.text.draft import (
    Draft,
    Items,
    Keys,
    Leaf,
    below,
    is_empty,
    values_of,
    word_of,
)
from dhrplan.text.kinds import Body, Id, ListOf, Text
from dhrplan.text.quoting import LONG, fits_plain, looks_typed
from dhrplan.text.sheet import column_of, column_within
from dhrplan.text.source import KeyedNode, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dhrplan.text.kinds import Kind

_STEP = 2
"""How far keys and text stand in where no other place of the file says."""


class Example(NamedTuple):
    """A value of the file, and where it hangs.

    Attributes:
        name: The key that it stands under; for an item, the list's.
        kind: What its field takes; None where the table does not know it.
        node: Where it stands.
        column: How far in its key or its dash stands.
        is_item: Whether it is an item of a list.
        flow: Whether it stands in brackets.
    """

    name: str
    kind: Kind | None
    node: Node
    column: int
    is_item: bool
    flow: bool

    @property
    def start(self) -> int:
        """Where it begins."""
        return int(self.node.start_mark.index)

    @property
    def style(self) -> str:
        """How a scalar is written: its quote, or the sign of its block; nothing where plain."""
        return (self.node.style or "") if isinstance(self.node, Scalar) else ""

    @property
    def is_block(self) -> bool:
        """Whether it is a block of text."""
        return self.style in ("|", ">")

    @property
    def is_flow(self) -> bool:
        """Whether it is a list or record in brackets."""
        return bool(getattr(self.node, "flow_style", False))

    @property
    def indent(self) -> int:
        """How much further in what is in it stands than what it hangs on."""
        return column_within(self.node) - self.column

    @property
    def gap(self) -> int:
        """How much further in than its dash an item stands."""
        return max(_STEP, column_of(self.node) - self.column)

    @property
    def holds_records(self) -> bool:
        """Whether it is a list of something else than single values."""
        return not all(isinstance(one, Scalar) for one in self.node.value)

    @property
    def item(self) -> type | None:
        """The kind of its items."""
        return _item_of(self.kind)


class Habits:
    """What a file does, asked for one place of it."""

    def __init__(self, root: Node, kind: Kind | None) -> None:
        self._root = root
        self._kind = kind

    def scalar(self, name: str, kind: Kind | None, text: str, position: int) -> Example | None:
        """The value that a new one is to be written like."""
        long = is_prose(text, kind)
        named = [one for one in self._named.get(name, ()) if _tells(one, kind, text)]
        if named:
            return _nearest(position, named)
        others = [one for one in self._examples if long or not one.is_block]
        telling = [one for one in others if _tells(one, kind, text)]
        alike = _nearest(position, (one for one in telling if type(one.kind) is type(kind)))
        return alike or _nearest(position, telling)

    def quote(self, name: str, position: int) -> str:
        """The quotes that it uses."""
        found = self._find(name, position, lambda one: one.style in ("'", '"'))
        return found.style if found else '"'

    def dash(self, name: str, position: int) -> int:
        """How much further in than its key a list stands."""
        found = self._find(name, position, lambda one: _is_block(one, Sequence, is_item=False))
        return found.indent if found else _STEP

    def item(self, name: str, position: int) -> Example | None:
        """The item of a list that a new one is to stand like."""
        return self._find(name, position, lambda one: one.is_item and not one.flow)

    def record(self, name: str, position: int, *, item: bool) -> Example | None:
        """The record of the same name that a new one is to be laid out like."""
        named = self._named.get(name, ())
        return _nearest(position, (o for o in named if _is_block(o, KeyedNode, is_item=item)))

    def step(self, name: str, position: int) -> int:
        """How much further in than their key the keys of a record stand."""
        found = self._find(name, position, lambda one: _is_block(one, KeyedNode, is_item=False))
        return found.indent if found else max(_STEP, self.dash(name, position))

    def has_brackets(self, name: str, draft: Items | Keys, position: int, *, item: bool) -> bool:
        """Whether a list or record is written in brackets."""
        leaves = [*_leaves_in(draft)]
        if any(is_prose(leaf.text, leaf.kind) for leaf in leaves):
            return False
        if isinstance(draft, Items) and all(isinstance(one, Leaf) for one in draft.values):
            length = sum(len(leaf.text) for leaf in leaves)
            return self._has_square_brackets(name, _item_of(draft.kind), length, position)
        form = Sequence if isinstance(draft, Items) else KeyedNode
        same = (one for one in self._full(form) if one.name == name and one.is_item == item)
        found = _nearest(position, same)
        return found is not None and found.is_flow

    def brackets(self, name: str, form: type, position: int) -> Example | None:
        """A list or record in brackets that a new one is to be written like."""
        full = [one for one in self._full(form) if one.is_flow]
        named = _nearest(position, (one for one in full if one.name == name))
        return named or _nearest(position, full)

    def _has_square_brackets(
        self, name: str, item: type | None, length: int, position: int
    ) -> bool:
        lists = [one for one in self._full(Sequence) if not one.holds_records]
        found = _nearest(position, (one for one in lists if one.name == name)) or _nearest(
            position, (one for one in lists if one.item is item)
        )
        return found.is_flow if found else item is Body or length <= LONG // 2

    def _find(self, name: str, position: int, fits: Callable[[Example], bool]) -> Example | None:
        """The nearest that fits: of those under the same key, else of all."""
        named = _nearest(position, filter(fits, self._named.get(name, ())))
        return named or _nearest(position, filter(fits, self._examples))

    def _full(self, form: type) -> list[Example]:
        return [one for one in self._examples if isinstance(one.node, form) and one.node.value]

    @cached_property
    def _examples(self) -> list[Example]:
        found: list[Example] = []
        _collect(self._root, self._kind, "", found, flow=False)
        return found

    @cached_property
    def _named(self) -> dict[str, list[Example]]:
        named: dict[str, list[Example]] = {}
        for one in self._examples:
            named.setdefault(one.name, []).append(one)
        return named


def is_prose(text: str, kind: Kind | None) -> bool:
    """Whether a text is long, or has several lines, so that it is written below its key."""
    return "\n" in text or (len(text) > LONG and isinstance(kind, Text | None))


def _tells(one: Example, kind: Kind | None, text: str) -> bool:
    """Whether a value says anything about how another text of its kind is written."""
    if not isinstance(one.node, Scalar) or is_empty(one.node):
        return False
    own: str = one.node.value
    if is_prose(own.rstrip("\n"), one.kind) != is_prose(text, kind):
        return False
    if isinstance(one.kind, Id):
        return isinstance(kind, Id) and not (one.kind.plain or looks_typed(own))
    if isinstance(kind, Id):
        return False
    if "\n" in text:
        return one.style == "|" or (not one.is_block and "\n" in own)
    if is_prose(text, kind):
        return True
    # Quotes that had to be there are no habit.
    return one.style not in ("'", '"') or fits_plain(own, one.kind, flow=one.flow)


def _collect(node: Node, kind: Kind | None, name: str, found: list[Example], *, flow: bool) -> None:
    """Every value below a node."""
    flow = flow or bool(getattr(node, "flow_style", False))
    if isinstance(node, KeyedNode) and node.value:
        column = column_within(node)
        for key, value in node.value:
            word = word_of(key)
            inner = below(kind, word)
            found.append(Example(word, inner, value, column, is_item=False, flow=flow))
            if value.__class__ is not Scalar:
                _collect(value, inner, word, found, flow=flow)
    elif isinstance(node, Sequence):
        inner, column = below(kind, 0), column_of(node)
        for one in node.value:
            found.append(Example(name, inner, one, column, is_item=True, flow=flow))
            if one.__class__ is not Scalar:
                _collect(one, inner, name, found, flow=flow)


def _nearest(position: int, examples: Iterable[Example]) -> Example | None:
    return min(examples, key=lambda one: abs(one.start - position), default=None)


def _is_block(one: Example, form: type, *, is_item: bool) -> bool:
    is_full = isinstance(one.node, form) and bool(one.node.value)
    return is_full and one.is_item == is_item and not one.flow and not one.is_flow


def _item_of(kind: Kind | None) -> type | None:
    return type(kind.item) if isinstance(kind, ListOf) else None


def _leaves_in(draft: Draft) -> Iterator[Leaf]:
    if isinstance(draft, Leaf):
        yield draft
    for value in values_of(draft):
        yield from _leaves_in(value)
