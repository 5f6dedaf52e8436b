"""A review's action plan as values, in the words of the form that partnerships fill in.

What each field means stands once, in `text/fields.py`, which is also where the reader, the schema
and the reference take it from. Dates keep their precision; agencies stay as written here and are
looked up in the register when a question needs it.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from dhrplan.diagnostic import Route
    from dhrplan.model.dates import AnyDate, Period, PlanDate
    from dhrplan.model.records import (
        Check,
        Decision,
        Extension,
        ExtensionAsked,
        Response,
        Result,
        SignOff,
        SourceDocument,
        Update,
    )


class Status(StrEnum):
    """What a plan may say of an action or a milestone. Where it is silent there is no status."""

    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    ONGOING = "ongoing"
    PAUSED = "paused"
    COMPLETE = "complete"
    COMPLETE_ONGOING = "complete-ongoing"
    NOT_TAKEN_FORWARD = "not-taken-forward"
    SUPERSEDED = "superseded"


_NOTHING: Mapping[str, Any] = MappingProxyType({})
OPEN = frozenset({Status.NOT_STARTED, Status.IN_PROGRESS, Status.ONGOING})
UNTIL_DONE = OPEN - {Status.ONGOING}
"""Open work that has an end."""
DONE = frozenset({Status.COMPLETE, Status.COMPLETE_ONGOING})
STOPPED = frozenset({Status.PAUSED, Status.NOT_TAKEN_FORWARD, Status.SUPERSEDED})
"""Work that somebody decided to stop, and says why."""


class Milestone(NamedTuple):
    """A step of an action.

    Attributes:
        name: Its id, or its place in the action where it has none (`#2`).
        line: The line of the file that it begins on, from 1.
        route: Where it stands in the plan.
    """

    name: str
    line: int
    route: Route = ()
    id: str | None = None
    text: str | None = None
    lead: tuple[str, ...] = ()
    status: Status | None = None
    target: AnyDate | None = None
    completed: PlanDate | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still to do, in an action that is itself open."""
        if self.status is None:
            return self.completed is None
        return self.status in OPEN


class Action(NamedTuple):
    """What an agency is to do.

    Attributes:
        id: Its id; one that the file gives none goes by its place, `4#2`, and is unclear.
        line: The line of the file that it begins on, from 1.
        route: Where it stands in the plan.
        unclear: Something in it could not be read, so nothing may be concluded from it.
        unread: The values that could not be read, by key, as the file has them.
    """

    id: str
    line: int
    route: Route = ()
    unclear: bool = False
    unread: Mapping[str, str] = _NOTHING
    title: str | None = None
    text: str | None = None
    lead: tuple[str, ...] = ()
    joint: bool = False
    partners: tuple[str, ...] = ()
    chased_by: str | None = None
    status: Status | None = None
    target: AnyDate | None = None
    as_written: Mapping[str, str] = _NOTHING
    extensions: tuple[Extension, ...] = ()
    extension_asked: ExtensionAsked | None = None
    forecast: PlanDate | None = None
    next_check: AnyDate | None = None
    completed: PlanDate | None = None
    expected: str | None = None
    progress: str | None = None
    outcome: str | None = None
    evidence: tuple[str, ...] = ()
    signed_off: SignOff | None = None
    checks: tuple[Check, ...] = ()
    decision: Decision | None = None
    superseded_by: str | None = None
    milestones: tuple[Milestone, ...] = ()
    updates: tuple[Update, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it is still to do, as the record has it."""
        return self.status in OPEN

    @property
    def is_done(self) -> bool:
        """Whether the record says that it is done."""
        return self.status in DONE

    @property
    def has_target(self) -> bool:
        """Whether it has a target, or a milestone still to do has one."""
        return bool(self.target or any(step.target for step in self.open_milestones))

    @property
    def open_milestones(self) -> tuple[Milestone, ...]:
        """The milestones still to do: none unless the action itself is open."""
        if not self.is_open:
            return ()
        return tuple(step for step in self.milestones if step.is_open)


class Recommendation(NamedTuple):
    """What the review said must change, and the actions that came of it.

    Attributes:
        id: Its id; one that the file gives none goes by its place, `#2`.
        line: The line of the file that it begins on, from 1.
        route: Where it stands in the plan.
    """

    id: str
    line: int
    route: Route = ()
    ref: str | None = None
    title: str | None = None
    text: str | None = None
    scope: str | None = None
    addressed_to: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    responses: tuple[Response, ...] = ()
    result: Result | None = None
    actions: tuple[Action, ...] = ()
    notes: tuple[str, ...] = ()


class Plan(NamedTuple):
    """One review's action plan.

    Attributes:
        file: The file it was read from, as a person would name it.
    """

    id: str
    file: str
    format: str | None = None
    aliases: tuple[str, ...] = ()
    kind: str | None = None
    title: str | None = None
    partnership: str | None = None
    marking: str | None = None
    stage: str | None = None
    position_at: PlanDate | None = None
    source: SourceDocument | None = None
    dates: Mapping[str, PlanDate] = _NOTHING
    review_every: Period | None = None
    sign_off: str | None = None
    introduction: str | None = None
    recommendations: tuple[Recommendation, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def events(self) -> dict[str, date]:
        """The last days of the review's own dates, by name: what relative dates count from."""
        return {name: when.last for name, when in self.dates.items()}

    @property
    def names(self) -> tuple[str, ...]:
        """All that the review may be asked for by: id, title, aliases."""
        return tuple(name for name in (self.id, self.title, *self.aliases) if name)
