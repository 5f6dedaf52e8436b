"""Tables of a Word document (.docx), with every word that a reader sees.

The words of a cell are gathered from its XML by the rules of ECMA-376 (Office Open XML): tracked
insertions are part of the text and deletions are not, fields show their result, lists their
numbers, merged cells are one cell. What a cell holds besides its words becomes a remark. Authors
of changes and comments are never read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple
from xml.etree.ElementTree import Element

from dhrplan.errors import DhrplanError
from dhrplan.exchange.grid import Cell, Document, Grid, Remark, RemarkKind
from dhrplan.exchange.office_file import attribute, is_set, text_of, within
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


@dataclass(slots=True)
class _Text:
    """The words of a cell or paragraph while they are gathered, and its remarks."""

    pieces: list[str] = field(default_factory=list)
    struck: list[tuple[int, int]] = field(default_factory=list)
    remarks: list[_Gathered] = field(default_factory=list)

    def add(self, text: str, *, struck: bool = False) -> None:
        self.pieces.append(text)
        if struck:
            start = len(self.pieces) - 1
            if self.struck and self.struck[-1][1] == start:
                start = self.struck.pop()[0]
            self.struck.append((start, len(self.pieces)))

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
    def struck_texts(self) -> tuple[str, ...]:
        if not self.struck:
            return ()
        found = (clean("".join(self.pieces[start:end])) for start, end in self.struck)
        return tuple(one for one in found if one)

    @property
    def cleaned_remarks(self) -> tuple[Remark, ...]:
        if not self.remarks:
            return ()
        found = (Remark(one.kind, clean("".join(one.pieces)), one.day) for one in self.remarks)
        return tuple(one for one in found if one.text)


class _TableRow(NamedTuple):
    """A row of a table, with its cells and the columns that they cover."""

    cells: list[_TableCell]
    is_head: bool


class _TableCell(NamedTuple):
    """A cell of a row."""

    column: int
    columns: int
    text: _Text
    goes_on: bool
    colour: str | None


class _ComplexField:
    """A complex field: its instruction up to the separator, then its result."""

    def __init__(self, begin: Element, start: int) -> None:
        self.shows_result = False
        self.instruction: list[str] = []
        self.unshown: list[str] = []
        self.start = start
        self.form = begin.find("ffData")

    @property
    def address(self) -> str:
        match = re.match(r'\s*HYPERLINK\s+"?([^"\s]+)', "".join(self.instruction))
        return match[1] if match and not match[1].startswith("\\") else ""


class _Fields:
    """The fields that have begun and not ended, outermost first."""

    def __init__(self) -> None:
        self.open: list[_ComplexField] = []
        self._silent = 0

    @property
    def is_silent(self) -> bool:
        """What comes is not the result of a field but part of an instruction."""
        return self._silent > 0

    def begin(self, one: _ComplexField) -> None:
        self.open.append(one)
        self._silent += 1

    def separate(self, start: int) -> None:
        one = self.open[-1]
        if not one.shows_result:
            one.shows_result = True
            one.start = start
            self._silent -= 1

    def end(self) -> _ComplexField:
        one = self.open.pop()
        self._silent -= not one.shows_result
        return one

    @property
    def unshown(self) -> str:
        """Words that are in no result because the file does not end their field."""
        return "".join(piece for one in self.open for piece in one.unshown)


# -- the document ----------------------------------------------------------------------------------


class _Reader:
    def __init__(self, package: Package) -> None:
        self.parts = parts = package.parts
        main = package.main
        root = parts.root(main)
        body = root.find("body") if root is not None else None
        if body is None:
            raise parts.damaged()
        _prepare(body)
        self.body = body
        self.relations = parts.relations(main)
        self.remarks = list(package.remarks)
        self.is_in_body = self.is_in_note = False
        self.boxed: list[Element] = []
        self.fields = _Fields()
        self.styles = _Styles(self._related("styles"))
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
                self._paragraph(node, text)
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
        if unshown := clean(self.fields.unshown):
            self.remarks.append(Remark("hidden", unshown))
        self._notes_left()
        self._headers_and_footers()
        remarks = tuple(dict.fromkeys(self.remarks))
        return Document(self.title or None, tuple(grids), tuple(above), remarks)

    def _related(self, kind: str) -> Element | None:
        target = next((one.target for one in self.relations.values() if one.kind == kind), "")
        root = self.parts.root(target) if target else None
        if root is not None:
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
            root = self.parts.root(one.target)
            if root is None:
                continue
            _prepare(root)
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
        """The text of what fields around it do not reach into: a cell, a note, a header."""
        outer, self.fields = self.fields, _Fields()
        self._all_text(node, text)
        if self.fields.open and self.fields.unshown:
            text.remark("hidden", self.fields.unshown)
        self.fields = outer

    def _all_text(self, node: Element, text: _Text) -> None:
        """The text of paragraphs and tables, each on lines of its own."""
        joins = False
        for block in self._blocks(node):
            if not joins:
                text.begin_line()
            if block.tag == "p":
                self._paragraph(block, text, joins=joins)
                joins = _mark_is_deleted(_properties(block, "pPr"))
            else:
                self._nested_table(block, text, _Look())
                joins = False
        text.begin_line()

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
                self._write(" ".join(cell.text.text.split()), text, look)
                text.take(cell.text.cleaned_remarks)
                if cell.text.struck:
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
            cells = self._cells(node, _count(properties, "gridBefore", 0))
            self.numbering.is_paused = was_paused
            if gone is not None:
                self._unseen_row(cells, "deleted", _day(gone))
                continue
            if _is_on(properties, "hidden"):
                self._unseen_row(cells, "hidden", None)
                continue
            inserted = properties.find("ins") if properties is not None else None
            if inserted is not None and cells:
                words = " | ".join(one.text.text for one in cells if one.text.text)
                cells[0].text.take([Remark("inserted", words, _day(inserted))])
            rows.append(_TableRow(cells, _is_on(properties, "tblHeader")))
        return rows

    def _unseen_row(self, cells: list[_TableCell], kind: RemarkKind, day: date | None) -> None:
        """A row that is no part of the table; Word marks its words as deleted too, or does not."""
        words = []
        for cell in cells:
            remarks = cell.text.cleaned_remarks
            same = (one.text for one in remarks if one.kind == kind)
            words.append(" ".join(one for one in (cell.text.text, *same) if one))
            self.remarks += (one for one in remarks if one.kind != kind)
        if any(words):
            self.remarks.append(Remark(kind, " | ".join(one for one in words if one), day))

    def _cells(self, row: Element, first: int) -> list[_TableCell]:
        cells: list[_TableCell] = []
        column = first
        for node in _within(row, "tc"):
            properties = _properties(node, "tcPr")
            columns = _count(properties, "gridSpan", 1)
            text = _Text()
            self._apart(node, text)
            if properties is None:
                cells.append(_TableCell(column, columns, text, goes_on=False, colour=None))
                column += columns
                continue
            merged = properties.find("hMerge")
            if merged is not None and attribute(merged, "val") != "restart" and cells:
                before = cells[-1]
                cells[-1] = before._replace(columns=before.columns + columns)
                before.text.take(_as_remarks("hidden", text))
                column += columns
                continue
            if (gone := properties.find("cellDel")) is not None:
                deleted = _Text()
                deleted.take(_as_remarks("deleted", text, _day(gone)))
                text = deleted
            if (added := properties.find("cellIns")) is not None and text.text:
                text.take([Remark("inserted", text.text, _day(added))])
            down = properties.find("vMerge")
            goes_on = down is not None and attribute(down, "val") != "restart"
            cells.append(_TableCell(column, columns, text, goes_on, _colour(properties)))
            column += columns
        return cells

    def _grid(self, name: str, rows: list[_TableRow], above: tuple[str, ...]) -> Grid:
        if sum(cell.columns for row in rows for cell in row.cells) > _MOST_PLACES:
            raise DhrplanError(
                f"{self.parts.name} is too large: {name} has more than {_MOST_PLACES:,} cells.",
                "Copy the action plan into a file of its own.",
            )
        return _grid(name, rows, above)

    # -- paragraphs --------------------------------------------------------------------------------

    def _paragraph(
        self, node: Element, text: _Text, look: _Look | None = None, *, joins: bool = False
    ) -> None:
        """A paragraph with the number of its list; not where a deleted mark joins it to another."""
        properties = _properties(node, "pPr")
        style = _value(properties, "pStyle")
        look = look or _PLAIN
        look = look if style == look.style else replace(look, style=style)
        place = len(text.pieces)
        begins = not joins or text.since(max(place - 1, 0))[-1:] in {"", "\n"}
        if not begins:
            self._inline(node, text, look)
        elif _mark_is_deleted(properties):
            text.pieces.append("")
            self._inline(node, text, look)
            if len(text.pieces) > place + 1:  # else the whole paragraph is deleted, and its number
                text.pieces[place] = self.numbering.label(properties)
        else:
            if label := self.numbering.label(properties):
                self._write(label, text, replace(look, inserted=False))
            self._inline(node, text, look)

    def _inline(self, node: Element, text: _Text, look: _Look) -> None:
        for child in node:
            handler = _INLINE.get(child.tag)
            if handler:
                handler(self, child, text, look)
            elif child.tag in _TRANSPARENT:
                self._inline(child, text, look)

    def _run(self, node: Element, text: _Text, look: _Look) -> None:
        properties = _properties(node, "rPr")
        if properties is None:
            (hidden, struck), fonts = self.styles.looks(look.style), None
        else:
            hidden, *strikes = (self._has(properties, look, flag) for flag in _FLAGS)
            struck, fonts = any(strikes), properties.find("rFonts")
        font = (attribute(fonts, "ascii") or attribute(fonts, "hAnsi")) if fonts is not None else ""
        if hidden or struck or font != look.font:
            hidden, struck = look.hidden or hidden, look.struck or struck
            look = replace(look, hidden=hidden, struck=struck, font=font)
        for child in node:
            self._piece(child, text, look)

    def _has(self, properties: Element, look: _Look, flag: str) -> bool:
        """True if a run has a flag by itself; else its two styles set it, and both undo it."""
        own = properties.find(flag)
        if own is not None:
            return _is_true(own)
        style = _value(properties, "rStyle")
        return (bool(style) and self.styles.has(style, flag)) != self.styles.has(look.style, flag)

    def _piece(  # noqa: C901, PLR0912 - each kind of piece, one after the other
        self, child: Element, text: _Text, look: _Look
    ) -> None:
        tag = child.tag
        if tag == "t" and not self.fields.open:  # nearly all
            self._write(_shown(text_of(child), look.font), text, look)
        elif tag == "fldChar":
            self._field(child, text, look)
        elif tag == "instrText":
            if self.fields.open:
                self.fields.open[-1].instruction.append(text_of(child))
        elif self.fields.is_silent:
            if tag in {"t", "delText"}:
                self.fields.open[-1].unshown.append(text_of(child))
        elif tag in {"t", "delText"}:
            self._write(_shown(text_of(child), look.font), text, look)
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

    def _write(self, words: str, text: _Text, look: _Look) -> None:
        if look.deleted:
            text.remark("deleted", words, look.day)
        elif look.hidden:
            text.remark("hidden", words)
        elif words:
            start = len(text.pieces)
            text.add(words, struck=look.struck)
            if look.inserted:
                text.remark("inserted", words, look.day, start)

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
            if len(fields.open) >= _MOST_FIELDS:
                raise self.parts.damaged()
            fields.begin(_ComplexField(node, len(text.pieces)))
        elif kind == "separate" and fields.open:
            fields.separate(len(text.pieces))
        elif kind == "end" and fields.open:
            one = fields.end()
            if fields.is_silent:
                return
            self._write(_form_value(one.form), text, look)
            if address := one.address:
                _link(address, text.since(one.start), text)

    def _simple_field(self, node: Element, text: _Text, look: _Look) -> None:
        self._inline(node, text, look)

    def _hyperlink(self, node: Element, text: _Text, look: _Look) -> None:
        start = len(text.pieces)
        self._inline(node, text, look)
        relation = self.relations.get(attribute(node, "id"))
        if relation and relation.is_external:
            _link(relation.target, text.since(start), text)

    def _inserted(self, node: Element, text: _Text, look: _Look) -> None:
        self._inline(node, text, replace(look, inserted=True, day=_day(node)))

    def _deleted(self, node: Element, text: _Text, look: _Look) -> None:
        self._inline(node, text, replace(look, deleted=True, day=_day(node)))

    def _control(self, node: Element, text: _Text, look: _Look) -> None:
        """A content control; what it shows is what is chosen or ticked."""
        for child in node:
            if child.tag == "sdtContent":
                self._inline(child, text, look)

    def _math(self, node: Element, text: _Text, look: _Look) -> None:
        for piece in within(node, "t"):
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


@dataclass(frozen=True, slots=True)
class _Look:
    """What a run inherits from what is around it; `day` is that of a tracked change."""

    style: str = ""
    font: str = ""
    hidden: bool = False
    struck: bool = False
    inserted: bool = False
    deleted: bool = False
    day: date | None = None


_PLAIN = _Look()

_TRANSPARENT = frozenset(
    {
        *("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "dir", "bdo"),
        *("fldSimple", "oMathPara", "rubyBase"),
    }
)
"""Elements around others that are read as if they were not there."""

_INLINE: dict[str, Callable[[_Reader, Element, _Text, _Look], None]] = {
    "r": _Reader._run,  # noqa: SLF001 - the methods of this class by their elements
    "hyperlink": _Reader._hyperlink,  # noqa: SLF001
    "ins": _Reader._inserted,  # noqa: SLF001
    "moveTo": _Reader._inserted,  # noqa: SLF001
    "del": _Reader._deleted,  # noqa: SLF001
    "moveFrom": _Reader._deleted,  # noqa: SLF001
    "fldSimple": _Reader._simple_field,  # noqa: SLF001
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


def _shown(words: str, font: str) -> str:
    """Words as their font shows them, without the hyphens that show only where a line ends."""
    if words.isascii() and not font.startswith("Wingdings"):
        return words
    if font.startswith("Wingdings"):
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


def _as_remarks(kind: RemarkKind, text: _Text, day: date | None = None) -> tuple[Remark, ...]:
    """The words of a cell that is not seen as a remark, and its own remarks."""
    words = (Remark(kind, text.text, day),) if text.text else ()
    return (*words, *text.cleaned_remarks)


def _mark_is_deleted(properties: Element | None) -> bool:
    """The end of a paragraph is deleted, so that it goes on with the next."""
    of_mark = properties.find("rPr") if properties is not None else None
    return of_mark is not None and any(one.tag in {"del", "moveFrom"} for one in of_mark)


def _prepare(root: Element) -> None:
    """Leave one of alternative contents, and no words of placeholders: "Choose an item."."""
    waiting = [root] if next(within(root, "AlternateContent"), None) is not None else []
    while waiting:
        node = waiting.pop()
        while any(child.tag == "AlternateContent" for child in node):
            node[:] = [
                one
                for child in node
                for one in (_chosen(child) if child.tag == "AlternateContent" else [child])
            ]
        waiting += node
    for control in within(root, "sdt"):
        if _is_on(control.find("sdtPr"), "showingPlcHdr"):
            for piece in within(control, "t"):
                piece.text = ""


def _chosen(node: Element) -> list[Element]:
    """The contents of the first alternative with words, or else of the first."""
    branches = [one for one in node if one.tag in {"Choice", "Fallback"}]
    with_words = (one for one in branches if next(within(one, "t", "textpath"), None) is not None)
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


def _properties(node: Element, tag: str) -> Element | None:
    """The properties of an element, if it has any that matter here."""
    found = node.find(tag)
    return found if found is not None and len(found) else None


def _value(properties: Element | None, tag: str) -> str:
    child = properties.find(tag) if properties is not None else None
    return attribute(child, "val") if child is not None else ""


def _number(value: str, default: int) -> int:
    return int(value) if re.fullmatch("[0-9]{1,9}", value) else default


def _count(properties: Element | None, tag: str, default: int) -> int:
    if properties is None:
        return default
    return min(max(_number(_value(properties, tag), default), default), _MOST_COLUMNS)


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
    return fill if re.fullmatch("[0-9A-F]{6}", fill) and fill != "FFFFFF" else None


def _grid(name: str, rows: list[_TableRow], above: tuple[str, ...]) -> Grid:
    """The cells of a table; those that a merged one goes on in are part of it."""
    origins: list[tuple[int, _TableCell]] = []
    heights: list[int] = []
    remarks: list[list[Remark]] = []
    open_merges: dict[int, int] = {}
    for number, row in enumerate(rows):
        still_open: dict[int, int] = {}
        for one in row.cells:
            origin = open_merges.get(one.column) if one.goes_on else None
            if origin is None or origins[origin][1].columns != one.columns:
                still_open[one.column] = len(origins)
                origins.append((number, one))
                heights.append(1)
                remarks.append(list(one.text.cleaned_remarks))
                continue
            still_open[one.column] = origin
            heights[origin] += 1
            remarks[origin] += _as_remarks("hidden", one.text)
        open_merges = still_open
    cells = tuple(
        Cell(
            one.text.text,
            number,
            one.column,
            rows=height,
            columns=one.columns,
            colour=one.colour,
            struck=one.text.struck_texts,
            remarks=tuple(found),
        )
        for (number, one), height, found in zip(origins, heights, remarks, strict=True)
    )
    head = next((n for n, row in enumerate(rows) if not row.is_head), len(rows))
    return Grid(name, cells, above, head)


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

    def label(self, properties: Element | None) -> str:
        """What is in front of a paragraph, and count it; empty if it is in no list."""
        own = properties.find("numPr") if properties is not None else None
        style = _value(properties, "pStyle")
        of_style = self._styles.numbering(style)
        if own is None and of_style is None:
            return ""
        number = _value(own, "numId") or _value(of_style, "numId")
        if self.is_paused or number not in self._lists or number == "0":
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
