"""From the text of one scalar to a value of its kind, or to what is wrong with it.

Nothing here raises: what cannot be read is a Misread, which says what to write instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dhrplan.model.date_forms import parse_date, parse_period
from dhrplan.model.dates import DateFault, PlanDate
from dhrplan.model.plan import DONE, Status
from dhrplan.text import kinds
from dhrplan.text.nearest import nearest
from dhrplan.wording import one_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dhrplan.model.dates import AnyDate, Period

_DATED = re.compile(r"([A-Za-z ]*[A-Za-z])[\s:,;(\u2013-]+(?:on )?(\S.*?)\)?")
_YES = frozenset({"yes", "true"})
_NO = frozenset({"no", "false"})
_STATUSES: dict[str, Status] = {status.value: status for status in Status}
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_TYPOGRAPHIC = "\u201c\u201d\u201e\u2018\u2019\u201a\u00ab\u00bb"
_ID = re.compile(rf"[^\s/:{_UNSEEN.pattern[1:-1]}{_TYPOGRAPHIC}]+")
_PLAIN_ID = re.compile(r"[A-Za-z0-9._-]+")
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Misread:
    """Why a value cannot be read: the name of the fault, what is wrong, what to write instead."""

    rule: str
    message: str
    hint: str = ""


def convert(text: str, kind: kinds.Kind) -> str | bool | Status | AnyDate | Period | Misread:
    """The value of a scalar's text for a field of one kind."""
    value = _CONVERTERS[type(kind)](text, kind)
    if not isinstance(value, Misread):
        return value
    return _with_what_cannot_be_seen(text, kind, value.rule) or value


def _with_what_cannot_be_seen(text: str, kind: kinds.Kind, rule: str) -> Misread | None:
    """The fault of a value that would do but for a space around it, or a sign of no width."""
    bare = _UNSEEN.sub("", text).strip()
    if bare == text or isinstance(convert(bare, kind), Misread):
        return None
    if sign := _UNSEEN.search(text):
        message = f"{shown(bare)} has a sign in it that cannot be seen (U+{ord(sign[0]):04X})."
        return Misread(rule, message, "Delete it, or type the value anew.")
    message = f"{shown(text)} has a space before or after it, which cannot be seen."
    return Misread(rule, message, "Delete the space.")


def is_review_id(text: str) -> bool:
    """Whether a text may be a review's id, which is a file's name too."""
    return _PLAIN_ID.fullmatch(text) is not None


def shown(text: str) -> str:
    """A value as messages quote it: one line, in backticks, cut where it is long."""
    line = " ".join(text.split())
    return f"`{line if len(line) <= _SHOWN else line[: _SHOWN - 1] + '…'}`"


def _text(text: str, _kind: kinds.Kind) -> str:
    return text.rstrip()


def _id(text: str, kind: kinds.Kind) -> str | Misread:
    plain = isinstance(kind, kinds.Id) and kind.plain
    if (_PLAIN_ID if plain else _ID).fullmatch(text):
        return text
    if not plain and _ID.fullmatch(bare := text.strip(_TYPOGRAPHIC)):
        message = f"{shown(text)} is not an id: it stands in typographic quotation marks."
        return Misread("unknown-value", message, f'Write `"{bare}"`.')
    allowed = (
        "letters, digits, `.`, `_` and `-`" if plain else "no space, `/`, `:` or quotation mark"
    )
    proposed = re.sub(r"[^A-Za-z0-9._-]+" if plain else rf"[\s/:{_TYPOGRAPHIC}]+", "-", text).strip(
        "-"
    )
    message = f"{shown(text)} is not an id: an id has {'only ' if plain else ''}{allowed}."
    return Misread("unknown-value", message, f"Write `{proposed}`." if proposed else "")


def _choice(text: str, kind: kinds.Kind) -> str | Status | Misread:
    assert isinstance(kind, kinds.Choice)  # noqa: S101 - the table of converters says so
    if text in kind.values:
        return _STATUSES.get(text, text)
    return Misread("unknown-value", f"{shown(text)} is not {kind.noun}.", _choice_hint(text, kind))


def _choice_hint(text: str, kind: kinds.Choice) -> str:
    meant = _choice_meant(text, kind)
    if not meant and (hint := _dated_hint(text, kind)):
        return hint
    guesses = (meant,) if meant else nearest(text, kind.values, most=1)
    if guesses:
        return f"Write `{guesses[0]}`."
    return f"Write {one_of(kind.values)}."


def _choice_meant(text: str, kind: kinds.Choice) -> str | None:
    words = re.sub(r"[\s_-]+", " ", text).strip(" .").casefold()
    by_words = {value.replace("-", " ").casefold(): value for value in kind.values}
    return by_words.get(words) or dict(kind.meant).get(words)


def _dated_hint(text: str, kind: kinds.Choice) -> str | None:
    """How to write a status with the date of completion beside it: `Complete 04/03/2020`."""
    match = _DATED.fullmatch(text.strip())
    when = parse_date(match[2]) if match else None
    status = _choice_meant(match[1], kind) if match else None
    if status not in DONE or not isinstance(when, PlanDate):
        return None
    return f"Write `{status}`, and on a line of its own `completed: {when.canonical}`."


def _flag(text: str, _kind: kinds.Kind) -> bool | Misread:
    word = text.casefold()
    if word in _YES or word in _NO:
        return word in _YES
    return Misread("unknown-value", f"{shown(text)} is neither yes nor no.", "Write `yes` or `no`.")


def _when(text: str, kind: kinds.Kind) -> AnyDate | Misread:
    assert isinstance(kind, kinds.When)  # noqa: S101 - the table of converters says so
    when = parse_date(text, relative=kind.relative)
    if isinstance(when, DateFault):
        return Misread("not-a-date", when.message, when.hint)
    return when


def _every(text: str, _kind: kinds.Kind) -> Period | Misread:
    period = parse_period(text)
    if isinstance(period, DateFault):
        return Misread("unknown-value", period.message, period.hint)
    return period


_CONVERTERS: Mapping[
    type, Callable[[str, kinds.Kind], str | bool | Status | AnyDate | Period | Misread]
] = {
    kinds.Text: _text,
    kinds.Id: _id,
    kinds.Choice: _choice,
    kinds.Flag: _flag,
    kinds.When: _when,
    kinds.Every: _every,
    kinds.Body: _text,
    kinds.Signatory: _text,
}
