"""A decision about an action, milestone or recommendation, and how its words are interpreted."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any, NamedTuple, cast

from dhrplan.errors import DhrplanError, NotFoundError
from dhrplan.model.agencies import Register, folded
from dhrplan.model.dates.parse import with_year
from dhrplan.model.dates.values import DAY_WORDS, AnyDate
from dhrplan.plan.convert import ValueFault, convert, probable_choice
from dhrplan.plan.fields import (
    Body,
    Choice,
    DateValue,
    Kind,
    ListOf,
    RecordOf,
    Signatory,
    Text,
    YesNo,
)
from dhrplan.plan.read import fields_of
from dhrplan.wording import near_spellings, one_of


class DecisionError(DhrplanError):
    """A decision that cannot be interpreted, or that contradicts itself or the plan."""

    exit_code = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The parts of a decision; None where it says nothing, an empty text to clear a value."""

    status: str | None = None
    completed: str | None = None
    outcome: str | None = None
    progress: str | None = None
    note: str | None = None  # becomes a dated update
    target: str | None = None  # replaces the target without a trace
    extend_to: str | None = None  # replaces the target; the old one is kept as an extension
    milestones: bool = False  # with `extend_to`: its late milestones get the new target too
    ask_extension: str | None = None  # a target that is asked for; the one in force stays
    refuse_extension: bool = False
    forecast: str | None = None
    next_check: str | None = None
    checked: str | None = None  # the finding of a check
    lead: tuple[str, ...] = ()  # the first leads; one empty text clears the list
    evidence: tuple[str, ...] = ()
    sign_off: bool = False
    superseded_by: str | None = None
    new_action: str | None = None  # a further action; `lead` and `target` are then its own
    result: str | None = None  # of a recommendation
    date: str | None = None  # of the note, decision or check; the day of the meeting if None
    by: str | None = None  # who said, asked, checked or decided
    reason: str | None = None  # of an extension, a stop or a result
    approved_by: str | None = None  # of an extension
    how: str | None = None  # of a check

    @property
    def given(self) -> frozenset[str]:
        """The names of the parts that say something."""
        values = ((one.name, getattr(self, one.name)) for one in fields(self))
        return frozenset(name for name, value in values if value not in (None, False, ()))


PLAIN = {
    name: ("action", name)
    for name in (
        *("status", "target", "forecast", "next_check", "completed", "progress", "outcome"),
        "superseded_by",
    )
}
"""Parts that are set under a key of the same name: record and key in the table of fields."""

WRITTEN = PLAIN | {
    "lead": ("action", "lead"),
    "evidence": ("action", "evidence"),
    "note": ("update", "text"),
    "new_action": ("action", "text"),
    "extend_to": ("action", "target"),
    "ask_extension": ("extension_asked", "target"),
    "checked": ("check", "found"),
    "result": ("result", "met"),
    "date": ("update", "date"),
    "by": ("update", "by"),
    "reason": ("extension", "reason"),
    "approved_by": ("extension", "approved_by"),
    "how": ("check", "how"),
}
"""All parts with a value of their own: record and key in the table of fields."""


def kind_of(name: str) -> Kind:
    """The kind of value that a part takes."""
    record, key = WRITTEN[name]
    return fields_of(record)[key].kind


def parse_target(canonical: str) -> AnyDate:
    """A canonical target as a date."""
    when = convert(canonical, kind_of("target"))
    assert not isinstance(when, (ValueFault, str, bool)), canonical  # noqa: S101 - it is canonical
    return cast("AnyDate", when)


def option(name: str) -> str:
    """The command line option of a part, for messages."""
    return f"`--{name.replace('_', '-')}`"


_CLEARABLE = frozenset({*PLAIN, "lead"})
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(rf"(?:(?:by|on|last|this|next) )*({'|'.join(_WEEKDAYS)})")
_LINE_BREAK = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
"""Line breaks in texts from Word and from Windows."""


def _without_blanks_around(text: str) -> str:
    """Text without blanks around it; of several lines the first keeps its indentation."""
    own = text.strip()
    before = _LINE_BREAK.sub("\n", text[: len(text) - len(text.lstrip())])
    is_long = "\n" in _LINE_BREAK.sub("\n", own)
    return before.rpartition("\n")[2] + own if is_long else own


_AGENCY_SEPARATOR = re.compile(r"\s*[,;/+&]\s*|\s+and\s+")


class Interpreter(NamedTuple):
    """Turns what a person types into the values that a plan keeps.

    `as_of` is the day that `today` means. A register without agencies accepts any name.
    """

    register: Register
    as_of: date

    def value(self, name: str, said: str | tuple[str, ...], kind: Kind) -> Any:
        """The value, or values, for what was typed; `name` is the option, for messages.

        Raises:
            DecisionError: It is empty or cannot be interpreted.
            NotFoundError: An agency is not in the register.
        """
        if isinstance(said, str):
            return self._one(name, _without_blanks_around(said), kind)
        item = kind.item if isinstance(kind, ListOf) else kind
        return tuple(
            dict.fromkeys(self._one(name, _without_blanks_around(each), item) for each in said)
        )

    def _one(self, name: str, text: str, kind: Kind) -> str:
        if not text:
            raise DecisionError(f"{option(name)} is empty.", "Leave it out, or give a value.")
        if isinstance(kind, Body):
            return self._agency(text)
        if isinstance(kind, Signatory):
            return self.register.code(text) or text
        if isinstance(kind, DateValue):
            return self._date(text, kind)
        if isinstance(kind, Choice):
            return probable_choice(text, kind) or self._converted(text, kind)
        if isinstance(kind, YesNo):
            return {"True": "yes", "False": "no"}.get(said := self._converted(text, kind), said)
        is_text = isinstance(kind, Text) or (isinstance(kind, RecordOf) and bool(kind.text_key))
        return _LINE_BREAK.sub("\n", text) if is_text else self._converted(text, kind)

    def _agency(self, text: str) -> str:
        code = self.register.code(text)
        if code or not self.register.names:
            return code or text
        several = _AGENCY_SEPARATOR.split(text)
        if len(several) > 1 and all(map(self.register.code, several)):
            options = " ".join(f"--lead {self.register.code(one)}" for one in several)
            raise NotFoundError(
                f"`{text}` names several agencies.", f"Name each by itself: `{options}`."
            )
        from dhrplan.rules.lead_is_a_person import Looks, looks_like

        found = near_spellings(text, self.register.names)
        add = "add it with `dhrplan new --agency`."
        hint = f"Did you mean {one_of(found)}? If not, {add}" if found else f"A{add[1:]}"
        if looks_like(text) is not Looks.BODY:
            hint = "Name the body that the person works for, not the person or the post."
        raise NotFoundError(f"`{text}` is not in the register of agencies.", hint)

    def _date(self, text: str, kind: Kind) -> str:
        offset = DAY_WORDS.get(folded(text))
        if offset is not None:
            return (self.as_of + timedelta(days=offset)).isoformat()
        if weekday := _WEEKDAY.fullmatch(" ".join(text.casefold().split())):
            message = f"`{text}` does not say which day is meant."
            raise DecisionError(message, self._weekday_hint(weekday[1]))
        return self._converted(text, kind)

    def _converted(self, text: str, kind: Kind) -> str:
        value = convert(text, kind)
        if isinstance(value, ValueFault):
            # `as_written` keeps a table cell's own words; here the words go into a note.
            hint = with_year(value.hint, self.as_of).replace("`as_written`", "`--note`")
            raise DecisionError(value.message, hint)
        return str(getattr(value, "canonical", value))

    def _weekday_hint(self, weekday: str) -> str:
        """Both days that may be meant: people differ over `last Friday`."""
        since = (self.as_of.weekday() - _WEEKDAYS.index(weekday)) % 7 or 7
        last = self.as_of - timedelta(days=since)
        after = last + timedelta(days=14 if since == 7 else 7)  # noqa: PLR2004 - days of a week
        name = weekday.capitalize()
        return f"Write the day itself: the last {name} was `{last}`, the next is `{after}`."


def interpret(decision: Decision, register: Register, as_of: date) -> Decision:
    """The same decision with canonical dates, statuses and agency codes.

    Raises:
        DecisionError: Something cannot be interpreted.
        NotFoundError: An agency is not in the register.
    """
    interpreter = Interpreter(register, as_of)
    values: dict[str, Any] = {}
    for name in WRITTEN:
        if name not in decision.given:
            continue
        said = getattr(decision, name)
        texts = (said,) if isinstance(said, str) else said
        if name in _CLEARABLE and not any(one.strip() for one in texts):
            values[name] = "" if isinstance(said, str) else ("",)
        else:
            values[name] = interpreter.value(name, said, kind_of(name))
    return replace(decision, **values)
