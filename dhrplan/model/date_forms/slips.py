"""Texts that are nearly a date: each has a pattern, and a fault that says what to write.

As in `date_days`: one line of a table each, and the faults are not yet about a value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.model.date_forms import words
from dhrplan.model.date_forms.days import (
    ANY_DAY,
    FIRST_YEAR,
    YEAR_OUT_OF_BOUNDS,
    any_of,
    impossible,
    iso_day,
    numeric_day,
    range_of,
    reading_of,
    worded_day,
)
from dhrplan.model.date_forms.reading import read
from dhrplan.model.date_forms.spans import NO_MONTH, iso_month, month, quarter, season, worded_month
from dhrplan.model.dates import (
    DateFault,
    PlanDate,
    in_financial_year,
    in_quarter,
    in_year,
    over_days,
    spoken,
)

if TYPE_CHECKING:
    from dhrplan.model.date_forms.days import Forms, Reading

EXAMPLE_YEAR = "2016"
"""The year of examples; a leap year, so that every day and month has one."""

APRIL = 4
"""The month in which a financial year begins."""


def slip(text: str) -> DateFault | None:
    """The fault of a plain text that is nearly a date, with or without "by the end of"."""
    bare = words.without_prefix(text)
    fault = reading_of(bare, SLIPS)
    return fault if isinstance(fault, DateFault) else _year_missing(bare)


def _year_missing(text: str) -> DateFault | None:
    """The fault of what adding a year makes a date of: `31 October`, `April`, `21 - 22 July`."""
    when = read(f"{text} {EXAMPLE_YEAR}") if text else None
    return _without_year(when) if isinstance(when, PlanDate) else None


def _without_year(example: PlanDate) -> DateFault:
    hint = f"Add the year: {spoken(example)}, for example, is `{example.canonical}`."
    return DateFault("year-missing", "has no year.", hint)


def _proposed(reading: Reading | None) -> Reading | None:
    """The fault of a date that is not read in this form, though its meaning is plain."""
    if reading is None or isinstance(reading, DateFault):
        return reading
    says = "is not one of the ways to write a date here."
    return DateFault("not-a-date", says, f"Write `{reading.canonical}`.")


def _ways(*meanings: PlanDate) -> str:
    # 1899/00 is the financial year before that of FY 1900, but no year of this format.
    known = (when for when in meanings if when.canonical >= FIRST_YEAR)
    return "; for ".join(f"{spoken(when)} write `{when.canonical}`" for when in known)


def _ambiguous(ways: str) -> DateFault:
    return DateFault("ambiguous", "leaves open what is meant.", f"For {ways}.")


def _two_numbers(first: str, second: str) -> DateFault | None:
    """`10/16`: a month and its year, two years, or a day and its month without a year."""
    readings: list[Reading] = []
    if len(second) == len("16"):
        readings.append(month(second, first))
        if len(first) == len(second) and words.next_year_is(words.year_of(first), second):
            readings.append(in_financial_year(words.year_of(first)))
    meanings = [when for when in readings if isinstance(when, PlanDate)]
    day = numeric_day(first, second, EXAMPLE_YEAR)
    if not isinstance(day, PlanDate):
        return _ambiguous(_ways(*meanings)) if meanings else None
    if not meanings:
        return _without_year(day)
    return _ambiguous(f"{_ways(*meanings)}; for a day add its year, as in `{day.canonical}`")


def _three_numbers(first: str, second: str, third: str) -> DateFault:
    """`31-10-16`: a day of 2016, or of 2031 with its year cut short."""
    readings = [numeric_day(first, second, third)]
    if len(first) == len("31"):
        readings.append(iso_day(first, second, third))
    meanings = [when for when in readings if isinstance(when, PlanDate)]
    return _ambiguous(_ways(*meanings)) if meanings else impossible(NO_MONTH)


def _month_and_number(name: str, number: str) -> DateFault:
    """`Oct 16`: a month and its year, or a day without its year."""
    when = worded_month(name, number)
    day = worded_day(number, name, EXAMPLE_YEAR)
    if isinstance(day, DateFault):
        return _ambiguous(_ways(when))
    return _ambiguous(f"{_ways(when)}; for a day add its year, as in `{day.canonical}`")


def _season_of_two_years(name: str, first: str, second: str) -> DateFault:
    """`spring 2016/17`: only winter lies in two years."""
    return _ambiguous(_ways(*(season(name, year) for year in (first, second))))


def _one_financial_year(text: str) -> DateFault:
    """`FY 2016`: some name a financial year by its first year, some by its second."""
    year = words.year_of(text)
    return _ambiguous(_ways(in_financial_year(year), in_financial_year(year - 1)))


def _quarter(number: str, text: str = "") -> DateFault:
    """`Q3 2016`: of the financial year, from October; of the calendar's, from July."""
    year = words.year_of(text or EXAMPLE_YEAR)
    financial = quarter(f"{year}", f"{year + 1}", number)
    if isinstance(financial, DateFault):
        return financial
    n = int(number)
    calendar = in_quarter(year, n - 1) if n > 1 else in_quarter(year - 1, 4)
    hint = f"Add the financial year: {spoken(financial)}, for example, is `{financial.canonical}`."
    if text:
        hint = f"For {_ways(financial, calendar)}."
    return DateFault("quarter-without-year", "has no financial year.", hint)


def _two_years(first: str, second: str) -> Reading | None:
    """`2016-2017`: a financial year, or two years."""
    begin, end = in_year(int(first)), in_year(int(second))
    if words.next_year_is(int(first), second):
        return _ambiguous(_ways(in_financial_year(int(first)), over_days(begin.first, end.last)))
    return _from_to(begin, end)


def _two_months(first: str, first_year: str, second: str, year: str) -> Reading | None:
    """`October 2016 - January 2017`, `October to December 2016`."""
    end = worded_month(second, year)
    begin = worded_month(first, first_year or year)
    if begin.first > end.first and not first_year:
        begin = worded_month(first, f"{int(year) - 1}")
    return _from_to(begin, end)


def _month_first_range(name: str, first: str, last: str, year: str) -> Reading | None:
    """`July 21-22 2016`."""
    return _proposed(range_of(first, f"{last} {name} {year}"))


def _from_to(begin: Reading, end: Reading) -> Reading | None:
    """Several months or years: a quarter, or else what their first and last day are."""
    if not isinstance(begin, PlanDate) or not isinstance(end, PlanDate):
        return begin if isinstance(begin, DateFault) else end
    if begin.first > end.last:
        hint = f"Write the earlier one first: `{over_days(end.first, begin.last).canonical}`."
        return DateFault("impossible", "ends before it begins.", hint)
    days = over_days(begin.first, end.last)
    year = days.first.year - (days.first.month < APRIL)
    quarters = (in_quarter(year, n) for n in range(1, 5))
    same = (when for when in quarters if (when.first, when.last) == (days.first, days.last))
    meant = next(same, days)
    return _proposed(meant) if meant.canonical >= FIRST_YEAR else YEAR_OUT_OF_BOUNDS


_DATE = f"{words.YEAR4}[/.-]{words.NUMBER}[/.-]{words.NUMBER}"
_COMPACT = r"((?:19|20|21)[0-9]{2})(0[1-9]|1[0-2])([0-3][0-9])"
_MONTH_YEAR = f"{words.MONTH}{words.GAP}{words.YEAR4}"
_MONTH_FIRST_RANGE = f"{words.MONTH} {words.DAY}{words.THROUGH}{words.DAY} {words.YEAR4}"

SLIPS: Forms = (
    (f"{_DATE}(?:[t ][0-9][0-9:.z+-]*)?", lambda *numbers: _proposed(iso_day(*numbers))),
    (_COMPACT, lambda *numbers: _proposed(iso_day(*numbers))),
    (f"({any_of(words.DAY)}) (?:and|&) ({ANY_DAY})", lambda *days: _proposed(range_of(*days))),
    (_MONTH_FIRST_RANGE, _month_first_range),
    (f"{words.NUMBER} {words.NUMBER} {words.YEAR4}", lambda *n: _proposed(numeric_day(*n))),
    (f"{words.YEAR4}(?:[/.-]| - ){words.NUMBER}", lambda *n: _proposed(iso_month(*n))),
    (f"{words.YEAR4}{words.THROUGH}{words.YEAR4}", _two_years),
    (f"{words.NUMBER}[/-]{words.NUMBER}", _two_numbers),
    (f"{words.NUMBER}-{words.NUMBER}-{words.YEAR2}", _three_numbers),
    (f"{words.MONTH} ?{words.YEAR2}", _month_and_number),
    (
        f"{words.YEAR4}[ -]?{words.MONTH}",
        lambda year, name: _proposed(worded_month(name, year)),
    ),
    (
        f"{words.YEAR4}[ -]?{words.MONTH}[ -]?{words.DAY}",
        lambda year, name, number: _proposed(worded_day(number, name, year)),
    ),
    (f"(?:the )?{words.SEASON}(?: of |[ -]){words.YEAR}[/-]{words.YEAR}", _season_of_two_years),
    (f"{words.FINANCIAL_YEAR}{words.YEAR}", _one_financial_year),
    (f"(?:the )?{words.YEAR4} financial year", _one_financial_year),
    ("(?:the )?q([0-9])", _quarter),
    (f"(?:the )?q([0-9])[ /-](?:of |in )?(?:{words.FINANCIAL_YEAR})?{words.YEAR}", _quarter),
    (f"{words.YEAR4}[ /-]?q([0-9])", lambda year, number: _quarter(number, year)),
    (f"{words.MONTH}(?:{words.GAP}{words.YEAR4})?{words.THROUGH}{_MONTH_YEAR}", _two_months),
    (
        f"{words.YEAR4}-{words.YEAR2}{words.THROUGH}{words.YEAR4}-{words.YEAR2}",
        lambda year, number, *end: _from_to(month(year, number), month(*end)),
    ),
)
