"""unknown-agency: an agency that is not in the register."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial

from dhrplan.diagnostic import Severity
from dhrplan.model.agencies import Register
from dhrplan.plan.convert import invisible_in
from dhrplan.plan.fields import NOTHING_SAID
from dhrplan.plan.folder import Folder
from dhrplan.plan.query import bodies_in_plan, bodies_in_register
from dhrplan.rules.engine import (
    SOUND,
    Finding,
    Findings,
    Folders,
    Rule,
    Spot,
    example_folder,
    plans_of,
)
from dhrplan.rules.lead_is_a_person import Looks, looks_like
from dhrplan.wording import INVISIBLE, listed, near_spellings, one_of
from dhrplan.yamldoc.nodes import Source

_REGISTER = """\
agencies:
  POL:
    name: Northshire Police
"""


def find_leads_and_members(folders: Folders) -> Findings:
    """Only unknown leads, parts and group members: actions that a list by agency may miss."""
    for finding in _check(folders):
        route = finding.spot.route
        if route[-1] == "part_of" or route[-2:-1] in {("lead",), ("members",)}:
            yield finding


def _check(folders: Folders) -> Findings:
    for folder in folders:
        file = folder.register_file
        if file is None or not folder.register.names:
            continue  # without a readable register, names are accepted as written
        # A mistyped name recurs, and looking for near ones is slow.
        unknown = cache(partial(_unknown, register=folder.register, source=file.source))
        for spot, name, review, action in _named(folder, file.source):
            if folder.register.code(name) is None:
                message, hint, related = unknown(name)
                private = (name,) if looks_like(name) is Looks.PERSON else ()
                yield Finding(spot, message, hint, related, review, action, private)


def _named(folder: Folder, register: Source) -> Iterator[tuple[Spot, str, str | None, str | None]]:
    for route, name in bodies_in_register(folder.register):
        yield Spot(register, route), name, None, None
    for source, plan in plans_of((folder,)):
        for route, name, action in bodies_in_plan(plan):
            yield Spot(source, route), name, plan.id, action


def _unknown(name: str, register: Register, source: Source) -> tuple[str, str, tuple[Spot, ...]]:
    message = f"`{name}` is not in the register of agencies."
    if hidden := invisible_in(name):
        message += f" It contains {hidden}, which cannot be seen."
    visible = name.translate(dict.fromkeys(map(ord, INVISIBLE))).strip()
    found = near_spellings(visible, register.names)
    if name.strip(" .").casefold() in NOTHING_SAID or not re.search(r"\w", name):
        return message, "Leave it out until a body is named.", ()
    if looks_like(name) is not Looks.BODY:
        hint = "Write the body that the person works for. Put the post in `post` of the action."
        return f"{message} It looks like a person or a post.", hint, ()
    parts = [part.strip() for part in re.split("[/;,]", visible) if part.strip()]
    if len(parts) > 1 and "(" not in visible:
        return (
            message,
            f"Write each body as a separate item: {listed(f'`{part}`' for part in parts)}.",
            (),
        )
    if not found:
        hint = f"Write a code of {source.file}, or add the agency there."
        return message, hint, (Spot(source, ("agencies",), "the agencies"),)
    hint = f"Write {one_of(found)}, or add the agency to {source.file}."
    code = register.code(found[0]) or found[0]
    place = ("agencies" if code in register.agencies else "groups", code)
    return message, hint, (Spot(source, place, f"`{found[0]}` is here"),)


RULE = Rule(
    name="unknown-agency",
    family="references",
    severity=Severity.ERROR,
    what="A lead, partner or other body that the register of agencies does not know.",
    why="An action under a misspelt agency is missing from that agency's list, and this is "
    "easily missed. Where a folder has no register, every name is accepted as written.",
    instead="Write the agency's code, alias or full name as in `agencies.yaml`, or add the "
    "agency there.",
    check=_check,
    bad={**example_folder(SOUND.replace("POL", "PLO")), "agencies.yaml": _REGISTER},
    good={**example_folder(), "agencies.yaml": _REGISTER},
)
