"""What goes by an id in a review: an action, by its own id or a milestone's; a recommendation."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from dhrplan.errors import NotFoundError
from dhrplan.model.agencies import folded
from dhrplan.text.nearest import nearest
from dhrplan.wording import one_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dhrplan.diagnostic import Route
    from dhrplan.model.agencies import Register
    from dhrplan.model.plan import Action, Milestone, Plan, Recommendation
    from dhrplan.text.folder import Folder


class Named(NamedTuple):
    """What goes by the id that is asked for: an action of a recommendation, or that itself."""

    plan: Plan
    register: Register
    recommendation: Recommendation
    action: Action | None = None
    milestone: Milestone | None = None

    @property
    def name(self) -> str:
        """What was found as it is spoken of: `DHR4 4.1`, `DHR4 4`; of a milestone its action."""
        return f"{self.plan.id} {(self.action or self.recommendation).id}"

    @property
    def line(self) -> int:
        """The line that it begins on, from 1."""
        return (self.milestone or self.action or self.recommendation).line

    @property
    def route(self) -> Route:
        """Where it stands in the plan."""
        return (self.milestone or self.action or self.recommendation).route


def recommendations(folders: Iterable[Folder], review: str) -> Iterator[Named]:
    """The recommendations of every plan of that id."""
    for folder in folders:
        for plan in folder.plans:
            if plan.id == review:
                for one in plan.recommendations:
                    yield Named(plan, folder.register, one)


def named(every: Iterable[Named], name: str) -> Iterator[Named]:
    """The actions of that id, or with a milestone of that id, then the recommendations."""
    those = list(every)
    actions = (
        one._replace(action=action, milestone=step)
        for one in those
        for action in one.recommendation.actions
        for step in _steps(action, name)
    )
    itself = (one for one in those if folded(name) == folded(one.recommendation.id))
    return chain(actions, itself)


def _steps(action: Action, name: str) -> Iterator[Milestone | None]:
    """None where the action itself goes by that name; the milestones that do, as `4.1/ii`."""
    asked = folded(name)
    if asked == folded(action.id):
        yield None
    elif "/" in asked:
        for step in action.milestones:
            if asked == folded(f"{action.id}/{step.name}"):
                yield step


def not_found(
    review: str, name: str, every: Iterable[Named], *, with_actions: bool = True
) -> NoReturn:
    """Say that nothing goes by that id, and what comes nearest.

    Args:
        review: The id of the review.
        name: What was asked for.
        every: Its recommendations.
        with_actions: Whether an action or a milestone would have done too.

    Raises:
        NotFoundError: Always.
    """
    those = [one.recommendation for one in every]
    actions = [action for one in those for action in one.actions if with_actions]
    ids = [*(one.id for one in those), *(action.id for action in actions)]
    steps = [f"{action.id}/{step.name}" for action in actions for step in action.milestones]
    found = nearest(name, [*(steps if "/" in name else ()), *ids]) or tuple(ids[:5])
    hint = f"Did you mean {one_of(found)}?" if found else "It has none."
    what = "action and no recommendation" if with_actions else "recommendation"
    raise NotFoundError(f"{review} has no {what} `{name}`.", hint)
