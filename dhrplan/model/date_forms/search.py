"""Finds what looks like a date inside prose, and reads it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dhrplan.model.date_forms import words
from dhrplan.model.date_forms.days import ANY_DAY, RANGE, any_of
from dhrplan.model.date_forms.reading import read
from dhrplan.model.date_forms.slips import slip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.model.date_forms.days import Reading


class Found(NamedTuple):
    """A date, or the fault of one, with its text and what stands before and after it."""

    text: str
    reading: Reading
    before: str
    after: str


_YEAR = "(?:19|20|21)[0-9]{2}"
_BOTH_YEARS = f"{_YEAR}[/-](?:{_YEAR}|[0-9]{{2}})"
_MONTH_YEAR = rf"{words.MONTH}{words.GAP}(?:of )?{words.YEAR4}"

# Of the forms that begin alike the longest stands first, for the first that matches is taken.
_DATES = (
    words.RELATIVE_SUM,
    words.RELATIVE_WORDS,
    RANGE,
    f"{words.MONTH}(?:{words.GAP}{words.YEAR4})?{words.THROUGH}{_MONTH_YEAR}",
    f"{words.MONTH} {words.DAY}{words.THROUGH}{words.DAY} {words.YEAR4}",
    ANY_DAY,
    f"{_YEAR}[/.-]{words.NUMBER}[/.-]{words.NUMBER}",
    f"q[1-4](?: of| in)?(?: {words.FINANCIAL_YEAR})? ?(?:{_BOTH_YEARS}|{_YEAR})",
    f"(?:{_BOTH_YEARS}|{_YEAR})[ -]q[1-4]",
    f"{words.FINANCIAL_YEAR}(?:{_BOTH_YEARS}|{words.YEAR2}/{words.YEAR2})",
    f"{words.SEASON}(?: of |[ -])(?:{_BOTH_YEARS}|{words.YEAR})",
    _BOTH_YEARS,
    f"{_YEAR}-{words.SEASON}",
    f"{words.NUMBER}[/.-]{_YEAR}",
    _MONTH_YEAR,
    f"{words.MONTH}(?:[/-]| ?'){words.YEAR2}",
    f"{words.DAY} (?:of )?{words.MONTH}",
    f"{words.MONTH} {words.DAY}",
    words.MONTH,
    words.SEASON,
    "q[1-4]",
    _YEAR,
)
_LOOKS_LIKE_A_DATE = (
    rf"(?<![0-9a-z])(?<![0-9][/.:-])(?:{any_of(*_DATES)})(?![0-9a-z]|[/:-][0-9]|-w[0-9]|\.[0-9])"
)
_NAME_ALONE = any_of(words.MONTH, words.SEASON)
# A name alone is meant as a date only after such a word: "may" and "march" are verbs as well.
_MEANT = (
    "(?:^|[ -])(?:by|in|of|until|till|during|before|after|early|mid|late|next|this|from|end|the)"
    "[ -]+$"
)


def dates_in(text: str) -> tuple[Found, ...]:
    """What looks like a date in a plain text, in its order."""
    found = tuple(_found_in(text))
    # The year of "Care Act 2014" is hardly the date, if there is another.
    return tuple(each for each in found if not re.fullmatch(_YEAR, each.text)) or found


def _found_in(text: str) -> Iterator[Found]:
    for match in re.finditer(_LOOKS_LIKE_A_DATE, text):
        before = text[: match.start()]
        if re.fullmatch(_NAME_ALONE, match[0]) and not re.search(_MEANT, before):
            continue
        if reading := read(match[0]) or slip(match[0]):
            yield Found(match[0], reading, before, text[match.end() :])
