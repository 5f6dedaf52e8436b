"""verdict-without-evidence: a better verdict on a recommendation, and nothing new that shows it."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import Any

from dhrplan.compare.parts import pair_parts
from dhrplan.diagnostic import Severity
from dhrplan.model.plan import Action, Milestone, Recommendation, Result
from dhrplan.rules.engine import (
    SOUND,
    Findings,
    Folders,
    Rule,
    example_folder,
    recommendations_of,
)

_RANKS = MappingProxyType({"partly": 1, "fully": 2, "already-in-place": 2})
"""How much each verdict says was met; any other says nothing was, or that it is not known."""

_LISTS = ("evidence", "checks")
_ONCE = ("outcome", "signed_off")
_HINT = "Add to its actions what shows it: `evidence`, `outcome`, `checks` or `signed_off`."


def _check(earlier: Folders, folders: Folders) -> Findings:
    readable = {id(at.recommendation): at for at in recommendations_of(folders)}
    pairs = tuple(pair_parts(earlier, folders))
    was = {
        id(pair.after.action): pair.before.action
        for pair in pairs
        if pair.before and pair.after and pair.after.action
    }
    for before, after, _ in pairs:
        at = readable.get(id(after.recommendation)) if after and not after.action else None
        old = before.recommendation if before else None
        if at is None or old is None or _is_shown(old, at.recommendation, was):
            continue
        new = at.recommendation.result or Result()
        if _rank(new) > _rank(old.result):
            met = old.result.met if old.result else None
            change = f"was raised from `{met}` to `{new.met}`" if met else f"`{new.met}` is new"
            message = f"The verdict {change}, and nothing was added that shows it."
            yield at.finding(("result", "met"), message, _HINT)


def _rank(result: Result | None) -> int:
    return _RANKS.get(result.met or "", 0) if result else 0


def _is_shown(old: Recommendation, new: Recommendation, was: dict[int, Action | None]) -> bool:
    """Whether its actions have anything new that shows what became of it."""
    if _has_more(old.responses, new.responses):
        return True
    return any(_adds(was.get(id(one)), one) for one in new.all_actions)


def _adds(old: Action | Milestone | None, new: Action | Milestone) -> bool:
    for name in _LISTS:
        if _has_more(getattr(old, name, ()), getattr(new, name, ())):
            return True
    for name in _ONCE:
        now = getattr(new, name, None)
        if now and now != getattr(old, name, None):
            return True
    steps = {one.name: one for one in old.milestones} if isinstance(old, Action) else {}
    inner = new.milestones if isinstance(new, Action) else ()
    return any(_adds(steps.get(one.name), one) for one in inner)


def _has_more(old: Iterable[Any], new: Iterable[Any]) -> bool:
    known = list(old)
    return any(one not in known for one in new)


_PARTLY = "result:\n  met: partly\n  date: 2020-12-01\n  by: CSP\n"
_FULLY = "result:\n  met: fully\n  date: 2021-03-01\n  by: CSP\n"
_EVIDENCE = """\
evidence:
  - what: The form, in use by both agencies
    where: Minutes of 1 March 2021, item 4
"""

RULE = Rule(
    name="verdict-without-evidence",
    family="consistency",
    severity=Severity.WARNING,
    what="With `validate --since`: a recommendation is said to be met, or more nearly met than "
    "before, and its actions have nothing new that shows it.",
    why="That a recommendation was met is the most that a plan says. A verdict that nothing "
    "supports cannot be defended to a family, and cannot be checked in a year.",
    instead="Add to an action its `evidence`, an `outcome`, a check, a sign-off or a response. If "
    "it was there before, say in a comment where.",
    check_since=_check,
    earlier=example_folder(SOUND, recommendation=_PARTLY),
    bad=example_folder(SOUND, recommendation=_FULLY),
    good=example_folder(SOUND + _EVIDENCE, recommendation=_FULLY),
)
