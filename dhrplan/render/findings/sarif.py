"""Findings as SARIF 2.1.0, for code hosts and viewers.

Section numbers below are those of the OASIS Standard "Static Analysis Results Interchange Format
(SARIF) Version 2.1.0".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from urllib.parse import quote

from dhrplan.diagnostic import Place, Severity
from dhrplan.render.explanation import help_page, plain_help
from dhrplan.render.findings import Findings, Surroundings, masked
from dhrplan.render.json import dumps
from dhrplan.render.visible import one_line
from dhrplan.rules import RULES_BY_NAME
from dhrplan.table import Json

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

_ROOT = "%SRCROOT%"
"""The base of relative paths: the root of the repository."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(findings: Findings, around: Surroundings) -> str:
    """One run with its rules and results."""
    found = dict.fromkeys(one.rule for one in findings.diagnostics)
    rules = [name for name in RULES_BY_NAME if name in found]
    driver: dict[str, Json] = {
        "name": "dhrplan",
        "version": around.version(),
        "rules": [_rule(name) for name in rules],
    }
    run: dict[str, Json] = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(findings)],
        "results": list(_results(findings, rules, around)),
    }
    return dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(name: str) -> Json:
    rule = RULES_BY_NAME[name]
    return {
        "id": name,
        "shortDescription": {"text": rule.what},
        "fullDescription": {"text": f"{rule.what} {rule.why}"},
        "help": {"text": plain_help(rule), "markdown": help_page(rule)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"family": rule.family, "tags": [rule.family]},
    }


def _invocation(findings: Findings) -> Json:
    notes: list[Json] = [{"level": "note", "message": _message(note)} for note in findings.notes]
    return {"executionSuccessful": True, "toolExecutionNotifications": notes}


def _results(findings: Findings, rules: list[str], around: Surroundings) -> Iterator[Json]:
    marks = _fingerprints(findings, around)
    for one, mark in zip(findings.diagnostics, marks, strict=True):
        related: list[Json] = [
            {**_location(other.place, around), "message": _message(other.message)}
            for other in one.related
        ]
        yield {
            "ruleId": one.rule,
            "ruleIndex": rules.index(one.rule),
            "level": _LEVELS[one.severity],
            "message": _message(" ".join((one.message, *one.advice))),
            "locations": [_location(one.place, around, one.width)],
            "relatedLocations": related,
            "partialFingerprints": {"dhrplan/v1": mark},
        }


def _location(place: Place, around: Surroundings, width: int | None = None) -> dict[str, Json]:
    file = around.from_root(place.file)
    region: dict[str, Json] = {"startLine": place.line, "startColumn": place.column}
    if width is not None:
        region["endColumn"] = place.column + width
    artifact: dict[str, Json] = {"uri": quote(file.encode("utf-8", "surrogateescape"), safe="/*")}
    if not file.startswith(("../", "/")):
        artifact["uriBaseId"] = _ROOT
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}


def _message(text: str) -> Json:
    """A message without placeholders (3.11.5) and without links (3.11.6)."""
    plain = one_line(text).replace("{", "{{").replace("}", "}}")
    return {"text": re.sub(r"([\\\[\]])", r"\\\1", plain) if "](" in plain else plain}


def _fingerprints(findings: Findings, around: Surroundings) -> Iterator[str]:
    """Hashes that stay the same when lines move: of rule, file, action and message.

    Numbers outside of backticks are left out: they may be line numbers or days. Private data is
    masked even if revealed, since a short text can be guessed from its hash.
    """
    before: Counter[tuple[str, ...]] = Counter()
    for one in masked(findings).diagnostics:
        file = around.from_root(one.place.file)
        message = re.sub(r"(`[^`]*`)|\d+", r"\1", one.message)
        key = (one.rule, file, one.review or "", one.action or "", message)
        text = "\0".join((*key, str(before[key])))
        before[key] += 1
        yield sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
