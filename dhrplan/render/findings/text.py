"""Findings for people: place, message, the line itself, hint; then the counts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from dhrplan.diagnostic import Diagnostic, Severity
from dhrplan.render.blocks import cells, wrapped
from dhrplan.render.findings import Findings, Surroundings
from dhrplan.render.visible import one_line, shown_as
from dhrplan.wording import count

_INDENT = " " * 4
_PAGE_WIDTH = 100
"""The widest line that is easy to read, in columns."""

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "38;5;33"}
"""SGR codes (ECMA-48) for red, yellow and a blue that can be read on the blue of PowerShell."""

_BOLD, _DIM = "1", "2"


def render(findings: Findings, around: Surroundings) -> str:
    """Every finding, in the order of the files, then the counts and the notes."""
    closing = "\n".join(_closing(findings, around.width))
    return "\n\n".join((*blocks(findings, around), closing)) + "\n"


def blocks(findings: Findings, around: Surroundings) -> Iterator[str]:
    """The text of each finding."""
    for one in findings.diagnostics:
        yield "\n".join(_described(one, findings, around))


def _closing(findings: Findings, width: int) -> Iterator[str]:
    """The counts and the notes."""
    yield summary(findings)
    for note in findings.notes:
        yield from wrapped(one_line(note), min(width, _PAGE_WIDTH))


def summary(findings: Findings) -> str:
    """The counts of files, of findings by severity, of those fmt fixes, and of those silenced."""
    checked = f"{count(findings.files, findings.unit)} checked"
    silenced = f" {findings.silenced:,} silenced." if findings.silenced else ""
    if not findings.diagnostics:
        return f"{checked}: no problems found.{silenced}"
    fixable = sum(1 for one in findings.diagnostics if one.fixable)
    can_be = f" {fixable:,} can be fixed with `dhrplan fmt --fix`." if fixable else ""
    infos = findings.count(Severity.INFO)
    warnings = findings.count(Severity.WARNING)
    counted = (
        count(findings.count(Severity.ERROR), "error"),
        *((count(warnings, "warning"),) if warnings or not findings.errors_only else ()),
        *((count(infos, "info"),) if infos else ()),
    )
    return f"{checked}: {', '.join(counted)}.{can_be}{silenced}"


def _described(one: Diagnostic, findings: Findings, around: Surroundings) -> Iterator[str]:
    """The place comes first, so that terminals and editors link to it."""
    colour = _COLOURS[one.severity]
    place = _styled(one_line(str(one.place)), _BOLD, around)
    yield f"{place}: {_styled(one.severity, f'{_BOLD};{colour}', around)}[{one.rule}]"
    yield from _sentence(one.message, around)
    line = findings.lines.get((one.place.file, one.place.line), "")
    if line and not line.isspace():
        yield from _line(one, line, around)
    for advice in one.advice:
        yield from _sentence(advice, around)
    for other in one.related:
        yield from _sentence(f"{other.place}: {other.message}", around)


def _sentence(text: str, around: Surroundings) -> Iterator[str]:
    for line in wrapped(one_line(text), min(around.width, _PAGE_WIDTH) - len(_INDENT)):
        yield f"{_INDENT}{line}"


def _line(one: Diagnostic, line: str, around: Surroundings) -> Iterator[str]:
    """The line of the file with its number, and carets below it; read aloud, carets say nothing."""
    if around.plain:
        begin = max(0, one.place.column - _PAGE_WIDTH)  # a line may have megabytes
        part = line[begin : begin + 2 * _PAGE_WIDTH]
        yield from _sentence(f"Line {one.place.line}: {part}", around)
        return
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


_TAB = 4
_CUT = "…"
_BEFORE = 3
"""A cut line shows a third of the window before the place."""


class Excerpt(NamedTuple):
    """A line of a file, and the carets below it."""

    text: str
    carets: str


def excerpt(line: str, column: int, width: int, room: int) -> Excerpt:
    """A line cut to `room` columns (at least 20), with carets under `width` characters.

    `column` is the first character to mark, from 1; it may be one after the last.
    """
    left = max(0, column - 1 - 2 * room)  # a line may have megabytes
    pieces = _pieces(line[left : column + 2 * room])
    starts = [0, *accumulate(map(cells, pieces))]
    first = min(column - 1 - left, len(pieces))
    begin, end = _window(starts, first, room)
    last = min(max(first + width, first), end)
    lead, tail = _CUT if begin else "", _CUT if end < len(pieces) else ""
    blank = " " * (len(lead) + starts[first] - starts[begin])
    carets = "^" * max(starts[last] - starts[first], 1)
    return Excerpt(f"{lead}{''.join(pieces[begin:end])}{tail}".rstrip(), blank + carets)


def _pieces(line: str) -> Sequence[str]:
    """Each character as shown; a tab up to the next tab stop."""
    if line.isascii() and line.isprintable():
        return line  # nearly every line
    pieces: list[str] = []
    at = 0
    for character in line:
        piece = "→".ljust(_TAB - at % _TAB) if character == "\t" else shown_as(character)
        pieces.append(piece)
        at += cells(piece)
    return pieces


def _window(starts: list[int], first: int, room: int) -> tuple[int, int]:
    """The characters to show, with room for the ellipses.

    `starts` has the column of each character and of the end; the character `first` must be shown.
    """
    count = len(starts) - 1
    length = starts[count] + (first == count)  # a caret after the last character needs a column
    if length <= room:
        return 0, count
    begin = bisect_left(starts, max(0, min(starts[first] - room // _BEFORE, length + 1 - room)))
    left = room - (begin > 0)
    if length - starts[begin] <= left:
        return begin, count
    return begin, bisect_right(starts, starts[begin] + left - 1) - 1
