"""The question `show`: one action, or one recommendation with its actions, with all details."""

from __future__ import annotations

from datetime import date

from dhrplan.plan.folder import Folder
from dhrplan.reports.details import authors, recommendation_rows, records
from dhrplan.reports.entries import key_section
from dhrplan.reports.rows import (
    action_json,
    flat_with_details,
    markings,
    partnerships,
    recommendation_cells,
    recommendation_json,
)
from dhrplan.reports.select import (
    Item,
    Match,
    Selection,
    matches,
    not_found,
    recommendations,
    resolved,
    select,
)
from dhrplan.reports.sheets import ReviewSheet, entries_table, review_table
from dhrplan.reports.summary import old_records
from dhrplan.table import Fact, Json, Report, Section
from dhrplan.wording import count


def show(
    folders: tuple[Folder, ...], selection: Selection, as_of: date, review: str, name: str
) -> Report:
    """An action by its id or a milestone's (`4.1/ii`), or else a recommendation by its id.

    Raises:
        NotFoundError: No such id, or a filter names something that does not exist.
    """
    selection = resolved(folders, selection.of_reviews((review,)))
    found_all = found_by(folders, selection, name)
    if not found_all:
        (identity,) = selection.get("review")
        return _unreadable(f"{identity} {name}", selection, as_of)
    found = found_all[0]
    items = [item for item in select(folders, selection, as_of) if _has(found, item)]
    shown = (found.recommendation, found.register, items)
    return Report(
        kind="show",
        title=found.name,
        as_of=as_of,
        sections=(
            Section(
                "",
                (*_others(found_all), *old_records((found.plan,), as_of)),
                (records(recommendation_rows(*shown)),),
            ),
            *key_section((name, found.register) for name in authors(found.recommendation, items)),
        ),
        make_data=lambda: _data(found, items),
        make_flat=lambda: flat_with_details(recommendation_cells(found.plan, *shown)),
        filters=selection.without("review").named,
        chosen=selection.without("review").in_words(folders),
        markings=markings((found.plan,)),
        partnerships=partnerships((found.plan,)),
        make_sheets=lambda: _sheets(found, items),
    )


def found_by(folders: tuple[Folder, ...], selection: Selection, name: str) -> list[Match]:
    """The actions or recommendations of the selected review with a name; none if it is unreadable.

    Raises:
        NotFoundError: The review has none of that name.
    """
    (identity,) = selection.get("review")
    if not any(plan.id == identity for folder in folders for plan in folder.plans):
        return []
    every = list(recommendations(folders, identity))
    return list(matches(every, name)) or not_found(identity, name, every)


def _sheets(found: Match, items: list[Item]) -> tuple[Section, ...]:
    one = ReviewSheet(found.plan, [(found.recommendation, items)], found.register)
    rows = Section(one.plan.id, (), (review_table(one),))
    return rows, Section("Entries", (), (entries_table((one,)),))


def _has(found: Match, item: Item) -> bool:
    """True if an action is the one found, or belongs to the recommendation found."""
    if item.plan is not found.plan or item.recommendation.route != found.recommendation.route:
        return False
    return found.action is None or item.action.route == found.action.route


def _unreadable(title: str, selection: Selection, as_of: date) -> Report:
    """The report on an unreadable review; the reason is printed beside every report."""
    return Report(
        kind="show",
        title=title,
        as_of=as_of,
        sections=(Section("", (Fact("", "The review cannot be read."),)),),
        make_data=lambda: {"action": None},
        make_flat=lambda: flat_with_details(()),
        filters=selection.named,
    )


def _data(found: Match, items: list[Item]) -> dict[str, Json]:
    if found.action is None:
        return {"recommendation": recommendation_json(found.recommendation, found.register, items)}
    return {"action": action_json(items[0]) if items else None}


def _others(found_all: list[Match]) -> tuple[Fact, ...]:
    """A line about further actions or recommendations with the same id or reference."""
    first = found_all[0].action
    alike = (one for one in found_all[1:] if (one.action is None) == (first is None))
    others = [one for one in alike if first is None or one.action is not first]
    if not others:
        return ()
    lines = ", ".join(str((one.action or one.recommendation).line) for one in others)
    shared = "id"
    if all(one.name != found_all[0].name for one in others):
        shared = f"reference, {', '.join(one.name for one in others)}"
    line = f"Not shown: {count(len(others), 'other')} of the same {shared}, at line {lines}."
    return (Fact("", line),)
