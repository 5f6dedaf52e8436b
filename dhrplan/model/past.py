"""A plan as it was known on an earlier day, as far as its own dates go.

What the record dates later is taken back: a later completion is open work again, with the target in
force on that day. A status without a date stays as it is now, for nothing says since when it holds.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from dhrplan.model.dates.values import PlanDate
from dhrplan.model.plan import (
    DONE,
    STOPPED,
    Action,
    Milestone,
    Plan,
    Recommendation,
    Response,
    Status,
    with_answers,
)


def as_known_on(plan: Plan, day: date) -> Plan:
    """The plan without what it dates after a day. A date that may be of that day stays."""
    each = tuple(_recommendation(one, day) for one in plan.recommendations)
    if all(new is old for new, old in zip(each, plan.recommendations, strict=True)):
        return plan
    return plan._replace(recommendations=with_answers(each))


def _is_later(when: PlanDate | None, day: date) -> bool:
    return when is not None and when.first > day


def _known(when: PlanDate | None, day: date) -> PlanDate | None:
    """A date, unless it is later."""
    return None if _is_later(when, day) else when


def _until(records: tuple[Any, ...], day: date) -> tuple[Any, ...]:
    """The records of a list that are not dated later."""
    return tuple(one for one in records if not _is_later(one.date, day))


def _changed(record: Any, **values: Any) -> Any:
    """The record with these values, the same object if it has them already."""
    new = {name: value for name, value in values.items() if getattr(record, name) != value}
    return record._replace(**new) if new else record


def _recommendation(one: Recommendation, day: date) -> Recommendation:
    actions = tuple(_action(action, day) for action in one.actions)
    result = one.result
    known: Recommendation = _changed(
        one,
        responses=tuple(_response(each, day) for each in one.responses),
        result=None if result and _is_later(result.date, day) else result,
        updates=_until(one.updates, day),
    )
    if all(new is old for new, old in zip(actions, one.actions, strict=True)):
        return known
    return known._replace(actions=actions)


def _response(one: Response, day: date) -> Response:
    """A response without its later dates, and without what came back if that was later."""
    if _is_later(one.replied, day):
        one = one._replace(replied=None, text=None, answer=None, reason=None)
    known: Response = _changed(
        one,
        sent=_known(one.sent, day),
        acknowledged=_known(one.acknowledged, day),
        published=_known(one.published, day),
    )
    return known


def _action(action: Action, day: date) -> Action:
    known = _reopened(action, day)
    signed, asked, blocked = known.signed_off, known.extension_asked, known.blocked
    later = [one for one in known.extensions if _is_later(one.date, day)]
    result: Action = _changed(
        known,
        target=later[0].was if later else known.target,
        extensions=_until(known.extensions, day),
        signed_off=None if signed and _is_later(signed.date, day) else signed,
        extension_asked=None if asked and _is_later(asked.date, day) else asked,
        blocked=None if blocked and _is_later(blocked.since, day) else blocked,
        checks=_until(known.checks, day),
        updates=_until(known.updates, day),
        evidence=_until(known.evidence, day),
        milestones=tuple(_milestone(step, day) for step in known.milestones),
    )
    return result


def _reopened(action: Action, day: date) -> Action:
    """The action as open work, if it was completed or stopped later."""
    if action.status in DONE and _is_later(action.completed, day):
        return action._replace(
            status=Status.IN_PROGRESS, completed=None, outcome=None, signed_off=None
        )
    made = action.decision
    if action.status in STOPPED and made and _is_later(made.date, day):
        return action._replace(status=Status.IN_PROGRESS, decision=None, superseded_by=None)
    if action.status not in DONE and _is_later(action.completed, day):
        return action._replace(completed=None)
    return action


def _milestone(step: Milestone, day: date) -> Milestone:
    if not _is_later(step.completed, day):
        return step
    status = Status.IN_PROGRESS if step.status in DONE else step.status
    return step._replace(completed=None, status=status, outcome=None)
