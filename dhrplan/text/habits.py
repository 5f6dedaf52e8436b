"""How a file writes things, read off what stands near: indentation, lists, quotes, long text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.text.draft import Draft, Items, Keys, Leaf, is_empty, values_of
from dhrplan.text.examples import STEP, Example, Examples, item_of
from dhrplan.text.kinds import Body, Id, Text
from dhrplan.text.quoting import LONG, fits_plain, looks_typed
from dhrplan.text.source import KeyedNode, Scalar, Sequence
from dhrplan.text.vocabulary import FORMAT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dhrplan.text.kinds import Kind
    from dhrplan.text.source import Source


class Habits:
    """What a file does, asked for one place of it."""

    def __init__(self, source: Source, kind: Kind | None) -> None:
        self._examples = Examples(source, kind)

    def scalar(
        self, name: str, kind: Kind | None, text: str, position: int, *, flow: bool
    ) -> Example | None:
        """The value that a new one is to be written like."""
        long = is_prose(text, kind)

        def tells(one: Example) -> bool:
            return _tells(one, kind, text)

        def tells_elsewhere(one: Example) -> bool:
            return (long or not one.is_block) and tells(one)

        def is_alike(one: Example) -> bool:
            return type(one.kind) is type(kind) and tells_elsewhere(one)

        def is_beside(one: Example) -> bool:  # many write quotes in brackets alone
            return one.flow == flow and is_alike(one)

        return (
            self._examples.nearest(position, tells, name)
            or self._examples.nearest(position, is_beside)
            or self._examples.nearest(position, is_alike)
            or self._examples.nearest(position, tells_elsewhere)
        )

    def quote(self, name: str, position: int) -> str:
        """The quotes that it uses."""
        found = self._find(name, position, lambda one: one.style in ("'", '"'))
        return found.style if found else '"'

    def dash(self, name: str, position: int) -> int:
        """How much further in than its key a list stands."""
        found = self._find(name, position, lambda one: _is_block(one, Sequence, is_item=False))
        return found.indent if found else STEP

    def item(self, name: str, position: int) -> Example | None:
        """The item of a list that a new one is to stand like."""
        return self._find(name, position, lambda one: one.is_item and not one.flow)

    def record(self, name: str, position: int, *, item: bool) -> Example | None:
        """The record of the same name that a new one is to be laid out like."""
        return self._examples.nearest(
            position, lambda one: _is_block(one, KeyedNode, is_item=item), name
        )

    def step(self, name: str, position: int) -> int:
        """How much further in than their key the keys of a record stand."""
        found = self._find(name, position, lambda one: _is_block(one, KeyedNode, is_item=False))
        return found.indent if found else max(STEP, self.dash(name, position))

    def has_brackets(self, name: str, draft: Items | Keys, position: int, *, item: bool) -> bool:
        """Whether a list or record is written in brackets."""
        leaves = [*_leaves_in(draft)]
        if any(is_prose(leaf.text, leaf.kind) for leaf in leaves):
            return False
        if isinstance(draft, Items) and all(isinstance(one, Leaf) for one in draft.values):
            length = sum(len(leaf.text) for leaf in leaves)
            return self._has_square_brackets(name, item_of(draft.kind), length, position)
        form = Sequence if isinstance(draft, Items) else KeyedNode
        found = self._examples.nearest(
            position, lambda one: one.is_item == item and one.is_full(form), name
        )
        return found is not None and found.is_flow

    def brackets(self, name: str, form: type, position: int) -> Example | None:
        """A list or record in brackets that a new one is to be written like."""
        return self._find(name, position, lambda one: one.is_flow and one.is_full(form))

    def _has_square_brackets(
        self, name: str, item: type | None, length: int, position: int
    ) -> bool:
        def is_alike(one: Example) -> bool:
            return one.item is item and _is_plain_list(one)

        found = self._examples.nearest(position, _is_plain_list, name) or self._examples.nearest(
            position, is_alike
        )
        return found.is_flow if found else item is Body or length <= LONG // 2

    def _find(self, name: str, position: int, fits: Callable[[Example], bool]) -> Example | None:
        """The nearest that fits: of those under the same key, else of all."""
        return self._examples.nearest(position, fits, name) or self._examples.nearest(
            position, fits
        )


def is_prose(text: str, kind: Kind | None) -> bool:
    """Whether a text is long, or has several lines, so that it is written below its key."""
    return "\n" in text or (len(text) > LONG and isinstance(kind, Text | None))


def _tells(one: Example, kind: Kind | None, text: str) -> bool:
    """Whether a value says anything about how another text of its kind is written."""
    if not isinstance(one.node, Scalar) or is_empty(one.node) or one.kind is FORMAT:
        return False  # a lone number is left plain by those who write everything else in quotes
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


def _is_block(one: Example, form: type, *, is_item: bool) -> bool:
    return one.is_full(form) and one.is_item == is_item and not one.flow and not one.is_flow


def _is_plain_list(one: Example) -> bool:
    return one.is_full(Sequence) and not one.holds_records


def _leaves_in(draft: Draft) -> Iterator[Leaf]:
    if isinstance(draft, Leaf):
        yield draft
    for value in values_of(draft):
        yield from _leaves_in(value)
