"""no-news: an open action without an update since the board last looked."""

from __future__ import annotations

from datetime import date

from dhrplan.diagnostic import Severity
from dhrplan.model.dates.values import on_day, spoken
from dhrplan.model.state import Flag, judge, last_update
from dhrplan.rules.engine import SOUND, Findings, Folders, Rule, actions_of, example_folder
from dhrplan.rules.overdue_without_update import unexplained

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

_HINT = "Ask the lead for news, and add it to `updates` with its `date`."


def _check(folders: Folders, as_of: date) -> Findings:
    for at in actions_of(folders):
        every = at.action.review_every or at.plan.review_every
        # overdue-without-update reports an action that is late as well.
        if (
            every is None
            or Flag.NO_NEWS not in judge(at.action, at.plan, as_of).flags
            or unexplained(at.action, at.plan, as_of)
        ):
            continue
        message = f"The action is `{at.action.status}` and has no update"
        if last := last_update(at.action):
            message = f"The last update is from {spoken(on_day(last))}"
        who = "it is reviewed" if at.action.review_every else "the board reviews its actions"
        message += f", and {who} every {every.canonical.removeprefix('1 ')}."
        yield at.finding(("status",), message, _HINT)


RULE = Rule(
    name="no-news",
    family="consistency",
    severity=Severity.WARNING,
    what="An open action with no update since the board last reviewed it.",
    why="The board would see the same words as last time and take them for the current "
    "position. The rule needs `review_every`, which says how often the board reviews its "
    "actions. If the action is overdue, `overdue-without-update` reports it instead.",
    instead="Ask the lead before the board meets, and add what they say, with its date.",
    check_as_of=_check,
    update='--note "TEXT"',
    bad=example_folder(_UPDATE, head=_HEAD),
    good=example_folder(f"{_UPDATE}{_NEWS}", head=_HEAD),
)
