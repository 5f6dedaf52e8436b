"""circular-reference: something that comes back to itself, so that it leads nowhere."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from dhrplan.diagnostic import Severity
from dhrplan.rules import example
from dhrplan.rules.base import Finding, Rule, Spot, actions_of
from dhrplan.rules.unknown_reference import reference, reviews_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dhrplan.model.agencies import Agency
    from dhrplan.rules.base import At, Folders
    from dhrplan.text.folder import Folder

_REGISTER = """\
agencies:
  POL:
    name: Northshire Police
    part_of: {}
  POL-TH:
    name: Northshire Police, Borough Command
    part_of: POL
  HO:
    name: Home Office
"""


class _Step(NamedTuple):
    """From one thing to the next.

    Attributes:
        word: What it is spoken of as.
        spot: Where it names the next.
        to: The key of the next.
    """

    word: str
    spot: Spot
    to: object
    review: str | None = None
    action: str | None = None


def _check(folders: Folders) -> Iterator[Finding]:
    hint = "Take out the one that is wrong."
    for folder in folders:
        yield from _told(_of_bodies(folder, "part_of", _whole), "a part of", hint)
        yield from _told(_of_bodies(folder, "succeeded_by", _heir), "succeeded by", hint)
    hint = "Name the action that took its place."
    yield from _told(_of_actions(folders), "superseded by", hint)


def _told(steps: Mapping[object, _Step], what: str, hint: str) -> Iterator[Finding]:
    for circle in _circles(steps):
        first, *others = circle
        way = " and ".join(f"`{step.word}`" for step in others)
        message = f"`{first.word}` is {what} itself{f', by way of {way}' if way else ''}."
        related = tuple(
            one.spot._replace(note=f"`{one.word}` is {what} `{to.word}`")
            for one, to in pairwise((*others, first))
        )
        yield Finding(first.spot, message, hint, related, first.review, first.action)


def _circles(steps: Mapping[object, _Step]) -> Iterator[list[_Step]]:
    """Every circle, once, from the first of it that is met."""
    seen: set[object] = set()
    for start in steps:
        path: list[object] = []
        key = start
        while key in steps and key not in seen:
            seen.add(key)
            path.append(key)
            key = steps[key].to
        if key in path:
            yield [steps[one] for one in path[path.index(key) :]]


def _of_bodies(
    folder: Folder, key: str, following: Callable[[Agency], str | None]
) -> dict[object, _Step]:
    steps: dict[object, _Step] = {}
    for code, agency in folder.register.agencies.items():
        name = following(agency)
        if name and folder.register_file:
            spot = Spot(folder.register_file.source, ("agencies", code, key))
            steps[code] = _Step(code, spot, folder.register.code(name))
    return steps


def _whole(agency: Agency) -> str | None:
    return agency.part_of


def _heir(agency: Agency) -> str | None:
    return agency.succeeded_by[0].agency if agency.succeeded_by else None


def _of_actions(folders: Folders) -> dict[object, _Step]:
    referring = [at for at in actions_of(folders) if at.action.superseded_by]
    if not referring:
        return {}
    reviews = reviews_in(folders)
    steps: dict[object, _Step] = {}
    for at in referring:
        named = reference(at.action.superseded_by or "", reviews).action
        to = (named[0].file, named[1].route) if named else None
        steps[at.plan.file, at.action.route] = _step(at, to)
    return steps


def _step(at: At, to: object) -> _Step:
    word = f"{at.plan.id} {at.action.id}"
    return _Step(word, at.spot("superseded_by"), to, at.plan.id, at.action.id)


RULE = Rule(
    name="circular-reference",
    family="references",
    severity=Severity.ERROR,
    what="An action that is superseded by itself, or an agency that is a part of itself or "
    "succeeded by itself, if only by way of others.",
    why="Whoever follows it never arrives: nobody can say where the work went, and "
    "`--agency` finds the wrong bodies.",
    instead="Name the action that took its place, or take out the line that is wrong.",
    check=_check,
    across=True,
    bad={**example.one(), "agencies.yaml": _REGISTER.format("POL-TH")},
    good={**example.one(), "agencies.yaml": _REGISTER.format("HO")},
)
