"""Texts that are no dates: each has a cause, a plain sentence, and a hint of what to write."""

from __future__ import annotations

from datetime import date

import pytest

from dhrplan.model.dates.parse import parse_date, parse_day, parse_period, with_year
from dhrplan.model.dates.values import CAUSES, DateFault

# A text, the cause, and a part of the hint.
FAULTS = [
    # Cells of two real plans.
    ("Ongoing", "status-in-date", "`status: ongoing`"),
    ("date TBC", "no-date", "`as_written`"),
    ("ready for completion end of April", "year-missing", "`YYYY-04`"),
    (
        "Referral Pathways to be finalized and in place by the end of August 2017",
        "not-a-date",
        "Write `2017-08` here and keep the words [under `as_written`|in the notes].",
    ),
    (
        "Training by end of July 2017",
        "not-a-date",
        "Write `2017-07` here and keep the words [under `as_written`|in the notes].",
    ),
    (
        "1. 28 February 2020 2. 28 February 2020 3. 31 October 2020",
        "several",
        "the last of them is the target, here `2020-10-31`",
    ),
    ("1. Complete 2. Complete", "status-in-date", "`status: complete`"),
    # A status.
    ("Complete", "status-in-date", "`status: complete`"),
    ("Completed", "status-in-date", "`status: complete`"),
    ("Done", "status-in-date", "`status: complete`"),
    ("In progress", "status-in-date", "`status: in-progress`"),
    ("Not started", "status-in-date", "`status: not-started`"),
    ("This work is ongoing, see the minutes", "status-in-date", "`status: ongoing`"),
    ("Complete and ongoing: 31 October 2016", "status-in-date", "`2016-10-31`"),
    # Nothing known.
    ("TBC", "no-date", "Leave it out"),
    ("TBA", "no-date", "Leave it out"),
    ("To be agreed", "no-date", "Leave it out"),
    ("n/a", "no-date", "Leave it out"),
    ("none", "no-date", "Leave it out"),
    ("unknown", "no-date", "Leave it out"),
    ("as soon as practicable", "no-date", "Leave it out"),
    ("ASAP", "no-date", "Leave it out"),
    ("-", "no-date", "Leave it out"),
    ("", "no-date", "Leave it out"),
    # No year.
    ("end of April", "year-missing", "`YYYY-04`"),
    ("31 October", "year-missing", "`YYYY-10-31`"),
    ("31/10", "year-missing", "`YYYY-10-31`"),
    ("1/4", "year-missing", "`YYYY-04-01`"),
    ("October 5th", "year-missing", "`YYYY-10-05`"),
    ("29 February", "year-missing", "`YYYY-02-29`"),
    ("spring", "year-missing", "`YYYY-spring`"),
    ("21 - 22 July", "year-missing", "`YYYY-07-21/YYYY-07-22`"),
    ("by the end of the financial year", "year-missing", "`YYYY/YY`"),
    # A quarter of which year?
    ("Q3 2016", "quarter-without-year", "`2016/17-Q3`; for July to September 2016"),
    ("2016 Q1", "quarter-without-year", "`2016/17-Q1`; for January to March 2016"),
    ("Q3 of FY 2016", "quarter-without-year", "`2016/17-Q3`"),
    ("Q3", "quarter-without-year", "`YYYY/YY-Q3`"),
    ("Training by the third quarter of 2016", "quarter-without-year", "`2016/17-Q3`"),
    # Not exact enough.
    ("early 2017", "vague", "`2017-05-02`"),
    ("mid-2017", "vague", "`2017-08-31`"),
    ("late summer 2016", "vague", "`2016-08-31`"),
    ("before 31 October 2016", "vague", "the last day that is meant"),
    ("after publication", "vague", "`published + N months`"),
    ("start of October 2016", "vague", "the last day that is meant"),
    ("around June 2016", "vague", "the last day that is meant"),
    ("from October 2016", "vague", "the last day that is meant"),
    ("October 2016 onwards", "vague", "the last day that is meant"),
    ("early April", "vague", "the last day that is meant"),
    ("next month", "vague", "the last day that is meant"),
    ("from early June 2016", "vague", "`2016-06-10`"),
    ("first week of June 2016", "vague", "the last day that is meant"),
    ("Christmas 2016", "vague", "the last day that is meant"),
    ("Autumn term 2016", "vague", "the last day that is meant"),
    ("late 2022/early 2023", "vague", "the last day that is meant"),
    # How often.
    ("Quarterly", "rhythm", "`review_every: 3 months`"),
    ("Annually/ongoing through supervision", "rhythm", "`review_every: 12 months`"),
    ("every 6 weeks", "rhythm", "`review_every: 6 weeks`"),
    # An old and a new date.
    ("31/03/2018 Revised: 30/09/2018", "revised", "Write `2018-09-30` here"),
    ("31/03/2018 Revised: 30/09/2018", "revised", "`- was: 2018-03-31`"),
    ("by 31 March 2021 (original: 31 Dec 2020)", "revised", "Write `2021-03-31` here"),
    ("by 31 March 2021 (original: 31 Dec 2020)", "revised", "`- was: 2020-12-31`"),
    ("Original: June 2016; revised June 2017", "revised", "Write `2017-06` here"),
    ("Immediate and ongoing", "not-a-date", "Write `immediately` here"),
    # Counted from what?
    ("within three months", "no-anchor", "`published + 3 months`"),
    ("in 6 weeks", "no-anchor", "`published + 6 weeks`"),
    ("6 weeks", "no-anchor", "`published + 6 weeks`"),
    ("within six months of the training", "no-anchor", "`published + 6 months`"),
    ("half a year after publication of the guidance", "no-anchor", "the day itself"),
    ("launched + 6 months", "no-anchor", "`published + 6 months`"),
    # Not in the calendar.
    ("2025-02-30", "impossible", "February 2025 has 28 days."),
    ("31/02/2016", "impossible", "February 2016 has 29 days."),
    ("0/10/2016", "impossible", "October has 31 days."),
    ("10/31/2016", "impossible", "The day comes before the month: write `2016-10-31`."),
    ("2016-31-10", "impossible", "if the day came first, write `2016-10-31`."),
    ("32/13/2016", "impossible", "Months run from 01 to 12."),
    ("2016-13", "impossible", "Months run from 01 to 12."),
    ("13/2016", "impossible", "Months run from 01 to 12."),
    ("31/10/1899", "impossible", "Years run from 1900 to 2199."),
    ("2200-01-01", "impossible", "Years run from 1900 to 2199."),
    ("3016", "impossible", "Years run from 1900 to 2199."),
    ("22 - 21 July 2016", "impossible", "`2016-07-21/2016-07-22`"),
    ("2016-07-22/2016-07-21", "impossible", "`2016-07-21/2016-07-22`"),
    ("28 December - 3 January 2017", "impossible", "`2016-12-28/2017-01-03`"),
    ("29 February - 3 January 2017", "impossible", "February 2017 has 28 days"),
    ("29 February - 3 January 2016", "impossible", "`2016-01-03/2016-02-29`"),
    ("21 July - 31 June 2016", "impossible", "June has 30 days"),
    ("2016/18", "impossible", "`2016/17`"),
    ("Q5 2016/17", "impossible", "Quarters run from Q1"),
    ("Q5 2016", "impossible", "Quarters run from Q1"),
    ("Q3 2016/18", "impossible", "`2016/17`"),
    ("winter 2023/25", "impossible", "`2023-winter`"),
    ("published + 0 months", "impossible", "1 to 999"),
    ("1000 days after publication", "impossible", "1 to 999"),
    ("October 2017 to June 2017", "impossible", "`2017-06/2017-10`"),
    # More than one meaning.
    (
        "2016-17",
        "ambiguous",
        "For the financial year write `2016/17`, for a month `2016-01` to `2016-12`.",
    ),
    ("2016/10", "ambiguous", "For October 2016 write `2016-10`."),
    ("10/16", "ambiguous", "For October 2016 write `2016-10`."),
    ("10/12", "ambiguous", "For October 2012 write `2012-10`; for a day include its year"),
    ("16/17", "ambiguous", "`2016/17`"),
    ("Oct 16", "ambiguous", "For October 2016 write `2016-10`; for a day include its year"),
    ("Oct 45", "ambiguous", "`2045-10`"),
    ("32-13-16", "impossible", "Months run"),
    ("academic year 2023", "ambiguous", "write `2023-09/2024-08`; for September 2022"),
    ("Dec - Feb 2017", "ambiguous", "write `2016-12/2017-02`; for December 2017"),
    ("spring 2016/17", "ambiguous", "`2016-spring`; for spring 2017 write `2017-spring`"),
    ("FY 2016", "ambiguous", "`2016/17`; for the financial year 2015/16 write `2015/16`"),
    ("2016-2017", "ambiguous", "`2016/17`"),
    # Written otherwise.
    ("2016/10/31", "not-a-date", "Write `2016-10-31`."),
    ("2016-1-5", "not-a-date", "Write `2016-01-05`."),
    ("2016-10-31T00:00:00", "not-a-date", "Write `2016-10-31`."),
    ("2016-10-31 00:00:00", "not-a-date", "Write `2016-10-31`."),
    ("20161031", "not-a-date", "Write `2016-10-31`."),
    ("31 10 2016", "not-a-date", "Write `2016-10-31`."),
    ("2016-1", "not-a-date", "Write `2016-01`."),
    ("2016 October", "not-a-date", "Write `2016-10`."),
    ("2016 October 31", "not-a-date", "Write `2016-10-31`."),
    ("21 and 22 July 2016", "not-a-date", "Write `2016-07-21/2016-07-22`."),
    ("July 21-22, 2016", "not-a-date", "Write `2016-07-21/2016-07-22`."),
    ("2016 to 2018", "not-a-date", "Write `2016-01-01/2018-12-31`."),
    ("2018-2016", "impossible", "`2016-01-01/2018-12-31`"),
    ("31 31 2016", "impossible", "Months run from 01 to 12."),
    ("2016-13 to 2016-14", "impossible", "Months run from 01 to 12."),
    # Years at the edge of the format.
    ("FY 1900", "ambiguous", "For the financial year 1900/01 write `1900/01`."),
    ("w/c 31 December 2199", "impossible", "Years run from 1900 to 2199."),
    ("28 December - 3 January 1900", "impossible", "`1900-01-03/1900-12-28`"),
    # Words.
    ("Tuesday 31 October 2016", "impossible", "31 October 2016 is a Monday."),
    ("Training on Tuesday 31 October 2016", "impossible", "31 October 2016 is a Monday."),
    ("w/c 1 November 2016", "impossible", "write `2016-10-31/2016-11-06`"),
    ("Training, w/c 31 October 2016", "not-a-date", "Write `2016-10-31/2016-11-06` here"),
    ("Training on the Care Act 2014 by July 2017", "not-a-date", "Write `2017-07` here"),
    ("Training, 31/02/2016", "impossible", "February 2016 has 29 days"),
    ("Training within six months of publication", "not-a-date", "Write `published + 6 months`"),
    ("October 2016 and June 2017", "several", "here `2017-06`"),
    ("they may march on", "not-a-date", "`YYYY-MM-DD`"),
    ("45/99", "not-a-date", "`YYYY-MM-DD`"),
    ("24/7 support", "not-a-date", "`YYYY-MM-DD`"),
]


@pytest.mark.parametrize(("written", "cause", "named"), FAULTS)
def test_a_text_that_is_no_date_says_why_and_what_to_write(
    written: str, cause: str, named: str
) -> None:
    fault = parse_date(written, relative=True)
    assert isinstance(fault, DateFault)
    assert fault.cause == cause
    assert named in fault.hint


def test_every_cause_has_its_case() -> None:
    assert {cause for _, cause, _ in FAULTS} | {"relative-not-here"} == set(CAUSES)


@pytest.mark.parametrize(
    "written",
    ["published + 6 months", "six months from submission", "Training 6 weeks after approval"],
)
def test_a_relative_date_is_for_target_and_next_check_only(written: str) -> None:
    fault = parse_date(written)
    assert isinstance(fault, DateFault)
    assert fault.cause == "relative-not-here"
    assert "`target` and `next_check`" in fault.hint


def test_a_relative_date_is_not_proposed_where_it_is_not_allowed() -> None:
    fault = parse_date("within three months")
    assert isinstance(fault, DateFault)
    assert fault.hint == "Write the day itself, as `YYYY-MM-DD`."


def test_a_message_begins_with_the_value() -> None:
    fault = parse_date("Ongoing")
    assert isinstance(fault, DateFault)
    assert fault.message == "`Ongoing` is a status, not a date."


def test_a_message_is_one_short_line_without_control_characters() -> None:
    fault = parse_date("\x1b[31mred\n`alert`\x07 " + "and so on " * 15)
    assert isinstance(fault, DateFault)
    assert fault.message.isprintable()
    assert fault.message.startswith("`[31mred 'alert' and so on")
    assert fault.message.endswith("…` is not a date.")


def test_the_message_for_an_empty_value() -> None:
    fault = parse_date("  ")
    assert isinstance(fault, DateFault)
    assert fault.message == "An empty value is not a date."


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("2016-10", "Write one day, such as `2016-10-31`."),
        ("2015/16", "Write one day, such as `2016-03-31`."),
        ("2016/7/1", "Write one day, such as `2016-07-01`."),
        ("published + 6 months", "Write one day: `YYYY-MM-DD`."),
        ("today", "Write one day: `YYYY-MM-DD`."),
        ("31/02/2016", "February 2016 has 29 days."),
    ],
)
def test_a_longer_date_is_no_day(written: str, hint: str) -> None:
    fault = parse_day(written)
    assert isinstance(fault, DateFault)
    assert fault.hint == hint


def test_a_day_is_a_day_in_any_form() -> None:
    assert parse_day("31st Oct 2016") == date(2016, 10, 31)


@pytest.mark.parametrize(
    ("written", "cause", "hint"),
    [
        ("0 months", "impossible", "Write a count from 1 to 999."),
        ("1000 days", "impossible", "Write a count from 1 to 999."),
        ("every 3 months", "not-a-date", "Write `3 months`."),
        ("Quarterly", "not-a-date", "Write `3 months`."),
        (
            "now and then",
            "not-a-date",
            "Write a number and a unit, such as `3 months`, `6 weeks` or `30 days`.",
        ),
    ],
)
def test_a_text_that_is_no_period_says_what_to_write(written: str, cause: str, hint: str) -> None:
    fault = parse_period(written)
    assert isinstance(fault, DateFault)
    assert (fault.cause, fault.hint) == (cause, hint)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("10 December", "Include the year: 10 December 2026."),
        ("end of April", "Include the year: April 2026."),
        ("29 February", "Include the year: 29 February 2028."),
        ("spring", "Include the year: spring 2026."),
        ("21 - 22 July", "Include the year: `2026-07-21/2026-07-22`."),
        (
            "end of year",
            "Include the year: 2026 for the end of a calendar year, `2026/27` for the end of a",
        ),
        ("Sept 20", "For September 2020 write `2020-09`; for a day include its year, as in 20 Sep"),
    ],
)
def test_who_prints_a_hint_puts_in_the_current_year(text: str, hint: str) -> None:
    fault = parse_date(text)
    assert isinstance(fault, DateFault)
    assert with_year(fault.hint, date(2026, 11, 27)).startswith(hint)


@pytest.mark.parametrize("hint", ["Write the day itself, as `YYYY-MM-DD`.", "or `YYYY`.", ""])
def test_no_year_is_put_into_the_form_of_a_date(hint: str) -> None:
    assert with_year(hint, date(2026, 11, 27)) == hint
