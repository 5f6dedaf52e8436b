"""Texts that YAML cuts short, or will sooner or later."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhrplan.plan.query import is_in_brackets, texts_in
from dhrplan.rules import flow_prose
from dhrplan.rules.engine import SOUND, example_folder
from dhrplan.yamldoc.nodes import parse
from tests.rules.finding import REGISTER, found, in_action, shown
from tests.strategies import sound_plan

CUT = "text-cut-by-comment"
PROSE = "flow-prose"
LONG = "a" * 61


@pytest.mark.parametrize(
    "lines",
    [
        "progress: see minute #12",
        "progress: see minute #12 of May",
        "progress: see minute  #12  ",
        "progress: See the minutes of\n  the board, minute #12",
        "progress: #12 of the minutes",
        "title: form #12",
        "evidence:\n  - audit\n  - minute #12",
        "evidence:\n  - #12",
        "updates:\n  - text: minute #12",
        "milestones:\n  - text: minute #12",
        "decision:\n  reason: minute #12",
        "notes: [minute #12\n  ]",
        "progress: C# and #12",
        "progress: see ##12",
    ],
)
@pytest.mark.usefixtures("each_parser")
def test_text_that_is_cut_is_found(lines: str) -> None:
    (place,) = in_action(CUT, f"{SOUND}{lines}\n")
    assert place == lines[lines.index(" #") + 1 :].partition("\n")[0].rstrip()


@pytest.mark.parametrize(
    "lines",
    [
        "progress: see the minutes # they are on the drive",
        "progress: see the minutes #",
        "progress: see the minutes ## on the drive",
        "progress: see minute#12",
        "progress: 'see minute #12'",
        'progress: "see minute #12"',
        'progress: "see minute" #12',
        "progress: |-\n  see minute #12",
        "progress: |- #12\n  see the minutes",
        "progress: # 12",
        "progress:\n#12",
        "notes: #12\n  - one",
        "#progress: see minute #12",
        "next_check: 2021-06 #12",
        "partners: [NCC] #12",
        "progress: see #dhrplan:ignore[no-news] why",
    ],
)
@pytest.mark.usefixtures("each_parser")
def test_a_comment_passes(lines: str) -> None:
    assert in_action(CUT, f"{SOUND}{lines}\n") == []


def test_a_required_text_that_is_lost_whole_is_one_complaint() -> None:
    files = {
        "DHR99.yaml": example_folder()["DHR99.yaml"].replace(
            "text: Agencies should", "text: #Agencies"
        )
    }
    assert [one.rule for one in found("missing-key", files)] == ["missing-key"]
    assert found(CUT, files) == []


def test_what_is_read_and_what_is_lost_are_told() -> None:
    (cut,) = found(CUT, example_folder(f"{SOUND}progress: Neil's minute #12, May\n"))
    assert cut.message == "`#12, May` is read as a comment, and the text is only `Neil's minute`."
    assert cut.hint.startswith("Write `'Neil''s minute #12, May'`")
    assert (cut.review, cut.action) == ("DHR99", "1.1")
    (lost,) = found(CUT, example_folder(f"{SOUND}progress: #12\n"))
    assert lost.message == "`#12` is read as a comment, and no text is left."


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_lines_may_end_in_any_way(newline: str) -> None:
    lines = f"{SOUND}notes: ['a, b']\nprogress: see minute #12\n"
    files = {"DHR99.yaml": example_folder(lines)["DHR99.yaml"].replace("\n", newline)}
    assert shown(PROSE, files) == ["'a, b'"]
    assert shown(CUT, files) == ["#12"]


def test_texts_of_plan_recommendation_and_register_are_looked_at() -> None:
    files = example_folder(head="marking: OFFICIAL #1\n", recommendation="title: form #2\n")
    register = REGISTER.replace("Northshire Police", "Northshire #3")
    assert shown(CUT, {**files, "agencies.yaml": register}) == ["#3", "#1", "#2"]


@pytest.mark.parametrize("name", ["DHR99.yaml", "agencies.yaml"])
def test_a_file_that_is_not_yaml_is_passed_over(name: str) -> None:
    files = {**example_folder(), "agencies.yaml": REGISTER}
    assert found(CUT, {**files, name: "a: [ see #12\n"}) == []


@pytest.mark.parametrize(
    "lines",
    [
        f"notes: [{LONG}]",
        f"notes: [short, {LONG}]",
        f"notes:\n  - one\nevidence: [\n  {LONG}\n  ]",
        'notes: ["one, two"]',
        "notes: ['one, two']",
        f"updates: [{{date: 2021-02, text: {LONG}}}]",
        f"updates:\n  - {{date: 2021-02, text: {LONG}}}",
        'updates:\n  - {date: 2021-02, text: "Sent, read"}',
        "updates:\n  - {date: 2021-02,\n     text: 'Sent, read'}",
        f"updates:\n  - {{date: 2021-02,\n     text: {LONG}}}",
        f"milestones: [{{text: {LONG}}}]",
        'decision: {reason: "Too few staff, too little money"}',
        "as_written: {target: 'Form by spring, training after'}",
    ],
)
@pytest.mark.usefixtures("each_parser")
def test_prose_in_brackets_is_found(lines: str) -> None:
    (one,) = found(PROSE, example_folder(f"{SOUND}{lines}\n"))
    assert one.action == "1.1"


@pytest.mark.parametrize(
    "lines",
    [
        "partners: [NCC, ICB]",
        f"partners: ['{LONG}', \"A, B\"]",
        f"notes: [{LONG[1:]}]",
        f"evidence: [https://www.example.org/{LONG}.pdf]",
        "updates:\n  - {date: 2021-02, by: NCC, text: Sent to all.}",
        f"updates:\n  - date: 2021-02\n    text: {LONG}, and more",
        f"notes:\n  - {LONG}, and more\n  - [...] lost, words lost, {LONG}".replace("[...]", "..."),
        f"progress: |-\n  [...] history, culture, {LONG}\n  see: {{a, {LONG}}}",
        f"progress: '[a, {LONG}]'",
    ],
)
def test_other_words_pass(lines: str) -> None:
    assert in_action(PROSE, f"{SOUND}{lines}\n") == []


def test_a_plan_written_as_json_is_told_of_each_text() -> None:
    text = (
        '{"format": "1", "id": "DHR99", "title": "T",\n'
        ' "recommendations": [{"id": "1", "text": "Agree, and train."}]}\n'
    )
    assert shown(PROSE, {"DHR99.yaml": text}) == ['"Agree, and train."']


def test_a_text_is_measured_in_characters() -> None:
    (one,) = found(PROSE, example_folder(f"{SOUND}notes: ['{LONG}']\n"))
    assert one.message == "A text of 61 characters is in brackets."


@given(seed=st.integers(0, 2**32))
def test_a_file_that_is_spared_a_reading_holds_no_prose_in_brackets(seed: int) -> None:
    source = parse("plans/DHR99.yaml", sound_plan(Random(seed)).encode())
    prose = any(
        len(text.node.value) > 60 or "," in text.node.value
        for text in texts_in(source)
        if is_in_brackets(source, text.route)
    )
    assert flow_prose.may_hold_prose(source.text) or not prose
