"""Findings as annotations of GitHub Actions.

An annotation is a workflow command: `::error file=plans/DHR7.yaml,line=14,col=9::message`. The log
shows it without its place, and only ten of each kind a step. So the full text is printed first, in
a group, with workflow commands stopped so that no text of a plan is taken for one.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from dhrplan.diagnostic import Diagnostic, Severity
from dhrplan.render.findings import Findings, Surroundings
from dhrplan.render.findings.text import blocks, summary
from dhrplan.render.visible import one_line

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(findings: Findings, around: Surroundings) -> str:
    """The text in a group, an annotation for each finding and note, and the counts."""
    lines = (
        *(_text(findings, around) if findings.diagnostics else ()),
        *(_annotation(one, around) for one in findings.diagnostics),
        *(f"::notice title=dhrplan::{_data(one_line(note))}" for note in findings.notes),
        summary(findings),
    )
    return "\n".join(lines) + "\n"


def _text(findings: Findings, around: Surroundings) -> Iterator[str]:
    text = "\n\n".join(blocks(findings, around))
    # The token cannot be known when a plan is written: it depends on the whole text.
    token = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    yield "::group::What dhrplan found, with the lines"
    yield f"::stop-commands::{token}"
    yield text
    yield f"::{token}::"
    yield "::endgroup::"


def _annotation(one: Diagnostic, around: Surroundings) -> str:
    properties = {
        "file": around.from_root(one.place.file),
        "line": one.place.line,
        "endLine": one.place.line,
        "col": one.place.column,
        "endColumn": one.place.column + one.width,
        "title": one.rule,
    }
    fields = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    related = (f"{other.place}: {other.message}" for other in one.related)
    sentences = "\n".join(map(one_line, filter(None, (one.message, *one.advice, *related))))
    return f"::{_COMMANDS[one.severity]} {fields}::{_data(sentences)}"


def _data(text: str) -> str:
    """Text escaped for a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A property value, escaped also for commas and colons."""
    return _data(one_line(text)).replace(":", "%3A").replace(",", "%2C")
