"""Every action that the filters leave, in the order of the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.reports import summary, words
from dhrplan.reports.flat import action_cells, flat
from dhrplan.reports.rows import action_row, markings
from dhrplan.select import resolved, select
from dhrplan.table import Cell, Column, Fact, Report, Section, Table, Word
from dhrplan.wording import count

if TYPE_CHECKING:
    from datetime import date

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
    table = Table(_COLUMNS, tuple(_cells(item) for item in items))
    return Report(
        kind="list",
        title="Actions",
        as_of=as_of,
        sections=(Section("", _facts(items), (table,) if items else ()),),
        data={"items": [action_row(item) for item in items]},
        flat=flat(action_cells(item) for item in items),
        filters=selection.told,
        markings=markings(item.plan for item in items),
    )


def _facts(items: tuple[Item, ...]) -> tuple[Fact, ...]:
    return (Fact("", summary.counts(items)), *summary.old_records(items))


def _cells(item: Item) -> tuple[Cell, ...]:
    return (
        item.plan.id,
        item.action.id,
        Word(_state(item), item.standing.colour),
        ", ".join(item.register.codes(item.action.lead)) or "no lead",
        words.written(item.action.target) or item.action.unread.get("target", ""),
        item.action.title or item.action.text or "(no text)",
    )


def _state(item: Item) -> str:
    """The state, or how late it is, which says the same and more."""
    late = item.standing.days_late
    return f"{count(late, 'day')} late" if late else summary.state_words(item.standing.state)
