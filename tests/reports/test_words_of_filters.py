"""The words that a filter understands, and the orders of a list."""

from __future__ import annotations

from typing import Any

import pytest

from dhrplan.reports.list import list_actions
from dhrplan.reports.select import Selection
from tests.reports.making import AS_OF, folders, with_actions

ACTIONS = (
    "status: in-progress, target: 2017-08, lead: [NCC], title: Training for pharmacies",
    "status: paused",
    "target: 2016, text: No status",
    "status: stuck",
    "status: complete, checks: [{found: lapsed}], partners: [NCC]",
    "status: complete",
    "status: superseded, superseded_by: DHR1 1.1",
    "status: not-started, target: 2018, lead: [HO], section: Theme 2, ref: BOD 60/17",
)
PLAN = with_actions(*ACTIONS)


def found(*plans: str, order: str = "review", **asked: tuple[str, ...]) -> list[str]:
    report = list_actions(folders(*(plans or (PLAN,))), Selection(asked), AS_OF, order)
    data: Any = report.data
    return [row["action"] for row in data["items"]]


@pytest.mark.parametrize(
    ("word", "actions"),
    [
        ("open", ["1.1", "1.2", "1.3", "1.4", "1.5", "1.8"]),
        ("outstanding", ["1.1", "1.2", "1.3", "1.4", "1.5", "1.8"]),
        ("done", ["1.5", "1.6"]),
        ("late", ["1.1"]),
        ("lapsed", ["1.5"]),
        ("Status missing", ["1.3"]),
        ("paused,lapsed", ["1.2", "1.5"]),
    ],
)
def test_the_words_of_a_meeting_are_understood(word: str, actions: list[str]) -> None:
    assert found(status=(word,)) == actions


def test_several_reviews_stand_in_a_list() -> None:
    assert len(found(PLAN, PLAN, PLAN, review=("DHR1,DHR3",))) == 2 * len(ACTIONS)


def test_by_partner_section_and_words() -> None:
    assert found(partner=("Northshire County Council",)) == ["1.5"]
    assert found(section=("theme 2",)) == ["1.8"]
    assert found(search=("pharmac train",)) == ["1.1"]
    assert found(search=("60/17",)) == ["1.8"]
    assert found(search=("nothing like it",)) == []


@pytest.mark.parametrize(
    ("order", "first"), [("target", ["1.3", "1.1", "1.8"]), ("agency", ["1.8", "1.1"])]
)
def test_a_list_is_sorted(order: str, first: list[str]) -> None:
    assert found(order=order)[: len(first)] == first
