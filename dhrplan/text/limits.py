"""What is looked at before YAML is: size, encoding, characters, depth.

libyaml composes recursively and takes the process down with it on tens of thousands of nested `[`
or `- `, so that depth must be known to be small before libyaml sees the text. Counting brackets is
not enough: one that stands in quotes or in a comment neither opens nor closes anything. Here an
upper bound is computed instead, in a few passes at the speed of regular expressions. A text whose
bound is small is safe; any other is `suspect` and goes to the pure parser, which keeps its own
stack and is stopped at the limit.
"""

from __future__ import annotations

import re

MAX_BYTES = 5_000_000
"""The size of a plan that is still read, in bytes: format 1, "Reading YAML"."""

MAX_DEPTH = 32
"""The levels of lists and keys within each other that are still read: format 1, "Reading YAML"."""

# YAML 1.1, 5.1: what may stand in a stream.
UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
FOREIGN_BREAK = re.compile("[\x85\u2028\u2029]")

_INDICATORS = " \t-?:"
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_QUOTED = re.compile(r"""'[^'"\[{]*'|"[^"'\[{]*\"""")
_INNERMOST = re.compile(r"\[[^\[\]{}]*\]|\{[^\[\]{}]*\}")
_BRACKETS = re.compile(r"[\[\]{}]")
_OPENING = re.compile(r"[\[{]")


def is_suspect(text: str) -> bool:
    """Whether `text` might nest deeper than the limit. Never wrong when it says no."""
    lines = text.splitlines()
    bound = _block_bound(lines)
    deepest = 0
    for line in lines:
        if "[" in line or "{" in line:
            depth = _balanced_depth(line)
            if depth is None:
                bound += len(_OPENING.findall(line))
            else:
                deepest = max(deepest, depth)
            if bound + deepest > MAX_DEPTH:
                return True
    return bound > MAX_DEPTH


def _block_bound(lines: list[str]) -> int:
    """At most as many block collections can be open as there are columns where one may begin.

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
    """How deep the brackets of one line nest, or None if they need not balance.

    Balanced text adds nothing to the depth that follows, be it in quotes, in a comment or in
    neither. An apostrophe within a word closes no quotation that YAML would accept. What a comment
    may hide must balance by itself, so the line is taken in parts.
    """
    bare = _QUOTED.sub("", _APOSTROPHE.sub("", line))
    if "'" in bare or '"' in bare:
        return None
    depths = [_nesting(part) for part in bare.split("#")]
    known = [depth for depth in depths if depth is not None]
    return max(known) if len(known) == len(depths) else None


def _nesting(part: str) -> int | None:
    """How often the innermost pairs can be taken away until no bracket is left."""
    for depth in range(MAX_DEPTH + 1):
        if not _BRACKETS.search(part):
            return depth
        shorter = _INNERMOST.sub("", part)
        if shorter == part:
            return None
        part = shorter
    return None
