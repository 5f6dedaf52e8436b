"""Comments that silence rules: `# dhrplan: ignore[rule] why`, and which lines each speaks for.

Behind a value it speaks for its line, and for the block of text that begins there; on a line of its
own for the item or key below it, with all that belongs to that; above the first key for the file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dhrplan.plan.outline import Outline
from dhrplan.text.comments import is_within, spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.text.source import Source

# Without its colon it is found too, and not understood: `# dhrplan ignore[no-news] why`.
_COMMENT = re.compile(
    r"(?:(?<=\s)|\A)#[ \t]*dhrplan[ \t]*(?::[ \t]*|(?=ignore[ \t]*\[))([^\r\n]*)", re.IGNORECASE
)
_COLON = re.compile(r"#[^:]*dhrplan[ \t]*:", re.IGNORECASE)
_IGNORE = re.compile(r"ignore[ \t]*\[([^\]]*)\][ \t:\-\u2013]*(.*)", re.IGNORECASE)
_OPENS_A_BLOCK = re.compile(r"[|>][-+0-9]*[ \t]*$")


class Ignore(NamedTuple):
    """One comment that silences rules, or that was meant to.

    Attributes:
        start: Where it begins in the text, in characters from 0.
        length: How many characters it has.
        rules: The rules that it names; none where it cannot be understood.
        reason: Why, in the writer's words; empty where that is not said.
        lines: The lines it speaks for, from 1.
    """

    start: int
    length: int
    rules: tuple[str, ...]
    reason: str
    lines: range


def ignores(source: Source) -> Iterator[Ignore]:
    """Every such comment of a file that is YAML, in its order."""
    if "dhrplan" not in source.text.lower():
        return  # as nearly every file
    found = list(_COMMENT.finditer(source.text))
    values = spans(source) if found else []
    outline = Outline(source)
    for match in found:
        if not is_within(match.start(), values):
            yield _ignore(source, outline, match)


def _ignore(source: Source, outline: Outline, match: re.Match[str]) -> Ignore:
    understood = _IGNORE.fullmatch(match[1].rstrip()) if _COLON.match(match[0]) else None
    names = re.split(r"[,\s]+", understood[1].strip()) if understood else []
    reason = understood[2].strip() if understood else ""
    length = len(match[0].rstrip())
    lines = _lines(source, outline, match.start())
    return Ignore(match.start(), length, tuple(filter(None, names)), reason, lines)


def _lines(source: Source, outline: Outline, index: int) -> range:
    number = source.place(index).line
    start, line = source.line(number)
    before = line[: index - start]
    if before.strip():
        ends = outline.last(number) if _OPENS_A_BLOCK.search(before) else number
        return range(number, ends + 1)
    if not 0 < outline.first < number:
        return range(1, source.lines + 1)
    return range(number, outline.last(outline.next(number)) + 1)
