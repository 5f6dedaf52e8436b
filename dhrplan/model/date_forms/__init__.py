"""The written forms of dates and periods: a text becomes a value, or a fault that says why not.

The forms are those of the file format, section "Dates". Nothing is ever filled in from today. What
has none of the forms is explained by `faults`, which is imported only when that happens.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from dhrplan.model.date_forms import words
from dhrplan.model.date_forms.days import FIRST_YEAR, LAST_YEAR
from dhrplan.model.date_forms.reading import RELATIVE_NOT_HERE, TOO_MANY, read
from dhrplan.model.dates import DateFault, Period, PlanDate, RelativeDate

LONGEST = 200
"""The length of text, in characters, within which a date is looked for."""

_ALONE = "Write the date alone here and keep the words under `as_written`."

_REMEMBERED = 16_384
"""How many texts are kept with their dates; a thousand plans hold some 50,000, many alike."""


def parse_date(text: str, *, relative: bool = False) -> PlanDate | RelativeDate | DateFault:
    """The date that a text means; `relative` where it may be counted from an event."""
    if len(text) <= LONGEST:
        return _parsed(text, relative)
    return _told_of(text, DateFault("not-a-date", "is too long for a date.", _ALONE))


def parse_day(text: str) -> date | DateFault:
    """An exact day, in any of the forms of a day: what `--as-of` takes."""
    when = parse_date(text)
    if isinstance(when, DateFault):
        # The other hints speak of a plan's fields and of dates that are no days.
        return when if when.cause == "impossible" else replace(when, hint=_a_day(when.hint))
    if isinstance(when, PlanDate) and when.first == when.last:
        return when.last
    hint = _a_day(f"`{when.last}`" if isinstance(when, PlanDate) else "")
    return _told_of(text, DateFault("not-a-date", "is not one day.", hint))


def parse_period(text: str) -> Period | DateFault:
    """A length of time: `3 months`, `30d`, `six weeks`."""
    words_only = words.plain(text[: LONGEST + 1])
    match = re.fullmatch(words.PERIOD, words_only)
    if match is None:
        from dhrplan.model.date_forms.faults import period_fault

        return _told_of(text, period_fault(words_only))
    return words.period_of(*match.groups()) or _told_of(text, TOO_MANY)


@lru_cache(_REMEMBERED)
def _parsed(text: str, relative: bool) -> PlanDate | RelativeDate | DateFault:  # noqa: FBT001
    if canonical := _canonical_day(text):
        return canonical
    plain = words.plain(text)
    reading = read(words.without_prefix(plain))
    if reading is None:
        from dhrplan.model.date_forms.faults import explained

        reading = explained(plain, relative=relative)
    if isinstance(reading, RelativeDate) and not relative:
        reading = RELATIVE_NOT_HERE
    if isinstance(reading, DateFault):
        return _told_of(text, reading)
    return replace(reading, written=text)


def _canonical_day(text: str) -> PlanDate | None:
    """The day of `2016-10-31`, without patterns: nearly all dates of a plan are written so."""
    # The hyphens are looked at because fromisoformat would also take the week of 2016-W44-1.
    if len(text) != len("2016-10-31") or not text[4] == text[7] == "-" or not text.isascii():
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return PlanDate(text, day, day, text) if FIRST_YEAR <= text[:4] <= LAST_YEAR else None


def _a_day(hint: str) -> str:
    """What to write for a day: the one that a hint proposes, or how a day is written."""
    proposed = re.search(r"`([0-9]{4}-[0-9]{2}-[0-9]{2})`", hint)
    return f"Write one day, such as `{proposed[1] if proposed else '2016-10-31'}`."


def _told_of(text: str, fault: DateFault) -> DateFault:
    """The fault, told of this text."""
    return replace(fault, message=f"{words.subject(text)} {fault.message}")
