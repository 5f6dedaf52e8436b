"""The written forms of a day and of a few days, and why some are impossible.

A form is one line of a table: a pattern, and what to make of its groups. Day comes before month,
always. A fault made here is not yet about a value: `date_forms` puts that before its message.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dhrplan.model.date_forms import words
from dhrplan.model.dates import MONTHS, DateFault, PlanDate, on_day, over_days

if TYPE_CHECKING:
    from collections.abc import Callable

    from dhrplan.model.dates import AnyDate

    Reading = AnyDate | DateFault
    Forms = tuple[tuple[str, Callable[..., Reading | None]], ...]

FIRST_YEAR, LAST_YEAR = "1900", "2199"
YEAR_OUT_OF_BOUNDS = DateFault(
    "impossible",
    "has a year that is too early or too late.",
    f"Years run from {FIRST_YEAR} to {LAST_YEAR}.",
)
DAY_FIRST, MONTH_FIRST = "The day comes before the month", "The month comes before the day here"


def reading_of(text: str, forms: Forms) -> Reading | None:
    """What the first form that matches the whole of the text makes of it."""
    for pattern, meaning in forms:
        # `re` keeps what it compiles, so a form costs nothing until a text comes as far as it.
        if match := re.fullmatch(pattern, text):
            return _year_out_of_bounds(match.groups("")) or meaning(*match.groups(""))
    return None


def day(year: str, month: str, number: str, order: str = DAY_FIRST) -> PlanDate | DateFault:
    """The day of three numbers as written; `order` is what to say when two were exchanged."""
    full_year = words.year_of(year)
    try:
        return on_day(date(full_year, int(month), int(number)))
    except ValueError:
        return impossible(_instead(full_year, int(month), int(number), order))


def iso_day(year: str, month: str, number: str) -> PlanDate | DateFault:
    """The day of `2016`, `10`, `31`."""
    return day(year, month, number, MONTH_FIRST)


def numeric_day(number: str, month: str, year: str) -> PlanDate | DateFault:
    """The day of `31`, `10`, `2016`."""
    return day(year, month, number)


def worded_day(number: str, month: str, year: str) -> PlanDate | DateFault:
    """The day of `31`, `october`, `2016`."""
    return day(year, f"{words.month_of(month)}", number)


def impossible(hint: str) -> DateFault:
    """A fault of what has the form of a date but is none."""
    return DateFault("impossible", "is not in the calendar.", hint)


def _instead(year: int, month: int, number: int, order: str) -> str:
    """What to write instead of a day that does not exist."""
    if not 1 <= month <= len(MONTHS):
        try:
            return f"{order}: write `{date(year, number, month).isoformat()}`."
        except ValueError:
            return "Months run from 01 to 12."
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return f"The days of {MONTHS[month - 1]} {year} run from 1 to {last.day}."


def _year_out_of_bounds(groups: tuple[str, ...]) -> DateFault | None:
    years = (group for group in groups if len(group) == len("2016") and group.isdigit())
    if all(FIRST_YEAR <= year <= LAST_YEAR for year in years):
        return None
    return YEAR_OUT_OF_BOUNDS


_ISO = rf"{words.YEAR4}-([0-9]{{2}})-([0-9]{{2}})"
_WORDED = rf"(?:the )?{words.DAY}{words.GAP}(?:of )?{words.MONTH}{words.GAP}{words.YEAR}"
_MONTH_FIRST = rf"{words.MONTH}{words.GAP}(?:the )?{words.DAY}[ ./-]{words.YEAR4}"


def _numeric(separator: str, year: str) -> str:
    return f"{words.NUMBER}{separator}{words.NUMBER}{separator}{year}"


# 31-10-16 is not among them: it may also be 2031-10-16 cut short.
SINGLE_DAYS: Forms = (
    (_ISO, iso_day),
    (_numeric("/", words.YEAR4), numeric_day),
    (_numeric("/", words.YEAR2), numeric_day),
    (_numeric(r"\.", words.YEAR4), numeric_day),
    (_numeric(r"\.", words.YEAR2), numeric_day),
    (_numeric("-", words.YEAR4), numeric_day),
    (_WORDED, worded_day),
    (_MONTH_FIRST, lambda month, number, year: worded_day(number, month, year)),
)


def range_of(beginning: str, end: str) -> Reading | None:
    """The days between two written days; the first may leave out what the second says."""
    last = reading_of(end, SINGLE_DAYS)
    if not isinstance(last, PlanDate):
        return last
    first = reading_of(beginning, (*_beginnings(last.last), *SINGLE_DAYS))
    if not isinstance(first, PlanDate):
        return first
    if first.last > last.last:
        return _backwards(first.last, last.last, beginning)
    return over_days(first.first, last.last)


def _beginnings(end: date) -> Forms:
    """The forms of a range's first day that leave the year, or month and year, to its last."""
    month, year = f"{end.month}", f"{end.year}"
    return (
        (words.DAY, lambda number: numeric_day(number, month, year)),
        (f"{words.DAY} {words.MONTH}", lambda number, name: worded_day(number, name, year)),
        (f"{words.NUMBER}/{words.NUMBER}", lambda number, other: numeric_day(number, other, year)),
    )


def _backwards(first: date, last: date, beginning: str) -> DateFault:
    """The fault of a range that ends before it begins."""
    hint = f"Write the earlier day first: `{over_days(last, first).canonical}`."
    year_was_left_out = reading_of(beginning, SINGLE_DAYS) is None
    # 28 December - 3 January 2017: the year that was left out is hardly that of the second day.
    if year_was_left_out and first.month > last.month:
        year_before = reading_of(f"{first.day}/{first.month}/{first.year - 1}", SINGLE_DAYS)
        if isinstance(year_before, PlanDate):
            hint = f"Give both years: `{over_days(year_before.first, last).canonical}`."
    return DateFault("impossible", "ends before it begins.", hint)


def any_of(*patterns: str) -> str:
    """Any of the patterns, with no groups of their own, so that it can stand inside another."""
    # Without `re`, which would first compile a pattern: this runs with every command.
    return "|".join(patterns).replace("(", "(?:").replace("(?:?", "(?")


ANY_DAY = any_of(*(pattern for pattern, _ in SINGLE_DAYS))
_BEGINNING = any_of(f"{words.DAY} {words.MONTH}", f"{words.NUMBER}/{words.NUMBER}", words.DAY)
RANGE = rf"(?:from )?({ANY_DAY}|{_BEGINNING}){words.THROUGH}({ANY_DAY})"
_ISO_RANGE = f"({any_of(_ISO)})/({any_of(_ISO)})"

# The canonical range stands first, so that files in canonical form never need the wide one.
DAYS: Forms = ((_ISO_RANGE, range_of), *SINGLE_DAYS, (RANGE, range_of))
