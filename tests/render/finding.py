"""Findings made up for the tests of what prints them."""

from __future__ import annotations

from dhrplan import workspace
from dhrplan.diagnostic import Diagnostic, Place
from dhrplan.render.findings import FORMATS, Findings, Surroundings, lines_of, render
from dhrplan.rules import RULES
from dhrplan.rules.engine import EXAMPLE_DAY, named_bytes

FILE = "plans/DHR99.yaml"
RULE = "unknown-agency"
EXAMPLES = [rule for rule in RULES if rule.bad]


def one(message: str, column: int = 1, width: int = 1, line: int = 1, **more: object) -> Diagnostic:
    """A diagnostic of the file."""
    return Diagnostic(Place(FILE, line, column), RULE, message, width=width, **more)  # type: ignore[arg-type]


def findings(*diagnostics: Diagnostic, lines: tuple[str, ...] = (), **more: object) -> Findings:
    """Findings of the file, which has these lines."""
    numbered = {(FILE, number): line for number, line in enumerate(lines, 1)}
    return Findings(diagnostics, 1, numbered, **more)  # type: ignore[arg-type]


def of_example(name: str) -> Findings:
    """The findings in the bad example of a rule."""
    rule = next(rule for rule in RULES if rule.name == name)
    view = workspace.read((named_bytes(rule.bad),))
    earlier = workspace.read((named_bytes(rule.earlier),)).folders if rule.earlier else None
    found = view.check(EXAMPLE_DAY, earlier=earlier)
    return Findings(found, len(view.files), lines_of(view, found))


def printed(found: Findings, *, reveal: bool = False, width: int = 80) -> dict[str, str]:
    """The output of every format."""
    return {name: render(name, found, Surroundings(width), reveal=reveal) for name in FORMATS}
