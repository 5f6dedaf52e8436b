"""An action with all that a question needs to know of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dhrplan.model.state import judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from dhrplan.model.agencies import Register
    from dhrplan.model.plan import Action, Plan, Recommendation
    from dhrplan.model.state import Standing
    from dhrplan.text.folder import Folder


class Item(NamedTuple):
    """An action with all that a question needs to know of it.

    Attributes:
        standing: Where it stands as at the day that was asked for.
        register: The register of its folder.
        as_of: The day that was asked for.
    """

    plan: Plan
    recommendation: Recommendation
    action: Action
    standing: Standing
    register: Register
    as_of: date

    @property
    def name(self) -> str:
        """The action as it is spoken of: `DHR4 1.1`."""
        return f"{self.plan.id} {self.action.id}"


def every_item(folders: Iterable[Folder], as_of: date) -> Iterator[Item]:
    """Every action of every readable plan, in the order of the files."""
    for folder in folders:
        soon = folder.settings.soon_days
        for plan in folder.plans:
            for recommendation in plan.recommendations:
                for action in recommendation.actions:
                    standing = judge(action, plan, as_of, soon)
                    yield Item(plan, recommendation, action, standing, folder.register, as_of)


def leads(action: Action) -> tuple[str, ...]:
    """Everybody who leads an action or a milestone of it, as written."""
    return (*action.lead, *(lead for step in action.milestones for lead in step.lead))
