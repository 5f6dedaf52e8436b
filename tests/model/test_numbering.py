"""The next id continues the style of the plan, and is free."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhrplan.model.numbering import next_action, next_recommendation
from dhrplan.model.plan import Action, Plan, Recommendation


def plan(*recommendations: tuple[str, list[str]]) -> Plan:
    return Plan(
        "DHR99",
        "plans/DHR99.yaml",
        recommendations=tuple(
            Recommendation(one, 1, actions=tuple(Action(each, 1) for each in actions))
            for one, actions in recommendations
        ),
    )


@pytest.mark.parametrize(
    ("ids", "following"),
    [
        ("", "1"),
        ("1", "2"),
        ("1 7", "8"),
        ("7 1", "8"),
        ("1 2 #3", "3"),
        ("R1 R7", "R8"),
        ("R9", "R10"),
        ("R01 R09", "R10"),
        ("a)", "b)"),
        ("a) b) c)", "d)"),
        ("A B", "C"),
        ("(a)", "(b)"),
        ("1)", "2)"),
        ("h i", "j"),
        ("i", "ii"),
        ("i ii iii", "iv"),
        ("I II IV", "V"),
        ("PROVUL8.5", "PROVUL8.6"),
        ("R1 R2 R2a", "R2b"),
        ("1 X4", "X5"),
        ("2021-3", "2021-4"),
        ("a b z", None),
        ("one two", None),
        ("第一", None),
    ],
)
def test_the_id_of_a_new_recommendation(ids: str, following: str | None) -> None:
    assert next_recommendation(plan(*((one, []) for one in ids.split()))) == following


@pytest.mark.parametrize(
    ("recommendations", "of", "following"),
    [
        ([("3", [])], "3", "3.1"),
        ([("R7", [])], "R7", "R7.1"),
        ([("a)", [])], "a)", "a.1"),
        ([("3", ["3.1"])], "3", "3.2"),
        ([("3", ["3.9"])], "3", "3.10"),
        ([("3", ["3.1", "3.4"])], "3", "3.5"),
        ([("1", ["1.1"]), ("2", [])], "2", "2.1"),
        ([("1", ["1a", "1b"]), ("2", [])], "2", "2a"),
        ([("1", ["1.i"]), ("2", [])], "2", "2.i"),
        ([("1", ["1", "2"]), ("2", [])], "2", "3"),
        ([("1", ["A1", "A2"]), ("2", ["A3"])], "1", "A4"),
        ([("1", ["1.1"]), ("2", ["1.2"])], "1", "1.3"),
        ([("1", ["1.1", "1.2"]), ("2", ["2.1"]), ("3", [])], "3", "3.1"),
        ([("1", ["1.1", "2.1"]), ("2", [])], "2", "2.2"),
        ([("1", ["1#1"])], "1", "1.1"),
        ([("1", ["training"])], "1", None),
    ],
)
def test_the_id_of_a_new_action(
    recommendations: list[tuple[str, list[str]]], of: str, following: str | None
) -> None:
    made = plan(*recommendations)
    (one,) = (one for one in made.recommendations if one.id == of)
    assert next_action(made, one) == following


IDS = st.lists(st.from_regex(r"[A-Za-z]{0,3}[0-9]{0,2}[a-z)]{0,2}", fullmatch=True).filter(bool))


@given(IDS)
def test_the_next_id_is_free(ids: list[str]) -> None:
    following = next_recommendation(plan(*((one, []) for one in ids)))
    assert following is None or following.casefold() not in {one.casefold() for one in ids}
