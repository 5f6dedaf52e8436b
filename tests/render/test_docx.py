"""Word files: what is in the XML, the same bytes each time, templates, and the text of a report."""

# ruff: noqa: SLF001 - python-docx has no words for these parts of the XML

from __future__ import annotations

import getpass
import re
import socket
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from hypothesis import given
from hypothesis import strategies as st

from dhrplan import workspace
from dhrplan.errors import DhrplanError
from dhrplan.plan.folder import FolderBytes
from dhrplan.render import Layout, render
from dhrplan.reports.form import FORM, LABELS
from dhrplan.reports.list import list_actions
from dhrplan.reports.overdue import overdue
from dhrplan.reports.report import review
from dhrplan.reports.select import Selection
from dhrplan.reports.show import show
from dhrplan.reports.status import status
from dhrplan.rules.engine import EXAMPLE_DAY
from dhrplan.table import Fact, Report, Section, Table
from tests.golden.running import ROOT
from tests.render.opening import parts

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document

AS_OF = date(2017, 9, 15)
PLANS = {path.name: path.read_bytes() for path in sorted((ROOT / "plans").glob("*.yaml"))}
MARKED = {
    name: data.replace(b"\nid: DHR4\n", b"\nid: DHR4\nmarking: OFFICIAL-SENSITIVE\n")
    for name, data in PLANS.items()
}
PLAN = """\
format: 1
id: DHR99
title: Domestic Homicide Review 99
partnership: Northshire & Southshire
dates: {published: 2020-01-15}
recommendations:
  - id: "4"
    text: Agree a protocol.
    scope: local
    actions:
      - id: "4.1"
        text: Train staff.
        lead: [POL, NCC]
        joint: yes
        status: in-progress
        target: 2020-10
        outcome: |-
          First line.
          Second line.
        milestones:
          - {id: ii, text: Write it, target: 2020-10, completed: 2020-10-12, status: complete}
          - {text: Use it, lead: [NCC], target: published + 6 months}
      - id: "4.2"
        title: Protocol
        text: Sign it.
        status: complete
        completed: 2016-10-31
        outcome: It is signed.
        evidence: [Minutes of the board]
"""
AGENCIES = """\
agencies:
  POL: {name: Northshire Police}
  NCC: {name: Northshire County Council}
"""
RESULT = "Result: 1 of 2 actions complete. The board has not decided whether it was met."
RELATIVE = "6 months after publication"
COUNCIL = "Northshire County Council (NCC)"
MILESTONES = (
    "ii. Write it \u2013 target October 2020 \u2013 complete 12 October 2020",
    f"\u2022 Use it \u2013 lead {COUNCIL} \u2013 target {RELATIVE} \u2013 5 months late",
)


def view(files: dict[str, bytes] = MARKED) -> workspace.Workspace:
    return workspace.read([FolderBytes("plans", files)])


def of_plans(name: str = "DHR4", files: dict[str, bytes] = MARKED) -> Report:
    return review(view(files).folders, Selection().of_reviews((name,)), AS_OF)


def of_plan() -> Report:
    files = {"DHR99.yaml": PLAN.encode(), "agencies.yaml": AGENCIES.encode()}
    return review(view(files).folders, Selection(), date(2020, 12, 1))


def document(report: Report, **layout: Any) -> Document:
    return docx.Document(BytesIO(render("docx", report, (), Layout(**layout))))


def rows(report: Report) -> list[list[str]]:
    """The cells of the form."""
    (table,) = document(report).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def text_of(report: Report) -> str:
    """The paragraphs and cells of a report in reading order."""
    lines = []
    for element in document(report).element.body.iter(qn("w:p"), qn("w:tr")):
        if element.tag == qn("w:tr"):
            lines.append("-" * 20)
        else:
            texts = (
                {qn("w:t"): one.text or "", qn("w:br"): "\n"}.get(one.tag, "")
                for one in element.iter()
            )
            lines += ["".join(texts)]
    return "\n".join(lines) + "\n"


def test_the_text_of_a_report(*, update_golden: bool) -> None:
    path = ROOT / "tests/golden/report-DHR4.docx.txt"
    text = text_of(of_plans())
    if update_golden:
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == text


def test_the_columns_are_those_of_the_form() -> None:
    assert rows(of_plans())[0] == [
        "Recommendation",
        "Scope of recommendation",
        "Action to take",
        "Lead agency",
        "Key milestones achieved in enacting recommendation",
        "Target date",
        "Date of completion and outcome",
    ]


def test_a_row_is_an_action_that_can_be_read_back() -> None:
    _, first, second = rows(of_plan())
    assert first == [
        f"4. Agree a protocol.\n{RESULT}",
        "local",
        "4.1 Train staff.",
        "Northshire Police (POL)\nNorthshire County Council (NCC)\nJointly",
        "\n".join(MILESTONES),
        "October 2020",
        "In progress (overdue, 31 days late)\nFirst line.\nSecond line.",
    ]
    assert second[:2] == ["4 (continued)", "local"]
    assert second[2:] == [
        "4.2 Protocol\nAction to take: Sign it.",
        "Not recorded",
        "",
        "Not recorded",
        "Complete: 31 October 2016\nIt is signed.\nEvidence: Minutes of the board",
    ]


def test_each_column_says_which_labels_it_may_have() -> None:
    assert set(LABELS) == {column.key for column in FORM}


def test_a_recommendation_without_actions_has_a_row() -> None:
    plan = PLAN.partition("    actions:")[0].encode()
    report = review(view({"DHR99.yaml": plan}).folders, Selection(), AS_OF)
    assert rows(report)[1][2] == "No actions recorded"


def test_a_report_is_across_and_others_are_upright() -> None:
    folders = view().folders
    across = document(of_plans()).sections[0]
    upright = document(overdue(folders, Selection(), AS_OF)).sections[0]
    brief = document(review(folders, Selection(), AS_OF, brief=True)).sections[0]
    assert (across.page_width or 0) > (across.page_height or 0)
    for section in (upright, brief):
        assert (section.page_width or 0) < (section.page_height or 0)


def test_the_header_row_is_repeated_and_short_rows_are_not_split() -> None:
    (table,) = document(of_plans()).tables
    heads = [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in table.rows]
    whole = [bool(row._tr.xpath("./w:trPr/w:cantSplit")) for row in table.rows]
    assert heads == [True] + [False] * 12
    assert whole[0]
    assert True in whole[1:]
    assert False in whole[1:]
    assert table._tbl.xpath("./w:tblPr/w:tblLook/@w:firstRow") == ["1"]


def test_each_row_names_its_recommendation() -> None:
    found = [row[0].split()[:2] for row in rows(of_plans())]
    assert found[1][0] == "1."
    assert found[2:5] == [["1", "(continued)"]] * 3
    assert found[5][0] == "2."


def test_every_page_has_the_marking_and_its_number() -> None:
    section = document(of_plans()).sections[0]
    assert section.header.paragraphs[0].text == "OFFICIAL-SENSITIVE"
    footer = section.footer._element
    codes = [one.text.strip() for one in footer.iter(qn("w:instrText"))]
    text = "".join(one.text for one in footer.iter(qn("w:t")))
    assert codes == ["PAGE", "NUMPAGES"]
    assert text.startswith("OFFICIAL-SENSITIVE")
    assert text.endswith("Page 1 of 1")


def test_what_is_above_the_table() -> None:
    files = {**MARKED, "DHR5.yaml": b"format: [\n"}
    found = view(files)
    selection = Selection({"status": ("complete",), "review": ("DHR4",)})
    report = review(found.folders, selection, AS_OF)
    made = render("docx", report, found.problems(Selection(), EXAMPLE_DAY), Layout())
    lines = [one.text for one in docx.Document(BytesIO(made)).paragraphs]
    assert lines[0] == "Domestic Homicide Review 4 (DHR4), as at 15 September 2017"
    assert "Status: complete" in lines
    assert "Not everything could be read (1 problem): plans/DHR5.yaml" in lines
    assert [line for line in lines if line.startswith("Actions: 7 of 12 actions: 7 complete")]
    assert [line for line in lines if line.startswith("Evidence for completed actions: 7 of 7")]


def test_headings_and_lists_are_those_of_word() -> None:
    made = document(show(view().folders, Selection(), AS_OF, "DHR4", "4.1"))
    styles = {one.text: one.style.name for one in made.paragraphs if one.style}
    assert styles["DHR4 4.1, as at 15 September 2017"] == "Heading 1"
    assert styles["Recommendation 4"] == "Heading 2"
    assert styles["4.1 Referral pathways"] == "Heading 3"
    assert styles["i. Initial planning and review meetings"] == "List Bullet"


def test_the_groups_of_a_list_are_headings_and_tables() -> None:
    made = document(list_actions(view().folders, Selection(), AS_OF))
    heads = [one.text for one in made.paragraphs if one.style and one.style.name == "Heading 2"]
    assert heads == ["DHR4: Domestic Homicide Review 4", "DHR7: Domestic Homicide Review 7"]
    assert [len(table.rows) for table in made.tables] == [13, 9]


def test_the_language_is_british_english() -> None:
    made = parts(render("docx", of_plans(), (), Layout()))
    languages = set(re.findall(r'<w:lang [^>]*w:val="([^"]*)"', made["word/styles.xml"]))
    assert languages == {"en-GB"}
    assert "<dc:language>en-GB</dc:language>" in made["docProps/core.xml"]


def test_the_properties_are_of_the_report() -> None:
    properties = document(of_plan()).core_properties
    assert properties.title == "Domestic Homicide Review 99 (DHR99), as at 1 December 2020"
    assert properties.author == "Northshire & Southshire"
    assert properties.last_modified_by == ""
    for when in (properties.created, properties.modified):
        assert when
        assert when.date() == date(2020, 12, 1)


def test_the_author_is_empty_where_no_partnership_is_known() -> None:
    report = review(view({}).folders, Selection(), AS_OF)
    assert document(report).core_properties.author == ""


def test_nothing_is_said_of_the_library_the_user_and_the_computer() -> None:
    made = "\n".join(parts(render("docx", of_plans(), (), Layout())).values())
    for word in ("python-docx", "Macintosh", "thumbnail"):
        assert word not in made
    for name in (getpass.getuser(), socket.gethostname()):
        assert f">{name}<" not in made
        assert f'"{name}"' not in made


def test_a_long_path_is_not_in_the_file() -> None:
    found = workspace.read([FolderBytes("/home/anna/plans", {"DHR5.yaml": b"format: [\n"})])
    report = review(found.folders, Selection(), AS_OF)
    made = parts(render("docx", report, found.problems(Selection(), EXAMPLE_DAY), Layout()))
    assert "anna" not in "".join(made.values())
    assert "plans/DHR5.yaml" in made["word/document.xml"]


@pytest.mark.parametrize(
    "make", [of_plans, lambda: status(view().folders, Selection(), AS_OF)], ids=("form", "status")
)
def test_the_same_report_is_the_same_file(make: Callable[[], Report]) -> None:
    assert render("docx", make(), (), Layout()) == render("docx", make(), (), Layout())


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_any_text_is_kept_visibly(text: str) -> None:
    report = Report(
        "test",
        text,
        AS_OF,
        (Section(text, (Fact(text, text),)),),
        dict,
        lambda: Table((), ()),
        markings=(text,),
        partnerships=(text,),
    )
    made = document(report)
    assert (
        "".join(text.split())[:3] in "".join("".join(one.text.split()) for one in made.paragraphs)
        or not text.isprintable()
    )


# Templates


def template(*, footer: str = "Northshire Council", pages: bool = False) -> bytes:
    """A template with text, a style of its own for headings, a page header and a footer."""
    made = docx.Document()
    made.add_paragraph("Text of the template")
    made.core_properties.author = "Anna Example"
    made.styles["Heading 1"].font.name = "Council Sans"
    made.styles.element.remove(made.styles["Heading 4"].element)
    section = made.sections[0]
    section.header.paragraphs[0].text = "Community Safety"
    section.footer.paragraphs[0].text = footer
    if pages:
        field = parse_xml(
            '<w:fldSimple xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
            ' w:instr=" PAGE "/>'
        )
        section.footer.paragraphs[0]._p.append(field)
    made.add_section()  # whose header and footer are those of the section before
    made.add_comment(made.add_paragraph("Note").runs, "A comment", author="Anna Example")
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def test_a_template_gives_styles_header_and_footer_and_no_text() -> None:
    made = document(of_plans(), template=template())
    section = made.sections[0]
    assert len(made.sections) == 1
    assert made.styles["Heading 1"].font.name == "Council Sans"
    assert "Heading 4" in made.styles
    assert [one.text for one in section.header.paragraphs] == [
        "Community Safety",
        "OFFICIAL-SENSITIVE",
    ]
    assert section.footer.paragraphs[0].text == "Northshire Council"
    assert len(section.footer._element.xpath(".//w:instrText")) == 2
    assert (section.page_width or 0) > (section.page_height or 0)
    assert "Text of the template" not in [one.text for one in made.paragraphs]


def test_nothing_is_added_that_a_template_has() -> None:
    given_data = template(footer="OFFICIAL-SENSITIVE", pages=True)
    section = document(of_plans(), template=given_data).sections[0]
    assert [one.text for one in section.header.paragraphs] == ["Community Safety"]
    assert len(section.footer.paragraphs) == 1


def test_a_template_leaves_no_name() -> None:
    made = parts(render("docx", of_plans(), (), Layout(template=template())))
    assert not [name for name, text in made.items() if "Anna" in text]
    assert not [name for name in made if "comments" in name]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"Dear colleague", PLANS["DHR4.yaml"]])
def test_a_broken_template_is_refused(data: bytes) -> None:
    with pytest.raises(DhrplanError, match="The template cannot be used: it is not a Word file"):
        render("docx", of_plans(), (), Layout(template=data))
