"""Markdown shows what the plan says: rendered, every text is the very same and none is markup."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from dhrplan.diagnostic import Diagnostic, Place
from dhrplan.render import Layout
from dhrplan.render.markdown import render
from dhrplan.render.visible import visible
from dhrplan.table import Cell, Column, Fact, Report, Section, Table, Word
from tests.golden.running import ROOT
from tests.golden.test_golden import CASES, Case

if TYPE_CHECKING:
    from pathlib import Path

AS_OF = date(2017, 9, 15)
MARKDOWN = MarkdownIt("commonmark").enable("table")


def nothing() -> Table:
    return Table((), ())


GRID = (Column("a", "Short"), Column("n", "Number", number=True), Column("p", "Prose", prose=True))
RECORD = (
    Column("r", "Recommendation"),
    Column("t", "Text", prose=True, label=False),
    Column("action", "Action"),
    Column("state", "State"),
    Column("text", "Text", prose=True, label=False),
    Column("notes", "Notes", prose=True),
)
HOSTILE = (
    *("a | b", "*bold* and **bold**", "_lean_ snake_case", "<b>x</b> <script>alert(1)</script>"),
    *("# heading", "## 12", "1. First", "2) Second", "[/b] [x](https://example.org)", "![i](j)"),
    *("`code` and ``more", "``` fence", "~~~", "~~gone~~", "> quote", "- item", "+ item", "* item"),
    *(
        "---",
        "===",
        "- - -",
        "***",
        "___",
        "=",
        "-",
        "+",
        "1.",
        "[a]: https://example.org",
        "&amp;",
    ),
    *("    indented", "\tindented", "a  \nb", "a\nb", "a\n\nb", "a\n---", "a\n===", "a\n- b\n1. c"),
    *(
        "a | b\n:--",
        "a | b\n--- | ---",
        "| a |\n|---|",
        "\\",
        "\\|",
        "a\\\nb",
        "<!-- x -->",
        "<br>",
    ),
    *(
        "https://example.org",
        "<https://example.org>",
        "a@example.org",
        "&#124;",
        "!",
        "#",
        "`",
        "_",
    ),
    *(
        "1986. A great year",
        "The end.\n1. Breach occurs\n2. CAD is closed",
        "x\n    y",
        "\n\nx\n\n",
    ),
)
TEXTS = st.one_of(
    st.sampled_from(HOSTILE),
    st.lists(
        st.text("ab1 .)-+=*_`~#>|[]()<>&\\:!/\n\t'\"", max_size=12) | st.sampled_from(HOSTILE),
        max_size=4,
    ).map("".join),
)


class Shown(HTMLParser):
    """The visible content of a page: its tags, and the text of each block."""

    BLOCKS = frozenset({"h1", "h2", "h3", "h4", "p", "li", "th", "td"})

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.blocks: list[tuple[str, str]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"td", "th", "code"} or not attrs
        self.tags.add(tag)
        if tag in self.BLOCKS:
            self.blocks.append((tag, ""))
        elif tag == "br":
            self.handle_data("\v")

    def handle_data(self, data: str) -> None:
        if self.blocks:
            tag, text = self.blocks[-1]
            self.blocks[-1] = (tag, text + data)

    def texts(self, *tags: str) -> list[str]:
        """The texts of the blocks of a kind, a break of a line as one."""
        return [lines(text.replace("\n", " ")) for tag, text in self.blocks if tag in tags]


def lines(text: str) -> str:
    """A text without the blanks that no page shows, its breaks as line ends."""
    kept = (" ".join(line.split()) for line in text.replace("\v", "\n").split("\n"))
    return "\n".join(kept).strip()


def seen(text: str) -> str:
    """The lines of a text of a plan that must be visible: all but empty ones."""
    return "\n".join(line for line in lines(visible(text)).split("\n") if line)


def report(*tables: Table, facts: tuple[Fact, ...] = (), title: str = "") -> Report:
    sections = (Section(title, facts, tables),)
    return Report("test", "Title", AS_OF, sections, dict, nothing)


def shown(one: Report) -> Shown:
    return Shown(MARKDOWN.render(render(one, (), Layout())))


@given(text=TEXTS, other=TEXTS)
@example(text="a | b\n:--", other="\\")
def test_a_row_of_a_table_stays_one_row(text: str, other: str) -> None:
    rows = ((text, 1, other), (other, 2, text))
    page = shown(report(Table(GRID, rows)))
    assert page.tags <= {"h1", "table", "thead", "tbody", "tr", "th", "td", "br"}
    cells = [seen(cell) for cell in page.texts("td")]
    assert cells == [seen(cell) for cell in (text, "1", other, other, "2", text)]


@given(text=TEXTS, more=TEXTS)
def test_a_text_on_its_own_is_the_very_same(text: str, more: str) -> None:
    page = shown(report(facts=(Fact("", text), Fact("", more))))
    assert page.tags <= {"h1", "p", "br"}
    told = "\n".join(filter(None, page.texts("p")))
    assert told == "\n".join(filter(None, (seen(text), seen(more))))


@given(text=TEXTS, more=TEXTS)
def test_a_labelled_text_is_the_very_same(text: str, more: str) -> None:
    facts = (Fact("Notes", text), Fact("Source", more))
    page = shown(report(facts=facts))
    assert page.tags <= {"h1", "ul", "li", "p", "br"}
    told = "\n".join(filter(None, page.texts("li", "p")))
    assert told == "\n".join((seen(f"Notes: {seen(text)}"), seen(f"Source: {seen(more)}")))


@given(items=st.lists(TEXTS, min_size=2, max_size=4))
def test_the_items_of_a_list_are_the_very_same(items: list[str]) -> None:
    page = shown(report(facts=(Fact("Evidence", tuple(items)),)))
    assert page.tags <= {"h1", "ul", "li", "p", "br"}
    told = "\n".join(filter(None, page.texts("li", "p")))
    assert told == "\n".join(("Evidence:", *filter(None, map(seen, items))))


@given(name=TEXTS.filter(str.strip), text=TEXTS, notes=TEXTS, heading=TEXTS)
def test_a_record_is_the_very_same(name: str, text: str, notes: str, heading: str) -> None:
    row: tuple[Cell, ...] = ("4", text, "4.1", Word(name), text, notes)
    page = shown(report(Table(RECORD, (row,), groups=2, records=True), title=heading))
    assert page.tags <= {"h1", "h2", "h3", "h4", "p", "ul", "li", "br"}
    depth = "h4" if heading else "h3"
    assert page.texts(depth) == ["Action 4.1"]
    prose = "\n".join(filter(None, page.texts("p", "li")))
    state = " ".join(visible(f"{name[:1].upper()}{name[1:]}").split())
    told = (seen(text), f"{state}.", seen(text), seen(f"Notes: {seen(notes)}") if notes else "")
    assert prose == "\n".join(filter(None, told))


def test_headings_nest_below_the_reviews() -> None:
    row: tuple[Cell, ...] = ("4", "X", "4.1", Word("overdue"), "Y", None)
    table = Table(RECORD, (row,), groups=2, records=True)
    alone = render(report(table), (), Layout())
    assert "\n## Recommendation 4\n" in alone
    assert "\n### Action 4.1\n\nOverdue.\n" in alone
    one_of_many = render(report(table, title="Review 9"), (), Layout())
    assert "\n## Review 9\n\n### Recommendation 4\n" in one_of_many
    assert "\n#### Action 4.1\n\nOverdue.\n" in one_of_many


def test_that_there_is_no_action_is_no_heading() -> None:
    row: tuple[Cell, ...] = ("2", "X", None, Word("no actions recorded"), None, None)
    printed = render(report(Table(RECORD, (row,), groups=2, records=True)), (), Layout())
    assert printed.endswith("\nX\n\nNo actions recorded.\n")


def test_counts_are_flush_right_and_titles_whole() -> None:
    columns = (Column("a", "Agency"), Column("n", "Recom\u00admendations", number=True))
    printed = render(report(Table(columns, (("POL", 3),))), (), Layout())
    assert "| Agency | Recommendations |\n| --- | ---: |\n| POL | 3 |\n" in printed


def test_an_empty_table_says_so() -> None:
    printed = render(report(Table(GRID, (), empty="Nothing is overdue.")), (), Layout())
    assert printed.endswith("\n\nNothing is overdue.\n")


def test_markings_filters_and_what_is_missing_stand_at_the_top() -> None:
    chosen = ("Agency: POL*", "Status: overdue or no date")
    one = Report("t", "Late_ly", AS_OF, (), dict, nothing, {}, chosen, ("OFFICIAL [x]",))
    problem = Diagnostic(Place("plans/DHR_7.yaml", 7, 16), "yaml-syntax", "No.", review="DHR7")
    page = Shown(MARKDOWN.render(render(one, (problem,), Layout())))
    assert page.texts("h1") == ["Late_ly, as at 15 September 2017"]
    assert page.texts("p") == [
        "OFFICIAL [x]",
        "Agency: POL*\nStatus: overdue or no date",
        "Not everything could be read (1 problem): plans/DHR_7.yaml",
    ]
    assert page.tags == {"p", "strong", "h1", "br"}


def test_filters_do_not_run_into_the_facts_of_a_review() -> None:
    facts = (Fact("Review", "DHR9"), Fact("Stage", "published"))
    one = Report("t", "T", AS_OF, (Section("", facts),), dict, nothing, {"review": ("DHR9",)})
    page = Shown(MARKDOWN.render(render(one, (), Layout())))
    assert page.texts("li") == ["Review: DHR9", "Stage: published"]


@pytest.mark.parametrize(
    "path",
    [path for path in CASES if "--format markdown" in path.read_text(encoding="utf-8")],
    ids=lambda path: path.stem,
)
def test_every_golden_answer_is_sound(path: Path) -> None:
    """Each `|` line is a row of a table, each text of a plan a text; nothing else is there."""
    printed = Case.read(path.read_text(encoding="utf-8")).outcome.stdout
    page = Shown(MARKDOWN.render(printed))
    assert page.tags <= {
        *("h1", "h2", "h3", "h4", "p", "ul", "li", "strong", "br"),
        *("table", "thead", "tbody", "tr", "th", "td"),
        *(("pre", "code") if "dhrplan explain" in path.read_text(encoding="utf-8") else ()),
    }
    rows = [line for line in printed.splitlines() if line.startswith("| ")]
    tables = printed.count("| ---")
    assert MARKDOWN.render(printed).count("<tr>") == len(rows) - sum(
        line.startswith("| ---") for line in rows
    )
    assert (tables > 0) == ("table" in page.tags)
    assert "\x1b" not in printed


def test_the_numbered_lines_of_a_real_outcome_stay_lines() -> None:
    path = ROOT / "tests/golden/cases/report-dhr4-markdown.txt"
    printed = Case.read(path.read_text(encoding="utf-8")).outcome.stdout
    outcomes = [one for one in Shown(MARKDOWN.render(printed)).texts("li") if "IOM" in one]
    assert "\n1. Breach occurs\n2. CAD and e mail sent to GPC\n3. CAD is closed\n" in outcomes[0]
