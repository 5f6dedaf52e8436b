"""unknown-agency: a body that the register does not know."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from dhrplan.diagnostic import Severity
from dhrplan.rules import example
from dhrplan.rules.base import Finding, Rule, Spot, plans_of
from dhrplan.text.bodies import bodies_in_plan, bodies_in_register
from dhrplan.text.nearest import nearest
from dhrplan.wording import one_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.model.agencies import Register
    from dhrplan.rules.base import Folders
    from dhrplan.text.folder import Folder
    from dhrplan.text.source import Source

_REGISTER = """\
agencies:
  POL:
    name: Northshire Police
"""


def find_in_the_way(folders: Folders) -> Iterator[Finding]:
    """The leads, parts and members that are not known: what an answer by agency may lack."""
    for finding in _check(folders):
        route = finding.spot.route
        if route[-1] == "part_of" or route[-2:-1] in {("lead",), ("members",)}:
            yield finding


def _check(folders: Folders) -> Iterator[Finding]:
    for folder in folders:
        file = folder.register_file
        if file is None or not folder.register.names:
            continue  # without a register, or with one that cannot be read, as written
        # A name is mistyped in one way throughout, and what is near to it takes time to find.
        unknown = cache(partial(_unknown, register=folder.register, source=file.source))
        for spot, name, review, action in _named(folder, file.source):
            if folder.register.code(name) is None:
                message, hint, related = unknown(name)
                yield Finding(spot, message, hint, related, review, action)


def _named(folder: Folder, register: Source) -> Iterator[tuple[Spot, str, str | None, str | None]]:
    for route, name in bodies_in_register(folder.register):
        yield Spot(register, route), name, None, None
    for source, plan in plans_of((folder,)):
        for route, name, action in bodies_in_plan(plan):
            yield Spot(source, route), name, plan.id, action


def _unknown(name: str, register: Register, source: Source) -> tuple[str, str, tuple[Spot, ...]]:
    message = f"`{name}` is not in the register of agencies."
    found = nearest(name, register.names)
    if not found:
        hint = f"Write a code of {source.file}, or add the agency there."
        return message, hint, (Spot(source, ("agencies",), "the agencies stand here"),)
    hint = f"Write {one_of(found)}, or add the agency to {source.file}."
    code = register.code(found[0]) or found[0]
    place = ("agencies" if code in register.agencies else "groups", code)
    return message, hint, (Spot(source, place, f"`{found[0]}` stands here"),)


RULE = Rule(
    name="unknown-agency",
    family="references",
    severity=Severity.ERROR,
    what="A lead, partner or other body that the register of agencies does not know.",
    why="An action under a mistyped name is missing from what that agency is asked for, and nobody "
    "notices. Where a folder has no register, every name is accepted as written.",
    instead="Write the agency's code, an alias or its full name as in `agencies.yaml`, or add it.",
    check=_check,
    bad={**example.one(example.SOUND.replace("POL", "PLO")), "agencies.yaml": _REGISTER},
    good={**example.one(), "agencies.yaml": _REGISTER},
)
