"""The question `list`: every action that matches the filters, in the order of the files."""

from __future__ import annotations

from datetime import date

from dhrplan.model.plan import Plan
from dhrplan.model.state import Flag
from dhrplan.plan.folder import Folder
from dhrplan.reports import summary
from dhrplan.reports.entries import entries, key_section, review_heading
from dhrplan.reports.rows import action_cells, action_row, flat, markings, partnerships
from dhrplan.reports.select import Item, Selection, ordered, resolved, select, selected_plans
from dhrplan.reports.sheets import rows_table
from dhrplan.reports.summary import NO_MATCH, old_records
from dhrplan.table import Column, Fact, Report, Section, Table


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
    table = _table(items, order)
    return Report(
        kind="list",
        title="Actions",
        as_of=as_of,
        sections=(
            Section("", _facts(items, plans, selection, as_of), (table,)),
            *key_section((name, item.register) for item in items for name in item.action.lead),
        ),
        make_data=lambda: {"items": [action_row(item) for item in items]},
        make_flat=lambda: flat(action_cells(item) for item in items),
        filters=selection.named,
        chosen=selection.in_words(folders),
        markings=markings(item.plan for item in items),
        make_sheets=lambda: (
            Section("Actions", (), (rows_table((i, None, i.standing.days_late) for i in items),)),
        ),
        partnerships=partnerships(item.plan for item in items),
    )


def _facts(
    items: tuple[Item, ...], plans: tuple[Plan, ...], selection: Selection, as_of: date
) -> tuple[Fact, ...]:
    facts = [Fact("", summary.state_counts(items, plans))]
    if Flag.NO_NEWS in selection.get("status") and not any(plan.review_every for plan in plans):
        facts.append(Fact("", _NO_REVIEW_EVERY))
    return (*facts, *old_records((item.plan for item in items), as_of))


_NO_REVIEW_EVERY = (
    "No plan says how often the board reviews it (`review_every`). "
    "Use --no-update 90d to list actions without an update."
)


def _table(items: tuple[Item, ...], order: str) -> Table:
    """Under headings in the order of the files; another order has the review in each row."""
    if order != "review":
        return entries(None, (("", item) for item in items))._replace(empty=NO_MATCH)
    heads = (
        " - ".join(filter(None, (review_heading(item.plan), _section(item)))) for item in items
    )
    return entries(Column("review", "Review"), zip(heads, items, strict=True))._replace(
        empty=NO_MATCH
    )


def _section(item: Item) -> str:
    return item.action.section or item.recommendation.section or ""
