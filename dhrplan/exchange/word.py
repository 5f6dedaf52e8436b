"""Tables of a Word document (.docx), with every word that a reader sees.

The words of a cell are gathered from its XML by the rules of ECMA-376 (Office Open XML): tracked
insertions are part of the text and deletions are not, fields show their result, lists their
numbers, merged cells are one cell. What a cell holds besides its words becomes a remark. Authors
of changes and comments are never read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from xml.etree.ElementTree import Element

from dhrplan.errors import DhrplanError
from dhrplan.exchange.grid import Cell, Document, Grid, Remark, RemarkKind
from dhrplan.exchange.office_file import attribute, is_set, text_of
from dhrplan.exchange.package import Package, opened
from dhrplan.exchange.words import clean

_NESTED = "A table inside the cell is read as lines of text."
_STRUCK_WITHIN = "Words of the table inside the cell are struck through."
_OBJECT = "It holds an object or a diagram that cannot be read."
_CHUNK = "It holds another document that cannot be read."


def read(data: bytes, name: str) -> Document:
    """The tables and paragraphs of a Word document.

    Raises:
        DhrplanError: It is damaged, too large, or no Word document.
    """
    return _Reader(opened(data, name)).document()


# -- collecting text -------------------------------------------------------------------------------


@dataclass
class _Gathered:
    """A remark while it is gathered: the words of neighbouring runs are one remark."""

    kind: RemarkKind
    pieces: list[str]
    day: date | None
    end: int
    """The number of pieces of text when its last words were added."""


class _Text:
    """The words of a cell or paragraph while they are gathered, and its remarks."""

    __slots__ = ("pieces", "remarks", "struck")

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.struck: list[tuple[int, int]] = []
        self.remarks: list[_Gathered] = []

    def strike(self) -> None:
        """Make the last piece one that is struck through."""
        end = len(self.pieces)
        start = end - 1
        if self.struck and self.struck[-1][1] == start:
            start = self.struck.pop()[0]
        self.struck.append((start, end))

    def remark(
        self, kind: RemarkKind, text: str, day: date | None = None, start: int | None = None
    ) -> None:
        """Add a remark; the next piece of the same change joins the one before.

        Args:
            kind: Its kind.
            text: The words concerned.
            day: The day of a comment or change.
            start: Where they begin in `pieces`, if they are part of the text.
        """
        end = len(self.pieces)
        if self.remarks and kind in {"inserted", "deleted", "hidden"}:
            last = self.remarks[-1]
            if (last.kind, last.day, last.end) == (kind, day, end if start is None else start):
                last.pieces.append(text)
                last.end = end
                return
        self.remarks.append(_Gathered(kind, [text], day, end))

    def take(self, remarks: Iterable[Remark]) -> None:
        """Add remarks of a cell that is part of this one."""
        for one in remarks:
            self.remarks.append(_Gathered(one.kind, [one.text], one.day, -1))

    def since(self, start: int) -> str:
        return "".join(self.pieces[start:])

    def begin_line(self) -> None:
        if self.pieces and not self.pieces[-1].endswith("\n"):
            self.pieces.append("\n")
        if self.remarks:
            self.remarks[-1].pieces.append("\n")

    @property
    def text(self) -> str:
        return clean("".join(self.pieces))

    @property
    def cleaned_remarks(self) -> tuple[Remark, ...]:
        found = (Remark(one.kind, clean("".join(one.pieces)), one.day) for one in self.remarks)
        return tuple(one for one in found if one.text)

    def cell(self, row: int, column: int, columns: int = 1, colour: str | None = None) -> Cell:
        """A cell of a table with this text."""
        remarks = self.cleaned_remarks if self.remarks else ()
        struck: tuple[str, ...] = ()
        if self.struck:
            found = (clean("".join(self.pieces[start:end])) for start, end in self.struck)
            struck = tuple(one for one in found if one)
        text = clean("".join(self.pieces))
        return Cell(text, row, column, 1, columns, colour, None, struck, remarks)


class _TableRow(NamedTuple):
    """A row of a table.

    Attributes:
        going_on: The columns of cells that one above goes on in.
    """

    cells: list[Cell]
    going_on: set[int]
    is_head: bool


class _ComplexField:
    """A complex field: its instruction up to the separator, then its result."""

    def __init__(self, begin: Element, start: int, *, is_silent: bool) -> None:
        self.shows_result = False
        self.instruction: list[str] = []
        self.unshown: list[str] = []
        self.start = start
        self.form = begin.find("ffData")
        self._is_in_silent = is_silent

    @property
    def is_silent(self) -> bool:
        """What comes is not the result of a field but part of an instruction."""
        return self._is_in_silent or not self.shows_result

    def separate(self, start: int) -> None:
        if not self.shows_result:
            self.shows_result = True
            self.start = start

    @property
    def address(self) -> str:
        match = re.match(r'\s*HYPERLINK\s+"?([^"\s]+)', "".join(self.instruction))
        return match[1] if match and not match[1].startswith("\\") else ""


def _unshown(fields: list[_ComplexField]) -> str:
    """Words that are in no result because the file does not end their field."""
    return "".join(piece for one in fields for piece in one.unshown)


# -- the document ----------------------------------------------------------------------------------


class _Reader:
    def __init__(self, package: Package) -> None:
        self.parts = parts = package.parts
        main = package.main
        root = self._root(main)
        body = root.find("body") if root is not None else None
        if body is None:
            raise parts.damaged()
        self.body = body
        self.relations = parts.relations(main)
        self.remarks = list(package.remarks)
        self.is_in_body = self.is_in_note = False
        self.boxed: list[Element] = []
        self.fields: list[_ComplexField] = []  # begun and not ended, outermost first
        self.styles = _Styles(self._related("styles"))
        self.plain = _Look(by_style=self.styles.looks(""))
        self.numbering = _Numbering(self._related("numbering"), self.styles)
        self.notes = {
            **self._notes("footnotes", "footnote"),
            **self._notes("endnotes", "endnote"),
            **self._notes("comments", "comment"),
        }
        core = next(
            (one.target for one in parts.relations("").values() if one.kind == "core-properties"),
            "",
        )
        properties = parts.root(core) if core else None
        title = properties.find("title") if properties is not None else None
        self.title = clean(text_of(title))

    def document(self) -> Document:
        grids: list[Grid] = []
        above: list[str] = []
        tables = 0
        for node in self._blocks(self.body):
            if node.tag == "p":
                text = _Text()
                self.is_in_body = True
                self._paragraph(node, text, self.plain)
                self.is_in_body = False
                above += text.text.splitlines()
                self.remarks += text.cleaned_remarks
            self.boxed, found = [], [node] if node.tag == "tbl" else self.boxed
            for table in found:
                tables += 1
                grid = self._grid(f"table {tables}", self._rows(table), tuple(above))
                if any(cell.text or cell.remarks for cell in grid.cells):
                    grids.append(grid)
                    above = []
        if unshown := clean(_unshown(self.fields)):
            self.remarks.append(Remark("hidden", unshown))
        self._notes_left()
        self._headers_and_footers()
        remarks = tuple(dict.fromkeys(self.remarks))
        return Document(self.title or None, tuple(grids), tuple(above), remarks)

    def _related(self, kind: str) -> Element | None:
        target = next((one.target for one in self.relations.values() if one.kind == kind), "")
        return self._root(target) if target else None

    def _root(self, part: str) -> Element | None:
        root = self.parts.root(part)
        if root is not None and not _PREPARED.isdisjoint(self.parts.names):
            _prepare(root)
        return root

    def _notes(self, part: str, tag: str) -> dict[tuple[str, str], tuple[Element, date | None]]:
        """Footnotes, endnotes or comments by kind and id, with their days."""
        root = self._related(part)
        if root is None:
            return {}
        return {
            (tag, attribute(node, "id")): (node, _day(node))
            for node in root
            if node.tag == tag and attribute(node, "type") not in _RULES
        }

    def _notes_left(self) -> None:
        """Notes and comments that nothing in the document refers to."""
        kinds: dict[str, RemarkKind] = {"comment": "comment"}
        for tag, number in list(self.notes):
            text = _Text()
            self._note((tag, number), kinds.get(tag, "note"), text)
            self.remarks += text.cleaned_remarks

    def _headers_and_footers(self) -> None:
        seen: set[str] = set()
        for one in self.relations.values():
            if one.kind not in {"header", "footer"} or one.target in seen:
                continue
            seen.add(one.target)
            root = self._root(one.target)
            if root is None:
                continue
            text = _Text()
            self._apart(root, text)
            words = " ".join(text.text.split())
            if words and not _PAGE_NUMBER.fullmatch(words):
                self.remarks.append(Remark("header", words))
            self.remarks += text.cleaned_remarks

    def _blocks(self, node: Element) -> Iterator[Element]:
        """The paragraphs and tables of a body, also those within controls and tracked moves."""
        for child in node:
            if child.tag in {"p", "tbl"}:
                yield child
            elif child.tag in _TRANSPARENT:
                yield from self._blocks(child)
            elif child.tag in {"altChunk", "subDoc"}:
                self.remarks.append(Remark("warning", _CHUNK))

    def _apart(self, node: Element, text: _Text) -> None:
        """Add paragraphs and tables, each on lines of its own: of a cell, a note or a header.

        Fields around it do not reach into it.
        """
        outer, self.fields = self.fields, []
        joins = True  # there is nothing yet that a line would end
        for block in self._blocks(node):
            if not joins:
                text.begin_line()
            if block.tag == "p":
                joins = self._paragraph(block, text, self.plain, joins=joins)
            else:
                self._nested_table(block, text, self.plain)
                joins = False
        if self.fields and (unshown := _unshown(self.fields)):
            text.begin_line()
            text.remark("hidden", unshown)
        self.fields = outer

    def _nested_table(self, table: Element, text: _Text, look: _Look) -> None:
        """A row of a table in a cell is a line, with ` | ` between its cells, as Markdown has it.

        A person who reads the outer cell as text sees which words belong together, and a comma or
        a tab could be part of them.
        """
        for row in self._rows(table):
            text.begin_line()
            for index, cell in enumerate(row.cells):
                if index:
                    self._write(" | ", text, look)
                self._write(" ".join(cell.text.split()), text, look)
                text.take(cell.remarks)
                if cell.struck:
                    text.take([Remark("warning", _STRUCK_WITHIN)])
        text.begin_line()
        text.remark("warning", _NESTED)

    # -- tables ------------------------------------------------------------------------------------

    def _rows(self, table: Element) -> list[_TableRow]:
        rows: list[_TableRow] = []
        for node in _within(table, "tr"):
            properties = node.find("trPr")
            gone = properties.find("del") if properties is not None else None
            was_paused = self.numbering.is_paused
            self.numbering.is_paused = was_paused or gone is not None
            cells, going_on = self._cells(node, len(rows), _count(properties, "gridBefore", 0))
            self.numbering.is_paused = was_paused
            if gone is not None:
                self._unseen_row(cells, "deleted", _day(gone))
                continue
            if _is_on(properties, "hidden"):
                self._unseen_row(cells, "hidden", None)
                continue
            inserted = properties.find("ins") if properties is not None else None
            if inserted is not None and any(one.text for one in cells):
                words = " | ".join(one.text for one in cells if one.text)
                cells[0] = _with(cells[0], [Remark("inserted", words, _day(inserted))])
            rows.append(_TableRow(cells, going_on, _is_on(properties, "tblHeader")))
        return rows

    def _unseen_row(self, cells: list[Cell], kind: RemarkKind, day: date | None) -> None:
        """A row that is no part of the table; Word marks its words as deleted too, or does not."""
        words = []
        for cell in cells:
            same = (one.text for one in cell.remarks if one.kind == kind)
            words.append(" ".join(one for one in (cell.text, *same) if one))
            self.remarks += (one for one in cell.remarks if one.kind != kind)
        if any(words):
            self.remarks.append(Remark(kind, " | ".join(one for one in words if one), day))

    def _cells(self, row: Element, number: int, column: int) -> tuple[list[Cell], set[int]]:
        """The cells of a row, and the columns of those that one above goes on in."""
        cells: list[Cell] = []
        going_on: set[int] = set()
        for node in _within(row, "tc"):
            text = _Text()
            self._apart(node, text)
            properties = node.find("tcPr")
            if properties is None or not len(properties):
                cells.append(text.cell(number, column))
                column += 1
                continue
            columns = _count(properties, "gridSpan", 1)
            cell = text.cell(number, column, columns, _colour(properties))
            merged = properties.find("hMerge")
            if merged is not None and attribute(merged, "val") != "restart" and cells:
                before = cells[-1]._replace(columns=cells[-1].columns + columns)
                cells[-1] = _with(before, _as_remarks("hidden", cell))
                column += columns
                continue
            if (gone := properties.find("cellDel")) is not None:
                remarks = _as_remarks("deleted", cell, _day(gone))
                cell = cell._replace(text="", struck=(), remarks=remarks)
            if (added := properties.find("cellIns")) is not None and cell.text:
                cell = _with(cell, [Remark("inserted", cell.text, _day(added))])
            down = properties.find("vMerge")
            if down is not None and attribute(down, "val") != "restart":
                going_on.add(column)
            cells.append(cell)
            column += columns
        return cells, going_on

    def _grid(self, name: str, rows: list[_TableRow], above: tuple[str, ...]) -> Grid:
        if any(row.going_on for row in rows):
            cells = _merged(rows)
        else:
            cells = [cell for row in rows for cell in row.cells]
        if sum(cell.columns * cell.rows for cell in cells) > _MOST_PLACES:
            raise DhrplanError(
                f"{self.parts.name} is too large: {name} has more than {_MOST_PLACES:,} cells.",
                "Copy the action plan into a file of its own.",
            )
        head = next((n for n, row in enumerate(rows) if not row.is_head), len(rows))
        return Grid(name, tuple(cells), above, head)

    # -- paragraphs --------------------------------------------------------------------------------

    def _paragraph(self, node: Element, text: _Text, look: _Look, *, joins: bool = False) -> bool:
        """A paragraph with the number of its list; not where a deleted mark joins it to another.

        Returns:
            Whether its own mark is deleted.
        """
        properties = node.find("pPr")
        style, is_deleted = "", False
        if properties is not None and len(properties):
            style, is_deleted = _value(properties, "pStyle"), _mark_is_deleted(properties)
        if style != look.style:
            look = look._replace(style=style, by_style=self.styles.looks(style))
        if joins and text.pieces and text.pieces[-1][-1:] not in {"", "\n"}:
            self._inline(node, text, look)
        elif is_deleted:
            place = len(text.pieces)
            text.pieces.append("")
            self._inline(node, text, look)
            if len(text.pieces) > place + 1:  # else the whole paragraph is deleted, and its number
                text.pieces[place] = self.numbering.label(properties, style)
        else:
            if label := self.numbering.label(properties, style):
                self._write(label, text, look._replace(inserted=False))
            self._inline(node, text, look)
        return is_deleted

    def _inline(self, node: Element, text: _Text, look: _Look) -> None:
        for child in node:
            if handler := _INLINE.get(child.tag):
                handler(self, child, text, look)

    def _run(self, node: Element, text: _Text, look: _Look) -> None:
        hidden, struck = look.by_style
        in_symbols = False
        properties = node.find("rPr")
        if properties is not None and len(properties):
            style = _value(properties, "rStyle")
            own = [properties.find(flag) for flag in _FLAGS]
            if style or own != _NO_FLAGS:
                hidden, *strikes = (
                    self._has(flag, mark, style, look.style)
                    for flag, mark in zip(_FLAGS, own, strict=True)
                )
                struck = any(strikes)
            fonts = properties.find("rFonts")
            if fonts is not None:
                font = attribute(fonts, "ascii") or attribute(fonts, "hAnsi")
                in_symbols = font.startswith("Wingdings")
        if hidden or struck or in_symbols != look.in_symbols:
            hidden, struck = look.hidden or hidden, look.struck or struck
            look = look._replace(hidden=hidden, struck=struck, in_symbols=in_symbols)
        for child in node:
            if child.tag == "t" and not self.fields:  # nearly all
                words = child.text or ""
                if look.in_symbols or not words.isascii():
                    words = _shown(words, look)
                self._write(words, text, look)
            elif child.tag != "rPr":
                self._piece(child, text, look)

    def _has(self, flag: str, own: Element | None, style: str, of_paragraph: str) -> bool:
        """True if a run has a flag by itself; else its two styles set it, and both undo it."""
        if own is not None:
            return _is_true(own)
        return (bool(style) and self.styles.has(style, flag)) != self.styles.has(of_paragraph, flag)

    def _piece(  # noqa: C901, PLR0912 - each kind of piece, one after the other
        self, child: Element, text: _Text, look: _Look
    ) -> None:
        tag = child.tag
        if tag == "fldChar":
            self._field(child, text, look)
        elif tag == "instrText":
            if self.fields:
                self.fields[-1].instruction.append(text_of(child))
        elif self._is_silent:
            if tag in {"t", "delText"}:
                self.fields[-1].unshown.append(text_of(child))
        elif tag in {"t", "delText"}:
            self._write(_shown(text_of(child), look), text, look)
        elif tag in _CHARACTERS:
            self._write(_CHARACTERS[tag], text, look)
        elif tag == "sym":
            self._write(_symbol(child), text, look)
        elif tag in {"footnoteReference", "endnoteReference"}:
            self._note((tag.removesuffix("Reference"), attribute(child, "id")), "note", text)
        elif tag == "commentReference":
            self._note(("comment", attribute(child, "id")), "comment", text)
        elif tag == "ruby":
            for base in child:
                if base.tag == "rubyBase":
                    self._inline(base, text, look)
        elif tag in {"drawing", "pict", "object"}:
            self._drawing(child, text, look)

    @property
    def _is_silent(self) -> bool:
        return bool(self.fields) and self.fields[-1].is_silent

    def _write(self, words: str, text: _Text, look: _Look) -> None:
        if look.deleted:
            text.remark("deleted", words, look.day)
        elif look.hidden:
            text.remark("hidden", words)
        elif words:
            text.pieces.append(words)
            if look.struck:
                text.strike()
            if look.inserted:
                text.remark("inserted", words, look.day, len(text.pieces) - 1)

    def _note(self, key: tuple[str, str], kind: RemarkKind, text: _Text) -> None:
        """A note or comment, where it is first referred to. Notes do not hold notes."""
        if self.is_in_note or key not in self.notes:
            return
        node, day = self.notes.pop(key)
        inner = _Text()
        self.is_in_note, was_in_body, self.is_in_body = True, self.is_in_body, False
        self._apart(node, inner)
        self.is_in_note, self.is_in_body = False, was_in_body
        text.remark(kind, inner.text, day)
        text.take(inner.cleaned_remarks)

    def _field(self, node: Element, text: _Text, look: _Look) -> None:
        kind, fields = attribute(node, "fldCharType"), self.fields
        if kind == "begin":
            if len(fields) >= _MOST_FIELDS:
                raise self.parts.damaged()
            fields.append(_ComplexField(node, len(text.pieces), is_silent=self._is_silent))
        elif kind == "separate" and fields:
            fields[-1].separate(len(text.pieces))
        elif kind == "end" and fields:
            one = fields.pop()
            if self._is_silent:
                return
            self._write(_form_value(one.form), text, look)
            if address := one.address:
                _link(address, text.since(one.start), text)

    def _hyperlink(self, node: Element, text: _Text, look: _Look) -> None:
        start = len(text.pieces)
        self._inline(node, text, look)
        relation = self.relations.get(attribute(node, "id"))
        if relation and relation.is_external:
            _link(relation.target, text.since(start), text)

    def _inserted(self, node: Element, text: _Text, look: _Look) -> None:
        self._inline(node, text, look._replace(inserted=True, day=_day(node)))

    def _deleted(self, node: Element, text: _Text, look: _Look) -> None:
        self._inline(node, text, look._replace(deleted=True, day=_day(node)))

    def _control(self, node: Element, text: _Text, look: _Look) -> None:
        """A content control; what it shows is what is chosen or ticked."""
        for child in node:
            if child.tag == "sdtContent":
                self._inline(child, text, look)

    def _math(self, node: Element, text: _Text, look: _Look) -> None:
        for piece in node.iter("t"):
            self._write(text_of(piece), text, look)

    def _drawing(self, node: Element, text: _Text, look: _Look) -> None:
        """Text boxes are part of the text; a picture is a remark, and so is what cannot be read."""
        is_object, words = node.tag == "object", ""
        for one in _until(node, "txbxContent"):
            if one.tag == "txbxContent":
                self._box(one, text, look)
            elif one.tag == "textpath":
                self._write(attribute(one, "string"), text, look)
            elif one.tag in {"docPr", "cNvPr", "shape"}:
                words = (
                    attribute(one, "descr")
                    or attribute(one, "alt")
                    or attribute(one, "title")
                    or words
                )
            elif one.tag in {"relIds", "chart", "OLEObject"}:
                is_object = True
            elif one.tag in {"blip", "imagedata"} and node.tag != "object":
                text.remark("picture", words or "without a description")
        if is_object:
            if words:
                text.remark("picture", words)
            text.remark("warning", _OBJECT)

    def _box(self, box: Element, text: _Text, look: _Look) -> None:
        text.begin_line()
        for block in self._blocks(box):
            if block.tag == "p":
                self._paragraph(block, text, look)
                text.begin_line()
            elif self.is_in_body and not (look.deleted or look.hidden):
                self.boxed.append(block)  # a table of the document
            else:
                self._nested_table(block, text, look)


class _Look(NamedTuple):
    """What a run inherits from what is around it; `day` is that of a tracked change."""

    style: str = ""
    by_style: tuple[bool, bool] = (False, False)
    """Whether the style of the paragraph hides its words, and strikes them through."""
    in_symbols: bool = False
    hidden: bool = False
    struck: bool = False
    inserted: bool = False
    deleted: bool = False
    day: date | None = None


_TRANSPARENT = frozenset(
    {
        *("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "dir", "bdo"),
        *("fldSimple", "oMathPara", "rubyBase"),
    }
)
"""Elements around others that are read as if they were not there."""

_INLINE: dict[str, Callable[[_Reader, Element, _Text, _Look], None]] = {
    **dict.fromkeys(_TRANSPARENT, _Reader._inline),  # noqa: SLF001 - methods by their elements
    "r": _Reader._run,  # noqa: SLF001
    "hyperlink": _Reader._hyperlink,  # noqa: SLF001
    "ins": _Reader._inserted,  # noqa: SLF001
    "moveTo": _Reader._inserted,  # noqa: SLF001
    "del": _Reader._deleted,  # noqa: SLF001
    "moveFrom": _Reader._deleted,  # noqa: SLF001
    "sdt": _Reader._control,  # noqa: SLF001
    "oMath": _Reader._math,  # noqa: SLF001
}
_CHARACTERS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "-",
    "softHyphen": "",
}
_SYMBOLS = {
    0xFC: "\u2713",
    0xFB: "\u2717",
    0xFE: "\u2612",
    0xFD: "\u2612",
    0xA8: "\u2610",
    0x6F: "\u2610",
    0x71: "\u2610",
    0xB7: "\u2022",
    0xA7: "\u2022",
    0xD8: "\u2022",
    0x52: "\u2611",
    0x54: "\u2612",
}
"""Characters of the fonts Wingdings and Symbol that forms use: ticks, boxes and bullets."""
_PRIVATE = range(0xF000, 0xF100)
"""Code points that stand for the characters of such a font."""
_FLAGS = ("vanish", "strike", "dstrike")
_NO_FLAGS = [None, None, None]
_RULES = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_PAGE_NUMBER = re.compile(r"(?:page )?\d{1,3}(?: ?(?:of|/|\|) ?\d{1,3})?", re.IGNORECASE)
_MOST_FIELDS = 100
"""Fields inside each other. Word itself stops at 20."""
_MOST_PLACES = 200_000
"""As for CSV files."""


def _symbol(node: Element) -> str:
    code = attribute(node, "char")
    return _glyph(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{1,4}", code) else "\ufffd"


def _glyph(code: int) -> str:
    if code in _PRIVATE:
        return _SYMBOLS.get(code - _PRIVATE.start, "\ufffd")
    return chr(code) if chr(code).isprintable() else "\ufffd"


def _shown(words: str, look: _Look) -> str:
    """Words as their font shows them, without the hyphens that show only where a line ends."""
    if look.in_symbols:
        words = "".join(_SYMBOLS.get(ord(one), one) for one in words)
    words = words.replace("\u00ad", "")
    return "".join(_glyph(ord(one)) if ord(one) in _PRIVATE else one for one in words)


def _form_value(form: Element | None) -> str:
    """What an old form field shows: a box that is ticked or not, or the entry chosen."""
    if form is None:
        return ""
    if (box := form.find("checkBox")) is not None:
        shown = "default" if box.find("checked") is None else "checked"
        return "\u2612" if _is_on(box, shown) else "\u2610"
    if (choice := form.find("ddList")) is not None:
        entries = [attribute(one, "val") for one in choice if one.tag == "listEntry"]
        index = _number(_value(choice, "result") or _value(choice, "default"), 0)
        return entries[index] if index < len(entries) else ""
    return ""


def _as_remarks(kind: RemarkKind, cell: Cell, day: date | None = None) -> tuple[Remark, ...]:
    """The words of a cell that is not seen as a remark, and its own remarks."""
    return (Remark(kind, cell.text, day), *cell.remarks) if cell.text else cell.remarks


def _with(cell: Cell, remarks: Iterable[Remark]) -> Cell:
    """A cell with further remarks."""
    return cell._replace(remarks=(*cell.remarks, *remarks))


def _mark_is_deleted(properties: Element) -> bool:
    """The end of a paragraph is deleted, so that it goes on with the next."""
    of_mark = properties.find("rPr")
    found = (of_mark.find(tag) for tag in ("del", "moveFrom")) if of_mark is not None else ()
    return any(one is not None for one in found)


def _prepare(root: Element) -> None:
    """Leave one of alternative contents, and no words of placeholders: "Choose an item."."""
    waiting = [root] if next(root.iter("AlternateContent"), None) is not None else []
    while waiting:
        node = waiting.pop()
        while any(child.tag == "AlternateContent" for child in node):
            node[:] = [
                one
                for child in node
                for one in (_chosen(child) if child.tag == "AlternateContent" else [child])
            ]
        waiting += node
    for control in root.iter("sdt"):
        if _is_on(control.find("sdtPr"), "showingPlcHdr"):
            for piece in control.iter("t"):
                piece.text = ""


_PREPARED = frozenset({"AlternateContent", "sdt"})


def _chosen(node: Element) -> list[Element]:
    """The contents of the first alternative with words, or else of the first."""
    branches = [one for one in node if one.tag in {"Choice", "Fallback"}]
    with_words = (
        one
        for one in branches
        for tag in ("t", "textpath")
        if next(one.iter(tag), None) is not None
    )
    branch = next(with_words, branches[0] if branches else None)
    return list(branch) if branch is not None else []


def _until(node: Element, stop: str) -> Iterator[Element]:
    """All elements below this, but none inside of those called `stop`."""
    for child in node:
        yield child
        if child.tag != stop:
            yield from _until(child, stop)


def _link(address: str, words: str, text: _Text) -> None:
    bare = address.removeprefix("mailto:")
    if bare and bare.rstrip("/") not in words:
        text.remark("link", bare)


def _within(node: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or cells of a row, also those within controls and tracked changes."""
    for child in node:
        if child.tag == tag:
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _within(child, tag)


def _value(properties: Element | None, tag: str) -> str:
    child = properties.find(tag) if properties is not None else None
    return attribute(child, "val") if child is not None else ""


def _number(value: str, default: int) -> int:
    return int(value) if _NUMBER.fullmatch(value) else default


_NUMBER = re.compile("[0-9]{1,9}")


def _count(properties: Element | None, tag: str, default: int) -> int:
    value = _value(properties, tag)
    return min(max(_number(value, default), default), _MOST_COLUMNS) if value else default


_MOST_COLUMNS = 100
"""Word itself allows 63 columns."""


def _is_true(node: Element) -> bool:
    return attribute(node, "val") not in {"0", "false", "off", "none"}


def _is_on(properties: Element | None, tag: str) -> bool:
    child = properties.find(tag) if properties is not None else None
    return child is not None and _is_true(child)


def _day(node: Element | None) -> date | None:
    if node is None:
        return None
    try:
        return date.fromisoformat(attribute(node, "date")[:10])
    except ValueError:
        return None


def _colour(properties: Element | None) -> str | None:
    shading = properties.find("shd") if properties is not None else None
    if shading is None:
        return None
    is_solid = (
        attribute(shading, "val") == "solid"
    )  # a pattern that covers the fill with its own colour
    fill = attribute(shading, "color" if is_solid else "fill").upper()
    return fill if _RGB.fullmatch(fill) and fill != "FFFFFF" else None


_RGB = re.compile("[0-9A-F]{6}")


def _merged(rows: list[_TableRow]) -> list[Cell]:
    """The cells of a table; those that a merged one goes on in are part of it."""
    cells: list[Cell] = []
    further: dict[int, list[Cell]] = {}
    origins: dict[int, int] = {}
    for row in rows:
        before, origins = origins, {}
        for cell in row.cells:
            origin = before.get(cell.column) if cell.column in row.going_on else None
            if origin is not None and cells[origin].columns == cell.columns:
                further.setdefault(origin, []).append(cell)
            else:
                origin = len(cells)
                cells.append(cell)
            origins[cell.column] = origin
    for origin, others in further.items():
        hidden = (remark for one in others for remark in _as_remarks("hidden", one))
        cells[origin] = _with(cells[origin]._replace(rows=1 + len(others)), hidden)
    return cells


# -- styles and numbers ----------------------------------------------------------------------------


class _Styles:
    """The flags and numbering that styles give, with those that they are based on."""

    def __init__(self, root: Element | None) -> None:
        nodes = list(root) if root is not None else []
        self._has: dict[tuple[str, str], bool] = {}
        self._looks: dict[str, tuple[bool, bool]] = {}
        self._numbering: dict[str, Element | None] = {}
        self._styles = {attribute(one, "styleId"): one for one in nodes if one.tag == "style"}
        self._default = next(
            (
                attribute(one, "styleId")
                for one in nodes
                if one.tag == "style"
                and attribute(one, "type") == "paragraph"
                and is_set(one, "default")
            ),
            "",
        )

    def _chain(self, style: str) -> Iterator[Element]:
        for _ in range(_MOST_BASES):
            if style not in self._styles:
                return
            yield self._styles[style]
            style = _value(self._styles[style], "basedOn")

    def looks(self, style: str) -> tuple[bool, bool]:
        """Whether a style of a paragraph hides its words, and strikes them through."""
        found = self._looks.get(style)
        if found is None:
            hidden, *strikes = (self.has(style, flag) for flag in _FLAGS)
            found = self._looks[style] = hidden, any(strikes)
        return found

    def has(self, style: str, flag: str) -> bool:
        """True if a style, or for a paragraph without one the default, sets a flag."""
        key = style or self._default, flag
        found = self._has.get(key)
        if found is None:
            of_runs = (one.find("rPr") for one in self._chain(key[0]))
            flags = (one.find(flag) for one in of_runs if one is not None)
            first = next((one for one in flags if one is not None), None)
            found = self._has[key] = first is not None and _is_true(first)
        return found

    def numbering(self, style: str) -> Element | None:
        """The `numPr` of a style, or for none of that of paragraphs."""
        style = style or self._default
        if style not in self._numbering:
            of_paragraphs = (one.find("pPr") for one in self._chain(style))
            found = (one.find("numPr") for one in of_paragraphs if one is not None)
            self._numbering[style] = next((one for one in found if one is not None), None)
        return self._numbering[style]


_MOST_BASES = 20
"""Styles that a style is based on, each on the next. Word itself stops at 11."""


class _Level(NamedTuple):
    start: int
    form: str
    text: str
    is_decimal: bool
    style: str
    end: str
    """What comes between the number and the text."""
    restarts_after: int
    """The number of levels above that restart this one; 0 for never."""


class _Numbering:
    """The numbers of automatic lists, counted in the order of the document."""

    def __init__(self, root: Element | None, styles: _Styles) -> None:
        self.is_paused = False
        self._styles = styles
        self._of_abstract: dict[str, dict[int, _Level]] = {}
        self._style_of: dict[str, str] = {}
        self._lists: dict[str, _List] = {}
        self._found: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        for node in root if root is not None else ():
            if node.tag == "abstractNum":
                abstract = attribute(node, "abstractNumId")
                self._of_abstract[abstract] = dict(_levels(node))
                if style := _value(node, "numStyleLink"):
                    self._style_of[abstract] = style
            elif node.tag == "num":
                overrides = [one for one in node if one.tag == "lvlOverride"]
                self._lists[attribute(node, "numId")] = _List(
                    _value(node, "abstractNumId"),
                    {
                        _number(attribute(one, "ilvl"), 0): _number(_value(one, "startOverride"), 1)
                        for one in overrides
                        if one.find("startOverride") is not None
                    },
                    {depth: level for one in overrides for depth, level in _levels(one)},
                )

    def label(self, properties: Element | None, style: str) -> str:
        """What is in front of a paragraph, and count it; empty if it is in no list."""
        if self.is_paused or not self._lists:
            return ""
        own = properties.find("numPr") if properties is not None else None
        of_style = self._styles.numbering(style)
        number = _value(own, "numId") or _value(of_style, "numId")
        is_in_none = own is None and of_style is None
        if is_in_none or number not in self._lists or number == "0":
            return ""
        abstract, starts, levels = self._resolved(number)
        written = _value(own, "ilvl") or _value(of_style, "ilvl")
        by_style = next((n for n, one in levels.items() if style and one.style == style), 0)
        depth = _number(written, 0) if written else by_style
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(abstract, {})
        if number not in self._begun:
            self._begun.add(number)
            counts.update({at: start - 1 for at, start in starts.items()})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            if deeper not in levels or depth < levels[deeper].restarts_after:
                del counts[deeper]
        if level.form == "bullet":
            return f"\u2022{level.end}"
        if level.form == "none" and not level.text:
            return ""

        def numeral(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            one = levels.get(at, level)
            form = "decimal" if level.is_decimal else one.form
            return _numeral(counts.get(at, one.start), form)

        label = re.sub(r"%([1-9])", numeral, level.text)
        return f"{label}{level.end}" if label else ""

    def _resolved(self, number: str) -> _List:
        """A list with all its levels, also those of the style that it refers to."""
        if number not in self._found:
            abstract, starts, own = self._lists[number]
            if style := self._style_of.get(abstract):
                linked = self._lists.get(_value(self._styles.numbering(style), "numId"))
                abstract = linked.abstract if linked else abstract
            levels = {**self._of_abstract.get(abstract, {}), **own}
            self._found[number] = _List(abstract, starts, levels)
        return self._found[number]


class _List(NamedTuple):
    """A list: its levels by reference, where they start anew, and its own levels."""

    abstract: str
    starts: dict[int, int]
    levels: dict[int, _Level]


_LONGEST_LABEL = 255
"""Characters in the pattern of a number; no more are allowed by Word."""


def _levels(node: Element) -> Iterator[tuple[int, _Level]]:
    """The levels of a list by their depth, of which there are nine."""
    for one in node:
        depth = _number(attribute(one, "ilvl"), 0)
        if one.tag != "lvl" or depth not in range(9):
            continue
        text = one.find("lvlText")
        yield (
            depth,
            _Level(
                _number(_value(one, "start"), 1),
                _value(one, "numFmt") or "decimal",
                attribute(text, "val")[:_LONGEST_LABEL] if text is not None else "",
                _is_on(one, "isLgl"),
                _value(one, "pStyle"),
                "" if _value(one, "suff") == "nothing" else " ",
                _number(_value(one, "lvlRestart"), depth),
            ),
        )


_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"))
_ROMAN_ONES = ((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


_LAST_LETTER = 780
"""Shown as 30 letters z, as in Word."""


def _numeral(number: int, form: str) -> str:
    """A number as a list shows it; forms of other languages are shown as digits."""
    if form in {"lowerLetter", "upperLetter"} and 0 < number <= _LAST_LETTER:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in {"lowerRoman", "upperRoman"} and 0 < number < 4000:  # noqa: PLR2004 - the last numeral
        roman = ""
        for value, letters in (*_ROMAN, *_ROMAN_ONES):
            count, number = divmod(number, value)
            roman += letters * count
        return roman.upper() if form == "upperRoman" else roman
    if form == "none":
        return ""
    return f"{number:02d}" if form == "decimalZero" else str(number)
