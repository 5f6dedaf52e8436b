"""The question behind `dhrplan` alone: what is late, what falls due soon, what needs attention."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from textwrap import shorten

from dhrplan.model.plan import CLOSED
from dhrplan.model.state import State, deadline_of, needs_attention, open_deadlines
from dhrplan.plan.folder import Folder
from dhrplan.reports.details import lateness
from dhrplan.reports.rows import gist, markings, partnerships
from dhrplan.reports.select import Item, Selection, resolved, select
from dhrplan.reports.summary import state_words
from dhrplan.table import Fact, Report, Section, Table
from dhrplan.wording import count

_ATTENTION = (
    State.LAPSED,
    State.UNCLEAR,
    State.NO_STATUS,
    State.CHECK_OVERDUE,
    State.AWAITING_SIGN_OFF,
    State.PAUSED,
    State.NO_DATE,
)
"""The states that need attention beside what is late or falls due, in the order of `overdue`."""

_MOST = 3
_MORE = "Next: `dhrplan overdue`, `dhrplan status`, `dhrplan report REVIEW`, or `dhrplan help`."
_BEGIN = "Next: `dhrplan new REVIEW --recommendation`, then `dhrplan new REVIEW 1 --action`."
_TEXT_WIDTH = 44
"""With the id and the time, a line of 80 columns."""

Line = tuple[Item, str]
"""An action and what is said of it."""


def morning(folders: tuple[Folder, ...], selection: Selection, as_of: date) -> Report:
    """Three lists of three actions at the most, each with its count and the command for all."""
    items = select(folders, resolved(folders, selection), as_of)
    readable = [item for item in items if not item.action.unclear]
    soon = max((folder.settings.soon_days for folder in folders), default=0)
    late = _dated(readable, as_of, date.min, as_of - timedelta(1))
    due = _dated(readable, as_of, as_of, as_of + timedelta(soon))
    attention = [
        (item, state_words(state))
        for state in _ATTENTION
        for item in items
        if item.standing.state is state
        and (state is not State.PAUSED or needs_attention(item.action, item.plan, as_of))
    ]
    doubts = any(folder.faults for folder in folders) or any(map(_may_be_late, items))
    nothing = "none known" if doubts else "none"
    whole = f"of {count(len(items), 'action')}"
    more = f"dhrplan overdue --due-within {soon}d"
    return Report(
        kind="morning",
        title="Action plans",
        as_of=as_of,
        sections=(
            _section("Late", late, nothing, whole, "dhrplan overdue"),
            _section(f"Due in the next {soon} days", due, "none", whole, more),
            _section("Needs attention", attention, "none", whole, "dhrplan overdue"),
            Section("", (Fact("", _MORE if items else _BEGIN),)),
        ),
        make_data=dict,
        make_flat=lambda: Table((), ()),
        markings=markings(item.plan for item in items),
        partnerships=partnerships(item.plan for item in items),
    )


def _dated(items: Iterable[Item], as_of: date, first: date, last: date) -> list[Line]:
    """The actions with a date of open work in a time, the earliest first."""
    found = []
    for item in items:
        days = [
            (day, f"milestone {step.name} is " if step else "")
            for step, day in open_deadlines(item.action, item.plan)
        ]
        check = deadline_of(item.action.next_check, item.plan)
        if check and check >= as_of and item.action.status not in CLOSED:
            days.append((check, ""))
        if within := [one for one in days if first <= one[0] <= last]:
            found.append((*min(within), item))
    found.sort(key=lambda one: one[0])
    return [(item, f"{what}{lateness(day, as_of)}") for day, what, item in found]


def _may_be_late(item: Item) -> bool:
    """True of an action that cannot be read, has no status, or waits for a date not yet known."""
    targets = (item.action.target, *(step.target for step in item.action.open_milestones))
    unknown = any(when and deadline_of(when, item.plan) is None for when in targets)
    return item.standing.state in {State.UNCLEAR, State.NO_STATUS} or (
        unknown and item.action.status not in CLOSED
    )


def _section(title: str, lines: list[Line], nothing: str, whole: str, command: str) -> Section:
    shown = lines[:_MOST]
    facts = [Fact(item.name, f"{said}. {_text(item)}") for item, said in shown]
    if len(lines) > len(shown):
        facts.append(Fact(f"All {len(lines):,}", command))
    counted = f"{len(lines):,} {whole}" if lines else nothing
    return Section(f"{title}: {counted}", tuple(facts))


def _text(item: Item) -> str:
    return shorten(gist(item), _TEXT_WIDTH, placeholder="…")
