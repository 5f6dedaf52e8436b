"""The written forms of months, quarters, seasons, years and financial years.

As in `date_days`: a form is one line of a table, and a fault made here is not yet about a value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.model.date_forms import words
from dhrplan.model.date_forms.days import impossible
from dhrplan.model.dates import (
    MONTHS,
    DateFault,
    PlanDate,
    in_financial_year,
    in_month,
    in_quarter,
    in_season,
    in_year,
)

if TYPE_CHECKING:
    from dhrplan.model.date_forms.days import Forms

NO_MONTH = "Months run from 01 to 12."


def month(year: str, number: str) -> PlanDate | DateFault:
    """The month of `2016` and `10`."""
    if 1 <= int(number) <= len(MONTHS):
        return in_month(words.year_of(year), int(number))
    return impossible(NO_MONTH)


def iso_month(year: str, number: str) -> PlanDate | DateFault:
    """The month of `2016-10`; 2016-17 could be a financial year, which has a slash here."""
    if not words.next_year_is(int(year), number) or int(number) <= len(MONTHS):
        return month(year, number)
    return DateFault(
        "ambiguous",
        "has a hyphen, so it would be a month.",
        f"For the financial year write `{year}/{number}`, for a month `{year}-01` to `{year}-12`.",
    )


def worded_month(name: str, year: str) -> PlanDate:
    """The month of `october` and `2016`."""
    return in_month(words.year_of(year), words.month_of(name))


def financial_year(start: str, end: str) -> PlanDate | DateFault:
    """The financial year of `2016` and `17`; in 2016/10 the second is more likely a month."""
    year = words.year_of(start)
    if words.next_year_is(year, end):
        return in_financial_year(year)
    if len(end) == len("10") and 1 <= int(end) <= len(MONTHS):
        return DateFault(
            "ambiguous",
            "has a slash, so it would be a financial year.",
            f"For {MONTHS[int(end) - 1]} {year} write `{in_month(year, int(end)).canonical}`.",
        )
    return DateFault(
        "impossible",
        "is no financial year, which ends in the year after it begins.",
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


def season(name: str, year: str) -> PlanDate:
    """The season of `spring` and `2024`."""
    return in_season(words.year_of(year), name)


def winter(start: str, end: str) -> PlanDate | DateFault:
    """The winter of `2023` and `24`, which is that of 2023."""
    year = words.year_of(start)
    if words.next_year_is(year, end):
        return in_season(year, "winter")
    return DateFault(
        "impossible",
        "is no winter, which lasts from December to the next February.",
        f"For December {year} to February {year + 1} write `{year}-winter`.",
    )


CANONICAL_SPANS: Forms = (
    (f"{words.YEAR4}-{words.YEAR2}", iso_month),
    (words.YEAR4, lambda year: in_year(int(year))),
    (f"{words.YEAR4}/{words.YEAR2}", financial_year),
    (f"{words.YEAR4}/{words.YEAR2}-q([0-9])", quarter),
    (f"{words.YEAR4}-{words.SEASON}", lambda year, name: season(name, year)),
)
_MONTHS: Forms = (
    (f"{words.MONTH}{words.GAP}(?:of )?{words.YEAR4}", worded_month),
    (f"{words.MONTH}(?:[/-]| ?'){words.YEAR2}", worded_month),
    (f"{words.NUMBER}[/.-]{words.YEAR4}", lambda number, year: month(year, number)),
)
_BOTH_YEARS = f"{words.YEAR}[/-]{words.YEAR}"
_YEARS: Forms = (
    (f"{words.YEAR4}/{words.YEAR4}", financial_year),
    (f"{words.FINANCIAL_YEAR}{_BOTH_YEARS}", financial_year),
    (f"(?:the )?{words.YEAR4}/{words.YEAR} financial year", financial_year),
    (f"(?:{words.FINANCIAL_YEAR})?{_BOTH_YEARS}[ -]?q([0-9])", quarter),
    (
        f"(?:the )?q([0-9]) (?:of |in )?(?:{words.FINANCIAL_YEAR})?{_BOTH_YEARS}",
        lambda number, start, end: quarter(start, end, number),
    ),
)
_SEASONS: Forms = (
    (f"(?:the )?{words.SEASON}(?: of |[ -]){words.YEAR}", season),
    (f"(?:the )?winter(?: of |[ -]){_BOTH_YEARS}", winter),
)
WORDED_SPANS: Forms = (*_MONTHS, *_YEARS, *_SEASONS)
