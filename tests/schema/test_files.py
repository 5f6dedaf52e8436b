"""The schema files beside the plans follow from the table of fields."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from dhrplan.plan.fields import RECORDS, Choice
from dhrplan.plan.schema import definition_name, plan_schema, register_schema
from tests.golden.running import ROOT, Shell
from tests.schema.checking import PLAN_SCHEMA, REGISTER_SCHEMA

COMMANDS = {PLAN_SCHEMA: "dhrplan schema", REGISTER_SCHEMA: "dhrplan schema --agencies"}
SCHEMAS = {"plan": plan_schema(), "register": register_schema()}
OUTERMOST = {"plan", "register"}


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(capsys, monkeypatch)


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: path.name)
def test_the_file_is_what_the_command_prints(
    path: Path, shell: Shell, *, update_golden: bool
) -> None:
    printed = shell.run(COMMANDS[path])
    if update_golden:
        path.write_bytes(printed.stdout.encode())
    assert (printed.code, printed.stderr) == (0, "")
    assert path.read_bytes() == printed.stdout.encode()


def test_the_command_writes_the_same_file(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "plan.schema.json"
    outcome = shell.run(f"dhrplan schema -o {file.as_posix()}")
    assert (outcome.code, outcome.stdout) == (0, "")
    assert file.read_bytes() == PLAN_SCHEMA.read_bytes()


def test_plans_name_it_in_their_first_line() -> None:
    for path in sorted((ROOT / "plans").glob("*.yaml")):
        schema = REGISTER_SCHEMA if path.name == "agencies.yaml" else PLAN_SCHEMA
        first, *_ = path.read_text(encoding="utf-8").splitlines()
        assert first == f"# yaml-language-server: $schema={schema.name}"


def test_a_schema_file_is_not_read_as_a_plan(shell: Shell, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "plans", tmp_path / "plans")
    with_schemas = shell.run(f"dhrplan validate --format json --plans {tmp_path.as_posix()}/plans")
    for path in COMMANDS:
        (tmp_path / "plans" / path.name).unlink()
    without = shell.run(f"dhrplan validate --format json --plans {tmp_path.as_posix()}/plans")
    assert with_schemas == without
    assert json.loads(without.stdout)["summary"]["files"] == 3


@pytest.mark.parametrize("name", SCHEMAS)
def test_it_is_a_schema(name: str) -> None:
    Draft7Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_definition_is_used_and_there(name: str) -> None:
    text = json.dumps(SCHEMAS[name])
    used = {part.partition('"')[0] for part in text.split('"#/definitions/')[1:]}
    assert used == set(SCHEMAS[name]["definitions"])


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Every mapping in a schema, itself included."""
    if isinstance(schema, dict):
        yield schema
    inner = schema.values() if isinstance(schema, dict) else schema
    for one in inner if isinstance(schema, dict | list) else ():
        yield from parts(one)


@pytest.mark.parametrize("name", SCHEMAS)
def test_nothing_stands_beside_a_reference(name: str) -> None:
    assert [part for part in parts(SCHEMAS[name]) if "$ref" in part and len(part) > 1] == []


def record(name: str) -> Any:
    """The schema of a record of the table."""
    if name in OUTERMOST:
        return SCHEMAS[name]
    return next(one["definitions"][name] for one in SCHEMAS.values() if name in one["definitions"])


@pytest.mark.parametrize("name", RECORDS)
def test_every_field_is_there_in_the_order_of_the_table(name: str) -> None:
    fields = RECORDS[name]
    schema = record(name)
    assert list(schema["properties"]) == [field.name for field in fields]
    assert schema["required"] == [field.name for field in fields if field.required]
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize("name", RECORDS)
def test_every_field_is_explained(name: str) -> None:
    for field in RECORDS[name]:
        schema = record(name)["properties"][field.name]
        assert schema["description"] == field.description
        assert schema["markdownDescription"].startswith(field.description)
        assert ("\n\nNeeded." in schema["markdownDescription"]) is field.required
        assert ("\n\nInternal:" in schema["markdownDescription"]) is not field.public


def choices() -> Iterator[Choice]:
    kinds = (getattr(field.kind, "item", field.kind) for rows in RECORDS.values() for field in rows)
    return (kind for kind in kinds if isinstance(kind, Choice))


def test_no_two_values_have_one_name() -> None:
    names = {definition_name(kind): kind for kind in choices()}
    assert [kind.noun for kind in choices() if names[definition_name(kind)] is not kind] == []
    assert not {*names} & {*RECORDS}


def test_all_values_of_a_choice_are_described_or_none() -> None:
    assert [
        kind.noun for kind in choices() if len(kind.descriptions) not in {0, len(kind.values)}
    ] == []
    assert all(text.endswith(".") for kind in choices() for text in kind.descriptions)
