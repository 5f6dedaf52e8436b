"""The sentences of a page, of a screen and of a document for programs."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FENCED = re.compile(r"^( *)(```+).*?^ *\2$", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CODE = re.compile(r"(`+)(?:(?!\1).)+?\1", re.DOTALL)
_LINK = re.compile(r"!?\[([^]]*)\]\([^)]*\)")
_BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*|>#]|\d+\.) ?)|\|")
_COLOUR = re.compile("[\x1b␛]\\[[0-9;]*m")
_LEFT_OUT = re.compile(
    r"^--- .*\n\+\+\+ .*\n(?:@@.*\n|[ +-].*\n)+"  # a difference
    r"|^ *\d* \|.*$"  # a line of a file, and the mark below it
    r"|^ *\$? ?dhrplan [a-z].*$",  # a command
    re.MULTILINE,
)
_PLACE = re.compile(r"^ *(?:\S+:\d+:\d+: (?:\w+\[[\w-]+\] )?|::\w+ .*?::)")
_LIST = re.compile(r"[\w-]+(?:, [\w-]+){4,}(?: and [\w-]+| or [\w-]+)?")
_GAP = re.compile(r" {2,}")
# A full stop, and then a capital, a quotation mark or code; not behind an initial.
_END = re.compile(
    r"(?<=[.!?])(?<!\b[A-Z]\.)(?<!e\.g\.)(?<!i\.e\.)[)\"\u201d*]*\s+(?=[\"\u201c(`*A-Z])"
    r"|<br>|(?<=:) (?=\d)|(?<=;) (?=\w+: )"  # or lines of a cell, or a list of counts or codes
)
CODE = "`x`"
"""What takes the place of code, and of a long list of single words: it counts as a word."""


def sentences(text: str) -> list[str]:
    """The sentences of a text without line breaks that matter, its code left out."""
    plain = _LIST.sub(CODE, _CODE.sub(CODE, " ".join(text.split())))
    return [sentence for sentence in _END.split(plain) if sentence]


def words(sentence: str) -> int:
    """How many words a sentence has; signs between them are none."""
    return sum(any(sign.isalnum() for sign in word) for word in sentence.split())


def of_page(text: str) -> Iterator[str]:
    """The sentences of a page of Markdown: paragraphs, headings, items and cells each alone."""
    text = _COMMENT.sub("\n\n", _FENCED.sub("\n\n", text))
    text = _LINK.sub(r"\1", _CODE.sub(CODE, text))
    for block in _BLOCK.split(text):
        yield from sentences(block.strip(" \n#>|-*"))


def of_screen(text: str, columns: int) -> Iterator[str]:
    """The sentences of what a window of so many columns shows, lines joined as it broke them.

    Differences, lines of files and commands are left out: they are code.
    """
    paragraph = ""
    shown = _COLOUR.sub("", text).replace("%0A", "\n")
    for line, following in pairwise([*_LEFT_OUT.sub("\n", shown).splitlines(), ""]):
        *cells, last = _GAP.split(_PLACE.sub("", line).strip())
        for cell in cells:
            yield from sentences(cell)
        paragraph = f"{paragraph} {last}".strip()
        if _was_broken(line, following, columns):
            paragraph = re.sub(r"(?<=\w)-$", "-\N{WORD JOINER}", paragraph)
            continue
        yield from sentences(paragraph.replace("\N{WORD JOINER} ", ""))
        paragraph = ""


def _was_broken(line: str, following: str, columns: int) -> bool:
    """True if the line below goes on with the last cell of this one, for it had no room here."""
    cells = _GAP.split(following.strip())
    if len(cells) > 1 or not cells[0] or _PLACE.match(following):
        return False
    begins = len(following) - len(following.lstrip())
    is_below = begins in (len(line) - len(line.lstrip()), line.rfind(_GAP.split(line.strip())[-1]))
    return is_below and len(line.rstrip()) + 1 + len(cells[0].split()[0]) > columns - 2


def of_programs(text: str) -> Iterator[str]:
    """The sentences of a document in JSON, or else of the cells of CSV."""
    try:
        texts = _texts(json.loads(text))
    except json.JSONDecodeError:
        texts = (cell for row in csv.reader(StringIO(text.replace("␍", ""))) for cell in row)
    for one in texts:
        yield from (found for line in one.splitlines() for found in sentences(line))


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)
