"""Reading a Word document: every word that a reader sees, and what else a cell holds."""

from __future__ import annotations

from datetime import date

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


# -- everything at once ----------------------------------------------------------------------------

KINDS = ("plain", "inserted", "deleted", "hidden", "struck", "control", "field", "link")
WORDS = st.lists(st.sampled_from(KINDS), min_size=1, max_size=12)


def made(kind: str, word: str) -> str:
    return {
        "plain": run(word),
        "inserted": inserted(word),
        "deleted": deleted(word),
        "hidden": run(word, "<w:vanish/>"),
        "struck": run(word, "<w:strike/>"),
        "control": control("", word),
        "field": field("QUOTE", word),
        "link": f'<w:hyperlink w:anchor="x">{run(word)}</w:hyperlink>',
    }[kind]


@given(st.lists(st.lists(WORDS, min_size=1, max_size=3), min_size=1, max_size=4))
def test_every_word_is_in_the_text_or_in_a_remark_once(plan: list[list[list[str]]]) -> None:
    seen: list[str] = []
    unseen: list[str] = []
    rows = []
    for cells in plan:
        xml = []
        for kinds in cells:
            words = []
            for kind in kinds:
                word = f"w{len(seen) + len(unseen)}x"
                (unseen if kind in {"deleted", "hidden"} else seen).append(word)
                words.append(f"{made(kind, word)}{run(' ')}")
            xml.append(cell(paragraph(*words)))
        rows.append(row(*xml))
    cells_found = [one for grid in document(table(*rows)).grids for one in grid.cells]
    assert " ".join(one.text for one in cells_found).split() == seen
    told = [r.text for one in cells_found for r in one.remarks if r.kind in {"deleted", "hidden"}]
    assert sorted(" ".join(told).replace("x", "x ").split()) == sorted(unseen)


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
