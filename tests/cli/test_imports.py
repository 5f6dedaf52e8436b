"""The imports of a command: it starts at once because it imports only what it needs."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from keyword import iskeyword
from pathlib import Path

import pytest

from dhrplan.cli.entry import COMMANDS
from dhrplan.render.findings import FORMATS

ROOT = Path(__file__).parents[2]
OVERDUE = ("overdue", "--as-of", "2017-09-15", "--plans")
PUBLISHED = """\
format: 1
id: DHR99
title: Domestic Homicide Review 99
dates:
  published: 2016-12-01
recommendations:
  - id: "1"
    text: Share what is known.
    actions:
      - id: "1.1"
        status: in-progress
        target: {target}
"""

LISTING = """\
import atexit, sys

@atexit.register
def list_modules():
    files = {name for name, module in sys.modules.items() if getattr(module, "__file__", None)}
    print(*files, file=sys.stderr)

"""


def imported(code: str, *arguments: str) -> frozenset[str]:
    """Every module that Python has read from a file when it has run the code."""
    ended = subprocess.run(
        [sys.executable, "-c", LISTING + code, *arguments],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return frozenset(ended.stderr.split())


def of_dhrplan(*arguments: str) -> frozenset[str]:
    return imported("from dhrplan.cli import main\nmain()", *arguments)


@cache
def by_itself() -> frozenset[str]:
    """The modules that Python and its site import by themselves."""
    return imported("")


def packages(modules: frozenset[str]) -> set[str]:
    """The packages of others among these modules."""
    known = sys.stdlib_module_names | {"dhrplan"}
    return {module.partition(".")[0] for module in modules - by_itself()} - known


def test_help_takes_click_alone() -> None:
    modules = of_dhrplan("--help")
    assert packages(modules) <= {"click", "colorama"}  # colorama is Click's own, on Windows
    assert not [name for name in modules if name.startswith("dhrplan.cli.commands.")]


def test_help_takes_no_reports() -> None:
    modules = of_dhrplan("--help")
    assert not modules & {"dhrplan.diagnostic", "dhrplan.table", "dhrplan.render.blocks"}


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command_takes_click_alone(name: str) -> None:
    assert packages(of_dhrplan(name, "--help")) <= {"click", "colorama"}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_imports_no_other(name: str) -> None:
    commands = "dhrplan.cli.commands."
    module = f"{commands}{name}_" if iskeyword(name) else f"{commands}{name}"
    modules = imported(f"import {module}")
    assert [one for one in modules if one.startswith(commands)] == [module]


def test_a_table_takes_click_and_yaml() -> None:
    assert packages(of_dhrplan(*OVERDUE, "plans")) >= {"click", "yaml"}


@pytest.mark.parametrize("command", ["overdue", "report DHR7", "validate"])
def test_json_takes_no_more_than_click_and_yaml(command: str) -> None:
    modules = of_dhrplan(*command.split(), "--format", "json", "--plans", "plans")
    assert packages(modules) <= {"click", "colorama", "yaml", "_yaml"}


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_of_findings_takes_more(name: str) -> None:
    modules = of_dhrplan("validate", "--format", name, "--plans", "plans")
    assert packages(modules) <= {"click", "colorama", "yaml", "_yaml"}


@pytest.mark.parametrize(
    ("target", "counts"), [("2017-06", False), ("published + 6 months", True)], ids=str
)
def test_dateutil_is_taken_where_a_date_counts_from_another(
    target: str, *, counts: bool, tmp_path: Path
) -> None:
    (tmp_path / "DHR99.yaml").write_text(PUBLISHED.format(target=target), encoding="utf-8")
    assert ("dateutil" in packages(of_dhrplan(*OVERDUE, str(tmp_path)))) is counts
