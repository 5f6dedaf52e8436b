"""Any decisions about any plan that `fmt` has been over: it finds nothing to do after them.

The cases are counted, not drawn anew: number n is made by `Random(n)`.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from dhrplan.decide import Decision, DecisionError, changes_for, check_decision
from dhrplan.model.agencies import Register
from dhrplan.plan.fmt import edit, formatted
from dhrplan.plan.read import read_plan
from dhrplan.reports.select import Match
from tests.decide.deciding import AS_OF, FILE
from tests.strategies import sound_plan

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES, SHARES = 300, 15
"""Number of plans, and of the tests that share them."""

REGISTER = Register()
_TEXTS = ("Told.", "a: b # c", "two\nlines", 'It\'s "so"', "- dash", "1.10", "yes", "long " * 40)
_SAID: dict[str, tuple[Any, ...]] = {
    "status": ("not-started", "in-progress", "complete", "paused", "superseded"),
    **dict.fromkeys(("completed", "forecast", "next_check"), ("2024-08-31", "2025", "")),
    **dict.fromkeys(("outcome", "progress"), (*_TEXTS, "")),
    **dict.fromkeys(("note", "reason"), _TEXTS),
    **dict.fromkeys(("target", "extend_to", "ask_extension"), ("2030-05",)),
    "checked": ("still-in-place", "lapsed"),
    "lead": (("POL",), ("ICB", "NCC"), ("",)),
    "evidence": (("A: b",), ("x", "y")),
    "sign_off": (True,),
    **dict.fromkeys(("by", "approved_by"), ("CSP",)),
}


@pytest.mark.parametrize("share", range(SHARES))
def test_fmt_has_nothing_to_do_after_a_decision(share: int) -> None:
    made = 0
    for number in range(share, CASES, SHARES):
        random = Random(number)
        data = formatted(FILE, sound_plan(random).encode(), "plan", REGISTER).data
        for after in _decided(data, random):
            assert formatted(FILE, after, "plan", REGISTER).data == after, number
            made += 1
    assert made > CASES // SHARES


def test_no_old_words_are_lost() -> None:
    """An outcome, progress or lead that is replaced stands in an update of its action."""
    for number in range(CASES // SHARES):
        random = Random(number)
        before = formatted(FILE, sound_plan(random).encode(), "plan", REGISTER).data
        for after in _decided(before, random):
            was, now = (dict(_words(data)) for data in (before, after))
            for name, words in was.items():
                assert [one for one in words if one not in " ".join(now[name])] == [], number
            before = after


def _words(data: bytes) -> Iterator[tuple[str, list[str]]]:
    """The outcome, progress, lead and updates of each action and its milestones."""
    plan = read_plan(FILE, data).plan
    assert plan
    for action in (action for one in plan.recommendations for action in one.actions):
        texts = [action.outcome, action.progress, ", ".join(action.lead)]
        texts += (", ".join(step.lead) for step in action.milestones)
        texts += (update.text for update in action.updates)
        yield action.id, [" ".join((text or "").split()) for text in texts]


def _decided(data: bytes, random: Random) -> Iterator[bytes]:
    """A plan after one decision, and another, and so on."""
    for _ in range(8):
        every = [*_actions(data)]
        if not every:
            return
        one = random.choice(every)
        said = {name: random.choice(of) for name, of in _SAID.items() if random.random() < 0.1}
        decision = Decision(**said)
        try:
            check_decision(decision, one)
        except DecisionError:
            continue
        if changes := changes_for(decision, one, AS_OF):
            data = edit(FILE, data, changes).data
            yield data


def _actions(data: bytes) -> Iterator[Match]:
    plan = read_plan(FILE, data).plan
    assert plan
    for each in plan.recommendations:
        for action in each.actions:
            yield Match(plan, REGISTER, each, action)
            yield from (Match(plan, REGISTER, each, action, step) for step in action.milestones)
