"""What is late, longest first, and what else waits."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from dhrplan.model.state import COLOURS, State, days_late, open_deadlines
from dhrplan.reports.flat import action_cells, flat, milestone_cells
from dhrplan.reports.old import old_records
from dhrplan.reports.rows import action_row, gist, lead_codes, markings, milestone_row
from dhrplan.reports.summary import state_words
from dhrplan.reports.words import lateness, written
from dhrplan.select import resolved, select
from dhrplan.table import Cell, Column, Fact, Json, Report, Section, Table, Word
from dhrplan.wording import count

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dhrplan.diagnostic import Route
    from dhrplan.model.plan import Milestone
    from dhrplan.select import Item, Selection
    from dhrplan.text.folder import Folder

WAITING = {
    State.UNCLEAR: "something in it cannot be read",
    State.NO_STATUS: "the record does not say where it stands",
    State.CHECK_OVERDUE: "nobody has looked since the day set for it",
    State.AWAITING_SIGN_OFF: "said done, not yet agreed",
    State.DUE_SOON: "a date within {soon}",
    State.NO_DATE: "open, and no date is given",
}
"""What waits for somebody although it is not late, in the order in which it is told."""

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
    """One thing that is due: an action (without a milestone) or one milestone of it."""

    item: Item
    step: Milestone | None
    deadline: date

    @property
    def name(self) -> str:
        """The action, or the milestone, within its review."""
        return f"{self.item.action.id}/{self.step.name}" if self.step else self.item.action.id


def overdue(folders: tuple[Folder, ...], selection: Selection, as_of: date) -> Report:
    """What is late as at a day; with `due_within`, what falls due within that time as well.

    Raises:
        NotFoundError: A review, agency or status is asked for that does not exist.
    """
    selection = resolved(folders, selection)
    # What falls due is added to what is late; it does not take away from what else waits.
    items = select(folders, selection.without("due-within", "due-before"), as_of)
    # What is equally late stays in the order of the files: DHR2 before DHR10.
    rows = sorted(_due(items, selection, as_of), key=lambda due: due.deadline)
    return Report(
        kind="overdue",
        title=_title(selection, as_of),
        as_of=as_of,
        sections=(_late(rows, items, as_of), _waiting(items, rows, _soon(folders))),
        make_data=lambda: _data(rows, items, as_of),
        make_flat=lambda: flat(_flat_row(due, as_of) for due in rows),
        filters=selection.told,
        markings=markings(item.plan for item in items),
    )


def late_actions(report: Report) -> bool:
    """Whether anything in the answer is late: what `--fail` asks."""
    items = report.data["items"]
    assert isinstance(items, list)  # noqa: S101 - made below
    return any(isinstance(item, dict) and item["days_late"] is not None for item in items)


def _due(items: tuple[Item, ...], selection: Selection, as_of: date) -> Iterator[Due]:
    before = _horizon(selection, as_of)
    for item in items:
        if item.action.unclear:
            continue  # nothing may be concluded from it; it is told of below
        for step, deadline in open_deadlines(item.action, item.plan):
            if deadline < before:
                yield Due(item, step, deadline)


def _horizon(selection: Selection, as_of: date) -> date:
    """The first day that is too late to be told of: the day asked about, or a later one asked for.

    Never an earlier one: `nothing is overdue` must not be said of what is.
    """
    within = [period.after(as_of) + timedelta(1) for period in selection.get("due-within")]
    asked = [limit for limit in (within, selection.get("due-before")) if limit]
    return max(as_of, min((max(limit) for limit in asked), default=as_of))


def _title(selection: Selection, as_of: date) -> str:
    ahead = _horizon(selection, as_of) > as_of
    return "Actions overdue or falling due" if ahead else "Actions overdue"


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
        (step.text or "(no text)") if step else gist(item.action),
    )


def _soon(folders: tuple[Folder, ...]) -> str:
    """What counts as soon: days, or several numbers of days where folders differ in it."""
    days = sorted({folder.settings.soon_days for folder in folders})
    return f"{' or '.join(map(str, days))} days"


def _waiting(items: tuple[Item, ...], told: list[Due], soon: str) -> Section:
    """A line for each state that waits, without what has been told above."""
    above = {_place(due.item) for due in told}
    rest = tuple(item for item in items if _place(item) not in above)
    named = {
        state: [_spoken(item) for item in rest if item.standing.state is state] for state in WAITING
    }
    rows = tuple(
        (
            Word(state_words(state), COLOURS.get(state)),
            len(names),
            why.format(soon=soon),
            ", ".join(names),
        )
        for state, why in WAITING.items()
        if (names := named[state])
    )
    return Section("What else waits", tables=(Table(_WAITING, rows, empty="Nothing."),))


def _place(item: Item) -> tuple[str, Route]:
    """Where an action stands, which is its own even where its id is another's as well."""
    return item.plan.file, item.action.route


def _names(items: tuple[Item, ...], state: State) -> list[str]:
    return [item.name for item in items if item.standing.state is state]


def _spoken(item: Item) -> str:
    """An action; where its status is not known, with the target that may have passed."""
    target = written(item.action.target) or item.action.unread.get("target", "")
    silent = item.standing.state in {State.UNCLEAR, State.NO_STATUS}
    return f"{item.name} (target {target})" if silent and target else item.name


def _data(rows: list[Due], items: tuple[Item, ...], as_of: date) -> dict[str, Json]:
    counts = Counter(item.standing.state for item in items)
    return {
        "items": [_row(due, as_of) for due in rows],
        "counts": {state: counts[state] for state in State},
        "waiting": {state: [*_names(items, state)] for state in WAITING},
    }


def _flat_row(due: Due, as_of: date) -> tuple[Cell, ...]:
    if due.step is None:
        return action_cells(due.item)
    return milestone_cells(due.item, due.step, days_late(due.deadline, as_of))


def _row(due: Due, as_of: date) -> dict[str, Json]:
    if due.step is None:
        return action_row(due.item)
    return milestone_row(due.item, due.step, days_late(due.deadline, as_of))
