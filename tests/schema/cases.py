"""Files on which the schema and `validate` agree, and those that only `validate` can judge.

Each file holds one mistake or none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from dhrplan.rules.engine import example_plan
from tests.model.test_date_parse import OTHER_FORMS, TABLE

PLAN, REGISTER = "DHR99.yaml", "agencies.yaml"


class Case(NamedTuple):
    """One file.

    Attributes:
        rule: The error that `validate` finds; empty for a valid file.
        why: Why a schema cannot know, where only `validate` does.
    """

    name: str
    text: str
    rule: str = ""
    why: str = ""
    file: str = PLAN


def swapped(old: str, new: str, text: str = example_plan()) -> str:
    """A valid file with one part of it replaced."""
    assert text.count(old) == 1, old
    return text.replace(old, new)


def _each(key: str, values: Iterable[str]) -> str:
    """Lines of a list of records with one key each."""
    return "".join(f"  - {key}: {value}\n" for value in values)


_ID, _TEXT = "id: DHR99", "text: Agree one form."
_TITLE, _ACTION = "title: Domestic Homicide Review 99", 'id: "1.1"'
_FROM_RECOMMENDATIONS = example_plan()[example_plan().index("recommendations:") :]
_REGISTER = """\
agencies:
  POL:
    name: Northshire Police
    aliases: [Police, the Force]
    level: regional
    contact: {role: Head of Public Protection, email: public.protection@example.org}
  CCG:
    name: Northshire CCG
    succeeded_by:
      - {agency: POL, from: 2022-07}
groups:
  ALL:
    name: All agencies
    members: [POL, CCG]
"""

# -- nothing is wrong ------------------------------------------------------------------------------

_COUNTED = [one for one, canonical, _ in (*TABLE, *OTHER_FORMS) if "+" in canonical]
_DATES = [one for one, *_ in (*TABLE, *OTHER_FORMS) if one not in _COUNTED]

_GOOD_IN_ACTION = {
    "numbers for texts": "title: 2021\nexpected: 1.10\nprogress: 1e3\noutcome: 0x1F",
    "what is a truth to YAML, for texts": "title: true\nexpected: no\nprogress: False",
    "what is a day to YAML, for texts": "title: 2021-03-04\nevidence: [2021-03-04, 1:30, 12]",
    "nothing for texts": "title:\nexpected: ~\nprogress: null\noutcome: ''",
    "nothing for what is chosen": "status:\ncompleted: ''\njoint: ~\nchased_by: null",
    "nothing for lists": "lead:\npartners: ~\nevidence: ''\nnotes: '  '\nchecks: {}\nupdates: []",
    "nothing for keys": "decision:\nsigned_off: ~\nas_written: {}\nextension_asked: ''",
    "nothing in lists": "lead: [POL, ~, '']\nnotes:\n  -\nmilestones:\n  -\n  - {}",
    "yes and no": "joint: yes",
    "true and false": "joint: FALSE",
    "yes in quotes": "joint: 'Yes'",
    "every form of date": "extensions:\n" + _each("date", map(json.dumps, _DATES)),
    "every form of counted date": "extensions:\n" + _each("was", map(json.dumps, _COUNTED)),
    "dates without quotes": "target: 2021-03-04\ncompleted: 31/10/2016\nforecast: by 31.10.16",
    "dates that are numbers to YAML": "target: 2021\ncompleted: 10.2016\nforecast: 2016.",
    "texts on several lines": "progress: |-\n  One: two\n\n    # three\noutcome: >\n  four\n  five",
    "texts in quotes": "title: 'Neil''s'\nexpected: \"a: b # c\"",
    "a list in brackets": "lead: [POL, 'Northshire Police', 12]\njoint: yes",
    "records in braces": "milestones: [{text: Draft, target: 2021}, {text: Final}]",
    "keys in quotes": "\"title\": One form\n'lead': [POL]",
}
_GOOD_IN_ACTION |= {
    f"the status {status}": f"status: {status}\nlead: [POL]"
    for status in ("not-started", "in-progress", "ongoing", "complete-ongoing", "superseded")
}

GOOD = (
    Case("the example", example_plan()),
    *(Case(name, example_plan(f"{lines}\n")) for name, lines in _GOOD_IN_ACTION.items()),
    Case("the format in quotes", swapped("format: 1", "format: '1'")),
    Case("a title that is a number", swapped(_TITLE, "title: 2021")),
    Case("an id that is a number", swapped(_ID, "id: 7"), file="7.yaml"),
    Case("ids that are numbers", swapped(_ACTION, "id: 1.10")),
    Case("ids as plans have them", swapped(_ACTION, "id: a)")),
    Case("lengths of time", example_plan(head="review_every: 3 months\n")),
    Case("lengths of time in words", example_plan(head="review_every: six weeks\n")),
    Case("a verdict", example_plan(recommendation="result: {met: not, date: 2021, by: CSP}\n")),
    Case("no recommendation yet", swapped(_FROM_RECOMMENDATIONS, "recommendations: []\n")),
    Case("lines that end as on Windows", example_plan().replace("\n", "\r\n")),
    Case("a byte order mark", f"\ufeff{example_plan()}"),
    Case("comments and dashes", f"---\n# written in March\n{example_plan()}"),
    Case("a register", _REGISTER, file=REGISTER),
    Case(
        "a register without groups",
        swapped("groups:\n", "groups:\n#", _REGISTER).split("#")[0],
        file=REGISTER,
    ),
)

# -- both complain ---------------------------------------------------------------------------------

_BAD_IN_ACTION = (
    ("unknown-key", "a key that is misspelt", "staus: complete"),
    ("unknown-key", "a key of other forms", "owner: [POL]"),
    ("unknown-key", "a key in other letters", "Status: complete"),
    ("unknown-key", "a key of another place", "scope: local"),
    ("unknown-key", "a key without its space", "milestones:\n  -text: Draft"),
    ("unknown-key", "a comma in braces", "milestones:\n  - {text: Draft, circulate, target: 2021}"),
    ("missing-key", "a milestone without text", "milestones:\n  - target: 2021"),
    ("missing-key", "a milestone whose text is empty", "milestones:\n  - text:"),
    ("missing-key", "a milestone whose text is blank", "milestones:\n  - text: '  '"),
    ("wrong-type", "one value for a list", "lead: POL"),
    ("wrong-type", "a number for a list", "lead: 12"),
    ("wrong-type", "braces for brackets", "lead: {POL, NCC}"),
    ("wrong-type", "keys for a list", "milestones:\n  text: Draft"),
    ("wrong-type", "a list for one value", "title: [Agree, train]"),
    ("wrong-type", "keys for one value", "notes:\n  - Seen: yes"),
    ("wrong-type", "one value for keys", "signed_off: 2021-03-04"),
    ("wrong-type", "a list for keys", "decision: [2021-03-04, CSP]"),
    ("wrong-type", "a text for a milestone", "milestones:\n  - Draft circulated"),
    ("wrong-type", "a list for a date", "target: [2021]"),
    ("wrong-type", "a list for a status", "status: [complete]"),
    ("unknown-value", "a near miss of a status", "status: Completed"),
    ("unknown-value", "a status in other letters", "status: Complete"),
    ("unknown-value", "a status with a blank behind", "status: 'complete '"),
    ("unknown-value", "a number for a status", "status: 1"),
    ("unknown-value", "neither yes nor no", "joint: perhaps"),
    ("unknown-value", "a number for yes", "joint: 1"),
    ("unknown-value", "a finding that is none", "checks:\n  - found: gone"),
    ("unknown-value", "an id with a slash", "milestones:\n  - {id: 1/2, text: Draft}"),
    ("unknown-value", "an id with a space", "milestones:\n  - {id: 1 a, text: Draft}"),
    ("unknown-value", "an id with a colon", "milestones:\n  - {id: 'a:', text: Draft}"),
    ("unknown-value", "an id in the quotes of Word", "milestones:\n  - {id: “1”, text: Draft}"),
    ("not-a-date", "no date is known", "target: TBC"),
    ("not-a-date", "a status for a date", "target: Ongoing"),
    ("not-a-date", "a truth for a date", "completed: true"),
    ("not-a-date", "a date and its time", "target: 2016-10-31T00:00:00"),
    ("not-a-date", "words before a date", "completed: 'Complete: 31 October 2016'"),
    ("not-a-date", "a date without a year", "completed: end of April"),
    ("not-a-date", "a day without its dashes", "completed: 20161031"),
    ("not-a-date", "three dates", "completed: 28 Feb 2020, 1 March 2020, 31 Oct 2020"),
    (
        "not-a-date",
        "a date counted in words",
        "completed: within a year of publication",
    ),
    ("not-a-date", "a year that is too late", "target: 3016"),
)

BAD = (
    *(Case(name, example_plan(f"{lines}\n"), rule) for rule, name, lines in _BAD_IN_ACTION),
    Case("another format", swapped("format: 1", "format: 2"), "unknown-value"),
    Case("no format", swapped("format: 1\n", ""), "missing-key"),
    Case("a review whose id has a space", swapped(_ID, "id: DHR 99"), "unknown-value"),
    Case("an empty id", swapped(_ID, "id:"), "missing-key"),
    Case("no title", swapped(f"{_TITLE}\n", ""), "missing-key"),
    Case("an empty title", swapped(_TITLE, "title: ~"), "missing-key"),
    Case("a title in braces", swapped(_TITLE, "title: {DHR: 99}"), "wrong-type"),
    Case("a kind that is none", example_plan(head="kind: SCR\n"), "unknown-value"),
    Case("a stage that is none", example_plan(head="stage: done\n"), "unknown-value"),
    Case("no length of time", example_plan(head="review_every: Quarterly\n"), "unknown-value"),
    Case("a number for a length of time", example_plan(head="review_every: 3\n"), "unknown-value"),
    Case("a scope that is none", example_plan(recommendation="scope: National\n"), "unknown-value"),
    Case(
        "a verdict that is none",
        example_plan(recommendation="result: {met: no}\n"),
        "unknown-value",
    ),
    Case("an action without an id", swapped(_ACTION, "title: One form"), "missing-key"),
    Case("an action with an empty id", swapped(_ACTION, "id: ''"), "missing-key"),
    Case("no recommendations", swapped(_FROM_RECOMMENDATIONS, ""), "missing-key"),
    Case(
        "a text for recommendations",
        swapped(_FROM_RECOMMENDATIONS, "recommendations: none\n"),
        "wrong-type",
    ),
    Case("an empty file", "", "missing-key"),
    Case("a list for a file", "- format: 1\n", "wrong-type"),
    Case(
        "a key that stands twice",
        example_plan("status: ongoing\nstatus: ongoing\n"),
        "duplicate-key",
    ),
    Case("a second document", f"{example_plan()}---\n{example_plan()}", "yaml-feature"),
    Case("a tag that nobody knows", example_plan("title: !important\n"), "yaml-feature"),
    Case("a bracket that is not closed", example_plan("lead: [POL\n"), "yaml-syntax"),
    Case("a tab", example_plan("milestones:\n\t- text: Draft\n"), "yaml-syntax"),
    Case("an empty register", "{}\n", "missing-key", file=REGISTER),
    Case(
        "an agency without a name",
        swapped("    name: Northshire Police\n", "", _REGISTER),
        "missing-key",
        file=REGISTER,
    ),
    Case("an agency that is nothing", "agencies:\n  POL:\n", "wrong-type", file=REGISTER),
    Case("an agency that is a text", "agencies:\n  POL: Police\n", "wrong-type", file=REGISTER),
    Case("a list of agencies", "agencies: [POL]\n", "wrong-type", file=REGISTER),
    Case(
        "a level that is none",
        swapped("regional", "county", _REGISTER),
        "unknown-value",
        file=REGISTER,
    ),
    Case(
        "a key of no agency", swapped("level:", "scope:", _REGISTER), "unknown-key", file=REGISTER
    ),
    Case(
        "a group without members",
        swapped("    members: [POL, CCG]\n", "", _REGISTER),
        "missing-key",
        file=REGISTER,
    ),
    Case(
        "a successor without a code",
        swapped("agency: POL, ", "", _REGISTER),
        "missing-key",
        file=REGISTER,
    ),
)

# -- only `validate` knows -------------------------------------------------------------------------

_CALENDAR = "An expression has no calendar."
_FORMS = "Dates have too many forms for an expression that refuses none of them."
_TWO_PLACES = "A schema looks at one value at a time."
_AS_YAML = "YAML has resolved it before a schema sees the file."

ONLY_VALIDATE = (
    Case("30 February", example_plan("target: 2025-02-30\n"), "not-a-date", _CALENDAR),
    Case("the month 13", example_plan("target: 2016-13\n"), "not-a-date", _CALENDAR),
    Case("the month before the day", example_plan("target: 10/31/2016\n"), "not-a-date", _CALENDAR),
    Case(
        "days that end before they begin",
        example_plan("target: 22 - 21 July 2016\n"),
        "not-a-date",
        _CALENDAR,
    ),
    Case("a year that may be a month", example_plan("target: 2016-17\n"), "not-a-date", _FORMS),
    Case("a day without its year", example_plan("target: 31/10\n"), "not-a-date", _FORMS),
    Case("a quarter of no year", example_plan("target: Q3 2016\n"), "not-a-date", _FORMS),
    Case(
        "words around a date", example_plan("target: Training by July 2017\n"), "not-a-date", _FORMS
    ),
    Case("words that are no date", example_plan("target: end of April\n"), "not-a-date", _FORMS),
    Case(
        "a counted date where none may be",
        example_plan("forecast: published + 12 months\n"),
        "not-a-date",
        _FORMS,
    ),
    Case(
        "a length of time in other words",
        example_plan(head="review_every: every 3 months\n"),
        "unknown-value",
        _FORMS,
    ),
    Case(
        "a title with nothing to see",
        swapped(_TITLE, "title: '\u00a0'"),
        "missing-key",
        "Expressions do not agree on what a space is.",
    ),
    Case(
        "an id that stands twice",
        swapped(_ACTION, _ACTION, example_plan()) + '      - id: "1.1"\n',
        "duplicate-id",
        _TWO_PLACES,
    ),
    Case(
        "an id that is not the file's name",
        example_plan(),
        "id-file-mismatch",
        "A schema does not know the file's name.",
        file="DHR98.yaml",
    ),
    Case(
        "an agency of no register",
        swapped("[POL, CCG]", "[POL, ICB]", _REGISTER),
        "unknown-agency",
        _TWO_PLACES,
        file=REGISTER,
    ),
    Case(
        "a repeated value",
        example_plan("title: &form One form\nexpected: *form\n"),
        "yaml-feature",
        _AS_YAML,
    ),
    Case("a type of YAML's own", example_plan("title: !!str 1\n"), "yaml-feature", _AS_YAML),
    Case(
        "keys from elsewhere",
        example_plan("decision: &x {by: CSP}\nsigned_off: {<<: *x}\n"),
        "yaml-feature",
        _AS_YAML,
    ),
    Case("an instruction to YAML", f"%YAML 1.2\n---\n{example_plan()}", "yaml-feature", _AS_YAML),
)
