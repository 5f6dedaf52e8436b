"""A decision about an action, a milestone or a recommendation, and the words it takes."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, cast

from dhrplan.errors import DhrplanError
from dhrplan.model.plan import DONE, Status
from dhrplan.text.convert import Misread, convert
from dhrplan.text.keys import fields_of

if TYPE_CHECKING:
    from dhrplan.model.dates import AnyDate
    from dhrplan.text.kinds import Kind

ENDED = DONE | {Status.NOT_TAKEN_FORWARD, Status.SUPERSEDED}
"""Work that nobody is to do any more."""


class DecisionError(DhrplanError):
    """A decision that cannot be understood, or that contradicts itself: wrong usage."""

    exit_code = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is decided. None says nothing; an empty text takes out what stands there.

    Attributes:
        note: What was said, for the dated updates.
        extend_to: The new target that is agreed; the old one is kept.
        ask_extension: The target that is asked for; the one in force stays.
        refuse_extension: The extension that was asked for is not agreed.
        checked: What was found when somebody looked.
        lead: Who leads, the first before the others; one empty text takes all out.
        evidence: What else shows it.
        sign_off: It is agreed that it is done.
        result: The verdict on a recommendation.
        date: When it was said, decided or looked at; the day of the meeting where nothing is given.
        by: Who said, asked, looked or decided.
        reason: Why: of an extension, a stop, a result.
        approved_by: Who agreed to an extension.
        how: How somebody looked.
    """

    status: str | None = None
    completed: str | None = None
    outcome: str | None = None
    progress: str | None = None
    note: str | None = None
    target: str | None = None
    extend_to: str | None = None
    ask_extension: str | None = None
    refuse_extension: bool = False
    forecast: str | None = None
    next_check: str | None = None
    checked: str | None = None
    lead: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    sign_off: bool = False
    superseded_by: str | None = None
    result: str | None = None
    date: str | None = None
    by: str | None = None
    reason: str | None = None
    approved_by: str | None = None
    how: str | None = None

    @property
    def given(self) -> frozenset[str]:
        """The names of what it says."""
        values = ((one.name, getattr(self, one.name)) for one in fields(self))
        return frozenset(name for name, value in values if value not in (None, False, ()))


PLAIN = {
    name: ("action", name)
    for name in (
        *("status", "target", "forecast", "next_check", "completed", "progress", "outcome"),
        "superseded_by",
    )
}
"""What is set as it is: the record and the key of each."""

WRITTEN = PLAIN | {
    "lead": ("action", "lead"),
    "evidence": ("action", "evidence"),
    "note": ("update", "text"),
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
"""Where a plan keeps what each takes: the record and the key in the table of fields."""


def kind_of(name: str) -> Kind:
    """What a part of a decision takes."""
    record, key = WRITTEN[name]
    return fields_of(record)[key].kind


def date_said(canonical: str) -> AnyDate:
    """The date of a target that is understood."""
    when = convert(canonical, kind_of("target"))
    assert not isinstance(when, (Misread, str, bool)), canonical  # noqa: S101 - it is understood
    return cast("AnyDate", when)


def option(name: str) -> str:
    """A part of a decision as it is asked for."""
    return f"`--{name.replace('_', '-')}`"
