"""The words of a printed answer, read back from Word or Markdown, and compared with another.

Only words count: an office program that saves a file again may set them otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

from dhrplan.compare.matching import rewording
from dhrplan.exchange.grid import Document
from dhrplan.plan.folder import decode_text_file
from dhrplan.wording import shortened


class PrintedLine(NamedTuple):
    """A paragraph or a row of a table.

    Attributes:
        section: The heading that it is under.
        cells: Of a paragraph, its words alone.
        columns: The titles of the columns; none for a paragraph.
        row: The number of the row below them; 0 for the titles.
    """

    section: str
    cells: tuple[str, ...]
    columns: tuple[str, ...] = ()
    row: int = 0

    @property
    def text(self) -> str:
        """All its words."""
        return " ".join(self.cells)

    def place(self, column: int = 0) -> str:
        """Where it is, for a message."""
        head = self.section or "At the top"
        if not self.columns:
            return f"{head}, paragraph"
        if not self.row:
            return f"{head}, titles of the columns"
        named = next((one for one in self.cells if not one.isdigit()), "")
        title = self.columns[column] if column < len(self.columns) else f"column {column + 1}"
        return f"{head}, row {self.row} ({shortened(named, 30)}), {title}"


def lines_of_word(document: Document, headings: Collection[str]) -> tuple[PrintedLine, ...]:
    """The lines of a Word document; `headings` tell its sections apart."""
    return tuple(_with_sections(_of_word(document), headings))


def _of_word(document: Document) -> Iterator[PrintedLine]:
    for grid in document.grids:
        yield from (PrintedLine("", (_plain(one),)) for one in grid.above)
        columns: tuple[str, ...] = ()
        for row in range(grid.height):
            cells = tuple(_plain(cell.text) for cell in grid.beginning_in(row))
            columns = columns or cells
            yield PrintedLine("", cells, columns, row)
    yield from (PrintedLine("", (_plain(one),)) for one in document.below)


def lines_of_markdown(data: bytes, headings: Collection[str]) -> tuple[PrintedLine, ...]:
    """The lines of a Markdown file; lines that are joined or broken anew make no difference."""
    return tuple(_with_sections(_of_markdown(decode_text_file(data)), headings))


def _of_markdown(text: str) -> Iterator[PrintedLine]:
    kinds = groupby(text.splitlines(), key=_kind)
    for kind, lines in kinds:
        if kind == "table":
            yield from _table(list(lines))
        elif kind == "heading":
            yield from (PrintedLine("", (_unmarked(line.lstrip("#")),)) for line in lines)
        elif kind == "text":
            yield PrintedLine("", (_unmarked(" ".join(lines)),))


def _kind(line: str) -> str:
    line = line.strip()
    if not line or line.startswith("```"):
        return "blank"
    if line.startswith("|"):
        return "table"
    return "heading" if re.match(r"#{1,6} ", line) else "text"


def _table(lines: list[str]) -> Iterator[PrintedLine]:
    rows = [tuple(map(_unmarked, _BAR.split(line.strip()[1:].removesuffix("|")))) for line in lines]
    rows = [row for row in rows if not all(_RULE.fullmatch(cell) for cell in row)]
    for number, row in enumerate(rows):
        yield PrintedLine("", row, rows[0], number)


_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r":?-{3,}:?")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def _unmarked(text: str) -> str:
    words = _plain(text.replace("<br>", " "))
    is_bold = words.startswith("**") and words.endswith("**")
    return _ESCAPED.sub(r"\1", words[2:-2] if is_bold else words)


def _plain(text: str) -> str:
    """Words with single blanks, and without the marks that say where a word may be broken."""
    return " ".join(text.replace("\u00ad", "").split())


def _with_sections(
    lines: Iterator[PrintedLine], headings: Collection[str]
) -> Iterator[PrintedLine]:
    known, section = {_plain(one) for one in headings}, ""
    for line in lines:
        if not any(line.cells):
            continue
        if not line.columns and line.cells[0] in known:
            section = line.cells[0]
        yield line._replace(section=section)


# Comparing


class Difference(NamedTuple):
    """A place where two printed answers differ; None where one does not have it."""

    place: str
    wanted: str | None
    found: str | None

    @property
    def in_words(self) -> str:
        """The place, and both texts."""
        if self.found is None:
            return f"{self.place}: missing: {_quoted(self.wanted)}"
        if self.wanted is None:
            return f"{self.place}: added: {_quoted(self.found)}"
        pieces = [(self.wanted, self.found)]
        if _SHORT < max(map(len, pieces[0])) <= _COMPARED:
            pieces = list(rewording(self.wanted, self.found)) or pieces
        each = (f"the record has {_quoted(a)}, the file {_quoted(b)}" for a, b in pieces)
        return f"{self.place}: {'; '.join(each)}"


_SHORT = 60
"""Up to so many characters a text is shown whole, not only the words that differ."""

_COMPARED = 2_000
"""Up to so many characters two texts are compared word by word, which takes long for long ones."""

_LONGEST = 120


def _quoted(text: str | None) -> str:
    return f"“{shortened(text, _LONGEST)}”" if text else "nothing"


_MOST = 4
_MORE = 200
"""A file with more than so many times the lines, and these, is no version of the other."""


def is_other(wanted: Sequence[PrintedLine], found: Sequence[PrintedLine]) -> bool:
    """Whether a file is too large to be a version of another."""
    return len(found) > _MOST * len(wanted) + _MORE


def differences(
    wanted: Sequence[PrintedLine], found: Sequence[PrintedLine]
) -> tuple[Difference, ...]:
    """Every place where what was found differs from what is wanted, in their order."""
    matcher = SequenceMatcher(
        None, [one.cells for one in wanted], [one.cells for one in found], autojunk=False
    )
    return tuple(
        one
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
        for one in _of_lines(wanted[a:b], found[c:d])
    )


def _of_lines(wanted: Sequence[PrintedLine], found: Sequence[PrintedLine]) -> Iterator[Difference]:
    """The differences of lines between two that are equal."""
    at = 0
    for line in wanted:
        partner = next((n for n in range(at, len(found)) if _is_version(line, found[n])), None)
        if partner is None:
            yield Difference(line.place(), line.text, None)
            continue
        yield from (Difference(one.place(), None, one.text) for one in found[at:partner])
        yield from _of_cells(line, found[partner])
        at = partner + 1
    yield from (Difference(one.place(), None, one.text) for one in found[at:])


def _of_cells(line: PrintedLine, other: PrintedLine) -> Iterator[Difference]:
    pairs = enumerate(zip(line.cells, other.cells, strict=True))
    yield from (Difference(line.place(n), old, new) for n, (old, new) in pairs if old != new)


_LIKE = 0.5


def _is_version(line: PrintedLine, other: PrintedLine) -> bool:
    """Whether a line is another, changed: most of its words are the same."""
    if len(line.cells) != len(other.cells) or bool(line.columns) != bool(other.columns):
        return False
    one, two = (text[:_COMPARED].split() for text in (line.text, other.text))
    return SequenceMatcher(None, one, two).ratio() >= _LIKE
