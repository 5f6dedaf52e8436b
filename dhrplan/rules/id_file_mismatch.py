"""id-file-mismatch: a file is not named for the review that it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.diagnostic import Severity
from dhrplan.rules.base import Finding, Rule, Spot, plans_of
from dhrplan.text.build import stem
from dhrplan.text.convert import Misread, convert
from dhrplan.text.kinds import Id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.text.folder import Folder

_PLAN = """\
format: 1
id: DHR99
title: Domestic Homicide Review 99
recommendations: []
"""


def _check(folders: tuple[Folder, ...]) -> Iterator[Finding]:
    for source, plan in plans_of(folders):
        name = stem(source.file)
        if plan.id != name:
            ending = source.file.rpartition(".")[2]
            message = f"The file is named `{name}`, and the review in it is `{plan.id}`."
            other = "delete it if it is a copy" if _is_no_id(name) else f"write `id: {name}`"
            hint = f"Rename the file to `{plan.id}.{ending}`, or {other}."
            yield Finding(Spot(source, ("id",)), message, hint, review=plan.id)


def _is_no_id(name: str) -> bool:
    return isinstance(convert(name, Id(plain=True)), Misread)


RULE = Rule(
    name="id-file-mismatch",
    family="references",
    severity=Severity.ERROR,
    what="A file is named otherwise than the review in it.",
    why="Whoever looks for a review looks for its file, and two reviews could come to share an id "
    "without anybody noticing.",
    instead="Rename the file, or mend the id, so that the two are the same.",
    check=_check,
    bad={"DHR9.yaml": _PLAN},
    good={"DHR99.yaml": _PLAN},
)
