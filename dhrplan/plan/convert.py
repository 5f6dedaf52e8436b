"""From the text of one scalar to a value of its kind, or to a ValueFault. Nothing here raises."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from dhrplan.model.dates.parse import parse_date, parse_period
from dhrplan.model.dates.values import AnyDate, DateFault, Period, PlanDate
from dhrplan.model.plan import DONE, Status
from dhrplan.plan.fields import (
    RECORDS,
    Body,
    Choice,
    DateValue,
    Id,
    Kind,
    PeriodValue,
    Signatory,
    Text,
    YesNo,
)
from dhrplan.wording import INVISIBLE, fitted, named

_STATUSES: dict[str, Status] = {status.value: status for status in Status}
# `Complete 04/03/2020`, `completed: on 4 March 2020`
_BEFORE_ITS_DATE = re.compile(r"(?<=[A-Za-z])[\s:,;(\u2013-]+(?:on )?(?=\S)(?!(?:by|not?|due) )")
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_TYPOGRAPHIC = "\u201c\u201d\u201e\u2018\u2019\u201a\u00ab\u00bb"
_ID = re.compile(rf"[^\s/:{_INVISIBLE.pattern[1:-1]}{_TYPOGRAPHIC}]+")
_PLAIN_ID = re.compile(r"[A-Za-z0-9._-]+")
_MAX_QUOTED = 60


@dataclass(frozen=True, slots=True)
class ValueFault:
    """The reason why a value cannot be read: name of the rule, message and hint."""

    rule: str
    message: str
    hint: str = ""


def convert(
    text: str, kind: Kind, record: str = "action"
) -> str | bool | Status | AnyDate | Period | ValueFault:
    """The value of a scalar's text for a field of one kind; hints name keys of the record."""
    value = _CONVERTERS[type(kind)](text, kind)
    if not isinstance(value, ValueFault):
        return value
    value = replace(value, hint=fitted(value.hint, keys_named_in(record)))
    # Would it do without surrounding space and characters of no width? Then those are the fault.
    bare = _INVISIBLE.sub("", text).strip()
    if bare == text:
        return value
    meant = convert(bare, kind, record)
    sign = _INVISIBLE.search(text)
    if isinstance(meant, ValueFault):
        if not sign:
            return value
        message = f"{meant.message} It also contains {invisible_in(text)}, which cannot be seen."
        return ValueFault(meant.rule, message, meant.hint)
    if sign:
        message = f"{in_backticks(bare)} contains {invisible_in(text)}, which cannot be seen."
        return ValueFault(value.rule, message, "Delete it, or type the value again.")
    message = f"{in_backticks(text)} has a space before or after it, which cannot be seen."
    return ValueFault(value.rule, message, "Delete the space.")


def invisible_in(text: str) -> str:
    """The first character of a text that cannot be seen, by name and code point; else empty."""
    sign = _INVISIBLE.search(text)
    return named(sign[0]) if sign else ""


def keys_named_in(record: str) -> frozenset[str]:
    """The keys that a hint may name in a record."""
    return frozenset(field.name for field in RECORDS[record])


def is_review_id(text: str) -> bool:
    """True if a text can be a review's id, which is a file's name too."""
    return _PLAIN_ID.fullmatch(text) is not None


def in_backticks(text: str) -> str:
    """A value as messages quote it: on one line, cut to 60 characters."""
    line = " ".join(text.split())
    return f"`{line if len(line) <= _MAX_QUOTED else line[: _MAX_QUOTED - 1] + '…'}`"


def probable_choice(text: str, kind: Choice) -> str | None:
    """The value that a text probably means: `complete` for `Closed`."""
    words = _normalized(text)
    by_words = {_normalized(value): value for value in kind.values}
    return by_words.get(words) or dict(kind.synonyms).get(words)


def certain_choice(text: str, kind: Choice) -> str | None:
    """The value that a text means for certain: another spelling or an exact synonym."""
    value = probable_choice(text, kind)
    words = _normalized(text)
    return value if value and words in {_normalized(value), *kind.exact_synonyms} else None


def _normalized(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", text).strip(" .").casefold()


def _text(text: str, _kind: Kind) -> str:
    return text.rstrip()


def _id(text: str, kind: Kind) -> str | ValueFault:
    plain = isinstance(kind, Id) and kind.plain
    if (_PLAIN_ID if plain else _ID).fullmatch(text):
        return text
    if not plain and _ID.fullmatch(bare := text.strip(_TYPOGRAPHIC)):
        message = f"{in_backticks(text)} is not an id: it is in curly quotation marks."
        return ValueFault("unknown-value", message, f'Write `"{bare}"`.')
    if plain:
        allowed, refused = "only letters, digits, `.`, `_` and `-`", r"[^A-Za-z0-9._-]+"
    else:
        allowed, refused = "no space, `/`, `:` or quotation mark", rf"[\s/:{_TYPOGRAPHIC}]+"
    proposed = re.sub(refused, "-", text).strip("-")
    message = f"{in_backticks(text)} is not an id: an id has {allowed}."
    return ValueFault("unknown-value", message, f"Write `{proposed}`." if proposed else "")


LONGEST = 300
"""Characters; a longer text in the place of a word is prose, and no phrase is its whole meaning."""


def _choice(text: str, kind: Kind) -> str | Status | ValueFault:
    assert isinstance(kind, Choice)  # noqa: S101 - for mypy; see _CONVERTERS
    if text in kind.values:
        return _STATUSES.get(text, text)
    hint = _status_and_date_hint(text, kind) if len(text) <= LONGEST else ""
    if not hint:
        from dhrplan.plan.advice import advice

        hint = advice(text, kind)
    return ValueFault("unknown-value", f"{in_backticks(text)} is not {kind.noun}.", hint)


def _status_and_date_hint(text: str, kind: Choice) -> str:
    written = text.strip().removesuffix(")")
    for gap in _BEFORE_ITS_DATE.finditer(written):
        status = probable_choice(written[: gap.start()], kind)
        when = parse_date(written[gap.end() :]) if status in DONE else None
        if isinstance(when, PlanDate):
            return f"Write `{status}`[, and on a line of its own `completed: {when.canonical}`]."
    return ""


def _yes_no(text: str, _kind: Kind) -> bool | ValueFault:
    match text.casefold():
        case "yes" | "true":
            return True
        case "no" | "false":
            return False
    message = f"{in_backticks(text)} is neither yes nor no."
    return ValueFault("unknown-value", message, "Write `yes` or `no`.")


def _date(text: str, kind: Kind) -> AnyDate | ValueFault:
    assert isinstance(kind, DateValue)  # noqa: S101 - for mypy; see _CONVERTERS
    when = parse_date(text, relative=kind.relative)
    if isinstance(when, DateFault):
        hint = when.hint
        if kind.past and when.cause in {"not-a-date", "several"}:
            from dhrplan.model.dates.hints import of_what_has_not_happened

            hint = of_what_has_not_happened(text) or hint
        return ValueFault("not-a-date", when.message, hint)
    return when


def _period(text: str, _kind: Kind) -> Period | ValueFault:
    period = parse_period(text)
    if isinstance(period, DateFault):
        return ValueFault("unknown-value", period.message, period.hint)
    return period


_CONVERTERS: Mapping[
    type, Callable[[str, Kind], str | bool | Status | AnyDate | Period | ValueFault]
] = {
    Text: _text,
    Id: _id,
    Choice: _choice,
    YesNo: _yes_no,
    DateValue: _date,
    PeriodValue: _period,
    Body: _text,
    Signatory: _text,
}
