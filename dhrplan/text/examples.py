"""The values of a file as examples of how it writes things, the nearest of them first."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from dhrplan.text.draft import below, word_of
from dhrplan.text.kinds import Kind, ListOf
from dhrplan.text.sheet import column_of, column_within
from dhrplan.text.source import KeyedNode, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Sequence as ListLike

    from dhrplan.text.source import Source

STEP = 2
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
        return max(STEP, column_of(self.node) - self.column)

    @property
    def holds_records(self) -> bool:
        """Whether it is a list of something else than single values."""
        return not all(isinstance(one, Scalar) for one in self.node.value)

    @property
    def item(self) -> type | None:
        """The kind of its items."""
        return item_of(self.kind)

    def is_full(self, form: type) -> bool:
        """Whether it is a list or a record, and not an empty one."""
        return isinstance(self.node, form) and bool(self.node.value)


class Examples:
    """The values of a file. Only those near to where something is asked for are looked at."""

    def __init__(self, source: Source, kind: Kind | None) -> None:
        self._text = source.text
        self._stretches = [*_stretches(source.root, kind)] if source.root else []

    def nearest(
        self, position: int, fits: Callable[[Example], bool], name: str | None = None
    ) -> Example | None:
        """The nearest that fits: of all, or of those under a key."""
        found: Example | None = None
        for stretch in sorted(self._stretches, key=lambda one: one.distance(position)):
            if found and abs(found.start - position) < stretch.distance(position):
                break
            fitting = filter(fits, stretch.under(name, self._text))
            near = min(fitting, key=lambda one: abs(one.start - position), default=None)
            if near and (not found or abs(near.start - position) < abs(found.start - position)):
                found = near
        return found


class _Stretch:
    """A value of the file, or an item of one, and all that is in it."""

    def __init__(self, example: Example, *, with_inner: bool) -> None:
        self.example = example
        self.with_inner = with_inner
        self.start = example.start
        self.end = int(example.node.end_mark.index)

    def distance(self, position: int) -> int:
        """How far off its nearest character is."""
        return max(self.start - position, position - self.end, 0)

    def under(self, name: str | None, text: str) -> ListLike[Example]:
        """All in it, or all under a key; the text of the file tells where there is none."""
        if name is None:
            return self._all
        is_own = name == self.example.name
        is_there = is_own or text.find(name, self.start, self.end) >= 0
        return self._named.get(name, ()) if is_there else ()

    @cached_property
    def _all(self) -> list[Example]:
        found = [self.example]
        if self.with_inner:
            _collect(self.example, found)
        return found

    @cached_property
    def _named(self) -> dict[str, list[Example]]:
        named: dict[str, list[Example]] = {}
        for one in self._all:
            named.setdefault(one.name, []).append(one)
        return named


def _stretches(root: Node, kind: Kind | None) -> Iterator[_Stretch]:
    """The values of the outermost record; of its lists, such as that of recommendations, items."""
    whole = Example("", kind, root, column_of(root), is_item=False, flow=False)
    for one in _within(whole):
        is_list = one.is_full(Sequence)
        yield _Stretch(one, with_inner=not is_list)
        if is_list:
            yield from (_Stretch(item, with_inner=True) for item in _within(one))


def _collect(around: Example, found: list[Example]) -> None:
    """Every value below one."""
    for one in _within(around):
        found.append(one)
        if one.node.__class__ is not Scalar:
            _collect(one, found)


def _within(around: Example) -> Iterator[Example]:
    """The values one level below one."""
    node, kind, flow = around.node, around.kind, around.flow or around.is_flow
    if isinstance(node, KeyedNode) and node.value:
        column = column_within(node)
        for key, value in node.value:
            word = word_of(key)
            yield Example(word, below(kind, word), value, column, is_item=False, flow=flow)
    elif isinstance(node, Sequence):
        inner, column = below(kind, 0), column_of(node)
        for one in node.value:
            yield Example(around.name, inner, one, column, is_item=True, flow=flow)


def item_of(kind: Kind | None) -> type | None:
    """The kind of the items of a list."""
    return type(kind.item) if isinstance(kind, ListOf) else None
