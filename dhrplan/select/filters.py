"""The filters, a row each: the command line takes its options from here.

Values of one filter are alternatives; different filters must all hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from dhrplan.model.agencies import folded
from dhrplan.model.plan import DONE, Status
from dhrplan.model.state import Flag, State, last_update, open_deadlines
from dhrplan.select.items import leads
from dhrplan.select.names import agency_names, is_named, review_names, theme_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from dhrplan.model.dates import Period
    from dhrplan.select.items import Item
    from dhrplan.select.names import Folders

OPEN_WORD = "open"
"""Still to do: not started, in progress or ongoing."""

STATUSES = tuple(dict.fromkeys((*map(str, Status), OPEN_WORD, *map(str, State), *map(str, Flag))))
"""What `--status` takes: the stored statuses, whether open, the derived states, the flags."""

SCOPES = ("local", "regional", "national")
_CLOSED = DONE | {Status.SUPERSEDED, Status.NOT_TAKEN_FORWARD}


class Filter(NamedTuple):
    """One way to ask for less.

    Attributes:
        name: The name of its option.
        takes: What its values are: words, lengths of time or days.
        help: What it leaves, for `--help`.
        passes: Whether it lets an action pass for one of its values.
        known: The words that exist, each with the one that the plans use; None: any value goes.
    """

    name: str
    takes: Literal["word", "period", "day"]
    help: str
    passes: Callable[[Any, Item], bool]
    known: Callable[[Folders], Mapping[str, str]] | None = None


def _by_agency(asked: str, item: Item) -> bool:
    return any(item.register.includes(asked, lead) for lead in leads(item.action))


def _by_status(asked: str, item: Item) -> bool:
    if asked == OPEN_WORD:
        return item.action.is_open
    return asked in (item.action.status, item.standing.state, *item.standing.flags)


def _by_theme(asked: str, item: Item) -> bool:
    return folded(asked) in {folded(theme) for theme in item.recommendation.themes}


def _due_within(asked: Period, item: Item) -> bool:
    by = asked.after(item.as_of)
    return any(due <= by for _, due in open_deadlines(item.action, item.plan))


def _due_before(asked: date, item: Item) -> bool:
    return any(due < asked for _, due in open_deadlines(item.action, item.plan))


def _without_update(asked: Period, item: Item) -> bool:
    """Not closed, and nothing dated was said within the time. An update yet to come is none."""
    if item.action.status in _CLOSED:
        return False
    said = last_update(item.action, item.as_of)
    return said is None or said < asked.before(item.as_of)


def _themselves(words: Iterable[str]) -> Callable[[Folders], Mapping[str, str]]:
    return lambda _folders: {word: word for word in words}


FILTERS = (
    Filter(
        "review",
        "word",
        "Only this review: id, alias or title.",
        lambda asked, item: is_named(asked, item.plan),
        review_names,
    ),
    Filter(
        "agency",
        "word",
        "Only what this agency, or a part of it, leads: code, alias or name.",
        _by_agency,
        agency_names,
    ),
    Filter(
        "status",
        "word",
        f"Only this status, state or flag: {', '.join(STATUSES)}.",
        _by_status,
        _themselves(STATUSES),
    ),
    Filter(
        "scope",
        "word",
        "Only recommendations of this scope: local, regional, national.",
        lambda asked, item: item.recommendation.scope == asked,
        _themselves(SCOPES),
    ),
    Filter("theme", "word", "Only recommendations on this theme.", _by_theme, theme_names),
    Filter(
        "due-within",
        "period",
        "Open and due within 30d, 2w or 3m, late ones included.",
        _due_within,
    ),
    Filter("due-before", "day", "Open and due before this day.", _due_before),
    Filter(
        "no-update",
        "period",
        "Not closed, and no dated update for 90d, 2w or 3m.",
        _without_update,
    ),
)
"""The filters, in the order of `--help`."""
