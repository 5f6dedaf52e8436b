"""The screen of an action, as a board sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.meeting.screen import Room, action_screen
from dhrplan.render import Layout, render
from tests.meeting.sessions import EXTENDED, SAID, action, after, begun
from tests.reports.making import item

if TYPE_CHECKING:
    from dhrplan.reports.select import Item

WIDE = Room(80, 8)


def shown(one: Item, room: Room = WIDE, width: int = 80) -> str:
    report = action_screen(one, one, "2 of 20", (), room)
    return render("table", report, (), Layout(width))


def test_what_was_agreed_and_what_has_been_said_since() -> None:
    assert shown(action(begun(), "1.1")) == (
        "2 of 20: DHR99 1.1, as at 10 April 2021\n"
        "\n"
        "Overdue, 10 days late\n"
        "Agree one form.\n"
        "Publish it.\n"
        "\n"
        "Flags                extension requested\n"
        "Lead                 Northshire Police (POL), Northshire County Council (NCC)\n"
        "Target               March 2021\n"
        "Extension requested  to June 2021 (20 February 2021, NCC: Printing takes longer)\n"
        "Evidence             Draft of the form\n"
        "Open milestones      ii. Draft circulated (due October 2020, 5 months late)\n"
        "                     Form printed\n"
        "Latest update        17 February 2021, NCC: Draft sent to all.\n"
        "Recommendation       1: Agencies should use one referral form.\n"
    )


def test_what_is_decided_now_stands_below_and_in_it() -> None:
    session = after(SAID, EXTENDED)
    was = action(session, "1.1")
    report = action_screen(session.now(was), was, "1 of 1", session.entries_of(was), WIDE)
    text = render("table", report, (), Layout(80))
    assert text.endswith(
        "\nDecided now\n"
        "NCC: Printed.\n"
        "Target extended from March 2021 to June 2021, agreed by CSP.\n"
    )
    assert "Latest update    10 April 2021, CSP: The extension to June 2021," in text
    assert "Extended         once, by 3 months in all. Was March 2021" in text
    assert "Extension requested" not in text


def test_the_newest_word_is_the_last_one() -> None:
    said = "[{date: 2017-05, text: May}, {date: 2017-06-01, text: June}, {text: Some day}]"
    assert "Latest update   1 June 2017: June\n" in shown(
        item(f"status: in-progress, updates: {said}")
    )
    said = "[{date: 2017-06-01, text: First}, {date: 2017-06-01, text: Then}]"
    assert "Latest update   1 June 2017: Then\n" in shown(
        item(f"status: in-progress, updates: {said}")
    )
    assert "Latest update" not in shown(item("status: in-progress"))


def test_a_text_without_room_is_cut_and_says_how_many_words_are_left() -> None:
    text = "status: in-progress, progress: " + "forty words " * 40
    assert "…" not in shown(item(text), Room(80, 9))
    short = shown(item(text), Room(80, 2))
    kept = short.count("forty") + short.count("words") - len(["more words"])
    assert f" … ({80 - kept} more words)\nRecommendation" in short
    assert len(short.splitlines()) == 9
    assert all(len(line) <= 80 for line in short.splitlines())


def test_a_sign_off_rests_on_what_is_recorded_and_what_is_not() -> None:
    assert shown(action(begun(), "1.2")) == (
        "2 of 20: DHR99 1.2, as at 10 April 2021\n"
        "\n"
        "Complete, waiting for sign-off\n"
        "Train all staff to use it.\n"
        "\n"
        "Lead            Northshire Integrated Care Board (ICB)\n"
        "Target          6 months after publication (15 August 2021)\n"
        "Date completed  26 February 2021\n"
        "Outcome         240 staff were trained, of 260.\n"
        "Not recorded    partners, evidence, checks\n"
        "Recommendation  1: Agencies should use one referral form.\n"
    )


def test_in_a_narrow_window_each_value_follows_its_label() -> None:
    text = shown(action(begun(), "1.1"), Room(40, 3, stacked=True), 40)
    assert (
        "\nExtension requested: to June 2021 (20\nFebruary 2021, NCC: Printing takes\nlonger)\n"
        in text
    )
    assert "more word" not in text


def test_leads_without_room_for_their_names_are_shown_by_code() -> None:
    assert "Lead: POL, NCC\n" in shown(action(begun(), "1.1"), Room(40, 1, stacked=True), 40)


def test_a_word_longer_than_its_room_is_cut_too() -> None:
    told = shown(item(f"status: in-progress, progress: {'x' * 500}"), Room(80, 1))
    assert "… (1 more word)" in told


def test_what_cannot_be_read_is_shown_as_it_stands() -> None:
    told = shown(item("status: stuck, completed: soon"))
    assert "Unclear\n" in told
    assert (
        "Cannot be read  status: stuck\n"
        "                completed: soon\n"
        "What to do      Correct the file. Until then no decision can be recorded.\n"
    ) in told


def test_the_marking_stands_on_every_screen() -> None:
    told = shown(item("status: in-progress", "marking: OFFICIAL-SENSITIVE\n"))
    assert told.startswith("OFFICIAL-SENSITIVE\n2 of 20: DHR1 1.1")
