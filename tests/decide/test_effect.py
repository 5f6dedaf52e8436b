"""Which rule findings a change adds and removes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from dhrplan import workspace
from dhrplan.decide import effect_of, effect_on_all
from dhrplan.plan.fmt import edit
from dhrplan.plan.folder import FolderBytes, with_plan
from dhrplan.plan.read import read_plan
from dhrplan.workspace import Workspace
from dhrplan.yamldoc.edit import Append
from tests.decide.deciding import AS_OF, FILE, PLAN, decided, view_of

if TYPE_CHECKING:
    from dhrplan.decide import Effect


def effect(*ids: str, data: bytes = PLAN, **said: Any) -> Effect:
    one = decided(*ids, data=data, **said)
    after = read_plan(FILE, one.edited.data, keep_nodes=True)
    return effect_of(one.view.folders, one.about.file, after, AS_OF)


def rules(effect: Effect) -> tuple[list[str], list[str]]:
    return [one.rule for one in effect.broken], [one.rule for one in effect.mended]


@pytest.mark.parametrize(
    ("name", "said", "broken", "mended"),
    [
        ("1.3", {"target": "2022"}, [], ["open-without-target"]),
        ("1.3", {"lead": ("POL",)}, [], ["action-without-lead"]),
        ("1.2", {"outcome": ""}, ["complete-without-outcome"], []),
        ("1.1", {"note": "Call 020 7946 0958."}, ["phone-number"], ["overdue-without-update"]),
        (
            "1.3",
            {"status": "superseded", "superseded_by": "DHR99 1.1"},
            [],
            ["open-without-target"],
        ),
        (
            "1.3",
            {"status": "superseded", "superseded_by": "DHR99 9.9"},
            ["unknown-reference"],
            [],
        ),
        ("1.2", {"completed": "2021-05"}, ["completed-in-future"], []),
        ("2", {"result": "fully"}, [], []),
    ],
)
def test_what_breaks_and_what_is_mended(
    name: str, said: dict[str, Any], broken: list[str], mended: list[str]
) -> None:
    found = rules(effect(name, **said))
    assert (set(broken) <= set(found[0]), set(mended) <= set(found[1])) == (True, True), found


def test_what_is_broken_is_shown_where_it_will_stand() -> None:
    found = effect("1.2", progress="Line one.\nCall 020 7946 0958.")
    (one,) = found.broken
    assert found.lines[one.place.file, one.place.line] == "          Call 020 7946 0958."
    assert one.private
    assert "Git" not in one.hint  # it is in no commit yet


def test_a_comment_above_the_action_silences_as_ever() -> None:
    comment = b"      # dhrplan: ignore[phone-number] The number of a helpline.\n"
    data = PLAN.replace(b'      - id: "1.2"', comment + b'      - id: "1.2"')
    assert "phone-number" not in rules(effect("1.2", data=data, note="Call 020 7946 0958."))[0]
    assert "phone-number" in rules(effect("1.1", data=data, note="Call 020 7946 0958."))[0]


def test_only_errors_stand_in_the_way() -> None:
    assert effect("1.1", note="Call 020 7946 0958.").broken
    found = effect("1.5", superseded_by="DHR99 9.9")
    assert [one.rule for one in found.errors] == ["unknown-reference"]


ACTION: dict[str, Any] = {"id": "9.9", "text": "Call 020 7946 0958.", "superseded_by": "DHR99 8.8"}


@pytest.mark.parametrize(
    "change",
    [
        Append(("recommendations", 0, "actions"), ACTION),
        Append(("recommendations", 1, "actions"), {"id": "2.1", "text": "B", "lead": ["POL"]}),
        Append(("recommendations",), {"id": "9", "text": "A", "actions": [ACTION]}),
        Append(("recommendations",), {"id": "9", "text": "A"}),
    ],
)
def test_of_what_is_new_the_rules_say_what_they_say_of_all(change: Append) -> None:
    before = view_of()
    edited = edit(FILE, PLAN, [change])
    after = read_plan(FILE, edited.data, keep_nodes=True)
    found = effect_of(before.folders, before.folders[0].files[0], after, AS_OF)
    whole = effect_on_all(before, view_of(edited.data), AS_OF)
    assert found.broken
    assert found == whole


def test_a_new_register_may_make_a_plan_wrong() -> None:
    plan = FolderBytes("plans", {"DHR99.yaml": PLAN})
    register = b"agencies:\n  NCC: {name: A body}\n"
    both = FolderBytes("plans", {"DHR99.yaml": PLAN, "agencies.yaml": register})
    before, after = (workspace.read((one,), to_check=True) for one in (plan, both))
    found = effect_on_all(before, after, AS_OF)
    assert {one.rule for one in found.errors} == {"unknown-agency"}
    assert {one.place.file for one in found.errors} == {FILE}
    assert {place[0] for place in found.lines} == {FILE}


def test_a_plan_in_brackets() -> None:
    data = (
        b"format: 1\nid: DHR99\ntitle: T\nrecommendations: [{id: '1', text: A, actions: "
        b"[{id: '1.1', text: B, lead: [POL], status: in-progress}, {id: '1.2', text: C}]}, "
        b"{id: '2', text: D}]\n"
    )
    assert rules(effect("1.1", data=data, target="2022")) == ([], ["open-without-target"])


NEW = b"format: 1\nid: DHR1\ntitle: A\naliases: [DHR2]\nrecommendations: []\n"


@pytest.mark.parametrize("data", [NEW, NEW.replace(b"DHR1", b"DHR99"), NEW[:9] + NEW[18:]])
def test_a_new_plan_beside_those_that_were_read_makes_the_same_difference(data: bytes) -> None:
    referring = PLAN.replace(b"DHR99", b"DHR2")
    before = view_of(DHR2=referring)
    anew = view_of(DHR2=referring, DHR1=data)
    new = next(file for file in anew.folders[0].files if file.file == "plans/DHR1.yaml")
    beside = Workspace((with_plan(before.folders[0], new),))
    assert beside.files == anew.files
    found = effect_on_all(before, beside, AS_OF)
    assert found.broken
    assert found == effect_on_all(before, anew, AS_OF)
