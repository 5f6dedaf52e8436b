"""Reading a Word document: every word that a reader sees, and what else a cell holds."""

from __future__ import annotations

import re
import subprocess
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhrplan.errors import DhrplanError
from dhrplan.exchange.grid import Cell, Document, Remark
from dhrplan.exchange.word import read
from tests.exchange.word_files import (
    cell,
    deleted,
    field,
    inserted,
    paragraph,
    row,
    run,
    table,
    tracked,
    word_file,
    zipped,
)

DAY = date(2021, 3, 3)


def document(body: str, parts: dict[str, str] | None = None, **links: str) -> Document:
    return read(word_file(body, parts, links), "plan.docx")


def one_cell(*inside: str, parts: dict[str, str] | None = None, **links: str) -> Cell:
    """The only cell of a table that holds this."""
    (grid,) = document(table(row(cell(*inside))), parts, **links).grids
    (only,) = grid.cells
    return only


# -- words -----------------------------------------------------------------------------------------


def test_paragraphs_and_breaks_are_lines() -> None:
    found = one_cell(paragraph("Train  all ", "<w:r><w:br/></w:r>", " staff"), paragraph("by May"))
    assert found.text == "Train all\nstaff\nby May"


def test_a_target_with_tracked_changes_reads_as_it_is_now() -> None:
    found = one_cell(paragraph("End of ", deleted("March"), inserted("June"), " 2021"))
    assert found.text == "End of June 2021"
    assert found.remarks == (Remark("deleted", "March", DAY), Remark("inserted", "June", DAY))


def test_moved_words_are_read_where_they_are_now() -> None:
    found = one_cell(
        paragraph(tracked("moveFrom", run("Police")), "Housing ", tracked("moveTo", run("Police")))
    )
    assert found.text == "Housing Police"
    assert [one.kind for one in found.remarks] == ["deleted", "inserted"]


def test_a_row_that_was_deleted_is_told() -> None:
    body = table(row("1", "Kept"), row("2", "Gone", properties=tracked("del", "")))
    found = document(body)
    assert [one.text for one in found.grids[0].cells] == ["1", "Kept"]
    assert found.remarks == (Remark("deleted", "2 | Gone", DAY),)


def test_a_row_that_was_inserted_is_told() -> None:
    found = document(table(row("1", "New", properties=tracked("ins", ""))))
    assert found.grids[0].cells[0].remarks == (Remark("inserted", "1 | New", DAY),)


BASE = f"<w:rubyBase>{run('base')}</w:rubyBase>"


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<w:r><w:noBreakHyphen/></w:r>", "-"),
        ("<w:r><w:softHyphen/></w:r>", ""),
        ("<w:r><w:tab/></w:r>", " "),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "\u2713"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "\u2612"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', "\u2610"),
        ("<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>", "x+1"),
        (f"<w:smartTag>{run('Leeds')}</w:smartTag>", "Leeds"),
        (f"<w:customXml>{run('Leeds')}</w:customXml>", "Leeds"),
        (
            '<w:fldSimple w:instr="DATE"><w:r><w:t>4 May 2021</w:t></w:r></w:fldSimple>',
            "4 May 2021",
        ),
        (field("DATE \\@ MMMM", "May 2021"), "May 2021"),
        (field("IF", "").replace("</w:t>", f"</w:t></w:r>{field('DATE', 'x')}<w:r>"), "x"),
        (f"<w:r><w:ruby><w:rt>{run('over')}</w:rt>{BASE}</w:ruby></w:r>", "base"),
    ],
)
def test_what_stands_for_words(xml: str, text: str) -> None:
    assert one_cell(paragraph("before", xml, "after")).text == f"before{text}after"


# -- controls and forms ----------------------------------------------------------------------------


def control(properties: str, text: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>"


def test_controls_show_what_was_chosen_and_no_placeholder() -> None:
    chosen = control("<w:dropDownList/>", "Northshire Police")
    empty = control("<w:showingPlcHdr/><w:date/>", "Click to enter a date.")
    assert one_cell(paragraph(chosen, empty)).text == "Northshire Police"


def test_controls_around_cells_and_rows_are_read() -> None:
    wrapped = f"<w:sdt><w:sdtContent>{cell('Police')}</w:sdtContent></w:sdt>"
    rows = f"<w:sdt><w:sdtContent><w:tr><w:trPr/>{wrapped}</w:tr></w:sdtContent></w:sdt>"
    assert [one.text for one in document(table(rows)).grids[0].cells] == ["Police"]


@pytest.mark.parametrize(("value", "box"), [("1", "\u2612"), ("0", "\u2610")])
def test_boxes_of_old_forms(value: str, box: str) -> None:
    form = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>'
        f'<w:default w:val="{value}"/></w:checkBox></w:ffData></w:fldChar></w:r>'
        "<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert one_cell(paragraph(form, " Done")).text == f"{box} Done"


# -- what is beside the words ----------------------------------------------------------------------


def test_comments_are_kept_without_their_author() -> None:
    comments = (
        '<w:comment w:id="7" w:author="Q. Example" w:date="2021-03-03T09:00:00Z">'
        f"{paragraph('Is this still right?')}</w:comment>"
    )
    found = one_cell(
        paragraph("May", '<w:r><w:commentReference w:id="7"/></w:r>'), parts={"comments": comments}
    )
    assert found.text == "May"
    assert found.remarks == (Remark("comment", "Is this still right?", DAY),)


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_notes_are_kept(kind: str) -> None:
    notes = f'<w:{kind} w:id="2">{paragraph("As agreed in May.")}</w:{kind}>'
    reference = f'<w:r><w:{kind}Reference w:id="2"/></w:r>'
    found = one_cell(paragraph("Done", reference), parts={f"{kind}s": notes})
    assert (found.text, found.remarks) == ("Done", (Remark("note", "As agreed in May."),))


def test_hidden_words_are_told() -> None:
    found = one_cell(paragraph("Seen", run(" unseen", "<w:vanish/>")))
    assert (found.text, found.remarks) == ("Seen", (Remark("hidden", "unseen"),))


def test_words_hidden_by_a_style_are_told() -> None:
    styles = '<w:style w:type="character" w:styleId="x"><w:rPr><w:vanish/></w:rPr></w:style>'
    found = one_cell(paragraph(run("unseen", '<w:rStyle w:val="x"/>')), parts={"styles": styles})
    assert (found.text, found.remarks) == ("", (Remark("hidden", "unseen"),))


def test_struck_words_are_kept_and_marked() -> None:
    struck = run("31 March ", "<w:strike/>") + run("2021", "<w:dstrike/>")
    found = one_cell(paragraph(struck, " 30 June 2021"))
    assert (found.text, found.struck) == ("31 March 2021 30 June 2021", ("31 March 2021",))


def test_an_address_is_kept_where_the_text_does_not_show_it() -> None:
    link = f'<w:hyperlink r:id="a1">{run("the form")}</w:hyperlink>'
    found = one_cell(paragraph("See ", link), a1="https://example.org/form")
    assert (found.text, found.remarks) == (
        "See the form",
        (Remark("link", "https://example.org/form"),),
    )
    shown = field('HYPERLINK "https://example.org/"', "https://example.org")
    assert one_cell(paragraph(shown)).remarks == ()


def test_text_boxes_are_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('In a box')}</w:txbxContent>"
    both = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:wsp><wps:txbx>"
        f"{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f"<v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert one_cell(paragraph("Beside", both)).text == "Beside\nIn a box"


def test_pictures_are_told_by_their_description() -> None:
    picture = (
        '<w:r><w:drawing><wp:inline><wp:docPr w:id="1" descr="A green tick"/>'
        "<a:graphic><a:blip/></a:graphic></wp:inline></w:drawing></w:r>"
    )
    assert one_cell(paragraph(picture)).remarks == (Remark("picture", "A green tick"),)


def test_a_table_in_a_cell_is_read_row_by_row() -> None:
    found = one_cell(paragraph("Steps"), table(row("i", "Draft"), row("ii", "Agree")))
    assert found.text == "Steps\ni | Draft\nii | Agree"
    assert [one.kind for one in found.remarks] == ["warning"]


def test_page_headers_are_kept_and_page_numbers_are_not() -> None:
    parts = {"header": paragraph("Version 4"), "footer": paragraph("Page 1 of 3")}
    xml = word_file(table(row("a")), parts)
    assert read(xml, "x.docx").remarks == (Remark("header", "Version 4"),)


# -- numbers of lists ------------------------------------------------------------------------------

NUMBERING = (
    '<w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/>'
    '<w:lvlText w:val="%1(%2)"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
    '<w:lvlText w:val="&#61623;"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="6"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="7"><w:abstractNumId w:val="1"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def listed(text: str, number: int, level: int = 0) -> str:
    numbers = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(text, properties=numbers)


def test_lists_have_the_numbers_that_a_reader_sees() -> None:
    items = (listed("One", 5), listed("Part", 5, 1), listed("Part", 5, 1), listed("Two", 5))
    found = one_cell(*items, listed("Dot", 6), listed("Again", 7), parts={"numbering": NUMBERING})
    assert found.text == "1. One\n1(i) Part\n1(ii) Part\n2. Two\n\u2022 Dot\n1. Again"


def test_numbers_go_on_from_row_to_row_even_in_empty_cells() -> None:
    rows = [row(cell(listed("", 5)), f"Action {n}") for n in range(3)]
    found = document(table(*rows), {"numbering": NUMBERING}).grids[0]
    assert [one.text for one in found.cells if one.column == 0] == ["1.", "2.", "3."]


# -- tables ----------------------------------------------------------------------------------------


def span(count: int) -> str:
    return f'<w:gridSpan w:val="{count}"/>'


DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_merged_cells_are_one_cell() -> None:
    body = table(
        row(cell("Wide", properties=span(2)), "c"),
        row(cell("Tall", properties=DOWN), "b1", "c1"),
        row(cell("", properties=ON), "b2", "c2"),
    )
    grid = document(body).grids[0]
    wide, tall = grid.at(0, 1), grid.at(2, 0)
    assert wide is not None
    assert (wide.text, wide.columns) == ("Wide", 2)
    assert tall is not None
    assert (tall.text, tall.row, tall.rows) == ("Tall", 1, 2)
    assert (grid.height, grid.width) == (3, 3)


def test_fills_and_head_rows() -> None:
    green = '<w:shd w:val="clear" w:fill="00b050"/>'
    body = table(row("Status", properties="<w:tblHeader/>"), row(cell("", properties=green)))
    grid = document(body).grids[0]
    assert (grid.head_rows, grid.cells[1].colour) == (1, "00B050")


def test_tables_keep_their_numbers_and_the_words_above_them() -> None:
    body = paragraph("Above") + table(row("")) + paragraph("Between") + table(row("x"))
    found = document(body + paragraph("Below"))
    assert [(one.name, one.above) for one in found.grids] == [("table 2", ("Above", "Between"))]
    assert found.below == ("Below",)


# -- more of each --------------------------------------------------------------------------------


def sentences(found: Cell | Document, kind: str = "warning") -> list[str]:
    return [one.text for one in found.remarks if one.kind == kind]


def boxed(*blocks: str) -> str:
    """A text box as Word writes it: a new form, and an old one with the same words."""
    content = f"<w:txbxContent>{''.join(blocks)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:wsp><wps:txbx>"
        f"{content}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f"<v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def marked(tag: str) -> str:
    """Properties of a paragraph whose end is a tracked change."""
    return f"<w:rPr>{tracked(tag, '')}</w:rPr>"


def test_a_deleted_end_of_a_paragraph_joins_it_to_the_next() -> None:
    found = one_cell(paragraph("End of ", properties=marked("del")), paragraph("March"), "Then")
    assert found.text == "End of March\nThen"


def test_an_inserted_end_of_a_paragraph_is_a_line_break() -> None:
    assert one_cell(paragraph("a", properties=marked("ins")), paragraph("b")).text == "a\nb"


def test_deleted_paragraphs_are_told_each() -> None:
    gone = [paragraph(deleted(word), properties=marked("del")) for word in ("Alpha", "Beta")]
    found = one_cell(paragraph("Kept"), *gone, paragraph("Next"))
    assert found.text == "Kept\nNext"
    assert found.remarks == (Remark("deleted", "Alpha", DAY), Remark("deleted", "Beta", DAY))


def test_runs_of_one_insertion_are_one_remark() -> None:
    found = one_cell(paragraph(tracked("ins", run("by ") + run("June"))))
    assert found.remarks == (Remark("inserted", "by June", DAY),)


def test_a_deleted_row_keeps_words_that_are_marked_as_deleted_too() -> None:
    comments = f'<w:comment w:id="7">{paragraph("Why?")}</w:comment>'
    gone = cell(paragraph(deleted("Gone"), '<w:r><w:commentReference w:id="7"/></w:r>'))
    body = table(row("Kept"), row(gone, "x", properties=tracked("del", "")))
    found = document(body, {"comments": comments})
    assert [one.text for one in found.grids[0].cells] == ["Kept"]
    assert found.remarks == (Remark("comment", "Why?"), Remark("deleted", "Gone | x", DAY))


def test_a_hidden_row_is_told() -> None:
    found = document(table(row("Kept"), row("a", "b", properties="<w:hidden/>")))
    assert found.grids[0].height == 1
    assert found.remarks == (Remark("hidden", "a | b"),)


def test_deleted_and_inserted_cells_are_told() -> None:
    gone, new = (cell("x", properties=tracked(tag, "")) for tag in ("cellDel", "cellIns"))
    first, second = document(table(row(gone, new))).grids[0].cells
    assert (first.text, first.remarks) == ("", (Remark("deleted", "x", DAY),))
    assert (second.text, second.remarks) == ("x", (Remark("inserted", "x", DAY),))


def test_the_author_of_a_change_or_comment_is_nowhere() -> None:
    comments = f'<w:comment w:id="7" w:author="Q. Example" w:initials="QE">{paragraph("c")}'
    reference = '<w:r><w:commentReference w:id="7"/></w:r>'
    parts = {"comments": f"{comments}</w:comment>"}
    found = document(table(row(cell(paragraph(inserted("a"), deleted("b"), reference)))), parts)
    assert "Example" not in repr(found)


@pytest.mark.parametrize("where", ["cell", "row", "cells", "paragraph"])
def test_placeholders_are_no_text_wherever_they_are(where: str) -> None:
    content = {
        "cell": cell("Choose an item."),
        "row": row("Choose an item."),
        "cells": paragraph("Choose an item."),
        "paragraph": run("Choose an item."),
    }[where]
    control_ = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )
    body = {
        "cell": table(f"<w:tr><w:trPr/>{control_}{cell('x')}</w:tr>"),
        "row": table(control_, row("x")),
        "cells": table(row(f"<w:tc>{control_}{paragraph('x')}</w:tc>")),
        "paragraph": table(row(cell(paragraph(control_, "x")))),
    }[where]
    (grid,) = document(body).grids
    assert [one.text for one in grid.cells if one.text] == ["x"]


@pytest.mark.parametrize("shown", ["\u2612", "\u2610"])
def test_boxes_of_new_forms(shown: str) -> None:
    box = control('<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>', shown)
    assert one_cell(paragraph(box, " Done")).text == f"{shown} Done"


def test_the_entry_of_an_old_drop_down_field() -> None:
    entries = '<w:result w:val="1"/><w:listEntry w:val="Amber"/><w:listEntry w:val="Green"/>'
    form = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList>'
        f"{entries}</w:ddList></w:ffData></w:fldChar></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert one_cell(paragraph(form)).text == "Green"


def test_words_of_a_field_that_does_not_end_are_told() -> None:
    found = one_cell(paragraph("a", '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "lost?"))
    assert (found.text, found.remarks) == ("a", (Remark("hidden", "lost?"),))
    assert document(table(row(cell(paragraph("b"))))).grids[0].cells[0].text == "b"


def test_a_field_may_go_on_over_paragraphs() -> None:
    start = field("TOC", "One").rpartition("<w:r>")[0]
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert one_cell(paragraph(start), paragraph("Two", end, "x")).text == "One\nTwox"


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ('<w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>\u00fc</w:t></w:r>', "\u2713"),
        ("<w:r><w:t>\uf0fe</w:t></w:r>", "\u2612"),
        ('<w:r><w:sym w:char="zz"/></w:r>', "\ufffd"),
        ('<w:r><w:sym w:char="D800"/></w:r>', "\ufffd"),
        ('<w:r><w:sym w:char="00BD"/></w:r>', "\u00bd"),
        ("<w:r><w:t>co\u00adop</w:t></w:r>", "coop"),
        (f'<w:bdo w:val="ltr">{run("x")}</w:bdo>', "x"),
        ('<w:proofErr w:type="spellStart"/>', ""),
        ("<w:r><w:pict><v:shape><v:textpath string='DRAFT'/></v:shape></w:pict></w:r>", "DRAFT"),
    ],
)
def test_characters_and_wrappers(xml: str, text: str) -> None:
    assert one_cell(paragraph("a", xml, "b")).text == f"a{text}b"


def test_what_two_styles_both_hide_is_seen() -> None:
    styles = "".join(
        f'<w:style w:type="{kind}" w:styleId="{kind}"><w:rPr><w:vanish/></w:rPr></w:style>'
        for kind in ("character", "paragraph")
    )
    both = paragraph(
        run("seen", '<w:rStyle w:val="character"/>'), properties='<w:pStyle w:val="paragraph"/>'
    )
    assert one_cell(both, parts={"styles": styles}).text == "seen"


def test_words_hidden_through_the_style_that_a_style_is_based_on() -> None:
    styles = (
        '<w:style w:styleId="a"><w:basedOn w:val="b"/></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    hidden = paragraph("x", run("shown", "<w:vanish w:val='0'/>"), properties=styled("a"))
    found = one_cell(hidden, parts={"styles": styles})
    assert (found.text, found.remarks) == ("shown", (Remark("hidden", "x"),))


def styled(style: str) -> str:
    return f'<w:pStyle w:val="{style}"/>'


def test_text_boxes_in_text_boxes_and_struck_or_deleted_ones() -> None:
    inner = boxed(paragraph("inner"))
    assert one_cell(paragraph(boxed(paragraph("outer", inner)))).text == "outer\ninner"
    found = one_cell(paragraph("a", tracked("del", inner)))
    assert (found.text, found.remarks) == ("a", (Remark("deleted", "inner", DAY),))


def test_a_table_in_a_text_box_of_the_body_is_a_table() -> None:
    found = document(paragraph("Before", boxed(paragraph("In it"), table(row("x")))))
    assert [(one.name, one.above) for one in found.grids] == [("table 1", ("Before", "In it"))]


def test_a_table_in_a_control_of_the_body_is_a_table() -> None:
    body = f"<w:sdt><w:sdtContent>{table(row('x'))}</w:sdtContent></w:sdt>"
    assert [one.name for one in document(body).grids] == ["table 1"]


def test_a_picture_without_a_description_and_an_object() -> None:
    picture = "<w:r><w:drawing><a:blip/></w:drawing></w:r>"
    thing = "<w:r><w:object><v:shape><v:imagedata/></v:shape><o:OLEObject/></w:object></w:r>"
    thing = thing.replace("<o:OLEObject/>", "<w:OLEObject/>")
    assert one_cell(paragraph(picture)).remarks == (Remark("picture", "without a description"),)
    assert sentences(one_cell(paragraph(thing))) == [
        "It holds an object or a diagram that cannot be read."
    ]


def test_a_diagram_is_a_warning() -> None:
    diagram = '<w:r><w:drawing><wp:docPr w:descr="Flow"/><a:relIds/></w:drawing></w:r>'
    found = one_cell(paragraph(diagram))
    assert [one.kind for one in found.remarks] == ["picture", "warning"]


def test_a_document_within_the_document_is_a_warning() -> None:
    found = document('<w:altChunk r:id="x"/>' + table(row("a")))
    assert sentences(found) == ["It holds another document that cannot be read."]


def test_a_comment_that_nothing_refers_to_is_told_with_the_document() -> None:
    comments = f'<w:comment w:id="7">{paragraph("On what?")}</w:comment>'
    assert document(table(row("a")), {"comments": comments}).remarks == (
        Remark("comment", "On what?"),
    )


def test_a_reply_to_a_comment_is_a_comment() -> None:
    comments = "".join(f'<w:comment w:id="{n}">{paragraph(f"c{n}")}</w:comment>' for n in (1, 2))
    references = "".join(f'<w:r><w:commentReference w:id="{n}"/></w:r>' for n in (1, 2))
    found = one_cell(paragraph("a", references), parts={"comments": comments})
    assert sentences(found, "comment") == ["c1", "c2"]


def test_a_note_that_refers_to_itself_is_read_once() -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = f'<w:footnote w:id="2">{paragraph("n", reference)}</w:footnote>'
    found = one_cell(paragraph("a", reference, reference), parts={"footnotes": notes})
    assert found.remarks == (Remark("note", "n"),)


def test_a_link_in_a_field_without_quotation_marks() -> None:
    found = one_cell(paragraph(field("HYPERLINK https://example.org/a", "here")))
    assert found.remarks == (Remark("link", "https://example.org/a"),)
    assert one_cell(paragraph(field('HYPERLINK \\l "mark"', "here"))).remarks == ()


def test_a_page_header_that_is_a_year_is_kept() -> None:
    parts = {"header": paragraph("2021"), "footer": paragraph("Page 3")}
    assert document(table(row("a")), parts).remarks == (Remark("header", "2021"),)


def test_what_a_page_header_holds_besides_words_is_told() -> None:
    parts = {"header": paragraph(deleted("Old"), "New")}
    assert document(table(row("a")), parts).remarks == (
        Remark("header", "New"),
        Remark("deleted", "Old", DAY),
    )


def test_a_document_without_tables_is_text() -> None:
    found = document(paragraph("One") + paragraph("Two"))
    assert (found.grids, found.below) == ((), ("One", "Two"))


def test_protection_against_editing_does_not_matter() -> None:
    settings = '<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'
    assert document(table(row("a")), {"settings": settings}).grids[0].cells[0].text == "a"


def test_a_document_in_the_strict_form_is_read() -> None:
    strict = "http://purl.oclc.org/ooxml/"
    files = {
        "_rels/.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="a" Type="{strict}officeDocument/relationships/officeDocument" '
            'Target="word/document.xml"/></Relationships>'
        ),
        "word/document.xml": (
            f'<w:document xmlns:w="{strict}wordprocessingml/main"><w:body>'
            f"{table(row('a'))}</w:body></w:document>"
        ).replace(' xml:space="preserve"', ""),
    }
    found = read(zipped({name: text.encode() for name, text in files.items()}), "x.docx")
    assert found.grids[0].cells[0].text == "a"


# -- numbers, again --------------------------------------------------------------------------------


def level(depth: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def numbered(*levels: str, of_list: str = "") -> dict[str, str]:
    return {
        "numbering": f'<w:abstractNum w:abstractNumId="1">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="5"><w:abstractNumId w:val="1"/>{of_list}</w:num>'
    }


@pytest.mark.parametrize(
    ("form", "third"),
    [
        ("decimal", "3)"),
        ("lowerLetter", "c)"),
        ("upperLetter", "C)"),
        ("lowerRoman", "iii)"),
        ("upperRoman", "III)"),
        ("decimalZero", "03)"),
        ("bullet", "\u2022"),
        ("arabicAbjad", "3)"),
        ("none", ")"),
    ],
)
def test_forms_of_numbers(form: str, third: str) -> None:
    parts = numbered(level(0, form, "%1)"))
    found = one_cell(*(listed("x", 5) for _ in range(3)), parts=parts)
    assert found.text.split("\n")[2] == f"{third} x"


def test_letters_after_z_are_doubled_and_a_number_without_end_is_digits() -> None:
    parts = numbered(level(0, "lowerLetter", "%1"))
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{}"/></w:lvlOverride>'
    for number, label in (("27", "aa"), ("780", "z" * 30), ("999999999", "999999999")):
        parts = numbered(level(0, "lowerLetter", "%1"), of_list=start.format(number))
        assert one_cell(listed("x", 5), parts=parts).text == f"{label} x"


def test_a_number_with_nothing_after_it() -> None:
    parts = numbered(level(0, "decimal", "R%1:", '<w:suff w:val="nothing"/>'))
    assert one_cell(listed("x", 5), parts=parts).text == "R1:x"


def test_levels_of_two_numbers_and_one_that_does_not_restart() -> None:
    parts = numbered(
        level(0, "decimal", "%1"), level(1, "decimal", "%1.%2", '<w:lvlRestart w:val="0"/>')
    )
    items = [listed("x", 5, depth) for depth in (0, 1, 1, 0, 1)]
    assert one_cell(*items, parts=parts).text == "1 x\n1.1 x\n1.2 x\n2 x\n2.3 x"


def test_a_list_may_change_a_level_for_itself() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1:")}</w:lvlOverride>'
    parts = numbered(level(0, "decimal", "%1"), of_list=own)
    assert one_cell(listed("x", 5), parts=parts).text == "I: x"


def test_numbers_by_the_style_of_a_paragraph_and_none_where_it_is_undone() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:pPr><w:numPr><w:numId w:val="5"/>'
        "</w:numPr></w:pPr></w:style>"
    )
    undone = styled("a") + '<w:numPr><w:numId w:val="0"/></w:numPr>'
    items = paragraph("x", properties=styled("a")), paragraph("y", properties=undone)
    parts = {**numbered(level(0, "decimal", "%1.")), "styles": styles}
    assert one_cell(*items, parts=parts).text == "1. x\ny"


def test_a_list_whose_levels_are_those_of_a_style() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="s"><w:pPr><w:numPr><w:numId w:val="5"/>'
        "</w:numPr></w:pPr></w:style>"
    )
    parts = numbered(level(0, "decimal", "%1."))
    parts["numbering"] += (
        '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="s"/></w:abstractNum>'
        '<w:num w:numId="6"><w:abstractNumId w:val="2"/></w:num>'
    )
    assert one_cell(listed("x", 6), parts={**parts, "styles": styles}).text == "1. x"


def test_numbers_go_on_through_body_and_tables() -> None:
    parts = numbered(level(0, "decimal", "%1."))
    found = document(listed("a", 5) + table(row(cell(listed("b", 5)))) + listed("c", 5), parts)
    assert (found.grids[0].above, found.grids[0].cells[0].text, found.below) == (
        ("1. a",),
        "2. b",
        ("3. c",),
    )


def test_what_is_deleted_takes_no_number() -> None:
    parts = numbered(level(0, "decimal", "%1."))
    numbers = '<w:numPr><w:numId w:val="5"/></w:numPr>'
    gone = paragraph(deleted("gone"), properties=numbers + marked("del"))
    body = table(
        row(cell(listed("a", 5), gone)),
        row(cell(listed("b", 5)), properties=tracked("del", "")),
        row(cell(listed("c", 5))),
    )
    assert [one.text for one in document(body, parts).grids[0].cells] == ["1. a", "2. c"]


@pytest.mark.parametrize("wrong", ["x", "", "-1", "\u00b2", "9" * 5_000])
def test_a_number_in_the_file_that_is_not_one_does_no_harm(wrong: str) -> None:
    parts = numbered(level(0, "decimal", "%1.", f'<w:lvlRestart w:val="{wrong}"/>'))
    parts["numbering"] = parts["numbering"].replace('start w:val="1"', f'start w:val="{wrong}"')
    properties = f'<w:gridSpan w:val="{wrong}"/>'
    body = table(row(cell(listed("x", 5), properties=properties)))
    assert document(body, parts).grids[0].cells[0].text.endswith("x")


# -- tables, again ---------------------------------------------------------------------------------


def test_rows_that_begin_later_and_cells_merged_in_the_old_way() -> None:
    first, on = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    body = table(
        row("late", properties='<w:gridBefore w:val="2"/>'),
        row(cell("a", properties=first), cell("lost?", properties=on), "c"),
    )
    late, wide, last = document(body).grids[0].cells
    assert (late.row, late.column) == (0, 2)
    assert (wide.columns, wide.remarks) == (2, (Remark("hidden", "lost?"),))
    assert last.column == 2


def test_words_in_the_rest_of_a_merged_cell_are_told() -> None:
    body = table(row(cell("a", properties=DOWN)), row(cell("lost?", properties=ON)))
    (only,) = document(body).grids[0].cells
    assert (only.rows, only.remarks) == (2, (Remark("hidden", "lost?"),))


def test_a_cell_that_goes_on_from_nothing_or_another_width_is_a_cell() -> None:
    body = table(
        row(cell("a", properties=ON), "b"),
        row(cell("c", properties=ON + span(2))),
    )
    assert [one.text for one in document(body).grids[0].cells] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("shading", "colour"),
    [
        ('w:val="clear" w:fill="auto"', None),
        ('w:val="clear" w:fill="ffffff"', None),
        ('w:val="clear" w:fill="ffc000"', "FFC000"),
        ('w:val="solid" w:color="00B050" w:fill="auto"', "00B050"),
        ('w:val="nil"', None),
    ],
)
def test_fills(shading: str, colour: str | None) -> None:
    (only,) = document(table(row(cell("a", properties=f"<w:shd {shading}/>")))).grids[0].cells
    assert only.colour == colour


def test_struck_words_of_a_table_in_a_cell_are_told() -> None:
    inner = table(row(cell(paragraph(run("31 March", "<w:strike/>")))))
    assert len(sentences(one_cell(inner, paragraph()))) == 2


# -- everything at once ----------------------------------------------------------------------------

SEEN = st.just("seen")
UNSEEN = st.sampled_from(["hidden", "deleted"])
AROUND = (
    *("ins", "moveTo", "hyperlink", "smartTag", "customXml", "bdo", "control", "simple", "field"),
    *("ruby", "box", "del", "moveFrom"),
)
Piece = tuple[str, list["Piece"]] | str  # what is around pieces, or a word
INLINE: st.SearchStrategy[Piece] = st.recursive(
    SEEN | UNSEEN,
    lambda pieces: st.tuples(st.sampled_from(AROUND), st.lists(pieces, min_size=1, max_size=3)),
    max_leaves=8,
)
BLOCK: st.SearchStrategy[Piece] = st.recursive(
    st.tuples(st.just("p"), st.lists(INLINE, min_size=1, max_size=3)),
    lambda blocks: st.tuples(
        st.sampled_from(["sdt", "tbl"]), st.lists(blocks, min_size=1, max_size=3)
    ),
    max_leaves=4,
)


class Made:
    """XML of pieces, with a word of its own for each, which is seen or not."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.unseen: list[str] = []

    def xml(self, piece: Piece, *, gone: bool = False) -> str:
        if isinstance(piece, str):
            word = f"w{len(self.seen) + len(self.unseen)}x"
            (self.seen if piece == "seen" and not gone else self.unseen).append(word)
            return {
                "seen": run(word),
                "hidden": run(word, "<w:vanish/>"),
                "deleted": deleted(word),
            }[piece]
        kind, inside = piece
        gone = gone or kind in {"del", "moveFrom"}
        each = [self.xml(one, gone=gone) for one in inside]
        content = "".join(each)
        if kind in {"ins", "moveTo", "del", "moveFrom"}:
            return tracked(kind, content)
        if kind in {"hyperlink", "smartTag", "customXml", "bdo", "p"}:
            return f"<w:{kind}>{content}</w:{kind}>"
        return {
            "control": f"<w:sdt><w:sdtContent>{content}</w:sdtContent></w:sdt>",
            "sdt": f"<w:sdt><w:sdtContent>{content}</w:sdtContent></w:sdt>",
            "simple": f'<w:fldSimple w:instr="QUOTE">{content}</w:fldSimple>',
            "field": field("QUOTE", "").replace(run(""), content),
            "ruby": f"<w:r><w:ruby><w:rubyBase>{content}</w:rubyBase></w:ruby></w:r>",
            "box": boxed(f"<w:p>{content}</w:p>"),
            "tbl": table(row(*(f"<w:tc>{one}</w:tc>" for one in each))),
        }[kind]


@given(st.lists(st.lists(BLOCK, min_size=1, max_size=2), min_size=1, max_size=4))
def test_every_word_is_in_the_text_or_in_a_remark_once(cells: list[list[Piece]]) -> None:
    made = Made()
    body = table(*(row(cell(*(made.xml(one) for one in blocks))) for blocks in cells))
    found = [one for grid in document(body).grids for one in grid.cells]
    text = " ".join(one.text for one in found)
    told = " ".join(
        remark.text for one in found for remark in one.remarks if remark.kind in NOT_SEEN
    )
    assert sorted(re.findall(r"w\d+x", text)) == sorted(made.seen)
    assert sorted(re.findall(r"w\d+x", told)) == sorted(made.unseen)


NOT_SEEN = {"deleted", "hidden"}
PLAN = """\
= Action plan
= 1. Recommendations
== table 2, header rows: 1 ==
0,0 1x2 -: No. / Action
0,2 1x1 -: Status
1,0 1x1 -: 1. Training
1,1 1x1 -: Train staff / i | Draft / ii | Agree / by June 2021
  deleted May
  warning A table inside the cell is read as lines of text.
  inserted June
  comment Is this right?
1,2 2x1 00B050: \u2612 Complete In progress
  struck In progress
  note See the minutes.
2,0 1x1 -: 2. / 3. Referrals
2,1 1x1 -: Use the form / BOX
  link https://example.org/form
  hidden internal
= Signed off
header Version 4"""


def test_a_plan_with_everything_in_it() -> None:
    parts = {
        **numbered(level(0, "decimal", "%1.")),
        "comments": f'<w:comment w:id="1">{paragraph("Is this right?")}</w:comment>',
        "footnotes": f'<w:footnote w:id="1">{paragraph("See the minutes.")}</w:footnote>',
        "header": paragraph("Version 4"),
    }
    comment = '<w:r><w:commentReference w:id="1"/></w:r>'
    note = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    steps = table(row("i", "Draft"), row("ii", cell(paragraph("Agree", deleted("May")))))
    green = '<w:shd w:val="clear" w:fill="00B050"/>' + DOWN
    link = f'<w:hyperlink r:id="a">{run("the form")}</w:hyperlink>'
    body = (
        paragraph("Action plan")
        + table(row(""))
        + paragraph("1. Recommendations")
        + table(
            row(cell("No.", "Action", properties=span(2)), "Status", properties="<w:tblHeader/>"),
            row(
                cell(listed("Training", 5)),
                cell(
                    paragraph("Train staff"),
                    steps,
                    paragraph("by ", inserted("June"), " 2021", comment),
                ),
                cell(
                    paragraph("\u2612 Complete", run(" In progress", "<w:strike/>"), note),
                    properties=green,
                ),
            ),
            row(
                cell(paragraph(tracked("del", "")), listed("", 5), listed("Referrals", 5)),
                cell(
                    paragraph("Use ", link, run("internal", "<w:vanish/>"), boxed(paragraph("BOX")))
                ),
                cell("", properties=ON),
            ),
        )
        + paragraph("Signed off")
    )
    assert shown(document(body, parts, a="https://example.org/form")) == PLAN


def shown(found: Document) -> str:
    """A document as lines: a table by its name, a cell by its row and column, then its remarks."""
    lines = []
    for grid in found.grids:
        lines += [f"= {one}" for one in grid.above]
        lines.append(f"== {grid.name}, header rows: {grid.head_rows} ==")
        for one in grid.cells:
            place = f"{one.row},{one.column} {one.rows}x{one.columns} {one.colour or '-'}"
            lines.append(f"{place}: {one.text}".replace("\n", " / "))
            lines += [f"  struck {words}" for words in one.struck]
            lines += [f"  {remark.kind} {remark.text}" for remark in one.remarks]
    lines += [f"= {one}" for one in found.below]
    lines += [f"{remark.kind} {remark.text}" for remark in found.remarks]
    return "\n".join(lines)


# -- made by another program -----------------------------------------------------------------------

HTML = """<html><body><p>Action plan</p><table border="1">
<tr><th colspan="2">Action</th><th>Status</th></tr>
<tr><td rowspan="2">Train</td><td>Staff</td><td bgcolor="#00b050">Done</td></tr>
<tr><td>Managers</td><td><s>Open</s></td></tr></table></body></html>"""


@pytest.mark.thorough
@pytest.mark.needs("soffice")
def test_a_document_that_libreoffice_made(tmp_path: Path) -> None:
    Path(tmp_path, "plan.html").write_text(HTML, encoding="utf-8")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    to_word = ("--convert-to", "docx:MS Word 2007 XML", "--infilter=HTML (StarWriter)")
    subprocess.run(
        ["soffice", profile, "--headless", *to_word, "plan.html"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=120,
    )
    found = read(Path(tmp_path, "plan.docx").read_bytes(), "plan.docx")
    (grid,) = found.grids
    assert grid.above == ("Action plan",)
    assert [(one.text, one.rows, one.columns, one.colour, one.struck) for one in grid.cells] == [
        ("Action", 1, 2, None, ()),
        ("Status", 1, 1, None, ()),
        ("Train", 2, 1, None, ()),
        ("Staff", 1, 1, None, ()),
        ("Done", 1, 1, "00B050", ()),
        ("Managers", 1, 1, None, ()),
        ("Open", 1, 1, None, ("Open",)),
    ]


# -- what cannot be read ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 cut off",
        word_file(table(row("a")))[:-40],
        zipped({"word/document.xml": b"<a/>"}),
        zipped({"xl/workbook.xml": b"<a/>"}),
        word_file("<w:p>").replace(b"</w:p>", b""),
        word_file('<!DOCTYPE x [<!ENTITY a "b">]>'),
        word_file("<w:sdt>" * 5_000 + "</w:sdt>" * 5_000),
    ],
)
def test_a_damaged_file_gets_a_sentence(data: bytes) -> None:
    with pytest.raises(DhrplanError) as error:
        read(data, "plan.docx")
    assert str(error.value).startswith("plan.docx is ")
    assert error.value.hint
