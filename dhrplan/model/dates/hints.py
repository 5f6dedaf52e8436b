"""Why a text is no date: nearly a date, a date inside prose, or words in place of a date.

Imported only when there is something to explain. The causes are those of `values.CAUSES`, from the
file format, section "Dates". As in `parse`, a message made here is a predicate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dhrplan.model.dates import parse
from dhrplan.model.dates.parse import (
    ANY_DAY,
    DAY,
    FINANCIAL_YEAR,
    FIRST_YEAR,
    GAP,
    MONTH,
    NUMBER,
    PERIOD,
    RANGE,
    SEASON,
    THROUGH,
    YEAR,
    YEAR2,
    YEAR4,
    Forms,
    Reading,
    any_of,
)
from dhrplan.model.dates.values import (
    AnyDate,
    DateFault,
    Period,
    PlanDate,
    RelativeDate,
    in_financial_year,
    in_quarter,
    in_year,
    over_days,
    spoken,
)

_ANY = "as `YYYY-MM-DD`, `YYYY-MM` or `YYYY`"
_KEPT = "keep the words [under `as_written`|in the notes]"

_IMPRECISE = (
    "early|earlier|mid|middle|late|later|before|after|around|about|approx|approximately|circa|ca?"
    "|reviewed|start(?:s|ed)|commenc(?:es?|ed|ing)|begins?|began|begun"
    "|start|beginning|starting|from|since|prior to|towards|sometime|some time|following|post"
    "|first half|second half|half|half of|quarter of|third of|(?:one|two|three) and|over"
    "|more than|less than|nearly"
    "|almost|at least|up to|about a|(?:first|second|third|fourth|last|final|week [1-5])"
    "(?: (?:week|fortnight|few days|days|mon|tues|wednes|thurs|fri|satur|sun)(?:day)?)?"
    "|week|weekend|weekend of|week ending|w/e|month after|months? before|day before"
    "|term|christmas|easter|new year|holidays?|half[- ]term|half[- ]year|year[- ]end"
    "|michaelmas|hilary|trinity|quarter|qtr|half ?[0-9]|q ?[0-9]|h ?[0-9]|period [0-9]+"
    "|q[0-9](?:[ -/]*q[0-9])?"
)
_IMPRECISE_BEFORE = rf"(?:^|[^a-z])(?:{_IMPRECISE})\.?(?:[ -]+(?:of|in|the|end))*[ -]*$"
_IMPRECISE_AFTER = r" ?\+| ?(?:onwards?|or (?:so|earlier|later|before|after|thereabouts))(?![a-z])"
_IMPRECISE_ALONE = (
    rf"^(?:{_IMPRECISE})(?![a-z])"
    r"|(?<![a-z])(?:next|this|coming|today|tomorrow|soon|shortly|every|each|daily|weekly|monthly"
    r"|quarterly|annual|annually|yearly|termly|rolling|regular|regularly|throughout"
    r"|as required|as needed)(?![a-z])"
)
_NO_DATE = (
    r"(?<![a-z])(?:tbc|tba|tbd|n/a|asap|as soon as (?:possible|practicable)|unknown"
    r"|not (?:known|applicable|set|given|stated|specified|available)|no (?:target |end )?date"
    r"|to be (?:confirmed|agreed|advised|announced|arranged|decided|determined|set))(?![a-z])"
    r"|^(?:none|nil|na|null|[\W_]*)$"
)
_NO_YEAR = r"(?<![a-z])(?:end of (?:the )?(?:financial |calendar )?year|year[ -]?end)(?![a-z])"
_UNANCHORED = (
    rf"(?:^|(?<![a-z])(?:within|in|after|over|\+) ?(?:the )?(?:next )?){PERIOD}"
    r"(?:(?![0-9a-z])| (?:of|from|after|following))"
)


def explained(text: str, *, relative: bool) -> DateFault:
    """Why a normalised text is no date; `relative` where a date may be counted from an event."""
    if fault := _near_miss(text) or _rhythm(text):
        return fault
    text = re.sub(_NUMBERED, r"\1", text)
    found = _dates_in(text)
    if not found:
        return _deferred(()) if _waits(text) else _without_a_date(text, relative=relative)
    if fault := _revised(text, found):
        return fault
    if _waits(text):
        return _deferred(found)
    if len(found) == 1:
        return _inside_prose(found[0], relative=relative)
    if any(map(_is_imprecise, found)):
        return _imprecise(None)
    dates = [each.reading for each in found if isinstance(each.reading, PlanDate)]
    last = max(dates, key=lambda when: when.last, default=None)
    here = f", here `{last.canonical}`" if last and relative else ""
    hint = "Write the right date, and keep the words [under `as_written`|in the notes]."
    if relative:
        hint = (
            f"[Several dates in one cell are several `milestones`; the last of them is the target"
            f"{here}|Write the right date]."
        )
    return DateFault("several", "has several dates.", hint)


_NUMBERED = (
    "(?<![a-z])(phase|part|step|stage|action|recommendation|rec|no|number|objective|point|tier)"
    "[ .]*[0-9]{1,2}(?= )"
)
"""The number of "Phase 2 June 2022" is no day of June."""


def period_fault(text: str) -> DateFault:
    """Why a normalised text is no length of time, and what to write."""
    match = re.search(rf"(?<![0-9a-z]){PERIOD}(?![0-9a-z])", text)
    period = parse.period_of(*match.groups()) if match else None
    meant = period.canonical if period else _period_in(text)
    hint = "Write a number and a unit, such as `3 months`, `6 weeks` or `30 days`."
    return DateFault("not-a-date", "is not a period.", f"Write `{meant}`." if meant else hint)


class _Found(NamedTuple):
    """A date in prose, or the fault of one, with the text around it."""

    text: str
    reading: Reading
    before: str
    after: str


def _inside_prose(found: _Found, *, relative: bool) -> DateFault:
    """Why a text with one date in it is no date, and what that date is."""
    reading = found.reading
    if _is_imprecise(found):
        return _imprecise(found)
    if isinstance(reading, DateFault):
        return reading
    if isinstance(reading, RelativeDate):
        if not relative:
            return parse.RELATIVE_NOT_HERE
        if re.match(" (?:of|by|to|and|in|on|at|for|from)(?![a-z])", found.after):
            return _no_anchor(None, relative=relative)  # "after publication of the guidance"
    if relative and (fault := _beside(found, reading.canonical)):
        return fault
    if re.search(_SIGNED_OFF, found.before):
        hint = (
            f"[Write the day of the sign-off, `{reading.canonical}`, under `signed_off`; here goes "
            f"the day on which the work was done|Write `{reading.canonical}` here and {_KEPT}]."
        )
        return DateFault("not-a-date", "has more in it than a date.", hint)
    if _is_only_a_status(f"{found.before} {found.after}"):
        hint = f"[Say it under `status`; the|The] date in it is `{reading.canonical}`."
        return DateFault("status-in-date", "has a status beside its date.", hint)
    often = _period_in(f"{found.before} {found.after}")
    how_often = f"[, how often as `review_every: {often}`,]" if often else ""
    hint = f"Write `{reading.canonical}` here{how_often} and {_KEPT}."
    return DateFault("not-a-date", "has more in it than a date.", hint)


_SIGNED_OFF = r"(?<![a-z])sign(?:ed)?[ -]?off(?: (?:on|by|at|date))*(?: \w+)?[ :-]*$"
_TO_REVIEW = r"(?<![a-z])(?:review|to be reviewed)(?: (?:date|due|again|by|in|on|is|at))*[ :(-]*$"
_MOVED = (
    r"(?<![a-z])(?:extended|revised|moved|amended|re-?scheduled|slipped|pushed back|put back"
    r"|delayed|changed|postponed|now)(?: (?:to|until|till|date|target|deadline))*[ :(-]*$"
)
_PAUSED = r"(?<![a-z])(?:paused|on[ -]hold|suspended|parked)(?: (?:until|till|to))? *$"
_ONLY_THE_OLD = r"(?<![a-z])(?:original(?:ly)?|previous(?:ly)?|formerly|was)(?: [a-z]+)?[ :(-]*$"
_MOVED_FROM = r"[ (;-]*(?:was|originally|previously|formerly|moved from|extended from)(?![a-z])"


def _beside(found: _Found, date: str) -> DateFault | None:
    """The fault of a date that other words make one of another key, or more than a target."""
    beside = f"{found.before} {found.after}"
    if re.search(_TO_REVIEW, found.before):
        status = _status_in(found.before)
        said = f" and `status: {status}`" if status else ""
        hint = (
            f"[Write `next_check: {date}`{said}; `target` is the date by which the action is to "
            f"be done|Write `{date}` here and keep the words in the notes]."
        )
        return DateFault("not-a-date", "says when to look again.", hint)
    if re.search(_PAUSED, found.before):
        hint = (
            f"[Write `status: paused` and `next_check: {date}`; `target` is the date by which the "
            f"action is to be done|Write `status: paused` and keep the date in the notes]."
        )
        return DateFault("status-in-date", "says until when the work is paused.", hint)
    if re.search(_ONLY_THE_OLD, found.before):
        hint = (
            f"[Write this date under `extensions`, as `- was: {date}`. `target` is the present "
            f"target|Keep the old date in the notes. `target` is the present target]."
        )
        return DateFault("revised", "has the old date.", hint)
    if re.search(_MOVED, found.before) or re.match(_MOVED_FROM, found.after):
        hint = (
            f"Write `{date}` here[, and the old date, with its year, under `extensions`, as "
            f"`- was: ` and the date|, and keep the old date in the notes]."
        )
        return DateFault("revised", "has a date that was changed.", hint)
    if often := _period_in(beside):
        hint = (
            f"Write `{date}` here[, and how often as `review_every: {often}`"
            f"|; the notes can say how often]."
        )
        return DateFault("rhythm", "says when, and then how often.", hint)
    if _is_only_a_status(beside) and _status_in(beside) == "complete":
        hint = (
            f"[Write `status: complete` and `completed: {date}`; `target` is the date by which it "
            f"was due|The date in it is `{date}`]."
        )
        return DateFault("status-in-date", "has a status beside its date.", hint)
    return None


def of_what_has_not_happened(text: str) -> str:
    """The hint for words in place of, or beside, a day on which something was done; else empty."""
    plain = parse.normalised(text)
    if re.fullmatch("y|yes", plain):
        return "[Write `status: complete`, and a|Write a] date here only when there is one."
    if re.search(_NOT_HAPPENED, plain):
        return (
            "Write a date here only when that has happened in full"
            "[; one that is still to come goes under `target` or `forecast`"
            "|; one that is still to come goes under `target`]."
        )
    return ""


_NOT_HAPPENED = (
    r"\?|(?<![a-z])(?:expected|anticipated|due|planned|scheduled|aim(?:ed|ing)?|hop(?:ed|ing)"
    r"|forecast|target|estimated?|partial(?:ly)?|partly|part|not?|awaiting|pending|to be|will be"
    r"|subject|draft|started|commenced|began|nearly|almost|mostly|most|some)(?![a-z])"
)


def _is_imprecise(found: _Found) -> bool:
    """Whether the words beside a date change it: "early", "or later", "first week of"."""
    if re.search(_IMPRECISE_BEFORE, found.before) or re.match(_IMPRECISE_AFTER, found.after):
        return True
    if re.search(rf"(?<![a-z]){MONTH}(?: ?[-/&+] ?| (?:and|or|to) )$", found.before):
        return True  # a month in front of it, which the date leaves out: "Feb-Mar 21"
    # A bare year says less than the word in front of it may: "AGM 2024", "Budget 2024".
    is_year = isinstance(found.reading, PlanDate) and re.fullmatch(_LIKELY_YEAR, found.text)
    return bool(is_year and not re.search(_BEFORE_A_YEAR, found.before))


_BEFORE_A_YEAR = r"(?:^|(?<![a-z])(?:by|in|during|until|end of|end|of|act|for) ?|[:(;-] ?)$"


def _imprecise(found: _Found | None) -> DateFault:
    """The fault of "early 2017", "mid June", "before the meeting"."""
    hint = f"Write the last day that is meant, {_ANY}."
    part = (
        re.search("(?<![a-z])(?:(early)|(mid|middle)|late)[ -]*(?:of|in|the| )*$", found.before)
        if found
        else None
    )
    if found and part and isinstance(found.reading, PlanDate):
        first, last = found.reading.first, found.reading.last
        thirds = 1 if part[1] else 2 if part[2] else 3
        day = first + (last - first) * thirds // 3
        hint = f"Write the last day that is meant, such as `{day.isoformat()}`."
    return DateFault("vague", "does not say which day is the last.", hint)


# A rhythm, and an old date beside a new one.

_RHYTHMS = {
    "weekly": "1 week",
    "fortnightly": "2 weeks",
    "monthly": "1 month",
    "every month": "1 month",
    "every two months": "2 months",
    "every other month": "2 months",
    "quarterly": "3 months",
    "every quarter": "3 months",
    "each quarter": "3 months",
    "half-yearly": "6 months",
    "half yearly": "6 months",
    "six monthly": "6 months",
    "six-monthly": "6 months",
    "6 monthly": "6 months",
    "6-monthly": "6 months",
    "bi-annually": "6 months",
    "bi-annual": "6 months",
    "biannually": "6 months",
    "biannual": "6 months",
    "twice a year": "6 months",
    "twice yearly": "6 months",
    "annually": "12 months",
    "annual": "12 months",
    "yearly": "12 months",
    "every year": "12 months",
    "each year": "12 months",
    "once a year": "12 months",
    "biennially": "24 months",
    "every two years": "24 months",
}
"""How often, as plans say it, each with its period; bi-annual is twice a year."""
_RHYTHM = (
    f"(?<![a-z])({'|'.join(sorted(_RHYTHMS, key=len, reverse=True))})(?![a-z])"
    "(?!(?<=annual) (?!basis|reviews?|audits?|checks?|monitoring))"
)
_EVERY = rf"(?<![a-z])every {PERIOD}(?![a-z])"


def _rhythm(text: str) -> DateFault | None:
    """The fault of "annually" or "every 3 months": how often, not when."""
    if re.search("[0-9]{4}", text):
        return None  # there is a date beside it
    often = _period_in(text)
    if not often:
        return None
    hint = (
        f"[Write how often as `review_every: {often}`, and here a date only when there is one"
        f"|Write the next day that is meant, as `YYYY-MM-DD`; the notes can say how often]."
    )
    return DateFault("rhythm", "says how often, not when.", hint)


def _period_in(text: str) -> str:
    """The canonical period of "annually" or "every 3 months" in a text; empty if there is none."""
    if match := re.search(_EVERY, text):
        period = parse.period_of(*match.groups())
        return period.canonical if period else ""
    match = re.search(_RHYTHM, text)
    return _RHYTHMS[match[1]] if match else ""


_WAITS = "deferred|postponed|paused|on[ -]hold|suspended|adjourned"


def _waits(text: str) -> bool:
    """True of "deferred to the next meeting": work that waits, and perhaps when to look again.

    Not of "March 2024 (deferred)", whose date may be the target that was given up.
    """
    return bool(re.match(f"(?:now |currently |was |has been )?(?:{_WAITS})(?![a-z])", text))


def _deferred(found: tuple[_Found, ...]) -> DateFault:
    reading = found[0].reading if len(found) == 1 and not _is_imprecise(found[0]) else None
    begin, check, end = "Write", "under `next_check`", ""
    if isinstance(reading, PlanDate):
        begin, check = "If the work waits, write", f"as `next_check: {reading.canonical}`"
        end = f"; if its target was moved, write `target: {reading.canonical}`"
    elif isinstance(reading, DateFault) and reading.cause == "year-missing":
        check = "and its year under `next_check`"
    hint = (
        f"[{begin} `status: paused`, with the day to look again {check}{end}"
        f"|Write it as `status: paused`, and a date here only when there is one"
        f"|Write a date here, or leave it out]."
    )
    return DateFault("status-in-date", "says that the work was postponed.", hint)


_NEW = (
    r"(?:revised|extended|amended|new|now|moved|changed|updated|re-?scheduled|extension|deferred"
    r"|postponed)"
)
_OLD = r"(?:original(?:ly)?|previous(?:ly)?|was|initial(?:ly)?|formerly|old|instead of|from)"
_LABEL_GAP = (
    r"(?: ?(?:target|completion|date|deadline|to|until|set|for|by|is|agreed|due))*[ :(=-]*$"
)


def _revised(text: str, found: tuple[_Found, ...]) -> DateFault | None:
    """The fault of an old and a new date in one cell: "31/03/2018 Revised: 30/09/2018"."""
    both = _old_and_new(text, found)
    if both is None:
        return None
    was, is_now = (one.canonical for one in both)
    hint = (
        f"Write `{is_now}` here[, and the old date under `extensions`, as `- was: {was}`"
        f"|, and keep the old date, `{was}`, in the notes]."
    )
    return DateFault("revised", "has an old and a new date.", hint)


def _old_and_new(text: str, found: tuple[_Found, ...]) -> tuple[PlanDate, PlanDate] | None:
    """Of two dates in a text, the one that was given up, and the one in force."""
    if len(found) != 2:  # noqa: PLR2004
        return None
    first, second = found
    if not isinstance(first.reading, PlanDate) or not isinstance(second.reading, PlanDate):
        return None
    between = text[len(first.before) + len(first.text) : len(second.before)]
    if re.search(rf"(?<![a-z]){_NEW}{_LABEL_GAP}", between):
        return first.reading, second.reading
    if re.search(rf"(?<![a-z]){_OLD}{_LABEL_GAP}", between):
        return second.reading, first.reading
    if re.search(rf"(?<![a-z]){_OLD}{_LABEL_GAP}", first.before) and between.strip(" ;-/.") == "":
        return first.reading, second.reading
    return None


# What an import takes from a cell that is no date by itself.


def dates_in(text: str) -> tuple[AnyDate, ...]:
    """The dates in any text, in order; those that other words make vague are left out."""
    found = _dates_in(re.sub(_NUMBERED, r"\1", parse.normalised(text)))
    return tuple(
        one.reading
        for one in found
        if not isinstance(one.reading, DateFault) and not _is_imprecise(one)
    )


def old_and_new(text: str) -> tuple[PlanDate, PlanDate] | None:
    """The date that was given up and the one in force, where a text has just these two."""
    plain = re.sub(_NUMBERED, r"\1", parse.normalised(text))
    return _old_and_new(plain, _dates_in(plain))


def period_in(text: str) -> str:
    """The canonical period of "annually" or "every 3 months" in a text; empty if there is none."""
    return _period_in(parse.normalised(text))


_ON_AN_EVENT = (
    f"(?:{parse.IMMEDIATE} )?(?:on|upon|at|after|following|post|once|when)[ -](?:the )?"
    f"(?:date of )?(?:the )?({'|'.join(parse.EVENTS_BY_WORD)}){parse.REPORT}"
)
_IMMEDIATE_ALONE = (
    f"(?<![a-z]){parse.IMMEDIATE}(?![a-z])(?! (?:on|upon|after|following|when|once|before|from))"
)


def _without_a_date(text: str, *, relative: bool) -> DateFault:
    """Why a text in which there is no date at all is none."""
    if relative and (match := re.fullmatch(_ON_AN_EVENT, text)):
        event = parse.EVENTS_BY_WORD[match[1]]
        hint = (
            f"Write the day itself, or `{event} + N months` with a number for N: how long "
            f"after it the action is due."
        )
        return DateFault("vague", "does not say how long after that date.", hint)
    if re.search(_NO_DATE, text):
        return DateFault(
            "no-date",
            "is not a date.",
            "Leave it out until it is known[; `as_written` can keep the words].",
        )
    if relative and (immediate := re.search(_IMMEDIATE_ALONE, text)):
        status = _status_in(text.replace(immediate[0], "").strip(" /&-"))
        beside = f"[, and `status: {status}` beside it]" if status else f", and {_KEPT}"
        hint = f"Write `immediately` here{beside}."
        return DateFault("not-a-date", "has more in it than a date.", hint)
    if status := _status_in(text):
        hint = (
            f"[Write it as `status: {status}`, and a date here only when there is one"
            f"|Write a date here, or leave it out]."
        )
        return DateFault("status-in-date", "is a status, not a date.", hint)
    if match := re.search(_UNANCHORED, text):
        return _no_anchor(parse.period_of(*match.groups()), relative=relative)
    if re.search(_NO_YEAR, text):
        return DateFault(
            "year-missing",
            "has no year.",
            "Include the year: `YYYY` for the end of a calendar year,"
            " `YYYY/YY` for the end of a financial year.",
        )
    if re.search(_IMPRECISE_ALONE, text):
        return _imprecise(None)
    hint = f"Write a date {_ANY}[; `as_written` can keep the words]."
    return DateFault("not-a-date", "is not a date.", hint)


def _no_anchor(period: Period | None, *, relative: bool) -> DateFault:
    hint = "Write the day itself, as `YYYY-MM-DD`."
    if relative and period:
        hint = f"Write the day itself, or count from an event: `published + {period.canonical}`."
    return DateFault("no-anchor", "does not say which of the plan's dates it counts from.", hint)


# Words of status in place of a date.

_STATUS_WORDS = {
    "complete-ongoing": ("complete and ongoing", "completed and ongoing", "complete-ongoing"),
    "not-started": ("not started", "not yet started", "not-started", "yet to start"),
    "in-progress": ("in progress", "in-progress", "underway", "under way", "started", "on track"),
    "ongoing": ("ongoing", "on-going", "on going", "continuing", "continuous"),
    "paused": ("paused", "on hold", "on-hold"),
    "complete": ("complete", "completed", "done", "finished", "closed", "achieved", "implemented"),
    "not-taken-forward": ("not taken forward", "not-taken-forward"),
    "superseded": ("superseded",),
}
"""The stored statuses of the file format, section "Status and state", as people write them."""

_STATUS_OF = {phrase: status for status, phrases in _STATUS_WORDS.items() for phrase in phrases}
# The longest first: of phrases that begin alike, the first that matches is taken.
_STATUS = f"(?<![a-z])(?:{'|'.join(sorted(_STATUS_OF, key=len, reverse=True))})(?![a-z])"
_UNMISTAKABLE = (
    "(?<![a-z])(?:on-?going|in progress|not (?:yet )?started|underway|(?<!be )completed)(?![a-z])"
)
_NUMBERING = r"(?<![0-9a-z])[0-9a-z]{1,3}[.)]"
_FILLERS = (
    "(?<![a-z])(?:all|already|and|are|but|been|currently|fully|has|have|is|now|partly|still|the|this|was"
    "|actions?|work)(?![a-z])"
)


def _status_in(text: str) -> str:
    """The stored status that a text gives in place of a date; empty if none."""
    if not _is_only_a_status(text) and not re.search(_UNMISTAKABLE, text):
        return ""
    match = re.search(_STATUS, text)
    status = _STATUS_OF[match[0]] if match else ""
    return "" if status in _CLOSING and re.search(_TAKEN_BACK, text) else status


_CLOSING = frozenset({"complete", "complete-ongoing", "not-taken-forward", "superseded"})
_TAKEN_BACK = (
    r"\?|(?<![a-z])(?:not(?! taken)|never|no|part|partly|partially|nearly|almost|mostly|most|half"
    r"|some|to be|will be|should be|if|when|once|until|subject|pending|awaiting|tb[acd]|except"
    r"|but(?! ongoing))(?![a-z])"
)


def _is_only_a_status(text: str) -> bool:
    """Whether a text says a status and nothing else, as in "1. Complete 2. Complete"."""
    rest = re.sub(_STATUS, "", text)
    return rest != text and not re.search("[0-9a-z]", re.sub(f"{_NUMBERING}|{_FILLERS}", "", rest))


# Texts that are nearly a date: each form has a fault that says what to write.

_EXAMPLE_YEAR = "2016"
"""A leap year, so that every day of any month has an example."""


def _near_miss(text: str) -> DateFault | None:
    """The fault of a text that is nearly a date, with or without "by the end of"."""
    bare = parse.without_prefix(text)
    fault = parse.first_match(bare, _NEAR_MISSES)
    if isinstance(fault, DateFault):
        return fault
    # `31 October`, `April`, `21 - 22 July`: with a year they would be dates.
    when = parse.read(f"{bare} {_EXAMPLE_YEAR}") if bare else None
    return _without_year(when) if isinstance(when, PlanDate) else None


def _without_year(example: PlanDate) -> DateFault:
    hint = f"Include the year: `{_without_its_year(example)}`."
    return DateFault("year-missing", "has no year.", hint)


def _without_its_year(example: PlanDate) -> str:
    """A canonical date with `YYYY` in place of the year."""
    return example.canonical.replace(_EXAMPLE_YEAR, "YYYY").replace("/17", "/YY")


def _proposed(reading: Reading | None) -> Reading | None:
    """The fault of a date whose form is not accepted, though its meaning is plain."""
    if reading is None or isinstance(reading, DateFault):
        return reading
    says = "is not one of the ways to write a date here."
    return DateFault("not-a-date", says, f"Write `{reading.canonical}`.")


def _choices(*meanings: PlanDate) -> str:
    # 1899/00 is the financial year before that of FY 1900, but no year of this format.
    known = (when for when in meanings if when.canonical >= FIRST_YEAR)
    return "; for ".join(f"{spoken(when)} write `{when.canonical}`" for when in known)


def _ambiguous(choices: str) -> DateFault:
    return DateFault("ambiguous", "could mean different dates.", f"For {choices}.")


def _two_numbers(first: str, second: str) -> DateFault | None:
    """`10/16`: a month and its year, two years, or a day and its month without a year."""
    readings: list[Reading] = []
    if len(second) == len("16"):
        readings.append(parse.month(second, first))
        if len(first) == len(second) and parse.next_year_is(parse.year_of(first), second):
            readings.append(in_financial_year(parse.year_of(first)))
    meanings = [when for when in readings if isinstance(when, PlanDate)]
    day = parse.day(first, second, _EXAMPLE_YEAR)
    if not isinstance(day, PlanDate):
        return _ambiguous(_choices(*meanings)) if meanings else None
    if not meanings:
        return _without_year(day)
    return _ambiguous(
        f"{_choices(*meanings)}; for a day include its year, as in `{_without_its_year(day)}`"
    )


def _month_and_number(name: str, number: str) -> DateFault:
    """`Oct 16`: a month and its year, or a day without its year."""
    choices = _choices(parse.worded_month(name, number))
    day = parse.day(number, name, _EXAMPLE_YEAR)
    if isinstance(day, PlanDate):
        choices += f"; for a day include its year, as in `{_without_its_year(day)}`"
    return _ambiguous(choices)


def _season_of_two_years(name: str, first: str, second: str) -> DateFault:
    """`spring 2016/17`: only winter lies in two years."""
    return _ambiguous(_choices(*(parse.season(name, year) for year in (first, second))))


def _one_financial_year(text: str) -> DateFault:
    """`FY 2016`: some name a financial year by its first year, some by its second."""
    year = parse.year_of(text)
    return _ambiguous(_choices(in_financial_year(year), in_financial_year(year - 1)))


def _one_academic_year(text: str) -> DateFault:
    """`academic year 2023`: named by its first year, or by its second."""
    year = parse.year_of(text)
    readings = (parse.academic_year(f"{at}", f"{at + 1}") for at in (year, year - 1))
    return _ambiguous(_choices(*(when for when in readings if isinstance(when, PlanDate))))


def _year_end_without_year() -> DateFault:
    hint = "Include the year: `YYYY/YY`."
    return DateFault("year-missing", "has no year.", hint)


def _quarter(number: str, text: str = "") -> DateFault:
    """`Q3 2016`: of the financial year, from October; of the calendar year, from July."""
    year = parse.year_of(text or _EXAMPLE_YEAR)
    financial = parse.quarter(f"{year}", f"{year + 1}", number)
    if isinstance(financial, DateFault):
        return financial
    n = int(number)
    calendar = in_quarter(year, n - 1) if n > 1 else in_quarter(year - 1, 4)
    hint = f"Include the financial year: `{_without_its_year(financial)}`."
    if text:
        hint = f"For {_choices(financial, calendar)}."
    return DateFault("quarter-without-year", "has no financial year.", hint)


def _two_years(first: str, second: str) -> Reading | None:
    """`2016-2017`: a financial year, or two years."""
    begin, end = in_year(int(first)), in_year(int(second))
    if parse.next_year_is(int(first), second):
        both = over_days(begin.first, end.last)
        return _ambiguous(_choices(in_financial_year(int(first)), both))
    return _from_to(begin, end)


def _from_to(begin: Reading, end: Reading) -> Reading | None:
    """The fault of several months or years, which proposes their quarter, or else their days."""
    if not isinstance(begin, PlanDate) or not isinstance(end, PlanDate):
        return begin if isinstance(begin, DateFault) else end
    if begin.first > end.last:
        hint = f"Write the earlier date first: `{over_days(end.first, begin.last).canonical}`."
        return DateFault("impossible", "ends before it begins.", hint)
    return _proposed(over_days(begin.first, end.last))


_DAYS_OF_MONTH = f"{MONTH} {DAY}{THROUGH}{DAY} {YEAR4}"

_NEAR_MISSES: Forms = (
    (
        f"{YEAR4}[/.-]{NUMBER}[/.-]{NUMBER}(?:[t ][0-9][0-9:.z+-]*)?",
        lambda *numbers: _proposed(parse.iso_day(*numbers)),
    ),
    (
        r"((?:19|20|21)[0-9]{2})(0[1-9]|1[0-2])([0-3][0-9])",
        lambda *numbers: _proposed(parse.iso_day(*numbers)),
    ),
    (
        r"([0-3][0-9])(0[1-9]|1[0-2])((?:19|20|21)[0-9]{2})",
        lambda *numbers: _proposed(parse.day(*numbers)),
    ),
    (
        f"({any_of(DAY)}) (?:and|&) ({ANY_DAY})",
        lambda *days: _proposed(parse.range_of(*days)),
    ),
    (
        _DAYS_OF_MONTH,
        lambda name, first, last, year: _proposed(parse.range_of(first, f"{last} {name} {year}")),
    ),
    (f"{NUMBER} {NUMBER} {YEAR4}", lambda *numbers: _proposed(parse.day(*numbers))),
    (f"{YEAR4}(?:[/.-]| - ){NUMBER}", lambda *numbers: _proposed(parse.iso_month(*numbers))),
    (f"{YEAR4}{THROUGH}{YEAR4}", _two_years),
    (f"{NUMBER}[/-]{NUMBER}", _two_numbers),
    (f"{MONTH} ?{YEAR2}", _month_and_number),
    (f"{YEAR4}[ -]?{MONTH}", lambda year, name: _proposed(parse.worded_month(name, year))),
    (
        f"{YEAR4}[ -]?{MONTH}[ -]?{DAY}",
        lambda year, name, number: _proposed(parse.day(number, name, year)),
    ),
    (f"(?:the )?{SEASON}(?: of |[ -]){YEAR}[/-]{YEAR}", _season_of_two_years),
    (f"{FINANCIAL_YEAR}{YEAR}", _one_financial_year),
    (f"(?:the )?{YEAR4} financial year", _one_financial_year),
    ("(?:the )?q([0-9])", _quarter),
    (f"(?:the )?q([0-9])[ /-](?:of |in )?(?:{FINANCIAL_YEAR})?{YEAR}", _quarter),
    (f"{YEAR4}[ /-]?q([0-9])", lambda year, number: _quarter(number, year)),
    (f"(?:the )?(?:academic|school) year {YEAR}", _one_academic_year),
    (f"{FINANCIAL_YEAR}[ -]?end(?:ing)?", _year_end_without_year),
)

# Dates inside prose.

_LIKELY_YEAR = "(?:19|20|21)[0-9]{2}"
_TWO_YEARS = f"{_LIKELY_YEAR}[/-](?:{_LIKELY_YEAR}|[0-9]{{2}})"

# The longest first: of forms that begin alike, the first that matches is taken.
_DATES = (
    parse.RELATIVE_SUM,
    parse.RELATIVE_WORDS,
    RANGE,
    f"{parse.MONTH_RANGE}{GAP}(?:of )?{YEAR4}",
    parse.ANY_WEEK,
    any_of(f"{parse.WEEKDAY}\\.? (?:the )?({ANY_DAY})"),
    f"(?:h[12]|(?:first|second) half)(?: of)?(?: the)? (?:{_TWO_YEARS}|{_LIKELY_YEAR})",
    f"(?:{_TWO_YEARS}|{_LIKELY_YEAR})[ -]h[12]",
    f"(?:academic|school) year (?:{_TWO_YEARS}|{_LIKELY_YEAR})",
    f"{_TWO_YEARS} (?:academic|school|financial) year",
    f"(?:financial year[ -]end(?:ing)?|fye) (?:31 march )?{_LIKELY_YEAR}",
    _DAYS_OF_MONTH,
    ANY_DAY,
    f"{_LIKELY_YEAR}[/.-]{NUMBER}[/.-]{NUMBER}",
    f"q[1-4](?: of| in)?(?: {FINANCIAL_YEAR})? ?(?:{_TWO_YEARS}|{_LIKELY_YEAR})",
    f"(?:{_TWO_YEARS}|{_LIKELY_YEAR})[ -]q[1-4]",
    f"{FINANCIAL_YEAR}(?:{_TWO_YEARS}|{YEAR2}/{YEAR2})",
    f"{SEASON}(?: of |[ -])(?:{_TWO_YEARS}|{YEAR})",
    _TWO_YEARS,
    f"{_LIKELY_YEAR}-{SEASON}",
    f"{NUMBER}[/.-]{_LIKELY_YEAR}",
    f"{MONTH}{GAP}(?:of )?{YEAR4}",
    f"{MONTH}(?:[/-]| ?'){YEAR2}",
    f"{DAY} (?:of )?{MONTH}",
    f"{MONTH} {DAY}",
    MONTH,
    SEASON,
    "q[1-4]",
    _LIKELY_YEAR,
)
_LOOKS_LIKE_A_DATE = (
    rf"(?<![0-9a-z])(?<![0-9][/.:-])(?:{any_of(*_DATES)})"
    r"(?![0-9a-z]|[/:-][0-9]|-w[0-9]|\.[0-9])"
)
_NAME_ALONE = any_of(MONTH, SEASON)
# A name alone is meant as a date only after such a word: "may" and "march" are verbs as well.
_BEFORE_A_NAME = (
    "(?:^|[ -])(?:by|in|of|until|till|during|before|after|early|mid|late|next|this|from|end|the)"
    "[ -]+$"
)


def _dates_in(text: str) -> tuple[_Found, ...]:
    """What looks like a date in a text, in its order."""
    found = tuple(_all_dates_in(text))
    # The year of "Care Act 2014" is hardly the date, if there is another.
    return tuple(each for each in found if not re.fullmatch(_LIKELY_YEAR, each.text)) or found


def _all_dates_in(text: str) -> Iterator[_Found]:
    for match in re.finditer(_LOOKS_LIKE_A_DATE, text):
        before = text[: match.start()]
        if re.fullmatch(_NAME_ALONE, match[0]) and not re.search(_BEFORE_A_NAME, before):
            continue
        if reading := parse.read(match[0]) or _near_miss(match[0]):
            yield _Found(match[0], reading, before, text[match.end() :])
