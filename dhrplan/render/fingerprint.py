"""A fingerprint of a report: the same for the same words, whatever the format."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from dhrplan.diagnostic import Diagnostic
from dhrplan.render.blocks import Gap, walk, words
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
        if isinstance(block, Table):
            yield from (column.title for column in block.columns)
            yield from (words(cell) for row in block.rows for cell in row)
        elif not isinstance(block, Gap):
            yield repr(block)
