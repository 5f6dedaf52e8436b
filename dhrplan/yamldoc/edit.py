"""Edit a YAML file by replacing only the characters that a change concerns.

The changes are first applied to a tree of the values that the file should hold. The splices of the
text follow from the tree: one pass adds new values, in the style of their surroundings, a second
pass removes values. After each pass the text is parsed again, and the edit is refused unless the
text holds exactly the values of the tree, and at the end unless every comment is still there.
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


class Rename(NamedTuple):
    """Give the key at a route another name, which its record does not have yet."""

    route: Route
    name: str


Change = Set | Append | Remove | Rename


class UnsafeEditError(EditError):
    """A change would have changed something else as well, and was not made."""

    def __init__(self, file: str, what: str) -> None:
        message = f"{file} was not changed: the change would have {what}."
        super().__init__(message, "Make the change in a text editor.")


@dataclass(frozen=True, eq=False)
class Schema:
    """The field at a place of a file, as far as it affects the style of the value."""

    type: str = ""  # values of one type are written alike
    is_prose: bool = True  # long text becomes a block
    is_id: bool = False  # ids take their style from each other alone
    wants_quotes: bool = False  # unless the file does otherwise
    is_typed: bool = False  # it may look like a number or date without quotes
    is_code: bool = False  # a list of these is written in brackets
    is_example: bool = True  # how it is written tells something about the style of the file
    keys: Mapping[str, Schema] = field(default_factory=dict)  # of a record, in their order
    item: Schema | None = None  # of a list
    value: Schema | None = None  # of a record whose keys the file chooses

    def below(self, step: str | int) -> Schema:
        """The schema of a key or item of the value."""
        if isinstance(step, int):
            return self.item or UNKNOWN
        return self.keys.get(step) or self.value or UNKNOWN

    def rank(self, name: str) -> int:
        """The place of a key in the order of the keys; an unknown one comes last."""
        return [*self.keys, name].index(name)

    def is_long(self, text: str) -> bool:
        """True if a text is written as a block, on lines of its own."""
        return "\n" in text or (len(text) > quoting.LONG and self.is_prose)


UNKNOWN = Schema()
"""The schema of a place that no field describes."""


def edit(source: Source, changes: Iterable[Change], schema: Schema) -> Source:
    """Make changes in order; each route refers to the file as the earlier changes left it.

    Raises:
        EditError: A change cannot be made.
        UnsafeEditError: Something else would have changed.
    """
    if not isinstance(source.root, KeyedNode) or not source.root.value:
        raise EditError(f"{source.file} has no keys, so nothing in it can be changed.")
    root = _ValueDraft(schema, source.root)
    root.open()
    for change in changes:
        if isinstance(change, Remove):
            _remove(root, change.route)
        elif isinstance(change, Rename):
            _rename(root, change)
        elif isinstance(change, Append):
            _set(root, (*change.route, _length(root, change.route)), change.value)
        else:
            _set(root, change.route, change.value)
    _put_new_before_gone(root)
    additions = (*_Additions(source, schema).within(root), *_renamed(root))
    new = _spliced(source, additions, root, with_gone=True)
    new = _spliced(new, _removals(TextLines(new), root), root, with_gone=False)
    if new is not source:
        _check(source, new)
    return new


def _spliced(
    source: Source, splices: Iterable[Splice], root: _ValueDraft, *, with_gone: bool
) -> Source:
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
    """The texts of the comments of a file, with the number of times each occurs."""
    return Counter(comment.text for comment in comments(source))


# The values of the edited file.


@dataclass(slots=True, eq=False)
class _ValueDraft:
    """A value of the edited file: kept unchanged, opened for changes within it, or new."""

    schema: Schema
    node: Node | None = None  # its node in the text; for a new one the node that it replaces
    name: str = ""  # its key in a record
    key: Node | None = None  # the node of the key
    form: type[Node] | None = None  # the class of its node, once it is known
    inner: list[_ValueDraft] | None = None  # the content of an opened or new list or record
    text: str = ""  # of a new scalar
    is_new: bool = False
    is_gone: bool = False

    @property
    def staying(self) -> list[_ValueDraft]:
        """Its keys or items that are not removed."""
        return [one for one in self.inner or () if not one.is_gone]

    @property
    def is_kept(self) -> bool:
        """True if neither the value nor anything in it is changed."""
        return not self.is_new and self.inner is None

    @property
    def is_free(self) -> bool:
        """True if the place is empty, so that a list or record can be put there."""
        if self.is_new:
            return self.form is None
        return self.inner is None and self.node is not None and _is_empty(self.node)

    @property
    def span(self) -> Entry:
        """Its nodes in the text: key and value, or the value alone."""
        assert self.node is not None  # noqa: S101 - used only for values in the text
        return Entry(self.key or self.node, self.node)

    def open(self) -> None:
        """Load its keys or items, so that they can be changed; a scalar stays as it is."""
        if not self.is_kept or self.node is None or _is_empty(self.node):
            return
        self.form = type(self.node)
        if isinstance(self.node, ListNode):
            item = self.schema.below(0)
            self.inner = [_ValueDraft(item, one) for one in self.node.value]
        elif isinstance(self.node, KeyedNode):
            named = [(word_of(key), key, value) for key, value in self.node.value]
            self.inner = [
                _ValueDraft(self.schema.below(n), value, n, key) for n, key, value in named
            ]

    def renew(self, form: type[Node]) -> None:
        """Turn it into a new, empty value."""
        self.form, self.is_new, self.text = form, True, ""
        self.inner = None if form is Scalar else []

    def child(self, step: str | int) -> _ValueDraft | None:
        """The value at a key or index, None if there is none."""
        self.open()
        if isinstance(step, str):
            named = self.staying if self.form is KeyedNode else ()
            return next((one for one in named if one.name == step), None)
        items = self.staying if self.form is ListNode else []
        return items[step] if 0 <= step < len(items) else None

    def add(self, step: str | int) -> _ValueDraft:
        """Add an empty value at a key, or at the end of the list."""
        assert self.inner is not None  # noqa: S101 - it has been opened
        one = _ValueDraft(self.schema.below(step), is_new=True)
        if isinstance(step, str):
            one.name = step
            self.inner.insert(self._index_for(step), one)
        else:
            self.inner.append(one)
        return one

    def _index_for(self, name: str) -> int:
        """The index after the nearest key that precedes it in the schema, or before the next one.

        Unknown keys stay where they are, and a new one comes last.
        """
        rank, unknown = self.schema.rank(name), len(self.schema.keys)
        ranks = [(self.schema.rank(one.name), at) for at, one in enumerate(self.inner or ())]
        before = [one for one in ranks if one[0] < rank]
        after = [one for one in ranks if rank < one[0] < unknown]
        if before and rank < unknown:
            return max(before)[1] + 1
        return min(after)[1] if after else len(ranks)

    def drop(self, one: _ValueDraft) -> None:
        """Remove a value: mark it if it is in the text, else forget it."""
        assert self.inner is not None  # noqa: S101 - it has been opened
        at = self.inner.index(one)
        gone = _ValueDraft(one.schema, one.node, one.name, one.key, is_gone=True)
        self.inner[at : at + 1] = [gone] if one.node else []

    def bind(self, node: Node, *, with_gone: bool) -> bool:
        """Take over the nodes of the edited text; False if they hold other values than wanted."""
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
    """The text of a key, empty if the key is a list or record."""
    return key.value if isinstance(key, Scalar) else ""


def _is_empty(node: Node) -> bool:
    """True if a node has no value: `~`, `null`, nothing at all, or empty brackets."""
    if isinstance(node, Scalar):
        return node.value in quoting.EMPTY and not node.style
    return not node.value


def _is_same(one: Node | None, other: Node) -> bool:
    """True if two nodes have equal values, written in the same quotes or blocks."""
    if isinstance(one, Scalar):
        return one.value == other.value and one.style == getattr(other, "style", None)
    if one is None or type(one) is not type(other) or len(one.value) != len(other.value):
        return False
    if isinstance(one, ListNode):
        return all(map(_is_same, one.value, other.value))
    pairs = zip(one.value, other.value, strict=True)
    return all(_is_same(a[0], b[0]) and _is_same(a[1], b[1]) for a, b in pairs)


def _holds(node: Node, value: Value) -> bool:
    """True if a node has this value, line breaks at the end of a text aside."""
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


def _rename(root: _ValueDraft, change: Rename) -> None:
    at: _ValueDraft | None = root
    for step in change.route[:-1]:
        at = at.child(step) if at else None
    one = at.child(change.route[-1]) if at else None
    if at is None or one is None or at.child(change.name):
        raise EditError(f"{_spoken(change.route)} cannot be renamed to `{change.name}`.")
    one.name, one.schema = change.name, at.schema.below(change.name)


def _renamed(draft: _ValueDraft) -> Iterator[Splice]:
    """The splices that write the new names of keys."""
    for one in draft.inner or ():
        if one.key is not None and one.name != word_of(one.key) and not one.is_gone:
            yield Splice(one.key.start_mark.index, one.key.end_mark.index, one.name)
        yield from _renamed(one)


def _set(root: _ValueDraft, route: Route, value: Value) -> None:
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
    """The value as the parser will read it back.

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


def _put(at: _ValueDraft, value: Value, route: Route) -> None:
    """Set the value of a place; the parts that are equal already are not touched."""
    if at.is_kept and at.node and _holds(at.node, value):
        return
    at.open()
    form: type[Node] = ListNode
    if isinstance(value, str | Mapping):
        form = Scalar if isinstance(value, str) else KeyedNode
    if at.inner is None or at.form is not form:
        if isinstance(at.node, CollectionNode) and not at.node.flow_style:
            message = f"{_spoken(route)} holds a list or keys of its own, not a single value."
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


def _put_items(at: _ValueDraft, values: Sequence[Value], route: Route) -> None:
    """Set the items of a list: keep equal ones at both ends, and replace those between."""

    def count_same(ours: Sequence[_ValueDraft], theirs: Sequence[Value]) -> int:
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
    new = [_ValueDraft(at.schema.below(0), is_new=True) for _ in values[len(ours) :]]
    at.inner[place:place] = new
    for one, value in zip((*ours, *new), values, strict=False):
        _put(one, value, route)
    for one in ours[len(values) :]:
        at.drop(one)


def _length(root: _ValueDraft, route: Route) -> int:
    """The number of items of a list, 0 if it is missing or empty."""
    found: _ValueDraft | None = root
    for step in route:
        found = found and found.child(step)
    if found is None or found.is_free:
        return 0
    found.open()
    if found.form is not ListNode:
        raise EditError(f"{_spoken(route)} is not a list.", "Write it as a list first.")
    return len(found.staying)


def _remove(root: _ValueDraft, route: Route) -> None:
    around = [root]
    for end, step in enumerate(route, 1):
        found = around[-1].child(step)
        if found is None:
            raise EditError(f"There is no {_spoken(route[:end])}.")
        around.append(found)
    if sum(one.name == route[-1] for one in around[-2].staying) > 1:
        message = f"{_spoken(route)} is there more than once, and only the first is used."
        raise EditError(message, "Remove the others first.")
    while len(around) > 1:
        one = around.pop()
        around[-1].drop(one)
        if around[-1].staying:
            return
    raise EditError("The file would be empty.", "Delete the file instead.")


def _put_new_before_gone(draft: _ValueDraft) -> None:
    """Order new entries before removed ones, whose comments would seem to be about them."""
    settled: list[_ValueDraft] = []
    gone: list[_ValueDraft] = []
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
    """Apply splices to a text. Several at one place are applied in the order given."""
    pieces = []
    done = 0
    for start, end, piece in sorted(splices, key=lambda splice: splice.start):
        if start < done:
            raise EditError("Two of the changes are at the same place.", "Make them separately.")
        pieces += [text[done:start], piece]
        done = end
    return "".join((*pieces, text[done:]))


class Entry(NamedTuple):
    """A key with its value, or an item, in the text."""

    first: Node
    last: Node

    @property
    def start(self) -> int:
        """The offset of its first character."""
        return int(self.first.start_mark.index)

    @property
    def end(self) -> int:
        """The offset after its end, for an entry in brackets; the value of a key may be missing."""
        return max(int(self.first.end_mark.index), int(self.last.end_mark.index))


class TextLines:
    """The text of a file by lines. All positions are offsets in characters."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        found = _NEWLINE.search(self.text)
        self.newline = found[0] if found else "\n"

    def newline_at(self, end: int) -> str:
        """The line break at offset `end`; at the end of the text, the file's usual one."""
        found = _NEWLINE.match(self.text, end)
        return found[0] if found else self.newline

    def line_start(self, index: int) -> int:
        """The start of the line that holds an offset."""
        return self.source.line(self.source.place(index).line)[0]

    def line_end(self, index: int) -> int:
        """The end of the line that holds an offset, before its line break."""
        return self.source.line_end(index)

    def line_at(self, index: int) -> str:
        """The text of the line that holds an offset."""
        return self.source.line(self.source.place(index).line)[1]

    def line_above(self, start: int) -> int:
        """The start of the line above the one that starts at `start`."""
        return self.source.line(self.source.place(start).line - 1)[0]

    def next_line(self, index: int) -> int | None:
        """The start of the line below the one that holds an offset; None for the last line."""
        end = self.line_end(index)
        return end + len(self.newline_at(end)) if end < len(self.text) else None

    def before(self, index: int) -> str:
        """The text of the line before an offset."""
        return self.text[self.line_start(index) : index]

    def begins_line(self, index: int) -> bool:
        """True if only white space precedes the offset on its line."""
        return not self.before(index).strip()

    def ends_line(self, index: int) -> bool:
        """True if only white space or a comment follows the offset on its line."""
        rest = self.text[index : self.line_end(index)].strip()
        return not rest or rest.startswith("#")

    def is_blank(self, index: int | None) -> bool:
        """True if a blank line starts at `index`."""
        return index is not None and index < len(self.text) and not self.line_at(index).strip()

    def header(self, node: Node) -> str:
        """The header of a block of text, such as `|-`."""
        found = _HEADER.match(self.text, node.start_mark.index)
        return found[0] if found else ""

    def end_of(self, node: Node) -> int:
        """The end of the last character of a node; its end mark may be many lines below."""
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
        """The end of the last line of a block that is not blank."""
        start = int(node.start_mark.index)
        return self.line_end(start + len(self.text[start : node.end_mark.index].rstrip()))

    def tail(self, end: int, column: int) -> int:
        """The end of the line that holds `end`, or of the deeper indented comments below it.

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
        """True if blank lines separate all entries, or with `last` the last two."""
        gaps = []
        for one, other in pairwise(entries):
            between = self.text[self.end_of(one.last) : other.start]
            gaps.append(any(not line.strip() for line in _NEWLINE.split(between)[1:-1]))
        return gaps[-1:] == [True] if last else bool(gaps) and all(gaps)

    def comments_within(self, start: int, end: int) -> list[str]:
        """The texts of the comments that begin between two offsets."""
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
    """Columns from a key of a record to its value, if the values are aligned; else 0."""
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
    flow: bool  # it is within brackets

    @property
    def start(self) -> int:
        """The offset of its first character."""
        return int(self.node.start_mark.index)

    @property
    def style(self) -> str:
        """The quote of a scalar or the sign of its block; nothing for a plain one."""
        return (self.node.style or "") if isinstance(self.node, Scalar) else ""

    @property
    def is_block(self) -> bool:
        """True for a block under `|` or `>`."""
        return self.style in ("|", ">")

    @property
    def is_flow(self) -> bool:
        """True for a list or record in brackets."""
        return bool(getattr(self.node, "flow_style", False))

    def is_full(self, form: type[Node]) -> bool:
        """True for a list or record, as `form` says, that is not empty."""
        return isinstance(self.node, form) and bool(self.node.value)


class Style:
    """The style of a file. A new value copies the nearest value of the same kind."""

    step = 2
    """Columns to indent a level by, if no value of the file serves as an example."""

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
        """The example nearest to an offset that fits: of all, or of those under a key."""
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
        """The scalar whose style a new one copies."""

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
        """Columns from a key to the dashes of its list."""
        found = self._find(name, position, lambda one: _is_block(one, ListNode, is_item=False))
        return _column_of(found.node) - found.column if found else self.step

    def item(self, name: str, position: int) -> _Example | None:
        """The item whose layout a new item of a list copies."""
        return self._find(name, position, lambda one: one.is_item and not one.flow)

    def record(self, name: str, position: int, *, item: bool) -> _Example | None:
        """The record whose layout a new one under the same key copies."""
        return self._nearest(position, lambda one: _is_block(one, KeyedNode, is_item=item), name)

    def indent(self, name: str, position: int) -> int:
        """Columns from a key to the keys of the record below it."""
        found = self._find(name, position, lambda one: _is_block(one, KeyedNode, is_item=False))
        if found:
            return _column_of(found.node) - found.column
        return max(self.step, self.dash(name, position))

    def brackets(self, name: str, form: type[Node], position: int) -> _Example | None:
        """The list or record in brackets whose layout a new one copies."""
        return self._find(name, position, lambda one: one.is_flow and one.is_full(form))

    def has_brackets(self, name: str, draft: _ValueDraft, position: int, *, item: bool) -> bool:
        """True if a new list or record is written in brackets."""
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
    """True if the style of a value can be copied for a text."""
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


def _scalars_in(draft: _ValueDraft) -> Iterator[_ValueDraft]:
    if draft.inner is None:
        yield draft
    for one in draft.inner or ():
        yield from _scalars_in(one)


# New values, written in that style.


class _Layout(NamedTuple):
    """The position and layout of a new value."""

    name: str = ""  # its key; for an item, that of the list
    column: int = 0  # of that key, or of the dash of the item
    position: int = 0  # of a character near it
    flow: bool = False  # it is within brackets
    key_quote: str = ""  # the quotes around keys, if any
    can_be_block: bool = True
    value_column: int = 0  # least number of columns from a key to its value
    is_spaced: bool = False  # blank lines separate keys
    spaces: int = 0  # on the blank lines below at most; a block would take in what is further in


class _WrittenValue(NamedTuple):
    """The characters of a value: those after its key or dash, and the lines below."""

    inline: str
    below: tuple[str, ...] = ()


class _Writer:
    """Writes new values."""

    def __init__(self, lines: TextLines, style: Style) -> None:
        self.lines = lines
        self.style = style

    def entry(self, draft: _ValueDraft, layout: _Layout) -> list[str]:
        """The lines of a key with its value, or of an item, the first without its indentation."""
        if draft.name:
            return self._pair(draft, layout)
        return [self.value(draft, layout).inline] if layout.flow else self._item(draft, layout)

    def _pair(self, draft: _ValueDraft, layout: _Layout) -> list[str]:
        key = draft.name
        if layout.key_quote or not quoting.fits_plain(key, typed=False, flow=layout.flow):
            key = quoting.quoted(key, layout.key_quote or '"')
        inline, below = self.value(draft, layout._replace(name=draft.name))
        lead = f"{key}:".ljust(layout.value_column - 1)
        return [f"{lead} {inline}" if inline else f"{key}:", *below]

    def _item(self, draft: _ValueDraft, layout: _Layout) -> list[str]:
        like = self.style.item(layout.name, layout.position)
        gap = max(Style.step, like.node.start_mark.column - like.column) if like else Style.step
        is_record = draft.form is KeyedNode
        if is_record and not self.style.has_brackets(
            layout.name, draft, layout.position, item=True
        ):
            layout = self._within(layout._replace(column=layout.column + gap), item=True)
            first, *rest = self._pairs(draft, layout)
            if like and self.lines.begins_line(like.start):  # below a dash on a line of its own
                return ["-", first, *rest]
            return ["-".ljust(gap) + first.lstrip(" "), *rest]
        inline, below = self.value(draft, layout._replace(flow=True) if is_record else layout)
        return ["-".ljust(gap) + inline, *below]

    def value(
        self, draft: _ValueDraft, layout: _Layout, like: _Example | None = None
    ) -> _WrittenValue:
        """Write a value; a scalar copies the style of `like`, if given."""
        if draft.inner is None:
            return self._scalar(draft, layout, like)
        name, position = layout.name, layout.position
        if layout.flow or self.style.has_brackets(name, draft, position, item=False):
            return _WrittenValue(self._in_brackets(draft, layout._replace(flow=True)))
        if draft.form is KeyedNode:
            column = layout.column + self.style.indent(name, position)
            pairs = self._pairs(draft, self._within(layout._replace(column=column), item=False))
            return _WrittenValue("", tuple(pairs))
        layout = layout._replace(column=layout.column + self.style.dash(name, position))
        below = []
        for one in draft.inner:
            first, *rest = self._item(one, layout)
            below += [" " * layout.column + first, *rest]
        return _WrittenValue("", tuple(below))

    def _within(self, layout: _Layout, *, item: bool) -> _Layout:
        """The layout for the keys of a new record, copied from another under the same key."""
        like = self.style.record(layout.name, layout.position, item=item)
        if like is None:
            return layout._replace(value_column=0, is_spaced=False)
        entries = [Entry(*pair) for pair in like.node.value]
        is_spaced = self.lines.is_spaced(entries)
        return layout._replace(value_column=_value_column(like.node), is_spaced=is_spaced)

    def _pairs(self, draft: _ValueDraft, layout: _Layout) -> list[str]:
        lines: list[str] = []
        for one in draft.inner or ():
            first, *rest = self._pair(one, layout)
            lines += [""] if lines and layout.is_spaced else []
            lines += [" " * layout.column + first, *rest]
        return lines

    def _in_brackets(self, draft: _ValueDraft, layout: _Layout) -> str:
        """Write a list or record in brackets, on one line or several as the nearest other one."""
        opening, closing = "{}" if draft.form is KeyedNode else "[]"
        like = self.style.brackets(layout.name, draft.form or Node, layout.position)
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
        inner = layout._replace(column=layout.column + step)
        entries = [self.entry(one, inner)[0] for one in draft.inner or ()]
        if not step:
            return f"{opening}{pad}{', '.join(entries)}{pad}{closing}"
        newline = self.lines.newline + " " * layout.column
        pad = newline + " " * step
        return f"{opening}{pad}{f',{pad}'.join(entries)}{comma}{newline}{closing}"

    def _scalar(self, draft: _ValueDraft, layout: _Layout, like: _Example | None) -> _WrittenValue:
        text, schema = draft.text, draft.schema
        like = like or self.style.scalar(
            layout.name, schema, text, layout.position, flow=layout.flow
        )
        if like and like.is_block and self._can_be_block(text, like, layout):
            return self._block(text, like, layout)
        style = like.style if like and not like.is_block else ""
        wants_block = "\n" in text or (like is None and schema.is_long(text))
        if wants_block and style != '"' and self._can_be_block(text, None, layout):
            return self._block(text, None, layout)
        wants_quotes = style or (like is None and schema.wants_quotes)
        if wants_quotes or not quoting.fits_plain(text, typed=schema.is_typed, flow=layout.flow):
            if style == '"':
                text = quoting.in_double(text)
            elif style == "'" and quoting.fits_single(text):
                text = quoting.in_single(text)
            else:
                text = quoting.quoted(text, self.style.quote(layout.name, layout.position))
        return _WrittenValue(self._wrapped(text, like, layout))

    def _can_be_block(self, text: str, like: _Example | None, layout: _Layout) -> bool:
        if not layout.can_be_block or layout.flow or not quoting.fits_literal(text):
            return False
        return (
            not layout.spaces or layout.column + self._block_indent(like, layout) >= layout.spaces
        )

    def _block(self, text: str, like: _Example | None, layout: _Layout) -> _WrittenValue:
        step = self._block_indent(like, layout)
        header = self.lines.header(like.node) if like else "|-"
        indent = layout.column + step
        if like and header.startswith(">") and quoting.fits_folded(text):
            lines = quoting.folded_lines(text, indent, self._width(like))
        else:
            header = f"|{header[1:]}"
            lines = quoting.literal_lines(text, indent)
        return _WrittenValue(quoting.block_header(text, header, step), tuple(lines))

    def _block_indent(self, like: _Example | None, layout: _Layout) -> int:
        """Columns from a key or dash to the lines of its block."""
        if like is None:
            return self.style.indent(layout.name, layout.position)
        number = self.lines.header(like.node).strip("|>+-")
        column = self._second_column(like)
        return int(number) if number else Style.step if column is None else column - like.column

    def _wrapped(self, text: str, like: _Example | None, layout: _Layout) -> str:
        """The text, wrapped if the example is."""
        second = self._second_column(like) if like and not like.is_block else None
        if like is None or second is None:
            return text
        column = second - like.column + layout.column
        taken = max(layout.column + len(layout.name) - column, 0)
        width = self._width(like) - column
        lines = quoting.wrapped(text, width, plain=not like.style, taken=taken)
        return (self.lines.newline + " " * column).join(lines)

    def _lines_of(self, like: _Example) -> list[str]:
        """The lines of a value, the first without what precedes the value."""
        return _NEWLINE.split(self.lines.text[like.start : like.node.end_mark.index])

    def _second_column(self, like: _Example) -> int | None:
        """The column of the second line of a text, if it has one."""
        lines = [line for line in self._lines_of(like)[1:] if line.strip()]
        return len(_indent_of(lines[0])) if lines else None

    def _width(self, like: _Example) -> int:
        """The longest line to write, in characters: at least as long as those of the example."""
        return max(quoting.WIDTH, *map(len, self._lines_of(like)))


# Additions.

_COMMA = re.compile(r"\s*,")
_SPACE_BEHIND_COMMA = re.compile(r"\s*,([ \t]*)")
_TRAILING_SPACE = re.compile(r"[ \t]+(?=[\r\n,\]}]|\Z)")


class _Additions:
    """The splices for new entries and for values that take the place of others."""

    def __init__(self, source: Source, schema: Schema) -> None:
        self.lines = TextLines(source)
        self.writer = _Writer(self.lines, Style(source, schema))

    def within(self, draft: _ValueDraft, layout: _Layout = _Layout()) -> Iterator[Splice]:  # noqa: B008
        """The splices that add to a list or record of the text, at any depth."""
        node = draft.node
        assert isinstance(node, CollectionNode)  # noqa: S101 - it is in the text
        flow = layout.flow or bool(node.flow_style)
        column = self._column_in_brackets(node) if flow else _column_of(node)
        layout = layout._replace(column=column, flow=flow)
        if isinstance(node, KeyedNode):
            quotes = {
                one.key.style or "" for one in draft.inner or () if isinstance(one.key, Scalar)
            }
            key_quote = quotes.pop() if len(quotes) == 1 else ""
            layout = layout._replace(key_quote=key_quote, value_column=_value_column(node))
        before: _ValueDraft | None = None
        new: list[_ValueDraft] = []
        for one in draft.inner or ():
            if one.node is None:
                new.append(one)
                continue
            yield from self._added(draft, new, before, one, layout)
            if not one.is_kept:
                inner = layout._replace(position=one.span.start, name=one.name or layout.name)
                yield from self._replaced(one, inner) if one.is_new else self.within(one, inner)
            before, new = one, []
        yield from self._added(draft, new, before, None, layout)

    def _column_in_brackets(self, node: Node) -> int:
        """The column of entries in brackets, or the indentation of the line if all are on one."""
        first = node.value[0][0] if isinstance(node, KeyedNode) else node.value[0]
        if self.lines.begins_line(first.start_mark.index):
            return int(first.start_mark.column)
        return len(_indent_of(self.lines.line_at(node.start_mark.index)))

    def _added(
        self,
        draft: _ValueDraft,
        new: list[_ValueDraft],
        before: _ValueDraft | None,
        after: _ValueDraft | None,
        layout: _Layout,
    ) -> Iterator[Splice]:
        """Add new entries between two of the text, one of which may be missing."""
        beside, node = before or after, draft.node
        if not new or beside is None or node is None:
            return
        layout = layout._replace(position=beside.span.start)
        if layout.flow:
            texts = [self.writer.entry(one, layout)[0] for one in new]
            yield from self._added_in_brackets(draft, texts, before, beside.span.start)
            return
        if before is None:
            yield self._added_above(node, [self.writer.entry(one, layout) for one in new], layout)
            return
        last = before.span.last
        at = self.lines.tail(self.lines.end_of(last), layout.column)
        if isinstance(last, Scalar) and self.lines.is_directly_above(at, layout.column):
            at = self.lines.line_end(self.lines.end_of(last))
        layout = layout._replace(spaces=self._spaces_below(at))
        written = [self.writer.entry(one, layout) for one in new]
        newline = self.lines.newline_at(at)
        is_list = draft.form is ListNode
        is_spaced = self.lines.is_spaced(_entries_of(draft), last=is_list)
        lead = newline * (2 if is_spaced else 1) + " " * layout.column
        yield Splice(at, at, "".join(lead + newline.join(entry) for entry in written))

    def _spaces_below(self, end: int) -> int:
        """The most spaces on the blank lines below a line."""
        most = 0
        start = self.lines.next_line(end)
        while start is not None and self.lines.is_blank(start):
            most = max(most, len(self.lines.line_at(start)))
            start = self.lines.next_line(start)
        return most

    def _added_above(self, node: Node, written: list[list[str]], layout: _Layout) -> Splice:
        """Add new entries before the first one of a list or record."""
        lines, at = self.lines, node.start_mark.index
        newline = lines.newline_at(lines.line_end(at))
        indent = " " * layout.column
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
        self, draft: _ValueDraft, texts: list[str], before: _ValueDraft | None, start: int
    ) -> Iterator[Splice]:
        """Add entries in brackets, on lines of their own if the one beside has one."""
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

    def _replaced(self, new: _ValueDraft, layout: _Layout) -> Iterator[Splice]:
        """Replace a value; the comments on its line stay."""
        old = new.node
        assert old is not None  # noqa: S101 - a replaced value has a node
        like = None
        if new.inner is None and isinstance(old, Scalar) and not _is_empty(old):
            like = _Example(
                layout.name, new.schema, old, layout.column, is_item=False, flow=layout.flow
            )
            if like.is_block:
                yield from self._replaced_block(new, old, layout, like)
                return
        lines, start, end = self.lines, old.start_mark.index, self.lines.end_of(old)
        tail = lines.tail(end, layout.column)
        can_be_block = new.inner is not None or tail == lines.line_end(end)
        layout = layout._replace(can_be_block=can_be_block, spaces=self._spaces_below(tail))
        inline, below = self.writer.value(new, layout, like)
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
        self, new: _ValueDraft, old: Scalar, layout: _Layout, like: _Example
    ) -> Iterator[Splice]:
        """Replace the text of a block, and its header if it has to change."""
        lines, start = self.lines, old.start_mark.index
        header = lines.header(old)
        inline, below = self.writer.value(new, layout, like)
        fits = quoting.fits_folded if header[0] == ">" else quoting.fits_literal
        needs_number = new.text.lstrip("\n").startswith(" ")
        if not fits(new.text) or (needs_number and not header.strip("|>+-")):
            yield Splice(start, start + len(header), inline)
        end = lines.line_end(start)
        newline = lines.newline_at(end)
        last = max(end, lines.last_text_line(old))
        yield Splice(end, last, "".join(newline + line for line in below))


def _entries_of(draft: _ValueDraft) -> list[Entry]:
    """The entries of a list or record that are in the text."""
    return [one.span for one in draft.inner or () if one.node is not None]


# Removals.

_KEEPS_BLANK_LINES = re.compile(r"[|>][1-9]?\+")


def _removals(lines: TextLines, draft: _ValueDraft, *, flow: bool = False) -> Iterator[Splice]:
    """The splices that remove values; every comment is kept."""
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
            begin = entry_start(lines, entries[first].start, column)
            end = lines.tail(lines.end_of(entries[last].last), column)
            yield _without_lines(lines, begin, end, column, is_first=first == 0)


def entry_start(lines: TextLines, index: int, column: int) -> int:
    """Where the key of an entry stands, or its dash, which may be on a line above."""
    line = lines.line_start(index)
    while lines.text[line : line + column].strip() or lines.text[line + column].isspace():
        if line == 0:
            raise EditError("A key is written so that its line cannot be removed.")
        line = lines.line_above(line)
    return line + column


def _removed_beside_dash(lines: TextLines, start: int, end: int) -> Iterator[Splice]:
    """Remove the first keys of an item, up to the next: their comments go above the dash."""
    line = lines.line_start(start)
    if kept := lines.comments_within(start, end):
        indent = _indent_of(lines.before(start))
        newline = lines.newline_at(lines.line_end(start))
        yield Splice(line, line, "".join(f"{indent}{text}{newline}" for text in kept))
    yield Splice(start, end, "")


def _without_lines(
    lines: TextLines, start: int, end: int, column: int, *, is_first: bool = False
) -> Splice:
    """Remove whole lines; each comment on them is left on a line of its own, at a column.

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
    """Remove entries in brackets, with the commas that are not needed any more."""
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
