"""Comments and settings that silence rules, and the findings about them."""

from __future__ import annotations

import pytest

from dhrplan import workspace
from dhrplan.errors import NotFoundError
from dhrplan.plan.settings import FILE
from dhrplan.render.explanation import silence
from dhrplan.rules import RULES_BY_NAME
from dhrplan.rules.engine import EXAMPLE_DAY, example_plan, named_bytes, select_rules

TWICE = 'lead: [POL]\nstatus: in-progress\ntarget: 2021-06\nmilestones:\n  - id: "i"\n    text: A\n'
SECOND = '  - id: "i"{behind}\n    text: B\n'
WHY = "the minutes number them so"


def told(text: str, settings: str = "") -> list[str]:
    """The findings in a plan: rule and line."""
    files = {"DHR99.yaml": text, **({FILE: settings} if settings else {})}
    found = workspace.read((named_bytes(files),)).check(EXAMPLE_DAY)
    return [f"{one.rule}:{one.place.line}" for one in found]


def twice(behind: str = "", above: str = "") -> str:
    """A plan in which a second milestone has the id of the first."""
    return example_plan(TWICE + above + SECOND.format(behind=behind))


def test_without_a_comment_it_is_told() -> None:
    assert told(twice()) == ["duplicate-id:16"]


@pytest.mark.parametrize(
    "text",
    [
        twice(f" # dhrplan: ignore[duplicate-id] {WHY}"),
        twice(f"  #dhrplan:ignore[duplicate-id]: {WHY}"),
        twice(above=f"  # dhrplan: ignore[duplicate-id] {WHY}\n"),
        twice(above=f"  # dhrplan: ignore[duplicate-id] {WHY}\n\n  # Another remark.\n"),
        twice().replace("    actions", f"    # dhrplan: ignore[duplicate-id] {WHY}\n    actions"),
        f"# dhrplan: ignore[duplicate-id] {WHY}\n{twice()}",
        f"# A plan.\n\n# dhrplan: ignore[duplicate-id] {WHY}\n{twice()}",
        f"---\n# dhrplan: ignore[duplicate-id] {WHY}\n{twice()}",
    ],
    ids=[
        "behind",
        "close",
        "above",
        "above a remark",
        "above its list",
        "at the top",
        "below",
        "below the dashes",
    ],
)
def test_a_comment_silences_the_rule_that_it_names(text: str) -> None:
    assert told(text) == []
    assert told(text.replace("\n", "\r\n")) == []
    assert told(f"\ufeff{text}") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            twice(above=f"  # dhrplan: ignore[unknown-agency] {WHY}\n"),
            ["unused-ignore:16", "duplicate-id:17"],
        ),
        (
            twice().replace('id: "1"\n', f'id: "1" # dhrplan: ignore[duplicate-id] {WHY}\n'),
            ["unused-ignore:5", "duplicate-id:16"],
        ),
        (
            twice(above="  # dhrplan: ignore[duplicate-id]\n"),
            ["ignore-without-reason:16"],
        ),
        (twice(" # dhrplan: ignore duplicate-id"), ["duplicate-id:16", "unclear-ignore:16"]),
        (
            twice(f" # dhrplan ignore[duplicate-id] {WHY}"),
            ["duplicate-id:16", "unclear-ignore:16"],
        ),
        (
            twice(f" # dhrplan: ignore[references] {WHY}"),
            ["duplicate-id:16", "unknown-rule:16"],
        ),
        (twice(" # dhrplan ignores what is written here."), ["duplicate-id:16"]),
        (
            twice(f" # dhrplan: ignore[duplicate-ids] {WHY}"),
            ["duplicate-id:16", "unknown-rule:16"],
        ),
        (
            example_plan().replace("in-progress", f"begun # dhrplan: ignore[unknown-value] {WHY}"),
            ["unknown-value:11", "unused-ignore:11"],
        ),
    ],
    ids=[
        "another rule",
        "another line",
        "no reason",
        "no brackets",
        "no colon",
        "a family",
        "a sentence",
        "no rule",
        "cannot be read",
    ],
)
def test_a_comment_that_does_not_do_what_it_says_is_told(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_a_comment_is_no_worse_while_the_settings_switch_its_rule_off() -> None:
    text = twice(f" # dhrplan: ignore[duplicate-id] {WHY}")
    assert told(text, '[rules]\nduplicate-id = "off"\n') == []
    assert told(text, '[rules]\nreferences = "off"\n') == []


def test_a_family_in_a_comment_is_told_as_one() -> None:
    files = {"DHR99.yaml": twice(f" # dhrplan: ignore[references] {WHY}")}
    (one,) = (
        each
        for each in workspace.read((named_bytes(files),)).check(EXAMPLE_DAY)
        if each.rule == "unknown-rule"
    )
    assert (
        one.message == "`references` is a family of rules. A comment can silence only single rules."
    )


def test_what_no_comment_can_silence_is_explained_so() -> None:
    assert silence(RULES_BY_NAME["stray-file"]).startswith("Only everywhere: `stray-file")


def test_several_rules_may_be_named_and_each_must_silence_something() -> None:
    assert told(twice(f" # dhrplan: ignore[duplicate-id, unknown-agency] {WHY}")) == [
        "unused-ignore:16"
    ]


def test_an_item_ends_where_the_next_begins() -> None:
    third = '  - id: "i"\n    text: C\n'
    text = twice(above=f"  # dhrplan: ignore[duplicate-id] {WHY}\n") + third.replace(
        "  ", "          ", 1
    ).replace("    text", "            text")
    assert told(text) == ["duplicate-id:19"]


def test_words_of_a_text_are_no_comment() -> None:
    text = example_plan(
        f'{TWICE}notes:\n  - |-\n    # dhrplan: ignore[duplicate-id] {WHY}\n  - "# dhrplan: x"\n'
    )
    assert told(text) == []


def test_a_rule_that_changes_with_time_may_find_nothing_today() -> None:
    dated = next((name for name, rule in RULES_BY_NAME.items() if rule.check_as_of), None)
    assert told(twice(f" # dhrplan: ignore[duplicate-id, {dated}] {WHY}")) == []


def test_a_register_may_silence_rules_too() -> None:
    register = (
        "agencies:\n  POL:\n    name: Police\n"
        f"    part_of: NOBODY # dhrplan: ignore[unknown-agency] {WHY}\n"
    )
    folder = named_bytes({"DHR99.yaml": example_plan(), "agencies.yaml": register})
    assert workspace.read((folder,)).check(EXAMPLE_DAY) == ()


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ('[rules]\nduplicate-id = "warning"\n', ["warning"]),
        ('[rules]\nreferences = "info"\n', ["info"]),
        ('[rules]\nreferences = "off"\nduplicate-id = "error"\n', ["error"]),
        ('[rules]\nduplicate-id = "off"\n', []),
    ],
)
def test_the_settings_say_how_much_a_rule_weighs(settings: str, expected: list[str]) -> None:
    folder = named_bytes({"DHR99.yaml": twice(), FILE: settings})
    assert [one.severity for one in workspace.read((folder,)).check(EXAMPLE_DAY)] == expected


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ('[rules]\nduplicate-ids = "off"\n', "`duplicate-ids` is not a rule."),
        ('[rules]\nyaml-syntax = "off"\n', "`yaml-syntax` cannot be changed"),
        ('[rules]\nreading = "off"\n', "`reading` cannot be changed"),
    ],
)
def test_the_settings_name_rules_that_there_are(settings: str, message: str) -> None:
    folder = named_bytes({"DHR99.yaml": example_plan(), FILE: settings})
    (one,) = workspace.read((folder,)).check(EXAMPLE_DAY)
    assert one.rule == "unknown-rule"
    assert one.message.startswith(message)
    assert (one.place.file, one.place.line, one.place.column) == (FILE, 2, 1)


def test_rules_are_chosen_by_name_or_by_family() -> None:
    only = select_rules(("duplicate-id",), (), RULES_BY_NAME)
    assert {"duplicate-id", "yaml-syntax"} <= only
    assert "unknown-agency" not in only
    assert "unknown-agency" in select_rules(("References",), (), RULES_BY_NAME)
    without = select_rules((), ("references",), RULES_BY_NAME)
    assert not {"duplicate-id", "unknown-agency"} & without
    assert "unused-ignore" in without


@pytest.mark.parametrize("name", ["duplicate-ids", "refs", "", "yaml-syntax", "reading"])
def test_what_cannot_be_left_out_is_said(name: str) -> None:
    with pytest.raises(NotFoundError):
        select_rules((), (name,), RULES_BY_NAME)
