"""circular-reference: a chain of references that comes back to its start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from dhrplan.diagnostic import Severity
from dhrplan.model.agencies import Register
from dhrplan.rules.engine import Finding, Findings, Folders, Rule, Spot, actions_of, example_folder
from dhrplan.rules.unknown_reference import resolve, reviews_in
from dhrplan.yamldoc.nodes import Source

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
    """A link from one agency or action to the next.

    Attributes:
        spot: The place that names the next.
        to: Key of the next.
    """

    name: str
    spot: Spot
    to: object
    review: str | None = None
    action: str | None = None


def _check(folders: Folders) -> Findings:
    hint = "Remove the line that is wrong."
    for folder in folders:
        if folder.register_file:
            source, register = folder.register_file.source, folder.register
            wholes = {code: one.part_of for code, one in register.agencies.items()}
            successors = {
                code: one.succeeded_by[0].agency
                for code, one in register.agencies.items()
                if one.succeeded_by
            }
            steps = _between_agencies(source, register, "part_of", wholes)
            yield from _findings(steps, "a part of", hint)
            steps = _between_agencies(source, register, "succeeded_by", successors)
            yield from _findings(steps, "succeeded by", hint)
    hint = "Name the action that took its place."
    yield from _findings(_between_actions(folders), "superseded by", hint)


def _findings(steps: Mapping[object, _Step], what: str, hint: str) -> Findings:
    for circle in _circles(steps):
        first, *others = circle
        way = " and ".join(f"`{step.name}`" for step in others)
        message = f"`{first.name}` is {what} itself{f', through {way}' if way else ''}."
        related = tuple(
            one.spot._replace(note=f"`{one.name}` is {what} `{to.name}`")
            for one, to in pairwise((*others, first))
        )
        yield Finding(first.spot, message, hint, related, first.review, first.action)


def _circles(steps: Mapping[object, _Step]) -> Iterator[list[_Step]]:
    """Every circle once, from the first of its steps."""
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


def _between_agencies(
    source: Source, register: Register, key: str, following: Mapping[str, str | None]
) -> dict[object, _Step]:
    return {
        code: _Step(code, Spot(source, ("agencies", code, key)), register.code(name))
        for code, name in following.items()
        if name
    }


def _between_actions(folders: Folders) -> dict[object, _Step]:
    referring = [at for at in actions_of(folders) if at.action.superseded_by]
    reviews = reviews_in(folders if referring else ())
    steps: dict[object, _Step] = {}
    for at in referring:
        found = resolve(at.action.superseded_by or "", reviews).action
        to = (found[0].file, found[1].route) if found else None
        name = f"{at.plan.id} {at.action.id}"
        step = _Step(name, at.spot("superseded_by"), to, at.plan.id, at.action.id)
        steps[at.plan.file, at.action.route] = step
    return steps


RULE = Rule(
    name="circular-reference",
    family="references",
    severity=Severity.ERROR,
    what="An action that is superseded by itself, or an agency that is part of itself or "
    "succeeded by itself. Others may come in between.",
    why="The chain has no end. It does not show where the work went, and `--agency` finds "
    "the wrong bodies.",
    instead="Name the action that took its place, or remove the line that is wrong.",
    check=_check,
    across=True,
    bad={**example_folder(), "agencies.yaml": _REGISTER.format("POL-TH")},
    good={**example_folder(), "agencies.yaml": _REGISTER.format("HO")},
)
