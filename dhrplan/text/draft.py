"""What a file is to hold after an edit: its values, each of which knows where it stands now.

What no change speaks of is kept as it is; only what lies on the way to a change is looked into.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from dhrplan.text.keys import fields_of, is_left_out
from dhrplan.text.kinds import Kind, ListOf, MapOf, RecordOf
from dhrplan.text.source import KeyedNode, Node, Scalar, Sequence


@dataclass(slots=True, eq=False)
class Kept:
    """A value that stands in the file, and all below it.

    Attributes:
        kind: What its field takes; None where the table does not know it.
        node: Where it stands.
        is_gone: Whether it is to be taken out.
    """

    kind: Kind | None
    node: Node
    is_gone: bool = False


@dataclass(slots=True, eq=False)
class Leaf:
    """One new value.

    Attributes:
        kind: What its field takes; None where the table does not know it.
        text: Its text.
        instead: What it takes the place of, if anything.
        is_gone: Whether it is to be taken out.
    """

    kind: Kind | None
    text: str
    instead: Node | None = None
    is_gone: bool = False


@dataclass(slots=True, eq=False)
class Items:
    """A list in which something changes, or a new one.

    Attributes:
        kind: What its field takes; None where the table does not know it.
        values: Its items.
        node: Where it stands; None for a new one.
        instead: What a new one takes the place of, if anything.
        is_gone: Whether it is to be taken out.
    """

    kind: Kind | None
    values: list[Draft] = field(default_factory=list)
    node: Sequence | None = None
    instead: Node | None = None
    is_gone: bool = False


@dataclass(slots=True, eq=False)
class Pair:
    """A key and its value. One that is new has no node for its key."""

    name: str
    value: Draft
    key: Node | None = None


@dataclass(slots=True, eq=False)
class Keys:
    """A record in which something changes, or a new one.

    The attributes are those of a list, and its keys in the order of the text.
    """

    kind: Kind | None
    pairs: list[Pair] = field(default_factory=list)
    node: KeyedNode | None = None
    instead: Node | None = None
    is_gone: bool = False

    @property
    def staying(self) -> list[Pair]:
        """The pairs that are not to be taken out."""
        return [pair for pair in self.pairs if not pair.value.is_gone]

    def pair(self, name: str) -> Pair | None:
        """The first pair of a name."""
        return next((pair for pair in self.staying if pair.name == name), None)


Draft = Kept | Leaf | Items | Keys
_Entry = TypeVar("_Entry")


def opened(draft: Draft) -> Draft:
    """A list or record that is kept, ready for a change of what is in it."""
    if not isinstance(draft, Kept) or isinstance(draft.node, Scalar) or is_empty(draft.node):
        return draft
    kind, node = draft.kind, draft.node
    if isinstance(node, Sequence):
        item = below(kind, 0)
        return Items(kind, [Kept(item, one) for one in node.value], node)
    assert isinstance(node, KeyedNode)  # noqa: S101 - there is no fourth kind of node
    return Keys(kind, [_pair(key, value, kind) for key, value in node.value], node)


def _pair(key: Node, value: Node, kind: Kind | None) -> Pair:
    name = word_of(key)
    return Pair(name, Kept(below(kind, name), value), key)


def word_of(key: Node) -> str:
    """The word of a key; none for one that is no word."""
    return key.value if isinstance(key, Scalar) else ""


def below(kind: Kind | None, step: str | int) -> Kind | None:
    """The kind of what stands one step below a value of a kind."""
    if isinstance(kind, RecordOf):
        row = fields_of(kind.record).get(str(step))
        return row.kind if row else None
    return kind.item if isinstance(kind, ListOf | MapOf) else None


def place_of(draft: Draft) -> Node | None:
    """The node that stands now where the value is to stand; None where nothing does."""
    if isinstance(draft, Kept):
        return draft.node
    return draft.instead if isinstance(draft, Leaf) else draft.node or draft.instead


def values_of(draft: Draft) -> list[Draft]:
    """What stands one level below a value that is looked into."""
    if isinstance(draft, Keys):
        return [pair.value for pair in draft.pairs]
    return draft.values if isinstance(draft, Items) else []


def staying_in(draft: Draft) -> list[Draft]:
    """The same without what is to be taken out."""
    return [value for value in values_of(draft) if not value.is_gone]


def is_nothing(draft: Draft) -> bool:
    """Whether nothing is written there: an empty value, `~`, `null`, or empty brackets."""
    return isinstance(draft, Kept) and is_empty(draft.node)


def is_empty(node: Node) -> bool:
    """Whether a node is an empty value, `~`, `null`, or empty brackets."""
    if isinstance(node, Scalar):
        return is_left_out(node) and not node.style
    return not node.value


def settle(draft: Draft) -> None:
    """Let what is new stand before what is to go, if it comes right behind it.

    What is to go may leave a comment, which is not to stand above what is new.
    """
    for value in values_of(draft):
        settle(value)
    if isinstance(draft, Keys):
        draft.pairs = _new_first(draft.pairs, [pair.value for pair in draft.pairs])
    elif isinstance(draft, Items):
        draft.values = _new_first(draft.values, draft.values)


def _new_first(entries: list[_Entry], values: list[Draft]) -> list[_Entry]:
    settled: list[_Entry] = []
    leaving: list[_Entry] = []
    for entry, value in zip(entries, values, strict=True):
        if value.is_gone:
            leaving.append(entry)
            continue
        if place_of(value) is not None:
            settled.extend(leaving)
            leaving.clear()
        settled.append(entry)
    return [*settled, *leaving]
