"""Comments: `#` after white space, outside keys and values."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from dhrplan.yamldoc.nodes import KeyedNode, Node, Scalar, Sequence, Source, node_of

_BEGIN = r"(?<![^\r\n])"
"""The start of a line, whatever the line break before it."""

Span = tuple[int, int]
"""Start and end in the text, in characters from 0."""


class Comment(NamedTuple):
    """A comment from its `#`, at `start` characters from 0, to the end of the line."""

    start: int
    text: str


def comments(source: Source) -> list[Comment]:
    """Every comment, in order. The file must be YAML."""
    text = source.text
    values = spans(source) if "#" in text else []
    found: list[Comment] = []
    sign = text.find("#")
    while sign >= 0:
        end = sign + 1
        if (sign == 0 or text[sign - 1].isspace()) and not is_within(sign, values):
            end = source.line_end(sign)
            found.append(Comment(sign, text[sign:end].rstrip()))
        sign = text.find("#", end)
    return found


def spans(source: Source) -> list[Span]:
    """The spans of keys and values, in order, without the line that opens a block text."""
    nodes: list[Scalar] = []
    _collect(node_of(source), nodes)
    return [_span(source, node) for node in nodes]


def is_within(index: int, spans: list[Span]) -> bool:
    """True if an offset lies in one of the spans, which are in order."""
    at = bisect_right(spans, index, key=lambda span: span[0]) - 1
    return at >= 0 and index < spans[at][1]


def _collect(node: Node | None, found: list[Scalar]) -> None:
    """Every scalar at or below a node, keys too, in the order of the text."""
    if isinstance(node, Scalar):
        found.append(node)
    elif isinstance(node, Sequence):
        for one in node.value:
            _collect(one, found)
    elif isinstance(node, KeyedNode):
        for pair in node.value:
            _collect(pair[0], found)
            _collect(pair[1], found)


def _span(source: Source, node: Scalar) -> Span:
    start, end = node.start_mark.index, node.end_mark.index
    return (min(end, source.line_end(start) + 1) if node.style in ("|", ">") else start), end


def indented(lead: str, column: int) -> str:
    """Comment lines, indented to another column."""
    return re.sub(rf"{_BEGIN} *(?=#)", " " * column, lead)


def no_deeper(lead: str, column: int) -> str:
    """Comment lines, those indented further than a column moved back to it.

    Otherwise they would become part of a block text inserted above them. Comments that silence
    rules stay, because their indentation decides what they apply to.
    """
    deeper = rf"(?i){_BEGIN} {{{column + 1},}}(?=#(?![ \t]*dhrplan))"
    return re.sub(deeper, " " * column, lead)
