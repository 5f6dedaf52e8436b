"""For any two versions of a plan: no action vanishes, and what did not change is not reported."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dhrplan.compare.parts import pair_parts
from dhrplan.model.plan import Action, Status
from dhrplan.plan.fields import RECORDS
from dhrplan.plan.folder import Folder, FolderBytes, read_folder
from dhrplan.reports.changes import in_words
from dhrplan.reports.differences import Category, changes, is_list
from dhrplan.reports.rows import value_of
from tests.strategies import sound_plan, spoilt_plan

_SEEDS = st.integers(0, 2**32)


def _folder(seed: int, *, spoilt: bool = False) -> Folder:
    plan = (spoilt_plan if spoilt else sound_plan)(Random(seed))
    return read_folder(FolderBytes("plans", {"DHR99.yaml": plan.encode()}))


def _actions(folder: Folder) -> list[int]:
    plans = (plan for plan in folder.plans)
    return [id(a) for plan in plans for one in plan.recommendations for a in one.actions]


@given(seed=_SEEDS, spoilt=st.booleans())
def test_nothing_changed_in_the_same_file_read_twice(seed: int, *, spoilt: bool) -> None:
    assert changes((_folder(seed, spoilt=spoilt),), (_folder(seed, spoilt=spoilt),)) == ()


@given(one=_SEEDS, other=_SEEDS, spoilt=st.booleans())
def test_every_action_is_matched_or_new_or_gone(one: int, other: int, *, spoilt: bool) -> None:
    before, after = _folder(one, spoilt=spoilt), _folder(other)
    pairs = [
        pair
        for pair in pair_parts((before,), (after,))
        if (pair.after or pair.before or _NOTHING).action
    ]
    was = [id(pair.before.action) for pair in pairs if pair.before]
    now = [id(pair.after.action) for pair in pairs if pair.after]
    assert sorted(was) == sorted(_actions(before))
    assert sorted(now) == sorted(_actions(after))
    found = changes((before,), (after,))
    new = sum(1 for pair in pairs if pair.before is None)
    gone = sum(1 for pair in pairs if pair.after is None)
    whole = [c.category for c in found if c.part.action and c.part.step is None]
    assert whole.count(Category.NEW) == new
    assert whole.count(Category.GONE) == gone


def test_an_action_that_keeps_its_id_under_another_recommendation_has_moved() -> None:
    both = """\
format: 1
id: DHR99
title: Domestic Homicide Review 99
recommendations:
  - id: "1"
    text: Agencies should share what they know.
{first}  - id: "2"
    text: Schools should know whom to call.
{second}"""
    action = "    actions:\n      - {id: '1.1', text: Agree one form for all.}\n"
    before, after = (
        read_folder(FolderBytes("plans", {"DHR99.yaml": both.format(**where).encode()}))
        for where in ({"first": action, "second": ""}, {"first": "", "second": action})
    )
    (moved,) = changes((before,), (after,))
    assert moved.category is Category.MOVED
    assert (moved.field, moved.old, moved.new) == ("recommendation", "1", "2")
    assert in_words(moved) == "Was under recommendation 1"


class _Nothing:
    action = None


_NOTHING: Any = _Nothing()

_OTHER_VALUES: dict[str, tuple[Any, ...]] = {
    "status": (Status.COMPLETE, Status.IN_PROGRESS, Status.PAUSED, None),
    "progress": ("Something else was said.",),
    "outcome": ("Something else came of it.",),
    "rating": ("Amber, then",),
    "title": ("Another title",),
    "notes": (("Another note",),),
}


@given(seed=_SEEDS, other=_SEEDS)
def test_every_field_of_an_action_that_differs_is_in_a_change(seed: int, other: int) -> None:
    before, donor = _folder(seed), _folder(other)
    action, others = _action(before), _action(donor)
    if action is None or others is None:
        return
    after = _with_action(before, others._replace(id=action.id, text=action.text, milestones=()))
    before = _with_action(before, action._replace(milestones=()))
    found = changes((before,), (after,))
    names = {one.field for one in found if one.part.action and one.part.action.id == action.id}
    if any(one.days is not None for one in found):
        names |= {"extensions"}  # the one that records the move
    if any(one.category is Category.COMPLETED for one in found) and action.completed is None:
        names |= {"completed"}
    register = before.register
    for field in RECORDS["action"]:
        old, new = (_shown(one, field.attribute) for one in (action, others))
        if field.name in {"id", "text", "milestones"} or old == new:
            continue
        if field.name == "lead" and register.codes(action.lead) == register.codes(others.lead):
            continue
        assert field.name in names, (old, new)


def _shown(action: Action, name: str) -> Any:
    """A field without the order of a list, and a text without its line breaks."""
    value = value_of(action, name, name)
    if isinstance(value, str):
        return value.split() or None
    return sorted(map(repr, value)) if is_list(value) and name != "lead" else value or None


def _action(folder: Folder) -> Action | None:
    plans = (plan for plan in folder.plans)
    return next((a for plan in plans for one in plan.recommendations for a in one.actions), None)


def _with_action(folder: Folder, action: Action) -> Folder:
    """The folder with another first action."""
    file = folder.files[0]
    assert file.plan is not None
    every = list(file.plan.recommendations)
    at = next(n for n, one in enumerate(every) if one.actions)
    every[at] = every[at]._replace(actions=(action, *every[at].actions[1:]))
    plan = file.plan._replace(recommendations=tuple(every))
    return replace(folder, files=(replace(file, plan=plan), *folder.files[1:]))


@given(seed=_SEEDS, choice=_SEEDS)
def test_one_field_that_changed_is_the_only_change(seed: int, choice: int) -> None:
    random = Random(choice)
    before = _folder(seed)
    file = before.files[0]
    plan = file.plan
    assert plan is not None
    places = [(r, a) for r, one in enumerate(plan.recommendations) for a in range(len(one.actions))]
    if not places:
        return
    r, a = random.choice(places)
    name, values = random.choice(list(_OTHER_VALUES.items()))
    parent = plan.recommendations[r]
    value = random.choice(values)
    if getattr(parent.actions[a], name) == value:
        return
    actions = list(parent.actions)
    actions[a] = actions[a]._replace(**{name: value})
    recommendations = list(plan.recommendations)
    recommendations[r] = parent._replace(actions=tuple(actions))
    changed = plan._replace(recommendations=tuple(recommendations))
    after = replace(before, files=(replace(file, plan=changed),))
    found = [one for one in changes((before,), (after,)) if one.category is not Category.MOVED]
    assert [(one.field, one.part.action) for one in found] == [(name, actions[a])]
