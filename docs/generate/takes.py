"""What each kind of value takes, in the words of the reference, with links to what it means."""

from __future__ import annotations

from typing import assert_never

from dhrplan.plan.fields import (
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

_AGENCY = "[agency](#agency)"
_DATE = "[date](#how-dates-are-written)"
_RELATIVE = "[date or relative date](#how-dates-are-written)"


def link(record: str, words: str | None = None) -> str:
    """A record, with a link to its section."""
    return f"[{words or record.replace('_', ' ')}](#{record.replace('_', '-')})"


def takes(kind: Kind) -> str:
    """What a field of a kind may hold."""
    match kind:
        case ListOf(item):
            return f"list of {_many(item)}"
        case MapOf(item):
            return f"{_many(item)}, each under its code"
        case RecordOf(record):
            return link(record)
        case Choice():
            return "[status](#statuses)" if kind is STATUS else _one_of(kind.values)
        case DateValue():
            return _RELATIVE if kind.relative else _DATE
        case _:
            return _simple(kind)


def _simple(kind: Text | Id | YesNo | PeriodValue | Body | Signatory) -> str:
    match kind:
        case Text():
            return "text"
        case Id():
            return "id of letters, digits, `.`, `_`, `-`" if kind.plain else "id"
        case YesNo():
            return "`yes` or `no`"
        case PeriodValue():
            return "length of time: `3 months`"
        case Body():
            return _AGENCY
        case Signatory():
            return f"{_AGENCY} or person"
        case _:
            assert_never(kind)


def _many(kind: Kind) -> str:
    """Several of a kind."""
    match kind:
        case RecordOf("agency"):
            return link("agency", "agencies")
        case RecordOf(record, text_key) if text_key:
            return f"texts or {link(record)} records"
        case RecordOf(record):
            return link(record, f"{record}s")
        case Body():
            return link("agency", "agencies")
        case _:
            return f"{takes(kind)}s"


def _one_of(values: tuple[str, ...]) -> str:
    *most, last = (f"`{value}`" for value in values)
    return f"{', '.join(most)} or {last}" if most else last
