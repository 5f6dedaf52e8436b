"""Which characters of a file a part of a value is, in whatever style the value is written.

YAML folds lines, takes indentation away and doubles or escapes signs, but all of that is about
blanks and quotation marks. What is no blank stands in the file in the order of the value, so the
signs of both are counted alongside.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from dhrplan.text.parsing import node_of
from dhrplan.text.source import Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.diagnostic import Route
    from dhrplan.text.source import Source

_BLANKS = " \t\r\n\x85\u2028\u2029"
_LINE_END = re.compile(r"[\r\n]")
_ANY = re.compile(r".", re.DOTALL)
_SINGLE = re.compile(r"''|.", re.DOTALL)
_DOUBLE = re.compile(r"\\(?:x..|u.{4}|U.{8}|\r\n|.)|.", re.DOTALL)
_BLANK_ESCAPES = " \t\r\nntrNLP"  # YAML 1.1, 5.7


def characters_of(source: Source, route: Route, start: int, end: int) -> tuple[int, int] | None:
    """Where in the file the characters from `start` to `end` of the value at `route` stand.

    Args:
        source: The file.
        route: Where the value stands.
        start: The first character within the value, from 0; no blank.
        end: The character behind the last one, which is no blank either.

    Returns:
        The index of the first character, and of the one behind the last; None where the route
        leads to no value.
    """
    node = node_of(source, route)
    if not isinstance(node, Scalar):
        return None
    before, within = (_signs(node.value[part]) for part in (slice(start), slice(start, end)))
    found = list(islice(_written(source.text, node), before, before + within))
    return (found[0][0], found[-1][1]) if found else None


def _signs(text: str) -> int:
    """How many characters are no blanks."""
    return sum(character not in _BLANKS for character in text)


def _written(text: str, node: Scalar) -> Iterator[tuple[int, int]]:
    """Where each sign of a value begins and ends, in order."""
    start, end, pattern = node.start_mark.index, node.end_mark.index, _ANY
    if node.style in ("|", ">"):
        header = _LINE_END.search(text, start)  # its sign, and what may be said beside it
        start = header.end() if header else end
    elif node.style in ("'", '"'):
        start, end = start + 1, end - 1
        pattern = _SINGLE if node.style == "'" else _DOUBLE
    signs = (match for match in pattern.finditer(text, start, end) if not _is_blank(match[0]))
    return (match.span() for match in signs)


def _is_blank(written: str) -> bool:
    """Whether one sign, or one escape in double quotes, stands for a blank or for nothing."""
    if len(written) == 1 or written == "''":
        return written in _BLANKS
    if written[1] in "xuU":
        code = written[2:]
        return chr(int(code, 16)) in _BLANKS
    return written[1] in _BLANK_ESCAPES
