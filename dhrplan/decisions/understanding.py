"""From the words of a meeting to the values of a plan: `done`, `today`, `end of March 2026`."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from dhrplan.decisions.decision import PLAIN, WRITTEN, Decision, DecisionError, kind_of, option
from dhrplan.errors import NotFoundError
from dhrplan.model.agencies import folded
from dhrplan.text.convert import Misread, convert, meant_by
from dhrplan.text.kinds import Body, Choice, Id, Kind, ListOf, Signatory, When
from dhrplan.text.nearest import nearest
from dhrplan.wording import one_of

if TYPE_CHECKING:
    from dhrplan.model.agencies import Register

_MAY_GO = frozenset({*PLAIN, "lead"})
_DAYS = {"today": 0, "now": 0, "yesterday": -1, "tomorrow": 1}
"""The days that are spoken of from the day of the meeting, and how far off they are."""


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(rf"(?:(?:by|on|last|this|next) )*({'|'.join(_WEEKDAYS)})")
_BREAK = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
"""What ends a line in texts from Word and from Windows."""

_SEVERAL = re.compile(r"\s*[,;/+&]\s*|\s+and\s+")


class Hearing(NamedTuple):
    """What words are understood by.

    Attributes:
        register: The agencies that may be named; any may where it names none.
        as_of: The day that `today` is.
    """

    register: Register
    as_of: date

    def value(self, name: str, said: str | tuple[str, ...], kind: Kind) -> Any:
        """The value, or values, that a plan keeps for what is said.

        Args:
            name: The option that it was said by.
            said: The words.
            kind: What a plan keeps there.

        Raises:
            DecisionError: It is not understood, or there is nothing to understand.
            NotFoundError: An agency is not in the register.
        """
        if isinstance(said, str):
            return self._one(name, said.strip(), kind)
        item = kind.item if isinstance(kind, ListOf) else kind
        return tuple(dict.fromkeys(self._one(name, each.strip(), item) for each in said))

    def _one(self, name: str, text: str, kind: Kind) -> str:
        if not text:
            raise DecisionError(f"{option(name)} is empty.", "Leave it out, or say what it is.")
        if isinstance(kind, Body):
            return self._body(text)
        if isinstance(kind, Signatory):
            return self.register.code(text) or text
        if isinstance(kind, When):
            return self._when(text, kind)
        if isinstance(kind, Choice):
            return meant_by(text, kind) or _value(text, kind)
        return _value(text, kind) if isinstance(kind, Id) else _BREAK.sub("\n", text)

    def _body(self, text: str) -> str:
        code = self.register.code(text)
        if code or not self.register.names:
            return code or text
        several = _SEVERAL.split(text)
        if len(several) > 1 and all(map(self.register.code, several)):
            named = " ".join(f"--lead {self.register.code(one)}" for one in several)
            raise NotFoundError(f"`{text}` is no one agency.", f"Name each by itself: `{named}`.")
        found = nearest(text, self.register.names)
        add = f"add it to {self.register.file}."
        hint = f"Did you mean {one_of(found)}? Otherwise {add}" if found else f"A{add[1:]}"
        raise NotFoundError(f"`{text}` is not in the register of agencies.", hint)

    def _when(self, text: str, kind: Kind) -> str:
        days = _DAYS.get(folded(text))
        if days is not None:
            return (self.as_of + timedelta(days=days)).isoformat()
        if weekday := _WEEKDAY.fullmatch(" ".join(text.casefold().split())):
            raise DecisionError(f"`{text}` does not say which day is meant.", self.near(weekday[1]))
        return _value(text, kind)

    def near(self, weekday: str) -> str:
        """The days that may be meant by the name of one: people differ over `last Friday`."""
        since = (self.as_of.weekday() - _WEEKDAYS.index(weekday)) % 7 or 7
        last = self.as_of - timedelta(days=since)
        after = last + timedelta(days=14 if since == 7 else 7)  # noqa: PLR2004 - days of a week
        name = weekday.capitalize()
        return f"Write the day itself: the last {name} was `{last}`, the next is `{after}`."


def understood(decision: Decision, register: Register, as_of: date) -> Decision:
    """The same decision in the values that a plan keeps: canonical dates, statuses, codes.

    Args:
        decision: What is decided, in words.
        register: The agencies that may be named; any may where it names none.
        as_of: The day that `today` is.

    Raises:
        DecisionError: Something is not understood.
        NotFoundError: An agency is not in the register.
    """
    hearing = Hearing(register, as_of)
    said = {name: getattr(decision, name) for name in WRITTEN if name in decision.given}
    return replace(decision, **{name: _heard(name, words, hearing) for name, words in said.items()})


def _heard(name: str, words: Any, hearing: Hearing) -> Any:
    """What is said of one part; an empty text takes out what stands there, where that may be."""
    each = (words,) if isinstance(words, str) else words
    if name in _MAY_GO and not any(one.strip() for one in each):
        return "" if isinstance(words, str) else ("",)
    return hearing.value(name, words, kind_of(name))


def _value(text: str, kind: Kind) -> str:
    value = convert(text, kind)
    if isinstance(value, Misread):
        # A file keeps a cell's own words; what is said in a meeting is noted.
        raise DecisionError(value.message, value.hint.replace("`as_written`", "`--note`"))
    return str(getattr(value, "canonical", value))
