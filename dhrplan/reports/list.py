"""Every action that the filters leave, in the order of the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.model.state import Flag
from dhrplan.reports import summary, words
from dhrplan.reports.flat import action_cells, flat
from dhrplan.reports.old import old_records
from dhrplan.reports.rows import action_row, gist, lead_codes, markings
from dhrplan.select import plans_asked_for, resolved, select
from dhrplan.table import Cell, Column, Fact, Report, Section, Table, Word
from dhrplan.wording import count

if TYPE_CHECKING:
    from datetime import date

    from dhrplan.model.plan import Plan
    from dhrplan.select import Item, Selection
    from dhrplan.text.folder import Folder

_COLUMNS = (
    Column("review", "Review"),
    Column("action", "Action"),
    Column("state", "State"),
    Column("lead", "Lead"),
    Column("target", "Target"),
    Column("text", "Title or text", prose=True, label=False),
)


def list_actions(folders: tuple[Folder, ...], selection: Selection, as_of: date) -> Report:
    """The actions that are asked for, with where each stands.

    Raises:
        NotFoundError: Something is asked for that does not exist.
    """
    selection = resolved(folders, selection)
    items = select(folders, selection, as_of)
    plans = plans_asked_for(folders, selection)
    table = Table(_COLUMNS, tuple(_cells(item) for item in items))
    return Report(
        kind="list",
        title="Actions",
        as_of=as_of,
        sections=(Section("", _facts(items, plans, selection, as_of), (table,) if items else ()),),
        make_data=lambda: {"items": [action_row(item) for item in items]},
        make_flat=lambda: flat(action_cells(item) for item in items),
        filters=selection.told,
        markings=markings(item.plan for item in items),
    )


def _facts(
    items: tuple[Item, ...], plans: tuple[Plan, ...], selection: Selection, as_of: date
) -> tuple[Fact, ...]:
    told = [Fact("", summary.counts(items, plans))]
    if Flag.NO_NEWS in selection.get("status") and not any(plan.review_every for plan in plans):
        told.append(Fact("", _NO_RHYTHM))
    return (*told, *old_records((item.plan for item in items), as_of))


_NO_RHYTHM = (
    "No plan says how often the board looks (`review_every`), so none can be without news; "
    "ask with --no-update 90d."
)


def _cells(item: Item) -> tuple[Cell, ...]:
    return (
        item.plan.id,
        item.action.id,
        Word(_state(item), item.standing.colour),
        lead_codes(item.action.lead, item.register),
        words.written(item.action.target) or item.action.unread.get("target", ""),
        gist(item.action),
    )


def _state(item: Item) -> str:
    """The state, or how late it is, which says the same and more."""
    late = item.standing.days_late
    return f"{count(late, 'day')} late" if late else words.state_of(item)
