"""unknown-reference: a `superseded_by` or `also_for` that names nothing in view."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from dhrplan.diagnostic import Severity
from dhrplan.model.agencies import folded
from dhrplan.model.plan import Action, Plan
from dhrplan.plan.convert import in_backticks
from dhrplan.plan.read import PlanFile
from dhrplan.rules.engine import (
    SOUND,
    ActionInPlan,
    Finding,
    Findings,
    Folders,
    Rule,
    actions_of,
    example_plan,
    second_action,
)
from dhrplan.wording import stem

_HEAD = """\
lead: [POL]
status: superseded
decision:
  date: 2021-02
  by: CSP
  reason: One form serves both.
"""
_SECOND = 'id: "1.2"\ntext: Agree a form for the region.\n' + SOUND


@dataclass(frozen=True, eq=False)
class ReviewInView:
    """A review in view."""

    file: PlanFile

    @cached_property
    def actions(self) -> Mapping[str, Action]:
        """Actions by folded id, and by the ids of their milestones (`1.2/ii`)."""
        found: dict[str, Action] = {}
        for each in self.file.plan.recommendations if self.file.plan else ():
            for action in each.actions:
                steps = (f"{action.id}/{step.name}" for step in action.milestones)
                for name in (action.id, *steps):
                    found.setdefault(folded(name), action)
        return found

    @cached_property
    def recommendations(self) -> frozenset[str]:
        """Folded ids of the recommendations."""
        plan = self.file.plan
        return frozenset(folded(one.id) for one in plan.recommendations) if plan else frozenset()


class ReviewsInView(NamedTuple):
    """The reviews in view.

    Attributes:
        by_name: By folded id, title or alias; several may share one.
        whole: True if every file could be read; a missing id may be in one that was not.
    """

    by_name: Mapping[str, list[ReviewInView]]
    by_file: Mapping[str, ReviewInView]
    whole: bool


class Reference(NamedTuple):
    """The reviews and the action that a `superseded_by` names.

    Attributes:
        reviews: Empty if no review in view has the name.
        name: Id of the action as written; empty if only a review is named.
    """

    reviews: tuple[ReviewInView, ...]
    name: str

    @property
    def action(self) -> tuple[Plan, Action] | None:
        """The action and its plan; of a milestone, the action that it belongs to."""
        name = folded(self.name)
        found = ((one.file.plan, one.actions.get(name)) for one in self.reviews)
        return next(((plan, action) for plan, action in found if plan and action), None)

    @property
    def is_missing(self) -> bool:
        """True if the review could be read in full and has no such action or recommendation."""
        if not self.name or any(one.file.faults for one in self.reviews) or self.action:
            return False
        return not any(folded(self.name) in one.recommendations for one in self.reviews)


def reviews_in(folders: Folders) -> ReviewsInView:
    """Every review by its names; one that could not be read by the name of its file."""
    by_name: dict[str, list[ReviewInView]] = defaultdict(list)
    reviews = [ReviewInView(file) for folder in folders for file in folder.files]
    for one in reviews:
        names = one.file.plan.names if one.file.plan else (stem(one.file.file),)
        for name in {folded(name) for name in names}:
            by_name[name].append(one)
    by_file = {one.file.file: one for one in reviews}
    return ReviewsInView(by_name, by_file, all(one.file.plan for one in reviews))


def resolve(text: str, reviews: ReviewsInView) -> Reference:
    """Look up a text such as `DHR12 1.1`: any name of a review, then an id."""
    if alone := reviews.by_name.get(folded(text)):
        return Reference(tuple(alone), "")
    review, _, name = " ".join(text.split()).rpartition(" ")
    return Reference(tuple(reviews.by_name.get(folded(review), ())), name)


_NOT_IN_VIEW = (
    "Write the review and the action, such as `DHR12 1.1`. If the review is in another folder, "
    "name that with `--plans` too. If it is not an action of a review, write it under `decision`."
)


def _check(folders: Folders) -> Findings:
    yield from _unknown_recommendations(folders)
    referring = [at for at in actions_of(folders) if at.action.superseded_by]
    reviews = reviews_in(folders) if referring else None
    for at in referring:
        if reviews and (finding := _finding(at, reviews)):
            yield finding


def _unknown_recommendations(folders: Folders) -> Findings:
    """Each `also_for` that is no other recommendation of the plan."""
    for at in (one for one in actions_of(folders) if one.action.also_for):
        own = folded(at.recommendation.id)
        others = {folded(one.id) for one in at.plan.recommendations} - {own}
        for index, name in enumerate(at.action.also_for):
            if folded(name) in others:
                continue
            is_own = folded(name) == own
            what = "its own recommendation" if is_own else "not a recommendation of the plan"
            hint = "Delete it." if is_own else "Write the ids of recommendations, such as `[2, 3]`."
            yield at.finding(("also_for", index), f"{in_backticks(name)} is {what}.", hint)


def _finding(at: ActionInPlan, reviews: ReviewsInView) -> Finding | None:
    written = at.action.superseded_by or ""
    named = resolve(written, reviews)
    route = ("superseded_by",)
    plan = named.reviews[0].file.plan if named.reviews else None
    if named.is_missing and plan:
        review = plan.id
        message = f"{in_backticks(written)} is not an action: `{review}` has none with that id."
        return at.finding(route, message, f"`dhrplan list --review {review}` lists its actions.")
    if named.reviews or not reviews.whole:
        return None
    if folded(written) in reviews.by_file[at.file.file].actions:
        message = f"{in_backticks(written)} does not say which review the action belongs to."
        return at.finding(route, message, f"Write `{at.plan.id} {written}`.")
    message = f"{in_backticks(written)} is not a review in view."
    return at.finding(route, message, _NOT_IN_VIEW)


RULE = Rule(
    name="unknown-reference",
    family="references",
    severity=Severity.ERROR,
    what="A `superseded_by` that names no action of a review in view. Or an `also_for` that "
    "names no other recommendation of the plan.",
    why="The reference leads nowhere, and the work may have been dropped without a decision.",
    instead="Write the review and the id of the action that took its place: `DHR12 1.1`.",
    check=_check,
    across=True,
    bad={
        "DHR99.yaml": example_plan(f"{_HEAD}superseded_by: DHR99 1.3\n") + second_action(_SECOND),
    },
    good={
        "DHR99.yaml": example_plan(f"{_HEAD}superseded_by: DHR99 1.2\n") + second_action(_SECOND),
    },
)
