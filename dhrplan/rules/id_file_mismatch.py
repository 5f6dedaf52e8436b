"""id-file-mismatch: a file that is not named after the review in it."""

from __future__ import annotations

from dhrplan.diagnostic import Severity
from dhrplan.plan.convert import is_review_id
from dhrplan.rules import duplicate_review
from dhrplan.rules.engine import Finding, Findings, Folders, Rule, Spot, plans_of
from dhrplan.wording import stem

_PLAN = """\
format: 1
id: DHR99
title: Domestic Homicide Review 99
recommendations: []
"""


def _check(folders: Folders) -> Findings:
    copies = duplicate_review.copies(folders)
    for source, plan in plans_of(folders):
        name = stem(source.file)
        if plan.id != name and source.file not in copies:
            ending = source.file.rpartition(".")[2]
            message = f"The file is `{name}`, but the review in it is `{plan.id}`."
            other = f"write `id: {name}`" if is_review_id(name) else "delete it if it is a copy"
            hint = f"Rename the file to `{plan.id}.{ending}`, or {other}."
            yield Finding(Spot(source, ("id",)), message, hint, review=plan.id)


RULE = Rule(
    name="id-file-mismatch",
    family="references",
    severity=Severity.ERROR,
    what="A file whose name is not the id of the review in it.",
    why="People find a review by its file. Two reviews could share an id without anyone noticing.",
    instead="Rename the file or correct the id, so that the two are the same.",
    check=_check,
    across=True,
    bad={"DHR9.yaml": _PLAN},
    good={"DHR99.yaml": _PLAN},
)
