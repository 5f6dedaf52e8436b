"""Slips of lines to each other: indentation, keys without a colon, colons that make a key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dhrplan.text.clue import AS_BLOCK, Clue, Line, glimpse, ticked
from dhrplan.text.fields import RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.diagnostic import Diagnostic

_KEYS = frozenset(field.name for fields in RECORDS.values() for field in fields)
_NO_SPACE = re.compile(r"[ \t]*(?:- +)*(?P<key>[\w-]+):(?P<value>[^ \t:/].*)$")
_NO_SPACE_AFTER_DASH = re.compile(r"[ \t]*-(?P<item>[^ \t-].*)$")
_OTHER_DASH = re.compile(
    r"[ \t]*(?P<sign>[\u2010-\u2015\u2022\u00b7\u2212\u25aa\u25cf])\s*(?P<item>.*)$"
)
_BLOCK = re.compile(r"(?:^|[ \t])[|>][+-]?[1-9]?[+-]?[ \t]*(?:#.*)?$")
_INDENT = re.compile(r"[\s-]*")
_ODD_SPACE = re.compile(r"[ -]*[^\S \t]")
_WORD = re.compile(r"[\w-]+|\"[^\"]*\"|'[^']*'")
_TYPOGRAPHIC = tuple("\u201c\u201d\u2018\u2019\u201e\u00ab\u00bb")
_UNFIT = ("expected key", "'-' indicator", "block end", "indentation")
_SPACE_BAR = "Delete it, and press the space bar instead."


def odd_space(clue: Clue) -> Diagnostic | None:
    """A tab, or another space that is none for YAML, before what stands on the line."""
    for line in (*_above_by_odd_spaces(clue), clue.line_at(clue.began), clue.line):
        indent = _INDENT.match(line.text)
        for at, sign in enumerate(indent[0] if indent else ""):
            if sign not in " -":
                message = f"The line is indented with {_named(sign)}."
                hint = "Use spaces instead." if sign == "\t" else _SPACE_BAR
                return clue.fault(line.start + at, message, hint)
    if clue.sign == "\t":  # within plain text it is one for the parser in Python only
        return clue.fault(clue.index, "A tab stands here.", "Use a space instead.")
    return None


def _above_by_odd_spaces(clue: Clue) -> tuple[Line, ...]:
    """The lines above a colon out of place that begin with a space of Word's own, first first."""
    if "mapping values" not in clue.problem:
        return ()
    lines: list[Line] = []
    line = clue.above(clue.line)
    while line is not None and _ODD_SPACE.match(line.text):
        lines.insert(0, line)
        line = clue.above(line)
    return tuple(lines)


def _named(space: str) -> str:
    if space == "\t":
        return "a tab"
    name = "a no-break space" if space == "\u00a0" else "a space of Word's own"
    return f"{name} (U+{ord(space):04X})"


def colon(clue: Clue) -> Diagnostic | None:
    """A colon where no key may begin: in a text, or in a line that stands too far right."""
    if "mapping values" not in clue.problem:
        return None
    above = clue.above(clue.line)
    word = clue.text[clue.line.word_index : clue.index]
    if above is None or not _WORD.fullmatch(word):
        return _in_text(clue)
    beside = above.word_column == clue.line.word_column
    return (
        _without_space(clue, above, _KEYS)
        or (_without_colon(clue, above) if beside else None)
        or _deeper(clue, above)
    )


def _in_text(clue: Clue) -> Diagnostic:
    line = clue.line
    if line.value.startswith(_TYPOGRAPHIC):
        message = f"`{line.value[0]}` is a typographic quotation mark; YAML knows only ' and \"."
    else:
        message = f"{glimpse(line.value)} holds a colon and a space, which begin a new key."
    return clue.fault(clue.index, message, clue.quoted_hint(line))


def _without_colon(clue: Clue, line: Line) -> Diagnostic | None:
    if line.value not in _KEYS or line.key:
        return None
    message = f"There is no colon after {ticked(line.value)}."
    return clue.fault(line.word_index, message, f"Write `{line.value}: ` and its value.")


def _deeper(clue: Clue, above: Line) -> Diagnostic:
    """A key that stands further right than those it belongs with."""
    line = clue.line
    message = (
        f"{glimpse(line.key or line.value)} at column {line.word_column} stands further right "
        f"than {glimpse(above.key or above.value)} at column {above.word_column} "
        f"on line {above.number}, and so it is read as more of the text there."
    )
    hint = f"Give it the spaces of the keys that it belongs with. If it is text, {AS_BLOCK}."
    return clue.fault(line.word_index, message, hint)


def no_key(clue: Clue) -> Diagnostic | None:
    """A line that is no key, and not part of the text above it."""
    if "could not find expected ':'" not in clue.problem:
        return None
    line = clue.line_at(clue.began)
    return (
        _without_space(clue, line)
        or _without_space_after_dash(clue, line)
        or _other_dash(clue, line)
        or _without_colon(clue, line)
        or _block_too_far_left(clue, line)
        or _neither(clue, line)
    )


def _without_space(clue: Clue, line: Line, keys: frozenset[str] | None = None) -> Diagnostic | None:
    """`text:abc`; only for certain keys where other text may hold a colon as well."""
    match = _NO_SPACE.match(line.text)
    if match is None or (keys is not None and match["key"] not in keys):
        return None
    key, value = match["key"], match["value"].strip()
    at = line.start + match.start("value")
    if match["value"][0].isspace():
        message = f"After `{key}:` stands {_named(match['value'][0])}."
        return clue.fault(at, message, _SPACE_BAR)
    message = f"There is no space after the colon in {glimpse(f'{key}:{value}')}."
    return clue.fault(at, message, f"Write {glimpse(f'{key}: {value}')}.")


def _without_space_after_dash(clue: Clue, line: Line) -> Diagnostic | None:
    match = _NO_SPACE_AFTER_DASH.match(line.text)
    if match is None:
        return None
    item = match["item"].strip()
    message = f"There is no space after the dash in {glimpse(f'-{item}')}."
    return clue.fault(line.index, message, f"Write {glimpse(f'- {item}')}.")


def _block_too_far_left(clue: Clue, line: Line) -> Diagnostic | None:
    above = clue.above(line)
    if above is None or not _BLOCK.search(above.text) or line.column > above.word_column:
        return None
    message = f"The text below {glimpse(above.text.strip())} does not stand further right than it."
    hint = f"Put {above.word_column + 1} spaces before each line of the text."
    return clue.fault(line.index, message, hint)


def _neither(clue: Clue, line: Line) -> Diagnostic:
    message = f"{glimpse(line.text.strip())} is neither `key: value` nor part of the text above it."
    hint = "If it belongs to the text above, indent it as that text is; a key needs `: ` after it."
    above = clue.above(line)
    if above and above.is_item and above.column == line.column:
        hint = f"If it is an item of the list above, put `- ` before it. {hint}"
    return clue.fault(clue.began, message, hint)


def indentation(clue: Clue) -> Diagnostic | None:
    """A line that begins where nothing it could belong to begins."""
    line = clue.line
    if not any(word in clue.problem for word in _UNFIT) or line.index != clue.index:
        return None
    began = clue.source.place(clue.began).column
    if clue.text[clue.began] == "-" and began == line.column:
        return (
            _other_dash(clue, line)
            or _without_space_after_dash(clue, line)
            or _without_dash(clue, began)
        )
    return _spaces_above(clue) or _out_of_line(clue)


def _other_dash(clue: Clue, line: Line) -> Diagnostic | None:
    """A bullet or a longer dash, as Word makes them, where an item begins."""
    match = _OTHER_DASH.match(line.text)
    if match is None:
        return None
    message = f"{ticked(match['sign'])} is not a dash, and so no item of the list begins here."
    item = match["item"].strip()
    return clue.fault(line.index, message, f"Write {glimpse(f'- {item}')}.")


def _without_dash(clue: Clue, column: int) -> Diagnostic:
    message = "This line stands among the items of a list and has no `- `."
    hint = f"Put `- ` before it, or, if it belongs to the item above, begin at column {column + 2}."
    return clue.fault(clue.index, message, hint)


def _spaces_above(clue: Clue) -> Diagnostic | None:
    """A blank line says how far the text below `|-` is indented, if it has the most spaces."""
    blank = clue.line_at(max(clue.line.start - 1, 0))
    if not blank.is_blank or len(blank.text) < clue.line.column:
        return None
    message = f"This blank line has more spaces than the text below it, on line {clue.line.number}."
    return clue.fault(blank.start, message, "Delete its spaces.")


def _out_of_line(clue: Clue) -> Diagnostic:
    column = clue.line.column
    message = f"This line begins at column {column}, where nothing that it could belong to begins."
    near = "; ".join(
        f"{glimpse(line.text.strip())} on line {line.number} begins at column {at}"
        for line, at in list(_around(clue))[-2:]
    )
    return clue.fault(clue.index, message, f"Give it the spaces of what it belongs with: {near}.")


def _around(clue: Clue) -> Iterator[tuple[Line, int]]:
    """What it could belong with, and where that begins, until one begins further left."""
    own, leftmost = clue.line, None
    line = clue.above(own)
    while line is not None:
        column = line.column if own.is_item else line.word_column
        if (line.is_item or not own.is_item) and (leftmost is None or column < leftmost):
            leftmost = column
            yield line, column
            if column < own.column:
                return
        line = clue.above(line)
