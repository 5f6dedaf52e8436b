"""Runs the scripts of `action.yml` in bash as GitHub's own runner does, on this machine."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from tests.checkout import CHECKOUT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

BASH = ("bash", "--noprofile", "--norc", "-e", "-o", "pipefail")
"""The command of `shell: bash`, by GitHub's workflow reference."""

_EXPRESSION = re.compile(r"\$\{\{ ([\w.-]+) \}\}")


def read_yaml(name: str) -> dict[str, Any]:
    """A file of the checkout, every scalar a text."""
    text = (CHECKOUT / name).read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, yaml.BaseLoader)  # noqa: S506, TID251 - text alone
    return loaded


ACTION = read_yaml("action.yml")
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]


@dataclass(frozen=True)
class Runner:
    """A machine that runs a job.

    Attributes:
        action: Where the action has been put.
        temp: Its folder for what does not outlive the job.
        environment: The variables that the job has by itself.
    """

    action: Path
    temp: Path
    environment: Mapping[str, str]

    def install(self) -> subprocess.CompletedProcess[str]:
        """Run the step that installs the program."""
        (self.temp / "output").touch()
        return self._step("Install dhrplan", self.temp, {})

    def validate(self, workspace: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
        """Run the step that judges the plans; an input that is not given has its default."""
        return self._step("Validate the plans", workspace, inputs)

    def _step(
        self, name: str, workspace: Path, inputs: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        step = next(one for one in STEPS if one.get("name") == name)
        script = self.temp / "script.sh"
        script.write_text(step["run"], encoding="utf-8", newline="\n")
        return subprocess.run(
            (*BASH, str(script)),
            cwd=workspace,
            env={**self.environment, **self._own(workspace), **self._variables(step, inputs)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )

    def _own(self, workspace: Path) -> dict[str, str]:
        """Variables that GitHub sets for each step of an action."""
        return {
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(self.action),
            "GITHUB_WORKSPACE": str(workspace),
            "GITHUB_OUTPUT": str(self.temp / "output"),
            "RUNNER_TEMP": str(self.temp),
        }

    def _variables(self, step: Mapping[str, Any], inputs: Mapping[str, str]) -> dict[str, str]:
        """The variables of a step, once the expressions in them are worked out."""
        told = {f"inputs.{name}": one.get("default", "") for name, one in ACTION["inputs"].items()}
        told |= {f"inputs.{name.replace('_', '-')}": value for name, value in inputs.items()}
        told["steps.found.outputs.python-path"] = sys.executable
        for line in (self.temp / "output").read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition("=")
            told[f"steps.installed.outputs.{name}"] = value
        return {
            name: _EXPRESSION.sub(lambda match: told[match[1]], value)
            for name, value in step.get("env", {}).items()
        }


def bare_environment() -> dict[str, str]:
    """The variables of this process without what would let the checkout in."""
    hidden = ("PYTHONPATH", "VIRTUAL_ENV", "DHRPLAN_PLANS")
    return {name: value for name, value in os.environ.items() if name not in hidden}
