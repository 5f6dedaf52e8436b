"""A line of a file for a window: the place is always visible, with carets below it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhrplan.render.blocks import cells, wrapped
from dhrplan.render.findings.text import excerpt

LINES = st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=900)
LONG = "The officer was told " * 30


def under(line: str, column: int, width: int, room: int = 72) -> str:
    """The characters above the carets."""
    shown = excerpt(line, column, width, room)
    blanks = len(shown.carets) - len(shown.carets.lstrip())
    assert shown.carets.strip("^ ") == ""
    at = 0
    above = ""
    for character in shown.text:
        if blanks <= at < len(shown.carets):
            above += character
        at += cells(character)
    return above


@pytest.mark.parametrize(
    ("line", "place", "above"),
    [
        ("lead: [PLO]", "PLO", "PLO"),
        ("        lead: [PLO]", "PLO", "PLO"),
        ("title: 会議の記録 PLO", "PLO", "PLO"),
        ("title: 会議の記録", "記録", "記録"),
        ("title: e\u0301te\u0301 PLO", "PLO", "PLO"),
        ("\ttext: PLO", "PLO", "PLO"),
        ("status: in\u200bprogress", "progress", "progress"),
        ("text: a\x1b[31mPLO", "PLO", "PLO"),
        (f"{LONG}PLO{LONG}", "PLO", "PLO"),
        (f"{'会議' * 200}PLO{'会議' * 200}", "PLO", "PLO"),
        (f"{LONG}PLO", "PLO", "PLO"),
        (f"PLO{LONG}", "PLO", "PLO"),
    ],
    ids=range(12),
)
@pytest.mark.parametrize("room", [30, 72, 150])
def test_carets_stand_under_the_place(line: str, place: str, above: str, room: int) -> None:
    assert under(line, line.index(place) + 1, len(place), room) == above


def test_what_cannot_be_seen_is_shown() -> None:
    assert excerpt("\tkey: a\u200bb\x00", 1, 1, 72).text == "→   key: a\\u200bb\\x00"


def test_a_long_line_is_cut_around_the_place() -> None:
    line = f"{LONG}PLO{LONG}"
    shown = excerpt(line, line.index("PLO") + 1, 3, 72)
    assert shown.text == (
        "…ld The officer was told PLOThe officer was told The officer was told T…"
    )
    assert cells(shown.text) == 72


def test_the_end_of_a_long_line_is_shown_whole() -> None:
    shown = excerpt(f"{LONG}PLO", len(LONG) + 1, 3, 40)
    assert shown.text.startswith("…")
    assert shown.text.endswith("told PLO")


def test_a_place_behind_the_line_has_a_caret() -> None:
    assert excerpt("lead: [POL", 11, 1, 72) == ("lead: [POL", f"{' ' * 10}^")


def test_a_place_wider_than_the_window_ends_with_it() -> None:
    shown = excerpt("x" * 500, 1, 500, 40)
    assert shown.text == f"{'x' * 39}…"
    assert shown.carets == "^" * 39


@given(line=LINES, data=st.data(), room=st.integers(20, 200))
def test_no_line_is_wider_than_its_room(line: str, data: st.DataObject, room: int) -> None:
    column = data.draw(st.integers(1, len(line) + 2))
    shown = excerpt(line, column, data.draw(st.integers(1, 900)), room)
    assert cells(shown.text) <= room
    assert cells(shown.carets) <= room
    assert shown.carets.endswith("^")
    assert "\x1b" not in shown.text


@given(text=LINES, width=st.integers(10, 100))
def test_sentences_are_wrapped_with_no_word_lost(text: str, width: int) -> None:
    words = " ".join(text.split())
    lines = wrapped(words, width)
    assert max(map(cells, lines)) <= width
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
