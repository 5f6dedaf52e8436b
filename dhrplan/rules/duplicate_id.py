"""duplicate-id: two recommendations, actions or milestones with one id."""

from __future__ import annotations

from collections.abc import Iterable

from dhrplan.diagnostic import Route, Severity
from dhrplan.model.plan import Plan
from dhrplan.rules.engine import (
    SOUND,
    Finding,
    Findings,
    Folders,
    Rule,
    Spot,
    example_plan,
    plans_of,
    second_action,
)
from dhrplan.yamldoc.nodes import Source

_SECOND = """\
id: "{}"
text: Train all staff.
"""


def _check(folders: Folders) -> Findings:
    for source, plan in plans_of(folders):
        recommendations = plan.recommendations
        yield from _twice(
            source, plan, "recommendation", ((r.id, r.route) for r in recommendations)
        )
        actions = [action for each in recommendations for action in each.actions]
        yield from _twice(source, plan, "action", ((a.id, a.route) for a in actions))
        for action in actions:
            steps = ((step.id, step.route) for step in action.milestones if step.id)
            yield from _twice(source, plan, "milestone", steps, action.id)


def _twice(
    source: Source,
    plan: Plan,
    what: str,
    ids: Iterable[tuple[str, Route]],
    action: str | None = None,
) -> Findings:
    first: dict[str, Route] = {}
    for name, route in ids:
        if name in first:
            related = Spot(source, (*first[name], "id"), f"the first {what} `{name}`")
            owner = action or (name if what == "action" else None)
            message = f"`{name}` is already the id of another {what}."
            hint = "Give it a new id. Numbers may have gaps."
            spot = Spot(source, (*route, "id"))
            yield Finding(spot, message, hint, (related,), plan.id, owner)
        first.setdefault(name, route)


RULE = Rule(
    name="duplicate-id",
    family="references",
    severity=Severity.ERROR,
    what="Two recommendations or actions of a plan, or two milestones of an action, with the "
    "same id.",
    why="Minutes and reports name an action by its id. If two have the same id, it is not "
    "clear which was done.",
    instead="Give the later item a new id. Never renumber ids: gaps do no harm.",
    check=_check,
    bad={"DHR99.yaml": example_plan() + second_action(_SECOND.format("1.1") + SOUND)},
    good={"DHR99.yaml": example_plan() + second_action(_SECOND.format("1.2") + SOUND)},
)
