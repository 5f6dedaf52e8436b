"""Changes to a YAML file that replace only the characters they are about.

The changes are first applied to a tree of the values the file is to hold. From that follow splices:
one pass puts in what is new, written in the style of its surroundings, a second one takes out what
is to go. After each pass the text is read again, and refused unless it holds exactly the values
wanted, and at the end unless every comment is still there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby, pairwise, takewhile
from typing import NamedTuple

from yaml import CollectionNode

from dhrplan.diagnostic import Route
from dhrplan.errors import EditError
from dhrplan.yamldoc import quoting
from dhrplan.yamldoc.comments import Comment, comments
from dhrplan.yamldoc.nodes import KeyedNode, Node, Scalar, Source, parse
from dhrplan.yamldoc.nodes import Sequence as ListNode

Value = str | Sequence["Value"] | Mapping[str, "Value"]
"""A text, a list or a record. Line breaks at the end of a text are dropped, as when reading."""


class Set(NamedTuple):
    """Set the value at a route, and add what is missing on the way.

    Of a list or record that is there already, what is the same stays as it is; the rest goes.
    """

    route: Route
    value: Value


class Append(NamedTuple):
    """Add a value at the end of the list at a route; the list is added where it is missing."""

    route: Route
    value: Value


class Remove(NamedTuple):
    """Remove what is at a route, and what would be left empty around it."""

    route: Route


Change = Set | Append | Remove


class UnsafeEditError(EditError):
    """A change would have changed something else as well, and was not made."""

    def __init__(self, file: str, what: str) -> None:
        message = f"{file} is not changed: the change would have {what}."
        super().__init__(message, "Make it in a text editor.")


@dataclass(frozen=True, eq=False)
class Schema:
    """What the value at a place of a file may be, as far as that decides how it is written."""

    type: str = ""  # values of one type are written alike
    is_prose: bool = True  # long text becomes a block
    is_id: bool = False  # ids take their style from each other alone
    wants_quotes: bool = False  # unless the file does otherwise
    is_typed: bool = False  # it may look like a number or date without quotes
    is_code: bool = False  # a list of these stands in brackets
    is_example: bool = True  # how it is written tells something about the style of the file
    keys: Mapping[str, Schema] = field(default_factory=dict)  # of a record, in their order
    item: Schema | None = None  # of a list
    value: Schema | None = None  # of a record whose keys the file chooses

    def below(self, step: str | int) -> Schema:
        """The schema of what stands one step below."""
        if isinstance(step, int):
            return self.item or UNKNOWN
        return self.keys.get(step) or self.value or UNKNOWN

    def rank(self, name: str) -> int:
        """The place of a key in the order of the keys; an unknown one comes last."""
        return [*self.keys, name].index(name)

    def is_long(self, text: str) -> bool:
        """Whether a text is written on lines of its own."""
        return "\n" in text or (len(text) > quoting.LONG and self.is_prose)


UNKNOWN = Schema()
"""The schema of a place that no field describes."""


def edit(source: Source, changes: Iterable[Change], schema: Schema) -> Source:
    """Make changes in a file, one after the other; each route is meant after those before it.

    Raises:
        EditError: A change cannot be made.
        UnsafeEditError: Something else would have changed.
    """
    if not isinstance(source.root, KeyedNode) or not source.root.value:
        raise EditError(f"{source.file} has no keys, and so nothing in it can be changed.")
    root = _Draft(schema, source.root)
    root.open()
    for change in changes:
        if isinstance(change, Remove):
            _remove(root, change.route)
        elif isinstance(change, Append):
            _set(root, (*change.route, _length(root, change.route)), change.value)
        else:
            _set(root, change.route, change.value)
    _put_new_before_gone(root)
    new = _spliced(source, _Additions(source, schema).within(root), root, with_gone=True)
    new = _spliced(new, _removals(TextLines(new), root), root, with_gone=False)
    if new is not source:
        _check(source, new)
    return new


def _spliced(source: Source, splices: Iterable[Splice], root: _Draft, *, with_gone: bool) -> Source:
    every = list(splices)
    if not every:
        return source
    after = parse(source.file, spliced(source.text, every).encode())
    if after.root is None or not root.bind(after.root, with_gone=with_gone):
        raise UnsafeEditError(source.file, "changed other values too")
    return after


def _check(old: Source, new: Source) -> None:
    def oddities(source: Source) -> Counter[str]:
        return Counter(feature.sign + feature.name for feature in source.oddities.values())

    if oddities(old) != oddities(new):
        raise UnsafeEditError(old.file, "changed what is not part of the format")
    if comment_texts(old) != comment_texts(new):
        raise UnsafeEditError(old.file, "lost a comment")


def comment_texts(source: Source) -> Counter[str]:
    """The comments of a file, wherever they stand."""
    return Counter(comment.text for comment in comments(source))


# The values that the file is to hold.


@dataclass(slots=True, eq=False)
class _Draft:
    """A value that the file is to hold: kept as it is, opened for changes below it, or new."""

    schema: Schema
    node: Node | None = None  # where it stands, or what stands in the place of a new one
    name: str = ""  # its key in a record
    key: Node | None = None  # where that stands
    form: type[Node] | None = None  # the class of its node, once it is known
    inner: list[_Draft] | None = None  # the content of an opened or new list or record
    text: str = ""  # of a new scalar
    is_new: bool = False
    is_gone: bool = False

    @property
    def staying(self) -> list[_Draft]:
        """What is in it and not to be removed."""
        return [one for one in self.inner or () if not one.is_gone]

    @property
    def is_kept(self) -> bool:
        """Whether it stays as it is."""
        return not self.is_new and self.inner is None

    @property
    def is_free(self) -> bool:
        """Whether nothing stands there that a list or record would replace."""
        if self.is_new:
            return self.form is None
        return self.inner is None and self.node is not None and _is_empty(self.node)

    @property
    def span(self) -> Entry:
        """The first and the last of its nodes."""
        assert self.node is not None  # noqa: S101 - asked only of what stands in the text
        return Entry(self.key or self.node, self.node)

    def open(self) -> None:
        """Make ready for changes below it, if it is a list or record."""
        if not self.is_kept or self.node is None or _is_empty(self.node):
            return
        self.form = type(self.node)
        if isinstance(self.node, ListNode):
            item = self.schema.below(0)
            self.inner = [_Draft(item, one) for one in self.node.value]
        elif isinstance(self.node, KeyedNode):
            named = [(word_of(key), key, value) for key, value in self.node.value]
            self.inner = [_Draft(self.schema.below(n), value, n, key) for n, key, value in named]

    def renew(self, form: type[Node]) -> None:
        """Make it a new value, an empty one for now."""
        self.form, self.is_new, self.text = form, True, ""
        self.inner = None if form is Scalar else []

    def child(self, step: str | int) -> _Draft | None:
        """What stands one step below it, if anything."""
        self.open()
        if isinstance(step, str):
            named = self.staying if self.form is KeyedNode else ()
            return next((one for one in named if one.name == step), None)
        items = self.staying if self.form is ListNode else []
        return items[step] if 0 <= step < len(items) else None

    def add(self, step: str | int) -> _Draft:
        """Add a value one step below it, which is still to be given."""
        assert self.inner is not None  # noqa: S101 - it has been opened
        one = _Draft(self.schema.below(step), is_new=True)
        if isinstance(step, str):
            one.name = step
            self.inner.insert(self._index_for(step), one)
        else:
            self.inner.append(one)
        return one

    def _index_for(self, name: str) -> int:
        """Behind the nearest key that comes before it in the order, or before the next one.

        Unknown keys stay where they are, and a new one comes last.
        """
        rank, unknown = self.schema.rank(name), len(self.schema.keys)
        ranks = [(self.schema.rank(one.name), at) for at, one in enumerate(self.inner or ())]
        before = [one for one in ranks if one[0] < rank]
        after = [one for one in ranks if rank < one[0] < unknown]
        if before and rank < unknown:
            return max(before)[1] + 1
        return min(after)[1] if after else len(ranks)

    def drop(self, one: _Draft) -> None:
        """Mark what stands in the text for removal; forget what does not."""
        assert self.inner is not None  # noqa: S101 - it has been opened
        at = self.inner.index(one)
        gone = _Draft(one.schema, one.node, one.name, one.key, is_gone=True)
        self.inner[at : at + 1] = [gone] if one.node else []

    def bind(self, node: Node, *, with_gone: bool) -> bool:
        """Take the nodes of a newer text; whether that holds what is wanted and nothing else."""
        old, self.node = self.node, node
        if self.inner is None:
            return _holds(node, self.text) if self.is_new else _is_same(old, node)
        if type(node) is not self.form:
            return False
        self.is_new = False
        inner = self.inner if with_gone else self.staying
        nodes = node.value
        if isinstance(node, KeyedNode):
            if [one.name for one in inner] != [word_of(key) for key, _ in node.value]:
                return False
            for one, (key, _) in zip(inner, node.value, strict=True):
                one.key = key
            nodes = [value for _, value in node.value]
        pairs = zip(inner, nodes, strict=False)
        return len(inner) == len(nodes) and all(
            one.bind(its, with_gone=with_gone) for one, its in pairs
        )


def word_of(key: Node) -> str:
    """The text of a key; none for a key that is a list or record."""
    return key.value if isinstance(key, Scalar) else ""


def _is_empty(node: Node) -> bool:
    """Whether a node stands for no value: `~`, `null`, nothing at all, or empty brackets."""
    if isinstance(node, Scalar):
        return node.value in quoting.EMPTY and not node.style
    return not node.value


def _is_same(one: Node | None, other: Node) -> bool:
    """Whether two nodes hold the same, in the same quotes or blocks."""
    if isinstance(one, Scalar):
        return one.value == other.value and one.style == getattr(other, "style", None)
    if one is None or type(one) is not type(other) or len(one.value) != len(other.value):
        return False
    if isinstance(one, ListNode):
        return all(map(_is_same, one.value, other.value))
    pairs = zip(one.value, other.value, strict=True)
    return all(_is_same(a[0], b[0]) and _is_same(a[1], b[1]) for a, b in pairs)


def _holds(node: Node, value: Value) -> bool:
    """Whether a node holds a value; line breaks at the end of a text do not count."""
    if isinstance(value, str):
        is_text = isinstance(node, Scalar) and not _is_empty(node)
        return is_text and str(node.value).rstrip("\n") == value
    if isinstance(value, Mapping):
        if not isinstance(node, KeyedNode) or len(node.value) != len(value):
            return False
        return all(
            word_of(key) in value and _holds(its, value[word_of(key)]) for key, its in node.value
        )
    is_list = isinstance(node, ListNode) and len(node.value) == len(value)
    return is_list and all(map(_holds, node.value, value))


def _spoken(route: Route) -> str:
    """A route in words; items are counted from 1."""
    words = ""
    for step in route:
        words += f" #{step + 1}" if isinstance(step, int) else f", {step}" if words else step
    return f"`{words}`"


def _set(root: _Draft, route: Route, value: Value) -> None:
    value = _clean(value)
    at = root
    for depth, step in enumerate(route, 1):
        form = ListNode if isinstance(step, int) else KeyedNode
        at.open()
        if at.is_free:
            at.renew(form)
        if at.inner is None or at.form is not form:
            message = f"There is no place for {_spoken(route)}: a value of another kind is there."
            raise EditError(message)
        child = at.child(step)
        if child is None and isinstance(step, int) and step != len(at.staying):
            raise EditError(f"There is no {_spoken(route[:depth])}.")
        at = child or at.add(step)
    _put(at, value, route)


def _clean(value: Value) -> Value:
    """A value as it will be read again.

    Raises:
        EditError: No file can hold it.
    """
    if isinstance(value, str):
        text = value.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
        if any("\ud800" <= sign <= "\udfff" for sign in text):
            raise EditError("The text holds half a character, which no file can hold.")
        return text
    if not value:
        raise EditError("An empty list or record is not written.", "Remove its key instead.")
    if isinstance(value, Mapping):
        return {name: _clean(one) for name, one in value.items()}
    return [_clean(one) for one in value]


def _put(at: _Draft, value: Value, route: Route) -> None:
    """Let a place hold a value; what is the same there already stays as it is."""
    if at.is_kept and at.node and _holds(at.node, value):
        return
    at.open()
    form: type[Node] = ListNode
    if isinstance(value, str | Mapping):
        form = Scalar if isinstance(value, str) else KeyedNode
    if at.inner is None or at.form is not form:
        if isinstance(at.node, CollectionNode) and not at.node.flow_style:
            message = f"{_spoken(route)} holds a list or keys of its own, and not one value."
            raise EditError(message, "Remove it first.")
        at.renew(form)
    if isinstance(value, str):
        at.text = value
    elif isinstance(value, Mapping):
        for one in at.staying:
            if one.name not in value:
                at.drop(one)
        for name in sorted(value, key=at.schema.rank):
            _put(at.child(name) or at.add(name), value[name], (*route, name))
    else:
        _put_items(at, value, route)


def _put_items(at: _Draft, values: Sequence[Value], route: Route) -> None:
    """Items that are the same at both ends stay; between them, one takes another's place."""

    def count_same(ours: Sequence[_Draft], theirs: Sequence[Value]) -> int:
        pairs = zip(ours, theirs, strict=False)
        same = takewhile(
            lambda pair: pair[0].is_kept and pair[0].node and _holds(pair[0].node, pair[1]), pairs
        )
        return len(list(same))

    assert at.inner is not None  # noqa: S101 - it has been opened
    ours = at.staying
    start = count_same(ours, values)
    end = count_same(ours[start:][::-1], values[start:][::-1])
    place = at.inner.index(ours[-end]) if end else len(at.inner)
    ours, values = ours[start : len(ours) - end], values[start : len(values) - end]
    new = [_Draft(at.schema.below(0), is_new=True) for _ in values[len(ours) :]]
    at.inner[place:place] = new
    for one, value in zip((*ours, *new), values, strict=False):
        _put(one, value, route)
    for one in ours[len(values) :]:
        at.drop(one)


def _length(root: _Draft, route: Route) -> int:
    """The number of items of a list; 0 where there is none."""
    found: _Draft | None = root
    for step in route:
        found = found and found.child(step)
    if found is None or found.is_free:
        return 0
    found.open()
    if found.form is not ListNode:
        raise EditError(f"{_spoken(route)} is not a list.", "Write it as a list first.")
    return len(found.staying)


def _remove(root: _Draft, route: Route) -> None:
    around = [root]
    for end, step in enumerate(route, 1):
        found = around[-1].child(step)
        if found is None:
            raise EditError(f"There is no {_spoken(route[:end])}.")
        around.append(found)
    if sum(one.name == route[-1] for one in around[-2].staying) > 1:
        message = f"{_spoken(route)} stands there more than once, and only the first counts."
        raise EditError(message, "Keep one of them first.")
    while len(around) > 1:
        one = around.pop()
        around[-1].drop(one)
        if around[-1].staying:
            return
    raise EditError("Nothing would be left of the file.", "Delete the file instead.")


def _put_new_before_gone(draft: _Draft) -> None:
    """Let no comment that stays of a removed entry come to stand above a new one behind it."""
    settled: list[_Draft] = []
    gone: list[_Draft] = []
    for one in draft.inner or ():
        _put_new_before_gone(one)
        if one.is_gone:
            gone.append(one)
            continue
        if one.node is not None:
            settled += gone
            gone = []
        settled.append(one)
    if draft.inner is not None:
        draft.inner = [*settled, *gone]


# The text, by lines.

_NEWLINE = re.compile(r"\r\n|\r|\n")
_HEADER = re.compile(r"[|>][-+1-9]*")


class Splice(NamedTuple):
    """Characters from `start` up to `end` that are replaced by `text`."""

    start: int
    end: int
    text: str


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """The text with its splices made. Of several at one place, the first comes first."""
    pieces = []
    done = 0
    for start, end, piece in sorted(splices, key=lambda splice: splice.start):
        if start < done:
            raise EditError("Two of the changes meet at one place.", "Make them one by one.")
        pieces += [text[done:start], piece]
        done = end
    return "".join((*pieces, text[done:]))


class Entry(NamedTuple):
    """A key with its value, or an item, that stands in the text."""

    first: Node
    last: Node

    @property
    def start(self) -> int:
        """Where it begins."""
        return int(self.first.start_mark.index)

    @property
    def end(self) -> int:
        """Where it ends, if it stands in brackets. A key may have no value there."""
        return max(int(self.first.end_mark.index), int(self.last.end_mark.index))


class TextLines:
    """The text of a file by lines. Places in it are indexes of characters."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        found = _NEWLINE.search(self.text)
        self.newline = found[0] if found else "\n"

    def newline_at(self, end: int) -> str:
        """The line break at the end of a line; that of the file at the end of the text."""
        found = _NEWLINE.match(self.text, end)
        return found[0] if found else self.newline

    def line_start(self, index: int) -> int:
        """Where the line of a character begins."""
        return self.source.line(self.source.place(index).line)[0]

    def line_end(self, index: int) -> int:
        """Where the line of a character ends, before its line break."""
        return self.source.line_end(index)

    def line_at(self, index: int) -> str:
        """The line of a character."""
        return self.source.line(self.source.place(index).line)[1]

    def line_above(self, start: int) -> int:
        """Where the line above the one that begins at `start` begins."""
        return self.source.line(self.source.place(start).line - 1)[0]

    def next_line(self, index: int) -> int | None:
        """Where the line below that of a character begins; None for the last line."""
        end = self.line_end(index)
        return end + len(self.newline_at(end)) if end < len(self.text) else None

    def before(self, index: int) -> str:
        """What stands before a character on its line."""
        return self.text[self.line_start(index) : index]

    def begins_line(self, index: int) -> bool:
        """Whether only space stands before a character on its line."""
        return not self.before(index).strip()

    def ends_line(self, index: int) -> bool:
        """Whether only space or a comment stands behind a character on its line."""
        rest = self.text[index : self.line_end(index)].strip()
        return not rest or rest.startswith("#")

    def is_blank(self, index: int | None) -> bool:
        """Whether there is a line at `index`, and it is blank."""
        return index is not None and index < len(self.text) and not self.line_at(index).strip()

    def header(self, node: Node) -> str:
        """The header of a block of text, such as `|-`."""
        found = _HEADER.match(self.text, node.start_mark.index)
        return found[0] if found else ""

    def end_of(self, node: Node) -> int:
        """Where the last character of a node ends, which its own end mark may lie far behind."""
        while isinstance(node, CollectionNode) and not node.flow_style:
            node = node.value[-1] if isinstance(node, ListNode) else node.value[-1][1]
        if not isinstance(node, Scalar) or node.style not in ("|", ">"):
            return int(node.end_mark.index)
        if "+" not in self.header(node):
            return self.last_text_line(node)
        start = int(node.start_mark.index)  # the blank lines below are a part of it
        text = self.text[start : node.end_mark.index]
        return start + len(text.removesuffix("\n").removesuffix("\r"))

    def last_text_line(self, node: Scalar) -> int:
        """The end of the last line of a block of text that is not blank."""
        start = int(node.start_mark.index)
        return self.line_end(start + len(self.text[start : node.end_mark.index].rstrip()))

    def tail(self, end: int, column: int) -> int:
        """The end of the line of `end`, or of the comments below it that stand further in.

        A comment further in than a key belongs to that key, over blank lines too.
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

    def is_directly_above(self, end: int, column: int) -> bool:
        """Whether a key or an item begins at a column of the line below `end`."""
        below = self.next_line(end)
        line = "" if below is None else self.line_at(below)
        return len(line) - len(line.lstrip()) == column < len(line)

    def is_spaced(self, entries: Sequence[Entry], *, last: bool = False) -> bool:
        """Whether blank lines stand between all entries, or between the last two."""
        gaps = []
        for one, other in pairwise(entries):
            between = self.text[self.end_of(one.last) : other.start]
            gaps.append(any(not line.strip() for line in _NEWLINE.split(between)[1:-1]))
        return gaps[-1:] == [True] if last else bool(gaps) and all(gaps)

    def comments_within(self, start: int, end: int) -> list[str]:
        """The comments that begin between two characters."""
        at = bisect_left(self._comments, (start, ""))
        return [text for begin, text in self._comments[at:] if begin < end]

    @cached_property
    def _comments(self) -> list[Comment]:
        return comments(self.source)


def _column_of(node: Node) -> int:
    """The column of the keys of a record, of the dashes of a list, or of a scalar."""
    if isinstance(node, KeyedNode) and node.value:
        node = node.value[0][0]
    return int(node.start_mark.column)


def _indent_of(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _value_column(node: Node) -> int:
    """How far right of its keys the values of a record stand, if in one column; else 0."""
    starts = [(key, key.start_mark, value.start_mark) for key, value in node.value]
    beside = [(key, at, its) for key, at, its in starts if at.line == its.line]
    offsets = {its.column - at.column for _, at, its in beside}
    lengths = {key.end_mark.index - at.index for key, at, _ in beside}
    # Keys of one length show a column only by more than the usual space behind their colons.
    is_column = len(offsets) == 1 and (len(lengths) > 1 or max(offsets) > max(lengths) + 2)
    return offsets.pop() if is_column else 0


# The style of the file.


class _Example(NamedTuple):
    """A value of the file."""

    name: str  # its key; for an item, that of the list
    schema: Schema
    node: Node
    column: int  # of its key or dash
    is_item: bool
    flow: bool  # it stands in brackets

    @property
    def start(self) -> int:
        """Where it begins."""
        return int(self.node.start_mark.index)

    @property
    def style(self) -> str:
        """The quote of a scalar or the sign of its block; nothing for a plain one."""
        return (self.node.style or "") if isinstance(self.node, Scalar) else ""

    @property
    def is_block(self) -> bool:
        """Whether it is a block of text."""
        return self.style in ("|", ">")

    @property
    def is_flow(self) -> bool:
        """Whether it is a list or record in brackets."""
        return bool(getattr(self.node, "flow_style", False))

    def is_full(self, form: type[Node]) -> bool:
        """Whether it is a list or a record, and not empty."""
        return isinstance(self.node, form) and bool(self.node.value)


class Style:
    """How a file writes its values: the nearest value of the same kind is the example."""

    step = 2
    """How far one level stands further in than the one around it, where no example shows it."""

    def __init__(self, source: Source, schema: Schema) -> None:
        self._source = source
        self._schema = schema

    @cached_property
    def _examples(self) -> list[_Example]:
        """Every value of the file, in the order of the text."""
        found: list[_Example] = []

        def collect(node: CollectionNode, name: str, schema: Schema, flow: bool) -> None:  # noqa: FBT001
            flow = flow or bool(node.flow_style)
            column = _column_of(node)
            is_item = isinstance(node, ListNode)
            inner = schema.below(0) if is_item else UNKNOWN
            for value in node.value:
                if not is_item:
                    key, value = value  # noqa: PLW2901
                    name = word_of(key)
                    inner = schema.below(name)
                found.append(_Example(name, inner, value, column, is_item, flow))
                if isinstance(value, CollectionNode):
                    collect(value, name, inner, flow)

        if isinstance(self._source.root, CollectionNode):
            collect(self._source.root, "", self._schema, flow=False)
        return found

    @cached_property
    def _by_name(self) -> dict[str, list[_Example]]:
        found: dict[str, list[_Example]] = {}
        for one in self._examples:
            found.setdefault(one.name, []).append(one)
        return found

    def _nearest(
        self, position: int, fits: Callable[[_Example], bool], name: str | None = None
    ) -> _Example | None:
        """The example nearest to a character that fits: of all, or of those under a key."""
        every = self._examples if name is None else self._by_name.get(name, [])
        after = bisect_left(every, position, key=lambda one: one.start)
        before = after - 1
        while before >= 0 or after < len(every):
            if after == len(every) or (
                before >= 0 and position - every[before].start <= every[after].start - position
            ):
                one, before = every[before], before - 1
            else:
                one, after = every[after], after + 1
            if fits(one):
                return one
        return None

    def _find(self, name: str, position: int, fits: Callable[[_Example], bool]) -> _Example | None:
        """The nearest that fits: of those under the same key, else of all."""
        return self._nearest(position, fits, name) or self._nearest(position, fits)

    def scalar(
        self, name: str, schema: Schema, text: str, position: int, *, flow: bool
    ) -> _Example | None:
        """The value that a new scalar is written like."""

        def fits(one: _Example) -> bool:
            return _is_example(one, schema, text)

        def fits_elsewhere(one: _Example) -> bool:
            return (schema.is_long(text) or not one.is_block) and fits(one)

        def is_alike(one: _Example) -> bool:
            return one.schema.type == schema.type and fits_elsewhere(one)

        def is_beside(one: _Example) -> bool:  # many write quotes in brackets alone
            return one.flow == flow and is_alike(one)

        return (
            self._nearest(position, fits, name)
            or self._nearest(position, is_beside)
            or self._nearest(position, is_alike)
            or self._nearest(position, fits_elsewhere)
        )

    def quote(self, name: str, position: int) -> str:
        """The quotes that the file uses."""
        found = self._find(name, position, lambda one: one.style in ("'", '"'))
        return found.style if found else '"'

    def dash(self, name: str, position: int) -> int:
        """How far further in than its key a list stands."""
        found = self._find(name, position, lambda one: _is_block(one, ListNode, is_item=False))
        return _column_of(found.node) - found.column if found else self.step

    def item(self, name: str, position: int) -> _Example | None:
        """The item that a new item of a list is laid out like."""
        return self._find(name, position, lambda one: one.is_item and not one.flow)

    def record(self, name: str, position: int, *, item: bool) -> _Example | None:
        """The record that a new one of the same name is laid out like."""
        return self._nearest(position, lambda one: _is_block(one, KeyedNode, is_item=item), name)

    def indent(self, name: str, position: int) -> int:
        """How far further in than its own key the keys of a record stand."""
        found = self._find(name, position, lambda one: _is_block(one, KeyedNode, is_item=False))
        if found:
            return _column_of(found.node) - found.column
        return max(self.step, self.dash(name, position))

    def brackets(self, name: str, form: type[Node], position: int) -> _Example | None:
        """The list or record in brackets that a new one is written like."""
        return self._find(name, position, lambda one: one.is_flow and one.is_full(form))

    def has_brackets(self, name: str, draft: _Draft, position: int, *, item: bool) -> bool:
        """Whether a new list or record stands in brackets."""
        scalars = list(_scalars_in(draft))
        if any(one.schema.is_long(one.text) for one in scalars):
            return False
        form = draft.form
        if form is not ListNode or any(one.inner is not None for one in draft.inner or ()):
            found = self._nearest(
                position, lambda one: one.is_item == item and one.is_full(form or Node), name
            )
            return found is not None and found.is_flow
        inner = draft.schema.below(0)

        def is_list(one: _Example) -> bool:
            return one.is_full(ListNode) and all(isinstance(its, Scalar) for its in one.node.value)

        def is_alike(one: _Example) -> bool:
            return one.schema.below(0).type == inner.type and is_list(one)

        found = self._nearest(position, is_list, name) or self._nearest(position, is_alike)
        if found:
            return found.is_flow
        return inner.is_code or sum(len(one.text) for one in scalars) <= quoting.LONG // 2


def _is_example(one: _Example, schema: Schema, text: str) -> bool:
    """Whether a value tells how another text is written."""
    if not isinstance(one.node, Scalar) or _is_empty(one.node):
        return False
    own = one.node.value
    if not one.schema.is_example or one.schema.is_long(own.rstrip("\n")) != schema.is_long(text):
        return False
    if one.schema.is_id or schema.is_id:
        return one.schema.is_id and schema.is_id and not quoting.looks_typed(own)
    if "\n" in text:
        return one.style == "|" or (not one.is_block and "\n" in own)
    # Quotes that are necessary are no example.
    is_free = one.style not in ("'", '"') or schema.is_long(text)
    return is_free or quoting.fits_plain(own, typed=one.schema.is_typed, flow=one.flow)


def _is_block(one: _Example, form: type[Node], *, is_item: bool) -> bool:
    return one.is_full(form) and one.is_item == is_item and not one.flow and not one.is_flow


def _scalars_in(draft: _Draft) -> Iterator[_Draft]:
    if draft.inner is None:
        yield draft
    for one in draft.inner or ():
        yield from _scalars_in(one)


# New values, written in that style.


class _Spot(NamedTuple):
    """Where something is to be written."""

    name: str = ""  # the key that it stands under; for an item, that of the list
    column: int = 0  # of that key, or of the dash of the item
    position: int = 0  # of a character near it
    flow: bool = False  # it stands in brackets
    key_quote: str = ""  # the quotes around keys, if any
    can_be_block: bool = True
    value_column: int = 0  # how far right of its key a value stands at least
    is_spaced: bool = False  # blank lines stand between keys
    spaces: int = 0  # on the blank lines below at most; a block would take in what is further in


class _Written(NamedTuple):
    """A value as it is written: behind its key or dash, and on the lines below that."""

    inline: str
    below: tuple[str, ...] = ()


class _Writer:
    """Writes new values."""

    def __init__(self, lines: TextLines, style: Style) -> None:
        self.lines = lines
        self.style = style

    def entry(self, draft: _Draft, spot: _Spot) -> list[str]:
        """The lines of a key with its value, or of an item, the first without its indentation."""
        if draft.name:
            return self._pair(draft, spot)
        return [self.value(draft, spot).inline] if spot.flow else self._item(draft, spot)

    def _pair(self, draft: _Draft, spot: _Spot) -> list[str]:
        key = draft.name
        if spot.key_quote or not quoting.fits_plain(key, typed=False, flow=spot.flow):
            key = quoting.quoted(key, spot.key_quote or '"')
        inline, below = self.value(draft, spot._replace(name=draft.name))
        lead = f"{key}:".ljust(spot.value_column - 1)
        return [f"{lead} {inline}" if inline else f"{key}:", *below]

    def _item(self, draft: _Draft, spot: _Spot) -> list[str]:
        like = self.style.item(spot.name, spot.position)
        gap = max(Style.step, like.node.start_mark.column - like.column) if like else Style.step
        is_record = draft.form is KeyedNode
        if is_record and not self.style.has_brackets(spot.name, draft, spot.position, item=True):
            spot = self._within(spot._replace(column=spot.column + gap), item=True)
            first, *rest = self._pairs(draft, spot)
            if like and self.lines.begins_line(like.start):  # below a dash that stands alone
                return ["-", first, *rest]
            return ["-".ljust(gap) + first.lstrip(" "), *rest]
        inline, below = self.value(draft, spot._replace(flow=True) if is_record else spot)
        return ["-".ljust(gap) + inline, *below]

    def value(self, draft: _Draft, spot: _Spot, like: _Example | None = None) -> _Written:
        """A value; a scalar is written `like` another where that is given."""
        if draft.inner is None:
            return self._scalar(draft, spot, like)
        name, position = spot.name, spot.position
        if spot.flow or self.style.has_brackets(name, draft, position, item=False):
            return _Written(self._in_brackets(draft, spot._replace(flow=True)))
        if draft.form is KeyedNode:
            column = spot.column + self.style.indent(name, position)
            pairs = self._pairs(draft, self._within(spot._replace(column=column), item=False))
            return _Written("", tuple(pairs))
        spot = spot._replace(column=spot.column + self.style.dash(name, position))
        below = []
        for one in draft.inner:
            first, *rest = self._item(one, spot)
            below += [" " * spot.column + first, *rest]
        return _Written("", tuple(below))

    def _within(self, spot: _Spot, *, item: bool) -> _Spot:
        """The spot for the keys of a new record, laid out as in another of its name."""
        like = self.style.record(spot.name, spot.position, item=item)
        if like is None:
            return spot._replace(value_column=0, is_spaced=False)
        entries = [Entry(*pair) for pair in like.node.value]
        is_spaced = self.lines.is_spaced(entries)
        return spot._replace(value_column=_value_column(like.node), is_spaced=is_spaced)

    def _pairs(self, draft: _Draft, spot: _Spot) -> list[str]:
        lines: list[str] = []
        for one in draft.inner or ():
            first, *rest = self._pair(one, spot)
            lines += [""] if lines and spot.is_spaced else []
            lines += [" " * spot.column + first, *rest]
        return lines

    def _in_brackets(self, draft: _Draft, spot: _Spot) -> str:
        """A list or record in brackets, on one line or several as the nearest other one."""
        opening, closing = "{}" if draft.form is KeyedNode else "[]"
        like = self.style.brackets(spot.name, draft.form or Node, spot.position)
        pad, step, comma = "", 0, ""
        if like:
            start, end = like.start, like.node.end_mark.index
            first = like.node.value[0][0] if draft.form is KeyedNode else like.node.value[0]
            if not self.lines.begins_line(first.start_mark.index):
                pad = " " if self.lines.text[start + 1] == " " else ""
            else:
                indent = len(_indent_of(self.lines.line_at(start)))
                step = max(int(first.start_mark.column) - indent, 0)
                before = self.lines.text[: end - 1].rstrip()
                comma = "," if before.endswith(",") else ""
        inner = spot._replace(column=spot.column + step)
        entries = [self.entry(one, inner)[0] for one in draft.inner or ()]
        if not step:
            return f"{opening}{pad}{', '.join(entries)}{pad}{closing}"
        newline = self.lines.newline + " " * spot.column
        pad = newline + " " * step
        return f"{opening}{pad}{f',{pad}'.join(entries)}{comma}{newline}{closing}"

    def _scalar(self, draft: _Draft, spot: _Spot, like: _Example | None) -> _Written:
        text, schema = draft.text, draft.schema
        like = like or self.style.scalar(spot.name, schema, text, spot.position, flow=spot.flow)
        if like and like.is_block and self._can_be_block(text, like, spot):
            return self._block(text, like, spot)
        style = like.style if like and not like.is_block else ""
        wants_block = "\n" in text or (like is None and schema.is_long(text))
        if wants_block and style != '"' and self._can_be_block(text, None, spot):
            return self._block(text, None, spot)
        wants_quotes = style or (like is None and schema.wants_quotes)
        if wants_quotes or not quoting.fits_plain(text, typed=schema.is_typed, flow=spot.flow):
            if style == '"':
                text = quoting.in_double(text)
            elif style == "'" and quoting.fits_single(text):
                text = quoting.in_single(text)
            else:
                text = quoting.quoted(text, self.style.quote(spot.name, spot.position))
        return _Written(self._wrapped(text, like, spot))

    def _can_be_block(self, text: str, like: _Example | None, spot: _Spot) -> bool:
        if not spot.can_be_block or spot.flow or not quoting.fits_literal(text):
            return False
        return not spot.spaces or spot.column + self._block_indent(like, spot) >= spot.spaces

    def _block(self, text: str, like: _Example | None, spot: _Spot) -> _Written:
        step = self._block_indent(like, spot)
        header = self.lines.header(like.node) if like else "|-"
        indent = spot.column + step
        if like and header.startswith(">") and quoting.fits_folded(text):
            lines = quoting.folded_lines(text, indent, self._width(like))
        else:
            header = f"|{header[1:]}"
            lines = quoting.literal_lines(text, indent)
        return _Written(quoting.block_header(text, header, step), tuple(lines))

    def _block_indent(self, like: _Example | None, spot: _Spot) -> int:
        """How far further in than its key or dash a block of text stands."""
        if like is None:
            return self.style.indent(spot.name, spot.position)
        number = self.lines.header(like.node).strip("|>+-")
        column = self._second_column(like)
        return int(number) if number else Style.step if column is None else column - like.column

    def _wrapped(self, text: str, like: _Example | None, spot: _Spot) -> str:
        """Text on several lines, if that of its example is."""
        second = self._second_column(like) if like and not like.is_block else None
        if like is None or second is None:
            return text
        column = second - like.column + spot.column
        taken = max(spot.column + len(spot.name) - column, 0)
        width = self._width(like) - column
        lines = quoting.wrapped(text, width, plain=not like.style, taken=taken)
        return (self.lines.newline + " " * column).join(lines)

    def _lines_of(self, like: _Example) -> list[str]:
        """The lines of a value, the first from where it begins."""
        return _NEWLINE.split(self.lines.text[like.start : like.node.end_mark.index])

    def _second_column(self, like: _Example) -> int | None:
        """The column of the second line of a text, if it has one."""
        lines = [line for line in self._lines_of(like)[1:] if line.strip()]
        return len(_indent_of(lines[0])) if lines else None

    def _width(self, like: _Example) -> int:
        """How long a line of text may be: as long as those of its example."""
        return max(quoting.WIDTH, *map(len, self._lines_of(like)))


# What is put in.

_COMMA = re.compile(r"\s*,")
_SPACE_BEHIND_COMMA = re.compile(r"\s*,([ \t]*)")
_TRAILING_SPACE = re.compile(r"[ \t]+(?=[\r\n,\]}]|\Z)")


class _Additions:
    """The splices for new entries and for values that take the place of others."""

    def __init__(self, source: Source, schema: Schema) -> None:
        self.lines = TextLines(source)
        self.writer = _Writer(self.lines, Style(source, schema))

    def within(self, draft: _Draft, spot: _Spot = _Spot()) -> Iterator[Splice]:  # noqa: B008
        """What is new in a list or record that stands in the text."""
        node = draft.node
        assert isinstance(node, CollectionNode)  # noqa: S101 - it stands in the text
        flow = spot.flow or bool(node.flow_style)
        column = self._column_in_brackets(node) if flow else _column_of(node)
        spot = spot._replace(column=column, flow=flow)
        if isinstance(node, KeyedNode):
            quotes = {
                one.key.style or "" for one in draft.inner or () if isinstance(one.key, Scalar)
            }
            key_quote = quotes.pop() if len(quotes) == 1 else ""
            spot = spot._replace(key_quote=key_quote, value_column=_value_column(node))
        before: _Draft | None = None
        new: list[_Draft] = []
        for one in draft.inner or ():
            if one.node is None:
                new.append(one)
                continue
            yield from self._added(draft, new, before, one, spot)
            if not one.is_kept:
                inner = spot._replace(position=one.span.start, name=one.name or spot.name)
                yield from self._replaced(one, inner) if one.is_new else self.within(one, inner)
            before, new = one, []
        yield from self._added(draft, new, before, None, spot)

    def _column_in_brackets(self, node: Node) -> int:
        """The column of the entries in brackets, or of the line of these if it has all of them."""
        first = node.value[0][0] if isinstance(node, KeyedNode) else node.value[0]
        if self.lines.begins_line(first.start_mark.index):
            return int(first.start_mark.column)
        return len(_indent_of(self.lines.line_at(node.start_mark.index)))

    def _added(
        self,
        draft: _Draft,
        new: list[_Draft],
        before: _Draft | None,
        after: _Draft | None,
        spot: _Spot,
    ) -> Iterator[Splice]:
        """New entries between two that stand in the text, of which one may be missing."""
        beside, node = before or after, draft.node
        if not new or beside is None or node is None:
            return
        spot = spot._replace(position=beside.span.start)
        if spot.flow:
            texts = [self.writer.entry(one, spot)[0] for one in new]
            yield from self._added_in_brackets(draft, texts, before, beside.span.start)
            return
        if before is None:
            yield self._added_above(node, [self.writer.entry(one, spot) for one in new], spot)
            return
        last = before.span.last
        at = self.lines.tail(self.lines.end_of(last), spot.column)
        if isinstance(last, Scalar) and self.lines.is_directly_above(at, spot.column):
            at = self.lines.line_end(self.lines.end_of(last))
        spot = spot._replace(spaces=self._spaces_below(at))
        written = [self.writer.entry(one, spot) for one in new]
        newline = self.lines.newline_at(at)
        is_list = draft.form is ListNode
        is_spaced = self.lines.is_spaced(_entries_of(draft), last=is_list)
        lead = newline * (2 if is_spaced else 1) + " " * spot.column
        yield Splice(at, at, "".join(lead + newline.join(entry) for entry in written))

    def _spaces_below(self, end: int) -> int:
        """The most spaces on the blank lines below a line."""
        most = 0
        start = self.lines.next_line(end)
        while start is not None and self.lines.is_blank(start):
            most = max(most, len(self.lines.line_at(start)))
            start = self.lines.next_line(start)
        return most

    def _added_above(self, node: Node, written: list[list[str]], spot: _Spot) -> Splice:
        """New entries before the first one of a list or record."""
        lines, at = self.lines, node.start_mark.index
        newline = lines.newline_at(lines.line_end(at))
        indent = " " * spot.column
        if not lines.begins_line(at):
            return Splice(at, at, "".join(newline.join(one) + newline + indent for one in written))
        texts = [indent + newline.join(entry) for entry in written]
        start = lines.line_start(at)
        while start:  # below the nearest line above that holds more than a comment
            above = lines.line_above(start)
            line = lines.line_at(above)
            if line.strip() and not line.lstrip().startswith("#"):
                if not line.startswith("---"):
                    end = above + len(line)
                    return Splice(end, end, "".join(newline + text for text in texts))
                break
            start = above
        start = lines.line_start(at)  # comments at the head of a file are about the file
        return Splice(start, start, "".join(text + newline for text in texts))

    def _added_in_brackets(
        self, draft: _Draft, texts: list[str], before: _Draft | None, start: int
    ) -> Iterator[Splice]:
        """New entries in brackets, on lines of their own if the one beside has one."""
        lines = self.lines
        line = ""
        if lines.begins_line(start):
            line = lines.newline_at(lines.line_end(start)) + lines.before(start)
        entries = _entries_of(draft)
        commas = _SPACE_BEHIND_COMMA.match(lines.text, entries[0].end) if entries[1:] else None
        space = commas[1] if commas else " "
        if before is None:
            yield Splice(start, start, "".join(f"{text},{line or space}" for text in texts))
            return
        end = before.span.end
        comma = _COMMA.match(lines.text, end)
        after = comma.end() if comma else end
        if line and lines.ends_line(after):
            if comma is None:
                yield Splice(end, end, ",")
            at = lines.line_end(after)
            text = "".join(f"{line}{text}," for text in texts)
            yield Splice(at, at, text if comma else text[:-1])
        else:
            lead = line if line and comma is None else space
            yield Splice(end, end, "".join(f",{lead}{text}" for text in texts))

    def _replaced(self, new: _Draft, spot: _Spot) -> Iterator[Splice]:
        """A value in the place of another, with the comments on its line left there."""
        old = new.node
        assert old is not None  # noqa: S101 - something stands in its place
        like = None
        if new.inner is None and isinstance(old, Scalar) and not _is_empty(old):
            like = _Example(spot.name, new.schema, old, spot.column, is_item=False, flow=spot.flow)
            if like.is_block:
                yield from self._replaced_block(new, old, spot, like)
                return
        lines, start, end = self.lines, old.start_mark.index, self.lines.end_of(old)
        tail = lines.tail(end, spot.column)
        can_be_block = new.inner is not None or tail == lines.line_end(end)
        spot = spot._replace(can_be_block=can_be_block, spaces=self._spaces_below(tail))
        inline, below = self.writer.value(new, spot, like)
        if not inline:
            yield Splice(len(lines.text[:start].rstrip()), end, "")
        elif start < end:
            yield Splice(start, end, inline)
        else:
            trailing = _TRAILING_SPACE.match(lines.text, end)
            yield Splice(start, trailing.end() if trailing else end, f" {inline}")
        if below:
            newline = lines.newline_at(tail)
            yield Splice(tail, tail, "".join(newline + line for line in below))

    def _replaced_block(
        self, new: _Draft, old: Scalar, spot: _Spot, like: _Example
    ) -> Iterator[Splice]:
        """A text in the place of a block, whose header stays if it can."""
        lines, start = self.lines, old.start_mark.index
        header = lines.header(old)
        inline, below = self.writer.value(new, spot, like)
        fits = quoting.fits_folded if header[0] == ">" else quoting.fits_literal
        needs_number = new.text.lstrip("\n").startswith(" ")
        if not fits(new.text) or (needs_number and not header.strip("|>+-")):
            yield Splice(start, start + len(header), inline)
        end = lines.line_end(start)
        newline = lines.newline_at(end)
        last = max(end, lines.last_text_line(old))
        yield Splice(end, last, "".join(newline + line for line in below))


def _entries_of(draft: _Draft) -> list[Entry]:
    """The entries of a list or record that stand in the text."""
    return [one.span for one in draft.inner or () if one.node is not None]


# What is taken out.

_KEEPS_BLANK_LINES = re.compile(r"[|>][1-9]?\+")


def _removals(lines: TextLines, draft: _Draft, *, flow: bool = False) -> Iterator[Splice]:
    """The splices for what is to go; of it every comment stays."""
    node, inner = draft.node, draft.inner or []
    if node is None:
        return
    flow = flow or bool(getattr(node, "flow_style", False))
    entries = [one.span for one in inner]
    start = 0
    is_record = draft.form is KeyedNode and not flow
    if is_record and inner[0].is_gone and not lines.begins_line(entries[0].start):
        start = next(at for at, one in enumerate(inner) if not one.is_gone)  # beside a dash
        yield from _removed_beside_dash(lines, entries[0].start, entries[start].start)
    for is_gone, run in groupby(range(len(inner)), key=lambda at: inner[at].is_gone):
        first, *others = run
        last = others[-1] if others else first
        if not is_gone:
            for at in (first, *others):
                yield from _removals(lines, inner[at], flow=flow)
        elif flow:
            yield from _removed_in_brackets(lines, entries, first, last)
        elif first >= start:
            column = _column_of(node)
            begin = _entry_start(lines, entries[first].start, column)
            end = lines.tail(lines.end_of(entries[last].last), column)
            yield _without_lines(lines, begin, end, column, is_first=first == 0)


def _entry_start(lines: TextLines, index: int, column: int) -> int:
    """Where the key of an entry stands, or its dash, which may be on a line above."""
    line = lines.line_start(index)
    while lines.text[line : line + column].strip() or lines.text[line + column].isspace():
        if line == 0:
            raise EditError("A key is written in a way of which no line can be taken out.")
        line = lines.line_above(line)
    return line + column


def _removed_beside_dash(lines: TextLines, start: int, end: int) -> Iterator[Splice]:
    """The first keys of an item, up to the next: their comments go above the dash."""
    line = lines.line_start(start)
    if kept := lines.comments_within(start, end):
        indent = _indent_of(lines.before(start))
        newline = lines.newline_at(lines.line_end(start))
        yield Splice(line, line, "".join(f"{indent}{text}{newline}" for text in kept))
    yield Splice(start, end, "")


def _without_lines(
    lines: TextLines, start: int, end: int, column: int, *, is_first: bool = False
) -> Splice:
    """Whole lines taken out; each comment on them is left on a line of its own, at a column.

    Blank lines go too where two of them would meet, or below the first entry of a list or record.
    """
    begin, finish = lines.line_start(start), lines.line_end(end)
    if kept := lines.comments_within(begin, finish):
        newline = lines.newline_at(finish)
        return Splice(begin, finish, newline.join(" " * column + text for text in kept))
    below = lines.next_line(finish)
    if not _KEEPS_BLANK_LINES.search(lines.text):
        top = begin
        while top and lines.is_blank(lines.line_above(top)):
            top = lines.line_above(top)
        if top < begin:
            is_last = below is None or below == len(lines.text)
            begin = top if is_last or lines.is_blank(below) else begin
        else:
            while is_first and below is not None and lines.is_blank(below):
                below = lines.next_line(below)
    if below is None and begin:
        return Splice(lines.line_end(lines.line_above(begin)), finish, "")
    return Splice(begin, finish if below is None else below, "")


def _removed_in_brackets(
    lines: TextLines, entries: list[Entry], first: int, last: int
) -> Iterator[Splice]:
    """Entries in brackets taken out, with the commas that are not needed any more."""
    start, end = entries[first].start, entries[last].end
    comma = _COMMA.match(lines.text, end)
    after = comma.end() if comma else end
    above = entries[first - 1].end if first else None
    below = entries[last + 1].start if last + 1 < len(entries) else None
    own_lines = lines.begins_line(start) and lines.ends_line(after)
    has_comments = bool(lines.comments_within(above or start, below or after))
    if own_lines or has_comments:
        is_last = comma is None if own_lines else below is None
        before = _COMMA.match(lines.text, above) if above is not None and is_last else None
        if before:
            yield Splice(before.end() - 1, before.end(), "")
        if own_lines:
            yield _without_lines(lines, start, after, len(lines.before(start)))
            return
        end = after if below is None else below
        indent = _indent_of(lines.line_at(end))
        newline = lines.newline_at(lines.line_end(start))
        kept = "".join(f"{text}{newline}{indent}" for text in lines.comments_within(start, end))
        space = " " if kept and not lines.text[start - 1].isspace() else ""
        yield Splice(start, end, space + kept)
    elif above is not None:
        yield Splice(above, end, "")
    elif below is not None:
        yield Splice(start, below, "")
