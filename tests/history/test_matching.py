"""Which record of one version is which of another, as somebody who reads both would say."""

from __future__ import annotations

import pytest

from dhrplan.compare.matching import (
    Keys,
    is_part_of,
    likeness,
    match,
    match_plans,
    rewording,
)
from dhrplan.model.plan import Action, Plan, Recommendation

FORM = "Agree one referral form for all agencies"
TRAIN = "Train front-line staff together once a year"
CALL = "Give each school the number of a named contact"

Record = tuple[str, str]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param([("1", FORM)], [("1", FORM)], ["1=1"], id="the same"),
        pytest.param([("1", FORM)], [("2", FORM)], ["1=2"], id="renumbered"),
        pytest.param(
            [("1", FORM), ("2", TRAIN)], [("2", FORM), ("1", TRAIN)], ["1=2", "2=1"], id="swapped"
        ),
        pytest.param(
            [("1", FORM), ("2", TRAIN), ("3", CALL)],
            [("1", FORM), ("2", CALL)],
            ["1=1", "3=2", "2=-"],
            id="one removed, the numbers after it close up",
        ),
        pytest.param([("1", FORM)], [("1", "Something new")], ["1=1"], id="rewritten, same id"),
        pytest.param(
            [("1", TRAIN)],
            [("2", "Train front-line staff together twice a year")],
            ["1=2"],
            id="reworded and renumbered",
        ),
        pytest.param([("1", FORM)], [("2", TRAIN)], ["-=2", "1=-"], id="another action"),
        pytest.param([("1", "")], [("1", FORM)], ["1=1"], id="it had no text"),
        pytest.param([("1", "")], [("2", "")], ["-=2", "1=-"], id="another, both without text"),
        pytest.param(
            [("1", ""), ("1", "")], [("1", ""), ("1", "")], ["1=1", "1=1"], id="an id twice"
        ),
    ],
)
def test_records_are_paired(before: list[Record], after: list[Record], expected: list[str]) -> None:
    pairs = match(before, after, lambda record: Keys(*record))
    assert [f"{old[0] if old else '-'}={new[0] if new else '-'}" for old, new in pairs] == expected


def test_likeness_is_of_words_in_their_order() -> None:
    assert likeness(FORM, FORM) == 1
    assert likeness(FORM, f"{FORM} and all schools") >= 0.6
    assert likeness(FORM, TRAIN) < 0.6
    assert likeness(FORM, " ".join(reversed(FORM.split()))) < 0.6
    assert likeness("", FORM) == 0


def test_a_part_of_a_text_is_known_by_its_words() -> None:
    whole = f"{FORM}, and {TRAIN.lower()}"
    assert is_part_of(TRAIN, whole)
    assert not is_part_of(CALL, whole)
    assert not is_part_of(whole, TRAIN)
    assert not is_part_of("one form", whole)  # too short to say


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("within three months of", "within six months of", [("three", "six")]),
        ("all staff", "all staff and partners", [("", "and partners")]),
        ("where possible train staff", "train staff", [("where possible", "")]),
        ("a b c d", "a x c y", [("b", "x"), ("d", "y")]),
        ("the same", "the same", []),
    ],
)
def test_a_rewording_is_given_word_by_word(
    before: str, after: str, pieces: list[tuple[str, str]]
) -> None:
    assert list(rewording(before, after)) == pieces


def _plan(id_: str, *texts: str, file: str = "") -> Plan:
    actions = tuple(Action(f"1.{n}", 1, text=text) for n, text in enumerate(texts, start=1))
    return Plan(id_, recommendations=(Recommendation("1", 1, actions=actions),), file=file or id_)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(_plan("A", FORM), _plan("A", TRAIN), True, id="all is reworded"),
        pytest.param(_plan("A", FORM), _plan("B", FORM), True, id="renamed"),
        pytest.param(_plan("A", FORM), _plan("B", TRAIN, file="A"), True, id="in the same file"),
        pytest.param(_plan("A", FORM), _plan("B", TRAIN), False, id="one removed, one added"),
        pytest.param(_plan("A"), _plan("B"), False, id="neither has actions"),
    ],
)
def test_plans_are_paired(before: Plan, after: Plan, *, expected: bool) -> None:
    assert (match_plans([before], [after]) == [(before, after)]) is expected
