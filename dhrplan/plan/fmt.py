"""Edits of a plan or the register, by the table of fields, and the canonical form of `fmt`.

`fmt` changes the order of keys, dates, words, codes and the quotes of ids, and nothing else. The
result is read again, and refused unless the meaning of every value is the same.
"""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from dhrplan.diagnostic import Diagnostic, Route
from dhrplan.errors import EditError
from dhrplan.model.agencies import Register
from dhrplan.model.dates.parse import parse_date, parse_period
from dhrplan.model.dates.values import DateFault
from dhrplan.plan.convert import ValueFault, certain_choice, convert
from dhrplan.plan.explain import parse
from dhrplan.plan.fields import (
    FORMAT,
    RECORDS,
    STATUS,
    Body,
    Choice,
    DateValue,
    Id,
    Kind,
    ListOf,
    MapOf,
    PeriodValue,
    RecordOf,
    Signatory,
    Text,
    YesNo,
)
from dhrplan.plan.ignores import ignore_comments
from dhrplan.plan.read import fields_of, is_left_out, read_plan, read_register
from dhrplan.yamldoc import edit as editor
from dhrplan.yamldoc.edit import (
    Change,
    Remove,
    Schema,
    Set,
    Splice,
    Style,
    UnsafeEditError,
    comment_texts,
    spliced,
    word_of,
)
from dhrplan.yamldoc.items import move_item, remove_item
from dhrplan.yamldoc.nodes import KeyedNode, Node, Scalar, Source, words
from dhrplan.yamldoc.nodes import Sequence as ListNode
from dhrplan.yamldoc.order import reordered
from dhrplan.yamldoc.quoting import quoted, read_as

if TYPE_CHECKING:  # most files have nothing to fix
    from dhrplan.plan.fix import Fix

_NOUNS = {
    "problem": "problems",
    "date": "dates",
    "period": "periods",
    "status": "statuses",
    "word": "words",
    "agency": "agencies",
    "id": "ids",
}


@cache
def schema_of(record: str) -> Schema:
    """The schema that the editor needs of a record, from the table of fields."""
    return _schema(RecordOf(record))


def _schema(kind: Kind) -> Schema:
    takes_text = isinstance(kind, Text) or (isinstance(kind, RecordOf) and bool(kind.text_key))
    return Schema(
        type=Text.__name__ if takes_text else type(kind).__name__,
        is_prose=takes_text,
        is_id=isinstance(kind, Id),
        wants_quotes=isinstance(kind, Id) and not kind.plain,
        is_typed=isinstance(kind, Choice | PeriodValue | YesNo | DateValue),
        is_code=isinstance(kind, Body),
        # The number of the format is left plain by those who quote everything else.
        is_example=kind is not FORMAT and not (isinstance(kind, Id) and kind.plain),
        keys={one.name: _schema(one.kind) for one in RECORDS[kind.record]}
        if isinstance(kind, RecordOf)
        else {},
        item=_schema(kind.item) if isinstance(kind, ListOf) else None,
        value=_schema(kind.item) if isinstance(kind, MapOf) else None,
    )


class Edited(NamedTuple):
    """A file after an edit: its bytes, and its text with positions."""

    data: bytes
    source: Source


def edit(
    file: str,
    data: bytes,
    changes: Sequence[Change],
    record: str = "plan",
    parsed: Source | None = None,
) -> Edited:
    """Make changes in a file, one after the other.

    The `record` is what the file holds, by its name in the table of fields; `parsed` are the parsed
    bytes, if the caller has them.

    Raises:
        EditError: The file cannot be read, or a change cannot be made in it.
        UnsafeEditError: Something else would have changed.
    """
    source = parsed if parsed and parsed.root else parse(file, data)
    if source.faults:
        fault = source.faults[0]
        message = f"{file} cannot be read, so nothing in it can be changed."
        raise EditError(message, f"{fault.place}: {fault.message} {fault.hint}".rstrip())
    new = editor.edit(source, changes, schema_of(record))
    return Edited(_encoded(new, data), new)


def move(source: Source, data: bytes, item: Route, to: Route) -> Edited:
    """Move an item of a plan, with its comments, to the end of another list.

    Raises:
        EditError: It is written in a way that no lines can be cut out of.
        UnsafeEditError: Something else would have changed.
    """
    new = move_item(source, item, to, schema_of("plan"))
    return Edited(_encoded(new, data), new)


def remove(source: Source, data: bytes, items: Sequence[Route]) -> Edited:
    """Remove items of lists of a plan, with the comments in them; in brackets these stay.

    Raises:
        EditError, UnsafeEditError: As `edit`.
    """
    # The last one first: removing one changes the place of those after it.
    for item in sorted(items, key=lambda route: route[1::2], reverse=True):
        try:
            source = remove_item(source, item, schema_of("plan"))
        except EditError:
            source = editor.edit(source, [Remove(item)], schema_of("plan"))
    return Edited(_encoded(source, data), source)


def _encoded(source: Source, old: bytes) -> bytes:
    """The bytes of a file, with a byte order mark if it had one."""
    mark = codecs.BOM_UTF8 if old.startswith(codecs.BOM_UTF8) else b""
    return mark + source.text.encode()


class Formatted(NamedTuple):
    """A file in canonical form."""

    data: bytes
    values: dict[str, int]  # how many values are written otherwise, by noun
    is_reordered: bool
    faults: tuple[Diagnostic, ...] = ()  # what cannot be read even so, where something changed

    @property
    def told(self) -> str:
        """The changes counted: "3 dates, 1 id, key order"; empty if there are none."""
        counted = [
            f"{self.values[noun]:,} {noun if self.values[noun] == 1 else plural}"
            for noun, plural in _NOUNS.items()
            if noun in self.values
        ]
        return ", ".join((*counted, *(("key order",) if self.is_reordered else ())))


def formatted(file: str, data: bytes, record: str, register: Register) -> Formatted:
    """Bring a file into canonical form, with the agencies' codes of a register.

    The `record` is what the file holds, by its name in the table of fields: a plan or the register.

    Raises:
        EditError: The file cannot be read.
        UnsafeEditError: It would have come to say something else.
    """
    kind, schema = RecordOf(record), schema_of(record)
    source = old = parse(file, data)
    counts: Counter[str] = Counter()
    changes = []
    for value in _values(source, kind):
        text = canonical(value.node.value, value.kind, register)
        if text != value.node.value:
            changes.append(Set(value.route, text))
        counts[value.noun] += (text != value.node.value) + value.lacks_quotes
    if changes or source.faults:
        source = edit(file, data, changes, record).source
    if bare := [value.node for value in _values(source, kind) if value.lacks_quotes]:
        quote = Style(source, schema).quote("id", bare[0].start_mark.index)
        source = _spliced(
            source,
            [
                Splice(node.start_mark.index, node.end_mark.index, quoted(node.value, quote))
                for node in bare
            ],
        )
    # No keys are moved where one place refers to another, as `*this` does.
    moves = [] if source.oddities else reordered(source, schema)
    source = _spliced(source, moves)
    if source is old:
        return Formatted(data, {}, is_reordered=False)
    after = _encoded(source, data)
    _check(old, source, kind, register)
    faults = _remaining_faults(file, data, after, record)
    return Formatted(after, dict(+counts), bool(moves), faults)


class Fixed(NamedTuple):
    """A file after `fmt --fix` fixed what has only one meaning."""

    data: bytes
    fixes: tuple[Fix, ...]


def fixed(file: str, data: bytes, record: str, register: Register) -> Fixed:
    """Fix what cannot be read and has only one meaning. What cannot be fixed stays as it is."""
    source = parse(file, data)
    read = read_register if record == "register" else read_plan
    if not read(file, data).faults:
        return Fixed(data, ())
    from dhrplan.plan.fix import fixes

    found = tuple(fixes(source, record, register))
    try:
        return Fixed(_with(found, file, data, record), found)
    except EditError:  # some of them cannot be made: the others can
        made: list[Fix] = []
        for one in found:
            with suppress(EditError):
                data = _with((one,), file, data, record)
                made.append(one)
        return Fixed(data, tuple(made))


def _with(fixes: Sequence[Fix], file: str, data: bytes, record: str) -> bytes:
    changes = [change for one in fixes for change in one.changes]
    if not changes:
        return data
    after = edit(file, data, changes, record).data
    _remaining_faults(file, data, after, record)
    return after


def formatted_and_fixed(file: str, data: bytes, record: str, register: Register) -> Formatted:
    """Like `formatted`, of a file in which `fixed` has fixed what it can.

    Raises:
        EditError, UnsafeEditError: As `formatted`.
    """
    after, count = data, 0
    for _ in range(_PASSES):
        done = fixed(file, after, record, register)
        if not done.fixes:
            break
        after, count = done.data, count + len(done.fixes)
    result = formatted(file, after, record, register)
    if not count:
        return result
    faults = _remaining_faults(file, data, result.data, record)
    return result._replace(values={"problem": count, **result.values}, faults=faults)


_PASSES = 3
"""A key that is renamed may have a value to fix."""


def _spliced(source: Source, splices: list[Splice]) -> Source:
    return parse(source.file, spliced(source.text, splices).encode()) if splices else source


class _Value(NamedTuple):
    """A scalar that a field of the table takes."""

    route: Route
    kind: Kind
    node: Scalar

    @property
    def noun(self) -> str:
        """The singular under which a change of it is counted."""
        if isinstance(self.kind, Choice):
            return "status" if self.kind is STATUS else "word"
        nouns = {
            Id: "id",
            DateValue: "date",
            PeriodValue: "period",
            Body: "agency",
            Signatory: "agency",
        }
        return nouns.get(type(self.kind), "text")

    @property
    def lacks_quotes(self) -> bool:
        """True for an id without quotes that other programs read as another type than a string."""
        return isinstance(self.kind, Id) and not self.node.style and bool(read_as(self.node.value))


def _values(source: Source, kind: Kind) -> list[_Value]:
    """The values of a file, except those in YAML that the format does not allow."""
    found = _values_in(source.root, kind) if source.root else ()
    return [value for value in found if id(value.node) not in source.oddities]


def _values_in(node: Node, kind: Kind | None, route: Route = ()) -> Iterator[_Value]:
    """Every value that the table knows. Of two keys of one name the first counts."""
    if isinstance(node, Scalar):
        kind = Text() if isinstance(kind, RecordOf) and kind.text_key else kind
        is_one = kind is not None and not isinstance(kind, ListOf | MapOf | RecordOf)
        if kind is not None and is_one and not is_left_out(node):
            yield _Value(route, kind, node)
        return
    seen: set[str | int] = {""}  # the name of a key that is a list or record
    for step, value, inner in _inner_values(node, kind):
        if step not in seen:
            seen.add(step)
            yield from _values_in(value, inner, (*route, step))


def _inner_values(node: Node, kind: Kind | None) -> Iterator[tuple[str | int, Node, Kind | None]]:
    """Step, node and kind of each value one step below a node; no kind where it does not fit."""
    if isinstance(node, ListNode):
        item = kind.item if isinstance(kind, ListOf) else None
        yield from ((index, one, item) for index, one in enumerate(node.value))
    elif isinstance(node, KeyedNode):
        fields = fields_of(kind.record) if isinstance(kind, RecordOf) else {}
        other = kind.item if isinstance(kind, MapOf) else None
        for key, value in node.value:
            name = word_of(key)
            yield name, value, fields[name].kind if name in fields else other


def canonical(text: str, kind: Kind, register: Register) -> str:
    """A value as `fmt` writes it; what cannot be read, or not for certain, stays as it is."""
    if isinstance(kind, DateValue):
        when = parse_date(text, relative=kind.relative)
        return text if isinstance(when, DateFault) else when.canonical
    if isinstance(kind, PeriodValue):
        period = parse_period(text)
        return text if isinstance(period, DateFault) else period.canonical
    if isinstance(kind, Choice):
        return text if text in kind.values else certain_choice(text, kind) or text
    if isinstance(kind, Body | Signatory):
        return register.sole_code(text) or text
    return text


def meaning(node: Node, kind: Kind | None, register: Register) -> Any:
    """The value of a node, regardless of its style and the order of the keys of its records.

    Dates are compared by their days, agencies by their codes, and text by its characters.
    """
    if not isinstance(node, Scalar):
        parts = [
            (step, meaning(one, its, register)) for step, one, its in _inner_values(node, kind)
        ]
        if isinstance(kind, RecordOf) and isinstance(node, KeyedNode):
            return {name: [one for step, one in parts if step == name] for name, _ in parts}
        return type(node), parts
    if is_left_out(node):
        return None
    if kind is None or isinstance(kind, ListOf | MapOf | RecordOf):
        return str(node.value).rstrip("\n")
    if isinstance(kind, Body | Signatory):
        return register.code(node.value) or node.value
    value = convert(node.value, kind)
    if not isinstance(value, ValueFault):
        return value
    said = certain_choice(node.value, kind) if isinstance(kind, Choice) else None
    return convert(said, kind) if said else node.value


def _check(old: Source, new: Source, kind: RecordOf, register: Register) -> None:
    """See that the file says the same, with every comment, and each covers the same lines."""
    if old.root is None or new.root is None:
        raise UnsafeEditError(old.file, "made it unreadable")
    if meaning(old.root, kind, register) != meaning(new.root, kind, register):
        raise UnsafeEditError(old.file, "made it say something else")
    if comment_texts(old) != comment_texts(new):
        raise UnsafeEditError(old.file, "lost a comment")
    if _silenced(old) != _silenced(new):
        raise UnsafeEditError(old.file, "let a comment silence something else")


def _silenced(source: Source) -> Counter[tuple[tuple[str, ...], str, frozenset[Route]]]:
    """The values that each comment which silences rules covers."""
    found = list(ignore_comments(source))
    lines = [(word.route, source.line_of(word.node)) for word in words(source)] if found else []
    return Counter(
        (one.rules, one.reason, frozenset(route for route, line in lines if line in one.lines))
        for one in found
    )


def _remaining_faults(file: str, old: bytes, new: bytes, record: str) -> tuple[Diagnostic, ...]:
    """The faults of the new text, which must not be more than those of the old one."""
    read = read_register if record == "register" else read_plan
    before, after = (read(file, data).faults for data in (old, new))
    counts = [
        Counter((fault.rule, fault.message) for fault in faults) for faults in (before, after)
    ]
    if counts[1] - counts[0]:
        raise UnsafeEditError(file, "brought a fault into it")
    return after
