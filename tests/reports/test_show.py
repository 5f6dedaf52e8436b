"""`show` finds an action by its id, and prints all of it."""

from __future__ import annotations

from typing import Any

import pytest

from dhrplan.errors import NotFoundError
from dhrplan.reports.report import review
from dhrplan.reports.select import Selection
from dhrplan.reports.show import show
from tests.reports.making import AS_OF, folders, printed, with_actions

PLAN = """\
aliases: [Case 23]
recommendations:
  - id: "1"
    text: First recommendation
    actions:
      - {id: "1.1", text: First action, status: complete}
      - id: "4.1"
        text: Second action
        status: in-progress
        milestones:
          - {id: ii, text: Draft}
          - {text: Print, target: 2017-08}
  - id: "2"
    text: Second recommendation
    actions:
      - {id: "1", text: An action with the id of a recommendation}
  - id: A
    text: Third recommendation
"""


def found(name: str, review: str = "DHR1", **filters: tuple[str, ...]) -> tuple[str, Any]:
    """The title and the action or recommendation that `show` prints."""
    report = show(folders(PLAN), Selection(filters), AS_OF, review, name)
    (data,) = report.data.values()
    return report.title, data


@pytest.mark.parametrize("review", ["DHR1", "dhr 1", "case23", "Domestic Homicide Review 1"])
def test_a_review_goes_by_all_its_names(review: str) -> None:
    title, action = found("1.1", review)
    assert (title, action["text"]) == ("DHR1 1.1", "First action")


@pytest.mark.parametrize("name", ["4.1", "4.1/ii", "4.1/II", "4.1/#2", " 4.1 "])
def test_a_milestone_shows_its_action(name: str) -> None:
    title, action = found(name)
    assert (title, action["text"]) == ("DHR1 4.1", "Second action")


@pytest.mark.parametrize("name", ["A", "a", "2"])
def test_a_recommendation_is_shown_with_its_actions(name: str) -> None:
    title, recommendation = found(name)
    assert title == f"DHR1 {name.upper()}"
    assert [one["id"] for one in recommendation["actions"]] == (["1"] if name == "2" else [])


def test_an_action_goes_before_a_recommendation_of_its_id() -> None:
    title, action = found("1")
    assert (title, action["recommendation"], action["id"]) == ("DHR1 1", "2", "1")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("1.2", "`1.1`"),
        ("4.1/i", "`4.1/ii`"),
        ("4.1/", "`4.1`"),
        ("2/ii", "`"),
        ("1.1/ii", "`4.1/ii`"),
        ("zzz", "`1`, `2` or `A`"),
    ],
)
def test_what_is_not_there_is_said_with_what_comes_nearest(name: str, hint: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        found(name)
    assert str(caught.value) == f"DHR1 has no action and no recommendation `{name}`."
    assert hint in caught.value.hint


def test_a_review_without_recommendations_has_none() -> None:
    with pytest.raises(NotFoundError) as caught:
        show(folders("recommendations: []\n"), Selection(), AS_OF, "DHR1", "1")
    assert caught.value.hint == "Add the first with `dhrplan new DHR1 --recommendation`."


def test_a_review_that_cannot_be_read_is_no_wrong_usage() -> None:
    report = show(folders("title: a: b\n"), Selection(), AS_OF, "DHR1", "1.1")
    assert (report.title, report.data) == ("DHR1 1.1", {"action": None})
    assert "The review cannot be read." in printed(report)


def test_a_filter_may_leave_nothing() -> None:
    title, action = found("1.1", status=("overdue",))
    assert (title, action) == ("DHR1 1.1", None)
    report = show(folders(PLAN), Selection({"status": ("overdue",)}), AS_OF, "DHR1", "1.1")
    assert "no actions match" in printed(report)
    assert report.flat.rows == ()


def test_an_unclear_action_is_shown_with_what_the_file_has() -> None:
    plan = with_actions(
        "status: in-progres, target: end of April, completed: Februry, lead: [POL, {a: b}]"
    )
    text = printed(show(folders(plan), Selection(), AS_OF, "DHR1", "1.1"))
    for words in (
        "Action 1.1  [unclear]  Lead: Northshire Police (POL). Target: end of April\n",
        "Status          in progres\n",
        "Cannot be read  completed: Februry\n",
    ):
        assert words in text


def test_another_of_the_same_id_is_told_of_and_not_passed_over() -> None:
    twice = folders(PLAN.replace('id: "4.1"', 'id: "1.1"'))
    report = show(twice, Selection(), AS_OF, "DHR1", "1.1")
    assert "Not shown: 1 other of the same id, at line 10." in printed(report)


@pytest.mark.parametrize(
    "said",
    [
        "updates: [{by: POL, text: x}]",
        "checks: [{by: POL, found: lapsed}]",
        "signed_off: {by: POL, date: 2017-08}",
        "decision: {by: POL, reason: x}",
        "blocked: {by: POL, reason: x}",
        "extension_asked: {by: POL, reason: x}",
        "extensions: [{approved_by: POL, was: 2017-01}]",
    ],
)
def test_who_said_it_by_code_is_named_below(said: str) -> None:
    view = folders(with_actions(said, "lead: [NCC]"))
    key = "\nPOL: Northshire Police.\n"
    assert key in printed(show(view, Selection(), AS_OF, "DHR1", "1.1"))
    assert key in printed(review(view, Selection(), AS_OF))
    assert key not in printed(show(view, Selection(), AS_OF, "DHR1", "1.2"))


def test_the_body_that_decided_on_a_recommendation_is_named_below() -> None:
    view = folders(with_actions("lead: [NCC]", of="    result: {by: POL, met: fully}\n"))
    assert "\nPOL: Northshire Police.\n" in printed(show(view, Selection(), AS_OF, "DHR1", "1"))
