"""One action for a test, written as in a plan, in braces; what the plan itself says beside it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dhrplan.model.state import Standing, judge
from dhrplan.text.reader import read_plan

if TYPE_CHECKING:
    from dhrplan.model.plan import Action, Plan

_HEAD = "format: 1\nid: DHR99\ntitle: Domestic Homicide Review 99\n"


def read_action(action: str, plan: str = "") -> tuple[Action, Plan]:
    """The action, and the plan that it is the only one of."""
    actions = f"- {{id: 1, text: a, actions: [{{id: a, {action}}}]}}\n"
    read = read_plan(
        "plans/DHR99.yaml", f"{_HEAD}{plan}\nrecommendations:\n{actions}".encode()
    ).plan
    assert read is not None
    return read.recommendations[0].actions[0], read


def standing_of(action: str, day: str, plan: str = "") -> Standing:
    """Where the action stands on a day."""
    return judge(*read_action(action, plan), date.fromisoformat(day))
