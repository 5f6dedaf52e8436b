"""Decisions refused before anything is changed, and parts that are asked for."""

from __future__ import annotations

from typing import Any

import pytest

from dhrplan.decide import Decision, DecisionError, find_subjects, missing_parts
from dhrplan.errors import DhrplanError, EditError, NotFoundError
from tests.decide.deciding import PLAN, decided, view_of


@pytest.mark.parametrize(
    ("name", "said", "message"),
    [
        ("1.1", {}, "There is nothing to change."),
        ("1.1", {"by": "CSP"}, "`--by` needs another option beside it."),
        ("1.1", {"status": "complete", "reason": "x"}, "`--reason` needs another"),
        ("1.1", {"note": "x", "how": "x"}, "`--how` needs another"),
        ("1.1", {"target": "2022", "extend_to": "2023"}, "`--target` and `--extend-to`"),
        ("1.1", {"extend_to": "2022", "ask_extension": "2023"}, "`--extend-to` and"),
        ("1.1", {"extend_to": "March 2021"}, "`2021-03` is the target of DHR99 1.1 already."),
        ("1.3", {"extend_to": "2022"}, "DHR99 1.3 has no target to extend."),
        ("1.3", {"refuse_extension": True}, "No extension of DHR99 1.3 has been asked for."),
        ("1.1", {"extend_to": "February 2021"}, "`2021-02` is not later than the target of DHR99"),
        ("1.1", {"ask_extension": "31/3/21"}, "`2021-03-31` is not later than the target of DHR99"),
        ("1.4", {"extend_to": "5 August 2021"}, "`2021-08-05` is not later than the target of"),
        ("1.2", {"extend_to": "2022"}, "DHR99 1.2 is `complete`, so it cannot be extended."),
        ("1.5", {"ask_extension": "2022"}, "DHR99 1.5 is `superseded`, so it cannot be"),
        (
            "1.1",
            {"status": "complete", "extend_to": "2022"},
            "DHR99 1.1 is to be `complete`, so it cannot be extended.",
        ),
        ("1.1", {"completed": "2021-04"}, "DHR99 1.1 is `in-progress`, but only complete work"),
        ("1.1", {"sign_off": True}, "DHR99 1.1 is `in-progress`, but only complete work is sig"),
        ("1.2", {"status": "paused", "reason": "x", "sign_off": True}, "DHR99 1.2 is to be `pau"),
        ("3.1/i", {"status": "in-progress", "completed": "2021"}, "DHR99 3.1/i is to be `in-pro"),
        ("1.1", {"superseded_by": "DHR99 1.3"}, "DHR99 1.1 is `in-progress`, so no other action"),
        ("1.1", {"status": "in-progress", "by": "CSP"}, "`--by` needs another option"),
        ("1.1", {"result": "fully"}, "`--result` cannot be used for an action."),
        ("2", {"status": "complete"}, "`--status` cannot be used for a recommendation."),
        ("1.1/ii", {"outcome": "x"}, "`--outcome` cannot be used for a milestone."),
        ("1.1/ii", {"extend_to": "2022"}, "`--extend-to` cannot be used for a milestone."),
    ],
)
def test_what_does_not_fit_is_refused(name: str, said: dict[str, Any], message: str) -> None:
    with pytest.raises(DecisionError) as error:
        decided(name, **said)
    assert str(error.value).startswith(message)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("1.2", {"sign_off": True}),
        ("1.1", {"status": "complete", "completed": "2021-04", "sign_off": True}),
        ("1.1/#2", {"completed": "2021-04"}),
        ("1.1", {"completed": ""}),
        ("1.2", {"status": "open", "extend_to": "2022", "reason": "It has lapsed"}),
        ("1.3", {"ask_extension": "2022"}),
        ("1.4", {"extend_to": "2022", "reason": "x"}),
        ("1.4", {"status": "not-started", "by": "CSP", "date": "today"}),
        ("3.1/i", {"status": "in-progress", "by": "CSP"}),
    ],
)
def test_what_fits_is_not_refused(name: str, said: dict[str, Any]) -> None:
    assert decided(name, **said)


@pytest.mark.parametrize(
    ("name", "said", "wanted"),
    [
        ("1.1", {"status": "complete"}, ("completed", "outcome")),
        ("1.1", {"status": "complete-ongoing", "outcome": "x"}, ("completed",)),
        ("1.1", {"status": "complete", "completed": "", "outcome": ""}, ()),
        ("1.2", {"status": "complete"}, ()),
        ("1.1/ii", {"status": "complete"}, ("completed",)),
        ("1.1", {"status": "paused"}, ("reason", "next_check")),
        ("1.1", {"status": "paused", "reason": "x", "next_check": "2021-09"}, ()),
        ("1.1", {"status": "not-taken-forward", "reason": "x"}, ()),
        ("1.1", {"status": "superseded"}, ("superseded_by", "reason")),
        ("1.1", {"status": "superseded", "superseded_by": ""}, ("reason",)),
        ("1.1", {"status": "superseded", "reason": "x"}, ()),
        ("1.5", {"status": "superseded"}, ()),
        ("1.1", {"status": "superseded", "superseded_by": "DHR98 1"}, ()),
        ("1.1/ii", {"status": "paused"}, ()),
        ("1.1", {"status": "in-progress"}, ()),
        ("2", {"result": "fully"}, ()),
    ],
)
def test_what_else_must_be_said(name: str, said: dict[str, Any], wanted: tuple[str, ...]) -> None:
    (one,) = find_subjects(view_of().folders, "DHR99", (name,)).named
    assert missing_parts(Decision(**said), one) == wanted


def test_who_agrees_is_asked_where_the_plan_does_not_say() -> None:
    data = PLAN.replace(b"sign_off: CSP\n", b"")
    for plan, wanted in ((data, ("by",)), (PLAN, ())):
        (one,) = find_subjects(view_of(plan).folders, "DHR99", ("1.2",)).named
        assert missing_parts(Decision(sign_off=True), one) == wanted
        assert missing_parts(Decision(sign_off=True, by="CSP"), one) == ()


def test_a_reason_that_is_given_already_is_not_asked_for() -> None:
    paused = decided("1.1", status="paused", reason="No money").edited.data
    (one,) = find_subjects(view_of(paused).folders, "DHR99", ("1.1",)).named
    assert missing_parts(Decision(status="paused"), one) == ("next_check",)
    assert missing_parts(Decision(status="not-taken-forward"), one) == ("reason",)


@pytest.mark.parametrize(
    ("review", "name", "hint"),
    [
        ("DHR9", "1.1", "Did you mean `DHR99`?"),
        ("DHR99", "1.11", "Did you mean `1.1`, `1.6` or `1.5`?"),
        ("DHR99", "1.1/iii", "Did you mean `1.1/ii`?"),
    ],
)
def test_what_there_is_not_is_named_with_the_nearest(review: str, name: str, hint: str) -> None:
    with pytest.raises(NotFoundError) as error:
        find_subjects(view_of().folders, review, (name,))
    assert error.value.hint.startswith(hint.removesuffix("?"))


@pytest.mark.parametrize("review", ["dhr 99", "case 23", "Domestic Homicide Review 99"])
def test_a_review_goes_by_all_its_names(review: str) -> None:
    assert find_subjects(view_of().folders, review, ("1.1",)).named[0].name == "DHR99 1.1"


def test_a_milestone_may_be_named_beside_its_action() -> None:
    view = view_of()
    (one,) = find_subjects(view.folders, "DHR99", ("1.1",), "II").named
    assert one.milestone
    assert one.milestone.id == "ii"
    with pytest.raises(DecisionError, match="belongs to one action"):
        find_subjects(view.folders, "DHR99", ("1.1", "1.2"), "ii")


def test_an_action_that_is_named_twice_is_changed_once() -> None:
    assert len(decided("1.1", " 1.1", note="x").about.named) == 1


@pytest.mark.parametrize(
    ("old", "new", "message", "hint"),
    [
        (
            b"progress # since",
            b"progres # since",
            "DHR99 1.1 cannot be changed",
            "20:17: `in-progres`",
        ),
        (b'"1.2"', b'"1.1"', "DHR99 uses `1.1` 2 times, on lines 15 and 40.", ""),
        (b"format: 1", b"format: [", "DHR99 cannot be read", "plans/DHR99.yaml:"),
    ],
)
def test_what_is_unclear_is_left_alone(old: bytes, new: bytes, message: str, hint: str) -> None:
    with pytest.raises(DhrplanError) as error:
        decided("1.1", data=PLAN.replace(old, new), note="x")
    assert str(error.value).startswith(message)
    assert hint in error.value.hint
    assert error.value.exit_code == 3


def test_an_action_beside_an_unclear_one_can_be_changed() -> None:
    data = PLAN.replace(b"progress # since", b"progres # since")
    assert b"- date: 2021-04-10" in decided("1.2", data=data, note="x").edited.data


def test_a_review_in_two_files_is_left_alone() -> None:
    view = view_of(COPY=PLAN)
    with pytest.raises(
        DhrplanError, match=r"DHR99 is in several files: plans/COPY.yaml and plans/DHR99.yaml"
    ):
        find_subjects(view.folders, "DHR99", ("1.1",))


def test_what_yaml_itself_does_not_allow_is_told() -> None:
    data = PLAN.replace(b"evidence: [Draft of the form]", b"evidence: Draft of the form")
    with pytest.raises(DhrplanError):
        decided("1.1", data=data, evidence=("Minutes",))
    assert EditError.exit_code == 3
