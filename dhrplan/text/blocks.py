"""A text on several lines: a block under `|` or `>`, or one that is broken where a space stands."""

from __future__ import annotations

import re

from dhrplan.text.quoting import has_codes

WIDTH = 80
"""Where lines of text are broken, counted from the left edge, unless those there are longer."""

_BREAK = re.compile(r"(?<=\S) (?=\S)")
_PLAIN_BREAK = re.compile(r"(?<=\S) (?=\w)")
"""Plain text is broken before a letter or digit only: other signs may mean something there."""
_MARKS = re.compile(r"[^-+0-9]")


def fits_literal(text: str) -> bool:
    """Whether a text may stand in a block as it is."""
    lines = text.split("\n")
    first = next((line for line in lines if line), "")
    is_clean = bool(first.strip()) and not first.startswith("\t") and not has_codes(_spaced(text))
    return is_clean and text == text.rstrip()


def fits_folded(text: str) -> bool:
    """Whether a text may stand in a block that is folded."""
    return fits_literal(text) and not re.search(r"^[ \t]", text, re.MULTILINE)


def _spaced(text: str) -> str:
    """A text whose tabs, which a block may hold, are spaces."""
    return text.replace("\t", " ")


def header_for(text: str, like: str, indent: int) -> str:
    """The signs that open a block, as those of another do.

    A text that begins with a space needs the number of columns, `indent`, by which the block stands
    further in than its key. `|+` takes in what is below it, so that a new block never has it.
    """
    end = "" if like[1:].strip("123456789") == "" else "-"
    number = str(indent) if text.lstrip("\n").startswith(" ") else ""
    return f"{like[0]}{number}{end}"


def literal(text: str, indent: int) -> list[str]:
    """The lines of a block under `|`."""
    return [" " * indent + line if line else "" for line in text.split("\n")]


def folded(text: str, indent: int, width: int) -> list[str]:
    """The lines of a block under `>`, where a line break is a blank line."""
    lines: list[str] = []
    for number, line in enumerate(text.split("\n")):
        if number:
            lines.append("")
        if line:
            lines += [" " * indent + one for one in broken(line, width - indent)]
    return lines


def broken(text: str, width: int, *, plain: bool = False, first: int = 0) -> list[str]:
    """A line of text as several, each of so many characters at most where a space allows it.

    Args:
        text: The line.
        width: The most characters of a line.
        plain: Whether it stands without quotes, and not in a block.
        first: How many characters of the first line are taken already.
    """
    lines = [""]
    room = width - first
    for word in (_PLAIN_BREAK if plain else _BREAK).split(text):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > room:
            lines.append(word)
            room = width
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return lines
