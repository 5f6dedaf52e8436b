"""An action in a list for people: one row, with its title first."""

from __future__ import annotations

from collections.abc import Iterable

from dhrplan.model.agencies import Register
from dhrplan.model.plan import Plan
from dhrplan.model.state import State
from dhrplan.reports import details
from dhrplan.reports.rows import lead_codes
from dhrplan.reports.select import Item
from dhrplan.table import Brief, Cell, Column, Fact, Section, Table, Word

ACTION = Column("action", "Action")
TITLE = Column("text", "Title", prose=True, label=False, least=24)
LEAD = Column("lead", "Lead")
TARGET = Column("target", "Target")
_STATE = Column("state", "State")

_COLUMNS = (ACTION, TITLE, _STATE, LEAD, TARGET)


def entries(heading: Column | None, rows: Iterable[tuple[str, Item]]) -> Table:
    """A table of actions, each with the heading that it belongs under; None for no headings."""
    if heading is None:
        columns = (Column("review", "Review"), *_COLUMNS)
        return Table(columns, tuple((item.plan.id, *_cells(item)) for _, item in rows))
    return Table((heading, *_COLUMNS), tuple((head, *_cells(item)) for head, item in rows), 1)


def _cells(item: Item) -> tuple[Cell, ...]:
    return (
        item.action.id,
        title(item),
        Word(_state(item), item.standing.colour),
        lead_codes(item.action.lead, item.register),
        details.in_words(item.action.target) or item.action.unread.get("target", ""),
    )


def title(item: Item) -> Cell:
    """The title of an action, or the beginning of its text, or its recommendation's."""
    action, parent = item.action, item.recommendation
    if action.title or action.text or not parent.speaks_for(action):
        return action.title or Brief(action.text or "(no text)")
    return parent.title or Brief(parent.text or "(no text)")


def review_heading(plan: Plan) -> str:
    """A review by its id and title."""
    return f"{plan.id}: {plan.title}" if plan.title and plan.title != plan.id else plan.id


def _state(item: Item) -> str:
    """The state, or how late the action is."""
    if item.standing.state is not State.OVERDUE or item.standing.deadline is None:
        return details.state_of(item)
    return details.late_steps(item) or details.lateness(item.standing.deadline, item.as_of)


def key_section(names: Iterable[tuple[str, Register]]) -> tuple[Section, ...]:
    """The full names of the agencies that a report gives by code, each once, below it."""
    known = {
        code: register.full_name(code)
        for name, register in names
        if (code := register.code(name)) and register.full_name(code) != code
    }
    named = "; ".join(f"{code}: {full}" for code, full in sorted(known.items()))
    return (Section("", (Fact("", Word(f"{named}.", "dim")),)),) if named else ()
