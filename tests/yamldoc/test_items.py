"""Moving an item to another list of the file: the same lines, and every comment."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from dhrplan.errors import EditError
from dhrplan.plan.explain import parse
from dhrplan.plan.fmt import schema_of
from dhrplan.plan.read import read_plan
from dhrplan.yamldoc.items import move_item, remove_item
from tests.strategies import sound_plan

if TYPE_CHECKING:
    from dhrplan.diagnostic import Route
    from dhrplan.model.plan import Action, Plan

PLAN = """\
format: 1
id: DHR9
title: Review 9
recommendations:
- id: "1"
  text: First.
  actions:
  # About 1.1.
  - id: "1.1"   # the first
    text: |-
      Agree it.

      Publish it.
  - id: "1.2"
    text: Train.
- id: "2"   # no action yet
  text: Second.
"""
FIRST: Route = ("recommendations", 0, "actions", 0)
SECOND: Route = ("recommendations", 1, "actions")


def move(text: str, item: Route = FIRST, to: Route = SECOND) -> str:
    return move_item(parse("DHR9.yaml", text.encode()), item, to, schema_of("plan")).text


def test_the_lines_and_comments_of_an_action_move_as_they_are() -> None:
    assert (
        move(PLAN)
        == """\
format: 1
id: DHR9
title: Review 9
recommendations:
- id: "1"
  text: First.
  actions:
  - id: "1.2"
    text: Train.
- id: "2"   # no action yet
  text: Second.
  actions:
  # About 1.1.
  - id: "1.1"   # the first
    text: |-
      Agree it.

      Publish it.
"""
    )


def test_line_breaks_of_windows_stay() -> None:
    assert move(PLAN.replace("\n", "\r\n")) == move(PLAN).replace("\n", "\r\n")


def test_a_list_without_its_last_item_goes() -> None:
    emptied = move(move(PLAN))
    assert emptied.count("actions:") == 1
    assert emptied.index("1.1") < emptied.index("1.2")


def test_lines_are_indented_like_the_list_they_come_to() -> None:
    text = PLAN + "  actions:\n      - id: '2.1'\n        text: Third.\n"
    assert '      - id: "1.2"\n        text: Train.\n' in move(text, (*FIRST[:-1], 1))


def test_an_item_in_brackets_is_refused() -> None:
    text = PLAN.replace("    text: Train.\n", "    text: Train.\n    milestones: [{text: One}]\n")
    with pytest.raises(EditError, match="in brackets"):
        move(text, ("recommendations", 0, "actions", 1, "milestones", 0), (*FIRST, "milestones"))


@pytest.mark.parametrize("seed", range(60))
def test_in_any_plan_the_action_is_the_same_and_all_else_stays(seed: int) -> None:
    random = Random(seed)
    text = sound_plan(random)
    plan = _read(text)
    found = [one.route for each in plan.recommendations for one in each.actions]
    if not found:
        pytest.skip("a plan without actions")
    item = random.choice(found)
    to = (*random.choice(plan.recommendations).route, "actions")
    if to == item[:-1]:
        return
    try:
        after = _read(move(text, item, to))
    except EditError as error:
        assert "bracket" in str(error) or "key is written" in str(error), str(error)  # noqa: PT017
        return
    assert _actions(after) == _actions(plan)
    moved = after.recommendations[int(to[1])].actions[-1]
    assert moved.id == plan.recommendations[int(item[1])].actions[int(item[3])].id


def test_a_removed_action_takes_its_comments_along_and_no_others() -> None:
    removed = remove_item(parse("DHR9.yaml", PLAN.encode()), FIRST, schema_of("plan")).text
    assert removed == PLAN.replace(PLAN[PLAN.index("  # About") : PLAN.index('  - id: "1.2"')], "")


def _read(text: str) -> Plan:
    plan = read_plan("DHR9.yaml", text.encode()).plan
    assert plan
    return plan


def _actions(plan: Plan) -> list[Action]:
    """Every action without its place, in the order of their ids."""
    every = [one for each in plan.recommendations for one in each.actions]
    bare = (one._replace(line=0, route=(), milestones=()) for one in every)
    return sorted(bare, key=lambda one: one.id)
