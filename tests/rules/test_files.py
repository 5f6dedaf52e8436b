"""Rules on the files of a folder: copies, names, strays."""

from __future__ import annotations

import pytest

from dhrplan import workspace
from dhrplan.diagnostic import Severity
from dhrplan.plan.folder import FolderBytes
from dhrplan.plan.settings import FILE
from dhrplan.rules import engine
from dhrplan.rules.engine import EXAMPLE_DAY
from tests.rules.finding import check, contradictions

PLAN = "format: 1\nid: {id}\ntitle: Review {id}\nrecommendations: []\n"
REGISTER = "agencies:\n  POL:\n    name: Northshire Police\n"


def told(files: dict[str, str]) -> list[tuple[str, str]]:
    """File and rule of all that is wrong."""
    return [(one.place.file.removeprefix("plans/"), one.rule) for one in contradictions(files)]


@pytest.mark.parametrize(
    "copy", ["Copy of DHR4.yaml", "DHR4 - Copy.yaml", "DHR4 (1).yaml", "A.yaml", "DHR4-old.yaml"]
)
def test_a_copy_is_named_and_not_the_file_that_the_review_is_named_for(copy: str) -> None:
    plan = PLAN.format(id="DHR4")
    assert told({copy: plan, "DHR4.yaml": plan}) == [(copy, "duplicate-review")]


def test_where_no_file_is_named_for_the_review_the_first_counts() -> None:
    plan = PLAN.format(id="DHR4")
    assert told({"DHR5.yaml": plan, "DHR6.yaml": plan}) == [
        ("DHR5.yaml", "id-file-mismatch"),
        ("DHR6.yaml", "duplicate-review"),
    ]


def test_an_id_in_other_letters_is_the_same_review() -> None:
    files = {"DHR4.yaml": PLAN.format(id="DHR4"), "dhr4.yml": PLAN.format(id="dhr4")}
    assert told(files) == [("dhr4.yml", "duplicate-review")]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("DHR5.yaml", "Delete this file if it is a copy, or write `id: DHR5`."),
        ("DHR4 (1).yaml", "Delete this file if it is a copy, or give its review a new id."),
        ("DHR4.yml", "Delete this file if it is a copy, or give its review a new id."),
    ],
)
def test_a_copy_is_told_what_to_do(name: str, hint: str) -> None:
    plan = PLAN.format(id="DHR4")
    (one,) = contradictions({"DHR4.yaml": plan, name: plan})
    assert one.hint == hint
    assert [other.place.file for other in one.related] == ["plans/DHR4.yaml"]


def test_three_files_of_one_review_are_two_copies() -> None:
    plan = PLAN.format(id="DHR4")
    assert [rule for _, rule in told({"A.yaml": plan, "DHR4.yaml": plan, "Z.yaml": plan})] == [
        "duplicate-review",
        "duplicate-review",
    ]


def stray(*names: str, beside: str = "DHR99.yaml") -> tuple[str, str]:
    """Message and hint for the only stray file."""
    (one,) = contradictions({beside: engine.example_plan(), **dict.fromkeys(names, "")})
    assert (one.rule, one.place.line, one.place.column) == ("stray-file", 1, 1)
    assert one.place.file == f"plans/{names[-1]}"
    return one.message, one.hint


def test_a_plan_in_a_sub_folder_is_told_where_plans_stand() -> None:
    assert stray("old/er/DHR98.yaml") == (
        "`old/er/DHR98.yaml` is in a subfolder, where plans are not read.",
        "Move `DHR98.yaml` to `plans`, name `plans/old/er` with `--plans` too, or delete it.",
    )


@pytest.mark.parametrize("name", ["DHR99.yaml~", "DHR99.yaml.orig", "#DHR99.yaml#"])
def test_what_is_left_over_names_its_plan(name: str) -> None:
    message, hint = stray(name)
    assert message == f"`{name}` is not read: the name of a plan ends in `.yaml` or `.yml`."
    assert hint == "Delete it if it is left over from `DHR99.yaml`."


def test_what_may_be_the_plan_itself_may_be_renamed() -> None:
    assert stray("DHR98.yml.txt")[1] == (
        "If it is the plan, rename it to `DHR98.yml`. If it is left over, delete it."
    )


def test_a_second_register_names_the_first() -> None:
    files = {**engine.example_folder(), "agencies.yaml": REGISTER, "agencies.yml": REGISTER}
    (one,) = contradictions(files)
    assert str(one.place) == "plans/agencies.yml:1:1"
    assert one.message == "This is a second register. Only plans/agencies.yaml is read."


def test_a_sub_folder_in_view_by_itself_holds_no_strays() -> None:
    outer = FolderBytes("plans", {}, strays=("plans/new/DHR99.yaml", "plans/new/agencies.yaml"))
    inner = FolderBytes(
        "plans/new",
        {"DHR99.yaml": engine.example_plan().encode(), "agencies.yaml": REGISTER.encode()},
    )
    assert workspace.read((outer, inner)).check(EXAMPLE_DAY) == ()


def test_in_the_working_directory_itself_nothing_stands_before_a_name() -> None:
    here = FolderBytes("", {}, strays=("old/DHR98.yaml", "DHR98.yaml~"))
    first, second = workspace.read((here,)).check(EXAMPLE_DAY)
    assert first.hint.startswith("Move `DHR98.yaml` to the folder of plans, name `old` with")
    assert (second.place.file, second.hint.partition(",")[0]) == (
        "DHR98.yaml~",
        "If it is the plan",
    )


def test_strays_are_weighed_by_the_settings_of_their_folder() -> None:
    files = {**engine.example_folder(), "old/DHR98.yaml": "", "DHR99.yaml~": ""}
    (weight,) = {one.severity for one in check({**files, FILE: "[rules]\nstray-file = 'error'\n"})}
    assert weight is Severity.ERROR
    assert check({**files, FILE: "[rules]\nstray-file = 'off'\n"}) == ()


def test_strays_stand_behind_the_files_that_were_read() -> None:
    files = {"DHR9.yaml": PLAN.format(id="DHR8"), "A/DHR1.yaml": ""}
    assert told(files) == [("DHR9.yaml", "id-file-mismatch"), ("A/DHR1.yaml", "stray-file")]
