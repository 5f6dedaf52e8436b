"""A fingerprint of a report: the same for the same words, whatever the format."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from dhrplan.diagnostic import Diagnostic
from dhrplan.render.blocks import (
    Facts,
    Filters,
    Heading,
    Marking,
    Paragraph,
    RecordHeading,
    Shortfall,
    walk,
    words,
)
from dhrplan.table import Report, Table

_GROUPS = 4
"""Four groups of four are read out on the telephone; 64 bits are not met by chance."""


def fingerprint(report: Report, problems: tuple[Diagnostic, ...]) -> str:
    """The beginning of the SHA-256 of all words of a report, in groups."""
    text = "\x1e".join(_texts(report, problems))
    sign = sha256(text.encode("utf-8", "surrogatepass")).hexdigest().upper()
    return " ".join(sign[4 * number : 4 * number + 4] for number in range(_GROUPS))


def _texts(report: Report, problems: tuple[Diagnostic, ...]) -> Iterator[str]:
    for block in walk(report, problems):
        match block:
            case Heading(text) | Marking(text) | Shortfall(text):
                yield text
            case Filters(lines):
                yield from lines
            case Paragraph(value):
                yield words(value)
            case Facts(pairs):
                yield from (part for label, value in pairs for part in (label, words(value)))
            case RecordHeading():
                yield from (words(cell) for _, cell in block.cells)
            case Table(columns, rows):
                yield from (column.title for column in columns)
                yield from (words(cell) for row in rows for cell in row)
