"""The widths of columns, and the splitting of a table that is too wide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhrplan.render import Layout
from dhrplan.render.terminal import narrowed, parted, render, title_width, total
from dhrplan.table import Column, Report, Section, Table
from tests.render.test_markdown import AS_OF, nothing

WIDTHS = st.lists(st.integers(1, 40), min_size=1, max_size=14)


@pytest.mark.parametrize(
    ("title", "width"),
    [
        ("Actions", 7),
        ("Next deadline", 8),
        ("Not taken forward", 7),
        ("Checked and still in place", 9),
        ("Recom- mendations", 10),
        ("", 1),
    ],
)
def test_a_title_takes_three_lines_at_most(title: str, width: int) -> None:
    assert title_width(title) == width


@given(widths=WIDTHS, room=st.integers(10, 200), data=st.data())
def test_columns_are_made_narrower_only_as_far_as_needed(
    widths: list[int], room: int, data: st.DataObject
) -> None:
    least = [data.draw(st.integers(1, width)) for width in widths]
    narrow = narrowed(widths, least, room)
    assert all(low <= now <= was for low, now, was in zip(least, narrow, widths, strict=True))
    if total(widths) <= room:
        assert narrow == widths
    elif total(least) <= room:
        assert total(narrow) == room
    else:
        assert narrow == least


@given(widths=WIDTHS, room=st.integers(10, 200))
def test_every_column_stands_in_one_part_that_fits(widths: list[int], room: int) -> None:
    parts = list(parted(widths, room))
    assert [index for part in parts for index in part[1:]] == list(range(1, len(widths)))
    assert all(part[0] == 0 for part in parts)
    assert all(total([widths[i] for i in part]) <= room for part in parts if len(part) > 2)


def test_a_wide_table_goes_on_below_with_its_first_column() -> None:
    columns = (
        Column("n", "Agency"),
        *(Column(f"c{i}", f"Column{i}", number=True) for i in range(9)),
    )
    table = Table(columns, (("Northshire Police", *range(9)), ("Total", *range(9))))
    one = Report("t", "T", AS_OF, (Section("", (), (table,)),), dict, nothing)
    assert render(one, (), Layout(60)).splitlines()[2:] == [
        "Agency             Column0  Column1  Column2  Column3",
        "Northshire Police        ·        1        2        3",
        "Total                    ·        1        2        3",
        "",
        "Agency             Column4  Column5  Column6  Column7",
        "Northshire Police        4        5        6        7",
        "Total                    4        5        6        7",
        "",
        "Agency             Column8",
        "Northshire Police        8",
        "Total                    8",
    ]
