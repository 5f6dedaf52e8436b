"""The small records of a plan: what was asked, answered, decided, agreed and looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dhrplan.model.dates import AnyDate, PlanDate


class SourceDocument(NamedTuple):
    """The document that the file was written from."""

    title: str | None = None
    retrieved: PlanDate | None = None
    numbering: str | None = None


class Response(NamedTuple):
    """What a body that was asked has answered."""

    from_: str | None = None
    sent: PlanDate | None = None
    acknowledged: PlanDate | None = None
    replied: PlanDate | None = None
    text: str | None = None


class Result(NamedTuple):
    """The board's verdict on a recommendation, which closed actions alone do not give."""

    met: str | None = None
    date: PlanDate | None = None
    by: str | None = None
    reason: str | None = None


class Extension(NamedTuple):
    """A target that was given up: `was` is the date it had before."""

    was: AnyDate | None = None
    date: PlanDate | None = None
    reason: str | None = None
    approved_by: str | None = None


class ExtensionAsked(NamedTuple):
    """An agency's wish for a later target, which the board has not agreed to."""

    target: AnyDate | None = None
    date: PlanDate | None = None
    by: str | None = None
    reason: str | None = None


class SignOff(NamedTuple):
    """When, and by whom, it was agreed that the action is done."""

    date: PlanDate | None = None
    by: str | None = None


class Check(NamedTuple):
    """Somebody looked whether what was done is still so."""

    date: PlanDate | None = None
    by: str | None = None
    found: str | None = None
    how: str | None = None


class Decision(NamedTuple):
    """Why an action is paused, not taken forward or superseded."""

    date: PlanDate | None = None
    by: str | None = None
    reason: str | None = None


class Update(NamedTuple):
    """A dated word on where the action stands."""

    date: PlanDate | None = None
    by: str | None = None
    text: str | None = None
