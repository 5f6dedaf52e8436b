"""A review's action plan as values, in the words of the form that partnerships fill in.

The meaning of each field stands once, in `plan/fields.py`. Agencies stay as written here; reports
and rules look them up in the register. `line` is where a record begins in its file, from 1, and
`route` its path in the plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from datetime import date as Day  # noqa: N812 - in a class whose field is `date`
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

from dhrplan.diagnostic import Route
from dhrplan.model.agencies import folded
from dhrplan.model.dates.values import AnyDate, Period, PlanDate

OF_THE_2004_ACT = frozenset({None, "DHR", "DARDR"})
"""The kinds of review that the Domestic Violence, Crime and Victims Act 2004, section 9, is about;
a plan that does not say is one of them."""


class SourceDocument(NamedTuple):
    """The document that the file was written from."""

    title: str | None = None
    retrieved: PlanDate | None = None
    numbering: str | None = None


class Response(NamedTuple):
    """The answer of an agency to a recommendation addressed to it."""

    from_: str | None = None
    sent: PlanDate | None = None
    acknowledged: PlanDate | None = None
    replied: PlanDate | None = None
    text: str | None = None
    required: bool = False
    due: PlanDate | None = None
    answer: str | None = None
    reason: str | None = None
    published: PlanDate | None = None


class Result(NamedTuple):
    """The board's verdict on a recommendation; closing its actions does not imply one."""

    met: str | None = None
    date: PlanDate | None = None
    by: str | None = None
    reason: str | None = None


class Extension(NamedTuple):
    """A change of target; `was` is the target before it."""

    was: AnyDate | None = None
    date: PlanDate | None = None
    reason: str | None = None
    approved_by: str | None = None


class ExtensionAsked(NamedTuple):
    """An agency's request for a later target, to which the board has not agreed yet."""

    target: AnyDate | None = None
    date: PlanDate | None = None
    by: str | None = None
    reason: str | None = None


class SignOff(NamedTuple):
    """The agreement that the action is done."""

    date: PlanDate | None = None
    by: str | None = None


class Check(NamedTuple):
    """A check that the completed work is still in place."""

    date: PlanDate | None = None
    by: str | None = None
    found: str | None = None
    how: str | None = None


class StopDecision(NamedTuple):
    """The reason why an action is paused, not taken forward or superseded."""

    date: PlanDate | None = None
    by: str | None = None
    reason: str | None = None


class Update(NamedTuple):
    """A dated note on progress."""

    date: PlanDate | None = None
    by: str | None = None
    text: str | None = None


class Blocked(NamedTuple):
    """What stands in the way of an action; `by` is the body that could remove it."""

    since: PlanDate | None = None
    by: str | None = None
    reason: str | None = None


class Evidence(NamedTuple):
    """What shows that an action is done; a file may give `what` alone, as plain text."""

    what: str | None = None
    where: str | None = None
    date: PlanDate | None = None
    seen_by: str | None = None
    valid_until: PlanDate | None = None

    @property
    def last_day(self) -> Day | None:
        """The last day on which it counts, if there is one."""
        return self.valid_until.last if self.valid_until else None


class Status(StrEnum):
    """The status that a plan gives an action or a milestone."""

    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    ONGOING = "ongoing"
    PAUSED = "paused"
    COMPLETE = "complete"
    COMPLETE_ONGOING = "complete-ongoing"
    NOT_TAKEN_FORWARD = "not-taken-forward"
    SUPERSEDED = "superseded"


_EMPTY: Mapping[str, Any] = MappingProxyType({})
OPEN = frozenset({Status.NOT_STARTED, Status.IN_PROGRESS, Status.ONGOING})
UNTIL_DONE = OPEN - {Status.ONGOING}
"""Open work that has an end."""
DONE = frozenset({Status.COMPLETE, Status.COMPLETE_ONGOING})
DROPPED = frozenset({Status.NOT_TAKEN_FORWARD, Status.SUPERSEDED})
STOPPED = DROPPED | {Status.PAUSED}
"""Work that somebody decided to stop, with a reason."""
CLOSED = DONE | DROPPED


class Milestone(NamedTuple):
    """A step of an action; `name` is its id, or else its place in the action (`#2`)."""

    name: str
    line: int
    route: Route = ()
    id: str | None = None
    text: str | None = None
    lead: tuple[str, ...] = ()
    status: Status | None = None
    target: AnyDate | None = None
    as_written: Mapping[str, str] = _EMPTY
    completed: PlanDate | None = None
    outcome: str | None = None
    evidence: tuple[Evidence, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """True if the milestone is still to do, provided that its action is open."""
        if self.status is None:
            return self.completed is None
        return self.status in OPEN


class Action(NamedTuple):
    """A task of an agency under a recommendation.

    Attributes:
        id: Its place, such as `4#2`, where the file gives no id; the action is then unclear.
        unclear: Part of it could not be read, so nothing may be concluded from it.
        unread: The values that could not be read, by key, as the file has them.
    """

    id: str
    line: int
    route: Route = ()
    unclear: bool = False
    unread: Mapping[str, str] = _EMPTY
    ref: str | None = None
    section: str | None = None
    title: str | None = None
    text: str | None = None
    also_for: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    joint: bool = False
    post: str | None = None
    partners: tuple[str, ...] = ()
    chased_by: str | None = None
    status: Status | None = None
    rating: str | None = None
    target: AnyDate | None = None
    as_written: Mapping[str, str] = _EMPTY
    extensions: tuple[Extension, ...] = ()
    extension_asked: ExtensionAsked | None = None
    forecast: PlanDate | None = None
    next_check: AnyDate | None = None
    review_every: Period | None = None
    completed: PlanDate | None = None
    expected: str | None = None
    progress: str | None = None
    outcome: str | None = None
    evidence: tuple[Evidence, ...] = ()
    signed_off: SignOff | None = None
    checks: tuple[Check, ...] = ()
    decision: StopDecision | None = None
    superseded_by: str | None = None
    blocked: Blocked | None = None
    milestones: tuple[Milestone, ...] = ()
    updates: tuple[Update, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """True if the status means that work is still to do."""
        return self.status in OPEN

    @property
    def is_done(self) -> bool:
        """True if the status means that the work is done."""
        return self.status in DONE

    @property
    def has_target(self) -> bool:
        """True if the action or one of its open milestones has a target."""
        return bool(self.target or any(step.target for step in self.open_milestones))

    @property
    def open_milestones(self) -> tuple[Milestone, ...]:
        """The milestones still to do; none unless the action is open."""
        if not self.is_open:
            return ()
        return tuple(step for step in self.milestones if step.is_open)


class Recommendation(NamedTuple):
    """What the review said must change.

    Attributes:
        id: Its place, `#2`, where the file gives none.
        answered_by: The actions of other recommendations that are `also_for` this one.
    """

    id: str
    line: int
    route: Route = ()
    ref: str | None = None
    section: str | None = None
    title: str | None = None
    text: str | None = None
    scope: str | None = None
    addressed_to: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    responses: tuple[Response, ...] = ()
    result: Result | None = None
    actions: tuple[Action, ...] = ()
    updates: tuple[Update, ...] = ()
    notes: tuple[str, ...] = ()
    answered_by: tuple[Action, ...] = ()

    @property
    def all_actions(self) -> tuple[Action, ...]:
        """Its own actions, and those of other recommendations that answer it too."""
        return (*self.actions, *self.answered_by)

    def speaks_for(self, action: Action) -> bool:
        """Whether its text is that of an action without one: of its only action."""
        return len(self.actions) == 1 and self.actions[0].route == action.route


class Plan(NamedTuple):
    """One review's action plan; `file` is the path as messages show it."""

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
    dates: Mapping[str, PlanDate] = _EMPTY
    review_every: Period | None = None
    sign_off: str | None = None
    introduction: str | None = None
    recommendations: tuple[Recommendation, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def events(self) -> dict[str, date]:
        """The last day of each of the review's `dates`, from which relative dates count."""
        return {name: when.last for name, when in self.dates.items()}

    @property
    def names(self) -> tuple[str, ...]:
        """Every name by which the review can be asked for: id, title, aliases."""
        return tuple(name for name in (self.id, self.title, *self.aliases) if name)


def with_answers(recommendations: tuple[Recommendation, ...]) -> tuple[Recommendation, ...]:
    """The recommendations, each with the actions of others that are `also_for` it."""
    also: dict[str, list[Action]] = {}
    for one in recommendations:
        for action in one.actions:
            for other in {folded(name) for name in action.also_for} - {folded(one.id)}:
                also.setdefault(other, []).append(action)
    if not also:
        return recommendations
    return tuple(
        one._replace(answered_by=tuple(also.get(folded(one.id), ()))) for one in recommendations
    )
