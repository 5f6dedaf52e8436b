"""Move an item of a list to the end of another list, or remove it, with its comments.

Its lines are cut out as they are. The text is read again, and refused unless nothing else changed.
"""

from __future__ import annotations

from collections import Counter
from functools import reduce
from operator import getitem
from typing import Any, NamedTuple

from dhrplan.diagnostic import Route
from dhrplan.errors import EditError
from dhrplan.yamldoc.edit import (
    Append,
    Remove,
    Schema,
    Splice,
    TextLines,
    UnsafeEditError,
    comment_texts,
    edit,
    entry_start,
    spliced,
    word_of,
)
from dhrplan.yamldoc.nodes import KeyedNode, Node, Scalar, Source, node_of, parse
from dhrplan.yamldoc.nodes import Sequence as ListNode

_STAND_IN = {"id": "moved"}
_STAND_IN_LINE = "- id: moved"
"""An item in the place of another, first where it comes to, then where it was.

With it the editor finds the place and the indentation, and adds or removes the list around it.
"""


def move_item(source: Source, item: Route, to: Route, schema: Schema) -> Source:
    """Move the item at a route to the end of the list at another, which is added where missing.

    Raises:
        EditError: The item is written in a way that no lines can be cut out of.
        UnsafeEditError: Something else would have changed.
    """
    added = edit(source, [Append(to, _STAND_IN)], schema)
    target = node_of(added, to)
    assert isinstance(target, ListNode)  # noqa: S101 - it has the stand-in
    lines = TextLines(added)
    old, new = _lines_of(lines, item), _lines_of(lines, (*to, len(target.value) - 1))
    text = _indented(lines.text[old.start : old.end], new.column - old.column)
    after = _without_stand_in(
        source, spliced(added.text, [Splice(new.dash, new.end, text), old.stand_in]), item, schema
    )
    expected = _plain(source.root)
    _list_at(expected, to).append(_cut(expected, item))
    _check(source, after, expected, comment_texts(source))
    return after


def remove_item(source: Source, item: Route, schema: Schema) -> Source:
    """Remove the item at a route, and the list if it was the only one.

    Raises:
        EditError, UnsafeEditError: As `move_item`.
    """
    lines = TextLines(source)
    old = _lines_of(lines, item)
    after = _without_stand_in(source, spliced(source.text, [old.stand_in]), item, schema)
    expected = _plain(source.root)
    _cut(expected, item)
    gone = Counter(lines.comments_within(old.start, old.end))
    _check(source, after, expected, comment_texts(source) - gone)
    return after


def _without_stand_in(source: Source, text: str, item: Route, schema: Schema) -> Source:
    return edit(parse(source.file, text.encode()), [Remove(item)], schema)


def _check(old: Source, new: Source, expected: Any, comments: Counter[str]) -> None:
    if _plain(new.root) != expected:
        raise UnsafeEditError(old.file, "changed other values too")
    if comment_texts(new) != comments:
        raise UnsafeEditError(old.file, "lost a comment")


class _ItemLines(NamedTuple):
    """Where the lines of an item begin and end, where that of its dash begins, and its column."""

    start: int
    dash: int
    end: int
    column: int

    @property
    def stand_in(self) -> Splice:
        """The stand-in in their place."""
        return Splice(self.start, self.end, " " * self.column + _STAND_IN_LINE)


def _lines_of(lines: TextLines, item: Route) -> _ItemLines:
    """The lines of an item, and the comments right above its dash."""
    around, node = node_of(lines.source, item[:-1]), node_of(lines.source, item)
    if not isinstance(around, ListNode) or around.flow_style or node is None:
        message = f"{lines.source.file} has it in brackets, so it cannot be moved."
        raise EditError(message, "Write that list on lines of its own, each item after a dash.")
    column = int(around.start_mark.column)
    start = dash = entry_start(lines, int(node.start_mark.index), column) - column
    end = lines.tail(lines.end_of(node), column)
    while start and lines.line_at(above := lines.line_above(start)).startswith(" " * column + "#"):
        start = above
    return _ItemLines(start, dash, end, column)


def _indented(text: str, by: int) -> str:
    """Lines moved further in, or out if `by` is negative."""

    def moved(line: str) -> str:
        content = line.lstrip(" ")
        return " " * (len(line) - len(content) + by) + content if content.strip() else line

    return "\n".join(map(moved, text.split("\n")))


def _plain(node: Node | None) -> Any:
    """The content of a node as lists, pairs and text, with the quotes and blocks of each text."""
    if isinstance(node, Scalar):
        return node.value, node.style
    if isinstance(node, KeyedNode):
        return {word_of(key): _plain(value) for key, value in node.value}
    return [_plain(one) for one in node.value] if node is not None else None


def _cut(root: Any, item: Route) -> Any:
    """Take an item out of the content of a file, and its list if it was the only one."""
    *path, name, place = item
    around = reduce(getitem, path, root)
    found = around[name].pop(place)
    if not around[name]:
        del around[name]
    return found


def _list_at(root: Any, route: Route) -> list[Any]:
    """The list at a route of the content of a file, which is added where it is missing."""
    around = reduce(getitem, route[:-1], root)
    if not isinstance(around.get(route[-1]), list):
        around[route[-1]] = []
    found: list[Any] = around[route[-1]]
    return found
