"""No action silently vanishes: `overdue` names it, or it is closed, or a date of it lies ahead."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhrplan import workspace
from dhrplan.decide import (
    Decision,
    DecisionError,
    changes_for,
    check_decision,
    find_subjects,
    interpret,
)
from dhrplan.errors import DhrplanError
from dhrplan.model.plan import CLOSED
from dhrplan.model.state import deadline_of, has_lapsed
from dhrplan.plan.fmt import edit
from dhrplan.plan.folder import FolderBytes
from dhrplan.reports.overdue import overdue
from dhrplan.reports.select import Selection, every_item
from tests.reports.making import AS_OF, folders, printed, with_actions
from tests.strategies import any_days, sound_plan, sound_plans, spoilt_plans

if TYPE_CHECKING:
    from datetime import date

    from dhrplan.plan.folder import Folder
    from dhrplan.reports.select import Item

FILE = "plans/DHR99.yaml"


def view(data: bytes) -> tuple[Folder, ...]:
    return workspace.read((FolderBytes("plans", {"DHR99.yaml": data}),)).folders


def hidden(of: tuple[Folder, ...], as_of: date) -> list[str]:
    """The actions that are not closed, not named, and have no date that lies ahead."""
    data: Any = overdue(of, Selection(), as_of).data
    rows = (*data["items"], *data["status_missing"])
    named = {f"{row['review']} {row['action']}" for row in rows}
    named.update(*data["waiting"].values())
    return [
        item.name
        for item in every_item(of, as_of)
        if item.name not in named and not is_closed(item) and not has_date_ahead(item)
    ]


def is_closed(item: Item) -> bool:
    action = item.action
    return action.status in CLOSED and not action.unclear and not has_lapsed(action)


def has_date_ahead(item: Item) -> bool:
    action = item.action
    dates = (action.target, action.next_check, *(step.target for step in action.milestones))
    days = (deadline_of(when, item.plan) for when in dates)
    return not action.unclear and any(day is not None and day >= item.as_of for day in days)


@given(text=st.one_of(sound_plans, spoilt_plans), as_of=any_days)
def test_every_action_that_is_not_closed_is_named_or_has_a_date_ahead(
    text: str, as_of: date
) -> None:
    assert hidden(view(text.encode()), as_of) == []


_SAID = (
    {"status": "paused", "reason": "No money"},
    {"status": "paused", "reason": "No money", "next_check": "2017-12"},
    {"status": "paused", "reason": "No money", "next_check": ""},
    {"status": "ongoing"},
    {"status": "in-progress"},
    {"target": "2019"},
    {"target": ""},
    {"status": ""},
    {"next_check": "2018"},
    {"next_check": ""},
    {"extend_to": "2020"},
    {"extend_to": "2020", "milestones": True},
    {"checked": "lapsed"},
    {"checked": "still-in-place"},
    {"status": "complete", "completed": "2017", "outcome": ""},
    {"status": "complete", "completed": "", "outcome": "Done"},
    {"status": "superseded", "superseded_by": "DHR1 1"},
    {"status": "not-taken-forward", "reason": "No"},
    {"sign_off": True, "by": "CSP"},
    {"note": "No news."},
)


@pytest.mark.parametrize("share", range(4))
def test_no_decision_hides_an_action(share: int) -> None:
    made = 0
    for number in range(share, 120, 4):
        random = Random(number)
        data = sound_plan(random).encode()
        for _ in range(6):
            names = [item.action.id for item in every_item(view(data), AS_OF)]
            if not names:
                break
            after = decided(data, random.choice(names), random)
            if after is not None:
                assert hidden(view(after), AS_OF) == [], number
                data = after
                made += 1
    assert made > 40


def decided(data: bytes, name: str, random: Random) -> bytes | None:
    """The plan after a decision, if that fits."""
    said = random.choice(_SAID)
    try:
        about = find_subjects(view(data), "DHR99", [name])
        decision = interpret(Decision(**said), about.folder.register, AS_OF)
        (one,) = about.named
        check_decision(decision, one)
        return edit(FILE, data, changes_for(decision, one, AS_OF)).data
    except (DecisionError, DhrplanError):
        return None


# -- by name ---------------------------------------------------------------------------------------


def shown(*actions: str) -> str:
    return printed(overdue(folders(with_actions(*actions)), Selection(), AS_OF))


def test_actions_without_a_status_stand_under_a_heading_of_their_own() -> None:
    text = shown(
        "target: 2016", "text: X, milestones: [{text: Y, target: 2017-01}]", "target: 2018"
    )
    headline = (
        "No action is known to be late. 2 of 3 actions in 1 review are past their target date"
    )
    silent = "and the record does not say whether they are complete."
    assert f"{headline}, {silent}" in " ".join(text.split())
    missing = text.partition("Past their target date, status missing\n")[2]
    missing = missing.partition("Also needs")[0]
    assert "1.1" in missing
    assert "1.2/#1" in missing
    assert "1.3" not in missing
    assert "Nothing is overdue" not in text


def test_nothing_is_overdue_is_said_only_where_nothing_can_be() -> None:
    assert "Nothing is overdue." in shown("status: in-progress, target: 2018", "status: complete")
    for doubtful in ("status: stuck", "status: in-progress, target: published + 1 year"):
        text = shown(doubtful)
        assert "Nothing is overdue" not in text
        assert "No action is known to be late." in text


def test_lapsed_and_paused_work_stand_among_what_waits() -> None:
    text = shown(
        "status: complete, completed: 2016, checks: [{date: 2017-01, found: lapsed}]",
        "status: paused, target: 2016",
        "status: paused, next_check: 2018",
        "status: paused, next_check: 2018, target: 2017-01",
        "status: complete",
    )
    waiting = text.partition("Also needs attention")[2]
    assert "Lapsed" in waiting
    assert "DHR1 1.1" in waiting
    assert "DHR1 1.2 (target 2016), DHR1 1.4 (target January 2017)" in " ".join(waiting.split())
    assert "1.3" not in waiting
    assert "1.5" not in waiting


def test_a_row_says_by_which_milestone_alone_an_action_is_late() -> None:
    from dhrplan.reports.list import list_actions

    late = "status: in-progress, target: 2018, milestones: [{id: ii, text: X, target: 2017-08}]"
    text = printed(list_actions(folders(with_actions(late)), Selection(), AS_OF))
    assert "milestone ii is 15 days late" in " ".join(text.split())
