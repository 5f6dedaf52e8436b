"""Changes of any field by its path, for `--set`, `--add` and `--unset`.

A path has a step a dot: `dates.published`, `result.met`, `evidence.2`, counted from 1. Fields of an
action that a decision covers become a part of the decision, so that its checks and traces hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from dhrplan.decide.decision import PLAIN, DecisionError, Interpreter
from dhrplan.diagnostic import Route
from dhrplan.errors import NotFoundError
from dhrplan.model.agencies import Register, folded
from dhrplan.plan.convert import in_backticks
from dhrplan.plan.fields import KEYS_MEANT, Body, Id, Kind, ListOf, MapOf, RecordOf, Signatory
from dhrplan.plan.read import fields_of
from dhrplan.reports.select import Match
from dhrplan.wording import listed, nearest, one_of
from dhrplan.yamldoc.edit import Append, Change, Remove, Set, Value
from dhrplan.yamldoc.nodes import Node, Scalar, Source, node_of
from dhrplan.yamldoc.nodes import Sequence as ListNode

_RECORDS_OF_THEIR_OWN = frozenset({"recommendation", "action", "milestone"})


class Assignment(NamedTuple):
    """One value of an option: `path` without its value where none is given, as in `--unset`."""

    option: str
    path: str
    value: str | None = None


class Assignments(NamedTuple):
    """The values of the three options, in the order given."""

    set: tuple[Assignment, ...] = ()
    add: tuple[Assignment, ...] = ()
    unset: tuple[Assignment, ...] = ()

    def __bool__(self) -> bool:
        return any(map(len, self))


def parse_assignments(
    to_set: Sequence[str], to_add: Sequence[str], to_unset: Sequence[str]
) -> Assignments:
    """The values of the options, split at their first `=`.

    Raises:
        DecisionError: A field or a value is missing.
    """
    return Assignments(
        tuple(_parse("set", one) for one in to_set),
        tuple(_parse("add", one) for one in to_add),
        tuple(_parse("unset", one) for one in to_unset),
    )


def _parse(option: str, said: str) -> Assignment:
    path, equals, value = said.partition("=")
    path = ".".join(step.strip().replace("-", "_") for step in path.split("."))
    if not path:
        message = f"`--{option} {said}` does not name a field."
        raise DecisionError(message, f"Write the field first: `--{option} title=...`.")
    if equals:
        return Assignment(option, path, value)
    if option != "unset":
        message = f"`--{option} {said}` has no value."
        raise DecisionError(message, f"Write it after `=`: `--{option} {said}=...`.")
    return Assignment(option, path)


# -- what a decision covers ------------------------------------------------------------------------


def with_assignments(
    words: Mapping[str, Any], given: Assignments, one: Match, register: Register
) -> tuple[dict[str, Any], Assignments]:
    """The words of a decision with the assignments that it covers, and the other assignments.

    Raises:
        DecisionError: An option and an assignment both give a value, or a lead that is to be taken
            out does not lead it.
    """
    if one.action is None:
        return dict(words), given
    words = dict(words)
    for each in (*given.set, *given.unset):
        if each.path in PLAIN and (each.option == "set" or each.value is None):
            if words.get(each.path):
                raise DecisionError(f"`{each.path}` is given twice.", "Give it once.")
            words[each.path] = each.value or ""
    leads = _leads(given, one, register)
    if leads is not None:
        if words.get("lead"):
            raise DecisionError("`lead` is given twice.", "Give it once.")
        words["lead"] = leads or ("",)
    added = (each.value or "" for each in given.add if each.path == "evidence")
    words["evidence"] = (*words.get("evidence", ()), *added)
    rest = Assignments(
        tuple(each for each in given.set if each.path not in _COVERED),
        tuple(each for each in given.add if each.path not in {"lead", "evidence"}),
        tuple(
            each
            for each in given.unset
            if each.path not in _COVERED or (each.path in PLAIN and each.value is not None)
        ),
    )
    return words, rest


_COVERED = frozenset({*PLAIN, "lead"})


def _leads(given: Assignments, one: Match, register: Register) -> tuple[str, ...] | None:
    """The leads after the assignments; None where there is none of `lead`."""
    new, added, out = ([each for each in those if each.path == "lead"] for those in given)
    if not (new or added or out):
        return None
    holder = one.milestone or one.action
    leads = [each.value or "" for each in new] or list(holder.lead if holder else ())
    for each in out:
        if each.value is None:
            leads = []
            continue
        kept = [lead for lead in leads if not _is_same_body(each.value, lead, register)]
        if kept == leads:
            hint = f"Its lead is {', '.join(leads)}." if leads else "It has no lead."
            raise DecisionError(f"`{each.value}` does not lead {one.name}.", hint)
        leads = kept
    return tuple(dict.fromkeys((*leads, *(each.value or "" for each in added))))


def _is_same_body(one: str, other: str, register: Register) -> bool:
    codes = [register.code(name) or folded(name) for name in (one, other)]
    return codes[0] == codes[1]


# -- all other fields ------------------------------------------------------------------------------


class _Field(NamedTuple):
    """A field that an assignment names: its steps from the record, and its kind.

    `new` are the steps inside a new item of the list at `steps`, for `--add updates.text=...`.
    """

    steps: Route
    kind: Kind
    new: tuple[str, ...] = ()


def changes_of_fields(
    record: str, route: Route, source: Source, given: Assignments, interpreter: Interpreter
) -> tuple[Change, ...]:
    """The changes of a record, by its name in the table of fields, at a route of a file.

    Raises:
        DecisionError: A value cannot be interpreted, or there is nothing to take out.
        NotFoundError: There is no such field, or an agency is not in the register.
    """
    holder = _Holder(record, route, source, interpreter)
    return (
        *_set(holder, given.set),
        *_added(holder, given.add),
        *_taken_out(holder, given.unset),
    )


class _Holder(NamedTuple):
    """The record whose fields change: its name in the table of fields, and where it is."""

    record: str
    route: Route
    source: Source
    interpreter: Interpreter

    def find(self, one: Assignment) -> tuple[_Field, Route]:
        """The field that an assignment names, and its route in the file."""
        field = _find(self.record, one)
        return field, (*self.route, *field.steps)


def _set(holder: _Holder, given: Sequence[Assignment]) -> Iterator[Change]:
    lists: dict[Route, list[str]] = {}
    singles: set[Route] = set()
    for one in given:
        field, place = holder.find(one)
        if field.new:
            items = ".".join(map(str, field.steps))
            numbered = f"{items}.1.{'.'.join(field.new)}"
            hint = f"Number it, as in `--set {numbered}=...`, or use `--add` for a new item."
            raise DecisionError(f"`{one.path}` does not say which item of the list.", hint)
        _refuse_missing_item(holder.source, place, one)
        if isinstance(field.kind, ListOf):
            value = _value(one, field.kind.item, holder.interpreter)
            lists.setdefault(place, []).append(value)
            continue
        if place in singles:
            raise DecisionError(f"`{one.path}` is set twice.", "Set it once.")
        singles.add(place)
        yield Set(place, _value(one, field.kind, holder.interpreter))
    for place, values in lists.items():
        yield Set(place, tuple(dict.fromkeys(values)))


def _added(holder: _Holder, given: Sequence[Assignment]) -> Iterator[Change]:
    new: dict[Route, dict[str, Value]] = {}
    for one in given:
        field, place = holder.find(one)
        if field.new:
            item = new.setdefault(place, {})
            for step in field.new[:-1]:
                inner = item.setdefault(step, {})
                assert isinstance(inner, dict)  # noqa: S101 - made in the line above
                item = inner
            if field.new[-1] in item:
                hint = "A command adds a single item. Run it again for the next."
                raise DecisionError(f"`{one.path}` is given twice.", hint)
            item[field.new[-1]] = _value(one, field.kind, holder.interpreter)
        elif isinstance(field.kind, ListOf):
            value = _value(one, field.kind.item, holder.interpreter)
            if value not in _items(holder.source, place).values():
                yield Append(place, value)
        else:
            message = f"`{one.path}` is a single value, not a list."
            raise DecisionError(message, f"Write `--set {one.path}=...`.")
    for place, record_of in new.items():
        yield Append(place, record_of)


def _taken_out(holder: _Holder, given: Sequence[Assignment]) -> Iterator[Change]:
    found: list[Route] = []
    for one in given:
        field, place = holder.find(one)
        if field.new:
            hint = f"Number it, as in `--unset {'.'.join(map(str, field.steps))}.1`."
            raise DecisionError(f"`{one.path}` does not say which item of the list.", hint)
        _refuse_missing_item(holder.source, place, one)
        if one.value is None:
            if node_of(holder.source, place) is None:
                raise DecisionError(f"There is no `{one.path}` to remove.")
            found.append(place)
        elif isinstance(field.kind, ListOf):
            wanted = _value(one, field.kind.item, holder.interpreter)
            items = _items(holder.source, place)
            register, kind = holder.interpreter.register, field.kind.item
            is_body = isinstance(kind, Body | Signatory)
            places = [
                (*place, index)
                for index, item in items.items()
                if item == wanted or (is_body and _is_same_body(item, wanted, register))
            ]
            if not places:
                held = (
                    f"It has {listed(map(in_backticks, items.values()))}."
                    if items
                    else "It is empty."
                )
                raise DecisionError(f"`{one.path}` does not have `{one.value}`.", held)
            found += places
        else:
            message = f"`{one.path}` is a single value."
            raise DecisionError(message, f"Write `--unset {one.path}` without `=`.")
    # The last first: removing one moves the numbers of those after it.
    yield from (Remove(place) for place in sorted(dict.fromkeys(found), reverse=True, key=_order))


def _order(route: Route) -> tuple[tuple[str, int], ...]:
    return tuple(("", step) if isinstance(step, int) else (step, 0) for step in route)


def _items(source: Source, place: Route) -> dict[int, str]:
    """The texts of a list by their index; records may stand between them."""
    node = node_of(source, place)
    items: list[Node] = node.value if isinstance(node, ListNode) else []
    return {at: item.value for at, item in enumerate(items) if isinstance(item, Scalar)}


def _refuse_missing_item(source: Source, place: Route, one: Assignment) -> None:
    for length, step in enumerate(place):
        if not isinstance(step, int) or node_of(source, place[: length + 1]) is not None:
            continue
        around = node_of(source, place[:length])
        has = len(around.value) if isinstance(around, ListNode) else 0
        if not has:
            name, _, rest = (re.sub(r"\.[0-9]+", "", one.path)).partition(".")
            added = f"{name}.{rest}=..." if rest else f"{name}=..."
            message = f"There is no `{one.path}`: the list is empty."
            raise DecisionError(message, f"`--add {added}` adds the first.")
        message = f"There is no `{one.path}`: the list has {has}."
        raise DecisionError(message, "Items are counted from 1.")


def _value(one: Assignment, kind: Kind, interpreter: Interpreter) -> str:
    is_text = isinstance(kind, RecordOf) and kind.text_key  # one may stand for the record
    if isinstance(kind, ListOf | RecordOf | MapOf) and not is_text:
        inner = fields_of(kind.record) if isinstance(kind, RecordOf) else {}
        named = one_of([f"{one.path}.{name}" for name in inner][:3])
        hint = f"Name a part, such as {named}." if inner else ""
        raise DecisionError(f"`{one.path}` has parts of its own.", hint)
    said = f"{one.option} {one.path}"
    text: str = interpreter.value(said, one.value or "", kind)
    return text


def _find(record: str, one: Assignment) -> _Field:
    """The field that a path leads to.

    Raises:
        DecisionError: It is an id, or has records that are changed by themselves.
        NotFoundError: There is none.
    """
    kind: Kind = RecordOf(record)
    steps: list[str | int] = []
    new: list[str] = []
    holder = record
    for word in one.path.split("."):
        if isinstance(kind, ListOf) and word.isdecimal():
            steps.append(max(int(word[:9]) - 1, 0))
            kind = kind.item
            continue
        if isinstance(kind, ListOf) and isinstance(kind.item, RecordOf):
            kind = kind.item
            new.append("")
        if not isinstance(kind, RecordOf):
            message = f"`{'.'.join(map(str, steps))}` has no part `{word}`."
            raise NotFoundError(message, f"Write `{'.'.join(map(str, steps))}` alone.")
        holder = kind.record
        name = _field_name(holder, word.casefold())
        kind = fields_of(holder)[name].kind
        if new:
            new = [*filter(None, new), name]
        else:
            steps.append(name)
        _refuse_own_record(kind, name)
    if record == "plan" and steps == ["format"]:
        message = "`format` cannot be changed: it says how the file is read."
        raise DecisionError(message, "Leave it as it is.")
    if isinstance(kind, Id):
        message = f"`{one.path}` cannot be changed: other records may refer to it."
        raise DecisionError(message, "If it is wrong, correct it in the file by hand.")
    return _Field(tuple(steps), kind, tuple(new))


def _field_name(record: str, word: str) -> str:
    known = fields_of(record)
    if word in known:
        return word
    meant = KEYS_MEANT.get(word)
    found = (meant,) if meant in known else nearest(word, known)
    a = "an " if record[0] in "aeiou" else "a "
    of = f"{'' if record == 'dates' else a}{record.replace('_', ' ')}"
    hint = (
        f"Did you mean {one_of(found)}?"
        if found
        else f"There are {listed(f'`{name}`' for name in known)}."
    )
    raise NotFoundError(f"There is no field `{word}` of {of}.", hint)


def _refuse_own_record(kind: Kind, name: str) -> None:
    """Recommendations, actions and milestones are named by id, agencies by code."""
    item = kind.item if isinstance(kind, ListOf | MapOf) else None
    if not isinstance(item, RecordOf):
        return
    if item.record in _RECORDS_OF_THEIR_OWN:
        message = f"`{name}` cannot be changed as a list. Name the id of what to change."
        raise DecisionError(
            message, f"`dhrplan new` adds {name}, and `dhrplan remove` removes them."
        )
    if isinstance(kind, MapOf):
        raise DecisionError(f"`{name}` cannot be changed as a list.", "Name the code.")
