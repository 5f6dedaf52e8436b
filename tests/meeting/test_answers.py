"""Which keys a board may press for an action."""

from __future__ import annotations

from collections import Counter

import pytest

from dhrplan.decide import Decision
from dhrplan.meeting.answers import ANSWERS, BY_KEY, doubt_about_body, possible_answers
from dhrplan.model.agencies import Agency, Register
from tests.reports.making import item

MOVES = "sbuq ?123456789"
"""The keys of the screen itself."""


def keys(of: str, plan: str = "") -> str:
    return "".join(one.key for one in possible_answers(item(of, plan)))


@pytest.mark.parametrize(
    ("action_is", "told"),
    [
        ("status: in-progress", "dpthnxlvci"),
        ("status: in-progress, target: 2017-08", "dpehnxlvci"),
        ("status: in-progress, target: 2017, extension_asked: {target: 2018}", "dperhnxlvci"),
        ("status: in-progress, milestones: [{text: X}]", "dpthnxmwlvci"),
        ("status: in-progress, milestones: [{text: X, completed: 2017}]", "dpthnxlvci"),
        ("status: paused", "dptnxglvci"),
        ("status: not-taken-forward", "dphxglvci"),
        ("status: not-taken-forward, target: 2017", "dphxglvci"),
        ("status: superseded", "dpglvci"),
        ("status: complete", "pglvcai"),
        ("status: complete, signed_off: {by: CSP}", "pglvci"),
        ("text: X", "dpthnxlvci"),
        ("status: in-progress, target: 2017, lead: [POL, NCC]", "dpoehnxlvci"),
        ("status: in-progress, target: 2017, partners: [NCC]", "dpoehnxlvci"),
        ("status: stuck", ""),
    ],
)
def test_only_what_can_be_said_of_an_action_is_offered(action_is: str, told: str) -> None:
    assert keys(action_is) == told


def test_no_key_means_two_things() -> None:
    pressed = Counter([*(one.key for one in ANSWERS), *MOVES])
    assert set(pressed.values()) == {1}
    assert set(BY_KEY) == {one.key for one in ANSWERS}


def test_every_answer_makes_a_decision() -> None:
    """The parts that an answer asks for, and those that it says itself, are parts of one."""
    parts = set(Decision.__slots__)
    for one in ANSWERS:
        assert {ask.part for ask in one.questions} | set(one.fixed) <= parts, one.key


def test_what_is_offered_is_what_the_plan_says() -> None:
    asked = item(
        "status: in-progress, target: 2017, outcome: Half, lead: [POL], "
        "extension_asked: {target: 2018-03, reason: Ill}",
        "sign_off: NCC\n",
    )
    offered = {
        (one.key, ask.part): ask.default(asked)
        for one in ANSWERS
        for ask in one.questions
        if ask.default(asked)
    }
    assert offered == {
        ("d", "outcome"): "Half",
        ("p", "by"): "POL",
        ("e", "extend_to"): "2018-03",
        ("e", "reason"): "Ill",
        ("e", "approved_by"): "NCC",
        ("l", "lead"): "POL",
        ("a", "by"): "NCC",
    }


def test_nothing_is_offered_where_the_plan_is_silent() -> None:
    bare = item("status: in-progress")
    assert not any(ask.default(bare) for one in ANSWERS for ask in one.questions)


def test_whether_it_has_begun_is_asked_of_what_had_not() -> None:
    (begun_now,) = (ask for ask in BY_KEY["p"].questions if ask.part == "status")
    assert begun_now.applies(item("status: not-started"))
    assert begun_now.applies(item("text: X"))
    assert not begun_now.applies(item("status: in-progress"))


def refused(key: str, part: str, of: str, said: str) -> str:
    """Why an answer is asked for again, of an action on 15 September 2017."""
    (ask,) = (one for one in BY_KEY[key].questions if one.part == part)
    return ask.refusal(item(of), said)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("2017-09-15", ""),
        ("2017-09", ""),
        ("2017-09-16", "16 September 2017 is in the future. Give the day it was completed."),
        ("2018", "2018 is in the future. Give the day it was completed."),
    ],
)
@pytest.mark.parametrize("key", ["d", "m"])
def test_what_is_done_was_not_done_on_a_day_to_come(key: str, said: str, why: str) -> None:
    assert refused(key, "completed", "status: in-progress", said) == why


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("2017-09", ""),
        ("2017-08", "August 2017 is not later than the target, August 2017. Give a later date."),
        ("2016-03", "March 2016 is not later than the target, August 2017. Give a later date."),
        ("3 months after publication", ""),  # nobody knows yet when that is
    ],
)
def test_more_time_ends_later(said: str, why: str) -> None:
    assert refused("e", "extend_to", "target: 2017-08", said) == why


@pytest.mark.parametrize(
    ("typed", "doubt"),
    [
        ("POL", ""),
        ("Northshire Police", ""),
        ("Fire Service", "`Fire Service` is not in the register of agencies."),
        (
            "The police said they will look into it",
            "looks like a sentence. Give an agency or a post.",
        ),
        ("NCC agreed.", "looks like a sentence. Give an agency or a post."),
    ],
)
def test_a_body_that_may_be_a_slip_is_asked_about(typed: str, doubt: str) -> None:
    register = Register("agencies.yaml", {"POL": Agency("POL", "Northshire Police")})
    said = doubt_about_body(typed, register)
    assert said.endswith(doubt) if doubt else not said


def test_without_a_register_any_short_name_is_a_body() -> None:
    assert not doubt_about_body("Fire Service", Register())
