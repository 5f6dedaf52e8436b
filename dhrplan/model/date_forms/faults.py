"""Why a text is no date: a slip of form, a date inside prose, or words in place of a date.

Imported only when there is something to explain. The causes are those of `dates.CAUSES`, and come
from the file format, section "Dates". The faults made here are not yet about a value.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dhrplan.model.date_forms import words
from dhrplan.model.date_forms.reading import RELATIVE_NOT_HERE
from dhrplan.model.date_forms.search import dates_in
from dhrplan.model.date_forms.slips import slip
from dhrplan.model.date_forms.status import only_status, status_in
from dhrplan.model.dates import DateFault, PlanDate, RelativeDate

if TYPE_CHECKING:
    from dhrplan.model.date_forms.days import Reading
    from dhrplan.model.date_forms.search import Found
    from dhrplan.model.dates import Period

_ANY = "such as `2016-10-31`, `2016-10` or `2016`"

_IMPRECISE = (
    "early|earlier|mid|middle|late|later|before|after|around|about|approx|approximately|circa"
    "|start|beginning|starting|from|since|prior to|towards|sometime|some time|following|post"
    "|first half|second half|w/c|week commencing|week beginning"
)
_IMPRECISE_BEFORE = rf"(?:^|[^a-z])(?:{_IMPRECISE})\.?(?:[ -]+(?:of|in|the|end))*[ -]*$"
_IMPRECISE_AFTER = r" ?(?:onwards?|or (?:so|earlier|later|before|after|thereabouts))(?![a-z])"
_IMPRECISE_ALONE = (
    rf"^(?:{_IMPRECISE})(?![a-z])"
    r"|(?<![a-z])(?:next|this|coming|today|tomorrow|soon|shortly|every|each|daily|weekly|monthly"
    r"|quarterly|annual|annually|yearly|termly|rolling|regular|regularly|throughout"
    r"|as required|as needed)(?![a-z])"
)
_NO_DATE = (
    r"(?<![a-z])(?:tbc|tba|tbd|n/a|asap|as soon as possible|immediate|immediately|unknown"
    r"|not (?:known|applicable|set|given|stated|specified|available)|no (?:target |end )?date"
    r"|to be (?:confirmed|agreed|advised|announced|arranged|decided|determined|set))(?![a-z])"
    r"|^(?:none|nil|na|null|[\W_]*)$"
)
_NO_YEAR = r"(?<![a-z])(?:end of (?:the )?(?:financial |calendar )?year|year[ -]?end)(?![a-z])"
_UNANCHORED = (
    rf"(?:^|(?<![a-z])(?:within|in|after|over|\+) ?(?:the )?(?:next )?){words.PERIOD}"
    r"(?:(?![0-9a-z])| (?:of|from|after|following))"
)


def explained(text: str, *, relative: bool) -> DateFault:
    """Why a plain text is no date; `relative` where a date may be counted from an event."""
    if fault := slip(text):
        return fault
    found = dates_in(text)
    if not found:
        return _without_a_date(text, relative=relative)
    if len(found) > 1:
        return _several(found)
    return _inside_prose(found[0], relative=relative)


def _several(found: tuple[Found, ...]) -> DateFault:
    hint = "Several dates in one cell are several milestones; the last of them is the target"
    dates = [each.reading for each in found if isinstance(each.reading, PlanDate)]
    last = max(dates, key=lambda when: when.last, default=None)
    hint += f", here `{last.canonical}`." if last else "."
    return DateFault("several", "has several dates.", hint)


def _inside_prose(found: Found, *, relative: bool) -> DateFault:
    """Why a text with one date in it is no date, and what that date is."""
    reading = found.reading
    if re.search(_IMPRECISE_BEFORE, found.before) or re.match(_IMPRECISE_AFTER, found.after):
        return _imprecise(reading)
    if isinstance(reading, DateFault):
        return reading
    if isinstance(reading, RelativeDate) and not relative:
        return RELATIVE_NOT_HERE
    if only_status(f"{found.before} {found.after}"):
        hint = f"Say it under `status`; the date in it is `{reading.canonical}`."
        return DateFault("status-in-date", "has a status beside its date.", hint)
    hint = f"Write `{reading.canonical}` here and keep the words under `as_written`."
    return DateFault("not-a-date", "has more in it than a date.", hint)


def _imprecise(reading: Reading | None) -> DateFault:
    """The fault of "early 2017", "mid June", "before the meeting"."""
    hint = f"Write the last day that is meant, {_ANY}."
    if isinstance(reading, PlanDate):
        canonical = reading.canonical
        hint = f"Write the last day that is meant, or `{canonical}` if that says enough."
    return DateFault("vague", "does not say which day is the last.", hint)


def _without_a_date(text: str, *, relative: bool) -> DateFault:
    """Why a plain text in which there is no date at all is none."""
    if re.search(_NO_DATE, text):
        return _NOTHING_YET
    if status := status_in(text):
        hint = f"Write it as `status: {status}`, and a date here only when there is one."
        return DateFault("status-in-date", "is a status, not a date.", hint)
    if match := re.search(_UNANCHORED, text):
        return _no_anchor(words.period_of(*match.groups()), relative=relative)
    if re.search(_NO_YEAR, text):
        return _YEAR_END
    return _imprecise(None) if re.search(_IMPRECISE_ALONE, text) else _NO_DATE_AT_ALL


def _no_anchor(period: Period | None, *, relative: bool) -> DateFault:
    hint = "Write the day itself, such as `2016-10-31`."
    if relative and period:
        hint = f"Write the day itself, or count from an event: `published + {period.canonical}`."
    return DateFault("no-anchor", "does not say which of the plan's dates it counts from.", hint)


_NOTHING_YET = DateFault(
    "no-date",
    "is no date.",
    "Leave the date out, or write the last day that is meant; `as_written` can keep the words.",
)
_YEAR_END = DateFault(
    "year-missing",
    "has no year.",
    "Add the year: the end of 2016, for example, is `2016`, of the financial year `2016/17`.",
)
_NO_DATE_AT_ALL = DateFault(
    "not-a-date", "is not a date.", f"Write a date {_ANY}; `as_written` can keep the words."
)


_EVERY = {
    "weekly": "1 week",
    "monthly": "1 month",
    "quarterly": "3 months",
    "six-monthly": "6 months",
    "annually": "1 year",
    "annual": "1 year",
    "yearly": "1 year",
}


def period_fault(text: str) -> DateFault:
    """Why a plain text is no length of time, and what to write."""
    match = re.search(rf"(?<![0-9a-z]){words.PERIOD}(?![0-9a-z])", text)
    period = words.period_of(*match.groups()) if match else None
    meant = period.canonical if period else _EVERY.get(text)
    hint = "Write a number and a unit, such as `3 months`, `6 weeks` or `30 days`."
    return DateFault("not-a-date", "is not a period.", f"Write `{meant}`." if meant else hint)
