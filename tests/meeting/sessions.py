"""A meeting on the invented plan of the decisions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from dhrplan.decide import Decision
from dhrplan.meeting.session import JournalEntry, Session, record
from dhrplan.reports.select import every_item
from tests.decide.deciding import FILE, PLAN, REGISTER, view_of

if TYPE_CHECKING:
    from dhrplan.reports.select import Item

DAY = date(2021, 4, 10)


def begun(data: bytes = PLAN, **more: bytes) -> Session:
    """A meeting in which nothing is decided yet, on the plan and others by their ids."""
    view = view_of(data, **more)
    plans = {f"plans/{name}.yaml": content for name, content in more.items()}
    return Session(view.folders, {FILE: data, "plans/agencies.yaml": REGISTER, **plans})


def entry(name: str, key: str, review: str = "DHR99", **said: Any) -> JournalEntry:
    """A decision as it comes from the keys: `1.1`, `1.1/ii`."""
    action, _, milestone = name.partition("/")
    return JournalEntry(review, action, milestone or None, key, Decision(**said), DAY)


def after(*entries: JournalEntry, session: Session | None = None) -> Session:
    """The meeting with these decisions."""
    session = session or begun()
    for one in entries:
        session, _ = record(session, one)
    return session


def action(session: Session, name: str, review: str = "DHR99") -> Item:
    """An action as it was before the meeting."""
    every = every_item(session.read, DAY)
    return next(one for one in every if one.name == f"{review} {name}")


DONE = entry("1.1", "d", status="complete", completed="2021-04-09", outcome="All use it.")
PAUSED = entry("1.1", "h", status="paused", reason="No money")
SAID = entry("1.1", "p", note="Printed.", by="NCC")
EXTENDED = entry("1.1", "e", extend_to="2021-06", approved_by="CSP")
REFUSED = entry("1.1", "r", refuse_extension=True, reason="It was urgent")
STEP = entry("1.1/ii", "m", status="complete", completed="2021-04")
CHECKED = entry("1.2", "c", checked="still-in-place", how="20 cases", next_check="2022-04")
AGREED = entry("1.2", "a", sign_off=True, by="CSP")
