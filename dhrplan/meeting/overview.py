"""Decisions one below the other, in words: those that are left, and those to be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.meeting.words import told
from dhrplan.reports.select import every_item
from dhrplan.table import Fact, Report, Section, Table

if TYPE_CHECKING:
    from dhrplan.meeting.entry import Entry
    from dhrplan.meeting.sitting import Sitting

_GONE = "There is no such action now."


def overview(title: str, entries: tuple[Entry, ...], sitting: Sitting) -> Report:
    """What was decided, decision by decision.

    Args:
        title: What the decisions are.
        entries: The decisions, at least one.
        sitting: The meeting that has the plans as they were read.
    """
    items = {item.name: item for item in every_item(sitting.read, entries[0].day)}
    every = ((one, items.get(f"{one.review} {one.action}")) for one in entries)
    facts = (Fact(one.spoken, told(one, item) if item else _GONE) for one, item in every)
    return Report(
        kind="meeting",
        title=title,
        as_of=None,
        sections=(Section("", tuple(facts)),),
        make_data=dict,
        make_flat=lambda: Table((), ()),
    )
