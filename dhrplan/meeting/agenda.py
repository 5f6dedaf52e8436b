"""The agenda of a meeting: the open actions."""

from __future__ import annotations

from datetime import date

from dhrplan.model.state import Flag, State, open_deadlines
from dhrplan.plan.folder import Folder
from dhrplan.reports.select import Item, Selection, resolved, select
from dhrplan.reports.summary import URGENCY

_CLOSED = frozenset({State.COMPLETE, State.SUPERSEDED, State.NOT_TAKEN_FORWARD})


ORDERS = ("urgency", "review")
"""The orders of an agenda: the most urgent action first, or as in the files."""


def agenda(
    folders: tuple[Folder, ...], selection: Selection, as_of: date, order: str = "urgency"
) -> tuple[Selection, tuple[Item, ...]]:
    """The selected open actions, and the selection with names resolved.

    An action that awaits sign-off, has an overdue check or cannot be read is open. A selection by
    status includes closed actions.

    Raises:
        NotFoundError: The selection names something that does not exist.
    """
    selection = resolved(folders, selection)
    items = select(folders, selection, as_of)
    if not selection.get("status"):
        items = tuple(item for item in items if item.standing.state not in _CLOSED)
    return selection, tuple(sorted(items, key=_urgency)) if order == "urgency" else items


def _urgency(item: Item) -> tuple[int, date]:
    """Sort key: state, then the first due date. A requested extension ranks as due soon."""
    rank = URGENCY.index(item.standing.state)
    if Flag.EXTENSION_ASKED in item.standing.flags:
        rank = min(rank, URGENCY.index(State.DUE_SOON))
    days = [due for _, due in open_deadlines(item.action, item.plan)]
    check = item.action.next_check and item.action.next_check.deadline(item.plan.events)
    return rank, min([*days, *([check] if check else [])], default=date.max)
