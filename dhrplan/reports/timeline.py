"""The history of an action or recommendation in a report, and how far its target has moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from dhrplan.compare.parts import PlanPart
from dhrplan.model.dates.values import AnyDate, on_day, spoken
from dhrplan.model.plan import Action, Plan
from dhrplan.model.state import deadline_of, first_target
from dhrplan.reports import details
from dhrplan.reports.changes import change_json, heading_of, in_words, part_id, without_outcomes
from dhrplan.reports.differences import Category, Change
from dhrplan.table import Cell, Column, Fact, Report, Section, Table
from dhrplan.wording import count, span

_MOVES = (Category.SLIPPED, Category.BROUGHT_FORWARD)


class Event(NamedTuple):
    """A change in the life of a part of a plan.

    Attributes:
        commit: The hash of the commit that made it; None for the files on disk.
    """

    change: Change
    day: date
    commit: str | None


def with_history(report: Report, now: PlanPart, events: Sequence[Event]) -> Report:
    """The report of an action or recommendation with what happened to it."""
    facts = tuple(slippage(now.action, now.plan, events)) if now.action else ()
    section = Section("History", facts, (_table(events),))
    return replace(
        report,
        sections=(*report.sections, section),
        make_data=lambda: {
            **report.data,
            "history": [change_json(one.change, (one.day, one.commit)) for one in events],
        },
    )


_COLUMNS = (
    Column("date", "Date"),
    Column("action", "Action"),
    Column("what", "What", least=12),
    Column("change", "Change", prose=True, label=False, least=28),
    Column("commit", "Commit"),
)


def _table(events: Sequence[Event]) -> Table:
    """The events, each with the part that it is about where there are several."""
    shown = {id(one) for one in without_outcomes(event.change for event in events)}
    rows = tuple(_row(event) for event in events if id(event.change) in shown)
    table = Table(_COLUMNS, rows, empty="git has no earlier version of it.")
    if len({row[1] for row in rows}) > 1:
        return table
    columns = tuple(one for one in _COLUMNS if one.key != "action")
    return table._replace(columns=columns, rows=tuple((row[0], *row[2:]) for row in rows))


_HEADINGS = {"New": "First recorded", "Other changes": "Changed"}
"""The headings of lists of changes that are not the words for a single one."""


def _row(one: Event) -> tuple[Cell, ...]:
    part = one.change.part
    heading = _HEADINGS.get(heading_of(one.change), heading_of(one.change))
    commit = one.commit[:8] if one.commit else "not committed"
    words = in_words(one.change)
    return spoken(on_day(one.day)), part_id(part), heading, words, commit


def slippage(action: Action, plan: Plan, events: Iterable[Event]) -> Iterable[Fact]:
    """The date first promised, the one promised now, and how often it moved in between.

    A move counts that the plan records under `extensions`, and one that only git knows.
    """
    moves = [
        one.change for one in events if one.change.category in _MOVES and not one.change.part.step
    ]
    unrecorded = [one for one in moves if not _is_recorded(one)]
    first = first_promised(action, moves)
    often = len(action.extensions) + len(unrecorded)
    if first is None or not often:
        return
    yield Fact("First promised", details.in_words(first))
    yield Fact("Now promised", details.in_words(action.target) or "no date")
    began, now = deadline_of(first, plan), deadline_of(action.target, plan)
    days = (now - began).days if began and now else 0
    far = f", {count(abs(days), 'day')}{_in_months(abs(days))} in all" if days else ""
    where = " earlier" if days < 0 else ""
    silent = f". {count(len(unrecorded), 'move')} not recorded in the plan" if unrecorded else ""
    yield Fact("Target moved", f"{_OFTEN.get(often) or count(often, 'time')}{far}{where}{silent}")


_OFTEN = {1: "once", 2: "twice"}


def _in_months(days: int) -> str:
    """The days in months, where the words differ."""
    words = span(days)
    return "" if words == count(days, "day") else f" ({words})"


def first_promised(action: Action, moves: Sequence[Change]) -> AnyDate | None:
    """The first target on record, of the plan or of its versions in git."""
    first = first_target(action)
    if moves and not _is_recorded(moves[0]) and moves[0].before and moves[0].before.action:
        earlier = moves[0].before.action
        if not earlier.extensions:
            return first_target(earlier)
    return first


def _is_recorded(move: Change) -> bool:
    """Whether the plan has an extension for a move."""
    before, after = move.before, move.after
    if not (before and before.action and after and after.action):
        return True
    return len(after.action.extensions) > len(before.action.extensions)
