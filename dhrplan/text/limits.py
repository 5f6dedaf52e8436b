"""What is looked at before YAML is: size, characters, and how deep a text may nest."""

from __future__ import annotations

import re

MAX_BYTES = 5_000_000
"""The size of a plan that is still read, in bytes: format 1, "Reading YAML"."""

MAX_DEPTH = 32
"""The levels of lists and keys within each other that are still read: format 1, "Reading YAML"."""

# YAML 1.1, 5.1: what may stand in a stream.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ASCII = bytes(code for code in range(128) if not _UNPRINTABLE.match(chr(code)))
_MARK = "\ufeff"
_HIDDEN_MARK = re.compile(f"(?:^|(?<=[\r\x85\u2028\u2029])){_MARK}", re.MULTILINE)
FOREIGN_BREAK = re.compile("[\x85\u2028\u2029]")


def strange_character(text: str) -> int | None:
    """The index of the first character that no file may hold."""
    if text.isascii() and not text.encode().translate(None, _ASCII):
        return None  # at a tenth of the price
    strange = [match.start() for match in (_UNPRINTABLE.search(text),) if match]
    if _MARK in text:
        strange.extend(_hidden_marks(text))
    return min(strange, default=None)


def _hidden_marks(text: str) -> list[int]:
    """Byte order marks at the beginning of a line, as files have them that were joined.

    They would hide in front of a key. Within a line, where pasted text has them, they do no harm.
    """
    return [match.start() for match in _HIDDEN_MARK.finditer(text)]


# -- how deep it may be --------------------------------------------------------------------------

_INDICATORS = " \t-?:"
_WITHIN_A_WORD = re.compile(r"(?<=\w)'(?=\w)")
_MISLEADING = re.compile(r"""["'#!&*%\\]""")
_INNERMOST = re.compile(r"\[[^\[\]{}]*\]|\{[^\[\]{}]*\}")
_BRACKETS = re.compile(r"[\[\]{}]")


def may_be_deep(text: str) -> bool:
    """Whether `text` might nest deeper than the limit. Never wrong when it says no.

    libyaml's composer recurses, and takes the process down on tens of thousands of brackets, so
    this must be known before it is called. It is an upper bound in one pass over the lines. A
    bracket counts twice, for `[a: b]` is a list with keys in it.
    """
    lines = text.splitlines()
    bound, deepest = _most_blocks(lines), 0
    for line in lines:
        if "[" in line or "{" in line:
            depth = _balanced_depth(line)
            if depth is None:
                bound += 2 * (line.count("[") + line.count("{"))
            else:
                deepest = max(deepest, 2 * depth)
    return bound + deepest > MAX_DEPTH


def _most_blocks(lines: list[str]) -> int:
    """As many block collections can be open as there are columns where one may begin.

    A list may stand in the column of the key above it, so a column counts for each.
    """
    columns: set[tuple[int, bool]] = set()
    for indicators in {line[: len(line) - len(line.lstrip(_INDICATORS))] for line in lines}:
        for column, character in enumerate(indicators):
            if character not in " \t":
                columns.add((column, character == "-"))
        columns.add((len(indicators), False))
    return len(columns)


def _balanced_depth(line: str) -> int | None:
    """How deep the brackets of a line nest, or None if they may not balance.

    Brackets that balance add nothing to the depth of what follows, be the line structure or text,
    as long as nothing on it could make one of a pair mean something else than the other. An
    apostrophe within a word cannot: there YAML lets no quotation begin, and none end.
    """
    if _MISLEADING.search(_WITHIN_A_WORD.sub("", line)):
        return None
    for depth in range(MAX_DEPTH):
        if not _BRACKETS.search(line):
            return depth
        line, before = _INNERMOST.sub("", line), line
        if line == before:
            return None
    return None
