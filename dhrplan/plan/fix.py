"""What `fmt --fix` writes in place of what cannot be read, where only one meaning is possible.

A fix changes nothing that can be read. Where a word is replaced, `as_written` keeps it. Imported
only where something cannot be read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from dhrplan.diagnostic import Diagnostic, Route
from dhrplan.model.agencies import Register
from dhrplan.model.dates.parse import parse_date
from dhrplan.model.dates.values import PlanDate
from dhrplan.plan.advice import FURTHER, advice
from dhrplan.plan.convert import LONGEST, ValueFault, certain_choice, convert
from dhrplan.plan.fields import (
    FORMAT,
    STATUS,
    Body,
    Choice,
    DateValue,
    Id,
    Kind,
    ListOf,
    MapOf,
    RecordOf,
    Text,
    YesNo,
)
from dhrplan.plan.read import fields_of, is_left_out
from dhrplan.wording import INVISIBLE, stem
from dhrplan.yamldoc.edit import Change, Remove, Rename, Set, word_of
from dhrplan.yamldoc.nodes import KeyedNode, Node, Scalar, Source
from dhrplan.yamldoc.nodes import Sequence as ListNode


class Fix(NamedTuple):
    """The changes that fix one fault.

    Attributes:
        node: The node at which the reader reports it.
        missing: The key, if the fault is that it is missing.
    """

    node: Node
    changes: tuple[Change, ...]
    missing: str = ""

    def is_of(self, fault: Diagnostic, source: Source) -> bool:
        """True if this fixes a fault of the source."""
        if fault.place != source.place_of(self.node):
            return False
        is_missing = fault.rule == "missing-key"
        return f"`{self.missing}`" in fault.message if is_missing else not self.missing


def fixes(source: Source, record: str, register: Register) -> Iterator[Fix]:
    """The fixes of a file, in its order. No two of them change the same value."""
    root = source.root
    if not isinstance(root, KeyedNode) or source.faults or source.oddities:
        return
    if record == "plan":
        names = {word_of(key) for key, _ in root.value}
        # There is only this format, and the reader takes the id from the name of the file.
        for name, value, kind in (("format", "1", FORMAT), ("id", stem(source.file), Id(True))):  # noqa: FBT003
            can_be = not isinstance(convert(value, kind), ValueFault)
            if can_be and not any(_key_meant(one) == name for one in names):
                yield Fix(root, (Set((name,), value),), name)
    yield from _in_record(root, record, (), register)


def _in(node: Node, kind: Kind | None, route: Route, register: Register) -> Iterator[Fix]:
    if is_left_out(node):
        return
    if isinstance(kind, ListOf) and isinstance(node, ListNode):
        for index, one in enumerate(node.value):
            yield from _in(one, kind.item, (*route, index), register)
    elif isinstance(kind, MapOf) and isinstance(node, KeyedNode):
        names = Counter(word_of(key) for key, _ in node.value)
        for key, value in node.value:
            if names[word_of(key)] == 1:
                yield from _in(value, kind.item, (*route, word_of(key)), register)
    elif isinstance(kind, RecordOf) and isinstance(node, KeyedNode):
        yield from _in_record(node, kind.record, route, register)
    elif isinstance(node, Scalar) and (changes := _in_scalar(node, kind, route, register)):
        yield Fix(node, changes)


def _in_scalar(
    node: Scalar, kind: Kind | None, route: Route, register: Register
) -> tuple[Change, ...]:
    if isinstance(kind, ListOf):
        return _as_list(node, kind.item, route, register)
    if not isinstance(kind, Id | Choice | YesNo | DateValue):
        return ()
    value = _value_meant(node.value, kind)
    return () if value is None else (Set(route, value),)


def _in_record(node: KeyedNode, record: str, route: Route, register: Register) -> Iterator[Fix]:
    fields = fields_of(record)
    names = Counter(_key_meant(word_of(key)) for key, _ in node.value)
    for key, value in node.value:
        written = word_of(key)
        name = _key_meant(written)
        if names[name] > 1 or name not in fields:
            continue
        kind = fields[name].kind
        if written not in fields:
            changes = _read_as(value, kind, (*route, name), register)
            if changes is not None:
                yield Fix(key, (Rename((*route, written), name), *changes))
        elif kind is STATUS and isinstance(value, Scalar):
            if changes := _status(node, value.value, route):
                yield Fix(value, changes)
        else:
            yield from _in(value, kind, (*route, name), register)


# -- keys ------------------------------------------------------------------------------------------

_KEYS_MEANT = {
    "lead": (
        "lead_agency lead_agencies lead_body lead_organisation responsible_agency responsible_body "
        "responsible_organisation"
    ),
    "partners": "partner_agencies other_agencies supporting_agencies",
    "target": (
        "by_when deadline due due_by due_date date_due target_date target_completion_date "
        "target_deadline timescale timescales realistic_target_date revised_target "
        "revised_target_date new_target new_target_date"
    ),
    "completed": "completed_date completed_on date_completed actual_completion_date date_achieved",
    "status": "action_status current_status delivery_status",
    "rating": "rag rag_rating rag_status status_rag brag bragg",
    "expected": "expected_outcome expected_outcomes intended_outcome intended_outcomes",
    "outcome": "actual_outcome outcome_achieved",
    "next_check": "next_review_date date_of_next_review",
    "review_every": "review_frequency",
    "milestones": "key_milestones",
    "scope": "scope_of_recommendation",
    "text": "action_to_take action_to_be_taken action_required",
    "notes": "note comments remarks",
}
_CERTAIN = {word: key for key, words in _KEYS_MEANT.items() for word in words.split()}
"""Those of the words for keys that have one meaning. `completion_date` may be a target."""


def _key_meant(word: str) -> str:
    visible = word.translate(dict.fromkeys(map(ord, INVISIBLE)))
    spelt = "_".join(re.sub(r"[-_.:\s]+", " ", visible.casefold()).split())
    return _CERTAIN.get(spelt, spelt)


def _read_as(node: Node, kind: Kind, route: Route, register: Register) -> tuple[Change, ...] | None:
    """The changes by which the value of a renamed key can be read; None if it cannot be."""
    if is_left_out(node) or _reads(node, kind, register):
        return ()
    if not isinstance(kind, ListOf) or not isinstance(node, Scalar):
        return None
    changes = _as_list(node, kind.item, route, register)
    named = [str(item) for change in changes if isinstance(change, Set) for item in change.value]
    is_known = not isinstance(kind.item, Body) or all(map(register.sole_code, named))
    return changes if changes and is_known else None


def _reads(node: Node, kind: Kind, register: Register) -> bool:
    if isinstance(kind, ListOf):
        items = node.value if isinstance(node, ListNode) else ()
        return bool(items) and all(_reads(one, kind.item, register) for one in items)
    if isinstance(kind, RecordOf):
        pairs = node.value if isinstance(node, KeyedNode) else ()
        fields = fields_of(kind.record)
        known = Counter(word_of(key) for key, _ in pairs)
        return bool(pairs) and all(
            known[word_of(key)] == 1
            and word_of(key) in fields
            and (is_left_out(value) or _reads(value, fields[word_of(key)].kind, register))
            for key, value in pairs
        )
    if not isinstance(node, Scalar) or isinstance(kind, MapOf):
        return False
    if isinstance(kind, Body):
        return register.sole_code(node.value) is not None
    is_word = isinstance(kind, Choice) and certain_choice(node.value, kind) is not None
    return is_word or not isinstance(convert(node.value, kind), ValueFault)


# -- values ----------------------------------------------------------------------------------------

_NONE = frozenset({"none", "n/a", "nil", "not applicable"})
_BULLET = re.compile("\\s*[-\u2013\u2014\u2022\u00b7*]\\s")


def _as_list(node: Scalar, item: Kind, route: Route, register: Register) -> tuple[Change, ...]:
    """The changes that make a list of a value in its place, empty if it may be several items."""
    text = node.value.rstrip("\n")
    if text.strip(" .").casefold() in _NONE:
        return (Remove(route),)
    if isinstance(item, Body):
        if register.sole_code(text):
            return (Set(route, (text,)),)
        parts = [part.strip() for part in re.split("[,;]", text.strip("()"))]
        if all(map(register.sole_code, parts)):
            return (Set(route, parts),)
        may_be_several = re.search(r"[,;/&+()]|\band\b|\bwith\b", text, re.IGNORECASE)
        return () if may_be_several or "\n" in text else (Set(route, (text,)),)
    if isinstance(item, Id):
        return (Set(route, (text,)),) if not isinstance(convert(text, item), ValueFault) else ()
    takes_text = isinstance(item, Text) or (isinstance(item, RecordOf) and bool(item.text_key))
    if takes_text and not re.search("[,;\n]", text) and not _BULLET.match(text):
        return (Set(route, (text,)),)
    return ()


_UNSEEN = re.compile(f"[{INVISIBLE}]")
_QUOTATION_MARKS = "\u201c\u201d\u201e\u2018\u2019\u201a\u00ab\u00bb"
# Of "complete by 31 March", nothing was done yet: a day follows, and no other word.
_DONE = re.compile(
    r"(?:completed?|done|finished)[\s:,;(\u2013-]+(?:on )?([0-9].*?)\)?", re.IGNORECASE
)


def _value_meant(text: str, kind: Kind) -> str | None:
    """What a value that cannot be read means for certain; None if it can be read, or may not."""
    if len(text) > LONGEST or not isinstance(convert(text, kind), ValueFault):
        return None
    bare = _UNSEEN.sub("", text).strip()
    if isinstance(kind, Id):
        bare = bare.strip(_QUOTATION_MARKS)
    if isinstance(kind, YesNo):
        bare = {"y": "yes", "n": "no"}.get(bare.casefold(), bare)
    if isinstance(kind, DateValue) and kind.past and (beside := _DONE.fullmatch(bare)):
        when = parse_date(beside[1])
        return when.canonical if isinstance(when, PlanDate) else None
    if isinstance(kind, Choice):
        bare = certain_choice(bare, kind) or bare
    return bare if bare and not isinstance(convert(bare, kind), ValueFault) else None


_ALL_DONE = re.compile(
    r"(?:(?:the|this|all|action|actions|is|are|has|have|been|now|already|fully) )*"
    r"(?:completed?|done|finished)(?: (?:fully|in full|on time|early|late|successfully))?",
    re.IGNORECASE,
)
_OPEN = ("not-started", "in-progress", "ongoing", "paused")
_ADVICE = {
    **{f"Write `{status}`.": status for status in _OPEN},
    **{FURTHER[status]: status for status in _OPEN if status in FURTHER},
    advice("monitoring", STATUS): "ongoing",
}
"""The advice that names a status which closes nothing, and no other."""


class StatusMeant(NamedTuple):
    """The status that words mean for certain, and the date of completion that they name."""

    status: str
    completed: str = ""


def status_meant(text: str) -> StatusMeant | None:
    """The status that words mean for certain; None if they may mean another, or none.

    A status never closes an action unless the words say so.
    """
    if (meant := _value_meant(text, STATUS)) is not None:
        return StatusMeant(meant)
    if len(text) > LONGEST or not isinstance(convert(text, STATUS), ValueFault):
        return None
    if beside := _DONE.fullmatch(text):
        when = parse_date(beside[1])
        if isinstance(when, PlanDate):
            return StatusMeant("complete", when.canonical)
    status = "complete" if _ALL_DONE.fullmatch(text) else _ADVICE.get(advice(text, STATUS))
    return StatusMeant(status) if status else None


def _status(record: KeyedNode, text: str, route: Route) -> tuple[Change, ...]:
    """The changes for words in place of a status, which `as_written` keeps."""
    here, written = (*route, "status"), (*route, "as_written", "status")
    if (word := _value_meant(text, STATUS)) is not None:
        return (Set(here, word),)
    values = {word_of(key): value for key, value in record.value}
    meant = status_meant(text)
    if meant is None or not _keeps(values.get("as_written"), text):
        return ()
    kept = Set(written, text.strip())
    if not meant.completed:
        return (Set(here, meant.status), kept)
    if "completed" not in map(_key_meant, values):
        return (Set(here, meant.status), Set((*route, "completed"), meant.completed), kept)
    return ()


def _keeps(as_written: Node | None, text: str) -> bool:
    """True if the words of a status can be kept under `as_written`."""
    if as_written is None or is_left_out(as_written):
        return True
    if not isinstance(as_written, KeyedNode):
        return False
    kept = [value.value for key, value in as_written.value if word_of(key) == "status"]
    return kept in ([], [text.strip()])
