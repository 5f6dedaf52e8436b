"""Of thousands of equal faults in a file the first hundred are listed, and the rest counted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from dhrplan.diagnostic import MOST_OF_A_KIND, Diagnostic, Place, summed_up
from tests.golden.running import Shell

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "format: 1\nid: DHR1\ntitle: x\n"
ACTIONS = f'{HEAD}recommendations:\n  - id: "1"\n    text: x\n    actions:\n'


def faults(count: int, file: str = "a.yaml", rule: str = "wrong-type") -> list[Diagnostic]:
    return [Diagnostic(Place(file, line), rule, "x") for line in range(1, count + 1)]


@pytest.mark.parametrize("count", [0, 1, MOST_OF_A_KIND, MOST_OF_A_KIND + 1])
def test_few_faults_are_all_listed(count: int) -> None:
    assert summed_up(faults(count)) == tuple(faults(count))


def test_of_many_faults_the_first_are_listed_and_the_rest_counted() -> None:
    *listed, rest = summed_up(faults(1_500))
    assert listed == faults(MOST_OF_A_KIND)
    assert rest.place == Place("a.yaml", MOST_OF_A_KIND + 1)
    assert (rest.rule, rest.severity) == ("wrong-type", "error")
    assert rest.message == "There are 1,400 more faults of this kind in the file."


def test_each_kind_and_each_file_is_counted_by_itself() -> None:
    three = [*faults(100), *faults(100, rule="unknown-key"), *faults(100, "b.yaml")]
    assert summed_up(three) == tuple(three)


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    (tmp_path / "plans").mkdir()
    return Shell(capsys, monkeypatch, tmp_path)


def test_a_file_of_thousands_of_faults_is_checked_and_counted(shell: Shell) -> None:
    plan = shell.folder / "plans" / "DHR1.yaml"
    plan.write_text(ACTIONS + "      - x\n" * 13_000, encoding="utf-8")
    outcome = shell.run("dhrplan validate --format json")
    document: dict[str, Any] = json.loads(outcome.stdout)
    found = [one for one in document["diagnostics"] if one["rule"] == "wrong-type"]
    assert outcome.code == 1
    assert len(found) == MOST_OF_A_KIND + 1
    assert "12,900 more faults" in found[-1]["message"]


def test_each_of_thousands_of_unreadable_actions_is_still_counted(shell: Shell) -> None:
    plan = shell.folder / "plans" / "DHR1.yaml"
    plan.write_text(ACTIONS + "      - x\n" * 1_000, encoding="utf-8")
    document: dict[str, Any] = json.loads(shell.run("dhrplan list --format json").stdout)
    assert len(document["items"]) == 1_000


def test_a_thousand_unknown_rules_in_the_settings_are_counted(shell: Shell) -> None:
    (shell.folder / "plans" / "DHR1.yaml").write_text(ACTIONS, encoding="utf-8")
    lines = (f'no-newss{number} = "off"\n' for number in range(1_000))
    (shell.folder / "dhrplan.toml").write_text("[rules]\n" + "".join(lines), encoding="utf-8")
    outcome = shell.run("dhrplan validate")
    assert outcome.stdout.count("error[unknown-rule]") == MOST_OF_A_KIND + 1
    assert "900 more faults of this kind" in outcome.stdout


@pytest.mark.parametrize("name", ["dhrplan.toml", "forbidden-names.txt"])
def test_a_fault_names_the_file_beside_the_plans(shell: Shell, name: str) -> None:
    (shell.folder / "plans" / "DHR1.yaml").write_text(ACTIONS, encoding="utf-8")
    (shell.folder / name).write_bytes(b"x" * 6_000_000)
    outcome = shell.run("dhrplan validate")
    assert outcome.code == 3
    assert f"{name} cannot be opened: it has more than 5 MB" in outcome.stderr.replace("\n", " ")
