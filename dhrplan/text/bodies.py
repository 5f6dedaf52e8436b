"""Where plans and the register name a body, with the route of each name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.text.kinds import Body
from dhrplan.text.walk import actions_by_route, values_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.diagnostic import Route
    from dhrplan.model.agencies import Register
    from dhrplan.model.plan import Plan


def bodies_in_plan(plan: Plan) -> Iterator[tuple[Route, str, str | None]]:
    """Route, name as written, and the id of the action that it stands in."""
    actions = actions_by_route(plan)
    for route, _, name in values_of(Body, "plan", plan):
        action = actions.get(route[:4])
        yield route, name, action.id if action else None


def bodies_in_register(register: Register) -> Iterator[tuple[Route, str]]:
    """Route and name as written."""
    for route, _, name in values_of(Body, "register", register):
        yield route, name
