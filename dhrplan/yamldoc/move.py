"""Move an item from one list of a YAML file to the end of another, with its comments.

The lines of the item are cut out and put in as they are, only further in or out. The text is read
again, and refused unless the item is the same and nothing else has changed.
"""

from __future__ import annotations

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
"""An item in the place of another: at the new place at first, then at the old one."""


def move_item(source: Source, item: Route, to: Route, schema: Schema) -> Source:
    """Move the item at a route to the end of the list at another, which is added where missing.

    Raises:
        EditError: The item is written in a way that no lines can be cut out of.
        UnsafeEditError: Something else would have changed.
    """
    # The editor finds the place and the indentation, and adds the list where there is none.
    added = edit(source, [Append(to, _STAND_IN)], schema)
    target = node_of(added, to)
    assert isinstance(target, ListNode)  # noqa: S101 - it has the stand-in
    lines = TextLines(added)
    old, new = _lines_of(lines, item), _lines_of(lines, (*to, len(target.value) - 1))
    text = _indented(lines.text[old.start : old.end], new.column - old.column)
    splices = (
        Splice(new.dash, new.end, text),
        Splice(old.start, old.end, f"{' ' * old.column}- id: moved"),
    )
    both = parse(source.file, spliced(added.text, splices).encode())
    after = edit(both, [Remove(item)], schema)
    if _plain(after.root) != _moved(_plain(source.root), item, to):
        raise UnsafeEditError(source.file, "changed other values too")
    if comment_texts(source) != comment_texts(after):
        raise UnsafeEditError(source.file, "lost a comment")
    return after


class _Lines(NamedTuple):
    """Where the lines of an item begin and end, where that of its dash begins, and its column."""

    start: int
    dash: int
    end: int
    column: int


def _lines_of(lines: TextLines, item: Route) -> _Lines:
    """The lines of an item, and the comments right above its dash."""
    around, node = node_of(lines.source, item[:-1]), node_of(lines.source, item)
    if not isinstance(around, ListNode) or around.flow_style or node is None:
        message = f"{lines.source.file} has it in brackets, from which it cannot be moved."
        raise EditError(message, "Write that list on lines of its own, each item behind a dash.")
    column = int(around.start_mark.column)
    start = dash = entry_start(lines, int(node.start_mark.index), column) - column
    end = lines.tail(lines.end_of(node), column)
    while start and lines.line_at(above := lines.line_above(start)).startswith(" " * column + "#"):
        start = above
    return _Lines(start, dash, end, column)


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


def _moved(root: Any, item: Route, to: Route) -> Any:
    """The content of the file once the item is moved."""
    *path, name, place = item
    around = reduce(getitem, path, root)
    found = around[name].pop(place)
    target = reduce(getitem, to[:-1], root)
    existing = target.get(to[-1])
    target[to[-1]] = [*(existing if isinstance(existing, list) else ()), found]
    if not around[name]:
        del around[name]
    return root
