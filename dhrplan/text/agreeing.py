"""Whether a text that was read again holds what was wanted, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.text.draft import Draft, Items, Kept, Keys, Leaf, is_empty, values_of, word_of
from dhrplan.text.source import KeyedNode, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Sequence as ListLike


def agree(wanted: Draft, read: Node) -> bool:
    """Whether what was read is what was wanted, the keys in the same order.

    What is kept is the same to the letter. Line breaks at the end of a new text are no part of it:
    `|` puts one there.
    """
    if isinstance(wanted, Kept):
        return same(wanted.node, read)
    if isinstance(wanted, Leaf):
        return isinstance(read, Scalar) and _holds(read, wanted.text)
    if isinstance(wanted, Items):
        staying = [value for value in wanted.values if not value.is_gone]
        return isinstance(read, Sequence) and _agree(staying, read.value)
    return isinstance(read, KeyedNode) and (
        [pair.name for pair in wanted.staying] == [word_of(key) for key, _ in read.value]
        and _agree([pair.value for pair in wanted.staying], [value for _, value in read.value])
    )


def _agree(wanted: ListLike[Draft], read: ListLike[Node]) -> bool:
    return len(wanted) == len(read) and all(map(agree, wanted, read))


def _holds(read: Scalar, text: str) -> bool:
    return not is_empty(read) and str(read.value).rstrip("\n") == text


def same(one: Node, other: Node) -> bool:
    """Whether two nodes hold the same, in the same manner of quotes or blocks."""
    if isinstance(one, Scalar):
        return one.value == other.value and one.style == getattr(other, "style", None)
    if type(one) is not type(other) or len(one.value) != len(other.value):
        return False
    if isinstance(one, Sequence):
        return all(map(same, one.value, other.value))
    return all(map(_same_pair, one.value, other.value))


def _same_pair(one: tuple[Node, Node], other: tuple[Node, Node]) -> bool:
    return same(one[0], other[0]) and same(one[1], other[1])


def bind(draft: Draft, node: Node) -> bool:
    """Let everything stand where a newer text has it, in which what is to go still stands.

    Returns:
        Whether the newer text holds what is wanted and what is to go, and nothing else.
    """
    if isinstance(draft, Kept):
        is_same = same(draft.node, node)
        draft.node = node
        return is_same
    if isinstance(draft, Leaf) or draft.node is None:
        draft.instead = node
        return agree(draft, node)
    if isinstance(draft, Items) and isinstance(node, Sequence):
        draft.node = node
        return _bind(draft, node.value)
    if isinstance(draft, Keys) and isinstance(node, KeyedNode):
        draft.node = node
        return _bind_keys(draft, node)
    return False


def _bind_keys(draft: Keys, node: KeyedNode) -> bool:
    if [pair.name for pair in draft.pairs] != [word_of(key) for key, _ in node.value]:
        return False
    for pair, (key, _) in zip(draft.pairs, node.value, strict=True):
        pair.key = key
    return _bind(draft, [value for _, value in node.value])


def _bind(draft: Items | Keys, nodes: ListLike[Node]) -> bool:
    values = values_of(draft)
    return len(values) == len(nodes) and all(map(bind, values, nodes))
