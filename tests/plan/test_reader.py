"""Values are read as written, and every readable part of a damaged plan is kept."""

from __future__ import annotations

import codecs

import pytest

from dhrplan.model.plan import Evidence, Status
from dhrplan.plan.read import read_plan
from dhrplan.yamldoc.nodes import locate
from tests.plan.reading import (
    FILE,
    HEAD,
    PLAN,
    actions_of,
    in_action,
    marked,
    read,
    read_sound,
    told,
)

pytestmark = pytest.mark.usefixtures("each_parser")

SECOND = '      - id: "1.2"\n        status: complete\n        text: Train all staff.\n'
"""A sound action, for after one that is not."""


UNCLEAR = {
    "a value that cannot be read": "status: Completed",
    "a date that cannot be read": "target: TBC",
    "an unknown key": "colour: red",
    "a repeated key": "status: complete\nstatus: paused",
    "one value for a list": "lead: POL",
    "a list for one value": "status: [complete]",
    "an alias": "text: *other",
    "an anchor": "text: &other Agree",
    "a merge key": "<<: *other",
    "a milestone without text": "milestones:\n  - target: 2021",
    "a milestone with an unknown key": "milestones:\n  - {text: Draft, colour: red}",
    "a milestone with a repeated key": "milestones:\n  - {text: Draft, text: Form}",
    "a milestone whose date cannot be read": "milestones:\n  - {text: Draft, target: TBC}",
    "a milestone that is only text": "milestones:\n  - Draft",
    "an extension whose date cannot be read": "extensions:\n  - {was: TBC}",
    "an update whose date cannot be read": "updates:\n  - {date: TBC, text: On track}",
    "an update with an unknown key": "updates:\n  - {date: 2021-01-01, said: On track}",
    "a check with an unknown finding": "checks:\n  - {found: perhaps}",
    "a decision with an unknown key": "decision: {why: Lead left}",
    "a sign-off without keys": "signed_off: 2021-03-04",
    "an extension asked for without a date": "extension_asked: {target: soon}",
}


@pytest.mark.parametrize("name", UNCLEAR)
def test_an_action_that_cannot_be_read_whole_is_unclear_and_the_next_one_stands(name: str) -> None:
    first, second = actions_of(read(in_action(UNCLEAR[name]) + SECOND))
    assert (first.id, first.unclear) == ("1.1", True)
    assert (second.id, second.unclear, second.status) == ("1.2", False, Status.COMPLETE)


def test_an_action_without_an_id_is_unclear_and_goes_by_its_place() -> None:
    text = f"{PLAN}      - text: Agree one form.\n{SECOND}"
    assert [(one.id, one.unclear) for one in actions_of(read(text))] == [
        ("1.1", False),
        ("#1#2", True),
        ("1.2", False),
    ]


def test_an_action_that_is_only_a_text_is_kept_as_one() -> None:
    _, action = actions_of(read(f"{PLAN}      - Agree one form.\n"))
    assert (action.id, action.text, action.unclear) == ("#1#2", "Agree one form.", True)


def test_actions_without_dashes_are_kept_as_one() -> None:
    (action,) = actions_of(read(PLAN.replace("      - id", "        id")))
    assert (action.id, action.unclear) == ("1.1", True)


def test_a_fault_of_the_plan_leaves_its_actions_clear() -> None:
    plan = in_action("status: complete").replace("id: DHR99", "id: DHR99\nstage: perhaps")
    (action,) = actions_of(read(plan))
    assert not action.unclear


def test_a_value_that_cannot_be_read_is_kept_as_written() -> None:
    (action,) = actions_of(read(in_action("target: end of  April\nstatus: Completed")))
    assert dict(action.unread) == {"target": "end of  April", "status": "Completed"}
    assert (action.target, action.status) == (None, None)


def test_one_value_in_the_place_of_a_list_is_read() -> None:
    (action,) = actions_of(read(in_action("lead: POL\nevidence: Minutes")))
    assert (action.lead, action.evidence) == (("POL",), (Evidence("Minutes"),))


def test_a_recommendation_and_a_milestone_without_an_id_go_by_their_place() -> None:
    text = f"{HEAD}  - text: One\n  - text: Two\n    actions:\n      - id: a\n        milestones:\n"
    file = read(f"{text}          - text: Draft\n          - {{id: ii, text: Form}}\n")
    assert file.plan is not None
    assert [one.id for one in file.plan.recommendations] == ["#1", "#2"]
    (action,) = actions_of(file)
    assert [step.name for step in action.milestones] == ["#1", "ii"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n# nothing yet\n",
        "---\n",
        "Action plan",
        "- id: DHR99",
        "format: 1",
        HEAD,
        f"{HEAD}  none",
        f"{HEAD}  id: 1",
        HEAD.replace("recommendations:", "recommendations: ~"),
        HEAD.replace("recommendations:", "recommendation: []"),
        "title: One: two",
    ],
)
def test_a_file_without_a_list_of_recommendations_is_unreadable(text: str) -> None:
    file = read(text)
    assert file.plan is None
    assert file.faults


def test_a_copy_of_the_register_is_told_from_a_plan() -> None:
    faults = read_plan("agencies-PC.yaml", b"agencies:\n  POL:\n    name: Police\n").faults
    assert "If this is a copy, delete it." in faults[0].hint


def test_any_other_file_is_read() -> None:
    file = read("recommendations: []")
    assert file.plan is not None
    assert file.plan.id == "DHR99", "the name of the file"
    assert told(file) == ["1:1 missing-key"] * 3


AS_WRITTEN = ["1.10", "no", "yes", "1:30", "012", "1e3", "0x1F", "2016-10-31", "1_000", ".5", "="]


@pytest.mark.parametrize("value", AS_WRITTEN)
def test_a_text_is_kept_as_it_is_written(value: str) -> None:
    (recommendation,) = read_sound(PLAN.replace("Share what is known.", value)).recommendations
    assert recommendation.text == value


@pytest.mark.parametrize("value", ["1.10", "012", "no", "1e3", "iii", "a)"])
def test_an_id_is_kept_as_it_is_written(value: str) -> None:
    (recommendation,) = read_sound(PLAN.replace('id: "1"', f"id: {value}")).recommendations
    assert recommendation.id == value


@pytest.mark.parametrize("empty", ["", " ", "~", "null", "Null", "NULL", '""', "''", "# later"])
@pytest.mark.parametrize("key", ["title", "status", "target", "lead", "signed_off", "milestones"])
def test_an_empty_value_is_a_key_left_out(key: str, empty: str) -> None:
    assert read_sound(in_action(f"{key}: {empty}")) == read_sound(in_action(""))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("'null'", "null"),
        ('"~"', "~"),
        ("|-\n  null", "null"),
        ('"a\\nb"', "a\nb"),
        ("'it''s'", "it's"),
        ("a\n  b", "a b"),
        (">-\n  a\n  b\n\n  c", "a b\nc"),
        ("|\n  1. First\n    - deeper\n\n  2. Second\n", "1. First\n  - deeper\n\n2. Second"),
        ("Neil's plan", "Neil's plan"),
        ("see page 12 # a comment", "see page 12"),
        ("\u201cDone\u201d 😀", "\u201cDone\u201d 😀"),
    ],
)
def test_a_text_is_read_in_every_style(written: str, meant: str) -> None:
    lines = f"text: {written}".replace("\n", "\n        ")
    (action,) = actions_of(read(PLAN + " " * 8 + lines + "\n"))
    assert action.text == meant


STYLES = {
    "indented lists": in_action("lead:\n  - POL\n  - NCC\nmilestones:\n  - id: i\n    text: Draft"),
    "lists at their key": in_action("lead:\n- POL\n- NCC\nmilestones:\n- id: i\n  text: Draft"),
    "brackets and braces": in_action("lead: [POL, NCC]\nmilestones: [{id: i, text: Draft}]"),
    "brackets over lines": in_action(
        "lead: [POL,\n  NCC,\n]\nmilestones: [\n  {id: i,\n  text: Draft}]"
    ),
    "keys in quotes": in_action("'lead': [POL, NCC]\n\"milestones\": [{'id': i, \"text\": Draft}]"),
    "comments": in_action(
        "lead: # who\n  - POL # first\n# and\n  - NCC\nmilestones: [{id: i, text: Draft}]"
    ),
}
STYLES |= {
    "the breaks of Windows": STYLES["indented lists"].replace("\n", "\r\n"),
    "the breaks of an old Mac": STYLES["indented lists"].replace("\n", "\r"),
    "no break at the end": STYLES["indented lists"].rstrip("\n"),
    "a mark of UTF-8": "\ufeff" + STYLES["indented lists"],
    "a first line of three dashes": f"---\n{STYLES['indented lists']}...\n",
}


@pytest.mark.parametrize("style", STYLES)
def test_a_plan_says_the_same_in_every_style(style: str) -> None:
    (recommendation,) = read_sound(STYLES[style]).recommendations
    (action,) = recommendation.actions
    assert (recommendation.id, recommendation.text) == ("1", "Share what is known.")
    assert (action.id, action.lead) == ("1.1", ("POL", "NCC"))
    assert [(step.id, step.text) for step in action.milestones] == [("i", "Draft")]


PLACES = {
    "after a mark of UTF-8": "\ufeffformat: ▸2",
    "after the breaks of Windows": "format: 1\r\nid: DHR99\r\nstage: ▸perhaps\r\n",
    "after the breaks of an old Mac": "format: 1\rid: DHR99\rstage: ▸perhaps\r",
    "after mixed breaks and blank lines": "format: 1\r\n\n\r\rstage: ▸perhaps",
    "after an emoji on the line": "{format: 1, title: 😀, stage: ▸perhaps}",
    "after letters with accents": "{title: Zoe\u0308 é, stage: ▸perhaps}",
    "after a tab": "{title: 'a\tb', stage: ▸perhaps}",
    "after U+2028, which ends no line in an editor": "{title: 'a\u2028b', stage: ▸perhaps}",
    "in the last line without a break": "format: 1\nstage: ▸perhaps",
}


@pytest.mark.parametrize("name", PLACES)
def test_a_place_is_where_an_editor_has_it(name: str) -> None:
    text, place = marked(PLACES[name].replace("\ufeff", ""))
    mark = codecs.BOM_UTF8 if PLACES[name].startswith("\ufeff") else b""
    rules = [one for one in told(read_plan(FILE, mark + text.encode())) if "unknown-value" in one]
    assert rules == [f"{place} unknown-value"]


def test_every_record_knows_its_line_and_its_route() -> None:
    file = read(in_action("milestones:\n  - text: Draft\n  - text: Form"))
    (action,) = actions_of(file)
    assert (action.line, action.route) == (8, ("recommendations", 0, "actions", 0))
    assert [step.line for step in action.milestones] == [10, 11]
    assert locate(file.source, action.milestones[1].route) == (FILE, 11, 13)
    assert locate(file.source, (*action.route, "id"), key=True) == (FILE, 8, 9)


def test_a_route_that_leads_nowhere_ends_at_what_is_around_it() -> None:
    file = read(in_action("lead: [POL]"))
    (action,) = actions_of(file)
    assert locate(file.source, (*action.route, "lead", 5)) == (FILE, 9, 15)
    assert locate(file.source, (*action.route, "target")) == (FILE, 8, 9)
    assert locate(read("").source, ("title",)) == (FILE, 1, 1)
