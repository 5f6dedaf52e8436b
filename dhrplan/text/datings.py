"""Where a plan names a date, with the route of each."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from dhrplan.model.dates import PlanDate
from dhrplan.text.kinds import When
from dhrplan.text.walk import actions_by_route, values_of

if TYPE_CHECKING:
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


def dates_in_plan(plan: Plan) -> tuple[Dated, ...]:
    """Every date but those that are counted from an event and have no day of their own."""
    return _dates(_Itself(plan))


class _Itself:
    """A plan as a key: this one and no equal one, for to compare plans is to walk through them."""

    __slots__ = ("plan",)

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def __hash__(self) -> int:
        return id(self.plan)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and other.plan is self.plan


@lru_cache(maxsize=1_000)  # several rules ask, one after the other, for all plans in view
def _dates(key: _Itself) -> tuple[Dated, ...]:
    actions = actions_by_route(key.plan)
    return tuple(
        Dated(route, when, kind.relative, actions.get(route[:4]))
        for route, kind, when in values_of(When, "plan", key.plan)
        if isinstance(when, PlanDate)
    )
