"""Comments that silence rules, `# dhrplan: ignore[rule] why`, and the lines each applies to.

After a value: its line, or the text block that begins there. On a line of its own: the item or key
below it and everything in that. Above the first key: the whole file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dhrplan.plan.outline import Outline
from dhrplan.text.comments import is_within, spans
from dhrplan.text.source import Source

# Also matches without its colon, to be reported: `# dhrplan ignore[no-news] why`.
_COMMENT = re.compile(
    r"(?:(?<=\s)|\A)#[ \t]*dhrplan[ \t]*(?::[ \t]*|(?=ignore[ \t]*\[))([^\r\n]*)", re.IGNORECASE
)
_COLON = re.compile(r"#[^:]*dhrplan[ \t]*:", re.IGNORECASE)
_IGNORE = re.compile(r"ignore[ \t]*\[([^\]]*)\][ \t:\-\u2013]*(.*)", re.IGNORECASE)
_OPENS_A_BLOCK = re.compile(r"[|>][-+0-9]*[ \t]*$")


class IgnoreComment(NamedTuple):
    """A comment that silences rules, or tries to.

    Attributes:
        start: Characters from the start of the file.
        rules: Names of rules; empty if the comment was not understood.
        reason: May be empty.
        lines: The lines it applies to, counted from 1.
    """

    start: int
    length: int
    rules: tuple[str, ...]
    reason: str
    lines: range


def ignore_comments(source: Source) -> Iterator[IgnoreComment]:
    """Every such comment of a YAML file, in order."""
    if "dhrplan" not in source.text.lower():
        return  # as in nearly every file
    found = list(_COMMENT.finditer(source.text))
    values = spans(source) if found else []
    outline = Outline(source)
    for match in found:
        if not is_within(match.start(), values):
            parsed = _IGNORE.fullmatch(match[1].rstrip()) if _COLON.match(match[0]) else None
            yield IgnoreComment(
                match.start(),
                len(match[0].rstrip()),
                tuple(filter(None, re.split(r"[,\s]+", parsed[1]))) if parsed else (),
                parsed[2].strip() if parsed else "",
                _lines(source, outline, match.start()),
            )


def _lines(source: Source, outline: Outline, offset: int) -> range:
    number = source.place(offset).line
    start, line = source.line(number)
    before = line[: offset - start]
    if before.strip():
        last = outline.last(number) if _OPENS_A_BLOCK.search(before) else number
        return range(number, last + 1)
    if not 0 < outline.first < number:
        return range(1, source.lines + 1)
    return range(number, outline.last(outline.next(number)) + 1)
