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
from dhrplan.reports import details
from dhrplan.reports.entries import (
    ACTION,
    LEAD,
    TARGET,
    TITLE,
    key_section,
    review_heading,
    title,
)
from dhrplan.reports.rows import (
    action_cells,
    action_row,
    flat,
    lead_codes,
    markings,
    milestone_cells,
    milestone_row,
    partnerships,
)
from dhrplan.reports.select import Item, Selection, resolved, select
from dhrplan.reports.sheets import rows_table
from dhrplan.reports.summary import NO_MATCH, old_records
from dhrplan.table import Brief, Cell, Column, Fact, Json, Report, Section, Table, Word
from dhrplan.wording import count, shortened, span

ATTENTION = {
    State.LAPSED: "Lapsed: a check found that it is no longer in place",
    State.UNCLEAR: "Unclear: something in it cannot be read",
    State.NO_STATUS: "Status missing",
    State.CHECK_OVERDUE: "Check date has passed",
    State.AWAITING_SIGN_OFF: "Complete, waiting for sign-off",
    State.DUE_SOON: "Due in the next {soon}",
    State.NO_DATE: "No target date",
    State.PAUSED: "Paused, past its target or without a date to look again",
}
"""The states of work that is not late and needs attention, in the order of the report."""

_STATUS_MISSING = "Past their target date, status missing"
_UNKNOWN = "No action is known to be late"

_COLUMNS = (
    Column("review", "Review"),
    ACTION,
    TITLE,
    LEAD,
    TARGET,
    Column("late", "When due"),
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
        sections=(_late(found), *_status_missing(found), _attention(found), *_key(found)),
        make_data=lambda: _data(found),
        make_flat=lambda: flat(_flat_row(due, as_of) for due in (*rows, *missing)),
        filters=selection.named,
        chosen=selection.in_words(folders),
        markings=markings(item.plan for item in items),
        make_sheets=lambda: (_sheet((*rows, *missing), as_of),),
        partnerships=partnerships(item.plan for item in items),
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
    plans = (due.item.plan for due in rows)
    latest = {due.item.plan.file: due.deadline for due in rows if due.deadline < as_of}
    facts = (Fact("", _summary(found)), *old_records(plans, as_of, latest))
    return Section("", facts, (_table(rows, as_of),) if rows else ())


def _summary(found: _OverdueRows) -> str:
    late = [due for due in found.rows if due.deadline < found.as_of]
    actions = len({_place(due.item) for due in late})
    items = found.items
    reviews = len({item.plan.file for item in items})
    of = f"of {count(len(items), 'action')} in {count(reviews, 'review')}"
    missing = len({_place(due.item) for due in found.missing})
    are, their, they = ("is", "its", "it is") if missing == 1 else ("are", "their", "they are")
    silent = f"{are} past {their} target date, and the record does not say whether {they} complete."
    if not items and not found.has_doubts:
        return NO_MATCH
    if not found.rows:
        if missing:
            return f"{_UNKNOWN}. {missing:,} {of} {silent}"
        none = f"{_UNKNOWN}." if found.has_doubts else "Nothing is overdue."
        verb = "was" if len(items) == 1 else "were"
        checked = of.removeprefix("of ")
        return f"{none} {checked[:1].upper()}{checked[1:]} {verb} checked."
    verb = "is" if actions == 1 else "are"
    counted = f"{actions:,} {of} {verb} late"
    entries = len(_grouped(late))
    counted += f" ({entries:,} lines below, with milestones)" if entries != actions else ""
    due = len(_grouped(found.rows)) - entries
    counted += f" and {due:,} {'falls' if due == 1 else 'fall'} due" if due else ""
    return f"{counted}. {missing:,} more {silent}" if missing else f"{counted}."


def _status_missing(found: _OverdueRows) -> tuple[Section, ...]:
    """Actions that may be late, by name: nobody may read that nothing is overdue above them."""
    if not found.missing:
        return ()
    return (Section(_STATUS_MISSING, (), (_table(found.missing, found.as_of),)),)


def _table(rows: Iterable[Due], as_of: date) -> Table:
    """The entries under their reviews; the review with the longest late action is first."""
    by_review: dict[str, list[tuple[Cell, ...]]] = {}
    for entry in _grouped(rows):
        by_review.setdefault(entry[0].item.plan.file, []).append(_cells(entry, as_of))
    every = tuple(cells for each in by_review.values() for cells in each)
    return Table(_COLUMNS, every, groups=1)


def _grouped(rows: Iterable[Due]) -> list[list[Due]]:
    """Each action with its milestones of the same day."""
    entries: dict[tuple[tuple[str, Route], date], list[Due]] = {}
    for due in rows:
        entries.setdefault((_place(due.item), due.deadline), []).append(due)
    return list(entries.values())


def _cells(entry: list[Due], as_of: date) -> tuple[Cell, ...]:
    """The cells of an action and its milestones of one day."""
    item, step = entry[0].item, entry[0].step
    steps = [due.step for due in entry if due.step]
    leads = dict.fromkeys(
        lead for due in entry for lead in (due.step.lead if due.step else ()) or item.action.lead
    )
    return (
        review_heading(item.plan),
        _name(entry),
        _title(item, steps),
        lead_codes(leads, item.register),
        details.in_words(step.target if step else item.action.target),
        _when(entry[0], as_of),
    )


def _name(entry: list[Due]) -> str:
    """The id of the action where it is due itself, else those of its milestones."""
    return ", ".join(due.name for due in (entry if entry[0].step else entry[:1]))


def _title(item: Item, steps: list[Milestone]) -> Cell:
    """The title of an action, and what its milestones are."""
    own = title(item)
    if not steps:
        return own
    named = "; ".join(f"{step.name}: {step.text or '(no text)'}" for step in steps)
    head = own.text if isinstance(own, Brief) else str(own)
    return f"{shortened(head, _HEAD)}. Milestone {named}"


_HEAD = 60
"""The characters of an action's title in front of its milestones."""


def _when(due: Due, as_of: date) -> Word:
    if due.item.action.status is None:
        return Word(f"{span((as_of - due.deadline).days)} ago")
    colour = COLOURS[State.OVERDUE if due.deadline < as_of else State.DUE_SOON]
    return Word(details.lateness(due.deadline, as_of), colour)


def _attention(found: _OverdueRows) -> Section:
    """A line for each state that needs attention, without the actions in the tables above."""
    soon_days = sorted({folder.settings.soon_days for folder in found.folders})
    soon = f"{' or '.join(map(str, soon_days))} days"
    above = {_place(due.item) for due in (*found.rows, *found.missing)}
    rest = tuple(item for item in found.items if _place(item) not in above)
    named = {state: [_with_target(item) for item in _in_state(rest, state)] for state in ATTENTION}
    facts = (
        Fact("", f"{words.format(soon=soon)} ({len(names):,}): {', '.join(names)}")
        for state, words in ATTENTION.items()
        if (names := named[state])
    )
    lines = tuple(facts)
    if not lines:
        return Section("", (Fact("", "Nothing else needs attention."),))
    return Section("Also needs attention", lines)


def _key(found: _OverdueRows) -> tuple[Section, ...]:
    return key_section(
        (lead, due.item.register)
        for due in (*found.rows, *found.missing)
        for lead in (due.step.lead if due.step else ()) or due.item.action.lead
    )


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
    target = details.in_words(item.action.target) or item.action.unread.get("target", "")
    silent = item.standing.state in {State.UNCLEAR, State.NO_STATUS, State.PAUSED}
    return f"{item.name} (target {target})" if silent and target else item.name


def _data(found: _OverdueRows) -> dict[str, Json]:
    counts = Counter(item.standing.state for item in found.items)
    return {
        "items": [_row(due, found.as_of) for due in found.rows],
        "status_missing": [_row(due, None) for due in found.missing],
        "counts": {state: counts[state] for state in State},
        "waiting": {
            state: [item.name for item in _in_state(found.items, state)] for state in ATTENTION
        },
    }


def _flat_row(due: Due, as_of: date) -> tuple[Cell, ...]:
    if due.step is None:
        return action_cells(due.item)
    return milestone_cells(due.item, due.step, _known_late(due, as_of))


def _known_late(due: Due, as_of: date) -> int | None:
    """The days that a row is late; None where the action has no status."""
    return days_late(due.deadline, as_of) if due.item.action.status is not None else None


def _sheet(rows: Iterable[Due], as_of: date) -> Section:
    """The rows for a workbook."""
    table = rows_table((due.item, due.step, _known_late(due, as_of)) for due in rows)
    return Section("Actions", (), (table,))


def _row(due: Due, as_of: date | None) -> dict[str, Json]:
    """A row for JSON; without `as_of` it is not known to be late."""
    if due.step is None:
        return action_row(due.item)
    return milestone_row(due.item, due.step, days_late(due.deadline, as_of) if as_of else None)
