"""The written forms of dates: each is read as the file format says, section "Dates"."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dhrplan.model.dates.parse import parse_date, parse_day, parse_period
from dhrplan.model.dates.values import (
    CAUSES,
    MONTHS,
    DateFault,
    Period,
    PlanDate,
    RelativeDate,
    Unit,
    over_days,
)
from tests.model.test_date_values import DAYS, PERIODS, RELATIVES, SPANS

PUBLISHED = {"published": date(2020, 8, 31)}

# The table of the file format, row by row.
TABLE = [
    ("2016-10-31", "2016-10-31", "2016-10-31"),
    ("31/10/2016", "2016-10-31", "2016-10-31"),
    ("31/10/16", "2016-10-31", "2016-10-31"),
    ("31.10.2016", "2016-10-31", "2016-10-31"),
    ("31 October 2016", "2016-10-31", "2016-10-31"),
    ("31st Oct 2016", "2016-10-31", "2016-10-31"),
    ("Oct 31 2016", "2016-10-31", "2016-10-31"),
    ("by 31/10/2016", "2016-10-31", "2016-10-31"),
    ("2016-10", "2016-10", "2016-10-31"),
    ("10/2016", "2016-10", "2016-10-31"),
    ("October 2016", "2016-10", "2016-10-31"),
    ("Oct-16", "2016-10", "2016-10-31"),
    ("end of October 2016", "2016-10", "2016-10-31"),
    ("by the end of October 2016", "2016-10", "2016-10-31"),
    ("2016", "2016", "2016-12-31"),
    ("end of 2016", "2016", "2016-12-31"),
    ("2016/17", "2016/17", "2017-03-31"),
    ("Q3 2016/17", "2016/17-Q3", "2016-12-31"),
    ("spring 2024", "2024-spring", "2024-05-31"),
    ("summer 2024", "2024-summer", "2024-08-31"),
    ("autumn 2024", "2024-autumn", "2024-11-30"),
    ("winter 2023", "2023-winter", "2024-02-29"),
    ("2016-07-21/2016-07-22", "2016-07-21/2016-07-22", "2016-07-22"),
    ("21st - 22nd July 2016", "2016-07-21/2016-07-22", "2016-07-22"),
    ("published + 6 months", "published + 6 months", "2021-02-28"),
    ("within six months of publication", "published + 6 months", "2021-02-28"),
]

OTHER_FORMS = [
    # Cells of two real plans.
    ("June 2015", "2015-06", "2015-06-30"),
    ("By 31/01/2017", "2017-01-31", "2017-01-31"),
    ("21st \u2013 22nd July 2016", "2016-07-21/2016-07-22", "2016-07-22"),
    ("by the end of August 2017", "2017-08", "2017-08-31"),
    ("within six months of the publication of this report", "published + 6 months", "2021-02-28"),
    # The same forms in other words and signs.
    ("  31   OCTOBER\n2016 ", "2016-10-31", "2016-10-31"),
    ("31\u00a0October\u00a02016", "2016-10-31", "2016-10-31"),
    ("31st of October, 2016.", "2016-10-31", "2016-10-31"),
    ("31 st October 2016", "2016-10-31", "2016-10-31"),
    ("31-Oct-16", "2016-10-31", "2016-10-31"),
    ("31 Oct \u201916", "2016-10-31", "2016-10-31"),
    ("31-10-2016", "2016-10-31", "2016-10-31"),
    ("October 31st, 2016", "2016-10-31", "2016-10-31"),
    ("30 Sept. 2016", "2016-09-30", "2016-09-30"),
    ("5/4/2017", "2017-04-05", "2017-04-05"),
    ("29/02/2016", "2016-02-29", "2016-02-29"),
    ("1/2016", "2016-01", "2016-01-31"),
    ("Feb 2016", "2016-02", "2016-02-29"),
    ("the end of Sept 2016", "2016-09", "2016-09-30"),
    ("by end of Sep. 2016", "2016-09", "2016-09-30"),
    ("2011/12", "2011/12", "2012-03-31"),
    ("2016/2017", "2016/17", "2017-03-31"),
    ("FY 2016/17", "2016/17", "2017-03-31"),
    ("FY16/17", "2016/17", "2017-03-31"),
    ("end of the financial year 2016/17", "2016/17", "2017-03-31"),
    ("1999/00", "1999/00", "2000-03-31"),
    ("2016/17 Q3", "2016/17-Q3", "2016-12-31"),
    ("2016/17-q4", "2016/17-Q4", "2017-03-31"),
    ("third quarter of 2016/17", "2016/17-Q3", "2016-12-31"),
    ("winter 2023/24", "2023-winter", "2024-02-29"),
    ("2024-Spring", "2024-spring", "2024-05-31"),
    ("21 July - 2 August 2016", "2016-07-21/2016-08-02", "2016-08-02"),
    ("21 July-2 August 2016", "2016-07-21/2016-08-02", "2016-08-02"),
    ("28 December 2016 to 3 January 2017", "2016-12-28/2017-01-03", "2017-01-03"),
    ("21/07/2016 - 22/07/2016", "2016-07-21/2016-07-22", "2016-07-22"),
    ("2016-07-21 to 2016-07-22", "2016-07-21/2016-07-22", "2016-07-22"),
    ("from 21 to 22 July 2016", "2016-07-21/2016-07-22", "2016-07-22"),
    ("6 months after publication", "published + 6 months", "2021-02-28"),
    ("within a year of the publication of the report", "published + 1 year", "2021-08-31"),
    ("PUBLISHED+10d", "published + 10 days", "2020-09-10"),
    ("half a year after publication", "published + 6 months", "2021-02-28"),
    ("a year and a half after publication", "published + 18 months", "2022-02-28"),
    ("a fortnight after publication", "published + 2 weeks", "2020-09-14"),
    # Several months, halves of years, years that are not calendar years.
    ("Jan-Mar 2022", "2022-01/2022-03", "2022-03-31"),
    ("October to December 2016", "2016-10/2016-12", "2016-12-31"),
    ("Oct/Nov 2018", "2018-10/2018-11", "2018-11-30"),
    ("October 2018 - January 2019", "2018-10/2019-01", "2019-01-31"),
    ("2016-10 to 2016-11", "2016-10/2016-11", "2016-11-30"),
    ("2016-10/2016-10", "2016-10", "2016-10-31"),
    ("H1 2024", "2024-01/2024-06", "2024-06-30"),
    ("H2 2024", "2024-07/2024-12", "2024-12-31"),
    ("H2 2024/25", "2024-10/2025-03", "2025-03-31"),
    ("second half of 2024", "2024-07/2024-12", "2024-12-31"),
    ("academic year 2023/24", "2023-09/2024-08", "2024-08-31"),
    ("2023-24 academic year", "2023-09/2024-08", "2024-08-31"),
    ("financial year end 2025", "2024/25", "2025-03-31"),
    ("FYE March 2025", "2024/25", "2025-03-31"),
    ("Qtr 1 2024/25", "2024/25-Q1", "2024-06-30"),
    ("quarter four 2024/25", "2024/25-Q4", "2025-03-31"),
    # Days as diaries and Excel write them.
    ("Friday 3 May 2019", "2019-05-03", "2019-05-03"),
    ("by Fri. 03/05/2019", "2019-05-03", "2019-05-03"),
    ("Tues 30 April 2019", "2019-04-30", "2019-04-30"),
    ("w/c 7 December 2026", "2026-12-07/2026-12-13", "2026-12-13"),
    ("week commencing Monday 7 December 2026", "2026-12-07/2026-12-13", "2026-12-13"),
    ("31/03/2024 00:00", "2024-03-31", "2024-03-31"),
    ("31/03/2024 00:00:00", "2024-03-31", "2024-03-31"),
    ("31. 3. 2024", "2024-03-31", "2024-03-31"),
    ("30-9-24", "2024-09-30", "2024-09-30"),
    ("no later than 31 March 2024", "2024-03-31", "2024-03-31"),
    ("on or before 31 March 2024", "2024-03-31", "2024-03-31"),
]

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"


@pytest.mark.parametrize(("written", "canonical", "deadline"), [*TABLE, *OTHER_FORMS])
def test_a_form_is_read_and_keeps_its_precision(
    written: str, canonical: str, deadline: str
) -> None:
    when = parse_date(written, relative=True)
    assert not isinstance(when, DateFault)
    assert when.canonical == canonical
    assert when.deadline(PUBLISHED) == date.fromisoformat(deadline)
    assert when.written == written


@pytest.mark.parametrize(
    ("noun", "event"),
    [
        ("commissioning", "commissioned"),
        ("completion of the report", "completed"),
        ("agreement of the plan", "agreed"),
        ("submission", "submitted"),
        ("approval", "approved"),
        ("publication", "published"),
        ("withdrawal", "withdrawn"),
    ],
)
def test_each_event_has_a_noun(noun: str, event: str) -> None:
    expected = RelativeDate(event, Period(6, "month"))
    assert parse_date(f"six months from {noun}", relative=True) == expected


@pytest.mark.parametrize(
    "written",
    ["immediately", "Immediate", "with immediate effect", "Effective immediately."],
)
def test_immediately_is_the_day_on_which_the_plan_was_agreed(written: str) -> None:
    when = parse_date(written, relative=True)
    assert isinstance(when, RelativeDate)
    assert when.canonical == "immediately"
    assert when.deadline({"agreed": date(2020, 8, 31)}) == date(2020, 8, 31)
    assert when.deadline(PUBLISHED) is None
    elsewhere = parse_date(written)
    assert isinstance(elsewhere, DateFault)
    assert elsewhere.cause == "relative-not-here"


@pytest.mark.parametrize("dash", DASHES)
@pytest.mark.parametrize("space", ["", " "])
def test_any_dash_makes_a_range(dash: str, space: str) -> None:
    when = parse_date(f"21st{space}{dash}{space}22nd July 2016")
    assert when == over_days(date(2016, 7, 21), date(2016, 7, 22))


@given(SPANS)
def test_a_canonical_date_is_read_as_itself(when: PlanDate) -> None:
    again = parse_date(when.canonical)
    assert again == when
    assert isinstance(again, PlanDate)
    assert again.canonical == again.written == when.canonical


@given(RELATIVES)
def test_a_canonical_relative_date_is_read_as_itself_where_allowed(
    when: RelativeDate,
) -> None:
    assert parse_date(when.canonical, relative=True) == when
    elsewhere = parse_date(when.canonical)
    assert isinstance(elsewhere, DateFault)
    assert elsewhere.cause == "relative-not-here"


def _ordinal(day: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{'th' if day in {11, 12, 13} else ending}"


@given(DAYS, st.sampled_from(["", "by ", "By the end of ", "end of "]))
def test_a_day_is_read_in_every_style(day: date, prefix: str) -> None:
    month, number, year = MONTHS[day.month - 1], day.day, day.year
    for written in (
        f"{number:02}/{day.month:02}/{year}",
        f"{number}/{day.month}/{year}",
        f"{number}.{day.month}.{year}",
        f"{number}-{day.month}-{year}",
        f"{number} {month} {year}",
        f"{_ordinal(number)} {month[:3]} {year}",
        f"{_ordinal(number)} of {month[:3].upper()}. {year}",
        f"{month} {number}, {year}",
        f"{number}-{month[:3]}-{year}",
        f"{year}-{day.month:02}-{number:02}",
    ):
        assert parse_day(f"{prefix}{written}") == day, written


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_two_digits_of_a_year_are_of_this_century(day: date) -> None:
    month, short = MONTHS[day.month - 1], f"{day.year % 100:02}"
    assert parse_day(f"{day.day}/{day.month}/{short}") == day
    assert parse_day(f"{day.day} {month} {short}") == day
    in_its_month = parse_date(f"{month[:3]}-{short}")
    assert isinstance(in_its_month, PlanDate)
    assert in_its_month.canonical == f"{day.year}-{day.month:02}"


@given(DAYS, DAYS)
def test_a_range_is_read_in_every_style(one: date, other: date) -> None:
    first, last = sorted((one, other))
    for style in ("{0:%d/%m/%Y}", "{0.day} {1} {0.year}", "{0.day}.{0.month}.{0.year}", "{0}"):
        beginning = style.format(first, MONTHS[first.month - 1])
        end = style.format(last, MONTHS[last.month - 1])
        for through in (" - ", "\u2013", " to "):
            written = f"{beginning}{through}{end}"
            assert parse_date(written) == over_days(first, last), written


@pytest.mark.parametrize(
    ("written", "count", "unit"),
    [
        ("3 months", 3, "month"),
        ("1 month", 1, "month"),
        ("30d", 30, "day"),
        ("2w", 2, "week"),
        ("3m", 3, "month"),
        ("1y", 1, "year"),
        ("Six weeks", 6, "week"),
        ("twelve months", 12, "month"),
        ("a year", 1, "year"),
        ("999 days", 999, "day"),
    ],
)
def test_a_period_is_read(written: str, count: int, unit: Unit) -> None:
    assert parse_period(written) == Period(count, unit)


@given(PERIODS)
def test_a_canonical_period_is_read_as_itself(period: Period) -> None:
    assert parse_period(period.canonical) == period


# Pieces of dates, put together as no one would: most of what comes of it is not a date.
PIECES = st.lists(
    st.one_of(
        st.sampled_from(["October", "may", "Sept.", "winter", "q3", "fy", "by", "end of", "the"]),
        st.sampled_from(["w/c", "h1", "academic year", "Friday", "half a year", "qtr", "00:00"]),
        st.sampled_from(["revised", "original", "annually", "no later than", "immediately"]),
        st.sampled_from(["within", "6 months", "published", "of publication", "ongoing", "early"]),
        st.sampled_from(["/", "-", ".", "+", " ", "\u2013", "to", "and", ",", "'", "st"]),
        st.integers(0, 99).map(str),
        st.integers(0, 99).map("{:02}".format),
        st.integers(1890, 2210).map(str),
    ),
    max_size=9,
)
TEXTS = st.one_of(st.text(), PIECES.map("".join), PIECES.map(" ".join))


@given(TEXTS, st.booleans())
@example("\uff12\uff10\uff11\uff16-10-31", False)  # noqa: FBT003
@example("\u0662\u0660\u0661\u0666-10-31", False)  # noqa: FBT003
@example("\ud800", False)  # noqa: FBT003
@example("2016-W44-1", False)  # noqa: FBT003
@example("0000-00-00", False)  # noqa: FBT003
@example("1900/99", False)  # noqa: FBT003
def test_any_text_is_a_date_or_a_fault(text: str, relative: bool) -> None:  # noqa: FBT001
    when = parse_date(text, relative=relative)
    assert when == parse_date(text, relative=relative)
    if isinstance(when, DateFault):
        assert when.cause in CAUSES
        assert when.message.endswith(".")
        assert when.hint.endswith(".")
    elif isinstance(when, PlanDate):
        assert when.first <= when.last
        assert parse_date(when.canonical) == when
    else:
        assert relative
        assert parse_date(when.canonical, relative=True) == when
    assert isinstance(parse_day(text), date | DateFault)
    assert isinstance(parse_period(text), Period | DateFault)


@given(TEXTS)
def test_what_a_hint_proposes_is_a_date_in_canonical_form(text: str) -> None:
    when = parse_date(text, relative=True)
    if not isinstance(when, DateFault):
        return
    for proposal in re.findall("`(?:- was: |review_every: )?([^`]*[0-9][^`]*)`", when.hint):
        if "YYYY" in proposal or isinstance(parse_period(proposal), Period):
            continue
        again = parse_date(proposal, relative=True)
        assert not isinstance(again, DateFault), (when, again)
        assert again.canonical == proposal


@pytest.mark.parametrize(
    "text",
    ["x" * 1_000_000, " " * 1_000_000 + "2016", "1/" * 500_000, "31 October " * 100_000],
)
def test_a_long_text_is_not_searched(text: str) -> None:
    when = parse_date(text)
    assert isinstance(when, DateFault)
    assert when.cause == "not-a-date"
    assert "as_written" in when.hint
    assert len(when.message) < 100
    assert isinstance(parse_period(text), DateFault)


@pytest.mark.parametrize(
    "text",
    [
        "\u0662\u0660\u0661\u0666",
        "\uff12\uff10\uff11\uff16-10-31",
        "2016-1\u0660-31",
        "\u00b2/10/2016",
    ],
)
def test_digits_of_other_scripts_are_no_digits(text: str) -> None:
    assert isinstance(parse_date(text), DateFault)
