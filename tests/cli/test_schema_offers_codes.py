"""The schema beside the plans offers the codes of the register, also after the register changed."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from dhrplan.plan.schema import is_generated, plan_schema, schema_text
from tests.git import git
from tests.golden.running import ROOT, Shell

if TYPE_CHECKING:
    from pathlib import Path

NEW = 'dhrplan new --agency NFRS --name "Northshire Fire Service"'


@pytest.fixture
def schema(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "plans", tmp_path / "plans")
    return tmp_path / "plans" / "plan.schema.json"


@pytest.fixture
def shell(
    schema: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    return Shell(capsys, monkeypatch, schema.parents[1])


def offered(schema: bytes | str) -> dict[str, str]:
    nothing: dict[str, Any] = {"anyOf": [{}, {"enum": [], "enumDescriptions": []}]}
    codes = json.loads(schema)["definitions"].get("codes", nothing)["anyOf"][1]
    return dict(zip(codes["enum"], codes["enumDescriptions"], strict=True))


def test_schema_offers_the_codes_of_the_folder_in_view(shell: Shell) -> None:
    assert offered(shell.run("dhrplan schema").stdout)["ELFT"] == "East London NHS Foundation Trust"
    assert offered(shell.run("dhrplan schema --plans plans").stdout)["ALL"] == "All agencies"


def test_without_plans_it_offers_none(shell: Shell, schema: Path) -> None:
    shutil.rmtree(schema.parent)
    printed = shell.run("dhrplan schema")
    assert printed.code == 0
    assert printed.stdout == schema_text(plan_schema())


def test_of_two_folders_it_is_refused(shell: Shell) -> None:
    printed = shell.run("dhrplan schema --plans plans --plans plans")
    assert printed.code == 2
    assert "name a single folder" in printed.stderr


def test_it_says_where_the_register_cannot_be_read(shell: Shell, schema: Path) -> None:
    schema.with_name("agencies.yaml").write_text("agencies: [\n", encoding="utf-8")
    printed = shell.run("dhrplan schema")
    assert (printed.code, offered(printed.stdout)) == (0, {})
    told = "Part of plans/agencies.yaml cannot be read, so the schema may lack codes.\n"
    assert printed.stderr == told


@pytest.mark.parametrize(
    ("command", "changed"),
    [
        (f"{NEW} --yes", {"NFRS": "Northshire Fire Service"}),
        ('dhrplan update agencies LL --set "name=Lifeline Ltd" --yes', {"LL": "Lifeline Ltd"}),
        ("dhrplan remove agencies MOJ --force --yes", {"MOJ": None}),
    ],
)
def test_a_change_of_the_register_changes_it_too(
    command: str, changed: dict[str, str | None], shell: Shell, schema: Path
) -> None:
    before = schema.read_bytes()
    printed = shell.run(command)
    assert printed.code == 0
    told = "plans/plan.schema.json is written too, so that editors offer the codes of the register."
    assert told in printed.stderr
    now = offered(schema.read_bytes())
    assert {code: now.get(code) for code in changed} == changed
    assert {**now, **changed} == {**offered(before), **changed}
    assert is_generated(schema.read_bytes())
    assert shell.run("dhrplan undo --yes").code == 0
    assert schema.read_bytes() == before


def test_a_dry_run_changes_nothing(shell: Shell, schema: Path) -> None:
    before = schema.read_bytes()
    assert "schema" not in shell.run(f"{NEW} --dry-run").stderr
    assert schema.read_bytes() == before


def test_a_schema_that_was_edited_is_left_alone(shell: Shell, schema: Path) -> None:
    schema.write_bytes(schema.read_bytes().replace(b"A month: ", b"One month: ", 1))
    before = schema.read_bytes()
    printed = shell.run(f"{NEW} --yes")
    assert printed.code == 0
    told = (
        "plans/plan.schema.json is not changed, because it was edited. "
        "Run `dhrplan schema -o plans/plan.schema.json` to write it again."
    )
    assert " ".join(printed.stderr.split()).endswith(told)
    assert schema.read_bytes() == before


def test_where_there_is_none_none_is_made(shell: Shell, schema: Path) -> None:
    schema.unlink()
    assert "schema" not in shell.run(f"{NEW} --yes").stderr
    assert not schema.exists()


def test_fmt_follows_a_register_that_was_edited_by_hand(shell: Shell, schema: Path) -> None:
    register = schema.with_name("agencies.yaml")
    text = register.read_text(encoding="utf-8").replace("name: Lifeline\n", "name: Lifeline Ltd\n")
    register.write_text(text, encoding="utf-8")
    assert shell.run("dhrplan fmt --check").code == 0
    assert offered(schema.read_bytes())["LL"] == "Lifeline"
    shell.run("dhrplan fmt")
    assert offered(schema.read_bytes())["LL"] == "Lifeline Ltd"


@pytest.mark.needs("git")
@pytest.mark.parametrize("is_committed", [True, False])
def test_a_commit_takes_it_along_if_it_was_committed(shell: Shell, *, is_committed: bool) -> None:
    git(shell.folder, "init", "--quiet")
    git(shell.folder, "add", "plans" if is_committed else "plans/*.yaml")
    git(shell.folder, "commit", "--quiet", "-m", "Plans")
    assert shell.run('dhrplan remove agencies MOJ --force --yes --commit -m "No MOJ"').code == 0
    names = git(shell.folder, "show", "--name-only", "--format=").split()
    with_it = ["plans/plan.schema.json"] if is_committed else []
    assert names == ["plans/agencies.yaml", *with_it]


@pytest.mark.parametrize("other", [b"", b"{}", b"[]", b"{", b'{"definitions": {"codes": []}}'])
def test_another_file_is_not_taken_for_it(other: bytes) -> None:
    assert not is_generated(other)
