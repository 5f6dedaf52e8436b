"""docs/json.schema.json says what is printed: no more, no less, and no word otherwise."""

from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from dhrplan import workspace
from dhrplan.cli.entry import COMMANDS
from dhrplan.plan.folder import FolderBytes
from dhrplan.render import Layout, render
from dhrplan.render.explanation import listing, whole
from dhrplan.render.findings import Findings
from dhrplan.render.findings import render as diagnostics
from dhrplan.reports.changes import End, changes_between
from dhrplan.reports.list import list_actions
from dhrplan.reports.overdue import overdue
from dhrplan.reports.report import review
from dhrplan.reports.select import Selection
from dhrplan.reports.show import show
from dhrplan.reports.status import GROUPINGS, status
from dhrplan.rules import RULES
from dhrplan.rules.engine import EXAMPLE_DAY
from docs.generate.json_schema import schema
from tests.golden.running import ROOT
from tests.golden.test_golden import CASES, Case
from tests.strategies import any_days, sound_plan, spoilt_plan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from dhrplan.table import Report
    from dhrplan.workspace import Workspace

FILE = ROOT / "docs/json.schema.json"
SCHEMA = json.loads(json.dumps(schema()))
CHECKER = Draft202012Validator.FORMAT_CHECKER
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=CHECKER)
REGISTER = (ROOT / "tests/golden/folders/everything/plans/agencies.yaml").read_bytes()
PRINTED = [path for path in CASES if '\n  "schema_version"' in path.read_text(encoding="utf-8")]
LATE = ROOT / "tests/golden/cases/overdue-json.txt"


def complaints(document: dict[str, Any]) -> list[str]:
    """The faults of a document, by the rules for its kind alone: `oneOf` gives no reason."""
    alone = {"$defs": SCHEMA["$defs"], "$ref": f"#/$defs/{document['kind']}"}
    validator = Draft202012Validator(alone, format_checker=CHECKER)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]


def printed(path: Path) -> Any:
    """The document of a golden case."""
    return json.loads(Case.read(path.read_text(encoding="utf-8")).outcome.stdout)


def test_the_file_is_what_the_tables_say(*, update_golden: bool) -> None:
    text = json.dumps(SCHEMA, indent=2, ensure_ascii=False) + "\n"
    if update_golden:
        FILE.write_text(text, encoding="utf-8", newline="\n")
    assert FILE.read_text(encoding="utf-8") == text


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(json.loads(FILE.read_text(encoding="utf-8")))


def test_every_definition_is_used_and_there() -> None:
    text = json.dumps(SCHEMA)
    names = SCHEMA["$defs"]
    assert [name for name in names if f'"#/$defs/{name}"' not in text] == []
    assert {part.partition('"')[0] for part in text.split('"#/$defs/')[1:]} == set(names)


def test_every_command_has_its_kind() -> None:
    kinds = {one["$ref"].rpartition("/")[2] for one in SCHEMA["oneOf"]}
    others = {"validate", "explain", "schema", "fmt", "init", "new", "update", "undo", "minutes"}
    others |= {"move", "remove", "help", "completion", "import", "verify"}
    assert kinds == {*COMMANDS, "diagnostics", "rules"} - others


@pytest.mark.parametrize("path", PRINTED, ids=lambda path: path.stem)
def test_every_golden_answer_fits(path: Path) -> None:
    document = printed(path)
    assert complaints(document) == []
    assert VALIDATOR.is_valid(document)


def answers(view: Workspace, as_of: date) -> Iterator[Report]:
    """The answer to every question."""
    folders, every = view.folders, Selection()
    yield from (ask(folders, every, as_of) for ask in (overdue, list_actions, review))
    yield from (status(folders, every, as_of, by) for by in GROUPINGS)
    ends = End((), as_of, "nothing"), End(folders, as_of, "everything")
    yield from (changes_between(*pair, every) for pair in (ends, ends[::-1]))
    for plan in (plan for folder in folders for plan in folder.plans):
        for one in plan.recommendations:
            names = (one.id, *(action.id for action in one.actions))
            yield from (show(folders, every, as_of, plan.id, name) for name in names)


@given(seed=st.integers(0, 2**32), as_of=any_days, spoilt=st.booleans())
def test_every_answer_fits(seed: int, as_of: date, *, spoilt: bool) -> None:
    plan = (spoilt_plan if spoilt else sound_plan)(Random(seed)).encode()
    view = workspace.read([FolderBytes("plans", {"DHR99.yaml": plan, "agencies.yaml": REGISTER})])
    for report in answers(view, as_of):
        document = json.loads(render("json", report, view.faults, Layout()))
        assert complaints(document) == []
    found = json.loads(diagnostics("json", Findings(view.check(EXAMPLE_DAY), len(view.files))))
    assert complaints(found) == []


def test_every_explanation_fits() -> None:
    for report in (listing(RULES), *map(whole, RULES)):
        assert complaints(json.loads(render("json", report, (), Layout()))) == []


@pytest.fixture
def late() -> dict[str, Any]:
    document: dict[str, Any] = printed(LATE)
    return document


@pytest.mark.parametrize(
    "change",
    [{"surprise": 1}, {"as_of": "15 September 2017"}, {"kind": "late"}, {"problems": None}],
    ids=str,
)
def test_what_is_not_printed_does_not_fit(late: dict[str, Any], change: dict[str, Any]) -> None:
    assert VALIDATOR.is_valid(late)
    assert not VALIDATOR.is_valid({**late, **change})


@pytest.mark.parametrize("key", ["filters", "items", "counts"])
def test_what_is_lacking_does_not_fit(late: dict[str, Any], key: str) -> None:
    del late[key]
    assert complaints(late) == [f"$: '{key}' is a required property"]


def test_a_status_that_is_none_fits_only_where_it_cannot_be_read(late: dict[str, Any]) -> None:
    row = late["items"][0]
    late["items"] = [{**row, "status": "in-progres", "state": "unclear"}]
    assert complaints(late) == []
    late["items"] = [{**row, "status": "in-progres"}]
    (told,) = complaints(late)
    assert told.startswith("$.items[0].status: 'in-progres' is not one of ['not-started', ")
