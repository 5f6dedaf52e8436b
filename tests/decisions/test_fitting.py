"""What is refused before anything is changed, and what is asked for."""

from __future__ import annotations

from typing import Any

import pytest

from dhrplan.decisions import Decision, DecisionError, lacking, subjects
from dhrplan.errors import DhrplanError, EditError, NotFoundError
from tests.decisions.deciding import PLAN, decided, view_of


@pytest.mark.parametrize(
    ("name", "said", "message"),
    [
        ("1.1", {}, "Nothing is decided."),
        ("1.1", {"by": "CSP"}, "`--by` says more of something that is not given."),
        ("1.1", {"status": "complete", "reason": "x"}, "`--reason` says more"),
        ("1.1", {"note": "x", "how": "x"}, "`--how` says more"),
        ("1.1", {"target": "2022", "extend_to": "2023"}, "`--target` and `--extend-to`"),
        ("1.1", {"extend_to": "2022", "ask_extension": "2023"}, "`--extend-to` and"),
        ("1.1", {"extend_to": "March 2021"}, "`2021-03` is the target of DHR99 1.1 already."),
        ("1.3", {"extend_to": "2022"}, "DHR99 1.3 has no target to extend."),
        ("1.3", {"refuse_extension": True}, "Nobody asks for an extension of DHR99 1.3."),
        ("1.1", {"result": "fully"}, "`--result` is nothing that an action has."),
        ("2", {"status": "complete"}, "`--status` is nothing that a recommendation has."),
        ("1.1/ii", {"outcome": "x"}, "`--outcome` is nothing that a milestone has."),
        ("1.1/ii", {"extend_to": "2022"}, "`--extend-to` is nothing that a milestone has."),
    ],
)
def test_what_does_not_fit_is_refused(name: str, said: dict[str, Any], message: str) -> None:
    with pytest.raises(DecisionError) as error:
        decided(name, **said)
    assert str(error.value).startswith(message)


@pytest.mark.parametrize(
    ("name", "said", "wanted"),
    [
        ("1.1", {"status": "complete"}, ("completed", "outcome")),
        ("1.1", {"status": "complete-ongoing", "outcome": "x"}, ("completed",)),
        ("1.1", {"status": "complete", "completed": "", "outcome": ""}, ()),
        ("1.2", {"status": "complete"}, ()),
        ("1.1/ii", {"status": "complete"}, ("completed",)),
        ("1.1", {"status": "paused"}, ("reason",)),
        ("1.1", {"status": "not-taken-forward", "reason": "x"}, ()),
        ("1.1", {"status": "superseded"}, ("reason",)),
        ("1.1", {"status": "superseded", "superseded_by": "DHR98 1"}, ()),
        ("1.1/ii", {"status": "paused"}, ()),
        ("1.1", {"status": "in-progress"}, ()),
        ("2", {"result": "fully"}, ()),
    ],
)
def test_what_else_must_be_said(name: str, said: dict[str, Any], wanted: tuple[str, ...]) -> None:
    (one,) = subjects(view_of().folders, "DHR99", (name,)).named
    assert lacking(Decision(**said), one) == wanted


def test_a_reason_that_is_given_already_is_not_asked_for() -> None:
    paused = decided("1.1", status="paused", reason="No money").edited.data
    (one,) = subjects(view_of(paused).folders, "DHR99", ("1.1",)).named
    assert lacking(Decision(status="paused"), one) == ()
    assert lacking(Decision(status="not-taken-forward"), one) == ("reason",)


@pytest.mark.parametrize(
    ("review", "name", "hint"),
    [
        ("DHR9", "1.1", "Did you mean `DHR99`?"),
        ("DHR99", "1.11", "Did you mean `1.1`?"),
        ("DHR99", "1.1/iii", "Did you mean `1.1/ii`?"),
    ],
)
def test_what_there_is_not_is_named_with_the_nearest(review: str, name: str, hint: str) -> None:
    with pytest.raises(NotFoundError) as error:
        subjects(view_of().folders, review, (name,))
    assert error.value.hint.startswith(hint.removesuffix("?"))


@pytest.mark.parametrize("review", ["dhr 99", "case 23", "Domestic Homicide Review 99"])
def test_a_review_goes_by_all_its_names(review: str) -> None:
    assert subjects(view_of().folders, review, ("1.1",)).named[0].name == "DHR99 1.1"


def test_a_milestone_may_be_named_beside_its_action() -> None:
    view = view_of()
    (one,) = subjects(view.folders, "DHR99", ("1.1",), "II").named
    assert one.milestone
    assert one.milestone.id == "ii"
    with pytest.raises(DecisionError, match="belongs to one action"):
        subjects(view.folders, "DHR99", ("1.1", "1.2"), "ii")


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
        (b'"1.2"', b'"1.1"', "2 go by `1.1` in DHR99, on lines 15 and 40.", ""),
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
    with pytest.raises(DhrplanError, match=r"DHR99 stands in plans/COPY.yaml and plans/DHR99.yaml"):
        subjects(view.folders, "DHR99", ("1.1",))


def test_what_yaml_itself_does_not_allow_is_told() -> None:
    data = PLAN.replace(b"evidence: [Draft of the form]", b"evidence: Draft of the form")
    with pytest.raises(DhrplanError):
        decided("1.1", data=data, evidence=("Minutes",))
    assert EditError.exit_code == 3
