"""unquoted-id: what other programs would not read as words."""

from __future__ import annotations

import pytest

from dhrplan.rules import engine
from dhrplan.rules.unquoted_id import RULE
from tests.rules.finding import contradictions, messages

PLAN = engine.example_plan()


def said(plan: str) -> list[str]:
    return messages(RULE.name, {"DHR99.yaml": plan})


def with_action(written: str) -> str:
    return PLAN.replace('id: "1.1"', f"id: {written}")


@pytest.mark.parametrize(
    "name", [*("1", "1.1", "1.10", "0", "012", "0o17", "0x1F", "0b1", "1_000", "1e3", "1.", ".5")]
)
def test_a_number(name: str) -> None:
    assert said(with_action(name)) == [
        f"8:13 `{name}` has no quotes, so other programs read it as a number."
    ]


@pytest.mark.parametrize("name", ["+1", "-3", "1.5E-3", "-.5", ".inf", "-.Inf", ".NaN", "08"])
def test_a_number_that_is_rarely_seen(name: str) -> None:
    assert len(said(with_action(name))) == 1


@pytest.mark.parametrize("name", ["yes", "No", "ON", "off", "true", "False"])
def test_yes_or_no(name: str) -> None:
    assert said(with_action(name)) == [
        f"8:13 `{name}` has no quotes, so other programs read it as yes or no."
    ]


def test_a_date() -> None:
    assert said(with_action("2021-03-01")) == [
        "8:13 `2021-03-01` has no quotes, so other programs read it as a date."
    ]


@pytest.mark.parametrize(
    "name",
    [
        *("1.1.1", "1a", "a1", "4.1-b", "i", "ii", "a)", "(1)", "R1", "PROVUL8.5", "2021-03"),
        *("y", "n", "none", "yes-1", "0x", "1..2", "1-2", "e3", "-", "1e", "No.1", "#"),
    ],
)
def test_words(name: str) -> None:
    assert said(with_action(name)) == []


@pytest.mark.parametrize("written", ['"1.10"', "'1.10'", '"yes"', "|-\n          1.10"])
def test_what_stands_in_quotes_or_in_a_block(written: str) -> None:
    assert said(with_action(written)) == []


@pytest.mark.parametrize(
    "written",
    ["\n          1.10", " 1.10", "1.10  # ten", "# ten\n          # or so\n          1.10"],
)
def test_wherever_it_stands(written: str) -> None:
    assert len(said(with_action(written))) == 1


def test_in_braces() -> None:
    head = "format: 1\nid: DHR99\ntitle: T\nrecommendations:\n"
    plan = head + '  - {"id": "1", text: X, actions: [{"id":1.1, text: Y}, {id: 2, text: Z}]}\n'
    assert [place.partition(" ")[0] for place in said(plan)] == ["5:42", "5:62"]


def test_the_ids_of_everything() -> None:
    step = 'milestones:\n  - id: 4\n    text: Draft\n  - id: "5"\n    text: Final\n'
    plan = engine.example_plan(engine.SOUND + step).replace('id: "1"\n', "id: 3\n")
    files = {"7.yaml": plan.replace("DHR99", "7").replace('"1.1"', "1.1")}
    assert [place.partition(" `")[0] for place in messages(RULE.name, files)] == [
        "2:5",
        "5:9",
        "8:13",
        "14:17",
    ]


def test_other_numbers_without_quotes_are_the_fields_own() -> None:
    assert said(engine.example_plan(recommendation="ref: 17.6\n")) == []


def test_what_stands_beside_the_word_in_a_text_is_no_id() -> None:
    assert said(engine.example_plan(f"{engine.SOUND}progress: |-\n  Form id: 17 is used.\n")) == []


def test_the_hint_has_the_quotes() -> None:
    (one,) = contradictions({"DHR99.yaml": with_action("1.10")})
    assert (one.hint, one.width, one.review, one.action) == ('Write `"1.10"`.', 4, "DHR99", "1.10")
