"""The architecture: layers, complete registries, and names that mean one thing."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sysconfig
from collections import Counter
from importlib import import_module
from pathlib import Path

import click
import pytest

import dhrplan.render
from dhrplan.cli.entry import BARE, COMMANDS, group
from dhrplan.render import findings
from dhrplan.rules import RULES

CHECKOUT = Path(__file__).parents[1]
PACKAGE = CHECKOUT / "dhrplan"
MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(module: Path) -> str:
    return module.relative_to(PACKAGE).as_posix()


def modules_in(folder: str) -> set[str]:
    return {path.stem for path in (PACKAGE / folder).glob("*.py")}


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
    """A module of `rules` has one `RULE`, named as the file, several in `RULES`, or none."""
    names = {*modules_in("rules"), *(f"privacy.{name}" for name in modules_in("rules/privacy"))}
    modules = [import_module(f"dhrplan.rules.{name}") for name in sorted(names)]
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
    modules = modules_in("cli/commands") - {"__init__"}
    assert {*COMMANDS, BARE} == {name.removesuffix("_") for name in modules}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_registry_says_what_a_command_says_of_itself(name: str) -> None:
    assert (command(name).help or "").splitlines()[0] == COMMANDS[name]
    assert command(name).name == name


def test_every_format_of_reports_is_registered() -> None:
    modules = (f"dhrplan.render.{name}" for name in sorted(modules_in("render") - {"__init__"}))
    formats = {name for name in modules if hasattr(import_module(name), "render")}
    assert formats == {*dhrplan.render.FORMATS.values(), dhrplan.render.PLAIN}
    assert set(dhrplan.render.ENDINGS.values()) <= set(dhrplan.render.FORMATS)


def test_every_format_of_findings_is_registered() -> None:
    formats = {f"dhrplan.render.findings.{name}" for name in modules_in("render/findings")}
    assert formats - {"dhrplan.render.findings.__init__"} == set(findings.FORMATS.values())
    assert all(hasattr(import_module(name), "render") for name in findings.FORMATS.values())


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_offers_every_format(name: str) -> None:
    formats = findings.FORMATS if name == "validate" else dhrplan.render.FORMATS
    for option in command(name).params:
        if "--format" in option.opts:
            assert isinstance(option.type, click.Choice)
            assert tuple(option.type.choices) == tuple(formats)


def test_no_class_name_means_two_things() -> None:
    names = Counter(
        node.name
        for module in MODULES
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    )
    assert [name for name, times in names.items() if times > 1] == []


def test_no_file_name_means_two_things() -> None:
    """But a command and what it prints, a format of reports and of findings."""
    places: dict[str, set[str]] = {}
    for module in MODULES:
        if not module.stem.startswith("__"):
            places.setdefault(module.stem, set()).add(module.relative_to(PACKAGE).parent.as_posix())
    pairs = (
        {"cli/commands", "reports"},
        {"cli/commands", "cli"},
        {"cli/commands", "plan"},
        {"cli/commands", "meeting"},
        {"render", "render/findings"},
    )
    assert {name: at for name, at in places.items() if len(at) > 1 and at not in pairs} == {}
