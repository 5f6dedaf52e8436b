"""The words that written dates are made of: months, seasons, numbers, units, and their patterns.

A pattern here matches text that `plain` has made: lower case, single spaces, hyphens for all
dashes. Digits are always [0-9], so that no other script's digits reach `int`.
"""

from __future__ import annotations

import re
from typing import cast

from dhrplan.model.dates import HAPPENINGS, MONTHS, Period, Unit

YEAR4 = r"([0-9]{4})"
YEAR2 = r"([0-9]{2})"
YEAR = r"([0-9]{4}|'?[0-9]{2})"
NUMBER = r"([0-9]{1,2})"
# Word puts the raised "st" of 31st behind a space when its text is taken out.
DAY = r"([0-9]{1,2})(?: ?(?:st|nd|rd|th))?"
MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
SEASON = r"(spring|summer|autumn|winter)"
FINANCIAL_YEAR = r"(?:the )?(?:fy|financial year) ?"
GAP = r"[ ./-]?"
THROUGH = r"(?: ?- ?| to |/)"
_BY_THE_END_OF = r"(?:by )?(?:the )?end (?:of )?|by "

SHOWN = 60
"""How much of a value a message shows, in characters."""

_COUNTS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
PERIOD = (
    rf"(?:([0-9]{{1,9}}) ?|(an?|{'|'.join(_COUNTS)}) )"
    r"(days?|d|weeks?|wks?|w|months?|mths?|m|years?|yrs?|y)"
)
MOST = 999
"""The greatest count of a period."""

_EVENTS = {words: event for event, noun in HAPPENINGS.items() for words in (event, noun)}
EVENT = f"({'|'.join(_EVENTS)})"
_REPORT = r"(?: of (?:the |this |our )?(?:final |overview )*(?:report|review|dhr|dardr))*"
RELATIVE_SUM = rf"{EVENT} ?\+ ?{PERIOD}"
RELATIVE_WORDS = (
    rf"(?:within |in )?{PERIOD} (?:of|from|after|following) (?:the )?(?:date of )?(?:the )?"
    rf"{EVENT}{_REPORT}"
)

# A comma says no more than a space; what cannot be seen says nothing.
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_PLAIN = str.maketrans(
    {
        ",": " ",
        "\u2018": "'",
        "\u2019": "'",
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_UNSEEN, ""),
    }
)

_ORDINALS = (("first", "1st"), ("second", "2nd"), ("third", "3rd"), ("fourth", "4th"))
_QUARTERS = {ordinal: n for n, pair in enumerate(_ORDINALS, 1) for ordinal in pair}
_QUARTER = rf"(?<![a-z])(?:(?:q|quarter) ?([0-9])|({'|'.join(_QUARTERS)}) quarter)(?![0-9a-z])"


def plain(text: str) -> str:
    """The text as the patterns expect it, without the full stop that a cell may end with."""
    words = " ".join(text.translate(_PLAIN).lower().split())
    words = words.replace(" /", "/").replace("/ ", "/").rstrip(" .")
    return re.sub(_QUARTER, _short_quarter, words) if "q" in words else words


def _short_quarter(match: re.Match[str]) -> str:
    """`q3` for "Q 3", "quarter 3" and "third quarter"."""
    return f"q{match[1] or _QUARTERS[match[2]]}"


def without_prefix(text: str) -> str:
    """The text without "by" or "by the end of": the deadline of a date is its last day anyway."""
    prefix = re.match(_BY_THE_END_OF, text)
    return text[prefix.end() :] if prefix else text


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


def event_of(words: str) -> str:
    """The event's key, given the key or its noun: `published`, "publication"."""
    return _EVENTS[words]


def period_of(digits: str | None, word: str | None, unit: str) -> Period | None:
    """The period of `PERIOD`'s groups; none when its count is not 1 to 999."""
    count = int(digits) if digits else _count_of(word or "a")
    units = {"d": "day", "w": "week", "m": "month", "y": "year"}
    return Period(count, cast("Unit", units[unit[0]])) if 1 <= count <= MOST else None


def _count_of(word: str) -> int:
    return 1 if word in {"a", "an"} else _COUNTS.index(word) + 1


def subject(text: str) -> str:
    """The value as messages show it: in backticks, on one line, cut when it is long."""
    # A control character could move the cursor or colour the terminal.
    shown = "".join(c if c.isprintable() else " " for c in text[:200]).replace("`", "'")
    shown = " ".join(shown.split())
    if not shown:
        return "An empty value"
    return f"`{shown if len(shown) <= SHOWN else shown[: SHOWN - 1].rstrip() + '…'}`"
