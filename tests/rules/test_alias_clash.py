"""alias-clash: one word for two bodies, or for two reviews."""

from __future__ import annotations

import pytest

from dhrplan.rules import engine
from dhrplan.rules.alias_clash import RULE
from tests.rules.finding import contradictions, messages

PLAN = "format: 1\nid: {id}\ntitle: {title}\naliases: {aliases}\nrecommendations: []\n"


def said(register: str) -> list[str]:
    return messages(
        RULE.name, {**engine.example_folder(), "agencies.yaml": f"agencies:\n{register}"}
    )


def plan(identity: str, title: str = "", aliases: str = "[]") -> dict[str, str]:
    text = PLAN.format(id=identity, title=title or f"Review {identity}", aliases=aliases)
    return {f"{identity}.yaml": text}


def test_an_alias_of_two_agencies() -> None:
    register = (
        "  POL: {name: Northshire Police, aliases: [the Force]}\n"
        "  BTP: {name: Transport Police, aliases: [Railway, THE  force]}\n"
    )
    (one,) = contradictions({**engine.example_folder(), "agencies.yaml": f"agencies:\n{register}"})
    assert one.message == "`THE  force` already means `POL`, and here it means `BTP`."
    assert (str(one.place), one.width) == ("plans/agencies.yaml:3:52", 10)
    (other,) = one.related
    assert str(other.place) == "plans/agencies.yaml:2:44"
    assert other.message == "`the Force` is here"


def test_a_code_goes_before_an_alias_though_it_stands_behind_it() -> None:
    register = "  CCG: {name: Northshire CCG, aliases: [icb]}\n  ICB: {name: Northshire ICB}\n"
    assert said(register) == ["2:41 `icb` already means `ICB`, and here it means `CCG`."]


def test_codes_that_differ_in_letters_alone_are_told_at_the_second() -> None:
    register = "  POL: {name: Northshire Police}\n  pol: {name: Transport Police}\n"
    assert said(register) == ["3:3 `pol` already means `POL`, and here it means `pol`."]


def test_an_agency_and_a_group_of_one_code() -> None:
    register = "  ALL: {name: All Saints}\ngroups:\n  ALL: {name: All agencies, members: [ALL]}\n"
    assert said(register) == ["4:3 `ALL` already means `ALL`, and here it means `ALL`."]


def test_the_same_name_and_what_word_makes_of_signs() -> None:
    register = "  A: {name: Children's Care}\n  B: {name: Children\u2019s care}\n"
    assert said(register) == [
        "3:13 `Children\u2019s care` already means `A`, and here it means `B`."
    ]


def test_an_alias_twice_in_one_body() -> None:
    register = "  POL: {name: Northshire Police, aliases: [the Force, Police, The force]}\n"
    assert said(register) == ["2:63 `The force` is already an alias of `POL`."]


@pytest.mark.parametrize("aliases", ["[lifeline]", "[LL, ll]"])
def test_a_body_may_repeat_its_code_or_name(aliases: str) -> None:
    register = f"  LL: {{name: Lifeline, aliases: {aliases}}}\n"
    assert said(register) == []


def test_one_word_of_three_bodies_is_told_at_two_of_them() -> None:
    register = "".join(f"  {code}: {{name: N {code}, aliases: [X]}}\n" for code in "ABC")
    assert [one.partition(" ")[0] for one in said(register)] == ["3:28", "4:28"]


def test_two_reviews_of_one_title_and_of_one_alias() -> None:
    files = {
        **plan("DHR1", "A review", "[Case 23]"),
        **plan("DHR2", "a  Review", "[case23, DHR 1]"),
    }
    assert messages(RULE.name, files) == [
        "3:8 `a  Review` already means `DHR1`, and here it means `DHR2`.",
        "4:11 `case23` already means `DHR1`, and here it means `DHR2`.",
        "4:19 `DHR 1` already means `DHR1`, and here it means `DHR2`.",
    ]


def test_the_title_of_a_review_may_be_its_id() -> None:
    assert contradictions(plan("DHR1", "DHR1", "[dhr 1]")) == ()


def test_a_copy_is_one_mistake() -> None:
    files = {**plan("DHR1", "A review", "[Case 23]")}
    files["DHR1 - Copy.yaml"] = files["DHR1.yaml"]
    assert [one.rule for one in contradictions(files)] == ["duplicate-review"]


def test_a_review_and_an_agency_may_share_a_word() -> None:
    files = {**plan("DHR1", aliases="[Police]"), "agencies.yaml": "agencies: {POL: {name: Police}}"}
    assert contradictions(files) == ()
