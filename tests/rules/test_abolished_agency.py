"""abolished-agency: only where work is still to do, and only in a record of a later time."""

from __future__ import annotations

from datetime import date

import pytest

from dhrplan.rules import engine
from dhrplan.rules.abolished_agency import RULE
from tests.rules.finding import contradictions, messages

DAY = date(2023, 3, 15)
REGISTER = """\
agencies:
  POL: {name: Northshire Police}
  PCT: {name: Primary Care Trust, succeeded_by: [{agency: CCG, from: 2013-04}]}
  CCG:
    name: Northshire CCG
    aliases: [Clinical Commissioning Group]
    succeeded_by:
      - {agency: ICB, from: 2022-07}
  ICB: {name: Northshire Integrated Care Board}
groups:
  ALL: {name: All agencies, members: [CCG, POL]}
"""
OPEN = "lead: [CCG]\nstatus: in-progress\ntarget: 2023-06\n"


def said(
    action: str = OPEN, head: str = "", as_of: date = DAY, register: str = REGISTER
) -> list[str]:
    files = {"DHR99.yaml": engine.example_plan(action, head=head), "agencies.yaml": register}
    return messages(RULE.name, files, as_of)


def test_the_lead_of_open_work() -> None:
    files = {"DHR99.yaml": engine.example_plan(OPEN), "agencies.yaml": REGISTER}
    (one,) = contradictions(files, DAY)
    assert one.message == (
        "`CCG` was succeeded by `ICB` from July 2022, and still has open work here."
    )
    assert one.hint == ("Write `ICB`. If the record is of an earlier time, add `position_at`.")
    assert (str(one.place), one.review, one.action) == ("plans/DHR99.yaml:10:16", "DHR99", "1.1")
    assert [str(other.place) for other in one.related] == ["plans/agencies.yaml:8:7"]


@pytest.mark.parametrize(
    "action",
    [
        "lead: [Clinical commissioning group]\nstatus: ongoing\n",
        "lead: [POL, CCG]\nstatus: not-started\n",
        "lead: [CCG]\nstatus: paused\n",
        "lead: [CCG]\n",
        "lead: [POL]\nstatus: in-progress\npartners: [CCG]\n",
        "lead: [POL]\nstatus: in-progress\nchased_by: CCG\n",
        "lead: [POL]\nstatus: in-progress\nmilestones:\n  - {text: Draft, lead: [CCG]}\n",
    ],
)
def test_whoever_has_something_to_do(action: str) -> None:
    assert len(said(action)) == 1


@pytest.mark.parametrize(
    "action",
    [
        "lead: [CCG]\nstatus: complete\ncompleted: 2023-01\n",
        "lead: [CCG]\nstatus: complete-ongoing\n",
        "lead: [CCG]\nstatus: not-taken-forward\n",
        "lead: [CCG]\nstatus: superseded\n",
        "lead: [POL]\nmilestones: [{text: Draft, lead: [CCG], status: complete}]\n",
        "lead: [POL]\nmilestones: [{text: Draft, lead: [CCG], completed: 2021-01}]\n",
        "lead: [ALL]\nstatus: in-progress\n",
        "lead: [ICB]\nstatus: in-progress\nupdates:\n  - {date: 2021-01, by: CCG, text: T}\n",
    ],
)
def test_what_is_done_stays_under_the_name_of_its_time(action: str) -> None:
    assert said(action) == []


def test_whom_the_review_asked_stays_as_it_was() -> None:
    plan = engine.example_plan(recommendation="addressed_to: [CCG]\n")
    assert messages(RULE.name, {"DHR99.yaml": plan, "agencies.yaml": REGISTER}, DAY) == []


@pytest.mark.parametrize(
    ("day", "times"), [("2022-06-30", 0), ("2022-07-30", 0), ("2022-07-31", 1), ("2030-01-01", 1)]
)
def test_a_succession_counts_from_the_last_day_that_it_may_mean(day: str, times: int) -> None:
    assert len(said(as_of=date.fromisoformat(day))) == times


def test_on_the_very_day_the_successor_has_taken_over() -> None:
    register = REGISTER.replace("2022-07", "2023-03-15")
    assert len(said(register=register)) == 1
    assert said(register=register, as_of=date(2023, 3, 14)) == []


def test_without_a_day_the_register_says_that_it_has_happened() -> None:
    register = REGISTER.replace(", from: 2022-07", "")
    assert said(register=register) == [
        "10:16 `CCG` was succeeded by `ICB`, and still has open work here."
    ]
    assert said(register=register, head="position_at: 2017\n") == []


@pytest.mark.parametrize(
    ("head", "times"),
    [
        ("position_at: 2017-02-23/2017-07-31\n", 0),
        ("position_at: 2022-06-01/2023-01-31\n", 0),
        ("position_at: 2022-07\n", 0),
        ("position_at: 2022-07-31\n", 1),
        ("position_at: 2022-08\n", 1),
        ("source: {retrieved: 2021-03-09}\n", 0),
        ("source: {retrieved: 2022-12}\n", 1),
        ("source: {retrieved: 2023-01}\nposition_at: 2017\n", 0),
        ("source: {title: Version 4}\n", 1),
    ],
)
def test_a_record_of_the_past_is_true_as_it_is_written(head: str, times: int) -> None:
    assert len(said(head=head)) == times


def test_a_record_that_has_been_kept_up_since_is_none_of_the_past() -> None:
    update = "updates:\n  - {date: 2023-01-10, by: POL, text: Draft sent.}\n"
    assert len(said(OPEN + update, head="position_at: 2017\n")) == 1
    early = update.replace("2023", "2021")
    assert said(OPEN + early, head="position_at: 2017\n") == []


def test_a_target_or_a_forecast_is_no_news() -> None:
    assert said(f"{OPEN}forecast: 2023-09\nnext_check: 2023-09\n", "position_at: 2017\n") == []


def test_the_one_who_has_the_work_now_is_named() -> None:
    files = {
        "DHR99.yaml": engine.example_plan(OPEN.replace("CCG", "PCT")),
        "agencies.yaml": REGISTER,
    }
    (one,) = contradictions(files, DAY)
    assert one.message.startswith("`PCT` was succeeded by `CCG` from April 2013,")
    assert one.hint.startswith("Write `ICB`.")
    (before,) = contradictions(files, date(2021, 3, 15))
    assert before.hint.startswith("Write `CCG`.")


def test_several_successors() -> None:
    register = REGISTER.replace(
        "- {agency: ICB, from: 2022-07}",
        "- {agency: ICB, from: 2022-07}\n      - {agency: POL, from: 2022-09-01}",
    )
    (one,) = said(register=register)
    assert "by `ICB` from July 2022 and `POL` from 1 September 2022, and" in one


def test_who_signs_off_has_work_while_something_waits_for_it() -> None:
    head = "sign_off: CCG\n"
    assert [one.partition(" `")[0] for one in said(engine.SOUND, head)] == ["4:11"]
    done = "lead: [POL]\nstatus: complete\ncompleted: 2021-01\n"
    assert len(said(done, head)) == 1
    assert said(f"{done}signed_off: {{date: 2021-02, by: CCG}}\n", head) == []


def test_from_an_unclear_action_nothing_is_concluded() -> None:
    assert said(OPEN.replace("2023-06", "soon")) == []


@pytest.mark.parametrize("written", ["{from: 2022-07}", "{agency: ICB, from: last summer}"])
def test_from_a_register_that_cannot_be_read_nothing_is_concluded(written: str) -> None:
    assert said(register=REGISTER.replace("{agency: ICB, from: 2022-07}", written)) == []


def test_a_circle_of_successions_is_another_mistake() -> None:
    register = REGISTER.replace(
        "{name: Northshire Integrated Care Board}", "{name: N, succeeded_by: [{agency: CCG}]}"
    )
    files = {"DHR99.yaml": engine.example_plan(OPEN), "agencies.yaml": register}
    assert [one.rule for one in contradictions(files, DAY)] == ["circular-reference"]
