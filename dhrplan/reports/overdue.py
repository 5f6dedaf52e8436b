"""The question `overdue`: actions and milestones past their deadline, and other waiting work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from dhrplan.diagnostic import Route
from dhrplan.model.plan import CLOSED, Milestone
from dhrplan.model.state import (
    COLOURS,
    State,
    days_late,
    deadline_of,
    needs_attention,
    open_deadlines,
    past_without_status,
)
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
    State.LAPSED: "a check found that it is not in place any more",
    State.UNCLEAR: "something in it cannot be read",
    State.NO_STATUS: "the record does not say where it stands",
    State.CHECK_OVERDUE: "nobody has looked since the day set for it",
    State.AWAITING_SIGN_OFF: "said done, not yet agreed",
    State.DUE_SOON: "a date within {soon}",
    State.NO_DATE: "open, and no date is given",
    State.PAUSED: "paused, and its target is past or nobody has said when to look again",
}
"""The states of waiting work that is not late, in the order of the report, with their meaning."""

_STATUS_MISSING = "Past their target, status missing"
_UNKNOWN = "No action is known to be late"

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


class _OverdueRows(NamedTuple):
    """What was found: late and due rows, those of actions without a status, and all items."""

    rows: list[Due]
    missing: list[Due]
    items: tuple[Item, ...]
    folders: tuple[Folder, ...]
    as_of: date

    @property
    def has_doubts(self) -> bool:
        """True if something may be late that is not known to be: unread, silent, or uncounted."""
        if self.missing or any(folder.faults for folder in self.folders):
            return True
        return any(_may_be_late(item) for item in self.items)


def _may_be_late(item: Item) -> bool:
    """True of an unclear action, and of one whose target counts from a date that is not known."""
    action = item.action
    targets = (action.target, *(step.target for step in action.open_milestones))
    unknown = any(when and deadline_of(when, item.plan) is None for when in targets)
    return action.unclear or (unknown and action.status not in CLOSED)


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
    silent = (
        Due(item, step, deadline)
        for item in items
        for step, deadline in past_without_status(item.action, item.plan, as_of)
    )
    missing = sorted(silent, key=lambda due: due.deadline)
    found = _OverdueRows(rows, missing, items, folders, as_of)
    return Report(
        kind="overdue",
        title="Actions overdue or falling due" if limit > as_of else "Actions overdue",
        as_of=as_of,
        sections=(_late(found), *_status_missing(found), _waiting(found)),
        make_data=lambda: _data(found),
        make_flat=lambda: flat(_flat_row(due, as_of) for due in (*rows, *missing)),
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


def _late(found: _OverdueRows) -> Section:
    rows, as_of = found.rows, found.as_of
    empty = f"{_UNKNOWN}." if found.has_doubts else "Nothing is overdue."
    table = Table(_COLUMNS, tuple(_cells(due, as_of) for due in rows), empty=empty)
    plans = (due.item.plan for due in rows)
    latest = {due.item.plan.file: due.deadline for due in rows if due.deadline < as_of}
    facts = (Fact("", _summary(found)), *old_records(plans, as_of, latest))
    # With no row the sentence above says all of it.
    return Section("", facts, (table,) if rows or not found.missing else ())


def _summary(found: _OverdueRows) -> str:
    late = [due for due in found.rows if due.deadline < found.as_of]
    actions = len({_place(due.item) for due in late})
    counted = f"{count(actions, 'action')} late"
    if len(late) != actions:
        counted += f" ({count(len(late), 'row')})"
    if len(found.rows) > len(late):
        counted += f", {len(found.rows) - len(late)} falling due"
    items = found.items
    reviews = len({item.plan.file for item in items})
    whole = f"of {count(len(items), 'action')} in {count(reviews, 'review')}"
    missing = len({_place(due.item) for due in found.missing})
    if not missing:
        return f"{counted}, {whole}."
    are, their = ("is", "its") if missing == 1 else ("are", "their")
    they = "it is" if missing == 1 else "they are"
    silent = f"{are} past {their} target and the record does not say whether {they} done"
    if found.rows:
        return f"{counted}, {whole}; {missing:,} more {silent}."
    return f"{_UNKNOWN}; {missing:,} {silent}, {whole}."


def _status_missing(found: _OverdueRows) -> tuple[Section, ...]:
    """Actions that may be late, by name: nobody may read that nothing is overdue above them."""
    if not found.missing:
        return ()
    table = Table(_COLUMNS, tuple(_cells(due, found.as_of) for due in found.missing))
    return (Section(_STATUS_MISSING, (), (table,)),)


def _cells(due: Due, as_of: date) -> tuple[Cell, ...]:
    item, step = due.item, due.step
    target = step.target if step else item.action.target
    return (
        item.plan.id,
        due.name,
        lead_codes((step.lead if step else ()) or item.action.lead, item.register),
        written(target),
        _when(due, as_of),
        (step.text or "(no text)") if step else gist(item),
    )


def _when(due: Due, as_of: date) -> Word:
    if due.item.action.status is None:
        return Word("status missing", COLOURS.get(State.NO_STATUS))
    colour = COLOURS[State.OVERDUE if due.deadline < as_of else State.DUE_SOON]
    return Word(lateness(due.deadline, as_of), colour)


def _waiting(found: _OverdueRows) -> Section:
    """A line for each waiting state, without the actions in the tables above."""
    soon_days = sorted({folder.settings.soon_days for folder in found.folders})
    soon = f"{' or '.join(map(str, soon_days))} days"
    above = {_place(due.item) for due in (*found.rows, *found.missing)}
    rest = tuple(item for item in found.items if _place(item) not in above)
    named = {state: [_with_target(item) for item in _in_state(rest, state)] for state in WAITING}
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


def _in_state(items: Iterable[Item], state: State) -> list[Item]:
    """The items in a state; of paused ones, those that need attention."""
    return [
        item
        for item in items
        if item.standing.state is state
        and (state is not State.PAUSED or needs_attention(item.action, item.plan, item.as_of))
    ]


def _place(item: Item) -> tuple[str, Route]:
    """The identity of an action, also where two have the same id."""
    return item.plan.file, item.action.route


def _with_target(item: Item) -> str:
    """The name of an action; where its status is unknown, with the target that may have passed."""
    target = written(item.action.target) or item.action.unread.get("target", "")
    silent = item.standing.state in {State.UNCLEAR, State.NO_STATUS, State.PAUSED}
    return f"{item.name} (target {target})" if silent and target else item.name


def _data(found: _OverdueRows) -> dict[str, Json]:
    counts = Counter(item.standing.state for item in found.items)
    return {
        "items": [_row(due, found.as_of) for due in found.rows],
        "status_missing": [_row(due, None) for due in found.missing],
        "counts": {state: counts[state] for state in State},
        "waiting": {
            state: [item.name for item in _in_state(found.items, state)] for state in WAITING
        },
    }


def _flat_row(due: Due, as_of: date) -> tuple[Cell, ...]:
    if due.step is None:
        return action_cells(due.item)
    is_known = due.item.action.status is not None
    late = days_late(due.deadline, as_of) if is_known else None
    return milestone_cells(due.item, due.step, late)


def _row(due: Due, as_of: date | None) -> dict[str, Json]:
    """A row for JSON; without `as_of` it is not known to be late."""
    if due.step is None:
        return action_row(due.item)
    return milestone_row(due.item, due.step, days_late(due.deadline, as_of) if as_of else None)
