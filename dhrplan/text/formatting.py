"""A file in the one form that `fmt` gives it: order of keys, dates, words, codes, quoted ids.

Nothing else differs, and nothing means something else: what comes of it is read again and compared
with what was, and is refused unless it says the same.
"""

from __future__ import annotations

import codecs
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from dhrplan.plan.comments import ignore_comments
from dhrplan.text.canonical import Value, canonical, lacks_quotes, meaning, values_in
from dhrplan.text.comments import comments
from dhrplan.text.edit import Set, UnsafeEditError, edit
from dhrplan.text.habits import Habits
from dhrplan.text.kinds import Body, Choice, Every, Id, RecordOf, Signatory, When
from dhrplan.text.ordering import reordered
from dhrplan.text.parsing import parse, words
from dhrplan.text.quoting import quoted
from dhrplan.text.reader import read_plan, read_register
from dhrplan.text.sheet import Sheet, Splice, spliced
from dhrplan.text.vocabulary import STATUS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.diagnostic import Diagnostic, Route
    from dhrplan.model.agencies import Register
    from dhrplan.text.source import Source

_NOUNS = {
    "date": "dates",
    "period": "periods",
    "status": "statuses",
    "word": "words",
    "agency": "agencies",
    "id": "ids",
}
_CALLED = {When: "date", Every: "period", Choice: "word", Body: "agency", Signatory: "agency"}


class Formatted(NamedTuple):
    """A file as `fmt` leaves it.

    Attributes:
        data: Its bytes; the very same where there is nothing to change.
        values: How many values are written otherwise, by what they are called.
        is_reordered: Whether keys have changed places.
        faults: What cannot be read even so, where something is changed.
    """

    data: bytes
    values: dict[str, int]
    is_reordered: bool
    faults: tuple[Diagnostic, ...] = ()

    @property
    def told(self) -> str:
        """What is changed: "3 dates, 1 id, key order"; nothing where nothing is."""
        counted = [
            f"{self.values[noun]:,} {noun if self.values[noun] == 1 else plural}"
            for noun, plural in _NOUNS.items()
            if noun in self.values
        ]
        return ", ".join((*counted, *(("key order",) if self.is_reordered else ())))


def formatted(file: str, data: bytes, record: str, register: Register) -> Formatted:
    """Bring a file into the canonical form.

    Args:
        file: The file as a person would name it.
        data: Its bytes.
        record: What it holds, by its name in the table of fields: a plan or the register.
        register: The agencies whose codes are written.

    Raises:
        EditError: The file cannot be read.
        UnsafeEditError: It would have come to say something else.
    """
    kind = RecordOf(record)
    source = old = parse(file, data)
    values = _values(source, kind)
    counts = Counter(_called(value) for value in values if lacks_quotes(value))
    changes = []
    for value in values:
        text = canonical(value.node.value, value.kind, register)
        if text != value.node.value:
            counts[_called(value)] += 1
            changes.append(Set(value.route, text))
    if changes or source.faults:
        source = edit(file, data, changes, record).source
    source = _spliced(source, list(_quotes(source, kind)))
    moves = _moves(source, kind)
    source = _spliced(source, moves)
    if source is old:
        return Formatted(data, {}, is_reordered=False)
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    after = mark + source.text.encode()
    _check(old, source, kind, register)
    return Formatted(after, dict(counts), bool(moves), _faults_left(file, data, after, record))


def _called(value: Value) -> str:
    if isinstance(value.kind, Id):
        return "id"
    return "status" if value.kind is STATUS else _CALLED[type(value.kind)]


def _values(source: Source, kind: RecordOf) -> list[Value]:
    """The values of a file, but those that stand for what the format leaves out."""
    found = values_in(source.root, kind) if source.root else ()
    return [value for value in found if id(value.node) not in source.oddities]


def _quotes(source: Source, kind: RecordOf) -> Iterator[Splice]:
    """Ids in the quotes that the file uses."""
    bare = [value for value in _values(source, kind) if lacks_quotes(value)]
    if not bare:
        return
    first = bare[0].node.start_mark.index
    quote = Habits(source, kind).quote("id", first)
    for value in bare:
        start, end = value.node.start_mark.index, value.node.end_mark.index
        yield Splice(start, end, quoted(value.node.value, quote))


def _moves(source: Source, kind: RecordOf) -> list[Splice]:
    """What brings keys into order; nothing where one place speaks of another, as `*this` does."""
    if source.root is None or source.oddities:
        return []
    return reordered(source.root, kind, Sheet(source))


def _spliced(source: Source, splices: list[Splice]) -> Source:
    if not splices:
        return source
    return parse(source.file, spliced(source.text, splices).encode())


def _check(old: Source, new: Source, kind: RecordOf, register: Register) -> None:
    """See that the file says the same, that no comment is lost, and each speaks for the same."""
    if old.root is None or new.root is None:
        raise UnsafeEditError(old.file, "made it unreadable")
    if meaning(old.root, kind, register) != meaning(new.root, kind, register):
        raise UnsafeEditError(old.file, "made it say something else")
    if _remarks(old) != _remarks(new):
        raise UnsafeEditError(old.file, "lost a comment")
    if _silenced(old) != _silenced(new):
        raise UnsafeEditError(old.file, "let a comment silence something else")


def _remarks(source: Source) -> Counter[str]:
    return Counter(comment.text for comment in comments(source))


def _silenced(source: Source) -> Counter[tuple[tuple[str, ...], str, frozenset[Route]]]:
    """What each comment that silences rules speaks for."""
    found = list(ignore_comments(source))
    lines = [(word.route, source.line_of(word.node)) for word in words(source)] if found else []
    return Counter(
        (one.rules, one.reason, frozenset(route for route, line in lines if line in one.lines))
        for one in found
    )


def _faults_left(file: str, old: bytes, new: bytes, record: str) -> tuple[Diagnostic, ...]:
    """What cannot be read, of which there is to be no more than before."""
    read = read_register if record == "register" else read_plan
    before, after = (read(file, data).faults for data in (old, new))
    if Counter(map(_fault, after)) - Counter(map(_fault, before)):
        raise UnsafeEditError(file, "brought a fault into it")
    return after


def _fault(fault: Diagnostic) -> tuple[str, str]:
    return fault.rule, fault.message
