"""Output at a terminal: every word, within the window, and no control code."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from dhrplan.diagnostic import Diagnostic, Place
from dhrplan.render import Layout
from dhrplan.render.terminal import render
from dhrplan.table import Cell, Column, Fact, Report, Section, Table, Word

WORDS = st.lists(
    st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=30), max_size=40
).map(" ".join)


def nothing() -> Table:
    return Table((), ())


COLUMNS = (
    Column("a", "Short"),
    Column("n", "Number"),
    Column("p", "Prose", prose=True, label=False),
    Column("q", "More", prose=True),
)


def report(*tables: Table, facts: tuple[Fact, ...] = ()) -> Report:
    return Report("test", "Title", date(2017, 9, 15), (Section("", facts, tables),), dict, nothing)


def lines(one: Report, width: int = 80, *, colour: bool = False) -> list[str]:
    return render(one, (), Layout(width, colour)).splitlines()


def letters(text: str) -> str:
    return re.sub(r"\s+", "", text)


@given(prose=WORDS, more=WORDS, width=st.integers(40, 200), records=st.booleans())
def test_no_word_is_lost_and_no_line_too_wide(
    prose: str, more: str, width: int, *, records: bool
) -> None:
    table = Table(COLUMNS, (("x", 1, prose, more),), groups=0, records=records)
    printed = lines(report(table, facts=(Fact("Label", more),)), width)
    assert max(Text(line).cell_len for line in printed) <= width
    together = letters("".join(printed))
    if records:
        assert letters(prose) in together
    # Beside each other, two columns of prose share their lines.
    assert Counter(letters(prose) + 2 * letters(more)) <= Counter(together)


@pytest.mark.parametrize("width", [80, 160])
def test_prose_goes_beside_the_columns_only_where_there_is_room(width: int) -> None:
    table = Table(
        (Column("a", "Lead"), Column("p", "Text", prose=True)),
        (("L" * 60, "one two three four five six seven"),),
    )
    printed = lines(report(table), width)
    beside = any("L" * 60 in line and "one two" in line for line in printed)
    assert beside is (width == 160)


def test_lines_of_a_text_stay_lines() -> None:
    cell: Cell = "1. Breach occurs\n2. CAD is closed"
    printed = lines(report(Table(COLUMNS, (("x", 1, cell, None),), records=True)))
    assert "    1. Breach occurs" in printed
    assert "    2. CAD is closed" in printed


def test_groups_become_headings_once() -> None:
    table = Table(
        (Column("r", "Recommendation"), Column("a", "Action")),
        (("1", "1.1"), ("1", "1.2"), ("2", "2.1")),
        groups=1,
        records=True,
    )
    printed = "\n".join(lines(report(table)))
    assert printed.count("Recommendation ") == 2
    assert printed.count("  Action ") == 3


def test_an_empty_table_says_so() -> None:
    assert "Nothing is overdue." in lines(report(Table(COLUMNS, (), empty="Nothing is overdue.")))


def test_colour_never_stands_without_its_word() -> None:
    table = Table((Column("s", "State"),), ((Word("overdue", "red"),),))
    assert "\x1b[38;5;196moverdue\x1b[0m" in lines(report(table), colour=True)
    assert "overdue" in lines(report(table))


@pytest.mark.parametrize("colour", [True, False])
def test_text_is_never_markup_or_control_code(*, colour: bool) -> None:
    hostile = "[/b] [red]x[/red] :smile: \x1b]0;t\x07 \x9b2J \u202eabc\u2066 \r end"
    printed = "\n".join(
        lines(
            report(
                Table(COLUMNS, ((hostile, 1, hostile, hostile),)),
            ),
            colour=colour,
        )
    )
    bare = re.sub(r"\x1b\[[0-9;]*m", "", printed)
    assert "[/b] [red]x[/red] :smile:" in bare
    assert r"\x1b]0;t\x07" in bare
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u2066]", bare)


def test_markings_and_what_is_missing_stand_at_the_top() -> None:
    one = Report(
        "t", "Title", date(2017, 9, 15), (), dict, nothing, {}, ("Agency: POL",), ("OFFICIAL",)
    )
    problem = Diagnostic(Place("plans/DHR7.yaml", 7, 16), "yaml-syntax", "No.", review="DHR7")
    printed = render(one, (problem,), Layout()).splitlines()
    assert printed[:4] == [
        "OFFICIAL",
        "Title, as at 15 September 2017",
        "Agency: POL",
        "Not everything could be read (1 problem): plans/DHR7.yaml",
    ]
