"""Keys in the canonical order: whole blocks of lines change places, to the letter.

A key takes along its value, what is said beside it, and the comments above it. Comments below it
belong to it too where they stand further in, or blank lines part them from what follows; those at
the head of the file belong to the file. What cannot be moved safely is left as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dhrplan.text.canonical import inner_values
from dhrplan.text.changes import rank_of
from dhrplan.text.comments import indented, no_deeper
from dhrplan.text.draft import word_of
from dhrplan.text.kinds import RecordOf
from dhrplan.text.sheet import Sheet, Splice, spliced
from dhrplan.text.source import KeyedNode, Node, Scalar, Sequence

if TYPE_CHECKING:
    from dhrplan.text.kinds import Kind

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
"""A comment that silences rules: above the first key it would speak for the file or the item."""


class _Entry(NamedTuple):
    """A key with all that moves with it.

    Attributes:
        blanks: The blank lines above it.
        lead: The comments above it, each with the end of its line.
        body: Key and value, and the comments that belong to them.
    """

    blanks: str
    lead: str
    body: str


def reordered(root: Node, kind: Kind, sheet: Sheet) -> list[Splice]:
    """All that brings the keys of a file into the canonical order."""
    return _Ordering(root, sheet).within(root, kind)


class _Ordering:
    def __init__(self, root: Node, sheet: Sheet) -> None:
        self.root = root
        self.sheet = sheet

    def within(self, node: Node, kind: Kind | None) -> list[Splice]:
        """What changes in a value, its own keys and those of all below it."""
        inner = [self.within(value, its) for _, value, its in inner_values(node, kind)]
        if isinstance(node, KeyedNode) and isinstance(kind, RecordOf):
            order = _order(node, kind)
            if order != sorted(order):
                move = self._in_braces if node.flow_style else self._in_lines
                moved = move(node, order, inner)
                if moved is not None:
                    return moved
        return [splice for splices in inner for splice in splices]

    def _in_braces(
        self, node: KeyedNode, order: list[int], inner: list[list[Splice]]
    ) -> list[Splice] | None:
        """Keys in braces change places, and all between them stays where it is."""
        spans = [(key.start_mark.index, value.end_mark.index) for key, value in node.value]
        is_full = all(key.end_mark.index < value.end_mark.index for key, value in node.value)
        if not is_full or self.sheet.comments_within(node.start_mark.index, node.end_mark.index):
            return None
        texts = [self._text(*span, splices) for span, splices in zip(spans, inner, strict=True)]
        return [Splice(*spans[place], texts[index]) for place, index in enumerate(order)]

    def _in_lines(
        self, node: KeyedNode, order: list[int], inner: list[list[Splice]]
    ) -> list[Splice] | None:
        """Keys on lines of their own change places with all that belongs to them."""
        start = node.start_mark.index
        before = self.sheet.before(start)
        if not self._can_move(node, before):
            return None
        ends = self._ends(node, len(before))
        begin, entries = self._entries(node, ends, inner)
        if not self.sheet.text[ends[-1] :].strip():
            _end_without_blanks(entries, order[-1])
        first = entries[order[0]]
        speaks_wider = before.strip() or node is self.root
        if order[0] and speaks_wider and _FOR_WHAT_IS_BELOW.search(first.lead):
            return None
        above: list[Splice] = []
        if before.strip():  # the first key stands behind a dash, and its comments above that
            line = self.sheet.line_start(start)
            above = [Splice(line, line, indented(first.lead, before.index("-")))]
            begin, entries[order[0]] = start, first._replace(lead="")
        text = self._joined(entries, order, ends, before)
        return [*above, Splice(begin, ends[-1], text)]

    def _can_move(self, node: KeyedNode, before: str) -> bool:
        """Whether each key begins a line, the first perhaps behind a dash."""
        indent = " " * len(before)
        return (
            node.value[0][0].start_mark.index == node.start_mark.index  # and not behind a `?`
            and (before == indent or _DASH.fullmatch(before) is not None)
            and all(self.sheet.before(key.start_mark.index) == indent for key, _ in node.value[1:])
            and not any(self._keeps_breaks(value) for _, value in node.value)
        )

    def _keeps_breaks(self, node: Node) -> bool:
        """Whether a value ends in a block of text under `|+`, of which blank lines are a part."""
        while isinstance(node, Sequence | KeyedNode) and node.value:
            last = node.value[-1]
            node = last if isinstance(node, Sequence) else last[1]
        is_block = isinstance(node, Scalar) and node.style in ("|", ">")
        return is_block and "+" in self.sheet.header(node)

    def _ends(self, node: KeyedNode, column: int) -> list[int]:
        """Where each key ends with its value and the comments that belong to it."""
        *others, last = [
            self._tail(max(key.end_mark.index, self.sheet.end_of(value)), column)
            for key, value in node.value
        ]
        return [*map(self._with_remark, others), last]

    def _tail(self, end: int, column: int) -> int:
        """Where a value ends, or the comments below it that stand further in than its key."""
        at = end = self.sheet.line_end(end)
        while (start := self.sheet.next_line(at)) is not None:
            line = self.sheet.line_at(start)
            content = line.lstrip()
            is_deeper = content.startswith("#") and len(line) - len(content) > column
            if content and (not is_deeper or _FOR_WHAT_IS_BELOW.match(content)):
                break
            at = self.sheet.line_end(start)
            end = at if content else end
        return end

    def _with_remark(self, end: int) -> int:
        """The same, or where a comment right below ends that blank lines part from what follows."""
        start = self.sheet.next_line(end) or end
        found = _REMARK.match(self.sheet.text, start)
        if not found or _FOR_WHAT_IS_BELOW.search(found[0]):
            return end
        return found.end()

    def _entries(
        self, node: KeyedNode, ends: list[int], inner: list[list[Splice]]
    ) -> tuple[int, list[_Entry]]:
        """Where the first entry begins with its comments, and all entries."""
        sheet = self.sheet
        starts = [key.start_mark.index for key, _ in node.value]
        column = node.value[0][0].start_mark.column
        begin = self._beginning(starts[0], is_root=node is self.root)
        above = [begin, *(sheet.next_line(end) or end for end in ends[:-1])]
        found = []
        for top, start, end, splices in zip(above, starts, ends, inner, strict=True):
            lead = no_deeper(sheet.text[top : max(top, sheet.line_start(start))], column)
            blanks = _blank(lead)
            body = self._text(start, end, splices)
            empty = _SPACES.sub("", lead[:blanks])  # a block moved above would take them in
            found.append(_Entry(empty, lead[blanks:], body))
        return begin, found

    def _beginning(self, start: int, *, is_root: bool) -> int:
        """Where the comments begin that belong to the first key, and not to what is around it."""
        sheet = self.sheet
        line = sheet.line_start(start)
        if not sheet.begins_line(start):
            return start
        top = line
        while top:
            above = sheet.line_above(top)
            content = sheet.line_at(above).strip()
            if content and not content.startswith("#"):
                break
            top = above
        lead = sheet.text[top:line]
        return top + (_head(lead) if is_root else _blank(lead))

    def _joined(self, entries: list[_Entry], order: list[int], ends: list[int], before: str) -> str:
        """The entries in their order. The blank lines above the new first go above the old one."""
        pieces = []
        for place, index in enumerate(order):
            one = entries[index]
            blanks = entries[order[0]].blanks if index == 0 else one.blanks
            indent = "" if place == 0 and before.strip() else " " * len(before)
            pieces.append(f"{blanks if place else ''}{one.lead}{indent}{one.body}")
            pieces.append(self.sheet.newline_at(ends[place]))
        return "".join(pieces[:-1])

    def _text(self, start: int, end: int, splices: list[Splice]) -> str:
        """A stretch of the text with what changes in it."""
        shifted = (Splice(one.start - start, one.end - start, one.text) for one in splices)
        return spliced(self.sheet.text[start:end], shifted)


def _order(node: KeyedNode, kind: RecordOf) -> list[int]:
    """The places of the keys in their new order. One that is not known goes behind its neighbour.

    Of two keys of one name, the first of which counts, the first stays the first.
    """
    unknown = rank_of(kind, "")
    ranks: list[int] = []
    for key, _ in node.value:
        rank = rank_of(kind, word_of(key))
        ranks.append(rank if rank < unknown else (ranks or [-1])[-1])
    return sorted(range(len(ranks)), key=ranks.__getitem__)


def _end_without_blanks(entries: list[_Entry], last: int) -> None:
    """Let the blank lines below a comment that is to end the file follow the key that ended it."""
    body = entries[last].body
    blanks = _BLANK_END.search(body)
    if blanks:
        entries[last] = entries[last]._replace(body=body[: blanks.start()])
        entries[-1] = entries[-1]._replace(body=entries[-1].body + blanks[0])


def _head(lead: str) -> int:
    """How much of what stands above the first key of a file is about the file.

    All of it, unless a blank line parts the last comment from the head.
    """
    at = end = 0
    for line in _LINES.findall(lead):
        at += len(line)
        if not line.strip() or _ABOUT_THE_FILE.search(line):
            end = at
    return end or len(lead)


def _blank(lead: str) -> int:
    """How much of it is blank lines at its beginning."""
    found = _BLANK_LINES.match(lead)
    return found.end() if found else 0
