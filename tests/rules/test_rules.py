"""Every rule is held by its own examples."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

import pytest

from dhrplan import workspace
from dhrplan.plan.folder import Folder, FolderBytes, read_folder
from dhrplan.reports.select import Selection
from dhrplan.rules import RULES, engine, faults
from dhrplan.rules.engine import EXAMPLE_DAY, FAMILIES, Rule, named_bytes
from tests.plan.test_faults import NAMES
from tests.rules.finding import check

NOT_IN_TEXT = {"cannot-open"}
"""Faults that no text of a file can show."""

SHOWN = [rule for rule in RULES if rule.name not in NOT_IN_TEXT]


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.name)
def test_a_rule_finds_its_bad_example_and_passes_its_good_one(rule: Rule) -> None:
    assert {one.rule for one in check(rule.bad, earlier=rule.earlier)} == {rule.name}
    assert check(rule.good, earlier=rule.earlier) == ()


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.name)
def test_only_a_rule_that_compares_versions_has_an_earlier_one(rule: Rule) -> None:
    assert bool(rule.earlier) == bool(rule.check_since)
    if rule.earlier:
        assert check(rule.bad) == ()
        assert check(rule.earlier) == ()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_explains_itself(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", rule.name)
    for words in (rule.what, rule.why, rule.instead):
        assert words.endswith(".")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_only_a_rule_that_is_told_the_day_may_change_its_answer(rule: Rule) -> None:
    assert rule.family in FAMILIES
    assert [rule.check, rule.check_as_of, rule.check_since].count(None) >= 2


def test_every_fault_of_reading_is_explained() -> None:
    of_files_and_settings = {"cannot-open", "toml-syntax"}
    assert {rule.name for rule in faults.RULES} == NAMES | of_files_and_settings
    assert {rule.family for rule in faults.RULES} == {"reading"}


def test_rules_stand_by_family() -> None:
    families = [rule.family for rule in RULES]
    assert families == sorted(families, key=list(FAMILIES).index)


def test_names_are_unique() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_a_duplicate_names_both_places() -> None:
    rule = next(rule for rule in RULES if rule.name == "duplicate-id")
    (one,) = check(rule.bad)
    assert (one.place.line, one.place.column) == (13, 13)
    assert [(other.place.line, other.place.column) for other in one.related] == [(8, 13)]


def test_a_copy_is_not_told_to_take_an_id_that_is_none() -> None:
    rule = next(rule for rule in RULES if rule.name == "id-file-mismatch")
    (one,) = check({"DHR99 - Copy.yaml": rule.good["DHR99.yaml"]})
    assert one.hint == "Rename the file to `DHR99.yaml`, or delete it if it is a copy."


def test_a_body_of_any_kind_must_be_in_the_register() -> None:
    plan = (
        "format: 1\nid: DHR99\ntitle: T\nsign_off: A1\nrecommendations:\n"
        '  - id: "1"\n    text: X\n    addressed_to: [B1]\n    responses:\n      - from: C1\n'
        '    actions:\n      - id: "1.1"\n        lead: [POL, D1]\n        partners: [E1]\n'
        "        chased_by: F1\n        milestones:\n          - text: M\n            lead: [G1]\n"
    )
    register = (
        "agencies:\n  POL:\n    name: Police\n    part_of: H1\n    succeeded_by:\n"
        "      - agency: I1\ngroups:\n  ALL:\n    name: All\n    members: [POL, J1]\n"
    )
    names = [
        re.search("`(.1)`", one.message)
        for one in check({"DHR99.yaml": plan, "agencies.yaml": register})
        if one.rule == "unknown-agency"
    ]
    assert sorted(match[1] for match in names if match) == [f"{letter}1" for letter in "ABCDEFGHIJ"]


def test_who_signs_may_be_a_person_and_is_not_looked_up() -> None:
    plan = (
        'format: 1\nid: DHR99\ntitle: T\nrecommendations:\n  - id: "1"\n    text: X\n'
        '    result: {met: fully, by: the chair}\n    actions: [{id: "1.1"}]\n'
    )
    files = {"DHR99.yaml": plan, "agencies.yaml": "agencies: {POL: {name: Police}}"}
    assert "unknown-agency" not in {one.rule for one in check(files)}


def test_without_a_register_every_name_is_accepted() -> None:
    rule = next(rule for rule in RULES if rule.name == "unknown-agency")
    assert check({"DHR99.yaml": rule.bad["DHR99.yaml"]}) == ()


def test_a_register_that_cannot_be_read_brings_no_flood() -> None:
    rule = next(rule for rule in RULES if rule.name == "unknown-agency")
    files = {"DHR99.yaml": rule.bad["DHR99.yaml"], "agencies.yaml": "agencies: [POL\n"}
    assert [one.rule for one in check(files)] == ["yaml-syntax"]


def test_an_answer_by_agency_may_lack_what_an_unknown_name_leads() -> None:
    plan = (
        "format: 1\nid: DHR99\ntitle: T\nsign_off: I1\nrecommendations:\n"
        '  - id: "1"\n    text: X\n    addressed_to: [A1]\n    actions:\n      - id: "1.1"\n'
        "        lead: [B1]\n"
        "        partners: [C1]\n        chased_by: D1\n        milestones:\n"
        "          - text: M\n            lead: [E1]\n"
    )
    register = (
        "agencies:\n  POL:\n    name: Police\n    part_of: F1\n    succeeded_by:\n"
        "      - agency: G1\ngroups:\n  ALL:\n    name: All\n    members: [H1]\n"
    )
    files = {"DHR99.yaml": plan.encode(), "agencies.yaml": register.encode()}
    view = workspace.read((FolderBytes("plans", files),))
    assert view.problems(Selection({"status": ("open",)}), EXAMPLE_DAY) == ()
    found = view.problems(Selection({"agency": ("POL",)}), EXAMPLE_DAY)
    assert {one.message[1:3] for one in found} == {"B1", "E1", "F1", "H1"}


# A change of one plan is checked without the others, except by the rules marked `across`.

CHECKED = [rule for rule in RULES if rule.check or rule.check_as_of]

_STOPPED = "lead: [POL]\nstatus: superseded\nsuperseded_by: {} 1.1\n"
_CIRCLE = {
    f"{one}.yaml": engine.example_plan(_STOPPED.format(other)).replace("DHR99", one)
    for one, other in (("DHR1", "DHR2"), ("DHR2", "DHR1"))
}
_BAD = (text for rule in RULES for name, text in rule.bad.items() if name.startswith("DHR"))
BESIDE = {
    **{f"DHR{n}.yaml": text.replace("DHR99", f"DHR{n}") for n, text in enumerate(_BAD, 100)},
    **_CIRCLE,
    "DHR1 - Copy.yaml": _CIRCLE["DHR1.yaml"],
}
"""The plans of the bad examples of all rules, each under a name of its own; then two that refer to
each other, one of them with a copy."""


@pytest.mark.parametrize("rule", CHECKED, ids=lambda rule: rule.name)
def test_a_rule_finds_in_a_plan_alone_what_it_finds_among_others(rule: Rule) -> None:
    files = {name: text for name, text in rule.bad.items() if "/" not in name}
    folder = read_folder(named_bytes({**BESIDE, **files}))
    among = _found(rule, folder)
    alone = [_found(rule, replace(folder, files=(file,))) for file in folder.files]
    pairs = zip(folder.files, alone, strict=True)
    differs = [one.file for one, found in pairs if found.get(one.file) != among.get(one.file)]
    assert bool(differs) == rule.across, differs


def _found(rule: Rule, folder: Folder) -> Mapping[str, list[tuple[object, ...]]]:
    """The findings of a rule in each file."""
    found: dict[str, list[tuple[object, ...]]] = defaultdict(list)
    for one in rule.findings((folder,), EXAMPLE_DAY):
        found[one.spot.source.file].append((one.spot.place, one.message, one.hint, one.related))
    return found
