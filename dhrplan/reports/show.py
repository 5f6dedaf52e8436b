"""One action whole, or one recommendation with its actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.errors import NotFoundError
from dhrplan.model.agencies import folded
from dhrplan.reports.flat import flat_with_words
from dhrplan.reports.parts import recommendation_rows, records
from dhrplan.reports.rows import action_json, markings, recommendation_json
from dhrplan.select import resolved, select
from dhrplan.table import Json, Report, Section
from dhrplan.text.nearest import nearest
from dhrplan.wording import one_of

if TYPE_CHECKING:
    from datetime import date

    from dhrplan.model.agencies import Register
    from dhrplan.model.plan import Plan, Recommendation
    from dhrplan.select import Selection
    from dhrplan.text.folder import Folder


def show(
    folders: tuple[Folder, ...], selection: Selection, as_of: date, review: str, name: str
) -> Report:
    """An action (or the one that a milestone `4.1/ii` belongs to), else a recommendation, by id.

    Raises:
        NotFoundError: There is none of that id, or something else is asked for that does not exist.
    """
    selection = resolved(folders, selection.of_reviews((review,)))
    items = select(folders, selection, as_of)
    plan, recommendation, register = _found(folders, selection, name)
    of_it = [item for item in items if item.recommendation.route == recommendation.route]
    of_it = [item for item in of_it if item.plan is plan]
    wanted = [item for item in of_it if _is(item.action.id, name)]
    data: dict[str, Json] = {"action": action_json(wanted[0])} if wanted else {}
    if not _names_an_action(recommendation, name):
        wanted = of_it
        data = {"recommendation": recommendation_json(recommendation, register, of_it)}
    rows = recommendation_rows(recommendation, register, wanted)
    return Report(
        kind="show",
        title=f"{plan.id} {name}",
        as_of=as_of,
        sections=(Section("", (), (records(rows),)),),
        data=data or {"action": None},
        flat=flat_with_words(wanted),
        filters=selection.told,
        markings=markings((plan,)),
    )


def _is(one: str, name: str) -> bool:
    return folded(one) == folded(name.partition("/")[0])


def _names_an_action(recommendation: Recommendation, name: str) -> bool:
    return any(_is(action.id, name) for action in recommendation.actions)


def _found(
    folders: tuple[Folder, ...], selection: Selection, name: str
) -> tuple[Plan, Recommendation, Register]:
    """The recommendation that has the action of that id, else the one of that id itself."""
    every = [
        (plan, recommendation, folder.register)
        for folder in folders
        for plan in folder.plans
        if plan.id in selection.get("review")
        for recommendation in plan.recommendations
    ]
    for plan, recommendation, register in every:
        if _names_an_action(recommendation, name):
            return plan, recommendation, register
    for plan, recommendation, register in every:
        if _is(recommendation.id, name):
            return plan, recommendation, register
    ids = [one.id for _, one, _ in every]
    ids += [action.id for _, one, _ in every for action in one.actions]
    found = nearest(name, ids) or tuple(ids[:5])
    hint = f"Did you mean {one_of(found)}?" if found else "It has none, or cannot be read."
    review = selection.get("review")[0]
    raise NotFoundError(f"{review} has no action and no recommendation `{name}`.", hint)
