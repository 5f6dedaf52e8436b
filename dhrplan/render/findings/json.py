"""Findings as JSON."""

from __future__ import annotations

from dhrplan.diagnostic import Diagnostic, Place, Severity
from dhrplan.render.findings import Findings, Surroundings
from dhrplan.render.json import SCHEMA_VERSION, dumps
from dhrplan.table import Json


def render(findings: Findings, around: Surroundings) -> str:
    """One document, with paths relative to the working directory."""
    del around
    return dumps(
        {
            "schema_version": SCHEMA_VERSION,
            "kind": "diagnostics",
            "diagnostics": [_diagnostic(one) for one in findings.diagnostics],
            "summary": {
                "files": findings.files,
                "errors": findings.count(Severity.ERROR),
                "warnings": findings.count(Severity.WARNING),
                "infos": findings.count(Severity.INFO),
                "notes": list(findings.notes),
            },
        }
    )


def _diagnostic(one: Diagnostic) -> Json:
    return {
        **_place(one.place),
        "end_column": one.place.column + one.width,
        "review": one.review,
        "action": one.action,
        "rule": one.rule,
        "severity": one.severity,
        "message": one.message,
        "hint": " ".join(one.advice),
        "related": [{**_place(other.place), "message": other.message} for other in one.related],
    }


def _place(place: Place) -> dict[str, Json]:
    return {"file": place.file, "line": place.line, "column": place.column}
