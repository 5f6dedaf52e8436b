"""no-news: an open action of which nothing has been heard since the board last looked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.diagnostic import Severity
from dhrplan.model.dates import on_day, spoken
from dhrplan.model.state import Flag, judge, last_update
from dhrplan.rules.base import Rule, actions_of
from dhrplan.rules.example import SOUND, one
from dhrplan.rules.overdue_without_update import unexplained

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dhrplan.rules.base import At, Finding, Folders

_HEAD = "review_every: 3 months\n"
_UPDATE = f"""{SOUND}\
updates:
  - date: 2020-11-02
    text: A draft is being written.
"""
_NEWS = """\
  - date: 2021-02-17
    text: The draft is with all agencies.
"""


def _check(folders: Folders, as_of: date) -> Iterator[Finding]:
    for at in actions_of(folders):
        if _is_silent(at, as_of):
            message = f"{_last_word(at)}, and the board looks every {_how_often(at)}."
            yield at.finding(("status",), message, _HINT)


def _is_silent(at: At, as_of: date) -> bool:
    """Whether it has no news, unless it is late besides, which is said already."""
    flags = judge(at.action, at.plan, as_of).flags
    return Flag.NO_NEWS in flags and unexplained(at.action, at.plan, as_of) is None


def _how_often(at: At) -> str:
    """As it is spoken of: "3 months", "month"."""
    every = at.plan.review_every
    return every.canonical.removeprefix("1 ") if every else ""


def _last_word(at: At) -> str:
    last = last_update(at.action)
    if last:
        return f"The last update is of {spoken(on_day(last))}"
    return f"The action is `{at.action.status}` and has no update"


_HINT = "Ask the lead where it stands, and add it to `updates` with its `date`."

RULE = Rule(
    name="no-news",
    family="consistency",
    severity=Severity.WARNING,
    what="An open action without an update for as long as the board takes between two looks.",
    why="The board would look at the same words as last time, and take them for how things stand. "
    "Where `review_every` does not say how often the board looks, the rule says nothing; where the "
    "action is overdue as well, `overdue-without-update` speaks.",
    instead="Ask the lead before the board meets, and add what they say, with its date.",
    check_as_of=_check,
    bad=one(_UPDATE, head=_HEAD),
    good=one(f"{_UPDATE}{_NEWS}", head=_HEAD),
)
