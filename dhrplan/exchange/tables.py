"""The rows of a plan, out of the tables of a document.

A plan may be one table or many: continued over pages, with the head repeated, one for each agency,
split by columns, or a block of two columns for each recommendation. Whatever the layout, the result
is a list of rows, each with its cells under their heads. What is left out is listed with a reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from dhrplan.exchange.account import squashed
from dhrplan.exchange.columns import Head, Meaning, head, is_exact, spelt
from dhrplan.exchange.grid import Cell, Document, Grid

_FIRST_ROWS = 6
"""The head of a table is looked for in so many rows; above it there may be a title and a key."""
_LONGEST_HEADING = 12
"""Words; a longer paragraph or row is text, not a heading."""


class HeadedCell(NamedTuple):
    """A cell of a row, under its head.

    Attributes:
        place: For doubts: `table 2, row 5, "Target date"`.
        starts: False where a merged cell that began in a row above goes on.
    """

    head: Head
    cell: Cell
    place: str
    starts: bool = True

    @property
    def text(self) -> str:
        """The words of the cell."""
        return self.cell.text


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a plan.

    Attributes:
        section: The heading above it; empty if there is none.
        heading: The text of a row across the table that begins a recommendation, as an entry.
    """

    place: str
    entries: tuple[HeadedCell, ...]
    section: str = ""
    heading: HeadedCell | None = None

    def of(self, *meanings: Meaning) -> tuple[HeadedCell, ...]:
        """The entries whose columns have any of the meanings."""
        return tuple([one for one in self.entries if one.head.meaning in meanings])


class Dropped(NamedTuple):
    """Words that are not part of the plan, and why."""

    place: str
    cell: Cell
    reason: str


class Aside(NamedTuple):
    """Words beside the plan, which go to its notes: a row of another table, or a paragraph."""

    text: str
    cells: tuple[Cell, ...] = ()


@dataclass
class PlanRows:
    """What the tables of a document hold.

    Attributes:
        title: The title of the plan in the document.
        title_cell: The cell that it is in, if it is in a table.
        other_tables: The names of tables that are not the plan's.
        heads: The heads of columns, in order, each once.
    """

    rows: list[Row] = field(default_factory=list)
    title: str = ""
    title_cell: Cell | None = None
    introduction: list[str] = field(default_factory=list)
    introduction_cells: list[Cell] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    sections: list[tuple[str, Cell, str]] = field(default_factory=list)
    other_tables: list[str] = field(default_factory=list)
    heads: list[Head] = field(default_factory=list)


def plan_rows(document: Document, named: dict[str, Meaning] | None = None) -> PlanRows:
    """The rows of the plan in a document; none if it has no table of a plan.

    Args:
        document: The document.
        named: The meanings of heads that the user gave, by their `spelt` words.
    """
    found = PlanRows()
    tables = [_Table(grid, named or {}) for grid in document.grids]
    _continue_over_pages(tables)
    several = sum(table.is_plan for table in tables) > 1
    first = next((index for index, table in enumerate(tables) if table.is_plan), None)
    rows_before: list[Row] = []
    section = ""
    for index, table in enumerate(tables):
        heading = _heading(table.grid.above) if several and table.is_plan else ""
        _place_paragraphs(found, table.grid.above, heading, before=first is None or index <= first)
        if not table.is_plan:
            _set_aside(found, table)
            continue
        section = heading or section
        of_rows = _of_blocks if table.is_blocks else _of_table
        rows = list(of_rows(table, found, section))
        if table.continues_columns_of(rows_before, rows):
            found.rows[-len(rows_before) :] = list(_side_by_side(rows_before, rows, found))
            rows_before = found.rows[-len(rows_before) :]
        else:
            found.rows += rows
            rows_before = rows
        known = {one.text for one in found.heads}
        found.heads += [one for one in table.heads.values() if one.text not in known]
        section = next((row.section for row in reversed(rows) if row.section), section)
    _place_paragraphs(found, document.below, "", before=first is None)
    return found


def _place_paragraphs(
    found: PlanRows, paragraphs: Sequence[str], heading: str, *, before: bool
) -> None:
    rest = list(paragraphs[:-1] if heading else paragraphs)
    if before and not found.title:
        title = next((one for one in rest if _is_title(one)), "")
        if title:
            found.title = title
            rest = [one for one in rest if one != title]
    if before:
        found.introduction += rest
    else:
        found.asides += [Aside(one) for one in rest]


def _is_title(text: str) -> bool:
    return len(text.split()) <= 2 * _LONGEST_HEADING and bool(
        re.search(r"\breview\b|\baction plan\b", text, re.IGNORECASE)
    )


def _heading(paragraphs: Sequence[str]) -> str:
    """The heading right above a table."""
    last = paragraphs[-1] if paragraphs else ""
    return last if _is_heading(last) and not _is_title(last) else ""


def _set_aside(found: PlanRows, table: _Table) -> None:
    """Put another table into the notes; a title in it is the plan's."""
    grid = table.grid
    for row in range(grid.height):
        cells = _cells_of(grid, row)
        if not found.title and len(cells) == 1 and _is_title(cells[0].text):
            found.title, found.title_cell = cells[0].text, cells[0]
        elif cells:
            found.asides.append(Aside(" | ".join(one.text for one in cells), tuple(cells)))
    found.other_tables.append(grid.name)


def _cells_of(grid: Grid, row: int) -> list[Cell]:
    """The cells with words or remarks that begin in a row."""
    return [one for one in grid.beginning_in(row) if one.text or one.remarks]


# -- one table -------------------------------------------------------------------------------------


class _Table:
    """A table, with its head if it is one of a plan."""

    def __init__(self, grid: Grid, named: dict[str, Meaning]) -> None:
        self.grid = grid
        self.named = named
        self.heads: dict[int, Head] = {}
        self.head_rows: range = range(0)
        self.is_blocks = False
        self.continues = False
        if blocks := self._block_heads():
            self.is_blocks = True
            self.heads = blocks
            return
        for row in range(min(grid.height, _FIRST_ROWS)):
            if self._is_head(row):
                self.heads, self.head_rows = self._read_head(row)
                return

    @property
    def is_plan(self) -> bool:
        return bool(self.heads)

    @property
    def meanings(self) -> set[Meaning]:
        return {one.meaning for one in self.heads.values() if one.meaning}

    def _is_head(self, row: int) -> bool:
        texts = [one.text for one in _cells_of(self.grid, row)]
        known = [text for text in texts if head(text, self.named).meaning]
        named = [text for text in texts if spelt(text) in self.named]
        exact = [text for text in known if is_exact(text)]
        if len(known) < 2 or not (exact or named):  # noqa: PLR2004
            return False
        meanings = {head(text, self.named).meaning for text in known}
        return 2 * len(known) >= len(texts) and len(meanings) > 1

    def _read_head(self, row: int) -> tuple[dict[int, Head], range]:
        grid = self.grid
        upper = {column: grid.at(row, column) for column in range(grid.width)}
        lower = {column: grid.at(row + 1, column) for column in range(grid.width)}
        is_double = any(
            cell and cell.columns > 1 and self._heads_below(cell, row) for cell in upper.values()
        )
        heads: dict[int, Head] = {}
        for column, cell in upper.items():
            below = lower[column] if is_double else None
            if cell is None:
                continue
            if below is not None and below is not cell and below.text and below.row > row:
                heads[column] = self._double(cell.text, below.text)
            else:
                heads[column] = head(cell.text, self.named)
        return self._resolved(heads), range(row, row + (2 if is_double else 1))

    def _heads_below(self, cell: Cell, row: int) -> bool:
        """True if the cells under a head that spans columns are heads themselves."""
        columns = range(cell.column, cell.column + cell.columns)
        below = [self.grid.at(row + 1, column) for column in columns]
        texts = [one.text for one in below if one is not None and one is not cell]
        texts = list(dict.fromkeys(texts))
        if len(texts) < 2 or not all(0 < len(text.split()) <= 5 for text in texts):  # noqa: PLR2004
            return False
        if any(map(_is_numbered, texts)):
            return False
        return any(
            is_exact(text) or is_exact(f"{text} {cell.text}") or spelt(text) in _QUALIFIERS
            for text in texts
        )

    def _double(self, upper: str, lower: str) -> Head:
        text = f"{upper}: {lower}"
        if spelt(text) in self.named:
            return head(text, self.named)
        for words in (f"{lower} {upper}", lower, upper):
            one = head(words, self.named)
            if one.meaning == "is_complete" and "date" in spelt(upper):
                one = one._replace(meaning="completed")
            if one.meaning and (is_exact(words) or words == upper):
                return one._replace(text=text)
        return Head(text)

    def _resolved(self, heads: dict[int, Head]) -> dict[int, Head]:
        """Heads of which no two have a meaning that only one column can have."""
        taken: dict[Meaning, int] = {}
        resolved = dict(heads)
        order = sorted(heads, key=lambda column: (not _is_plain(heads[column]), column))
        for column in order:
            meaning = heads[column].meaning
            if meaning is None or meaning in _REPEATABLE:
                continue
            other = taken.get(meaning)
            if other is None:
                taken[meaning] = column
            elif heads[other].text == heads[column].text and abs(other - column) == 1:
                # One head above two columns: a number, and the words.
                left = min(other, column)
                if meaning in _NUMBERS and self._has_numbers(left):
                    resolved[left] = heads[left]._replace(meaning=_NUMBERS[meaning])
            elif meaning == "target":
                resolved[column] = heads[column]._replace(meaning="revised_target")
            else:
                resolved[column] = heads[column]._replace(meaning=None)
        return resolved

    def _has_numbers(self, column: int) -> bool:
        """True if the cells of a column that do not span more are numbers."""
        cells = (self.grid.at(row, column) for row in range(self.grid.height))
        texts = [one.text for one in cells if one and one.text and one.columns == 1]
        return bool(texts) and all(map(_is_numbered, texts))

    # Blocks of two columns: the heads on the left, the words on the right.

    def _block_heads(self) -> dict[int, Head]:
        """The heads of a table of two columns by row; empty if it is none."""
        grid = self.grid
        if grid.width != 2:  # noqa: PLR2004
            return {}
        left = {
            row: cell
            for row in range(grid.height)
            if (cell := grid.at(row, 0)) and cell.row == row and cell.columns == 1 and cell.text
        }
        heads = {row: head(cell.text, self.named) for row, cell in left.items()}
        known = [row for row, one in heads.items() if one.meaning]
        meanings = {heads[row].meaning for row in known}
        is_table = self._is_head(0) and len(known) < 3  # noqa: PLR2004
        if len(meanings) < 3 or 2 * len(known) < len(left) or is_table:  # noqa: PLR2004
            return {}
        return heads

    def continues_columns_of(self, before: list[Row], rows: list[Row]) -> bool:
        """True if a table has the further columns of the rows before it."""
        if not before or not rows or len(before) != len(rows) or self.continues:
            return False
        if "text" in self.meanings or self.is_blocks:
            return False
        had = {one.head.meaning for row in before for one in row.entries} - _KEYS
        if "recommendation" not in had and "text" not in had:
            return False
        new = self.meanings - _KEYS
        has_words = any(
            not _looks_like_number(one.text) for row in rows for one in row.of("recommendation")
        )
        same = has_words and all(
            _folded(one.text) in {_folded(other.text) for other in was.of("recommendation")}
            for was, row in zip(before, rows, strict=True)
            for one in row.of("recommendation")
        )
        return bool(new) and not new & had and (not has_words or same)


_QUALIFIERS = frozenset({"original", "revised", "new", "actual", "name", "agency", "date"})
_REPEATABLE = frozenset({"updates", "evidence", "progress", "notes", "ref", "number"})
_NUMBERS: dict[Meaning, Meaning] = {
    "recommendation": "recommendation_number",
    "text": "action_number",
}
_KEYS: frozenset[Meaning | None] = frozenset(
    {"number", "recommendation_number", "action_number", "ref", "recommendation", None}
)


def _is_plain(one: Head) -> bool:
    """True of a head that says its meaning itself, such as "Recommendation" for a recommendation.

    It wins over another with the same meaning, such as "Area of concern".
    """
    words = spelt(one.text)
    meaning = (one.meaning or "").replace("_", " ")
    return meaning in words or (one.meaning == "text" and "action" in words)


def _looks_like_number(text: str) -> bool:
    return bool(re.fullmatch(r"\W*(?:\w{0,14} )?[\w.]{1,6}\W*", text.strip()))


def _is_numbered(text: str) -> bool:
    """True of "3" and "Rec 3.1", and not of a short word."""
    return _looks_like_number(text) and any(map(str.isdigit, text))


def _folded(text: str) -> str:
    """A text for comparison: without spaces and case."""
    return squashed(text).casefold()


def _continue_over_pages(tables: Sequence[_Table]) -> None:
    """Give a table without a head that of the table before it, if it goes on there."""
    before: _Table | None = None
    for table in tables:
        if table.is_plan:
            before = table
        elif (
            before
            and not before.is_blocks
            and table.grid.width == before.grid.width
            and not table.grid.above
        ):
            table.heads, table.head_rows, table.continues = before.heads, range(0), True


# -- its rows --------------------------------------------------------------------------------------

_INSTRUCTION = re.compile(
    r"[\[(<].*[\])>]|(?:smart|what|how|when|who|which|please|insert|enter|list|state|describe"
    r"|e\.?g\.?|use|give|provide|include|to be completed|add|dd/mm|specify|name of|date by)\b.*",
    re.IGNORECASE | re.DOTALL,
)


def _row_place(grid: Grid, row: int) -> str:
    return f"{grid.name}, row {row + 1}" if grid.name else f"row {row + 1}"


def _of_table(table: _Table, found: PlanRows, section: str) -> Iterator[Row]:
    grid = table.grid
    _title_rows(table, found)
    if table.head_rows:
        section = _section_above_head(table, found) or section
        for row in table.head_rows:
            found.dropped += [
                Dropped(_row_place(grid, row), cell, "heading of the table")
                for cell in _cells_of(grid, row)
            ]
    heads = {" ".join(one.text.split()).casefold() for one in table.heads.values()}
    after_head = bool(table.head_rows)
    end = _before_totals(grid)
    for row in range(table.head_rows.stop if table.head_rows else 0, grid.height):
        here = _cells_of(grid, row)
        place = _row_place(grid, row)
        if not here:
            continue
        texts = {" ".join(one.text.split()).casefold() for one in here if one.text}
        if texts and texts <= heads and len(texts) > 1:
            found.dropped += [Dropped(place, one, "head repeated") for one in here]
            continue
        if row >= end:
            found.dropped += [Dropped(place, one, "total of the table") for one in here]
            continue
        is_guidance = after_head and all(_INSTRUCTION.fullmatch(one.text) for one in here)
        after_head = False
        if is_guidance and len(here) > 1:
            found.dropped += [Dropped(place, one, "guidance under the head") for one in here]
            continue
        entries = tuple(_entries(table, row))
        if (across := _across(table, here)) is not None:
            if _begins_recommendation(across.text, table):
                yield Row(place, (), section, HeadedCell(Head(""), across, place))
            else:
                section = across.text
                found.sections.append((section, across, place))
            continue
        yield Row(place, entries, section)


_TOTAL = re.compile(
    r"(?:grand |sub-?)?totals?(?: [a-z]+){0,2}[\s:=\u2013-]*(?:[0-9]|$)", re.IGNORECASE
)
_FIGURE = re.compile(r"[^\w]*[0-9][^a-z]*", re.IGNORECASE)


def _before_totals(grid: Grid) -> int:
    """The number of rows above the totals at the end of a table."""
    end = grid.height
    for row in reversed(range(grid.height)):
        first, *others = [one.text for one in _cells_of(grid, row) if one.text] or [""]
        if first and not (_TOTAL.match(first) and all(map(_FIGURE.fullmatch, others))):
            break
        end = row if first else end
    return end


def _entries(table: _Table, row: int) -> Iterator[HeadedCell]:
    grid = table.grid
    seen: set[int] = set()
    for column, one in table.heads.items():
        cell = grid.at(row, column)
        if (
            cell is None
            or id(cell) in seen
            or (column > cell.column and cell.column in table.heads)
        ):
            continue
        seen.add(id(cell))
        starts = cell.row == row
        if cell.text or cell.remarks or cell.colour or starts:
            yield HeadedCell(one, cell, f'{_row_place(grid, row)}, "{one.text}"', starts)
    for cell in grid.beginning_in(row):
        if cell.column not in table.heads and id(cell) not in seen and cell.text:
            yield HeadedCell(
                Head("No head"), cell, f"{_row_place(grid, row)}, column {cell.column + 1}"
            )


def _title_rows(table: _Table, found: PlanRows) -> None:
    """The rows above the head: a title, and other lines."""
    grid = table.grid
    stop = table.head_rows.start if table.head_rows else 0
    for row in range(stop):
        cells = _cells_of(grid, row)
        if len(cells) == 1 and not found.title and _is_title(cells[0].text):
            found.title, found.title_cell = cells[0].text, cells[0]
        elif len(cells) == 1 and cells[0].columns == grid.width and not found.rows:
            if not _is_section_row(cells[0], grid):
                found.introduction.append(cells[0].text)
                found.introduction_cells.append(cells[0])
        elif cells and not (len(cells) == 1 and _is_section_row(cells[0], grid)):
            found.asides.append(Aside(" | ".join(one.text for one in cells), tuple(cells)))


def _section_above_head(table: _Table, found: PlanRows) -> str:
    grid = table.grid
    section = ""
    for row in range(table.head_rows.start):
        cells = _cells_of(grid, row)
        is_heading = len(cells) == 1 and _is_section_row(cells[0], grid)
        if is_heading and cells[0] is not found.title_cell:
            section = cells[0].text
            found.sections.append((section, cells[0], _row_place(grid, row)))
    return section


def _is_section_row(cell: Cell, grid: Grid) -> bool:
    return cell.columns == grid.width and _is_heading(cell.text)


def _is_heading(text: str) -> bool:
    """True of a text that is short, and no sentence."""
    is_short = 0 < len(text.split()) <= _LONGEST_HEADING
    return is_short and not text.rstrip().endswith((".", ";"))


_RECOMMENDATION = re.compile(r"recommendations?\b[^\n]{0,20}?[0-9ivx]", re.IGNORECASE)


def _across(table: _Table, cells: Sequence[Cell]) -> Cell | None:
    """The cell of a row that is a heading across the table."""
    grid = table.grid
    if len(cells) != 1:
        return None
    cell = cells[0]
    if cell.rows > 1 or not cell.text:
        return None
    if cell.columns >= grid.width > 1:
        return cell
    is_first = cell.column == min(table.heads) and grid.width >= 4  # noqa: PLR2004
    is_short = len(cell.text.split()) <= _LONGEST_HEADING and not re.match(r"\W*[0-9]", cell.text)
    # In the column of recommendations a text of some length is one, without anything beside it.
    ends = cell.text.rstrip().endswith((".", ";"))
    return cell if is_first and is_short and not ends and _stands_alone(grid, cell) else None


def _stands_alone(grid: Grid, cell: Cell) -> bool:
    """True if no merged cell of a row above goes on beside it."""
    beside = (grid.at(cell.row, column) for column in range(cell.column + cell.columns, grid.width))
    return not any(one and one.row < cell.row and one.text for one in beside)


def _begins_recommendation(text: str, table: _Table) -> bool:
    if _RECOMMENDATION.match(text):
        return True
    return "recommendation" not in table.meanings and len(text.split()) > _LONGEST_HEADING


def _of_blocks(  # noqa: C901, PLR0912 - each kind of row, one after the other
    table: _Table, found: PlanRows, section: str
) -> Iterator[Row]:
    grid = table.grid
    first = next((one.text for one in table.heads.values() if one.meaning), "")
    entries: list[HeadedCell] = []
    begin = 0
    for row in range(grid.height):
        here = _cells_of(grid, row)
        if not here:
            continue
        one = table.heads.get(row)
        if one is None:
            if entries:
                yield Row(_row_place(grid, begin), tuple(entries), section)
                entries = []
            if len(here) == 1 and here[0].columns > 1:
                if not found.title and _is_title(here[0].text) and not found.rows:
                    found.title, found.title_cell = here[0].text, here[0]
                elif _RECOMMENDATION.match(here[0].text):
                    entries.append(
                        HeadedCell(Head("Heading", "number"), here[0], _row_place(grid, row))
                    )
                    begin = row
                else:
                    section = here[0].text
                    found.sections.append((section, here[0], _row_place(grid, row)))
            else:
                found.asides.append(Aside(" | ".join(cell.text for cell in here), tuple(here)))
            continue
        again = {entry.head.text for entry in entries}
        if one.text in again or (
            one.text == first and any(e.head.meaning != "number" for e in entries)
        ):
            yield Row(_row_place(grid, begin), tuple(entries), section)
            entries = []
        if not entries:
            begin = row
        left, right = grid.at(row, 0), grid.at(row, 1)
        place = f'{_row_place(grid, row)}, "{one.text}"'
        if left is not None:
            found.dropped.append(Dropped(_row_place(grid, row), left, "heading of the row"))
        if right is not None and right is not left:
            entries.append(HeadedCell(one, right, place))
    if entries:
        yield Row(_row_place(grid, begin), tuple(entries), section)


def _side_by_side(left: Iterable[Row], right: Iterable[Row], found: PlanRows) -> Iterator[Row]:
    """The rows of a table that was split by columns, put together again."""
    for one, other in zip(left, right, strict=True):
        had = {_folded(entry.text) for entry in one.entries if entry.head.meaning in _KEYS}
        repeated = [
            entry
            for entry in other.entries
            if entry.head.meaning in _KEYS and _folded(entry.text) in had
        ]
        found.dropped += [
            Dropped(entry.place, entry.cell, "repeated from the columns before")
            for entry in repeated
        ]
        rest = tuple(entry for entry in other.entries if entry not in repeated)
        yield replace(one, entries=(*one.entries, *rest))
