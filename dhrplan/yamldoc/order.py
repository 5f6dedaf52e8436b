"""Sort keys into the order of their schema by moving whole lines unchanged.

A key moves with its value, the comment beside it and the comments above it. Comments below it move
too if they are indented deeper than the key, or blank lines follow them. Comments at the head of
the file belong to the file. A record that cannot be reordered safely is left as it is.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from dhrplan.yamldoc.comments import indented, no_deeper
from dhrplan.yamldoc.edit import UNKNOWN, Schema, Splice, TextLines, spliced, word_of
from dhrplan.yamldoc.nodes import KeyedNode, Node, Scalar, Source
from dhrplan.yamldoc.nodes import Sequence as ListNode

_BREAK = r"(?:\r\n|\r(?!\n)|\n)"
_DASH = re.compile(r" *- +")
_LINES = re.compile(rf"[^\r\n]*{_BREAK}")
_BLANK_LINES = re.compile(rf"(?:[ \t]*{_BREAK})*")
_SPACES = re.compile(r"[ \t]+")
_BLANK_END = re.compile(rf"(?:{_BREAK}[ \t]*)+\Z")
_REMARK = re.compile(rf"(?:[ \t]*#[^\r\n]*{_BREAK})+(?:[ \t]*{_BREAK})*[ \t]*(?={_BREAK})")
"""Comments, and blank lines below them but for the last line break."""

_ABOUT_THE_FILE = re.compile(r"#.*(?:yaml-language-server|dhrplan)[ \t]*:", re.IGNORECASE)
_FOR_WHAT_IS_BELOW = re.compile(r"#[ \t]*dhrplan[ \t]*:", re.IGNORECASE)
"""A comment that silences rules: above the first key it would cover the file or the item."""


def reordered(source: Source, schema: Schema) -> list[Splice]:
    """The splices that bring the keys of a file into order."""
    return _Ordering(source).within(source.root, schema) if source.root else []


class _Block(NamedTuple):
    """A key with all that moves with it: blank lines and comments above it, and its own lines."""

    blanks: str
    lead: str
    body: str


class _Ordering:
    def __init__(self, source: Source) -> None:
        self.root = source.root
        self.lines = TextLines(source)

    def within(self, node: Node, schema: Schema) -> list[Splice]:
        """The splices for the keys of a value and for those at any depth below it."""
        inner: list[list[Splice]] = []
        if isinstance(node, ListNode):
            inner = [self.within(one, schema.item or UNKNOWN) for one in node.value]
        elif isinstance(node, KeyedNode):
            inner = [self.within(value, schema.below(word_of(key))) for key, value in node.value]
            order = _order(node, schema)
            if schema.keys and order != sorted(order):
                move = self._in_braces if node.flow_style else self._in_lines
                moved = move(node, order, inner)
                if moved is not None:
                    return moved
        return [splice for splices in inner for splice in splices]

    def _in_braces(
        self, node: Node, order: list[int], inner: list[list[Splice]]
    ) -> list[Splice] | None:
        """Reorder keys in braces; the characters between them stay in place."""
        spans = [(key.start_mark.index, value.end_mark.index) for key, value in node.value]
        is_full = all(key.end_mark.index < value.end_mark.index for key, value in node.value)
        if not is_full or self.lines.comments_within(node.start_mark.index, node.end_mark.index):
            return None
        texts = [self._text(*span, splices) for span, splices in zip(spans, inner, strict=True)]
        return [Splice(*spans[place], texts[index]) for place, index in enumerate(order)]

    def _in_lines(
        self, node: Node, order: list[int], inner: list[list[Splice]]
    ) -> list[Splice] | None:
        """Reorder keys on lines of their own, each with its lines and comments."""
        start = node.start_mark.index
        before = self.lines.before(start)
        if not self._can_move(node, before):
            return None
        ends = [
            self._tail(max(key.end_mark.index, self.lines.end_of(value)), len(before))
            for key, value in node.value
        ]
        ends[:-1] = map(self._with_remark, ends[:-1])
        begin, blocks = self._blocks(node, ends, inner)
        if not self.lines.text[ends[-1] :].strip():
            # The blank lines below a comment that comes to end the file stay behind the last key.
            last = blocks[order[-1]]
            if blanks := _BLANK_END.search(last.body):
                blocks[order[-1]] = last._replace(body=last.body[: blanks.start()])
                blocks[-1] = blocks[-1]._replace(body=blocks[-1].body + blanks[0])
        first = blocks[order[0]]
        covers_more = before.strip() or node is self.root
        if order[0] and covers_more and _FOR_WHAT_IS_BELOW.search(first.lead):
            return None
        above: list[Splice] = []
        if before.strip():  # the first key is behind a dash, its comments above the dash
            line = self.lines.line_start(start)
            above = [Splice(line, line, indented(first.lead, before.index("-")))]
            begin, blocks[order[0]] = start, first._replace(lead="")
        pieces = []
        for place, index in enumerate(order):
            one = blocks[index]
            blanks_above = blocks[order[0]].blanks if index == 0 else one.blanks
            indent = "" if place == 0 and before.strip() else " " * len(before)
            pieces.append(f"{blanks_above if place else ''}{one.lead}{indent}{one.body}")
            pieces.append(self.lines.newline_at(ends[place]))
        return [*above, Splice(begin, ends[-1], "".join(pieces[:-1]))]

    def _can_move(self, node: Node, before: str) -> bool:
        """True if each key begins a line, the first perhaps after a dash."""
        indent = " " * len(before)
        return (
            node.value[0][0].start_mark.index == node.start_mark.index  # and not behind a `?`
            and (before == indent or _DASH.fullmatch(before) is not None)
            and all(self.lines.before(key.start_mark.index) == indent for key, _ in node.value[1:])
            and not any(self._keeps_breaks(value) for _, value in node.value)
        )

    def _keeps_breaks(self, node: Node) -> bool:
        """True if a value ends in a block under `|+`, which includes the blank lines below it."""
        while not isinstance(node, Scalar) and node.value:
            node = node.value[-1] if isinstance(node, ListNode) else node.value[-1][1]
        is_block = isinstance(node, Scalar) and node.style in ("|", ">")
        return is_block and "+" in self.lines.header(node)

    def _tail(self, end: int, column: int) -> int:
        """The end of a value, or of the comments below it that are indented deeper than its key.

        One that silences rules belongs to what is below it.
        """
        at = end = self.lines.line_end(end)
        while (start := self.lines.next_line(at)) is not None:
            line = self.lines.line_at(start)
            content = line.lstrip()
            is_deeper = content.startswith("#") and len(line) - len(content) > column
            if content and (not is_deeper or _FOR_WHAT_IS_BELOW.match(content)):
                break
            at = self.lines.line_end(start)
            end = at if content else end
        return end

    def _with_remark(self, end: int) -> int:
        """`end`, or the end of a comment right below it with blank lines after it."""
        found = _REMARK.match(self.lines.text, self.lines.next_line(end) or end)
        return found.end() if found and not _FOR_WHAT_IS_BELOW.search(found[0]) else end

    def _blocks(
        self, node: Node, ends: list[int], inner: list[list[Splice]]
    ) -> tuple[int, list[_Block]]:
        """The offset of the first key with its comments, and the block of each key."""
        lines = self.lines
        starts = [key.start_mark.index for key, _ in node.value]
        column = node.value[0][0].start_mark.column
        begin = self._beginning(starts[0], is_root=node is self.root)
        above = [begin, *(lines.next_line(end) or end for end in ends[:-1])]
        found = []
        for top, start, end, splices in zip(above, starts, ends, inner, strict=True):
            lead = no_deeper(lines.text[top : max(top, lines.line_start(start))], column)
            blanks = _blank_length(lead)
            body = self._text(start, end, splices)
            empty = _SPACES.sub("", lead[:blanks])  # a block moved above would take them in
            found.append(_Block(empty, lead[blanks:], body))
        return begin, found

    def _beginning(self, start: int, *, is_root: bool) -> int:
        """The start of the comments that belong to the first key and not to the lines around it."""
        lines = self.lines
        if not lines.begins_line(start):
            return start
        top = line = lines.line_start(start)
        while top:
            above = lines.line_above(top)
            content = lines.line_at(above).strip()
            if content and not content.startswith("#"):
                break
            top = above
        lead = lines.text[top:line]
        return top + (_head_length(lead) if is_root else _blank_length(lead))

    def _text(self, start: int, end: int, splices: list[Splice]) -> str:
        """A part of the text, with its splices applied."""
        shifted = (Splice(one.start - start, one.end - start, one.text) for one in splices)
        return spliced(self.lines.text[start:end], shifted)


def _order(node: Node, schema: Schema) -> list[int]:
    """The indexes of the keys in their new order. An unknown key stays behind its neighbour.

    Of two keys of one name, the first of which counts, the first stays the first.
    """
    ranks: list[int] = []
    for key, _ in node.value:
        rank = schema.rank(word_of(key))
        ranks.append(rank if rank < len(schema.keys) else (ranks or [-1])[-1])
    return sorted(range(len(ranks)), key=ranks.__getitem__)


def _head_length(lead: str) -> int:
    """Characters above the first key of a file that are about the file.

    All of them, unless a blank line separates the last comment from the head.
    """
    at = end = 0
    for line in _LINES.findall(lead):
        at += len(line)
        if not line.strip() or _ABOUT_THE_FILE.search(line):
            end = at
    return end or len(lead)


def _blank_length(lead: str) -> int:
    """Characters of the blank lines at the beginning of a text."""
    found = _BLANK_LINES.match(lead)
    return found.end() if found else 0
