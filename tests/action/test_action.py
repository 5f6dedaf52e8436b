"""The action for GitHub: its scripts are run as GitHub runs them, over sound and faulty plans."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.action.runner import ACTION, STEPS, Runner, bare_environment
from tests.checkout import CHECKOUT, copy_checkout, installed

if TYPE_CHECKING:
    from pathlib import Path

PLAN = "plans/DHR7.yaml"
WARNED = "# dhrplan: ignore[unknown-agency] none is left\n"

# The action is installed once for all of them, so they stay in one process.
pytestmark = [pytest.mark.needs("git", "bash"), pytest.mark.xdist_group("action")]


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """A machine on which the action has been installed, at places with a blank in their names."""
    action, temp = (tmp_path_factory.mktemp(name) for name in ("the action", "for a time"))
    copy_checkout(action)
    before = sorted(action.rglob("*"))
    runner = Runner(action, temp, bare_environment())
    installed(runner.install(), tmp_path_factory.mktemp("index"))
    assert sorted(action.rglob("*")) == before
    return runner


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """The checkout of a repository with plans."""
    shutil.copytree(CHECKOUT / "plans", tmp_path / "plans")
    return tmp_path


def spoil(workspace: Path, name: str = PLAN) -> int:
    """Write a fault into a plan, and return its line."""
    path = workspace / name
    before, _, after = path.read_text(encoding="utf-8").partition("status: complete\n")
    path.write_text(f"{before}status: finished\n{after}", encoding="utf-8", newline="\n")
    return before.count("\n") + 1


def warn(workspace: Path) -> None:
    path = workspace / PLAN
    path.write_text(f"{WARNED}{path.read_text(encoding='utf-8')}", encoding="utf-8", newline="\n")


@pytest.mark.thorough
def test_sound_plans_pass(runner: Runner, workspace: Path) -> None:
    ended = runner.validate(workspace)
    assert ended.returncode == 0, ended.stdout
    assert "::error" not in ended.stdout


@pytest.mark.thorough
def test_a_fault_is_marked_in_its_line(runner: Runner, workspace: Path) -> None:
    line = spoil(workspace)
    ended = runner.validate(workspace)
    assert ended.returncode == 1
    assert f"::error file={PLAN},line={line}," in ended.stdout
    assert "`finished` is not a status." in ended.stdout


@pytest.mark.thorough
@pytest.mark.parametrize(("strict", "code"), [("false", 0), ("true", 1)])
def test_warnings_make_it_fail_where_that_is_asked_for(
    runner: Runner, workspace: Path, strict: str, code: int
) -> None:
    warn(workspace)
    ended = runner.validate(workspace, strict=strict)
    assert (ended.returncode, f"::warning file={PLAN}," in ended.stdout) == (code, True)


@pytest.mark.thorough
def test_what_is_neither_true_nor_false_is_said(runner: Runner, workspace: Path) -> None:
    ended = runner.validate(workspace, strict="yes")
    assert ended.returncode == 2
    assert ended.stdout == "::error::The input strict is neither true nor false.\n"


@pytest.mark.thorough
def test_several_folders_can_be_named(runner: Runner, workspace: Path) -> None:
    (workspace / "the others").mkdir()
    for folder, name in (("north/plans", "DHR7.yaml"), ("the others/$HOME", "DHR4.yaml")):
        (workspace / folder).mkdir(parents=True)
        (workspace / PLAN).with_name(name).rename(workspace / folder / name)
        spoil(workspace, f"{folder}/{name}")
    ended = runner.validate(workspace, plans="north/plans\n\nthe others/$HOME\n")
    assert ended.returncode == 1
    assert "file=north/plans/DHR7.yaml," in ended.stdout
    assert "file=the others/$HOME/DHR4.yaml," in ended.stdout


@pytest.mark.thorough
def test_a_day_can_be_named(runner: Runner, workspace: Path) -> None:
    assert runner.validate(workspace, as_of="2017-09-15").returncode == 0
    ended = runner.validate(workspace, as_of="soon")
    assert (ended.returncode, "--as-of" in ended.stdout) == (2, True)


@pytest.mark.thorough
def test_a_folder_that_is_not_there_is_no_success(runner: Runner, workspace: Path) -> None:
    ended = runner.validate(workspace, plans="reviews")
    assert (ended.returncode, "reviews" in ended.stdout) == (2, True)


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["plans", "strict", "as_of"])
@pytest.mark.parametrize(
    "value", ["$(touch hit)", "`touch hit`", '"; touch hit; "', "'; touch hit; '", "x\ntouch hit"]
)
def test_no_input_is_run(runner: Runner, workspace: Path, name: str, value: str) -> None:
    ended = runner.validate(workspace, **{name: value})
    assert ended.returncode == 2, ended.stdout
    assert not (workspace / "hit").exists()


@pytest.mark.thorough
@pytest.mark.parametrize("value", ["--help", "--version", "-h"])
def test_no_input_is_an_option(runner: Runner, workspace: Path, value: str) -> None:
    assert runner.validate(workspace, plans=value).returncode == 2
    assert runner.validate(workspace, as_of=value).returncode == 2


@pytest.mark.thorough
def test_what_lies_in_the_workspace_is_not_run(runner: Runner, workspace: Path) -> None:
    """Neither a package of the same name, nor one that Python would look for first."""
    for name in ("dhrplan/__init__.py", "dhrplan/__main__.py", "click.py", "sitecustomize.py"):
        (workspace / name).parent.mkdir(exist_ok=True)
        (workspace / name).write_text("raise SystemExit(0)\n", encoding="utf-8")
    spoil(workspace)
    astray = Runner(
        runner.action, runner.temp, {**runner.environment, "PYTHONPATH": str(workspace)}
    )
    assert astray.validate(workspace).returncode == 1


def outputs(runner: Runner) -> dict[str, str]:
    """The outputs that the last run wrote; of one name, the last counts."""
    lines = (runner.temp / "output").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines)


def test_the_problems_are_counted(runner: Runner, workspace: Path) -> None:
    runner.validate(workspace, as_of="2017-09-15")
    before = outputs(runner)
    warn(workspace)
    runner.validate(workspace, as_of="2017-09-15")
    assert before["errors"] == "0"
    assert int(outputs(runner)["warnings"]) == int(before["warnings"]) + 1
    spoil(workspace)
    assert runner.validate(workspace, as_of="2017-09-15").returncode == 1
    assert outputs(runner)["errors"] == "1"


def test_a_sarif_file_is_written_also_where_the_check_fails(
    runner: Runner, workspace: Path
) -> None:
    spoil(workspace)
    assert runner.validate(workspace, sarif_file="the plans.sarif").returncode == 1
    assert outputs(runner)["sarif-file"] == "the plans.sarif"
    document = json.loads((workspace / "the plans.sarif").read_text(encoding="utf-8"))
    (error,) = (one for one in document["runs"][0]["results"] if one["level"] == "error")
    assert error["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == PLAN


def test_no_expression_stands_in_a_script() -> None:
    scripts = [step["run"] for step in STEPS if "run" in step]
    assert len(scripts) == 2
    assert [script for script in scripts if "${{" in script] == []


def test_every_script_names_its_shell_and_every_input_its_default() -> None:
    assert {step["shell"] for step in STEPS if "run" in step} == {"bash"}
    assert {name for name, one in ACTION["inputs"].items() if "default" not in one} == set()
