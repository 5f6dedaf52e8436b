"""Findings for people: place, what is wrong, the line itself, what to write instead; the count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.diagnostic import Severity
from dhrplan.render.excerpt import excerpt
from dhrplan.render.visible import one_line
from dhrplan.render.widths import wrapped
from dhrplan.wording import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.diagnostic import Diagnostic
    from dhrplan.render.diagnostics import Surroundings
    from dhrplan.render.findings import Findings

_INDENT = " " * 4
_PAGE_WIDTH = 100
"""The most columns in which a sentence is still easy to read, however wide the window."""

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "34"}
"""Red, yellow and blue, as terminals number them (ECMA-48). The word always stands beside it."""

_BOLD, _DIM = "1", "2"


def render(findings: Findings, around: Surroundings) -> str:
    """Every finding in lines, files in their order; then how many there are, and the notes."""
    closing = "\n".join(_closing(findings, around.width))
    return "\n\n".join((*blocks(findings, around), closing)) + "\n"


def blocks(findings: Findings, around: Surroundings) -> Iterator[str]:
    """Each finding in lines."""
    for one in findings.diagnostics:
        yield "\n".join(_described(one, findings, around))


def _closing(findings: Findings, width: int) -> Iterator[str]:
    """How many findings there are, and what belongs with the answer."""
    yield summary(findings)
    for note in findings.notes:
        yield from wrapped(one_line(note), min(width, _PAGE_WIDTH))


def summary(findings: Findings) -> str:
    """How many files were looked at, and how many findings of each weight there are."""
    checked = f"{count(findings.files, 'file')} checked"
    if not findings.diagnostics:
        return f"{checked}, nothing to mend."
    infos = findings.count(Severity.INFO)
    counted = (
        count(findings.count(Severity.ERROR), "error"),
        count(findings.count(Severity.WARNING), "warning"),
        *((count(infos, "info"),) if infos else ()),
    )
    return f"{checked}: {', '.join(counted)}."


def _described(one: Diagnostic, findings: Findings, around: Surroundings) -> Iterator[str]:
    """The place in full on the first line, so that terminals and editors lead to it."""
    colour = _COLOURS[one.severity]
    place = _styled(one_line(str(one.place)), _BOLD, around)
    yield f"{place}: {_styled(one.severity, f'{_BOLD};{colour}', around)}[{one.rule}]"
    yield from _sentence(one.message, around)
    line = findings.lines.get((one.place.file, one.place.line), "")
    if line and not line.isspace():
        yield from _line(one, line, around)
    if one.hint:
        yield from _sentence(one.hint, around)
    for other in one.related:
        yield from _sentence(f"{other.place}: {other.message}", around)


def _sentence(text: str, around: Surroundings) -> Iterator[str]:
    for line in wrapped(one_line(text), min(around.width, _PAGE_WIDTH) - len(_INDENT)):
        yield f"{_INDENT}{line}"


def _line(one: Diagnostic, line: str, around: Surroundings) -> Iterator[str]:
    """The line of the file behind its number, and carets below."""
    number = f"{one.place.line:>4}"
    gutter = len(f"{_INDENT}{number} | ")
    shown = excerpt(line, one.place.column, one.width, around.width - gutter)
    yield f"{_INDENT}{_styled(f'{number} |', _DIM, around)} {shown.text}"
    blank = " " * len(number)
    blanks = len(shown.carets) - len(shown.carets.lstrip())
    carets = _styled(shown.carets[blanks:], _COLOURS[one.severity], around)
    yield f"{_INDENT}{_styled(f'{blank} |', _DIM, around)} {' ' * blanks}{carets}"


def _styled(text: str, style: str, around: Surroundings) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if around.colour else text
