"""Diagnostics laid out, one function a format. A new format is a function and a line."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dhrplan.diagnostic import Severity
from dhrplan.render.visible import one_line
from dhrplan.wording import count

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dhrplan.diagnostic import Diagnostic, Place
    from dhrplan.table import Json


@dataclass(frozen=True, slots=True)
class Findings:
    """What `validate` answers.

    Attributes:
        diagnostics: In the order of the files.
        files: How many files were looked at.
    """

    diagnostics: tuple[Diagnostic, ...]
    files: int

    def count(self, severity: Severity) -> int:
        """How many weigh so much."""
        return Counter(one.severity for one in self.diagnostics)[severity]


def text(findings: Findings) -> str:
    """For people: place, what is wrong, what to write instead, other places; then the count."""
    lines = [line for one in findings.diagnostics for line in described(one)]
    return "\n".join((*lines, _summary(findings))) + "\n"


def described(one: Diagnostic) -> list[str]:
    """One diagnostic in lines."""
    lines = [f"{_shown(one.place)}: {one.severity}[{one.rule}] {one_line(one.message)}"]
    if one.hint:
        lines.append(f"    {one_line(one.hint)}")
    related = (f"    {_shown(other.place)}: {one_line(other.message)}" for other in one.related)
    return [*lines, *related]


def json(findings: Findings) -> str:
    """For programs: the contract's document."""
    from dhrplan.render.json import SCHEMA_VERSION, dumps

    return dumps(
        {
            "schema_version": SCHEMA_VERSION,
            "kind": "diagnostics",
            "diagnostics": [_json(one) for one in findings.diagnostics],
            "summary": {
                "files": findings.files,
                "errors": findings.count(Severity.ERROR),
                "warnings": findings.count(Severity.WARNING),
            },
        }
    )


FORMATS: Mapping[str, Callable[[Findings], str]] = {"text": text, "json": json}
"""The formats of `validate`."""


def _summary(findings: Findings) -> str:
    errors, warnings = findings.count(Severity.ERROR), findings.count(Severity.WARNING)
    files = count(findings.files, "file")
    if not findings.diagnostics:
        return f"{files} checked, nothing to mend."
    return f"{files} checked: {count(errors, 'error')}, {count(warnings, 'warning')}."


def _shown(place: Place) -> str:
    return one_line(str(place))


def _json(one: Diagnostic) -> Json:
    return {
        **_place(one.place),
        "rule": one.rule,
        "severity": one.severity,
        "message": one.message,
        "hint": one.hint,
        "related": [{**_place(r.place), "message": r.message} for r in one.related],
    }


def _place(place: Place) -> dict[str, Json]:
    return {"file": place.file, "line": place.line, "column": place.column}
