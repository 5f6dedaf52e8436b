"""duplicate-review: two files with the same review."""

from __future__ import annotations

from dhrplan.diagnostic import Severity
from dhrplan.model.agencies import folded
from dhrplan.model.plan import Plan
from dhrplan.plan.convert import is_review_id
from dhrplan.plan.folder import is_document
from dhrplan.rules.engine import Finding, Findings, Folders, Rule, Spot, plans_of
from dhrplan.wording import stem
from dhrplan.yamldoc.nodes import Source

_PLAN = """\
format: 1
id: {id}
title: Domestic Homicide Review {id}
recommendations: []
"""


def find(folders: Folders) -> Findings:
    """Every file whose review is in another file too, except the one named after the review."""
    reviews: dict[str, list[tuple[Source, Plan]]] = {}
    for source, plan in plans_of(folders):
        reviews.setdefault(folded(plan.id), []).append((source, plan))
    for found in reviews.values():
        # The plan is the original of the document that it was made from.
        held = sorted(found, key=lambda one: is_document(one[1].file))
        original = next((source for source, plan in held if stem(plan.file) == plan.id), held[0][0])
        yield from (_copy(*one, original) for one in held if one[0] is not original)


def copies(folders: Folders) -> frozenset[str]:
    """The files that this rule reports, which other rules then leave out."""
    return frozenset(finding.spot.source.file for finding in find(folders))


def _copy(source: Source, plan: Plan, original: Source) -> Finding:
    name = stem(source.file)
    is_other = stem(plan.file) != plan.id and is_review_id(name)
    own = f"write `id: {name}`" if is_other else "give its review a new id"
    message = f"`{plan.id}` is already in another file: {original.file}."
    hint = f"Delete this file if it is a copy, or {own}."
    related = Spot(original, ("id",), f"`{plan.id}` is here too")
    return Finding(Spot(source, ("id",)), message, hint, (related,), plan.id)


RULE = Rule(
    name="duplicate-review",
    family="references",
    severity=Severity.ERROR,
    what="Two files hold a review with the same id.",
    why="Each of its actions is counted twice, and a change made in the first file is "
    "missing in the second. The usual cause is a backup copy. Git keeps the old versions.",
    instead="Copy what is newer into the file named after the review, then delete the other. If "
    "they are two reviews, give the second a new id.",
    check=find,
    across=True,
    bad={"DHR98.yaml": _PLAN.format(id="DHR98"), "Copy of DHR98.yaml": _PLAN.format(id="DHR98")},
    good={"DHR98.yaml": _PLAN.format(id="DHR98"), "DHR99.yaml": _PLAN.format(id="DHR99")},
)
