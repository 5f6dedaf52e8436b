"""What a meeting goes through: the actions that wait for somebody, the most urgent first."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dhrplan.model.state import Flag, State, open_deadlines
from dhrplan.reports.select import resolved, select
from dhrplan.reports.summary import URGENCY

if TYPE_CHECKING:
    from dhrplan.reports.select import Item, Selection
    from dhrplan.text.folder import Folder

_CLOSED = frozenset({State.COMPLETE, State.SUPERSEDED, State.NOT_TAKEN_FORWARD})


def agenda(
    folders: tuple[Folder, ...], selection: Selection, as_of: date
) -> tuple[Selection, tuple[Item, ...]]:
    """The actions that the filters leave and that are not closed, with the filters as resolved.

    What nobody has agreed to yet, has a check overdue or cannot be read is not closed. Whoever asks
    for a status gets what has it, whatever it is.

    Raises:
        NotFoundError: Something is asked for that does not exist.
    """
    selection = resolved(folders, selection)
    items = select(folders, selection, as_of)
    if not selection.get("status"):
        items = tuple(item for item in items if item.standing.state not in _CLOSED)
    return selection, tuple(sorted(items, key=_urgency))


def _urgency(item: Item) -> tuple[int, date]:
    """By state as a board wants to hear of them, then by date.

    A later target that an agency asks for waits for the board, however far off the target is.
    """
    rank = URGENCY.index(item.standing.state)
    if Flag.EXTENSION_ASKED in item.standing.flags:
        rank = min(rank, URGENCY.index(State.DUE_SOON))
    return rank, _due(item)


def _due(item: Item) -> date:
    """The first day on which something of it is or was due."""
    days = [due for _, due in open_deadlines(item.action, item.plan)]
    check = item.action.next_check and item.action.next_check.deadline(item.plan.events)
    return min([*days, *([check] if check else [])], default=date.max)
