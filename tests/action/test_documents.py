"""The action, the workflow here and those of the how-to: each as its schema and each other have it.

The schemas are those that check-jsonschema brings along.
"""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.action.runner import ACTION, STEPS, read_yaml
from tests.checkout import CHECKOUT

if TYPE_CHECKING:
    from pathlib import Path

WORKFLOW = ".github/workflows/validate.yml"
PAGE = (CHECKOUT / "docs" / "how-to" / "check-plans-in-git.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"^```yaml\n(name: .*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
MAJOR = re.compile(r"actions/[\w-]+@v\d+")


def faults(schema: str, path: Path) -> str:
    """The output of check-jsonschema for a file."""
    command = (sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}")
    ended = subprocess.run(
        (*command, str(path)), capture_output=True, encoding="utf-8", check=False
    )
    return "" if ended.returncode == 0 else ended.stdout + ended.stderr


@pytest.mark.parametrize(
    ("schema", "name"), [("github-actions", "action.yml"), ("github-workflows", WORKFLOW)]
)
def test_a_file_is_as_github_has_it(schema: str, name: str) -> None:
    assert faults(schema, CHECKOUT / name) == ""


def test_the_workflow_that_is_shown_is_as_github_has_it(tmp_path: Path) -> None:
    (shown,) = SHOWN
    (tmp_path / "plans.yml").write_text(shown, encoding="utf-8")
    assert faults("github-workflows", tmp_path / "plans.yml") == ""


def test_a_fault_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "plans.yml").write_text(SHOWN[0].replace("steps:", "stops:"), encoding="utf-8")
    assert "stops" in faults("github-workflows", tmp_path / "plans.yml")


def test_the_page_has_every_input_and_what_it_is_if_left_out() -> None:
    rows = re.findall(r"^\| `([\w-]+)` \| .* \| (?:`(.*)`|today) \|$", PAGE, re.MULTILINE)
    assert dict(rows) == {name: one["default"] for name, one in ACTION["inputs"].items()}


def test_the_inputs_that_the_page_gives_are_there() -> None:
    blocks = re.findall(r"^```yaml\n( +- uses: example.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    given = [yaml.compose(block, yaml.BaseLoader) for block in blocks]
    names = {key.value for steps in given for key in _with(steps)}
    assert names
    assert names <= set(ACTION["inputs"])


def _with(steps: yaml.Node | None) -> list[yaml.ScalarNode]:
    assert isinstance(steps, yaml.SequenceNode)
    (step,) = steps.value
    return [key for name, inputs in step.value if name.value == "with" for key, _ in inputs.value]


def test_what_is_used_is_held_by_its_major_version() -> None:
    workflow = read_yaml(WORKFLOW)
    steps = [*STEPS, *(step for job in workflow["jobs"].values() for step in job["steps"])]
    used = {step["uses"] for step in steps if "uses" in step}
    assert {name for name in used if not MAJOR.fullmatch(name)} == {"./"}
    assert {name for name in re.findall(r"actions/\S+", PAGE) if name not in used} == set()


def test_the_workflow_may_read_and_no_more() -> None:
    workflow = read_yaml(WORKFLOW)
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow["on"] == ["push", "pull_request"]
    assert not [name for name, job in workflow["jobs"].items() if "permissions" in job]


def test_the_workflow_runs_the_command_of_the_readme() -> None:
    steps = read_yaml(WORKFLOW)["jobs"]["checks"]["steps"]
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8").splitlines()
    assert [step["run"] in readme for step in steps if "run" in step] == [True]
