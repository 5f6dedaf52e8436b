"""Where a plan names a date, with the route of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dhrplan.model.dates import PlanDate
from dhrplan.text.kinds import When
from dhrplan.text.walk import actions_by_route, values_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.diagnostic import Route
    from dhrplan.model.plan import Action, Plan


class Dated(NamedTuple):
    """A date that a plan names.

    Attributes:
        may_be_relative: Its field takes dates that are counted from an event too.
        action: The action that it stands in.
    """

    route: Route
    when: PlanDate
    may_be_relative: bool = False
    action: Action | None = None

    @property
    def key(self) -> str:
        """The field that it stands in."""
        return str(self.route[-1])


def dates_in_plan(plan: Plan) -> Iterator[Dated]:
    """Every date but those that are counted from an event and have no day of their own."""
    actions = actions_by_route(plan)
    for route, kind, when in values_of(When, "plan", plan):
        if isinstance(when, PlanDate):
            yield Dated(route, when, kind.relative, actions.get(route[:4]))
