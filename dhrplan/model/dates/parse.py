"""Parsing of dates and periods: a text becomes a value, or a fault that says why it is none.

The accepted forms are those of the file format, section "Dates". A form is one line of a table: a
pattern, and a function of its groups. Day comes before month, and nothing is filled in from today.
A text of no form goes to `explain`, which is imported only then.

The message of a fault made below is only a predicate ("is not in the calendar."); `parse_date`,
`parse_day` and `parse_period` put the value in front of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import cast

from dhrplan.model.dates.values import (
    EVENT_NOUNS,
    IMMEDIATELY,
    MONTHS,
    SEASONS,
    WEEKDAYS,
    AnyDate,
    DateFault,
    Period,
    PlanDate,
    RelativeDate,
    Unit,
    in_financial_year,
    in_month,
    in_months,
    in_quarter,
    in_season,
    in_year,
    on_day,
    over_days,
    spoken,
)

Reading = AnyDate | DateFault
Forms = tuple[tuple[str, Callable[..., Reading | None]], ...]

LONGEST = 200
"""The length of text, in characters, within which a date is looked for."""

FIRST_YEAR, LAST_YEAR = "1900", "2199"
GREATEST_COUNT = 999
"""The greatest count of a period."""

_CACHE_SIZE = 16_384
"""Texts whose dates are cached; a thousand plans hold some 50,000, many alike."""

_SHOWN = 60
"""How much of a value a message quotes, in characters."""

YEAR_OUT_OF_BOUNDS = DateFault(
    "impossible",
    "has a year that is too early or too late.",
    f"Years run from {FIRST_YEAR} to {LAST_YEAR}.",
)
RELATIVE_NOT_HERE = DateFault(
    "relative-not-here",
    "is counted from another date.",
    "Only `target` and `next_check` may be counted from another date. Write the day itself here.",
)
_COUNT_OUT_OF_BOUNDS = DateFault(
    "impossible", "counts too little or too much.", f"Write a count from 1 to {GREATEST_COUNT}."
)
_TOO_LONG = DateFault(
    "not-a-date",
    "is too long for a date.",
    "Write the date alone here and keep the words [under `as_written`|in the notes].",
)
NO_MONTH = "Months run from 01 to 12."


def parse_date(text: str, *, relative: bool = False) -> Reading:
    """The date that a text means; `relative` where it may be counted from an event."""
    return _parsed(text, relative) if len(text) <= LONGEST else _about(text, _TOO_LONG)


def parse_day(text: str) -> date | DateFault:
    """An exact day, in any of the forms of a day: what `--as-of` takes."""
    when = parse_date(text)
    if isinstance(when, DateFault):
        # The other hints name fields of a plan, or propose dates that are no days.
        return when if when.cause == "impossible" else replace(when, hint=_day_hint(when.hint))
    if isinstance(when, PlanDate) and when.first == when.last:
        return when.last
    hint = _day_hint(f"`{when.last}`" if isinstance(when, PlanDate) else "")
    return _about(text, DateFault("not-a-date", "is not one day.", hint))


def parse_period(text: str) -> Period | DateFault:
    """A length of time: `3 months`, `30d`, `six weeks`."""
    plain = normalised(text[: LONGEST + 1])
    match = re.fullmatch(PERIOD, plain)
    if match is None:
        from dhrplan.model.dates.hints import period_fault

        return _about(text, period_fault(plain))
    return period_of(*match.groups()) or _about(text, _COUNT_OUT_OF_BOUNDS)


@lru_cache(_CACHE_SIZE)
def _parsed(text: str, relative: bool) -> Reading:  # noqa: FBT001
    if day := _canonical_day(text):
        return day
    plain = normalised(text)
    reading = read(without_prefix(plain))
    if reading is None:
        from dhrplan.model.dates.hints import explained

        reading = explained(plain, relative=relative)
    if isinstance(reading, RelativeDate) and not relative:
        reading = RELATIVE_NOT_HERE
    if isinstance(reading, DateFault):
        return _about(text, reading)
    return replace(reading, written=text)


def _canonical_day(text: str) -> PlanDate | None:
    """The day of `2016-10-31`, without patterns: nearly all dates of a plan are written so."""
    # The hyphens are checked because fromisoformat would also take the week of 2016-W44-1.
    if len(text) != len("2016-10-31") or not text[4] == text[7] == "-" or not text.isascii():
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return PlanDate(text, day, day, text) if FIRST_YEAR <= text[:4] <= LAST_YEAR else None


def _day_hint(hint: str) -> str:
    """The hint to write one day: the one that another hint proposes, or an example."""
    proposed = re.search(r"`([0-9]{4}-[0-9]{2}-[0-9]{2})`", hint)
    return (
        f"Write one day, such as `{proposed[1]}`." if proposed else "Write one day: `YYYY-MM-DD`."
    )


def with_year(hint: str, as_of: date) -> str:
    """A hint with the current year in its example: `10 December 2026` for `YYYY-12-10`.

    A fault of a date knows no day. Who prints it does, and calls this.
    """

    def dated(match: re.Match[str]) -> str:
        for year in range(as_of.year, as_of.year + _YEARS_TO_LEAP):
            financial_year = in_financial_year(year).canonical
            example = match[1].replace("YYYY/YY", financial_year).replace("YYYY", f"{year}")
            when = read(example)
            if isinstance(when, PlanDate):
                return f"`{example}`" if "/" in example else spoken(when)
        return match[0]

    return re.sub(_EXAMPLE_WITHOUT_YEAR, dated, hint)


_EXAMPLE_WITHOUT_YEAR = "`(YYYY(?:/YY|-[0-9a-zQ][^`]*|(?=` for the end)))`"
"""`YYYY-12-10`, `YYYY/YY`, `YYYY-spring`; not `YYYY-MM-DD`, which says how to write any date."""

_YEARS_TO_LEAP = 8
"""There are at most so many years from one 29 February to the next."""


def _about(text: str, fault: DateFault) -> DateFault:
    """The fault with the value in front of its message: quoted, on one line, cut when long."""
    # A control character could move the cursor or colour the terminal.
    shown = "".join(c if c.isprintable() else " " for c in text[:200]).replace("`", "'")
    shown = " ".join(shown.split())
    if len(shown) > _SHOWN:
        shown = shown[: _SHOWN - 1].rstrip() + "…"
    return replace(fault, message=f"{f'`{shown}`' if shown else 'An empty value'} {fault.message}")


# The patterns match normalised text: lower case, single spaces, hyphens for all dashes. Digits are
# always [0-9], so that no other script's digits reach `int`.

YEAR4 = r"([0-9]{4})"
YEAR2 = r"([0-9]{2})"
YEAR = r"([0-9]{4}|'?[0-9]{2})"
NUMBER = r"([0-9]{1,2})"
# Word puts a space before the raised "st" of 31st when its text is taken out.
DAY = r"([0-9]{1,2})(?: ?(?:st|nd|rd|th))?"
MONTH_NAME = "|".join([*(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS), "sept"]).lower()
"""Full and abbreviated names."""
MONTH = rf"({MONTH_NAME})\.?"
SEASON = f"({'|'.join(SEASONS)})"
FINANCIAL_YEAR = r"(?:the )?(?:fy|financial year) ?"
GAP = r"[ ./-]?"
THROUGH = r"(?: ?- ?| to |/)"

_NUMERALS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_COUNTS = {"a": 1, "an": 1, **{word: n for n, word in enumerate(_NUMERALS, 1)}}
PERIOD = (
    rf"(?:([0-9]{{1,9}}) ?|({'|'.join(_COUNTS)}) )"
    r"(days?|d|weeks?|wks?|w|months?|mths?|m|years?|yrs?|y)"
)
_UNITS = {"d": "day", "w": "week", "m": "month", "y": "year"}

EVENTS_BY_WORD = {
    word.lower(): event for event, noun in EVENT_NOUNS.items() for word in (event, noun)
}
_EVENT = f"({'|'.join(EVENTS_BY_WORD)})"
REPORT = r"(?: of (?:the |this |our )?(?:final |overview )*(?:report|review|dhr|dardr))*"
RELATIVE_SUM = rf"{_EVENT} ?\+ ?{PERIOD}"
RELATIVE_WORDS = (
    rf"(?:within |in )?{PERIOD} (?:(?:of|from|after|following) |post[ -])(?:the )?(?:date of )?"
    rf"(?:the )?{_EVENT}{REPORT}"
)
IMMEDIATE = "(?:with immediate effect|(?:effective )?immediately|immediately effective|immediate)"

# A comma separates words as a space does; dashes become hyphens. Invisible characters stay: they
# are a fault of their own, which names them.
_NORMAL = str.maketrans(
    {
        ",": " ",
        "\u2018": "'",
        "\u2019": "'",
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    }
)
_ORDINALS = (("first", "1st"), ("second", "2nd"), ("third", "3rd"), ("fourth", "4th"))
_QUARTERS = {
    **{ordinal: n for n, pair in enumerate(_ORDINALS, 1) for ordinal in pair},
    **{word: n for n, word in enumerate(_NUMERALS[:4], 1)},
}
_QUARTER = (
    r"(?<![a-z])(?:(?:q|quarter|qtr\.?) ?([0-9])|(?:quarter|qtr\.?) (one|two|three|four)"
    rf"|({'|'.join(_QUARTERS)}) (?:quarter|qtr\.?))(?![0-9a-z])"
)
# Some lengths of time are not a number and a unit; "half" would be lost on the way to one.
_LENGTHS = (
    (r"(?<![a-z])(?:a year and a half|(?:one|1) and a half years)(?![a-z])", "18 months"),
    (
        r"(?<![a-z])half (?:a|of a) year(?![a-z])|(?<![a-z])half[- ]year(?=s? (?:after|from))",
        "6 months",
    ),
    (r"(?<![a-z])half (?:a|of a)(?= (?:day|week|month))", "half"),
    (r"(?<![a-z])(?:a )?fortnight(?![a-z])", "2 weeks"),
)


def normalised(text: str) -> str:
    """The text as the patterns expect it, without the full stop that a cell may end with."""
    plain = " ".join(text.translate(_NORMAL).lower().split())
    plain = plain.replace(" /", "/").replace("/ ", "/").rstrip(" .")
    if "half" in plain or "fortnight" in plain:
        for pattern, length in _LENGTHS:
            plain = re.sub(pattern, length, plain)
    if "q" not in plain:
        return plain
    # "Q 3", "Qtr 3", "quarter 3" and "third quarter" become `q3`.
    return re.sub(_QUARTER, lambda match: f"q{match[1] or _QUARTERS[match[2] or match[3]]}", plain)


def without_prefix(text: str) -> str:
    """The text without "by" or "by the end of": the deadline of a date is its last day anyway."""
    return re.sub(
        r"^(?:(?:by )?not? later than |on or before |by )?(?:the )?(?:end (?:of )?)?", "", text
    )


def month_of(word: str) -> int:
    """The number, 1 to 12, of a month's full or abbreviated name."""
    return next(n for n, name in enumerate(MONTHS, 1) if name[:3].lower() == word[:3])


def year_of(text: str) -> int:
    """The year of `2016`, `16` or `'16`; two digits are 2000 to 2099."""
    digits = text.lstrip("'")
    return int(digits) + (2000 if len(digits) == len("16") else 0)


def next_year_is(year: int, text: str) -> bool:
    """Whether `17` or `2017` is the year after `year`, as in a financial year."""
    return f"{year + 1}"[-len(text.lstrip("'")) :] == text.lstrip("'")


def period_of(digits: str | None, word: str | None, unit: str) -> Period | None:
    """The period of `PERIOD`'s groups; None when its count is not 1 to 999."""
    count = int(digits) if digits else _COUNTS[word or "a"]
    return Period(count, cast("Unit", _UNITS[unit[0]])) if 1 <= count <= GREATEST_COUNT else None


def any_of(*patterns: str) -> str:
    """Any of the patterns, with no groups of their own, so that it can stand inside another."""
    # Without `re`, which would first compile a pattern: this runs with every command.
    return "|".join(patterns).replace("(", "(?:").replace("(?:?", "(?")


def first_match(text: str, forms: Forms) -> Reading | None:
    """The reading by the first form that matches the whole text; None if none does."""
    for pattern, meaning in forms:
        # `re` caches what it compiles, so a form costs nothing until a text comes as far as it.
        if match := re.fullmatch(pattern, text):
            groups = match.groups("")
            years = (group for group in groups if len(group) == len("2016") and group.isdigit())
            if all(FIRST_YEAR <= year <= LAST_YEAR for year in years):
                return meaning(*groups)
            return YEAR_OUT_OF_BOUNDS
    return None


def read(text: str) -> Reading | None:
    """The reading of a normalised text without a prefix; None if it has none of the forms."""
    return (
        first_match(text, _CANONICAL_SPANS)
        or first_match(text, _DAYS)
        or _relative(text)
        or first_match(text, _WORDED_SPANS)
    )


def _relative(text: str) -> RelativeDate | DateFault | None:
    """A date counted from an event: `published + 6 months`, "within six months of publication"."""
    if re.fullmatch(IMMEDIATE, text):
        return IMMEDIATELY
    if match := re.fullmatch(RELATIVE_SUM, text):
        event, *length = match.groups()
    elif match := re.fullmatch(RELATIVE_WORDS, text):
        *length, event = match.groups()
    else:
        return None
    period = period_of(*length)
    return RelativeDate(EVENTS_BY_WORD[event], period) if period else _COUNT_OUT_OF_BOUNDS


# One day.


def impossible(hint: str) -> DateFault:
    """The fault of a text that has the form of a date but is none."""
    return DateFault("impossible", "is not in the calendar.", hint)


def day(number: str, month: str, year: str) -> PlanDate | DateFault:
    """The day of `31`, `10` or `october`, `2016`."""
    return _day(number, month, year, "The day comes before the month:")


def iso_day(year: str, month: str, number: str) -> PlanDate | DateFault:
    """The day of `2016`, `10`, `31`."""
    return _day(number, month, year, "Months run from 01 to 12; if the day came first,")


def _day(number: str, month: str, year: str, order: str) -> PlanDate | DateFault:
    """The day; `order` begins the hint when day and month were exchanged."""
    y, m, d = year_of(year), int(month) if month.isdigit() else month_of(month), int(number)
    try:
        return on_day(date(y, m, d))
    except ValueError:
        pass
    if 1 <= m <= len(MONTHS):
        last = date(y + m // 12, m % 12 + 1, 1) - timedelta(days=1)
        year_of_it = f" {y}" if m == 2 else ""  # noqa: PLR2004 - only February varies
        return impossible(f"{MONTHS[m - 1]}{year_of_it} has {last.day} days.")
    try:
        return impossible(f"{order} write `{date(y, d, m).isoformat()}`.")
    except ValueError:
        return impossible(NO_MONTH)


_ISO = rf"{YEAR4}-([0-9]{{2}})-([0-9]{{2}})"

_MIDNIGHT = "(?: 00:00(?::00)?)?"
"""The time that Excel puts behind a day."""

_SINGLE_DAYS: Forms = (
    (_ISO, iso_day),
    (f"{NUMBER}/{NUMBER}/{YEAR4}{_MIDNIGHT}", day),
    (f"{NUMBER}/{NUMBER}/{YEAR2}{_MIDNIGHT}", day),
    (rf"{NUMBER}\. ?{NUMBER}\. ?{YEAR4}{_MIDNIGHT}", day),
    (rf"{NUMBER}\. ?{NUMBER}\. ?{YEAR2}{_MIDNIGHT}", day),
    (f"{NUMBER}-{NUMBER}-{YEAR4}{_MIDNIGHT}", day),
    (f"{NUMBER}-{NUMBER}-{YEAR2}{_MIDNIGHT}", day),
    (f"(?:the )?{DAY}{GAP}(?:of )?{MONTH}{GAP}{YEAR}", day),
    (
        f"{MONTH}{GAP}(?:the )?{DAY}[ ./-]{YEAR4}",
        lambda month, number, year: day(number, month, year),
    ),
)
ANY_DAY = any_of(*(pattern for pattern, _ in _SINGLE_DAYS))

WEEKDAY = "(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs?|ur)?(?:day)?"
"""Full and abbreviated names."""


def day_of_week(name: str, written: str) -> Reading | None:
    """The day of `fri` and `3 May 2019`, which must be a Friday."""
    when = first_match(written, _SINGLE_DAYS)
    if not isinstance(when, PlanDate):
        return when
    weekday = WEEKDAYS[when.last.weekday()]
    if weekday.lower().startswith(name):
        return when
    hint = f"{spoken(when)} is a {weekday}. Write the right day, as `YYYY-MM-DD`."
    return DateFault("impossible", "has the wrong day of the week.", hint)


def week_of(written: str) -> Reading | None:
    """The week from Monday to Sunday that begins on a written day."""
    when = first_match(written, (*_SINGLE_DAYS, *_DAYS_WITH_WEEKDAY))
    if not isinstance(when, PlanDate):
        return when
    monday = when.last - timedelta(days=when.last.weekday())
    week = over_days(monday, monday + timedelta(days=6))
    if f"{week.last.year}" > LAST_YEAR or f"{week.first.year}" < FIRST_YEAR:
        return YEAR_OUT_OF_BOUNDS
    if monday == when.last:
        return week
    hint = (
        f"{spoken(when)} is a {WEEKDAYS[when.last.weekday()]}. "
        f"For the week from Monday {spoken(on_day(monday))} write `{week.canonical}`."
    )
    return DateFault("impossible", "is a week that does not begin on a Monday.", hint)


_DAYS_WITH_WEEKDAY: Forms = ((rf"{WEEKDAY}\.? (?:the )?({ANY_DAY})", day_of_week),)
ANY_WEEK = (
    r"(?:the )?(?:w\.?/?[cb]\.?|week (?:commencing|beginning|of|starting))(?: on)? ?"
    f"({any_of(_DAYS_WITH_WEEKDAY[0][0], ANY_DAY)})"
)

# A few days.


def range_of(beginning: str, end: str) -> Reading | None:
    """The days between two written days; the first may leave out what the second says."""
    last = first_match(end, _SINGLE_DAYS)
    if not isinstance(last, PlanDate):
        return last
    month, year = f"{last.last.month}", f"{last.last.year}"
    shortened: Forms = (
        (DAY, lambda number: day(number, month, year)),
        (f"{DAY} {MONTH}", lambda number, name: day(number, name, year)),
        (f"{NUMBER}/{NUMBER}", lambda number, other: day(number, other, year)),
    )
    first = first_match(beginning, (*shortened, *_SINGLE_DAYS))
    if not isinstance(first, PlanDate):
        return first
    if first.last > last.last:
        return _backwards(first.last, last.last, beginning)
    return over_days(first.first, last.last)


def _backwards(first: date, last: date, beginning: str) -> DateFault:
    """The fault of a range that ends before it begins."""
    hint = f"Write the earlier day first: `{over_days(last, first).canonical}`."
    year_was_left_out = first_match(beginning, _SINGLE_DAYS) is None
    # 28 December - 3 January 2017: the year that was left out is hardly that of the second day.
    if year_was_left_out and first.month > last.month:
        year_before = first_match(f"{first.day}/{first.month}/{first.year - 1}", _SINGLE_DAYS)
        if isinstance(year_before, PlanDate):
            hint = f"Include both years: `{over_days(year_before.first, last).canonical}`."
    return DateFault("impossible", "ends before it begins.", hint)


_BEGINNING = any_of(f"{DAY} {MONTH}", f"{NUMBER}/{NUMBER}", DAY)
RANGE = rf"(?:from )?({ANY_DAY}|{_BEGINNING}){THROUGH}({ANY_DAY})"

# The canonical range stands first, so that files in canonical form never need the wide one.
_DAYS: Forms = (
    (f"({any_of(_ISO)})/({any_of(_ISO)})", range_of),
    *_SINGLE_DAYS,
    *_DAYS_WITH_WEEKDAY,
    (ANY_WEEK, week_of),
    (RANGE, range_of),
)

# Months, quarters, seasons, years.


def month(year: str, number: str) -> PlanDate | DateFault:
    """The month of `2016` and `10`."""
    if 1 <= int(number) <= len(MONTHS):
        return in_month(year_of(year), int(number))
    return impossible(NO_MONTH)


def iso_month(year: str, number: str) -> PlanDate | DateFault:
    """The month of `2016-10`; 2016-17 could be a financial year, which has a slash here."""
    if not next_year_is(int(year), number) or int(number) <= len(MONTHS):
        return month(year, number)
    return DateFault(
        "ambiguous",
        "has a hyphen, so it would be a month.",
        f"For the financial year write `{year}/{number}`, for a month `{year}-01` to `{year}-12`.",
    )


def worded_month(name: str, year: str) -> PlanDate:
    """The month of `october` and `2016`."""
    return in_month(year_of(year), month_of(name))


def financial_year(start: str, end: str) -> PlanDate | DateFault:
    """The financial year of `2016` and `17`; in 2016/10 the second is more likely a month."""
    year = year_of(start)
    if next_year_is(year, end):
        return in_financial_year(year)
    if len(end) == len("10") and 1 <= int(end) <= len(MONTHS):
        return DateFault(
            "ambiguous",
            "has a slash, so it would be a financial year.",
            f"For {MONTHS[int(end) - 1]} {year} write `{in_month(year, int(end)).canonical}`.",
        )
    return DateFault(
        "impossible",
        "is not a financial year, which ends in the year after it begins.",
        f"For April {year} to March {year + 1} write `{in_financial_year(year).canonical}`.",
    )


def quarter(start: str, end: str, number: str) -> PlanDate | DateFault:
    """The quarter of `2016`, `17` and `3`: the third of the financial year, October to December."""
    year = financial_year(start, end)
    if isinstance(year, DateFault):
        return year
    if not 1 <= int(number) <= 4:  # noqa: PLR2004
        return impossible("Quarters run from Q1 (April to June) to Q4 (January to March).")
    return in_quarter(year.first.year, int(number))


def half(number: str, start: str, end: str = "") -> PlanDate | DateFault:
    """Half 1 or 2 of the year `2024`, or of the financial year of `2024` and `25`."""
    year = financial_year(start, end) if end else in_year(int(start))
    if isinstance(year, DateFault):
        return year
    middle = date(year.first.year, year.first.month + 5, 1)
    if number == "1":
        return in_months(year.first, middle)
    if f"{year.last.year}" > LAST_YEAR:
        return YEAR_OUT_OF_BOUNDS
    return in_months(date(middle.year, middle.month + 1, 1), year.last)


def academic_year(start: str, end: str) -> PlanDate | DateFault:
    """The academic year of `2023` and `24`, September to August."""
    year = year_of(start)
    if f"{year + 1}" > LAST_YEAR:
        return YEAR_OUT_OF_BOUNDS
    span = in_months(date(year, 9, 1), date(year + 1, 8, 1))
    if next_year_is(year, end):
        return span
    return DateFault(
        "impossible",
        "is not an academic year, which ends in the year after it begins.",
        f"For September {year} to August {year + 1} write `{span.canonical}`.",
    )


def year_end(year: str) -> PlanDate | DateFault:
    """The financial year that ends in March of `2025`."""
    return in_financial_year(year_of(year) - 1) if year > FIRST_YEAR else YEAR_OUT_OF_BOUNDS


def months(begin: Reading, end: Reading) -> Reading:
    """The months from one to another."""
    if not isinstance(begin, PlanDate) or not isinstance(end, PlanDate):
        return begin if isinstance(begin, DateFault) else end
    if begin.first <= end.first:
        return in_months(begin.first, end.first)
    hint = f"Write the earlier date first: `{in_months(end.first, begin.first).canonical}`."
    return DateFault("impossible", "ends before it begins.", hint)


def months_of(first: str, first_year: str, second: str, year: str) -> Reading:
    """The months of `oct`, `2016`, `jan`, `2017`; the first year may be left out."""
    end = worded_month(second, year)
    begin = worded_month(first, first_year or year)
    if first_year or begin.first <= end.first:
        return months(begin, end)
    # Dec - Feb 2017: the year may be that of either month.
    y = end.first.year
    meanings = [
        in_months(date(at, begin.first.month, 1), date(at + 1, end.first.month, 1))
        for at in (y - 1, y)
        if FIRST_YEAR <= f"{at}" < LAST_YEAR
    ]
    choices = "; for ".join(f"{spoken(when)} write `{when.canonical}`" for when in meanings)
    return DateFault("ambiguous", "could begin in either of two years.", f"For {choices}.")


def season(name: str, year: str) -> PlanDate:
    """The season of `spring` and `2024`."""
    return in_season(year_of(year), name)


def _winter(start: str, end: str) -> PlanDate | DateFault:
    """The winter of `2023` and `24`, which is that of 2023."""
    year = year_of(start)
    if next_year_is(year, end):
        return in_season(year, "winter")
    return DateFault(
        "impossible",
        "is not a winter, which lasts from December to the next February.",
        f"For December {year} to February {year + 1} write `{year}-winter`.",
    )


MONTH_RANGE = f"(?:from )?{MONTH}(?:{GAP}{YEAR4})?{THROUGH}{MONTH}"
_CANONICAL_SPANS: Forms = (
    (f"{YEAR4}-{YEAR2}", iso_month),
    (
        f"{YEAR4}-{YEAR2}{THROUGH}{YEAR4}-{YEAR2}",
        lambda year, number, *end: months(month(year, number), month(*end)),
    ),
    (YEAR4, lambda year: in_year(int(year))),
    (f"{YEAR4}/{YEAR2}", financial_year),
    (f"{YEAR4}/{YEAR2}-q([0-9])", quarter),
    (f"{YEAR4}-{SEASON}", lambda year, name: season(name, year)),
)
_TWO_YEARS = f"{YEAR}[/-]{YEAR}"


def _months_of_one_year(first: str, first_year: str, second: str, year: str, year2: str) -> Reading:
    return months_of(first, first_year, second, year or year2)


_WORDED_SPANS: Forms = (
    (f"{MONTH}{GAP}(?:of )?{YEAR4}", worded_month),
    (f"{MONTH}(?:[/-]| ?'){YEAR2}", worded_month),
    (f"{NUMBER}[/.-]{YEAR4}", lambda number, year: month(year, number)),
    (f"{YEAR4}/{YEAR4}", financial_year),
    (f"{FINANCIAL_YEAR}{_TWO_YEARS}", financial_year),
    (f"(?:the )?{YEAR4}/{YEAR} financial year", financial_year),
    (f"(?:{FINANCIAL_YEAR})?{_TWO_YEARS}[ -]?q([0-9])", quarter),
    (
        f"(?:the )?q([0-9]) (?:of |in )?(?:{FINANCIAL_YEAR})?{_TWO_YEARS}",
        lambda number, start, end: quarter(start, end, number),
    ),
    (f"{MONTH_RANGE}(?:{GAP}(?:of )?{YEAR4}| '{YEAR2})", _months_of_one_year),
    (
        f"{MONTH} (?:and|&) {MONTH} {YEAR4}",
        lambda first, second, year: months_of(first, "", second, year),
    ),
    (f"h([12])(?: of|,)? {YEAR4}", half),
    (f"{YEAR4}[ -]?h([12])", lambda year, number: half(number, year)),
    (f"h([12])(?: of)? (?:{FINANCIAL_YEAR})?{_TWO_YEARS}", half),
    (f"(?:{FINANCIAL_YEAR})?{_TWO_YEARS}[ -]?h([12])", lambda a, b, number: half(number, a, b)),
    (
        f"(?:the )?(first|second) half of (?:the )?(?:year )?{YEAR4}",
        lambda ordinal, year: half("1" if ordinal == "first" else "2", year),
    ),
    (f"(?:the )?(?:academic|school) year {_TWO_YEARS}", academic_year),
    (f"(?:the )?{_TWO_YEARS} (?:academic|school) year", academic_year),
    (
        f"(?:the )?(?:financial year[ -]end(?:ing)?|fye) (?:(?:in |on )?(?:31 )?march )?{YEAR4}",
        year_end,
    ),
    (f"(?:the )?{SEASON}(?: of |[ -]){YEAR}", season),
    (f"(?:the )?winter(?: of |[ -]){_TWO_YEARS}", _winter),
)
