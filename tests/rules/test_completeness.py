"""Gaps in a plan: each rule reports one kind, and nothing about values that cannot be read."""

from __future__ import annotations

from datetime import date

import pytest

from dhrplan.model.plan import DONE, OPEN, Status
from dhrplan.rules.engine import SOUND, example_folder, example_plan
from tests.rules.finding import (
    REGISTER,
    found,
    in_action,
    in_recommendation,
    shown,
    without_actions,
)

CLOSED = frozenset(Status) - OPEN - DONE
DONE_LINES = "lead: [POL]\ncompleted: 2021-02\noutcome: One form is in use.\n"
MILESTONE = "milestones:\n  - text: Draft\n    target: 2021-05\n"
RELATIVE = "target: published + 6 months\n"


# -- recommendation-without-action ---------------------------------------------------------------

NO_ACTION = "recommendation-without-action"


@pytest.mark.parametrize(
    "lines",
    [
        "",
        "actions:\n",
        "actions: []\n",
        "result:\n  reason: Nobody knows\n",
        "scope: local\naddressed_to: [HO]\n",
    ],
)
def test_a_recommendation_needs_an_action(lines: str) -> None:
    assert shown(NO_ACTION, without_actions(lines)) == ['"1"']


@pytest.mark.parametrize(
    ("lines", "register"),
    [
        ("result:\n  met: already-in-place\n", ""),
        ("result:\n  met: not\n  reason: The Home Office disagrees\n", ""),
        ("addressed_to: [HO]\n", REGISTER),
        ("scope: national\naddressed_to: [Home Office]\n", ""),
        ("addressed_to: [Home Office]\nresponses:\n  - from: Home Office\n", ""),
    ],
)
def test_one_that_is_settled_or_for_national_bodies_alone_needs_none(
    lines: str, register: str
) -> None:
    assert shown(NO_ACTION, without_actions(lines, register)) == []


def test_beside_a_national_body_a_local_one_has_to_act() -> None:
    lines = "scope: national\naddressed_to: [HO, NCC]\nresponses:\n  - from: HO\n    sent: 2021\n"
    assert shown(NO_ACTION, without_actions(lines, REGISTER)) == ['"1"']


@pytest.mark.parametrize(
    "lines",
    [
        "action:\n  - id: '1.1'\n",
        "actoins: []\n",
        "scope: loco\n",
        "result:\n  met: no\n",
        "scope: local\nscope: local\n",
    ],
)
def test_beside_what_cannot_be_read_nothing_is_missed(lines: str) -> None:
    assert shown(NO_ACTION, without_actions(lines)) == []


def test_a_list_that_slipped_out_of_its_recommendation_is_not_missed() -> None:
    files = without_actions()
    files["DHR99.yaml"] += "actions:\n  - id: '1.1'\n"
    assert shown(NO_ACTION, files) == []


def test_a_fault_elsewhere_hides_nothing() -> None:
    second = without_actions()["DHR99.yaml"].partition("recommendations:\n")[2]
    text = example_plan("lead: [POL]\nstatus: begun\n", head="kind: DRH\n")
    files = {"DHR99.yaml": text + second.replace('"1"', '"2"')}
    assert shown(NO_ACTION, files) == ['"2"']
    first = text.replace("    actions:", "    scope: loco\n    actions:")
    files = {"DHR99.yaml": first + second.replace('"1"', '"2"')}
    assert shown(NO_ACTION, files) == ['"2"']


# -- what an action lacks ------------------------------------------------------------------------


def test_a_title_will_do_for_a_text() -> None:
    files = example_folder("title: One form\n")
    files["DHR99.yaml"] = files["DHR99.yaml"].replace("        text: Agree one form.\n", "")
    assert shown("action-without-text", files) == []
    second = '      - id: "1.2"\n        text: Train all staff.\n'
    files["DHR99.yaml"] = files["DHR99.yaml"].replace("title: One form", "title:") + second
    assert shown("action-without-text", files) == ['"1.1"']


def test_the_recommendation_speaks_for_its_only_action() -> None:
    files = example_folder("lead: [POL]\n")
    files["DHR99.yaml"] = files["DHR99.yaml"].replace("        text: Agree one form.\n", "")
    assert shown("action-without-text", files) == []


@pytest.mark.parametrize("met", ["fully", "partly", "not", "already-in-place"])
def test_a_recommendation_that_is_judged_needs_no_action(met: str) -> None:
    assert shown(NO_ACTION, without_actions(f"result:\n  met: {met}\n")) == []


def test_an_action_of_another_recommendation_may_answer_it() -> None:
    files = without_actions("")
    action = "    actions:\n      - id: '2.1'\n        also_for: ['1']\n        text: Do both.\n"
    files["DHR99.yaml"] += f"  - id: '2'\n    text: Train.\n{action}"
    assert shown(NO_ACTION, files) == []
    assert shown("unknown-reference", files) == []
    files["DHR99.yaml"] = files["DHR99.yaml"].replace("['1']", "['7']")
    assert shown(NO_ACTION, files) == ['"1"']
    assert shown("unknown-reference", files) == ["'7'"]


@pytest.mark.parametrize("lead", ["", "lead:\n", "lead: []\n", "partners: [POL]\n"])
def test_an_action_needs_a_lead(lead: str) -> None:
    assert in_action("action-without-lead", f"{lead}status: complete\n") == ['"1.1"']


@pytest.mark.parametrize("status", ["", "status:\n", "status: ~\n", "completed: 2021-02\n"])
def test_an_action_needs_a_status(status: str) -> None:
    assert in_action("action-without-status", f"lead: [POL]\n{status}") == ['"1.1"']


@pytest.mark.parametrize("rule", ["text", "lead", "status"])
def test_of_an_action_that_cannot_be_read_nothing_is_missed(rule: str) -> None:
    assert in_action(f"action-without-{rule}", "satus: complete\n") == []


# -- dates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", Status)
def test_open_work_with_an_end_needs_a_target(status: Status) -> None:
    expected = [status] if status in {Status.NOT_STARTED, Status.IN_PROGRESS} else []
    lines = f"lead: [POL]\nstatus: {status}\n"
    assert in_action("open-without-target", lines) == expected
    assert in_action("open-without-target", f"{lines}next_check: 2021-09\n") == expected


@pytest.mark.parametrize("lines", ["target: 2021\n", RELATIVE, MILESTONE])
def test_a_target_of_any_kind_will_do(lines: str) -> None:
    for status, rule in (
        ("in-progress", "open-without-target"),
        ("ongoing", "ongoing-without-check"),
    ):
        assert in_action(rule, f"lead: [POL]\nstatus: {status}\n{lines}") == []


@pytest.mark.parametrize(
    "milestone",
    [
        MILESTONE.replace("target", "completed"),
        f"{MILESTONE}    status: complete\n",
        f"{MILESTONE}    completed: 2021-02\n",
    ],
)
def test_the_target_of_a_milestone_that_is_done_will_not(milestone: str) -> None:
    lines = f"lead: [POL]\nstatus: in-progress\n{milestone}"
    assert in_action("open-without-target", lines) == ["in-progress"]


@pytest.mark.parametrize("status", Status)
def test_only_what_is_ongoing_needs_a_check(status: Status) -> None:
    lines = f"lead: [POL]\nstatus: {status}\n"
    expected = [status] if status is Status.ONGOING else []
    assert in_action("ongoing-without-check", lines) == expected
    assert in_action("ongoing-without-check", f"{lines}next_check: published + 1 year\n") == []


@pytest.mark.parametrize("status", Status)
def test_what_is_done_needs_a_date_and_an_outcome(status: Status) -> None:
    expected = [status] if status in DONE else []
    lines = f"lead: [POL]\nstatus: {status}\n"
    assert in_action("complete-without-date", lines) == expected
    assert in_action("complete-without-outcome", lines) == expected
    assert in_action("complete-without-date", f"{DONE_LINES}status: {status}\n") == []
    assert in_action("complete-without-outcome", f"{DONE_LINES}status: {status}\n") == []


def test_a_target_or_a_sign_off_is_no_date_of_completion() -> None:
    lines = "lead: [POL]\nstatus: complete\ntarget: 2021-01\nsigned_off:\n  date: 2021-02\n"
    assert in_action("complete-without-date", lines) == ["complete"]


# -- reasons -------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", Status)
def test_what_is_stopped_needs_a_reason(status: Status) -> None:
    rule, expected = "decision-without-reason", [status] if status in CLOSED else []
    lines = f"lead: [POL]\nstatus: {status}\n"
    assert in_action(rule, lines) == expected
    assert in_action(rule, f"{lines}decision:\n  date: 2021-03-04\n") == expected
    assert in_action(rule, f"{lines}decision:\n  reason: No money\n") == []


def test_a_successor_is_a_reason_where_there_is_one() -> None:
    successor = "superseded_by: DHR98 1.1\n"
    rule, lead = "decision-without-reason", "lead: [POL]\n"
    assert in_action(rule, f"{lead}status: superseded\n{successor}") == []
    assert in_action(rule, f"{lead}status: paused\n{successor}") == ["paused"]


def test_each_extension_needs_a_reason() -> None:
    lines = (
        "extensions:\n  - was: end of 2019\n  - was: 2020-06\n    reason: Too few staff\n"
        "  - date: 2020-12-01\n  - was: published + 6 months\n"
    )
    rule = "extension-without-reason"
    places = in_action(rule, f"{SOUND}{lines}")
    assert places == ["end of 2019", "d", "published + 6 months"]
    first, second, third = found(rule, example_folder(f"{SOUND}{lines}"))
    assert first.message.startswith("The target `end of 2019` was moved")
    assert second.message.startswith("A target was moved")
    assert third.message.startswith("The target `published + 6 months` was moved")


def test_an_extension_that_is_only_asked_for_is_none() -> None:
    lines = f"{SOUND}extension_asked:\n  target: 2021-09\n"
    assert in_action("extension-without-reason", lines, date(2022, 1, 1)) == []


# -- national-without-response -------------------------------------------------------------------

NO_RESPONSE = "national-without-response"


@pytest.mark.parametrize(
    "responses",
    ["", "responses: []\n", "responses:\n  - from: HO\n"],
)
def test_a_national_body_that_is_asked_has_to_answer(responses: str) -> None:
    assert in_recommendation(NO_RESPONSE, f"scope: national\n{responses}") == ["national"]
    lines = f"scope: local\naddressed_to: [POL, HO]\n{responses}"
    assert in_recommendation(NO_RESPONSE, lines, REGISTER) == ["HO"]
    assert in_recommendation(NO_RESPONSE, lines) == []


@pytest.mark.parametrize(
    "told", ["sent: 2021-01", "acknowledged: 2021-01", "replied: 2021-01", "text: We agree."]
)
def test_a_date_or_a_word_is_an_answer(told: str) -> None:
    lines = f"scope: national\nresponses:\n  - from: HO\n  - {told}\n"
    assert in_recommendation(NO_RESPONSE, lines) == []


@pytest.mark.parametrize("lines", ["scope: local\n", "scope: regional\naddressed_to: [POL, ALL]\n"])
def test_no_other_body_has_to(lines: str) -> None:
    assert in_recommendation(NO_RESPONSE, lines, REGISTER) == []


@pytest.mark.parametrize(
    "lines", ["response: []\n", "responses:\n  - sent: lately\n", "adressed_to: [HO]\n"]
)
def test_beside_what_cannot_be_read_no_answer_is_missed(lines: str) -> None:
    assert in_recommendation(NO_RESPONSE, f"scope: national\n{lines}") == []


def test_a_fault_in_an_action_does_not_hide_it() -> None:
    text = example_plan("status: begun\n", recommendation="scope: national\n")
    assert shown(NO_RESPONSE, {"DHR99.yaml": text}) == ["national"]


def test_a_national_recommendation_without_anything_is_one_complaint() -> None:
    files = without_actions("scope: national\n")
    assert shown(NO_RESPONSE, files) == ["national"]
    assert shown(NO_ACTION, files) == []
