"""The house stands as it was drawn: layers, registries, and sizes that a reader can take in."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sysconfig
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import click
import pytest

import dhrplan.render
from dhrplan.cli.group import group
from dhrplan.cli.registry import COMMANDS
from dhrplan.render import diagnostics
from dhrplan.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

CHECKOUT = Path(__file__).parents[1]
PACKAGE = CHECKOUT / "dhrplan"
MODULES = sorted(PACKAGE.rglob("*.py"))

LONGEST_MODULE = 250
LONGEST_FUNCTION = 60
MEDIAN_FUNCTION = 10
MAY_BE_LONGER = {
    "text/fields.py": "one table, which is read as one",
}
"""Modules over the limit, each with its reason."""


def name_of(module: Path) -> str:
    return module.relative_to(PACKAGE).as_posix()


def modules_in(folder: str) -> set[str]:
    return {path.stem for path in (PACKAGE / folder).glob("*.py")}


def functions() -> Iterator[tuple[str, int]]:
    """Every function of the package, with the lines from its `def` to its end."""
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.end_lineno
                place = f"{name_of(module)}:{node.lineno} {node.name}"
                yield place, node.end_lineno - node.lineno + 1


def command(name: str) -> click.Command:
    found = group.get_command(click.Context(group), name)
    assert found
    return found


def test_layers_hold() -> None:
    program = shutil.which("lint-imports", path=sysconfig.get_path("scripts"))
    assert program
    ended = subprocess.run(
        [program, "--no-cache"],
        cwd=CHECKOUT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_every_rule_is_registered() -> None:
    """A file of the rules has one, whose name it bears, or several in `RULES`, or none at all."""
    modules = [import_module(f"dhrplan.rules.{name}") for name in sorted(modules_in("rules"))]
    alone = {
        module.__name__.rpartition(".")[2]: module.RULE
        for module in modules
        if hasattr(module, "RULE")
    }
    several = [rule for module in modules[1:] for rule in getattr(module, "RULES", ())]
    assert {rule.name.replace("-", "_") for rule in alone.values()} == set(alone)
    registered = [rule.name for rule in RULES]
    assert sorted(registered) == sorted(rule.name for rule in (*alone.values(), *several))


def test_every_command_is_registered() -> None:
    assert set(COMMANDS) == modules_in("cli/commands") - {"__init__"}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_registry_says_what_a_command_says_of_itself(name: str) -> None:
    assert (command(name).help or "").splitlines()[0] == COMMANDS[name]
    assert command(name).name == name


def test_every_format_of_reports_is_registered() -> None:
    modules = (f"dhrplan.render.{name}" for name in sorted(modules_in("render") - {"__init__"}))
    formats = {name for name in modules if hasattr(import_module(name), "render")}
    assert formats == set(dhrplan.render.FORMATS.values())
    assert set(dhrplan.render.ENDINGS.values()) <= set(dhrplan.render.FORMATS)


def test_every_format_of_diagnostics_is_registered() -> None:
    formats = {f"dhrplan.render.diagnostics.{name}" for name in modules_in("render/diagnostics")}
    assert formats - {"dhrplan.render.diagnostics.__init__"} == set(diagnostics.FORMATS.values())
    assert all(hasattr(import_module(name), "render") for name in diagnostics.FORMATS.values())


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_offers_every_format(name: str) -> None:
    formats = diagnostics.FORMATS if name == "validate" else dhrplan.render.FORMATS
    for option in command(name).params:
        if "--format" in option.opts:
            assert isinstance(option.type, click.Choice)
            assert tuple(option.type.choices) == tuple(formats)


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_module_can_be_read_at_a_sitting(module: Path) -> None:
    lines = len(module.read_text(encoding="utf-8").splitlines())
    assert (lines > LONGEST_MODULE) == (name_of(module) in MAY_BE_LONGER)


def test_no_module_is_excused_that_is_not_there() -> None:
    assert {name_of(module) for module in MODULES} >= set(MAY_BE_LONGER)


def test_functions_are_short() -> None:
    lengths = dict(functions())
    assert [place for place, lines in lengths.items() if lines > LONGEST_FUNCTION] == []
    assert median(lengths.values()) <= MEDIAN_FUNCTION
