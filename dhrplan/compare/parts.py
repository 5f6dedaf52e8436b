"""Which plan, recommendation or action of one version of the plans is which of another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dhrplan.compare.matching import Keys, action_keys, match, match_plans, recommendation_keys
from dhrplan.model.agencies import Register, folded
from dhrplan.model.plan import Action, Milestone, Plan, Recommendation
from dhrplan.plan.folder import Folder


class PlanPart(NamedTuple):
    """A plan, or a part of it, in one version; the last attribute that is not None is meant."""

    plan: Plan
    register: Register
    recommendation: Recommendation | None = None
    action: Action | None = None
    step: Milestone | None = None

    @property
    def name(self) -> str:
        """Its name in a sentence: `DHR4 4.1`."""
        ids = (self.action.id if self.action else self.recommendation and self.recommendation.id,)
        step = f"/{self.step.name}" if self.step else ""
        return f"{' '.join(filter(None, (self.plan.id, *ids)))}{step}"


class PartPair(NamedTuple):
    """A plan, recommendation or action in both versions; None where it is not there.

    Attributes:
        moved: It is in another recommendation or plan.
    """

    before: PlanPart | None
    after: PlanPart | None
    moved: bool = False


def pair_parts(before: Iterable[Folder], after: Iterable[Folder]) -> Iterator[PartPair]:
    """Every plan, recommendation and action of two versions; not what the same text holds."""
    old, new = _plans(before), _plans(after)
    pairs = match_plans([one.plan for one in old], [one.plan for one in new])
    parts = {id(one.plan): one for one in (*old, *new)}
    left: list[PlanPart] = []
    added: list[PlanPart] = []
    for was, now in pairs:
        if was is now:  # the same file was read once
            continue
        whole = PartPair(parts[id(was)] if was else None, parts[id(now)] if now else None)
        yield whole
        yield from _within_plan(whole, left, added)
    for a, b in match(left, added, _keys_in_folder):
        yield PartPair(a, b, moved=True)


def _plans(folders: Iterable[Folder]) -> list[PlanPart]:
    return [PlanPart(plan, folder.register) for folder in folders for plan in folder.plans]


def _within_plan(pair: PartPair, left: list[PlanPart], added: list[PlanPart]) -> Iterator[PartPair]:
    """The parts of a plan; actions without a partner are added to `left` and `added`."""
    became: dict[int, int] = {}
    for a, b in match(_recommendations(pair.before), _recommendations(pair.after), keys_of):
        became[id(a and a.recommendation)] = id(b and b.recommendation)
        yield PartPair(a, b)
    for a, b in match(_actions(pair.before), _actions(pair.after), keys_of):
        if a and b:
            yield PartPair(a, b, became.get(id(a.recommendation)) != id(b.recommendation))
        elif a:
            left.append(a)
        elif b:
            added.append(b)


def _recommendations(part: PlanPart | None) -> list[PlanPart]:
    return [part._replace(recommendation=one) for one in part.plan.recommendations] if part else []


def _actions(part: PlanPart | None) -> list[PlanPart]:
    return [
        each._replace(action=action)
        for each in _recommendations(part)
        for action in (each.recommendation.actions if each.recommendation else ())
    ]


def keys_of(part: PlanPart) -> Keys:
    """The keys of a recommendation or an action."""
    assert part.recommendation is not None  # noqa: S101 - of recommendations and actions only
    if part.action:
        return action_keys(part.action, part.recommendation)
    return recommendation_keys(part.recommendation)


def _keys_in_folder(part: PlanPart) -> Keys:
    keys = keys_of(part)
    return Keys(f"{folded(part.plan.id)} {keys.id}", keys.text)
