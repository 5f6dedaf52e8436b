"""The documents on installing agree with the project's requirements."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
ASKED_FOR = [
    *PROJECT["build-system"]["requires"],
    *PROJECT["project"]["dependencies"],
    *PROJECT["project"]["optional-dependencies"]["dev"],
]


def read(name: str) -> str:
    return (CHECKOUT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("requirement", ASKED_FOR)
def test_a_dependency_has_its_reason_and_its_version(requirement: str) -> None:
    name, _, version = re.split("([>=]=|$)", requirement, maxsplit=1)
    rows = [line.split("|") for line in read("docs/dependencies.md").splitlines()]
    cells = [row[2] for row in rows if len(row) > 2 and name in row[1]]
    assert (version or "any") in [cell.strip() for cell in cells]


def test_the_readme_has_each_command_for_both_kinds_of_shell() -> None:
    lines = read("README.md").splitlines()
    commands = [line for line in lines if line.startswith("python3 -m venv .venv && ")]
    assert len(commands) == 2
    for command in commands:
        twin = command.replace("python3 -m", "py -m").replace(" && ", "; ")
        assert twin.replace(".venv/bin/", ".venv\\Scripts\\") in lines
