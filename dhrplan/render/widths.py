"""How wide the columns of a table are, and how one that is wider than the window is parted."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

GAP = 2
"""The blanks between two columns."""

_TITLE_LINES = 3


def title_width(title: str) -> int:
    """The width in which a title takes a few lines, with no word broken."""
    width = max(map(len, title.split()), default=1)
    while len(wrap(title, width, break_long_words=False, break_on_hyphens=False)) > _TITLE_LINES:
        width += 1
    return width


def narrowed(widths: Iterable[int], least: Iterable[int], room: int) -> list[int]:
    """The widths, the widest made narrower until they fit or none may be narrower still."""
    narrow, lowest = list(widths), list(least)
    while total(narrow) > room:
        spare = [i for i, width in enumerate(narrow) if width > lowest[i]]
        if not spare:
            break
        narrow[max(spare, key=narrow.__getitem__)] -= 1
    return narrow


def parted(widths: list[int], room: int) -> Iterator[list[int]]:
    """The columns in runs that fit, each led in by the first column."""
    part = [0]
    for index in range(1, len(widths)):
        if len(part) > 1 and total([widths[i] for i in (*part, index)]) > room:
            yield part
            part = [0]
        part.append(index)
    yield part


def total(widths: list[int]) -> int:
    """The width of these columns beside each other."""
    return sum(widths) + GAP * (len(widths) - 1)
