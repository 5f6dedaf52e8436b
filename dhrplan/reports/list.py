"""The question `list`: every action that matches the filters, in the order of the files."""

from __future__ import annotations

from datetime import date

from dhrplan.model.plan import Plan
from dhrplan.model.state import Flag
from dhrplan.plan.folder import Folder
from dhrplan.reports import details, summary
from dhrplan.reports.rows import action_cells, action_row, flat, gist, lead_codes, markings
from dhrplan.reports.select import Item, Selection, ordered, resolved, select, selected_plans
from dhrplan.reports.summary import old_records
from dhrplan.table import Cell, Column, Fact, Report, Section, Table, Word
from dhrplan.wording import count

_COLUMNS = (
    Column("review", "Review"),
    Column("action", "Action"),
    Column("state", "State"),
    Column("lead", "Lead"),
    Column("target", "Target"),
    Column("text", "Title or text", prose=True, label=False),
)


def list_actions(
    folders: tuple[Folder, ...], selection: Selection, as_of: date, order: str = "review"
) -> Report:
    """The actions that match, each with its state.

    Raises:
        NotFoundError: A filter names something that does not exist.
    """
    selection = resolved(folders, selection)
    items = ordered(select(folders, selection, as_of), order)
    plans = selected_plans(folders, selection)
    table = Table(_COLUMNS, tuple(_cells(item) for item in items))
    return Report(
        kind="list",
        title="Actions",
        as_of=as_of,
        sections=(Section("", _facts(items, plans, selection, as_of), (table,) if items else ()),),
        make_data=lambda: {"items": [action_row(item) for item in items]},
        make_flat=lambda: flat(action_cells(item) for item in items),
        filters=selection.in_words,
        markings=markings(item.plan for item in items),
    )


def _facts(
    items: tuple[Item, ...], plans: tuple[Plan, ...], selection: Selection, as_of: date
) -> tuple[Fact, ...]:
    facts = [Fact("", summary.state_counts(items, plans))]
    if Flag.NO_NEWS in selection.get("status") and not any(plan.review_every for plan in plans):
        facts.append(Fact("", _NO_REVIEW_EVERY))
    return (*facts, *old_records((item.plan for item in items), as_of))


_NO_REVIEW_EVERY = (
    "No plan says how often the board looks (`review_every`), so none can be without news; "
    "ask with --no-update 90d."
)


def _cells(item: Item) -> tuple[Cell, ...]:
    return (
        item.plan.id,
        item.action.id,
        Word(_state(item), item.standing.colour),
        lead_codes(item.action.lead, item.register),
        details.written(item.action.target) or item.action.unread.get("target", ""),
        gist(item),
    )


def _state(item: Item) -> str:
    """The state, or how many days late the action is."""
    late = item.standing.days_late
    if steps := details.late_steps(item):
        return f"overdue by {steps}"
    return f"{count(late, 'day')} late" if late else details.state_of(item)
