"""A Report as a Word file: headings, paragraphs and tables as Word has them.

A report with a form is laid out in the columns of the Home Office form, on A4 across. python-docx
opens and saves the package; the body is written as XML here, since the library is slow with large
tables and does not know repeated header rows and page numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from io import BytesIO
from itertools import groupby
from math import ceil
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.section import Section
from docx.shared import Pt, RGBColor

from dhrplan.diagnostic import Diagnostic
from dhrplan.errors import DhrplanError
from dhrplan.render import Layout
from dhrplan.render.blocks import (
    Block,
    Facts,
    Filters,
    Heading,
    Paragraph,
    RecordHeading,
    Shortfall,
    cells,
    dated_title,
    walk,
    words,
)
from dhrplan.render.office import LANGUAGE, nameless, safe, sealed
from dhrplan.table import Cell, Code, Column, Fact, Parts, Report, Table, Word

_COLOURS = {"red": "B00020", "dark_orange": "9C4A00", "magenta": "8E1A7A"}
"""Dark enough to be read on white; a colour always has its word."""

_FONT = "Arial"
_A4 = (11906, 16838)
_MARGIN = 1134
_FORM_MARGIN = 794
"""Lengths are in twentieths of a point, as Word has them: 567 are a centimetre."""

_EMU = 635
"""The units of python-docx in a twentieth of a point."""

_TABLE_TEXT = "Table text"
_HEADINGS = {"Heading 1": 16.0, "Heading 2": 13.0, "Heading 3": 11.5, "Heading 4": 10.5}
_LEVELS = 4


def render(report: Report, problems: tuple[Diagnostic, ...], layout: Layout) -> bytes:
    """The report as a Word file, in the styles of the template if there is one.

    Raises:
        DhrplanError: The template cannot be used.
    """
    problems = tuple(map(nameless, problems))
    document = _of_template(layout.template) if layout.template is not None else _blank()
    is_form = bool(report.form)
    section = document.sections[-1]
    own_margins = layout.template is None
    _set_page(section, is_wide=is_form, own_margins=own_margins)
    _define_styles(document, is_form=is_form, is_blank=own_margins)
    _set_language(document)
    shown = replace(report, sections=report.form) if is_form else report
    width = _text_width(section)
    body = "".join(_Body(document, width, is_form=is_form).blocks(walk(shown, problems)))
    for element in parse_xml(f"<w:body {nsdecls('w')}>{body}</w:body>"):
        document.element.body.add_p().addprevious(element)
        document.element.body.remove(element.getnext())
    _mark_pages(document, report, width)
    _leave_no_trace(document)
    out = BytesIO()
    document.save(out)
    return sealed(out.getvalue(), report)


# -- the document ----------------------------------------------------------------------------------


def _blank() -> Document:
    """An empty document."""
    document = docx.Document()
    for style in document.styles.element.iter(qn("w:rFonts")):
        for name in list(style.attrib):
            if name.endswith("Theme"):
                del style.attrib[name]
    return document


def _of_template(data: bytes) -> Document:
    """A document with the styles, page headers and footers of a template, and without its text."""
    try:
        document = docx.Document(BytesIO(data))
        body = document.element.body
        sections = body.xpath(".//w:sectPr")
        last = sections[-1]
    except Exception as error:  # whatever a broken package raises, it is not a template
        message = "The template cannot be used: it is not a Word file (.docx)."
        raise DhrplanError(message, "Save it in Word as a .docx file.") from error
    for kind in ("default", "first", "even"):
        _inherit(last, sections[-2::-1], kind)
    for element in list(body):
        if element is not last:
            body.remove(element)
    if last.getparent() is not body:
        body.append(last)
    return document


def _inherit(last: Any, earlier: Sequence[Any], kind: str) -> None:
    """Give the last section the page header and footer that it takes from an earlier section."""
    path = {name: f"./w:{name}Reference[@w:type='{kind}']" for name in ("header", "footer")}
    for own in path.values():
        if last.xpath(own):
            continue
        found = next((one for section in earlier for one in section.xpath(own)), None)
        if found is not None:
            last.insert(0, deepcopy(found))


def _set_page(section: Section, *, is_wide: bool, own_margins: bool) -> None:
    """A4, upright or across."""
    page = section._sectPr.get_or_add_pgSz()  # noqa: SLF001 - lengths as Word has them
    width, height = reversed(_A4) if is_wide else _A4
    page.set(qn("w:w"), str(width))
    page.set(qn("w:h"), str(height))
    page.attrib.pop(qn("w:orient"), None)
    if is_wide:
        page.set(qn("w:orient"), "landscape")
    if own_margins:
        margins = section._sectPr.get_or_add_pgMar()  # noqa: SLF001
        size = _FORM_MARGIN if is_wide else _MARGIN
        for side in ("top", "right", "bottom", "left"):
            margins.set(qn(f"w:{side}"), str(size if side in ("left", "right") else _MARGIN))
        for side in ("header", "footer"):
            margins.set(qn(f"w:{side}"), "567")


def _text_width(section: Section) -> int:
    page, left, right = section.page_width, section.left_margin, section.right_margin
    return ((page or 0) - (left or 0) - (right or 0)) // _EMU


def _define_styles(document: Document, *, is_form: bool, is_blank: bool) -> None:
    """The styles that are used; a template keeps its own and gets those that it lacks."""
    styles = document.styles
    for name, size in _HEADINGS.items():
        if is_blank or name not in styles:
            style = styles[name] if name in styles else _added(document, name)
            style.font.size, style.font.bold, style.font.name = Pt(size), True, _FONT
            style.font.color.rgb = RGBColor(0x1A, 0x1A, 0x1A)
            style.paragraph_format.space_before = Pt(0 if name == "Heading 1" else size - 1)
            style.paragraph_format.space_after = Pt(4)
            style.paragraph_format.keep_with_next = True
    if is_blank:
        normal = styles["Normal"]
        normal.font.name, normal.font.size = _FONT, Pt(10.5)
        normal.paragraph_format.space_after = Pt(5)
        normal.paragraph_format.line_spacing = 1.08
    if _TABLE_TEXT not in styles:
        style = _added(document, _TABLE_TEXT)
        style.font.size = Pt(8.5 if is_form else 9.5)
        style.paragraph_format.space_before = Pt(1)
        style.paragraph_format.space_after = Pt(2)
        style.paragraph_format.line_spacing = 1.0


def _added(document: Document, name: str) -> Any:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name in _HEADINGS)
    if "Normal" in document.styles:
        style.base_style = document.styles["Normal"]
    return style


def _set_language(document: Document) -> None:
    """British English, for spelling and for screen readers."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    defaults = document.styles.element.find(qn("w:docDefaults"))
    if defaults is None:
        defaults = parse_xml(f"<w:docDefaults {nsdecls('w')}/>")
        document.styles.element.insert(0, defaults)
    if next(defaults.iter(qn("w:lang")), None) is None:
        for old in defaults.findall(qn("w:rPrDefault")):
            run = old.find(qn("w:rPr"))
            if run is not None:
                run.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="{LANGUAGE}"/>'))
                return
        inner = f'<w:rPr><w:lang w:val="{LANGUAGE}"/></w:rPr>'
        defaults.insert(0, parse_xml(f"<w:rPrDefault {nsdecls('w')}>{inner}</w:rPrDefault>"))


_TRACES = ("w:rsids", "w:attachedTemplate", "w:docVars", "w:mailMerge", "w:saveSubsetFonts")
_KEPT_OF_PACKAGE = frozenset({RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES, RT.EXTENDED_PROPERTIES})
_DROPPED_OF_DOCUMENT = ("/comments", "/people", "/customXml", "/stylesWithEffects", "/glossary")


def _leave_no_trace(document: Document) -> None:
    """Drop what a template or the library says of people, computers and other documents."""
    assert document.core_properties is not None  # noqa: S101 - made if there is none
    package = document.part.package
    assert package is not None  # noqa: S101 - it has been opened
    for key, rel in list(package.rels.items()):
        if rel.reltype not in _KEPT_OF_PACKAGE:
            del package.rels[key]
    for key, rel in list(document.part.rels.items()):
        if any(part in rel.reltype for part in _DROPPED_OF_DOCUMENT):
            del document.part.rels[key]
    settings = document.settings.element
    for name in _TRACES:
        for element in settings.findall(qn(name)):
            settings.remove(element)
    for mode in settings.iter(qn("w:compatSetting")):
        if mode.get(qn("w:name")) == "compatibilityMode":
            mode.set(qn("w:val"), "15")


# -- page headers and footers ----------------------------------------------------------------------


def _mark_pages(document: Document, report: Report, width: int) -> None:
    """The marking and "Page x of y" on every page, but for what a template has already."""
    section = document.sections[-1]
    pairs = [(section.header, section.footer)]
    if section.different_first_page_header_footer:
        pairs.append((section.first_page_header, section.first_page_footer))
    if document.settings.odd_and_even_pages_header_footer:
        pairs.append((section.even_page_header, section.even_page_footer))
    for header, footer in pairs:
        there = _words_of(header) + _words_of(footer)
        unmarked = [one for one in report.markings if safe(one) not in there]
        is_numbered = re.search(r"\bPAGE\b", _fields_of(header) + _fields_of(footer))
        marking = "; ".join(unmarked)
        above = _centred(marking) if marking else ""
        below = above + ("" if is_numbered else _page_numbers(dated_title(report), width))
        _append(header, above)
        _append(footer, below)


def _words_of(place: Any) -> str:
    if place.is_linked_to_previous:
        return ""
    return "".join(one.text or "" for one in place._element.iter(qn("w:t")))  # noqa: SLF001


def _fields_of(place: Any) -> str:
    if place.is_linked_to_previous:
        return ""
    element = place._element  # noqa: SLF001 - python-docx has no words for fields
    simple = [one.get(qn("w:instr")) or "" for one in element.iter(qn("w:fldSimple"))]
    return " ".join((*simple, *(one.text or "" for one in element.iter(qn("w:instrText")))))


def _append(place: Any, paragraphs: str) -> None:
    """Add paragraphs to a page header or footer; the empty paragraph of a new one goes."""
    if not paragraphs:
        return
    place.is_linked_to_previous = False
    element = place._element  # noqa: SLF001
    has_words = any(one.text for one in element.iter(qn("w:t"))) or len(element) != 1
    if not has_words and not list(element.iter(qn("w:drawing"))):
        element.remove(element[0])
    for one in parse_xml(f"<w:hdr {nsdecls('w')}>{paragraphs}</w:hdr>"):
        element.append(one)


def _centred(text: str) -> str:
    return _paragraph(_run(text, bold=True), more='<w:jc w:val="center"/>')


def _page_numbers(title: str, width: int) -> str:
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
    fields = f"{_run('Page ', more=_SMALL)}{_field('PAGE')}{_run(' of ', more=_SMALL)}"
    return _paragraph(
        f"{_run(title, more=_SMALL)}<w:r><w:tab/></w:r>{fields}{_field('NUMPAGES')}", more=tab
    )


_SMALL = '<w:sz w:val="17"/>'


def _field(name: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:rPr>{_SMALL}</w:rPr><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = f'<w:instrText xml:space="preserve"> {name} </w:instrText>'
    code = f"<w:r><w:rPr>{_SMALL}</w:rPr>{code}</w:r>"
    shown = _run("1", more=_SMALL)
    return f"{mark('begin')}{code}{mark('separate')}{shown}{mark('end')}"


# -- the body --------------------------------------------------------------------------------------


class _Size(NamedTuple):
    """The widths of the columns, and the size of the text in half points."""

    widths: list[int]
    half_points: int


class _Body:
    """The blocks of a report as XML, in the styles of a document."""

    def __init__(self, document: Document, width: int, *, is_form: bool) -> None:
        self.width = width
        self.is_form = is_form
        self.ids = {style.name: style.style_id for style in document.styles}
        self.title = ""
        self.level = 1

    def blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        """The paragraphs and tables of blocks; markings are in the header of each page."""
        for block in blocks:
            match block:
                case Heading(text, level):
                    yield self.heading(text, level)
                case Filters(lines):
                    yield from (self.paragraph(_runs(line)) for line in lines)
                case Shortfall(text):
                    yield self.paragraph(_run(text, bold=True))
                case Paragraph(value):
                    yield from self.value(value)
                case Facts(pairs):
                    yield from (one for pair in pairs for one in self.fact(*pair))
                case RecordHeading():
                    yield from self.record(block)
                case Table():
                    yield from self.table(block)

    def heading(self, text: str, level: int) -> str:
        """A heading; a table below it is called as it is."""
        self.title, self.level = text, level
        return self.paragraph(_runs(_line(text)), f"Heading {min(level, _LEVELS)}")

    def paragraph(self, runs: str, style: str = "Normal", more: str = "") -> str:
        """A paragraph in a style, if the document has it."""
        known = self.ids.get(style)
        return _paragraph(runs, f"<w:pStyle w:val={quoteattr(known)}/>" if known else "", more)

    def value(self, cell: Cell) -> Iterator[str]:
        """A value without a label."""
        if isinstance(cell, Code):
            fonts = '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>'
            yield self.paragraph(_runs(cell.text.rstrip(), more=fonts))
        else:
            yield from (self.paragraph(_runs(one)) for one in _paragraphs(words(cell)))

    def fact(self, label: str, cell: Cell) -> Iterator[str]:
        """A labelled value; the items of a list are below the label."""
        head = _run(f"{label}: ", bold=True)
        if not isinstance(cell, tuple) or len(cell) == 1:
            first, *rest = _paragraphs(words(cell)) or [""]
            yield self.paragraph(head + _runs(first))
            yield from (self.paragraph(_runs(one)) for one in rest)
            return
        yield self.paragraph(_run(f"{label}:", bold=True), more="<w:keepNext/>")
        bullet = "" if "List Bullet" in self.ids else "\u2013 "
        indent = '<w:ind w:left="284" w:hanging="284"/>' if bullet else ""
        for item in filter(None, cell):
            yield self.paragraph(_runs(f"{bullet}{item}"), "List Bullet", indent)

    def record(self, heading: RecordHeading) -> Iterator[str]:
        """The heading of a record, and its short cells below."""
        if heading.name:
            yield self.heading(heading.name, heading.level)
        parts = []
        if state := heading.state:
            text = f"{state.text[:1].upper()}{state.text[1:]}."
            parts.append(_run(_line(text), bold=True, colour=state.colour))
        if rest := heading.rest:
            parts.append(_runs(_line(f"{rest}.")))
        if parts:
            yield self.paragraph(_run(" ").join(parts), more="<w:keepNext/>")

    # Tables

    def table(self, table: Table) -> Iterator[str]:
        """A table; outside of the form, one below a heading for each group."""
        if table.groups == 1:
            size = self.size(table.ungrouped)
            level, title = self.level, self.title
            for head, rows in groupby(table.rows, lambda row: row[0]):
                yield self.heading(words(head), level + 1)
                own = table._replace(rows=tuple(rows)).ungrouped
                yield self.grid(own, size)
            self.level, self.title = level, title
        else:
            yield self.grid(table, self.size(table))

    def grid(self, table: Table, size: _Size) -> str:
        """The XML of a table, with a narrow line below it, for Word joins tables that touch."""
        style = self.ids.get("Table Grid")
        look = '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        look += 'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in size.widths)
        head = "".join(
            self.cell(self.head(column, size), width, fill="E7E6E6")
            for column, width in zip(table.columns, size.widths, strict=True)
        )
        rows = "".join(self.rows(table, size))
        gap = '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>'
        return (
            "<w:tbl><w:tblPr>"
            f"{f'<w:tblStyle w:val={quoteattr(style)}/>' if style else ''}"
            f'<w:tblW w:w="{sum(size.widths)}" w:type="dxa"/>'
            f"<w:tblBorders>{_borders()}</w:tblBorders>"
            '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/>'
            f'<w:right w:w="70" w:type="dxa"/></w:tblCellMar>{look}'
            f"<w:tblCaption w:val={quoteattr(safe(_line(self.title)))}/></w:tblPr>"
            f"<w:tblGrid>{grid}</w:tblGrid>"
            f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>"
            f"{_paragraph('', '', gap)}"
        )

    def head(self, column: Column, size: _Size) -> str:
        """The title of a column."""
        align = '<w:jc w:val="right"/>' if column.number else ""
        runs = _runs(column.title, bold=True, more=_sized(size))
        return self.paragraph(runs, _TABLE_TEXT, f"<w:keepNext/>{align}")

    def rows(self, table: Table, size: _Size) -> Iterator[str]:
        """The rows; one that fits on a page is not split."""
        for row in table.rows:
            tall = max(map(self.height, row, size.widths), default=0)
            keep = "<w:cantSplit/>" if tall <= _TALLEST[self.is_form] else ""
            shown = "".join(
                self.cell(self.content(cell, column, size), width)
                for cell, column, width in zip(row, table.columns, size.widths, strict=True)
            )
            yield f"<w:tr><w:trPr>{keep}</w:trPr>{shown}</w:tr>"

    def height(self, cell: Cell, width: int) -> int:
        """About how many lines a cell takes."""
        room = max(width // (95 if self.is_form else 105), 1)
        return sum(ceil(max(cells(line), 1) / room) for line in words(cell).split("\n"))

    def content(self, cell: Cell, column: Column, size: _Size) -> str:
        """The paragraphs of a cell."""
        align = '<w:jc w:val="right"/>' if column.number else ""
        more = _sized(size)
        parts = cell.items if isinstance(cell, Parts) else (cell,)
        if not isinstance(cell, Parts | Word | Code):
            parts = tuple(words(cell).split("\n")) if isinstance(cell, tuple) else (words(cell),)
        each = (_part_runs(part, more, in_form=isinstance(cell, Parts)) for part in parts)
        return "".join(self.paragraph(runs, _TABLE_TEXT, align) for runs in each) or self.paragraph(
            "", _TABLE_TEXT
        )

    @staticmethod
    def cell(content: str, width: int, *, fill: str = "") -> str:
        """A cell of a table."""
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{content}</w:tc>'

    def size(self, table: Table) -> _Size:
        """Widths by what the columns hold: no word is broken, and prose gets the rest."""
        if self.is_form and all(column.least for column in table.columns):
            return _Size(_shared([column.least for column in table.columns], self.width), 0)
        least = [self.longest(table, index, is_word=True) for index in range(len(table.columns))]
        wanted = [self.longest(table, index, is_word=False) for index in range(len(table.columns))]
        per_sign, half_points = next(
            ((sign, half) for sign, half in _SIZES if self.fits(least, sign)), _SIZES[-1]
        )
        room = self.width // per_sign
        spare = room - sum(least) - _PADDING * len(least)
        extra = [max(want - low, 0) for want, low in zip(wanted, least, strict=True)]
        if spare > 0 and sum(extra) > 0:
            given = min(1.0, spare / sum(extra))
            least = [low + more * given for low, more in zip(least, extra, strict=True)]
        shares: list[float] = [low + _PADDING for low in least]
        whole = sum(shares) * per_sign
        has_prose = any(column.prose for column in table.columns)
        return _Size(
            _shared(shares, self.width if has_prose else min(int(whole), self.width)), half_points
        )

    def fits(self, least: Sequence[float], per_sign: int) -> bool:
        """Whether the longest words fit side by side."""
        return sum(least) + _PADDING * len(least) <= self.width // per_sign

    def longest(self, table: Table, index: int, *, is_word: bool) -> float:
        """The longest word or line of a column, in signs; bold titles are a quarter wider."""
        column = table.columns[index]
        titles = re.split(r"[\s\xad]+", column.title)
        title = 1.25 * max(map(cells, titles))
        lines = [line for row in table.rows for line in words(row[index]).split("\n")]
        if is_word:
            parts = (part for line in lines for part in line.split())
            least = 0 if column.prose else 1.1 * column.least
            return max(title, least, *(1.1 * min(cells(part), 20) for part in parts), 3)
        return max(title, *(min(cells(line), 70) for line in lines), 3)


_TALLEST = {True: 22, False: 40}
"""Lines of the tallest row that is not split over pages: of a form, across, and of other tables."""

_SIZES = ((105, 0), (92, 17), (84, 15), (78, 14))
"""The average width of a sign, and the size of the text in half points; 0 is that of the style."""

_PADDING = 2
"""The signs that the margins of a cell take."""


def _shared(shares: Sequence[float], width: int) -> list[int]:
    """A width shared out."""
    return [int(width * share / sum(shares)) for share in shares]


def _sized(size: _Size) -> str:
    return f'<w:sz w:val="{size.half_points}"/>' if size.half_points else ""


def _part_runs(part: Cell | Fact, more: str, *, in_form: bool) -> str:
    """A part of a cell: a label is bold, and so is a word of a form."""
    if isinstance(part, Fact):
        break_ = "\n" if isinstance(part.value, tuple) and len(part.value) > 1 else ""
        label = _run(f"{part.label}:{'' if break_ else ' '}", bold=True, more=more)
        return label + _runs(f"{break_}{words(part.value)}", more=more)
    if isinstance(part, Word):
        is_bold = in_form or part.colour in _COLOURS
        return _runs(part.text, bold=is_bold, colour=part.colour, more=more)
    return _runs(words(part), more=more)


def _borders() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    line = 'w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"'
    return "".join(f"<w:{side} {line}/>" for side in sides)


def _paragraph(runs: str, style: str = "", more: str = "") -> str:
    return f"<w:p><w:pPr>{style}{more}</w:pPr>{runs}</w:p>"


def _runs(text: str, *, bold: bool = False, colour: str | None = None, more: str = "") -> str:
    """Text with its line breaks."""
    lines = safe(text).split("\n")
    return "<w:r><w:br/></w:r>".join(
        _run(line, bold=bold, colour=colour, more=more) for line in lines
    )


def _run(text: str, *, bold: bool = False, colour: str | None = None, more: str = "") -> str:
    if not text:
        return ""
    shade = f'<w:color w:val="{_COLOURS[colour]}"/>' if colour in _COLOURS else ""
    fonts, size = (more, "") if more.startswith("<w:rFonts") else ("", more)
    properties = f"{fonts}{'<w:b/>' if bold else ''}{shade}{size}"
    parts = "<w:softHyphen/>".join(
        f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in safe(text).split("\xad")
    )
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{parts}</w:r>"


def _paragraphs(text: str) -> list[str]:
    """A text at its empty lines."""
    return [one.strip("\n") for one in re.split(r"\n\s*\n", text.strip()) if one.strip()]


def _line(text: str) -> str:
    return " ".join(text.split())
