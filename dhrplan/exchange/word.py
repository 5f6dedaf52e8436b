"""Tables of a Word document (.docx), with every word that a reader sees.

The words of a cell are gathered from its XML by the rules of ECMA-376 (Office Open XML): tracked
insertions are part of the text and deletions are not, fields show their result, lists their
numbers, merged cells are one cell. What a cell holds besides its words becomes a remark. Authors
of changes and comments are never read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from dhrplan.errors import DhrplanError
from dhrplan.exchange.grid import Cell, Document, Grid, Remark, RemarkKind
from dhrplan.exchange.office_file import Node, OfficeFile, Relation
from dhrplan.exchange.words import clean

_NESTED = "A table inside the cell is read as lines of text."
_OBJECT = "It holds an object or a diagram that cannot be read."
_CHUNK = "It holds another document that cannot be read."
_ELSEWHERE = "It refers to a file elsewhere, which is not fetched."
_MACROS = "It holds macros, which are not run."


def read(data: bytes, name: str) -> Document:
    """The tables and paragraphs of a Word document.

    Raises:
        DhrplanError: It is damaged, too large, or no Word document.
    """
    parts = OfficeFile(data, name)
    return _Reader(parts, name).document()


# -- collecting text -------------------------------------------------------------------------------


@dataclass
class _GatheredText:
    """The words of a cell or paragraph while they are gathered, and its remarks."""

    pieces: list[str] = field(default_factory=list)
    struck: list[tuple[int, int]] = field(default_factory=list)
    remarks: list[tuple[int, Remark]] = field(default_factory=list)

    def add(self, text: str, *, struck: bool = False) -> None:
        if not text:
            return
        start = len(self.pieces)
        self.pieces.append(text)
        if struck:
            if self.struck and self.struck[-1][1] == start:
                start = self.struck.pop()[0]
            self.struck.append((start, len(self.pieces)))

    def remark(self, kind: RemarkKind, text: str, day: date | None = None) -> None:
        """Add a remark; the next piece of the same change joins the one before."""
        here = len(self.pieces)
        if self.remarks:
            place, last = self.remarks[-1]
            is_change = kind in {"inserted", "deleted", "hidden"}
            if is_change and place == here and (last.kind, last.day) == (kind, day):
                self.remarks[-1] = (here, last._replace(text=last.text + text))
                return
        self.remarks.append((here, Remark(kind, text, day)))

    def since(self, start: int) -> str:
        return "".join(self.pieces[start:])

    def begin_line(self) -> None:
        if self.pieces and not self.pieces[-1].endswith("\n"):
            self.pieces.append("\n")

    @property
    def text(self) -> str:
        return clean("".join(self.pieces))

    @property
    def struck_texts(self) -> tuple[str, ...]:
        found = (clean("".join(self.pieces[start:end])) for start, end in self.struck)
        return tuple(one for one in found if one)

    @property
    def cleaned_remarks(self) -> tuple[Remark, ...]:
        found = (one._replace(text=clean(one.text)) for _, one in self.remarks)
        return tuple(one for one in found if one.text)


class _TableRow(NamedTuple):
    """A row of a table, with its cells and the columns that they cover."""

    cells: list[_TableCell]
    is_head: bool


class _TableCell(NamedTuple):
    """A cell of a row."""

    column: int
    columns: int
    text: _GatheredText
    goes_on: bool
    colour: str | None


class _ComplexField:
    """A complex field: its instruction up to the separator, then its result."""

    def __init__(self, begin: Node) -> None:
        self.shows_result = False
        self.instruction = ""
        self.start = 0
        self.form = begin.child("ffData")

    @property
    def address(self) -> str:
        match = re.match(r'\s*HYPERLINK\s+"([^"]+)"', self.instruction)
        return match[1] if match else ""


# -- the document ----------------------------------------------------------------------------------


class _Reader:
    def __init__(self, parts: OfficeFile, name: str) -> None:
        self.parts = parts
        package = parts.relations("")
        main = next((one.target for one in package.values() if one.kind == "officeDocument"), "")
        root = parts.root(main) if main else None
        body = root.child("body") if root is not None and root.tag == "document" else None
        if body is None:
            raise DhrplanError(
                f"{name} is not a Word document, although its name ends in .docx.",
                "Open it in the program that it was made with, and save it as .docx.",
            )
        self.body = body
        self.relations = parts.relations(main)
        self.remarks: list[Remark] = []
        self.is_in_body = False
        self.fields: list[_ComplexField] = []
        self.styles = _Styles(self._related("styles"))
        self.numbering = _Numbering(self._related("numbering"), self.styles)
        self.notes = {
            **self._notes("footnotes", "footnote"),
            **self._notes("endnotes", "endnote"),
        }
        self.comments = self._notes("comments", "comment")
        core = next((one.target for one in package.values() if one.kind == "core-properties"), "")
        properties = parts.root(core) if core else None
        title = properties.child("title") if properties is not None else None
        self.title = clean(title.text) if title is not None else ""
        self._package_remarks()

    def document(self) -> Document:
        grids: list[Grid] = []
        above: list[str] = []
        number = 0
        for node in self._blocks(self.body):
            if node.tag == "tbl":
                number += 1
                rows = self._rows(node)
                grid = _grid(f"table {number}", rows, tuple(above))
                if any(cell.text or cell.remarks for cell in grid.cells):
                    grids.append(grid)
                    above = []
                continue
            text = _GatheredText()
            self.is_in_body = True
            self._paragraph(node, text)
            self.is_in_body = False
            above += text.text.split("\n") if text.text else []
            self.remarks += text.cleaned_remarks
            for table in _tables_in(node):
                number += 1
                grids.append(_grid(f"table {number}", self._rows(table), tuple(above)))
                above = []
        self._headers_and_footers()
        return Document(
            self.title or None, tuple(grids), tuple(above), tuple(dict.fromkeys(self.remarks))
        )

    def _related(self, kind: str) -> Node | None:
        target = next((one.target for one in self.relations.values() if one.kind == kind), "")
        return self.parts.root(target) if target else None

    def _package_remarks(self) -> None:
        kinds = {one.kind for one in self.relations.values()}
        if "vbaProject" in kinds:
            self.remarks.append(Remark("warning", _MACROS))
        settings = next((r.target for r in self.relations.values() if r.kind == "settings"), "")
        of_settings = self.parts.relations(settings).values() if settings else ()
        every: tuple[Relation, ...] = (*self.relations.values(), *of_settings)
        if any(one.is_external and one.kind != "hyperlink" for one in every):
            self.remarks.append(Remark("warning", _ELSEWHERE))

    def _notes(self, part: str, tag: str) -> dict[tuple[str, str], tuple[Node, date | None]]:
        """Footnotes, endnotes or comments by kind and id, with their days."""
        root = self._related(part)
        if root is None:
            return {}
        return {
            (tag, node.get("id")): (node, _day(node))
            for node in root.children
            if node.tag == tag and node.get("type") not in {"separator", "continuationSeparator"}
        }

    def _headers_and_footers(self) -> None:
        seen: set[str] = set()
        for one in self.relations.values():
            if one.kind not in {"header", "footer"} or one.target in seen:
                continue
            seen.add(one.target)
            root = self.parts.root(one.target)
            if root is None:
                continue
            text = _GatheredText()
            self._all_text(root, text)
            words = " ".join(text.text.split())
            is_page_number = re.fullmatch(
                r"(?:page)?[\s\d|/-]*(?:of)?[\s\d|/-]*", words, re.IGNORECASE
            )
            if words and not is_page_number:
                self.remarks.append(Remark("header", words))

    def _blocks(self, node: Node) -> Iterator[Node]:
        """The paragraphs and tables of a body, also those within controls and tracked moves."""
        for child in node.children:
            if child.tag in {"p", "tbl"}:
                yield child
            elif child.tag in _TRANSPARENT:
                yield from self._blocks(child)
            elif child.tag == "altChunk":
                self.remarks.append(Remark("warning", _CHUNK))

    def _all_text(self, node: Node, text: _GatheredText) -> None:
        """The text of paragraphs and tables, each on lines of its own."""
        for block in self._blocks(node):
            if block.tag == "p":
                text.begin_line()
                self._paragraph(block, text)
                text.begin_line()
            else:
                self._nested_table(block, text)

    def _nested_table(self, table: Node, text: _GatheredText) -> None:
        for row in self._rows(table):
            text.begin_line()
            for index, cell in enumerate(row.cells):
                if index:
                    text.add(" | ")
                text.add(" ".join(cell.text.text.split()))
                text.remarks += [(len(text.pieces), one) for one in cell.text.cleaned_remarks]
        text.begin_line()
        text.remark("warning", _NESTED)

    # -- tables ------------------------------------------------------------------------------------

    def _rows(self, table: Node) -> list[_TableRow]:
        rows: list[_TableRow] = []
        for node in _within(table, "tr"):
            properties = node.child("trPr")
            cells = self._cells(node, _count(properties, "gridBefore", 0))
            if properties is not None and properties.child("del") is not None:
                words = " | ".join(one.text.text for one in cells if one.text.text)
                day = _day(properties.child("del"))
                self.remarks.append(Remark("deleted", words, day))
                continue
            inserted = properties.child("ins") if properties is not None else None
            if inserted is not None and cells:
                words = " | ".join(one.text.text for one in cells if one.text.text)
                cells[0].text.remark("inserted", words, _day(inserted))
            rows.append(_TableRow(cells, _is_on(properties, "tblHeader")))
        return rows

    def _cells(self, row: Node, first: int) -> list[_TableCell]:
        cells: list[_TableCell] = []
        column = first
        for node in _within(row, "tc"):
            properties = node.child("tcPr")
            columns = _count(properties, "gridSpan", 1)
            text = _GatheredText()
            outer, self.fields = self.fields, []
            self._all_text(node, text)
            self.fields = outer
            merged = properties.child("hMerge") if properties is not None else None
            if merged is not None and merged.get("val") != "restart" and cells:
                before = cells[-1]
                cells[-1] = before._replace(columns=before.columns + columns)
                if text.text:
                    before.text.remark("hidden", text.text)
                column += columns
                continue
            if properties is not None and (gone := properties.child("cellDel")):
                deleted = _GatheredText()
                deleted.remark("deleted", text.text, _day(gone))
                text = deleted
            down = properties.child("vMerge") if properties is not None else None
            goes_on = down is not None and down.get("val") != "restart"
            cells.append(_TableCell(column, columns, text, goes_on, _colour(properties)))
            column += columns
        return cells

    # -- paragraphs --------------------------------------------------------------------------------

    def _paragraph(self, node: Node, text: _GatheredText) -> None:
        properties = node.child("pPr")
        label = self.numbering.label(properties)
        if label:
            text.add(f"{label} ")
        style = _value(properties, "pStyle")
        self._inline(node, text, _Look(style))

    def _inline(self, node: Node, text: _GatheredText, look: _Look) -> None:
        for child in node.children:
            handler = _INLINE.get(child.tag)
            if handler:
                handler(self, child, text, look)
            elif child.tag in _TRANSPARENT:
                self._inline(child, text, look)

    def _run(self, node: Node, text: _GatheredText, look: _Look) -> None:
        properties = node.child("rPr")
        if look.style or (properties is not None and properties.children):
            hidden = self._has(properties, look, "vanish") or _is_on(properties, "webHidden")
            struck = self._has(properties, look, "strike") or self._has(properties, look, "dstrike")
            if hidden or struck:
                look = replace(look, hidden=look.hidden or hidden, struck=look.struck or struck)
        for child in node.children:
            self._piece(child, text, look)

    def _has(self, properties: Node | None, look: _Look, flag: str) -> bool:
        """True if a run has a flag by itself, by its style or by that of its paragraph."""
        own = properties.child(flag) if properties is not None else None
        if own is not None:
            return _is_true(own)
        style = _value(properties, "rStyle")
        return self.styles.has(style, flag) or self.styles.has(look.style, flag)

    def _piece(  # noqa: C901 - each kind of piece, one after the other
        self, child: Node, text: _GatheredText, look: _Look
    ) -> None:
        tag = child.tag
        if tag == "fldChar":
            self._field(child, text, look)
        elif tag == "instrText" and self.fields:
            self.fields[-1].instruction += child.text
        elif any(not one.shows_result for one in self.fields):
            return  # inside the instruction of a field
        elif tag in {"t", "delText"}:
            self._write(child.text, text, look)
        elif tag in _CHARACTERS:
            self._write(_CHARACTERS[tag], text, look)
        elif tag == "sym":
            self._write(_symbol(child), text, look)
        elif tag in {"footnoteReference", "endnoteReference"}:
            self._note(
                self.notes.get((tag.removesuffix("Reference"), child.get("id"))), "note", text
            )
        elif tag == "commentReference":
            self._note(self.comments.get(("comment", child.get("id"))), "comment", text)
        elif tag == "ruby":
            for base in child.within("rubyBase"):
                self._inline(base, text, look)
        elif tag in {"drawing", "pict", "object", "AlternateContent"}:
            self._drawing(child, text)

    def _write(self, words: str, text: _GatheredText, look: _Look) -> None:
        if look.deleted:
            text.remark("deleted", words, look.day)
        elif look.hidden:
            text.remark("hidden", words)
        else:
            text.add(words, struck=look.struck)
            if look.inserted:
                text.remark("inserted", words, look.day)

    def _note(
        self, found: tuple[Node, date | None] | None, kind: RemarkKind, text: _GatheredText
    ) -> None:
        if found is None:
            return
        inner = _GatheredText()
        outer, self.fields = self.fields, []
        self._all_text(found[0], inner)
        self.fields = outer
        text.remark(kind, inner.text, found[1])

    def _field(self, node: Node, text: _GatheredText, look: _Look) -> None:
        kind = node.get("fldCharType")
        if kind == "begin":
            one = _ComplexField(node)
            one.start = len(text.pieces)
            self.fields.append(one)
        elif kind == "separate" and self.fields:
            self.fields[-1].shows_result = True
            self.fields[-1].start = len(text.pieces)
        elif kind == "end" and self.fields:
            one = self.fields.pop()
            if any(not outer.shows_result for outer in self.fields):
                return
            self._write(_form_value(one.form), text, look)
            _link(one.address, text.since(one.start), text)

    def _simple_field(self, node: Node, text: _GatheredText, look: _Look) -> None:
        self._inline(node, text, look)

    def _hyperlink(self, node: Node, text: _GatheredText, look: _Look) -> None:
        start = len(text.pieces)
        self._inline(node, text, look)
        relation = self.relations.get(node.get("id"))
        _link(relation.target if relation and relation.is_external else "", text.since(start), text)

    def _inserted(self, node: Node, text: _GatheredText, look: _Look) -> None:
        self._inline(node, text, replace(look, inserted=True, day=_day(node)))

    def _deleted(self, node: Node, text: _GatheredText, look: _Look) -> None:
        self._inline(node, text, replace(look, deleted=True, day=_day(node)))

    def _control(self, node: Node, text: _GatheredText, look: _Look) -> None:
        """A content control; its placeholder, such as "Choose an item.", is no text."""
        properties, content = node.child("sdtPr"), node.child("sdtContent")
        if _is_on(properties, "showingPlcHdr") or content is None:
            return
        self._inline(content, text, look)

    def _math(self, node: Node, text: _GatheredText, look: _Look) -> None:
        for piece in node.within("t"):
            self._write(piece.text, text, look)

    def _alternate(self, node: Node, text: _GatheredText, _look: _Look) -> None:
        self._drawing(node, text)

    def _drawing(self, node: Node, text: _GatheredText) -> None:  # noqa: C901 - as `_piece`
        """Text boxes are part of the text; a picture is a remark, and so is what cannot be read."""
        if node.tag == "AlternateContent":
            choice = node.child("Choice") or node.child("Fallback")
            if choice is not None:
                for child in choice.children:
                    self._drawing(child, text)
            return
        boxes = list(node.within("txbxContent"))
        for box in boxes:
            text.begin_line()
            for block in self._blocks(box):
                if block.tag == "p":
                    self._paragraph(block, text)
                    text.begin_line()
                elif not self.is_in_body:  # there it is a table of the document
                    self._nested_table(block, text)
        if boxes:
            return
        described = next(node.within("docPr"), None)
        if any(True for _ in node.within("blip", "imagedata")):
            words = (described.get("descr") or described.get("name")) if described else ""
            text.remark("picture", words or "without a description")
        elif node.tag == "object" or any(True for _ in node.within("relIds", "chart", "OLEObject")):
            text.remark("warning", _OBJECT)


@dataclass(frozen=True, slots=True)
class _Look:
    """What a run inherits from what is around it; `day` is that of a tracked change."""

    style: str = ""
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

_INLINE: dict[str, Callable[[_Reader, Node, _GatheredText, _Look], None]] = {
    "r": _Reader._run,  # noqa: SLF001 - the methods of this class by their elements
    "hyperlink": _Reader._hyperlink,  # noqa: SLF001
    "ins": _Reader._inserted,  # noqa: SLF001
    "moveTo": _Reader._inserted,  # noqa: SLF001
    "del": _Reader._deleted,  # noqa: SLF001
    "moveFrom": _Reader._deleted,  # noqa: SLF001
    "fldSimple": _Reader._simple_field,  # noqa: SLF001
    "sdt": _Reader._control,  # noqa: SLF001
    "oMath": _Reader._math,  # noqa: SLF001
    "AlternateContent": _Reader._alternate,  # noqa: SLF001
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


def _symbol(node: Node) -> str:
    code = int(node.get("char") or "0", 16)
    if 0xF000 <= code <= 0xF0FF:  # noqa: PLR2004 - the private area that stands for a font's own
        return _SYMBOLS.get(code - 0xF000, "\ufffd")
    return chr(code) if code else ""


def _form_value(form: Node | None) -> str:
    """What an old form field shows: a box that is ticked or not, or the entry chosen."""
    if form is None:
        return ""
    if (box := form.child("checkBox")) is not None:
        ticked = box.child("checked") or box.child("default")
        return "\u2612" if ticked is not None and _is_true(ticked) else "\u2610"
    if (choice := form.child("ddList")) is not None:
        entries = [one.get("val") for one in choice.children if one.tag == "listEntry"]
        index = int(_value(choice, "result") or "0")
        return entries[index] if index < len(entries) else ""
    return ""


def _link(address: str, words: str, text: _GatheredText) -> None:
    bare = address.removeprefix("mailto:")
    if bare and bare.rstrip("/") not in words:
        text.remark("link", bare)


def _tables_in(paragraph: Node) -> Iterator[Node]:
    """The tables in text boxes of a paragraph of the body."""
    for box in paragraph.within("txbxContent"):
        yield from (child for child in box.children if child.tag == "tbl")


def _within(node: Node, tag: str) -> Iterator[Node]:
    """The rows of a table or cells of a row, also those within controls and tracked changes."""
    for child in node.children:
        if child.tag == tag:
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _within(child, tag)


def _value(properties: Node | None, tag: str) -> str:
    child = properties.child(tag) if properties is not None else None
    return child.get("val") if child is not None else ""


def _count(properties: Node | None, tag: str, default: int) -> int:
    value = _value(properties, tag)
    return min(max(int(value), default), _MOST_COLUMNS) if value.isdigit() else default


_MOST_COLUMNS = 100
"""Word itself allows 63 columns."""


def _is_true(node: Node) -> bool:
    return node.get("val") not in {"0", "false", "off", "none"}


def _is_on(properties: Node | None, tag: str) -> bool:
    child = properties.child(tag) if properties is not None else None
    return child is not None and _is_true(child)


def _day(node: Node | None) -> date | None:
    if node is None:
        return None
    try:
        return date.fromisoformat(node.get("date")[:10])
    except ValueError:
        return None


def _colour(properties: Node | None) -> str | None:
    shading = properties.child("shd") if properties is not None else None
    fill = shading.get("fill").upper() if shading is not None else ""
    return fill if re.fullmatch("[0-9A-F]{6}", fill) and fill != "FFFFFF" else None


def _grid(name: str, rows: list[_TableRow], above: tuple[str, ...]) -> Grid:
    """The cells of a table; those that a merged one goes on in are part of it."""
    cells: list[Cell] = []
    open_merges: dict[int, int] = {}
    for number, row in enumerate(rows):
        still_open: dict[int, int] = {}
        for one in row.cells:
            origin = open_merges.get(one.column) if one.goes_on else None
            if origin is not None and cells[origin].columns == one.columns:
                before = cells[origin]
                hidden = (Remark("hidden", one.text.text),) if one.text.text else ()
                remarks = (*before.remarks, *one.text.cleaned_remarks, *hidden)
                cells[origin] = replace(before, rows=before.rows + 1, remarks=remarks)
                still_open[one.column] = origin
                continue
            still_open[one.column] = len(cells)
            cells.append(
                Cell(
                    one.text.text,
                    number,
                    one.column,
                    columns=one.columns,
                    colour=one.colour,
                    struck=one.text.struck_texts,
                    remarks=one.text.cleaned_remarks,
                )
            )
        open_merges = still_open
    head = next((n for n, row in enumerate(rows) if not row.is_head), len(rows))
    return Grid(name, tuple(cells), above, head)


# -- styles and numbers ----------------------------------------------------------------------------


class _Styles:
    """The flags and numbering that styles give, with those that they are based on."""

    def __init__(self, root: Node | None) -> None:
        nodes = root.children if root is not None else []
        self._styles = {one.get("styleId"): one for one in nodes if one.tag == "style"}
        self._default = next(
            (
                one.get("styleId")
                for one in nodes
                if one.tag == "style" and one.get("type") == "paragraph" and one.is_on("default")
            ),
            "",
        )

    def _chain(self, style: str) -> Iterator[Node]:
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            yield self._styles[style]
            style = _value(self._styles[style], "basedOn")

    def has(self, style: str, flag: str) -> bool:
        for one in self._chain(style):
            properties = one.child("rPr")
            found = properties.child(flag) if properties is not None else None
            if found is not None:
                return _is_true(found)
        return False

    def numbering(self, style: str) -> Node | None:
        """The `numPr` of a paragraph style."""
        for one in self._chain(style or self._default):
            properties = one.child("pPr")
            found = properties.child("numPr") if properties is not None else None
            if found is not None:
                return found
        return None


class _Level(NamedTuple):
    start: int
    form: str
    text: str
    is_decimal: bool
    style: str


class _Numbering:
    """The numbers of automatic lists, counted in the order of the document."""

    def __init__(self, root: Node | None, styles: _Styles) -> None:
        self._styles = styles
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        for node in root.children if root is not None else ():
            if node.tag == "abstractNum":
                self._levels[node.get("abstractNumId")] = dict(map(_level, node.within("lvl")))
            elif node.tag == "num":
                starts = {
                    int(one.get("ilvl") or "0"): int(value)
                    for one in node.children
                    if one.tag == "lvlOverride"
                    and (value := _value(one, "startOverride")).isdigit()
                }
                self._lists[node.get("numId")] = (_value(node, "abstractNumId"), starts)

    def label(self, properties: Node | None) -> str:
        """The number or bullet in front of a paragraph, and count it; empty if it has none."""
        own = properties.child("numPr") if properties is not None else None
        style = _value(properties, "pStyle")
        of_style = self._styles.numbering(style)
        number = _value(own, "numId") or _value(of_style, "numId")
        if number not in self._lists or number == "0":
            return ""
        abstract, starts = self._lists[number]
        levels = self._levels.get(abstract, {})
        written = _value(own, "ilvl") or _value(of_style, "ilvl")
        by_style = next((n for n, one in levels.items() if style and one.style == style), 0)
        depth = int(written) if written.isdigit() else by_style
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(abstract, {})
        if number not in self._begun:
            self._begun.add(number)
            counts.update({at: start - 1 for at, start in starts.items()})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        if level.form == "bullet":
            return "\u2022"
        if level.form == "none":
            return ""

        def numeral(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            one = levels.get(at, level)
            form = "decimal" if level.is_decimal else one.form
            return _numeral(counts.get(at, one.start), form)

        return re.sub(r"%([1-9])", numeral, level.text)


def _level(node: Node) -> tuple[int, _Level]:
    start = _value(node, "start")
    text = node.child("lvlText")
    level = _Level(
        int(start) if start.isdigit() else 1,
        _value(node, "numFmt") or "decimal",
        text.get("val") if text is not None else "",
        _is_on(node, "isLgl"),
        _value(node, "pStyle"),
    )
    return int(node.get("ilvl") or "0"), level


_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"))
_ROMAN_ONES = ((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def _numeral(number: int, form: str) -> str:
    """A number as a list shows it; forms of other languages are shown as digits."""
    if form in {"lowerLetter", "upperLetter"} and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in {"lowerRoman", "upperRoman"} and 0 < number < 4000:  # noqa: PLR2004 - the last numeral
        roman = ""
        for value, letters in (*_ROMAN, *_ROMAN_ONES):
            count, number = divmod(number, value)
            roman += letters * count
        return roman.upper() if form == "upperRoman" else roman
    return f"{number:02d}" if form == "decimalZero" else str(number)
