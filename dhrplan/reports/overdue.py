"""The question `overdue`: actions and milestones past their deadline, and other waiting work."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from dhrplan.diagnostic import Route
from dhrplan.model.plan import Milestone
from dhrplan.model.state import COLOURS, State, days_late, open_deadlines
from dhrplan.plan.folder import Folder
from dhrplan.reports.details import lateness, written
from dhrplan.reports.rows import (
    action_cells,
    action_row,
    flat,
    gist,
    lead_codes,
    markings,
    milestone_cells,
    milestone_row,
)
from dhrplan.reports.select import Item, Selection, resolved, select
from dhrplan.reports.summary import old_records, state_words
from dhrplan.table import Cell, Column, Fact, Json, Report, Section, Table, Word
from dhrplan.wording import count

WAITING = {
    State.UNCLEAR: "something in it cannot be read",
    State.NO_STATUS: "the record does not say where it stands",
    State.CHECK_OVERDUE: "nobody has looked since the day set for it",
    State.AWAITING_SIGN_OFF: "said done, not yet agreed",
    State.DUE_SOON: "a date within {soon}",
    State.NO_DATE: "open, and no date is given",
}
"""The states of waiting work that is not late, in the order of the report, with their meaning."""

_COLUMNS = (
    Column("review", "Review"),
    Column("action", "Action"),
    Column("lead", "Lead"),
    Column("target", "Target"),
    Column("late", "When"),
    Column("text", "Title or text", prose=True, label=False),
)
_WAITING = (
    Column("state", "State"),
    Column("actions", "Actions", number=True),
    Column("why", "What it means"),
    Column("which", "Which", prose=True, label=False),
)


@dataclass(frozen=True, slots=True)
class Due:
    """A row of the table: an action (`step` is None) or one of its milestones."""

    item: Item
    step: Milestone | None
    deadline: date

    @property
    def name(self) -> str:
        """The id of the action or milestone within its review."""
        return f"{self.item.action.id}/{self.step.name}" if self.step else self.item.action.id


def overdue(folders: tuple[Folder, ...], selection: Selection, as_of: date) -> Report:
    """What is late on a day, and what falls due by the limit of `due-within` or `due-before`.

    Raises:
        NotFoundError: A filter names something that does not exist.
    """
    selection = resolved(folders, selection)
    # These two filters add rows; they do not hide late or waiting work.
    items = select(folders, selection.without("due-within", "due-before"), as_of)
    limit = _limit(selection, as_of)
    due = (
        Due(item, step, deadline)
        for item in items
        if not item.action.unclear  # listed below as waiting, since nothing follows from it
        for step, deadline in open_deadlines(item.action, item.plan)
        if deadline < limit
    )
    # Rows with the same deadline stay in the order of the files: DHR2 before DHR10.
    rows = sorted(due, key=lambda due: due.deadline)
    return Report(
        kind="overdue",
        title="Actions overdue or falling due" if limit > as_of else "Actions overdue",
        as_of=as_of,
        sections=(_late(rows, items, as_of), _waiting(items, rows, folders)),
        make_data=lambda: _data(rows, items, as_of),
        make_flat=lambda: flat(_flat_row(due, as_of) for due in rows),
        filters=selection.in_words,
        markings=markings(item.plan for item in items),
    )


def late_actions(report: Report) -> bool:
    """Whether the report has a late row, for `--fail`."""
    items = report.data["items"]
    assert isinstance(items, list)  # noqa: S101 - made below
    return any(isinstance(item, dict) and item["days_late"] is not None for item in items)


def _limit(selection: Selection, as_of: date) -> date:
    """The first day whose deadlines are left out.

    It is never before `as_of`: the report must not say that nothing is overdue where something is.
    """
    within = [period.after(as_of) + timedelta(1) for period in selection.get("due-within")]
    asked = [limit for limit in (within, selection.get("due-before")) if limit]
    return max(as_of, min((max(limit) for limit in asked), default=as_of))


def _late(rows: list[Due], items: tuple[Item, ...], as_of: date) -> Section:
    table = Table(_COLUMNS, tuple(_cells(due, as_of) for due in rows), empty="Nothing is overdue.")
    plans = (due.item.plan for due in rows)
    latest = {due.item.plan.file: due.deadline for due in rows if due.deadline < as_of}
    facts = (Fact("", _summary(rows, items, as_of)), *old_records(plans, as_of, latest))
    return Section("", facts, (table,))


def _summary(rows: list[Due], items: tuple[Item, ...], as_of: date) -> str:
    late = [due for due in rows if due.deadline < as_of]
    actions = len({_place(due.item) for due in late})
    counted = f"{count(actions, 'action')} late"
    if len(late) != actions:
        counted += f" ({count(len(late), 'row')})"
    if len(rows) > len(late):
        counted += f", {len(rows) - len(late)} falling due"
    reviews = len({item.plan.file for item in items})
    return f"{counted}, of {count(len(items), 'action')} in {count(reviews, 'review')}."


def _cells(due: Due, as_of: date) -> tuple[Cell, ...]:
    item, step = due.item, due.step
    target = step.target if step else item.action.target
    late = due.deadline < as_of
    return (
        item.plan.id,
        due.name,
        lead_codes((step.lead if step else ()) or item.action.lead, item.register),
        written(target),
        Word(lateness(due.deadline, as_of), COLOURS[State.OVERDUE if late else State.DUE_SOON]),
        (step.text or "(no text)") if step else gist(item),
    )


def _waiting(items: tuple[Item, ...], rows: list[Due], folders: tuple[Folder, ...]) -> Section:
    """A line for each waiting state, without the actions in the table above."""
    soon_days = sorted({folder.settings.soon_days for folder in folders})
    soon = f"{' or '.join(map(str, soon_days))} days"
    above = {_place(due.item) for due in rows}
    rest = tuple(item for item in items if _place(item) not in above)
    named = {
        state: [_with_target(item) for item in rest if item.standing.state is state]
        for state in WAITING
    }
    lines = tuple(
        (
            Word(state_words(state), COLOURS.get(state)),
            len(names),
            why.format(soon=soon),
            ", ".join(names),
        )
        for state, why in WAITING.items()
        if (names := named[state])
    )
    return Section("What else waits", tables=(Table(_WAITING, lines, empty="Nothing."),))


def _place(item: Item) -> tuple[str, Route]:
    """The identity of an action, also where two have the same id."""
    return item.plan.file, item.action.route


def _with_target(item: Item) -> str:
    """The name of an action; where its status is unknown, with the target that may have passed."""
    target = written(item.action.target) or item.action.unread.get("target", "")
    silent = item.standing.state in {State.UNCLEAR, State.NO_STATUS}
    return f"{item.name} (target {target})" if silent and target else item.name


def _data(rows: list[Due], items: tuple[Item, ...], as_of: date) -> dict[str, Json]:
    counts = Counter(item.standing.state for item in items)
    return {
        "items": [_row(due, as_of) for due in rows],
        "counts": {state: counts[state] for state in State},
        "waiting": {
            state: [item.name for item in items if item.standing.state is state]
            for state in WAITING
        },
    }


def _flat_row(due: Due, as_of: date) -> tuple[Cell, ...]:
    if due.step is None:
        return action_cells(due.item)
    return milestone_cells(due.item, due.step, days_late(due.deadline, as_of))


def _row(due: Due, as_of: date) -> dict[str, Json]:
    if due.step is None:
        return action_row(due.item)
    return milestone_row(due.item, due.step, days_late(due.deadline, as_of))
