"""A unified diff of a file, as `diff -u` and git print it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dhrplan.render.visible import visible

_AROUND = 3
"""Lines of context around a change."""

_HEAD, _HUNK, _GONE, _NEW = "1", "36", "31", "32"
"""SGR codes for bold, cyan, red and green, as in git."""


class _Lines(NamedTuple):
    """A run of lines, and the number of lines of the file before it."""

    first: int
    lines: Sequence[str]


def difference(file: str, before: bytes | None, after: bytes | None, *, colour: bool) -> str:
    """The diff from `before` to `after`, None for no file; empty where no line differs."""
    old, new = ("(no file)" if one is None else file for one in (before, after))
    lines = _difference(old, new, _lines(before or b""), _lines(after or b""))
    shown = (_coloured(style, visible(line)) if colour else visible(line) for style, line in lines)
    return "".join(f"{line}\n" for line in shown)


def _lines(data: bytes) -> list[str]:
    """The lines of a file without their line ends, of whatever kind."""
    text = data.decode("utf-8-sig", "replace")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines if lines[-1] else lines[:-1]


def _difference(
    old_file: str, new_file: str, old: list[str], new: list[str]
) -> Iterator[tuple[str, str]]:
    from difflib import SequenceMatcher

    ours, theirs = _middle(old, new)
    # autojunk: where much has moved, comparing every repeated line takes minutes.
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
    """Both without the common start and end, but for the context.

    A change is small and a plan is long, and the matcher is slow.
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
    """A range of a hunk header: first line from 1, and the length unless it is 1."""
    length = end - begin
    first = begin + 1 if length else begin
    return f"{first}" if length == 1 else f"{first},{length}"


def _coloured(style: str, line: str) -> str:
    return f"\x1b[{style}m{line}\x1b[0m" if style else line
