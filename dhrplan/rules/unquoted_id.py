"""unquoted-id: an id without quotes that other programs read as a number, date or boolean."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrplan.diagnostic import Route, Severity
from dhrplan.model.plan import Plan
from dhrplan.rules.engine import (
    Finding,
    Findings,
    Folders,
    Rule,
    Spot,
    example_folder,
    example_plan,
    plans_of,
)
from dhrplan.yamldoc.nodes import is_unquoted
from dhrplan.yamldoc.quoting import read_as

# Quick test for an unquoted id of that kind, since parsing for quotes costs as much as reading the
# file. A comment may be between the key and its value.
_MAY_STAND = re.compile(
    r"""id(?<!\w\w\w)["']?\s*:\s*(?:\#[^\n]*\n\s*)*(?=[-+.\d]|(?i:yes|no|on|off|true|false)\b)"""
)


def _check(folders: Folders) -> Findings:
    for source, plan in plans_of(folders):
        if not _MAY_STAND.search(source.text):
            continue
        for route, name, action in _ids(plan):
            kind = read_as(name)
            if kind and is_unquoted(source, route):
                message = f"`{name}` stands without quotes, so that other programs read {kind}."
                hint = f'Write `"{name}"`.'
                yield Finding(Spot(source, route), message, hint, (), plan.id, action, fixable=True)


def _ids(plan: Plan) -> Iterator[tuple[Route, str, str | None]]:
    """Route, id and, within an action, the id of that action."""
    yield ("id",), plan.id, None
    for one in plan.recommendations:
        yield (*one.route, "id"), one.id, None
        for action in one.actions:
            yield (*action.route, "id"), action.id, action.id
            for step in action.milestones:
                if step.id:
                    yield (*step.route, "id"), step.id, action.id


RULE = Rule(
    name="unquoted-id",
    family="references",
    severity=Severity.WARNING,
    what="An id that looks like a number, a date or yes and no, and stands without quotes.",
    why="dhrplan keeps it as it is written. Spreadsheets, scripts and other programs that read the "
    "file turn `1.10` into 1.1, and then two actions have one id.",
    instead='Put it in quotes: `id: "1.10"`.',
    check=_check,
    bad={"DHR99.yaml": example_plan().replace('"1.1"', "1.1")},
    good=example_folder(),
)
