"""unknown-reference and circular-reference: what leads to nothing, and what leads back."""

from __future__ import annotations

import pytest

from dhrplan.rules import engine
from tests.rules.finding import contradictions, messages

STEP = "milestones:\n  - id: ii\n    text: Draft\n"
SECOND = f'id: "1.2"\ntext: Train all staff.\n{engine.SOUND}{STEP}'


def plan(by: str = "", identity: str = "DHR99", more: str = "") -> dict[str, str]:
    """A plan of two actions, the first of which is superseded."""
    first = f"lead: [POL]\nstatus: superseded\ndecision: {{by: CSP, reason: R}}\n{more}"
    text = engine.example_plan(
        first + (f"superseded_by: {by}\n" if by else "")
    ) + engine.second_action(SECOND)
    return {
        f"{identity}.yaml": text.replace("DHR99\n", f"{identity}\n").replace(
            "w 99", f"w {identity[3:]}"
        )
    }


def said(by: str, **others: str) -> list[str]:
    return messages("unknown-reference", {**plan(by), **others})


@pytest.mark.parametrize(
    "by",
    [
        *("DHR99 1.2", "dhr 99  1.2", "'Domestic homicide review 99 1.2'", "DHR99 1.2/ii"),
        *("DHR99 1", "DHR99 1.2/II", "'DHR99  1.2 '", "the Form Case 1.2"),
    ],
)
def test_a_reference_in_any_form_that_other_commands_take(by: str) -> None:
    files = plan(by)
    files["DHR99.yaml"] = files["DHR99.yaml"].replace(
        "recommendations:", "aliases: [The Form Case]\nrecommendations:"
    )
    assert contradictions(files) == ()


def test_a_review_that_is_not_in_view() -> None:
    (one,) = contradictions(plan("DHR12 1.1"))
    assert (str(one.place), one.width) == ("plans/DHR99.yaml:13:24", 9)
    assert one.message == "`DHR12 1.1` is not a review in view."
    assert "name that with `--plans` too" in one.hint
    assert (one.review, one.action) == ("DHR99", "1.1")


def test_an_action_that_the_review_has_not() -> None:
    assert said("DHR99 1.9") == [
        "13:24 `DHR99 1.9` is not an action: `DHR99` has none with that id."
    ]
    assert said("DHR99 1.2/iii") == [
        "13:24 `DHR99 1.2/iii` is not an action: `DHR99` has none with that id."
    ]


def test_another_review_in_view() -> None:
    other = plan(identity="DHR12")
    assert said("DHR12 1.2", **other) == []
    assert said("DHR12 7", **other) == [
        "13:24 `DHR12 7` is not an action: `DHR12` has none with that id."
    ]


def test_a_review_alone_is_known() -> None:
    assert said("DHR12", **plan(identity="DHR12")) == []


def test_an_action_without_its_review() -> None:
    (one,) = contradictions(plan("'1.2'"))
    assert one.message == "`1.2` does not say which review the action belongs to."
    assert one.hint == "Write `DHR99 1.2`."


def test_words_that_name_no_action() -> None:
    assert said("the regional plan") == ["13:24 `the regional plan` is not a review in view."]


def test_without_a_reference_nothing_is_wrong_here() -> None:
    assert said("") == []


def test_what_could_not_be_read_may_hold_it() -> None:
    assert said("DHR12 1.1", **{"DHR12.yaml": "id: [\n"}) == []
    assert said("DHR13 1.1", **{"DHR12.yaml": "id: [\n"}) == []
    faulty = {name: text.replace('id: "1.2"', "ID: x") for name, text in plan().items()}
    assert said("DHR12 1.7", **{"DHR12.yaml": faulty["DHR99.yaml"].replace("99", "12")}) == []


def test_from_an_unclear_action_nothing_is_concluded() -> None:
    assert [one.rule for one in contradictions(plan("DHR12 1.1", more="target: soon\n"))] == [
        "not-a-date"
    ]


def circles(files: dict[str, str]) -> list[str]:
    return messages("circular-reference", files)


def test_an_action_superseded_by_itself() -> None:
    assert circles(plan("DHR99 1.1")) == ["13:24 `DHR99 1.1` is superseded by itself."]
    assert said("DHR99 1.1") == []


def test_two_actions_superseded_by_each_other() -> None:
    files = {**plan("DHR12 1.1"), **plan("DHR99 1.1", "DHR12")}
    (one,) = contradictions(files)
    assert one.message == "`DHR12 1.1` is superseded by itself, through `DHR99 1.1`."
    assert str(one.place) == "plans/DHR12.yaml:13:24"
    (other,) = one.related
    assert str(other.place) == "plans/DHR99.yaml:13:24"
    assert other.message == "`DHR99 1.1` is superseded by `DHR12 1.1`"


def test_a_chain_that_ends_is_no_circle() -> None:
    files = {**plan("DHR12 1.1"), **plan("DHR13 1.1", "DHR12"), **plan("DHR13 1.2", "DHR13")}
    assert circles(files) == []


def register(**agencies: str) -> dict[str, str]:
    lines = (f"  {code}: {{name: The {code}, {more}}}\n" for code, more in agencies.items())
    return {**engine.example_folder(), "agencies.yaml": f"agencies:\n{''.join(lines)}"}


def test_an_agency_that_is_a_part_of_itself() -> None:
    files = register(POL="part_of: The pol", A="part_of: B", B="part_of: C", C="part_of: A")
    assert circles(files) == [
        "2:33 `POL` is a part of itself.",
        "3:29 `A` is a part of itself, through `B` and `C`.",
    ]


def test_an_agency_that_leads_into_a_circle_is_no_part_of_it() -> None:
    files = register(X="part_of: A", A="part_of: B", B="part_of: A")
    assert circles(files) == ["3:29 `A` is a part of itself, through `B`."]


def test_an_agency_that_is_succeeded_by_itself() -> None:
    files = register(
        A="succeeded_by: [{agency: B, from: 2015}]", B="succeeded_by: [{agency: A, from: 2018}]"
    )
    assert circles(files) == ["2:34 `A` is succeeded by itself, through `B`."]


def test_a_part_of_an_unknown_agency_is_another_mistake() -> None:
    assert [one.rule for one in contradictions(register(POL="part_of: B"))] == ["unknown-agency"]
