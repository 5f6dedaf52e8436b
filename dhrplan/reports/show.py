"""One action whole, or one recommendation with its actions."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from dhrplan.errors import NotFoundError
from dhrplan.model.agencies import folded
from dhrplan.reports.flat import flat_with_words, recommendation_cells
from dhrplan.reports.old import old_records
from dhrplan.reports.parts import recommendation_rows, records
from dhrplan.reports.rows import action_json, markings, recommendation_json
from dhrplan.select import resolved, select
from dhrplan.table import Fact, Json, Report, Section
from dhrplan.text.nearest import nearest
from dhrplan.wording import count, one_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dhrplan.model.agencies import Register
    from dhrplan.model.plan import Action, Plan, Recommendation
    from dhrplan.select import Item, Selection
    from dhrplan.text.folder import Folder


class _Found(NamedTuple):
    """What goes by the id that is asked for: an action of a recommendation, or that itself."""

    plan: Plan
    register: Register
    recommendation: Recommendation
    action: Action | None

    @property
    def name(self) -> str:
        """What was found as it is spoken of: `DHR4 4.1`, `DHR4 4`."""
        return f"{self.plan.id} {(self.action or self.recommendation).id}"

    def has(self, item: Item) -> bool:
        """Whether an action is the one, or one of those of the recommendation."""
        if item.plan is not self.plan or item.recommendation.route != self.recommendation.route:
            return False
        return self.action is None or item.action.route == self.action.route


def show(
    folders: tuple[Folder, ...], selection: Selection, as_of: date, review: str, name: str
) -> Report:
    """An action (or the one that a milestone `4.1/ii` belongs to), else a recommendation, by id.

    Raises:
        NotFoundError: There is none of that id, or something else is asked for that does not exist.
    """
    selection = resolved(folders, selection.of_reviews((review,)))
    (identity,) = selection.get("review")
    every = list(_recommendations(folders, identity))
    if not any(plan.id == identity for folder in folders for plan in folder.plans):
        return _unreadable(f"{identity} {name}", selection, as_of)
    named = list(_named(every, name)) or _not_found(identity, name, every)
    found = named[0]
    items = [item for item in select(folders, selection, as_of) if found.has(item)]
    told = (found.recommendation, found.register, items)
    return Report(
        kind="show",
        title=found.name,
        as_of=as_of,
        sections=(
            Section(
                "",
                (*_others(named), *old_records((found.plan,), as_of)),
                (records(recommendation_rows(*told)),),
            ),
        ),
        make_data=lambda: _data(found, items),
        make_flat=lambda: flat_with_words(recommendation_cells(found.plan, *told)),
        filters=selection.without("review").told,
        markings=markings((found.plan,)),
    )


def _unreadable(title: str, selection: Selection, as_of: date) -> Report:
    """The answer when the review cannot be read; why, is named beside every answer."""
    said = Section("", (Fact("", "The review could not be read."),))
    return Report(
        kind="show",
        title=title,
        as_of=as_of,
        sections=(said,),
        make_data=lambda: {"action": None},
        make_flat=lambda: flat_with_words(()),
        filters=selection.told,
    )


def _data(found: _Found, items: list[Item]) -> dict[str, Json]:
    if found.action is None:
        return {"recommendation": recommendation_json(found.recommendation, found.register, items)}
    return {"action": action_json(items[0]) if items else None}


def _recommendations(folders: tuple[Folder, ...], review: str) -> Iterator[_Found]:
    for folder in folders:
        for plan in folder.plans:
            if plan.id == review:
                for one in plan.recommendations:
                    yield _Found(plan, folder.register, one, None)


def _others(named: list[_Found]) -> tuple[Fact, ...]:
    """What is said where others of the kind go by the same id, and are not shown."""
    others = [one for one in named[1:] if (one.action is None) == (named[0].action is None)]
    if not others:
        return ()
    lines = ", ".join(str((one.action or one.recommendation).line) for one in others)
    told = f"Not shown: {count(len(others), 'other')} of the same id, at line {lines}."
    return (Fact("", told),)


def _named(every: list[_Found], name: str) -> Iterator[_Found]:
    """The actions of that id, then the recommendations."""
    actions = (
        one._replace(action=action)
        for one in every
        for action in one.recommendation.actions
        if folded(name) in map(folded, _names(action))
    )
    itself = (one for one in every if folded(name) == folded(one.recommendation.id))
    return chain(actions, itself)


def _names(action: Action) -> Iterator[str]:
    """What an action may be asked for by: its id, and its milestones'."""
    yield action.id
    yield from (f"{action.id}/{step.name}" for step in action.milestones)


def _not_found(review: str, name: str, every: list[_Found]) -> NoReturn:
    actions = [action for one in every for action in one.recommendation.actions]
    ids = [*(one.recommendation.id for one in every), *(action.id for action in actions)]
    steps = [step for action in actions for step in _names(action)] if "/" in name else []
    found = nearest(name, [*steps, *ids]) or tuple(ids[:5])
    hint = f"Did you mean {one_of(found)}?" if found else "It has none."
    raise NotFoundError(f"{review} has no action and no recommendation `{name}`.", hint)
