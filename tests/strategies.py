"""Plans made up for tests: sound ones, in the styles that people write YAML in, and spoilt ones.

`sound_plan(random)` and `spoilt_plan(random)` make a text out of a `random.Random`, so that a test
may count on the same plans each time; `sound_plans` and `spoilt_plans` let hypothesis choose.
Values are made up from the table of fields: a new field is tried without a word here.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from dhrplan.plan.fields import (
    RECORDS,
    Body,
    Choice,
    DateValue,
    Field,
    Id,
    Kind,
    ListOf,
    PeriodValue,
    RecordOf,
    Signatory,
    YesNo,
)
from tests.yamldoc.writing import Value, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

ID = "DHR99"
Record = dict[str, Value]

_TEXTS = (
    *("Agree one form.", "Train all staff", "1.10", "no", "1:30", "012", "null", "~", "yes"),
    *("Review 7: the plan", "see minute #12", "Neil's review", 'He said "done"', "[x] by police"),
    *("- no list", "@home", "*note", "& more", "50 % done", "C:\\Users\\x", "{draft}, circulated"),
    *(
        "\u2018think family\u2019 approach",
        "\u201cDone\u201d",
        "Café 😀 now",
        "a, b; c",
        "? asked",
        "| bar",
    ),
    *("1. First\n2. Second", "Line one\n\n  indented: line\nlast # line", "key: value\nother: one"),
)
_DATES = (
    *("2016-10-31", "31/10/2016", "31.10.16", "31 October 2016", "2016-10", "October 2016"),
    *("2016", "2016/17", "2016/17-Q3", "2024-spring", "winter 2023", "2016-07-21/2016-07-22"),
    *("1900-01-01", "2199-12-31", "2020-02-29", "by the end of March 2021"),
)
_RELATIVE_DATES = (
    "published + 6 months",
    "submitted + 2 weeks",
    "approved + 1 year",
    "immediately",
)
_PERIODS = ("3 months", "1 year", "6 weeks")
_BODIES = ("POL", "NCC", "ICB", "Northshire Police")
_WRONG = ("2025-02-30", "TBC", "Completedd", "end of April", "a b/c:d", "perhaps")
_OFTEN = frozenset({"actions", "status", "target"})


def sound_plan(random: Random, identity: str = ID) -> str:
    """The text of a plan with no fault in it."""
    return write(_Maker(random, identity).plan(), random)


def spoilt_plan(random: Random, identity: str = ID) -> str:
    """The text of a plan that is YAML and has a few wrong values and unknown keys in it."""
    plan = _Maker(random, identity).plan()
    for _ in range(random.randint(1, 4)):
        record = random.choice(list(_records(plan)))
        key = random.choice((*record, "unheard of"))
        record[key] = record[key] if key == "recommendations" else random.choice(_WRONG)
    return write(plan, random)


def value_for(kind: Kind, random: Random) -> Value:
    """A value that a field may hold."""
    return _Maker(random, ID).value(kind)


def _made(make: Callable[[Random], str]) -> st.SearchStrategy[str]:
    return st.randoms(use_true_random=False).map(make)


sound_plans = _made(sound_plan)
spoilt_plans = _made(spoilt_plan)
any_days = st.dates(date(1900, 1, 1), date(2199, 12, 31))


def _records(value: Value) -> Iterator[Record]:
    """Every record of a plan, itself included."""
    if isinstance(value, dict):
        yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        yield from _records(one)


class _Maker:
    """Makes up the values of one plan."""

    def __init__(self, random: Random, identity: str) -> None:
        self.random = random
        self.identity = identity
        self.ids = 0
        self.has_texts = random.random() < 0.5  # instead of the records for which one may stand

    def plan(self) -> Record:
        """The values of a plan, with `format` and `id` where people put them."""
        return {"format": "1", "id": self.identity} | {
            key: value for key, value in self._record("plan").items() if key not in {"format", "id"}
        }

    def _record(self, name: str) -> Record:
        fields = [field for field in RECORDS[name] if field.required or self._is_chosen(field)]
        self.random.shuffle(fields)
        values = {field.name: self.value(field.kind) for field in fields}
        return {key: value for key, value in values.items() if value}

    def _is_chosen(self, field: Field) -> bool:
        # The least random number chooses nothing, so that hypothesis begins with small plans.
        return self.random.random() >= (0.2 if field.name in _OFTEN else 0.8)

    def value(self, kind: Kind) -> Value:
        """A value of a kind; an empty one where chance has it."""
        if isinstance(kind, RecordOf) and kind.text_key and self.has_texts:
            return self.random.choice(_TEXTS)
        if isinstance(kind, RecordOf):
            return self._record(kind.record)
        if isinstance(kind, ListOf):
            items = [self.value(kind.item) for _ in range(self.random.randint(1, 3))]
            return [item for item in items if item]
        return self._id() if isinstance(kind, Id) else self.random.choice(_words_of(kind))

    def _id(self) -> str:
        self.ids += 1
        return self.random.choice(("{}", "1.{}", "a{})", "PROVUL8.{}")).format(self.ids)


def _words_of(kind: Kind) -> tuple[str, ...]:
    if isinstance(kind, Choice):
        return kind.values
    if isinstance(kind, YesNo):
        return ("yes", "no", "true", "False")
    if isinstance(kind, DateValue):
        return (*_DATES, *_RELATIVE_DATES) if kind.relative else _DATES
    if isinstance(kind, PeriodValue):
        return _PERIODS
    return _BODIES if isinstance(kind, Body | Signatory) else _TEXTS
