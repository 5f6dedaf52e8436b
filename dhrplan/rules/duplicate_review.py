"""duplicate-review: two files hold one review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.diagnostic import Severity
from dhrplan.model.agencies import folded
from dhrplan.rules.base import Finding, Rule, Spot, plans_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.text.folder import Folder
    from dhrplan.text.source import Source

_PLAN = """\
format: 1
id: {id}
title: Domestic Homicide Review {id}
recommendations: []
"""


def find(folders: tuple[Folder, ...]) -> Iterator[Finding]:
    """The files whose review an earlier file holds as well."""
    first: dict[str, Source] = {}
    for source, plan in plans_of(folders):
        other = first.setdefault(folded(plan.id), source)
        if other is not source:
            related = Spot(other, ("id",), f"`{plan.id}` stands here too")
            message = f"`{plan.id}` is the review of another file already: {other.file}."
            hint = "Keep one of the two files, or give this review an id of its own."
            yield Finding(Spot(source, ("id",)), message, hint, (related,), plan.id)


RULE = Rule(
    name="duplicate-review",
    family="references",
    severity=Severity.ERROR,
    what="Two files hold a review of one id.",
    why="Each of its actions is counted twice, and a change made in one file is missing in the "
    "other. A copy made to be safe is the usual cause; git keeps the old versions.",
    instead="Keep the newer file and delete the copy, or give the review an id of its own.",
    check=find,
    bad={"DHR98.yaml": _PLAN.format(id="DHR98"), "DHR98-copy.yaml": _PLAN.format(id="DHR98")},
    good={"DHR98.yaml": _PLAN.format(id="DHR98"), "DHR99.yaml": _PLAN.format(id="DHR99")},
)
