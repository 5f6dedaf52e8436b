"""How wide text is on a screen, and how what is wider than the window is parted."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING
from unicodedata import category, east_asian_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

GAP = 2
"""The blanks between two columns."""

_TITLE_LINES = 3
_EMOJI_SIGN = "\ufe0f"
"""What makes a picture of the sign before it, which is then wider by one."""


def cells(text: str) -> int:
    """How many columns a text takes; rather one too many than one too few.

    Wide characters take two (Unicode, East Asian Width), marks upon others none.
    """
    return len(text) if text.isascii() else sum(map(cell, text))


def cell(character: str) -> int:
    """How many columns a character takes."""
    if east_asian_width(character) in "WF":
        return 2
    is_mark = category(character) in ("Mn", "Me", "Cf") and character != _EMOJI_SIGN
    return 0 if is_mark else 1


def wrapped(text: str, width: int) -> list[str]:
    """The words of a text in lines of that many columns; a word that is wider is broken."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if cells(longer) <= width:
            lines[-1] = longer
            continue
        pieces = list(_broken(word, width))
        lines = [*lines, *pieces] if lines[-1] else pieces
    return lines


def _broken(word: str, width: int) -> Iterator[str]:
    piece, room = "", width
    for character in word:
        wide = cell(character)
        if piece and wide > room:
            yield piece
            piece, room = "", width
        piece, room = piece + character, room - wide
    yield piece


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
