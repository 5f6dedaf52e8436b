"""The sheets of an Excel workbook, as a person who opens it sees them.

The XML is read as a stream, and openpyxl serves for what it knows of Excel: built-in formats,
colours and calendars. Its full mode takes 1 KB for each empty row that has a height, and 50 times
the size of a file; its read-only mode leaves out merged cells, comments, links and what is hidden.
Nothing is calculated, run or fetched.
"""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import NamedTuple
from xml.etree.ElementTree import Element

from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.cell import get_column_letter

from dhrplan.errors import DhrplanError
from dhrplan.exchange.grid import Cell, Document, Grid, Remark
from dhrplan.exchange.number_format import Shown, show_iso_date, show_number, show_text
from dhrplan.exchange.office_file import Relation, attribute, is_set, text_of, within
from dhrplan.exchange.package import Package, opened
from dhrplan.exchange.words import clean

# The largest action plan found in public has 312 rows and 14 columns. These leave room for a
# partnership that keeps all its reviews in a single sheet, and bound the time and memory.
MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELLS = 200_000
MAX_CHARACTERS = 10_000_000
"""500 for each of the most rows. A text that many cells share counts for each."""
_MAX_STRINGS = 1_000_000
"""Texts that cells share, in all sheets; a text in no cell counts too."""
_MAX_SHEETS = 200
_MAX_NAME = 100
"""Characters of the name of a sheet; Excel allows 31."""
_MAX_CELL = 100_000
"""Characters of a cell; Excel allows 32,767."""
_MAX_STRUCK = 1000
"""Struck passages of a cell that are looked for in its text."""
_MAX_ADDRESS = 2083
"""Characters of a link, by Excel."""
_MAX_LONG_MERGE = 1000
"""Rows of a merged range that are kept below the last words; people merge whole columns."""
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
"""Of a sheet, by the format."""

_ESCAPE = re.compile(r"_x((?![dD][89a-fA-F])[0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_HEADER_CODE = re.compile(r'&(?:"[^"]*"|[0-9]+|K[0-9A-F]{6}|K[0-9]{2}[+-][0-9]{3}|[^&LCR])')
_SYSTEM_COLOURS = 64
"""From this index on: the text and background of the screen."""

_ON_SHEET = {
    *("c", "col", "mergeCell", "hyperlink", "autoFilter", "cfRule"),
    *("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"),
}

_BY_FILTER = Remark("warning", "A filter hides this row. It is read all the same.")

_Place = tuple[int, int]
"""Row and column, from 0."""


class _CellText(NamedTuple):
    """Words, and those of their passages that are struck."""

    text: str
    struck: tuple[str, ...] = ()


class _CellStyle(NamedTuple):
    code: str = "General"
    colour: str | None = None
    is_struck: bool = False


@dataclass(slots=True)
class _FoundCell:
    """A cell that holds something."""

    text: str = ""
    when: date | None = None
    struck: tuple[str, ...] = ()
    colour: str | None = None
    remarks: list[Remark] = field(default_factory=list)


@dataclass
class _SheetRead:
    """What the XML of a sheet says, before merged and hidden cells are worked out."""

    label: str
    cells: dict[_Place, _FoundCell] = field(default_factory=dict)
    fills: dict[_Place, str] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    links: list[Element] = field(default_factory=list)
    filtered: range = range(0)
    is_conditional: bool = False
    remarks: list[Remark] = field(default_factory=list)


def read(data: bytes, name: str) -> Document:
    """The visible sheets as grids, whose rows and columns are those of the sheet.

    Raises:
        DhrplanError: It is damaged, too large or not a workbook.
    """
    return _Workbook(opened(data, name)).document()


class _Workbook:
    def __init__(self, package: Package) -> None:
        self.parts = parts = package.parts
        self.remarks = package.remarks
        root = parts.root(package.main)
        if root is None:
            raise parts.damaged()
        self.root = root
        self.relations = parts.relations(package.main)
        properties = root.find("workbookPr")
        self.is_1904 = properties is not None and is_set(properties, "date1904")
        self.styles = self._styles()
        self.strings = self._strings()
        # Read so far, in all sheets.
        self.cells = self.characters = 0

    def document(self) -> Document:
        grids: list[Grid] = []
        remarks = list(self.remarks)
        listed = _children(self.root, "sheets")
        if len(listed) > _MAX_SHEETS:
            raise self.too_large(f"more than {_MAX_SHEETS} sheets")
        for node in listed:
            relation = self.relations.get(attribute(node, "id"))
            label = f'sheet "{clean(_unescape(attribute(node, "name")[:_MAX_NAME]))}"'
            if relation is None or relation.is_external:
                raise self.parts.damaged()
            if relation.kind != "worksheet":
                kind = "picture" if relation.kind == "chartsheet" else "warning"
                what = "a chart" if kind == "picture" else "macros, which were not run"
                remarks.append(Remark(kind, f"{label}: {what}"))  # type: ignore[arg-type]
                continue
            sheet = self._sheet(relation.target, label)
            is_hidden = attribute(node, "state") in {"hidden", "veryHidden"}
            cells = _whole_hidden(sheet) if is_hidden else _visible(sheet, self)
            remarks += sheet.remarks
            if any(cell.text for cell in cells):
                grids.append(Grid(label, tuple(cells)))
        return Document(self._title(), tuple(grids), (), tuple(remarks))

    def _title(self) -> str | None:
        part = _target(self.parts.relations(""), "core-properties")
        titles = self.parts.stream(part, {"title"}) if part else iter(())
        return next((clean(_unescape(text_of(node))) or None for node in titles), None)

    def too_large(self, what: str) -> DhrplanError:
        return DhrplanError(
            f"{self.parts.name} is too large: it has {what}.",
            "Copy the action plan into a workbook of its own.",
        )

    # What sheets share

    def _strings(self) -> list[_CellText | str]:
        part = _target(self.relations, "sharedStrings")
        strings: list[_CellText | str] = []
        for node in self.parts.stream(part, {"si"}) if part else ():
            if len(strings) == _MAX_STRINGS:
                raise self.too_large(f"more than {_MAX_STRINGS:,} texts")
            text = _rich(node)
            strings.append(text if text.struck else text.text)
        return strings

    def _styles(self) -> list[_CellStyle]:
        part = _target(self.relations, "styles")
        root = self.parts.root(part) if part else None
        if root is None:
            return []
        formats = {
            attribute(node, "numFmtId"): attribute(node, "formatCode")
            for node in _children(root, "numFmts")
            if attribute(node, "formatCode")
        }
        palette = self._palette(root)
        theme = self._theme()
        fills = [_fill(node, palette, theme) for node in _children(root, "fills")]
        fonts = [_is_struck(node) for node in _children(root, "fonts")]
        styles = []
        for node in _children(root, "cellXfs"):
            code = attribute(node, "numFmtId")
            fill, font = _number(attribute(node, "fillId")), _number(attribute(node, "fontId"))
            styles.append(
                _CellStyle(
                    formats.get(code) or BUILTIN_FORMATS.get(_number(code), "General"),
                    fills[fill] if fill < len(fills) else None,
                    fonts[font] if font < len(fonts) else False,
                )
            )
        return styles

    @staticmethod
    def _palette(styles: Element) -> list[str]:
        """The colours by index, which a workbook may replace."""
        colours = styles.find("colors")
        own = [attribute(node, "rgb") for node in _children(colours, "indexedColors")]
        return own or list(COLOR_INDEX)

    def _theme(self) -> list[str]:
        """The colours of the theme, in the order in which cells number them."""
        part = _target(self.relations, "theme")
        schemes = self.parts.stream(part, {"clrScheme"}) if part else iter(())
        colours = []
        for scheme in schemes:
            for colour in scheme:
                values = [attribute(one, "lastClr") or attribute(one, "val") for one in colour]
                colours.append(values[0] if values else "")
            break
        # The file has dark 1, light 1, dark 2, light 2; cells count light before dark.
        first_four = [colours[index] for index in (1, 0, 3, 2) if index < len(colours)]
        return first_four + colours[4:]

    # A sheet

    def _sheet(self, part: str, label: str) -> _SheetRead:
        sheet = _SheetRead(label)
        formulas: dict[str, str] = {}
        row, column = -1, -1
        for node in self.parts.stream(part, _ON_SHEET, frozenset({"row"})):
            if node.tag == "c":
                row, column = self._place(attribute(node, "r"), row, column + 1)
                self._cell(sheet, node, (row, column), formulas)
            elif node.tag == "row":
                number = attribute(node, "r")
                row, column = (_number(number) - 1 if number else row + 1), -1
                if _is_hidden(node, "ht") and row < MAX_ROWS:
                    sheet.hidden_rows.add(row)
            else:
                self._other(sheet, node)
        if sheet.is_conditional:
            said = f"{_capital(label)} has conditional formatting, whose colours were not read."
            sheet.remarks.append(Remark("warning", said))
        self._around(sheet, self.parts.relations(part))
        return sheet

    def _other(self, sheet: _SheetRead, node: Element) -> None:
        """An element of a sheet that is not a row or cell."""
        if node.tag == "col":
            if _is_hidden(node, "width"):
                first, last = _number(attribute(node, "min")), _number(attribute(node, "max"))
                sheet.hidden_columns.update(range(max(first - 1, 0), min(last, MAX_COLUMNS)))
        elif node.tag == "mergeCell":
            sheet.merges.append(self._range(attribute(node, "ref")))
            if len(sheet.merges) > MAX_CELLS:
                raise self.too_large(f"more than {MAX_CELLS:,} merged cells")
        elif node.tag == "hyperlink":
            if len(sheet.links) < MAX_CELLS:
                sheet.links.append(node)
        elif node.tag == "autoFilter" and node.find("filterColumn") is not None:
            first, _, last, _ = self._range(attribute(node, "ref"))
            sheet.filtered = range(first, last + 1)
        elif node.tag == "cfRule":
            sheet.is_conditional = True
        elif words := _header(_unescape(text_of(node))):
            where = "bottom" if node.tag.endswith("Footer") else "top"
            said = f"{sheet.label}, {where} of each page: {words}"
            self._tell(sheet, Remark("header", said))

    def _place(self, reference: str, row: int, column: int) -> _Place:
        """The place that a reference names, or the given where it is left out."""
        if reference:
            match = _REFERENCE.fullmatch(reference)
            if match is None:
                raise self.parts.damaged()
            row, column = int(match[2]) - 1, _column(match[1])
        if not (0 <= row < _LAST_ROW and 0 <= column < _LAST_COLUMN):
            raise self.parts.damaged()
        return row, column

    def _range(self, reference: str) -> tuple[int, int, int, int]:
        """First row and column, last row and column."""
        first, _, last = reference.partition(":")
        start, end = self._place(first or "?", 0, 0), self._place(last or first or "?", 0, 0)
        if end[0] < start[0] or end[1] < start[1]:
            raise self.parts.damaged()
        return *start, *end

    def _cell(
        self, sheet: _SheetRead, node: Element, place: _Place, formulas: dict[str, str]
    ) -> None:
        style = _CellStyle()
        if number := attribute(node, "s"):
            index = _number(number)
            style = self.styles[index] if index < len(self.styles) else style
        found = self._found(node, style, formulas, place) if len(node) else None
        is_near = place[0] < MAX_ROWS and place[1] < MAX_COLUMNS
        if found is None:
            if style.colour and is_near and len(sheet.fills) < MAX_CELLS:
                sheet.fills[place] = style.colour
            return
        if not _is_blank(found):
            self._check_place(sheet, place)
        elif not is_near:
            return  # a formula that was filled down in advance
        if style.is_struck and found.text and not found.struck:
            found.struck = (found.text,)
        found.colour = style.colour
        sheet.cells[place] = found
        self._count_cell()

    def _count_cell(self) -> None:
        self.cells += 1
        if self.cells > MAX_CELLS:
            raise self.too_large(f"more than {MAX_CELLS:,} cells and remarks")

    def _count_characters(self, count: int) -> None:
        self.characters += count
        if self.characters > MAX_CHARACTERS:
            raise self.too_large(f"more than {MAX_CHARACTERS:,} characters")

    def _tell(self, sheet: _SheetRead, remark: Remark) -> None:
        """Keep a remark on a sheet that any number of elements may ask for."""
        self._count_cell()
        self._count_characters(len(remark.text))
        sheet.remarks.append(remark)

    def _check_place(self, sheet: _SheetRead, place: _Place) -> None:
        row, column = place
        where = None
        if row >= MAX_ROWS:
            where = f"below row {MAX_ROWS:,}"
        elif column >= MAX_COLUMNS:
            where = f"to the right of column {get_column_letter(MAX_COLUMNS)}"
        if where:
            raise DhrplanError(
                f"{self.parts.name}: {sheet.label} has text in {_reference(place)}, {where}.",
                "Delete what is there, or copy the action plan into a workbook of its own.",
            )

    def _found(
        self, node: Element, style: _CellStyle, formulas: dict[str, str], place: _Place
    ) -> _FoundCell | None:
        """What a cell holds; None if that is nothing."""
        formula, value = node.find("f"), node.find("v")
        shown = self._shown(node, text_of(value), style)
        self._count_characters(len(shown.text) + len(text_of(formula)))
        if len(shown.text) > _MAX_CELL:
            raise self.too_large(f"more than {_MAX_CELL:,} characters in {_reference(place)}")
        found = _FoundCell()
        if isinstance(shown, Shown):
            found.text, found.when = clean(shown.text), shown.when
            if (held := text_of(value).strip()) and not found.text:
                held = show_number(held, "General").text
                found.remarks.append(Remark("hidden", held))  # by a format such as `;;;`
            if shown.warning:
                found.remarks.append(Remark("warning", shown.warning))
        else:
            text = clean(show_text(shown.text, style.code))
            if shown.text.strip() and not text:
                found.remarks.append(Remark("hidden", clean(shown.text)))
            found.text = text
            passages = (clean(passage) for passage in shown.struck[:_MAX_STRUCK])
            found.struck = tuple(passage for passage in passages if passage and passage in text)
        if attribute(node, "t") == "e" and found.text:
            found.remarks.append(Remark("warning", f"The cell holds the error {found.text}."))
        if formula is not None:
            found.remarks.append(Remark("formula", _formula(formula, formulas, place)))
        return found if found.text or found.remarks else None

    def _shown(self, node: Element, value: str, style: _CellStyle) -> Shown | _CellText:
        """The value of a cell by its type."""
        kind = attribute(node, "t")
        if kind == "s":
            index = _number(value, len(self.strings))
            if index >= len(self.strings):
                raise self.parts.damaged()
            text = self.strings[index]
            return text if isinstance(text, _CellText) else _CellText(text)
        if kind == "inlineStr":
            inline = node.find("is")
            return _rich(inline) if inline is not None else _CellText("")
        if kind == "str":
            return _CellText(_unescape(value))
        if kind == "b":
            return Shown("TRUE" if value.strip() in {"1", "true"} else "FALSE")
        if kind == "e":
            return Shown(value)
        if not value.strip():
            return Shown("")
        if kind == "d":
            return show_iso_date(value.strip(), style.code)
        return show_number(value.strip(), style.code, is_1904=self.is_1904)

    # What lies over a sheet

    def _around(self, sheet: _SheetRead, relations: dict[str, Relation]) -> None:
        seen: set[_Place] = set()
        for node in sheet.links:
            relation = relations.get(attribute(node, "id"))
            if relation is None or not relation.is_external or len(relation.target) > _MAX_ADDRESS:
                continue  # a place in the workbook, or nothing that Excel could open
            top, left, _, _ = self._range(attribute(node, "ref"))
            cell = sheet.cells.get((top, left)) if (top, left) not in seen else None
            seen.add((top, left))
            if cell and not _shows(cell.text, relation.target):
                cell.remarks.append(Remark("link", relation.target))
        for relation in relations.values():
            if relation.is_external:
                continue
            if relation.kind == "comments":
                has_threads = any(one.kind == "threadedComment" for one in relations.values())
                self._comments(sheet, relation.target, has_threads=has_threads)
            elif relation.kind == "threadedComment":
                self._threads(sheet, relation.target)
            elif relation.kind == "drawing":
                self._drawing(sheet, relation.target)

    def _comments(self, sheet: _SheetRead, part: str, *, has_threads: bool) -> None:
        """Notes: Excel puts the author's name on a first line, which is left out."""
        authors: list[str] = []
        for node in self.parts.stream(part, {"author", "comment"}):
            if node.tag == "author":
                authors.append(_unescape(text_of(node)))
                continue
            number = _number(attribute(node, "authorId"), len(authors))
            author = authors[number].strip() if number < len(authors) else ""
            if author.startswith("tc=") and has_threads:
                continue  # a copy of the thread for older versions of Excel
            text = node.find("text")
            words = _rich(text).text.lstrip() if text is not None else ""
            if author:
                words = words.removeprefix(f"{author}:")
            self._comment(sheet, attribute(node, "ref"), Remark("comment", clean(words)))

    def _threads(self, sheet: _SheetRead, part: str) -> None:
        for node in self.parts.stream(part, {"threadedComment"}):
            words = clean(_unescape(text_of(node.find("text"))))
            try:
                day = date.fromisoformat(attribute(node, "dT")[:10])
            except ValueError:
                day = None
            self._comment(sheet, attribute(node, "ref"), Remark("comment", words, day))

    def _comment(self, sheet: _SheetRead, reference: str, remark: Remark) -> None:
        place = self._place(reference or "?", 0, 0)
        if not remark.text:
            return
        self._count_cell()
        self._count_characters(len(remark.text))
        if place not in sheet.cells:
            self._check_place(sheet, place)
            sheet.cells[place] = _FoundCell(colour=sheet.fills.get(place))
        sheet.cells[place].remarks.append(remark)

    def _drawing(self, sheet: _SheetRead, part: str) -> None:
        """Pictures and charts by their descriptions, and the words of text boxes."""
        for node in self.parts.stream(part, {"pic", "graphicFrame", "sp"}):
            if node.tag == "sp":
                paragraphs = (
                    "".join(map(text_of, within(paragraph, "t"))) for paragraph in within(node, "p")
                )
                words = clean("\n".join(paragraphs)).replace("\n", " ")
                if words:
                    said = f"{_capital(sheet.label)} has a text box: {words}"
                    self._tell(sheet, Remark("warning", said))
                continue
            properties = next(within(node, "cNvPr"), None)
            said = ""
            if properties is not None:
                names = (attribute(properties, one) for one in ("descr", "title", "name"))
                said = clean(next(filter(None, names), "")).replace("\n", " ")
            self._tell(sheet, Remark("picture", f"{sheet.label}: {said or 'no description'}"))


# From what the XML says to what a reader sees


def _whole_hidden(sheet: _SheetRead) -> list[Cell]:
    """No cell: a remark with all words of the sheet instead."""
    texts = [cell.text for _, cell in sorted(sheet.cells.items(), key=itemgetter(0)) if cell.text]
    if texts:
        size = "1 cell" if len(texts) == 1 else f"{len(texts):,} cells"
        sheet.remarks.insert(
            0, Remark("hidden", f"{sheet.label} ({size} of text): {_joined(texts)}")
        )
    sheet.remarks += [
        remark._replace(text=f"{sheet.label}, {_reference(place)}: {remark.text}")
        for place, cell in sorted(sheet.cells.items(), key=itemgetter(0))
        for remark in cell.remarks
        if remark.kind == "comment"
    ]
    return []


def _visible(sheet: _SheetRead, workbook: _Workbook) -> list[Cell]:
    """The cells with their spans; those hidden become remarks of the document."""
    spans, covered = _spans(sheet, workbook)
    written = [
        (place, spans.get(place, (1, 1))) for place, cell in sheet.cells.items() if cell.text
    ]
    last_row = max((place[0] + size[0] for place, size in written), default=0)
    last_column = max((place[1] + size[1] for place, size in written), default=0)
    fills = {
        place: _FoundCell(colour=colour)
        for place, colour in sheet.fills.items()
        if place[0] < last_row and place[1] < last_column
    }
    every = {**fills, **sheet.cells}
    cells: list[Cell] = []
    hidden: dict[str, list[str]] = {}
    # What a filter hides for now is part of the table.
    filtered = sheet.hidden_rows.intersection(sheet.filtered)
    hidden_rows = sheet.hidden_rows - filtered
    for place, found in sorted(every.items(), key=itemgetter(0)):
        row, column = place
        rows, columns = spans.get(place, (1, 1))
        words = [found.text, *(one.text for one in found.remarks if one.kind == "comment")]
        if place in covered:
            if any(words):
                hidden[f"{_reference(place)}, under a merged cell"] = words
        elif hidden_rows.issuperset(range(row, row + rows)):
            hidden.setdefault(f"row {row + 1}", []).extend(words)
        elif sheet.hidden_columns.issuperset(range(column, column + columns)):
            hidden.setdefault(f"column {get_column_letter(column + 1)}", []).extend(words)
        elif row < last_row or not _is_blank(found):
            if row in filtered and found.text:
                filtered.remove(row)
                found.remarks.append(_BY_FILTER)
            cells.append(
                Cell(
                    *(found.text, row, column, rows, columns, found.colour, found.when),
                    *(found.struck, tuple(found.remarks)),
                )
            )
    for where, texts in hidden.items():
        if any(texts):
            sheet.remarks.append(Remark("hidden", f"{sheet.label}, {where}: {_joined(texts)}"))
    return cells


def _spans(
    sheet: _SheetRead, workbook: _Workbook
) -> tuple[dict[_Place, tuple[int, int]], set[_Place]]:
    """Rows and columns of merged ranges by their corner, and the places that they cover.

    Of two that overlap, which Excel does not allow, the first.
    """
    last = max((row for row, _ in sheet.cells), default=-1)
    right = max((column for _, column in sheet.cells), default=-1)
    spans: dict[_Place, tuple[int, int]] = {}
    taken: set[_Place] = set()
    size = 0
    for top, left, bottom, end in sheet.merges:
        if top > last or left > right:
            continue
        rows = (bottom if bottom < last + _MAX_LONG_MERGE else last) - top + 1
        columns = (end if end < MAX_COLUMNS else right) - left + 1
        size += rows * columns
        if size > MAX_CELLS:
            raise workbook.too_large(f"more than {MAX_CELLS:,} cells in merged ranges")
        area = {
            (row, column)
            for row in range(top, top + rows)
            for column in range(left, left + columns)
        }
        if not taken.isdisjoint(area):
            continue
        taken |= area
        spans[top, left] = rows, columns
        if (top, left) not in sheet.cells and not area.isdisjoint(sheet.cells):
            sheet.cells[top, left] = _FoundCell(colour=sheet.fills.get((top, left)))
    return spans, taken.difference(spans)


def _is_blank(found: _FoundCell) -> bool:
    """Nothing to see: at most a formula that gives an empty text."""
    return not found.text and all(remark.kind == "formula" for remark in found.remarks)


def _joined(texts: list[str]) -> str:
    return "; ".join(text.replace("\n", " ") for text in texts if text)


def _is_hidden(node: Element, size: str) -> bool:
    return is_set(node, "hidden") or attribute(node, size) == "0"


def _reference(place: _Place) -> str:
    """What people call a cell: `B7`."""
    return f"{get_column_letter(place[1] + 1)}{place[0] + 1}"


def _column(letters: str) -> int:
    """A column by its letters, from 0."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]


# Small parts of the XML


def _target(relations: dict[str, Relation], kind: str) -> str | None:
    """The part of a kind."""
    found = (one for one in relations.values() if one.kind == kind and not one.is_external)
    return next((relation.target for relation in found), None)


def _children(node: Element | None, tag: str) -> list[Element]:
    """The elements of a list, such as `fonts`; none if there is no list."""
    child = node.find(tag) if node is not None else None
    return list(child) if child is not None else []


def _number(text: str, default: int = 0) -> int:
    """A whole number of 0 or more, or the default."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default  # noqa: PLR2004


def _unescape(text: str) -> str:
    """Text without the escapes for control characters and for what looks like one: `_x000D_`."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _rich(node: Element) -> _CellText:
    """Words of a text in several fonts, without hints on pronunciation."""
    parts: list[str] = []
    struck: list[list[str]] = []
    was_struck = False
    for child in node:
        if child.tag == "t":
            words, is_struck = text_of(child), False
        elif child.tag == "r":
            words = "".join(map(text_of, child.findall("t")))
            is_struck = _is_struck(child.find("rPr"))
        else:
            continue
        words = _unescape(words)
        parts.append(words)
        if is_struck:
            if not was_struck:
                struck.append([])
            struck[-1].append(words)
        was_struck = is_struck
    return _CellText("".join(parts), tuple(map("".join, struck)))


def _is_struck(font: Element | None) -> bool:
    strike = font.find("strike") if font is not None else None
    return strike is not None and (attribute(strike, "val") or "1") in {"1", "true", "on"}


def _fill(node: Element, palette: list[str], theme: list[str]) -> str | None:
    """The colour of a solid fill; None for none or white."""
    pattern = node.find("patternFill")
    colour = pattern.find("fgColor") if pattern is not None else None
    if pattern is None or colour is None or attribute(pattern, "patternType") != "solid":
        return None
    value = attribute(colour, "rgb")
    if index := attribute(colour, "theme"):
        number = _number(index, len(theme))
        value = theme[number] if number < len(theme) else ""
    elif index := attribute(colour, "indexed"):
        number = _number(index, len(palette))
        value = palette[number] if number < min(len(palette), _SYSTEM_COLOURS) else ""
    value = value[-6:].upper()
    if not re.fullmatch("[0-9A-F]{6}", value):
        return None
    value = _tinted(value, attribute(colour, "tint"))
    return None if value == "FFFFFF" else value


def _tinted(colour: str, tint: str) -> str:
    """A colour made lighter (up to 1) or darker (down to -1)."""
    try:
        amount = max(-1.0, min(1.0, float(tint or 0)))
    except ValueError:
        return colour
    if not amount:
        return colour
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + amount) if amount < 0 else light * (1 - amount) + amount
    parts = colorsys.hls_to_rgb(hue, light, saturation)
    return "".join(f"{round(part * 255):02X}" for part in parts)


def _formula(node: Element, shared: dict[str, str], place: _Place) -> str:
    """The text of a formula; of a shared one, which is written once, where that is."""
    text = clean(_unescape(text_of(node))).replace("_xlfn.", "").replace("_xlws.", "")
    index = attribute(node, "si")
    if text and attribute(node, "t") == "shared":
        shared[index] = f"as in {_reference(place)}: ={text}"
    if not text and attribute(node, "t") == "shared":
        return shared.get(index, "=")
    return f"={text}"


def _shows(text: str, address: str) -> bool:
    """A text that has the address of its link."""
    return address.lower().removeprefix("mailto:").rstrip("/") in text.lower()


def _header(text: str) -> str:
    """The words at the top or bottom of printed pages, without codes and page numbers."""
    words = re.sub("&[LCR]", "\n", _HEADER_CODE.sub("", text))
    lines = clean(words).split("\n")
    return " | ".join(line for line in lines if line.lower() not in {"", "page", "page of"})
