"""SARIF is valid against the schema of its standard, and says what was found."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from dhrplan.cli.commands.validate import check
from dhrplan.diagnostic import Place, Related, Severity
from dhrplan.render.findings import Findings, Surroundings, render
from dhrplan.rules import RULES
from dhrplan.rules.engine import EXAMPLE_DAY
from tests.golden.test_golden import FOLDERS
from tests.render.finding import EXAMPLES, findings, of_example, one

if TYPE_CHECKING:
    from dhrplan.rules.engine import Rule

SCHEMA = json.loads(Path(__file__).with_name("sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
VALIDATOR = Draft4Validator(SCHEMA, format_checker=Draft4Validator.FORMAT_CHECKER)
ANY = st.text(max_size=60)


def run(found: Findings, base: str = "", *, reveal: bool = False) -> dict[str, Any]:
    """The only run of a document, which is valid."""
    around = Surroundings(base=base, version=lambda: "1.2.3")
    document = json.loads(render("sarif", found, around, reveal=reveal))
    assert [f"{each.json_path}: {each.message}" for each in VALIDATOR.iter_errors(document)] == []
    (only,) = document["runs"]
    assert isinstance(only, dict)
    return only


def result(found: Findings, base: str = "") -> dict[str, Any]:
    (only,) = run(found, base)["results"]
    assert isinstance(only, dict)
    return only


def marks(found: Findings, base: str = "", *, reveal: bool = False) -> list[str]:
    results = run(found, base, reveal=reveal)["results"]
    return [each["partialFingerprints"]["dhrplan/v1"] for each in results]


@pytest.mark.parametrize("folder", sorted(path.name for path in FOLDERS.iterdir()))
def test_every_golden_folder_is_valid(folder: str) -> None:
    found = check((), (FOLDERS / folder / "plans",), EXAMPLE_DAY)
    told = run(found)
    assert len(told["results"]) == len(found.diagnostics)


@pytest.mark.parametrize("rule", EXAMPLES, ids=lambda rule: rule.name)
def test_every_rule_is_explained(rule: Rule) -> None:
    told = run(of_example(rule.name))
    (explained,) = [each for each in told["tool"]["driver"]["rules"] if each["id"] == rule.name]
    assert explained["shortDescription"]["text"] == rule.what
    assert explained["defaultConfiguration"]["level"] == str(rule.severity)
    assert explained["properties"]["family"] == rule.family
    assert rule.instead in explained["help"]["markdown"]


@given(words=st.tuples(ANY, ANY, ANY), file=ANY, width=st.integers(1, 99))
def test_any_finding_is_valid(words: tuple[str, str, str], file: str, width: int) -> None:
    message, hint, note = words
    place = Place(file, width)
    related = (Related(place, message),)
    found = replace(one(message, 1, width, hint=hint, related=related), place=place)
    run(findings(found, notes=(note,)))


def test_a_result_says_where_and_what() -> None:
    related = (Related(Place("plans/agencies.yaml", 3, 5), "`POL` is here"),)
    told = result(findings(one("`PLO` is unknown.", 8, 3, hint="Write `POL`.", related=related)))
    assert told["ruleId"] == "unknown-agency"
    assert told["level"] == "error"
    assert told["message"]["text"] == "`PLO` is unknown. Write `POL`."
    assert told["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "plans/DHR99.yaml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 1, "startColumn": 8, "endColumn": 11},
    }
    assert told["relatedLocations"][0]["message"]["text"] == "`POL` is here"


def test_rules_are_found_by_their_index() -> None:
    every = [replace(one("A."), rule=rule.name) for rule in reversed(RULES)]
    told = run(Findings(tuple(every), 1))
    names = [each["id"] for each in told["tool"]["driver"]["rules"]]
    assert names == [rule.name for rule in RULES]
    assert all(names[each["ruleIndex"]] == each["ruleId"] for each in told["results"])


def test_levels_have_the_names_of_the_standard() -> None:
    every = (one("A.", severity=severity) for severity in Severity)
    told = run(findings(*every))
    assert [each["level"] for each in told["results"]] == ["error", "warning", "note"]


def test_notes_are_notifications() -> None:
    (told,) = run(findings(notes=("Names are not looked for.",)))["invocations"]
    assert told["executionSuccessful"] is True
    assert told["toolExecutionNotifications"] == [
        {"level": "note", "message": {"text": "Names are not looked for."}}
    ]


def test_files_are_named_from_the_root_as_addresses() -> None:
    found = replace(one("A."), place=Place("plans/Case 23 (é)#%.yaml"))
    location = result(findings(found), "sub")["locations"][0]["physicalLocation"]
    uri = "sub/plans/Case%2023%20%28%C3%A9%29%23%25.yaml"
    assert location["artifactLocation"] == {"uri": uri, "uriBaseId": "%SRCROOT%"}


def test_a_file_beside_the_repository_has_no_root() -> None:
    found = replace(one("A."), place=Place("../elsewhere/DHR9.yaml"))
    location = result(findings(found))["locations"][0]["physicalLocation"]
    assert location["artifactLocation"] == {"uri": "../elsewhere/DHR9.yaml"}


def test_braces_and_links_mean_nothing_in_a_message() -> None:
    told = result(findings(one("`{POL}` and `[a](b)`.")))
    assert told["message"]["text"] == "`{{POL}}` and `\\[a\\](b)`."


# -- fingerprints ----------------------------------------------------------------------------------


def test_a_fingerprint_stays_when_lines_move() -> None:
    before = findings(one("`a` begins on line 3, 10 days ago.", 8, line=5))
    after = findings(one("`a` begins on line 9, 11 days ago.", 4, line=50))
    assert marks(before) == marks(after)


def test_fingerprints_tell_findings_apart() -> None:
    every = (one("`1.1` is one."), one("`1.2` is one."), one("`1.1` is one.", action="1"))
    assert len(set(marks(findings(*every, *every)))) == 6


def test_a_fingerprint_does_not_depend_on_the_working_directory() -> None:
    below = replace(one("A."), place=Place("DHR99.yaml"))
    assert marks(findings(one("A."))) == marks(findings(below), "plans")


def test_a_fingerprint_counts_nothing_private() -> None:
    hidden = one("`07700 900123` is a number.", private=("07700 900123",))
    other = one("`07700 900987` is a number.", private=("07700 900987",))
    assert marks(findings(hidden)) == marks(findings(other))
    assert marks(findings(hidden)) == marks(findings(hidden), reveal=True)
