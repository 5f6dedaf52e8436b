"""Lists and records in brackets: what goes into them, and what is taken out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dhrplan.text.cutting import without_lines
from dhrplan.text.sheet import Entry, Sheet, Splice, column_of, first_in, runs, standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.text.draft import Items, Keys
    from dhrplan.text.source import Node


_COMMA = re.compile(r"\s*,")
_BETWEEN = re.compile(r"\s*,([ \t]*)")


class Layout(NamedTuple):
    """How a list or record in brackets is laid out.

    Attributes:
        pad: What stands behind the opening bracket and before the closing one.
        step: How much further in its entries stand, each on a line of its own; 0 if they do not.
        comma: What stands behind the last of such entries.
    """

    pad: str = ""
    step: int = 0
    comma: str = ""


def layout_of(sheet: Sheet, node: Node) -> Layout:
    """How a list or record in brackets is laid out, which is not empty."""
    start, end = node.start_mark.index, node.end_mark.index
    first = first_in(node)
    if not sheet.begins_line(first.start_mark.index):
        return Layout(" " if sheet.text[start + 1] == " " else "")
    line = sheet.line_at(start)
    step = column_of(first) - (len(line) - len(line.lstrip()))
    return Layout("", max(step, 0), "," if sheet.text[: end - 1].rstrip().endswith(",") else "")


def added_in_brackets(
    sheet: Sheet, texts: list[str], draft: Keys | Items, before: Entry | None, beside: Entry
) -> Iterator[Splice]:
    """New entries behind one, or before the first, on lines of their own where each has one."""
    start = beside[0].start_mark.index
    line = _own_line(sheet, start)
    if before is None:
        text = "".join(f"{text},{line or _space(sheet, draft)}" for text in texts)
        yield Splice(start, start, text)
        return
    end = end_of(before)
    comma = _COMMA.match(sheet.text, end)
    after = comma.end() if comma else end
    if line and _ends_line(sheet, after):
        if comma is None:
            yield Splice(end, end, ",")
        at = sheet.line_end(after)
        text = "".join(f"{line}{text}," for text in texts)
        yield Splice(at, at, text if comma else text[:-1])
    else:
        lead = line if line and comma is None else _space(sheet, draft)
        yield Splice(end, end, "".join(f",{lead}{text}" for text in texts))


def removed_in_brackets(sheet: Sheet, draft: Keys | Items) -> Iterator[Splice]:
    """Entries taken out, each run of them with the commas that it no longer needs."""
    entries, gone = standing(draft)
    for begin, end in runs(gone):
        yield from _removed_run(sheet, entries, begin, end - 1)


def _removed_run(sheet: Sheet, entries: list[Entry], first: int, last: int) -> Iterator[Splice]:
    start, end = entries[first][0].start_mark.index, end_of(entries[last])
    comma = _COMMA.match(sheet.text, end)
    after = comma.end() if comma else end
    above = end_of(entries[first - 1]) if first else None
    below = entries[last + 1][0].start_mark.index if last + 1 < len(entries) else None
    if sheet.begins_line(start) and _ends_line(sheet, after):
        if above is not None and comma is None:
            yield _without_comma(sheet, above)
        yield without_lines(sheet, start, after, len(sheet.before(start)))
    elif sheet.comments_within(above or start, below or after):
        if above is not None and below is None:
            yield _without_comma(sheet, above)
        yield _but_comments(sheet, start, after if below is None else below)
    elif above is not None:
        yield Splice(above, end, "")
    elif below is not None:
        yield Splice(start, below, "")


def _but_comments(sheet: Sheet, start: int, end: int) -> Splice:
    """Everything taken out but the comments, below which what follows begins a line."""
    line = sheet.line_at(end)
    indent = line[: len(line) - len(line.lstrip())]
    newline = sheet.newline_at(sheet.line_end(start))
    kept = "".join(f"{text}{newline}{indent}" for text in sheet.comments_within(start, end))
    space = " " if kept and not sheet.text[start - 1].isspace() else ""
    return Splice(start, end, space + kept)


def _without_comma(sheet: Sheet, end: int) -> Splice:
    comma = _COMMA.match(sheet.text, end)
    return Splice(comma.end() - 1, comma.end(), "") if comma else Splice(end, end, "")


def _ends_line(sheet: Sheet, index: int) -> bool:
    """Whether nothing but a comment stands behind a character on its line."""
    rest = sheet.text[index : sheet.line_end(index)].strip()
    return not rest or rest.startswith("#")


def end_of(entry: Entry) -> int:
    """Where an entry in brackets ends; a key may stand there without a value."""
    return max(int(node.end_mark.index) for node in entry)


def _own_line(sheet: Sheet, start: int) -> str:
    """The line break and the indentation of an entry that begins a line; else nothing."""
    if not sheet.begins_line(start):
        return ""
    return sheet.newline_at(sheet.line_end(start)) + sheet.before(start)


def _space(sheet: Sheet, draft: Keys | Items) -> str:
    """What stands behind the commas: a space, unless none does."""
    entries, _ = standing(draft)
    found = _BETWEEN.match(sheet.text, end_of(entries[0])) if len(entries) > 1 else None
    return found[1] if found else " "
