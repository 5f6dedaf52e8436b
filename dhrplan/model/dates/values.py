"""The dates and periods of a plan, as values that keep the precision they were written with.

A date in a plan may be a day, a month, a quarter, a season, a year or a few days; its deadline is
its last day. The rules are those of the file format, section "Dates".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

Unit = Literal["day", "week", "month", "year"]

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
"""The first month of each season; it lasts three, so winter ends in February of the next year."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""In the order of `date.weekday()`."""

DAY_WORDS = {"today": 0, "now": 0, "yesterday": -1, "tomorrow": 1}
"""Words for a day, with its distance from today in days."""

EVENT_NOUNS = {
    "commissioned": "commissioning",
    "completed": "completion of the report",
    "agreed": "agreement of the plan",
    "submitted": "submission",
    "approved": "approval",
    "published": "publication",
    "withdrawn": "withdrawal",
    "family_informed": "the family was informed",
    "sent_to_commissioner": "it was sent to the Commissioner",
    "sent_to_library": "it was sent to the library",
}
"""The keys of a plan's `dates`, each with the noun that follows "after" in prose."""

EVENTS: tuple[str, ...] = tuple(EVENT_NOUNS)

CAUSES: tuple[str, ...] = (
    "status-in-date",
    "no-date",
    "year-missing",
    "quarter-without-year",
    "vague",
    "no-anchor",
    "relative-not-here",
    "impossible",
    "ambiguous",
    "several",
    "revised",
    "rhythm",
    "not-a-date",
)
"""Every cause that a `DateFault` can have."""


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time: a count, 1 to 999, of days, weeks, calendar months or years."""

    count: int
    unit: Unit

    @property
    def canonical(self) -> str:
        """As `fmt` writes it: "1 month", "3 months"."""
        return f"{self.count} {self.unit}{'s' if self.count > 1 else ''}"

    def after(self, day: date) -> date:
        """The day this much later; 31 August + 6 months is the last of February."""
        return self._shifted(day, self.count)

    def before(self, day: date) -> date:
        """The day this much earlier; 31 May - 3 months is the last of February."""
        return self._shifted(day, -self.count)

    def _shifted(self, day: date, count: int) -> date:
        if self.unit == "day":
            return day + timedelta(days=count)
        if self.unit == "week":
            return day + timedelta(weeks=count)
        # Imported here because few commands count in months, and dateutil slows start-up.
        from dateutil.relativedelta import relativedelta

        return day + relativedelta(months=count * 12 if self.unit == "year" else count)


@dataclass(frozen=True, slots=True)
class PlanDate:
    """A date that keeps its precision; `first` and `last` are its first and last day."""

    canonical: str
    first: date
    last: date
    written: str = field(default="", compare=False)

    def deadline(self, events: Mapping[str, date]) -> date | None:  # noqa: ARG002
        """The last day; `events` is there to match `RelativeDate`."""
        return self.last


@dataclass(frozen=True, slots=True)
class RelativeDate:
    """A date counted from one of the plan's `dates`, such as `published + 6 months`.

    Only `IMMEDIATELY` counts nothing: it is the day on which the plan was agreed.
    """

    event: str
    period: Period
    written: str = field(default="", compare=False)

    @property
    def canonical(self) -> str:
        """As `fmt` writes it: "published + 6 months", "immediately"."""
        if not self.period.count:
            return "immediately"
        return f"{self.event} + {self.period.canonical}"

    def deadline(self, events: Mapping[str, date]) -> date | None:
        """The period after the event's day; None while that is not known."""
        day = events.get(self.event)
        return None if day is None else self.period.after(day)


@dataclass(frozen=True, slots=True)
class DateFault:
    """Why a text is no date; `cause` is one of `CAUSES`, `hint` what to write instead.

    A part of the hint that names keys of a plan is in brackets; `wording.fitted` resolves them.
    """

    cause: str
    message: str
    hint: str


AnyDate = PlanDate | RelativeDate

IMMEDIATELY = RelativeDate("agreed", Period(0, "day"))
"""`immediately`: as soon as the partnership has agreed the plan."""


def on_day(day: date) -> PlanDate:
    """One day: `2016-10-31`."""
    return PlanDate(day.isoformat(), day, day)


def over_days(first: date, last: date) -> PlanDate:
    """The days from first to last: `2016-07-21/2016-07-22`. A range of one day is that day."""
    if first == last:
        return on_day(first)
    return PlanDate(f"{first.isoformat()}/{last.isoformat()}", first, last)


def in_month(year: int, month: int) -> PlanDate:
    """A calendar month: `2016-10`."""
    return _over_months(f"{year}-{month:02}", date(year, month, 1), 1)


def in_months(first: date, last: date) -> PlanDate:
    """The calendar months from that of `first` to that of `last`: `2024-01/2024-06`."""
    begin, end = in_month(first.year, first.month), in_month(last.year, last.month)
    if begin == end:
        return begin
    return PlanDate(f"{begin.canonical}/{end.canonical}", begin.first, end.last)


def in_year(year: int) -> PlanDate:
    """A calendar year: `2016`."""
    return _over_months(f"{year}", date(year, 1, 1), 12)


def in_financial_year(year: int) -> PlanDate:
    """The financial year that begins in April of `year`: `2016/17`."""
    return _over_months(f"{year}/{(year + 1) % 100:02}", date(year, 4, 1), 12)


def in_quarter(year: int, quarter: int) -> PlanDate:
    """A quarter, 1 to 4, of the financial year that begins in April of `year`: `2016/17-Q3`."""
    april = date(year, 4, 1)
    canonical = f"{in_financial_year(year).canonical}-Q{quarter}"
    return _over_months(canonical, _month_start(april, 3 * (quarter - 1)), 3)


def in_season(year: int, season: str) -> PlanDate:
    """One of `SEASONS` that begins in `year`: `2024-spring`."""
    return _over_months(f"{year}-{season}", date(year, SEASONS[season], 1), 3)


def spoken(when: AnyDate) -> str:
    """The date in prose: "31 October 2016", "6 months after publication"."""
    if when == IMMEDIATELY:
        return "immediately"
    if isinstance(when, RelativeDate):
        return f"{when.period.canonical} after {EVENT_NOUNS.get(when.event, when.event)}"
    first, last = when.first, when.last
    if first == last:
        return _spoken_day(first)
    year, name = when.canonical[:4], when.canonical[5:]
    financial_year = in_financial_year(int(year)).canonical
    if not name:
        return year
    if when.canonical == financial_year:
        return f"the financial year {financial_year}"
    if name in SEASONS:
        return f"{name} {financial_year if name == 'winter' else year}"
    if when.canonical == first.isoformat()[:7]:
        return f"{_month_name(first)} {first.year}"
    if "-Q" in name or len(when.canonical) == len("2024-01/2024-06"):
        begun = "" if first.year == last.year else f" {first.year}"
        return f"{_month_name(first)}{begun} to {_month_name(last)} {last.year}"
    if first.year != last.year:
        return f"{_spoken_day(first)} to {_spoken_day(last)}"
    beginning = f"{first.day}" if first.month == last.month else f"{first.day} {_month_name(first)}"
    return f"{beginning} to {_spoken_day(last)}"


def _spoken_day(day: date) -> str:
    return f"{day.day} {_month_name(day)} {day.year}"


def _month_name(day: date) -> str:
    return MONTHS[day.month - 1]


def _month_start(first: date, count: int) -> date:
    """The first of the month that lies `count` months after the month that begins on `first`."""
    years, month = divmod(first.month - 1 + count, 12)
    return date(first.year + years, month + 1, 1)


def _over_months(canonical: str, first: date, count: int) -> PlanDate:
    return PlanDate(canonical, first, _month_start(first, count) - timedelta(days=1))
