"""What would change in a file, line by line, as `diff -u` and git show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dhrplan.render.blocks import visible

_AROUND = 3
"""How many lines that stay are shown before and after those that change."""

_HEAD, _HUNK, _GONE, _NEW = "1", "36", "31", "32"
"""Bold, cyan, red and green, as git has them. The sign always stands at the start of the line."""


class _Lines(NamedTuple):
    """The lines from one on.

    Attributes:
        first: How many lines of the file stand before them.
    """

    first: int
    lines: Sequence[str]


def difference(file: str, before: bytes | None, after: bytes, *, colour: bool) -> str:
    """The difference between what a file holds and is to hold; empty where no line differs.

    Args:
        file: The file as a person would name it.
        before: What it holds; None where there is no such file yet.
        after: What it is to hold.
        colour: Whether to colour it.
    """
    old = "(no file)" if before is None else file
    lines = _difference(old, file, _lines(before or b""), _lines(after))
    shown = (_coloured(style, visible(line)) if colour else visible(line) for style, line in lines)
    return "".join(f"{line}\n" for line in shown)


def _lines(data: bytes) -> list[str]:
    """The lines of a file, however they end, without their ends."""
    text = data.decode("utf-8-sig", "replace")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines if lines[-1] else lines[:-1]


def _difference(
    old_file: str, new_file: str, old: list[str], new: list[str]
) -> Iterator[tuple[str, str]]:
    from difflib import SequenceMatcher

    ours, theirs = _middle(old, new)
    # Where much has moved, to weigh every line that stands there a hundred times takes minutes.
    matcher = SequenceMatcher(None, ours.lines, theirs.lines, autojunk=True)
    for index, codes in enumerate(matcher.get_grouped_opcodes(_AROUND)):
        if not index:
            yield _HEAD, f"--- {old_file}"
            yield _HEAD, f"+++ {new_file}"
        old_span = _span(codes[0][1] + ours.first, codes[-1][2] + ours.first)
        new_span = _span(codes[0][3] + theirs.first, codes[-1][4] + theirs.first)
        yield _HUNK, f"@@ -{old_span} +{new_span} @@"
        for tag, begin, end, new_begin, new_end in codes:
            if tag == "equal":
                yield from (("", f" {line}") for line in ours.lines[begin:end])
                continue
            yield from ((_GONE, f"-{line}") for line in ours.lines[begin:end])
            yield from ((_NEW, f"+{line}") for line in theirs.lines[new_begin:new_end])


def _middle(old: list[str], new: list[str]) -> tuple[_Lines, _Lines]:
    """Both without what is the same at their ends, but for the lines around a change.

    A change is small and a plan is long: whatever compares lines need not see all of it.
    """
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    left = most - start
    end = next((at for at in range(left) if old[-1 - at] != new[-1 - at]), left)
    start, end = max(start - _AROUND, 0), max(end - _AROUND, 0)
    return (
        _Lines(start, old[start : len(old) - end]),
        _Lines(start, new[start : len(new) - end]),
    )


def _span(begin: int, end: int) -> str:
    """Lines as `diff -u` counts them: from 1, and how many unless one."""
    length = end - begin
    first = begin + 1 if length else begin
    return f"{first}" if length == 1 else f"{first},{length}"


def _coloured(style: str, line: str) -> str:
    return f"\x1b[{style}m{line}\x1b[0m" if style else line
