"""A Report as one JSON document, the contract that scripts hang on."""

from __future__ import annotations

import json

from dhrplan.diagnostic import Diagnostic
from dhrplan.render import Layout
from dhrplan.render.visible import escaped_json
from dhrplan.table import Json, Report

SCHEMA_VERSION = 1


def render(report: Report, problems: tuple[Diagnostic, ...], layout: Layout) -> str:
    """The data of the report in the envelope of all kinds; the layout has no effect."""
    del layout
    envelope: dict[str, Json] = {
        "schema_version": SCHEMA_VERSION,
        "kind": report.kind,
        "as_of": report.as_of.isoformat() if report.as_of else None,
        "commit": report.commit,
        "filters": {name: list(values) for name, values in report.filters.items()},
        **report.data,
        "problems": [problem_json(problem) for problem in problems],
    }
    return dumps(envelope)


def dumps(document: Json) -> str:
    """A JSON document, indented, with a newline at the end."""
    return escaped_json(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def problem_json(problem: Diagnostic) -> Json:
    """A value that could not be read, with its review and action if known."""
    return {
        "file": problem.place.file,
        "line": problem.place.line or None,
        "column": problem.place.column or None,
        "review": problem.review,
        "action": problem.action,
        "rule": problem.rule,
        "message": problem.message,
        "hint": problem.hint,
    }
