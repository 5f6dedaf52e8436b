"""What is decided, in words: for the screen of an action, and for the minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.model.date_forms import parse_date
from dhrplan.model.dates import DateFault, spoken
from dhrplan.model.plan import DONE, OPEN, STOPPED, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.decide import Decision
    from dhrplan.meeting.entry import Entry
    from dhrplan.reports.select import Item


def told(entry: Entry, item: Item) -> str:
    """A decision in sentences.

    Args:
        entry: What is decided.
        item: The action as it was before the meeting.
    """
    about = f"Milestone {_step(entry.milestone, item)}: " if entry.milestone else ""
    return about + "\n".join(_sentences(entry.decision, item))


def _step(name: str, item: Item) -> str:
    """A milestone by its name and words: in minutes its number alone tells a reader nothing."""
    those = [one for one in item.action.milestones if one.name == name]
    text = " ".join((those[0].text or "").split()) if those else ""
    return f"{name} ({text.rstrip('.')})" if text else name


def _sentences(said: Decision, item: Item) -> Iterator[str]:
    if said.note:
        yield _with(said.by or "Said", said.note)
    if said.status:
        yield _status(said, item)
    if said.outcome:
        yield _with("Outcome", said.outcome)
    if said.extend_to:
        was = f" from {spoken(item.action.target)}" if item.action.target else ""
        by = f", agreed by {said.approved_by}" if said.approved_by else ""
        yield _with(f"Target extended{was} to {_date(said.extend_to)}{by}", said.reason)
    if said.refuse_extension:
        yield _with(f"The extension {_asked(item)} is not agreed", said.reason)
    if said.checked:
        yield _with(f"Checked, {said.checked.replace('-', ' ')}", said.how)
    if said.next_check:
        yield _with("To be looked at again", _date(said.next_check))
    if said.sign_off:
        yield f"Agreed that it is done{f', by {said.by}' if said.by else ''}."


def _asked(item: Item) -> str:
    """Which extension was asked for, and by whom, as far as the plan says."""
    asked = item.action.extension_asked
    to = f"to {spoken(asked.target)} " if asked and asked.target else ""
    return f"{to}that {asked.by} asked for" if asked and asked.by else f"{to}that was asked for"


def _status(said: Decision, item: Item) -> str:
    status = Status(said.status or "")
    words = _sentence_of(status)
    if status in DONE:
        return f"{words}, {_date(said.completed)}." if said.completed else f"{words}."
    if status in OPEN and item.action.status in DONE | STOPPED:
        return _with("Taken up again", said.reason)
    return _with(words, said.reason)


def _sentence_of(status: Status) -> str:
    """A status at the beginning of a sentence: `Not taken forward`."""
    return status.replace("-", " ").capitalize()


def _with(words: str, more: str | None) -> str:
    if not more:
        return f"{words}."
    return f"{words}: {more}" if more[-1:] in ".!?" else f"{words}: {more}."


def _date(canonical: str) -> str:
    when = parse_date(canonical, relative=True)
    return canonical if isinstance(when, DateFault) else spoken(when)
