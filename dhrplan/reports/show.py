"""One action whole, or one recommendation with its actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.reports.flat import flat_with_words, recommendation_cells
from dhrplan.reports.old import old_records
from dhrplan.reports.parts import recommendation_rows, records
from dhrplan.reports.rows import action_json, markings, recommendation_json
from dhrplan.select import resolved, select
from dhrplan.select.named import named, not_found, recommendations
from dhrplan.table import Fact, Json, Report, Section
from dhrplan.wording import count

if TYPE_CHECKING:
    from datetime import date

    from dhrplan.select import Item, Selection
    from dhrplan.select.named import Named
    from dhrplan.text.folder import Folder


def show(
    folders: tuple[Folder, ...], selection: Selection, as_of: date, review: str, name: str
) -> Report:
    """An action (or the one that a milestone `4.1/ii` belongs to), else a recommendation, by id.

    Raises:
        NotFoundError: There is none of that id, or something else is asked for that does not exist.
    """
    selection = resolved(folders, selection.of_reviews((review,)))
    (identity,) = selection.get("review")
    every = list(recommendations(folders, identity))
    if not any(plan.id == identity for folder in folders for plan in folder.plans):
        return _unreadable(f"{identity} {name}", selection, as_of)
    those = list(named(every, name)) or not_found(identity, name, every)
    found = those[0]
    items = [item for item in select(folders, selection, as_of) if _has(found, item)]
    told = (found.recommendation, found.register, items)
    return Report(
        kind="show",
        title=found.name,
        as_of=as_of,
        sections=(
            Section(
                "",
                (*_others(those), *old_records((found.plan,), as_of)),
                (records(recommendation_rows(*told)),),
            ),
        ),
        make_data=lambda: _data(found, items),
        make_flat=lambda: flat_with_words(recommendation_cells(found.plan, *told)),
        filters=selection.without("review").told,
        markings=markings((found.plan,)),
    )


def _has(found: Named, item: Item) -> bool:
    """Whether an action is the one, or one of those of the recommendation."""
    if item.plan is not found.plan or item.recommendation.route != found.recommendation.route:
        return False
    return found.action is None or item.action.route == found.action.route


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


def _data(found: Named, items: list[Item]) -> dict[str, Json]:
    if found.action is None:
        return {"recommendation": recommendation_json(found.recommendation, found.register, items)}
    return {"action": action_json(items[0]) if items else None}


def _others(those: list[Named]) -> tuple[Fact, ...]:
    """What is said where others of the kind go by the same id, and are not shown."""
    first = those[0].action
    alike = (one for one in those[1:] if (one.action is None) == (first is None))
    others = [one for one in alike if first is None or one.action is not first]
    if not others:
        return ()
    lines = ", ".join(str((one.action or one.recommendation).line) for one in others)
    told = f"Not shown: {count(len(others), 'other')} of the same id, at line {lines}."
    return (Fact("", told),)
