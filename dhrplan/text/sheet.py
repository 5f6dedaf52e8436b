"""The text of a file as an edit looks at it: its lines, where values end, and splices."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from dhrplan.errors import EditError
from dhrplan.text.comments import Comment, comments
from dhrplan.text.draft import Draft, Keys, place_of, values_of
from dhrplan.text.source import KeyedNode, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Sequence as ListLike

    from dhrplan.text.source import Source

_NEWLINE = re.compile(r"\r\n|\r|\n")
_HEADER = re.compile(r"[|>][-+1-9]*")


Entry = tuple[Node, Node]
"""The first and the last node of a key with its value, or of an item, that stands in the text."""


class Splice(NamedTuple):
    """Characters to be replaced: from `start` up to `end`, by `text`."""

    start: int
    end: int
    text: str


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """The text after its splices. Of several at one place, the first comes first."""
    pieces = []
    done = 0
    for start, end, piece in sorted(splices, key=lambda splice: splice.start):
        if start < done:
            raise EditError("Two of the changes meet at one place.", "Make them one by one.")
        pieces += [text[done:start], piece]
        done = end
    return "".join((*pieces, text[done:]))


class Sheet:
    """The text of a file, and what stands where on its lines."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text

    @cached_property
    def newline(self) -> str:
        """How the lines of the file end: as the first one does."""
        found = _NEWLINE.search(self.text)
        return found[0] if found else "\n"

    def newline_at(self, index: int) -> str:
        """How a line ends, by the index of its end."""
        found = _NEWLINE.match(self.text, index)
        return found[0] if found else self.newline

    def line_start(self, index: int) -> int:
        """Where the line of a character begins."""
        return self.source.line(self.source.place(index).line)[0]

    def line_end(self, index: int) -> int:
        """Where the line of a character ends, before its line break."""
        return self.source.line_end(index)

    def next_line(self, index: int) -> int | None:
        """Where the line below that of a character begins; None for the last line."""
        end = self.line_end(index)
        return end + len(self.newline_at(end)) if end < len(self.text) else None

    def before(self, index: int) -> str:
        """What stands before a character on its line."""
        return self.text[self.line_start(index) : index]

    def begins_line(self, index: int) -> bool:
        """Whether nothing but space stands before a character on its line."""
        return not self.before(index).strip()

    def line_at(self, index: int) -> str:
        """What stands on the line of a character."""
        return self.source.line(self.source.place(index).line)[1]

    def end_of(self, node: Node) -> int:
        """Where the last word of a node ends, which its own end mark may lie far behind."""
        while isinstance(node, Sequence | KeyedNode) and not node.flow_style:
            last = node.value[-1]
            node = last if isinstance(node, Sequence) else last[1]
        if isinstance(node, Scalar) and node.style in ("|", ">"):
            return self._end_of_block(node)
        return int(node.end_mark.index)

    def _end_of_block(self, node: Scalar) -> int:
        """The end of a block of text; `|+` has the blank lines below it as well."""
        start, end = node.start_mark.index, node.end_mark.index
        if "+" in self.header(node):
            line = self.text[start:end].removesuffix("\n").removesuffix("\r")
            return int(start + len(line))
        return self.last_words(node)

    def last_words(self, node: Scalar) -> int:
        """The end of the last line of a block of text that is not blank."""
        start, end = node.start_mark.index, node.end_mark.index
        return self.line_end(start + len(self.text[start:end].rstrip()))

    def lines_of(self, node: Node) -> list[str]:
        """The lines that a node stands on, the first from where it begins."""
        return _NEWLINE.split(self.text[node.start_mark.index : node.end_mark.index])

    def header(self, node: Node) -> str:
        """The signs that open a block of text."""
        found = _HEADER.match(self.text, node.start_mark.index)
        return found[0] if found else ""

    def tail(self, end: int, column: int) -> int:
        """Where the line of `end` ends, or the comments below it that stand further in.

        A comment further in than the key above belongs to that key and not to the one below, over
        blank lines too.
        """
        at = end = self.line_end(end)
        while (start := self.next_line(at)) is not None:
            line = self.line_at(start)
            content = line.lstrip()
            is_deeper = content.startswith("#") and len(line) - len(content) > column
            if content and not is_deeper:
                break
            at = self.line_end(start)
            end = at if content else end
        return end

    def spaces_below(self, end: int) -> int:
        """How many spaces the blank lines below a line have at the most."""
        most = 0
        start = self.next_line(end)
        while start is not None and self.is_blank(start):
            most = max(most, len(self.line_at(start)))
            start = self.next_line(start)
        return most

    def is_spaced(self, entries: ListLike[Entry], *, last: bool = False) -> bool:
        """Whether blank lines stand between all of some entries, or between the `last` two."""
        gaps = [self._is_gap(one, other) for one, other in pairwise(entries)]
        return gaps[-1:] == [True] if last else bool(gaps) and all(gaps)

    def _is_gap(self, one: Entry, other: Entry) -> bool:
        between = self.text[self.end_of(one[1]) : other[0].start_mark.index]
        return any(not line.strip() for line in _NEWLINE.split(between)[1:-1])

    def column_in_brackets(self, node: Node) -> int:
        """How far in the entries of a list or record in brackets stand, or the line it begins on.

        The second where they do not begin lines.
        """
        first = first_in(node)
        if self.begins_line(first.start_mark.index):
            return column_of(first)
        line = self.line_at(node.start_mark.index)
        return len(line) - len(line.lstrip())

    def line_above(self, start: int) -> int:
        """Where the line above one begins, by where that one begins."""
        return self.source.line(self.source.place(start).line - 1)[0]

    def comments_within(self, start: int, end: int) -> list[str]:
        """The comments that begin between two characters."""
        at = bisect_left(self._comments, (start, ""))
        return [text for begin, text in self._comments[at:] if begin < end]

    @cached_property
    def _comments(self) -> list[Comment]:
        return comments(self.source)

    def is_blank(self, index: int | None) -> bool:
        """Whether there is a line at `index`, and nothing stands on it."""
        return index is not None and index < len(self.text) and not self.line_at(index).strip()


def column_of(node: Node) -> int:
    """How far in a node stands: the number of characters before it on its line."""
    return int(node.start_mark.column)


def column_within(node: Node) -> int:
    """How far in the keys of a record stand, or the dashes of a list."""
    if isinstance(node, KeyedNode) and node.value:
        node = node.value[0][0]
    return column_of(node)


def first_in(node: Node) -> Node:
    """The first key or item of a list or record."""
    first: Node = node.value[0][0] if isinstance(node, KeyedNode) else node.value[0]
    return first


def offset_of(node: Node) -> int:
    """How far right of their keys the values of a record stand, if they stand in one column."""
    starts = [(key, key.start_mark, value.start_mark) for key, value in node.value]
    beside = [(key, at, its) for key, at, its in starts if at.line == its.line]
    offsets = {its.column - at.column for _, at, its in beside}
    lengths = {key.end_mark.index - at.index for key, at, _ in beside}
    # Keys of one length tell it only where more than the usual space stands behind their colon.
    is_told = len(offsets) == 1 and (len(lengths) > 1 or max(offsets) > max(lengths) + 2)
    return offsets.pop() if is_told else 0


def entries_of(draft: Draft) -> list[Entry | None]:
    """The first and the last node of each entry of a list or record; None for one that is new."""
    if isinstance(draft, Keys):
        keyed = [(pair.key, place_of(pair.value)) for pair in draft.pairs]
        return [(key, value or key) if key else None for key, value in keyed]
    placed = [place_of(value) for value in values_of(draft)]
    return [(node, node) if node else None for node in placed]


def standing(draft: Draft) -> tuple[list[Entry], list[bool]]:
    """The entries of a list or record that stand in the text, and whether each is to go."""
    pairs = zip(entries_of(draft), values_of(draft), strict=True)
    found = [(entry, value.is_gone) for entry, value in pairs if entry]
    return [entry for entry, _ in found], [is_gone for _, is_gone in found]


def runs(gone: list[bool]) -> Iterator[tuple[int, int]]:
    """Where each row of entries that go begins and ends."""
    for is_gone, places in groupby(range(len(gone)), key=gone.__getitem__):
        if is_gone:
            run = list(places)
            yield run[0], run[-1] + 1
