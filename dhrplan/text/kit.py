"""The files that a folder of plans begins with: what stands in each before anybody changes it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from dhrplan.text.beginning import new_plan, new_register
from dhrplan.text.schema import as_text, plan_schema, register_schema
from dhrplan.text.settings import FILE, FORBIDDEN_NAMES, SETTINGS

if TYPE_CHECKING:
    from dhrplan.text.settings import Setting

HOOK = ".pre-commit-config.yaml"
"""The settings of pre-commit, which reads them at the top of a repository alone."""
_ATTRIBUTES_FILE, _IGNORE_FILE = ".gitattributes", ".gitignore"
LINES = (_ATTRIBUTES_FILE, _IGNORE_FILE)
"""Files whose every line stands for itself."""
_PLAN_SCHEMA, _REGISTER_SCHEMA = "plans/plan.schema.json", "plans/agencies.schema.json"
SCHEMAS = {
    _PLAN_SCHEMA: "dhrplan schema",
    _REGISTER_SCHEMA: "dhrplan schema --agencies",
}
"""The schemas, each with the command that writes it."""


class Answers(NamedTuple):
    """What whoever begins a folder has told; what is None, nobody has.

    Attributes:
        forbidden_names: The list of names that must never appear, as the settings name it.
    """

    partnership: str | None = None
    marking: str | None = None
    council: str | None = None
    review: str = "DHR1"
    title: str = "Domestic Homicide Review 1"
    forbidden_names: str = FORBIDDEN_NAMES


class Piece(NamedTuple):
    """A file to begin with.

    Attributes:
        name: Its place in the folder, with `/`.
        what: What it is, for whoever is asked whether to write it.
    """

    name: str
    what: str
    data: bytes


def kit(answers: Answers, version: str) -> tuple[Piece, ...]:
    """Every file of a folder that is ready to use.

    Args:
        answers: What has been told.
        version: The version of the program, for the hook that installs it.
    """
    plan = new_plan(answers.review, answers.title, answers.partnership)
    register = new_register(answers.partnership, answers.council)
    hook = _HOOK.format(version=version)
    return (
        Piece(f"plans/{answers.review}.yaml", "the plan of the first review", plan),
        Piece("plans/agencies.yaml", "the register of agencies", register),
        _text(_PLAN_SCHEMA, "what an editor knows of plans", as_text(plan_schema())),
        _text(_REGISTER_SCHEMA, "what it knows of the register", as_text(register_schema())),
        _text(FILE, "the settings", settings_text(answers.marking)),
        _text(HOOK, "checks plans at each commit and push", hook),
        _text(".vscode/settings.json", "how VS Code edits plans", _VS_CODE),
        _text(".editorconfig", "how other editors edit them", _EDITORCONFIG),
        _text(_ATTRIBUTES_FILE, "plans have the same line ends everywhere", _ATTRIBUTES),
        _text(_IGNORE_FILE, "keeps the list of forbidden names out of git", _ignored(answers)),
    )


def settings_text(marking: str | None = None) -> str:
    """The settings, each as a remark with what it means; the marking is set where it is told."""
    told = {"marking": marking} if marking else {}
    return "\n".join((_SETTINGS, *(_setting(one, told.get(one.name)) for one in SETTINGS)))


def lines_missing(piece: Piece, there: bytes) -> tuple[str, ...]:
    """The lines of a file to begin with that the one that is there lacks, but for remarks."""
    has = {line.strip() for line in there.decode("utf-8", "replace").splitlines()}
    wanted = (line.strip() for line in piece.data.decode().splitlines())
    return tuple(line for line in wanted if line and not line.startswith("#") and line not in has)


def _ignored(answers: Answers) -> str:
    """What git is to leave alone: the list of names, wherever the settings have it."""
    name = answers.forbidden_names.replace("\\", "/").removeprefix("./")
    if name == FORBIDDEN_NAMES or name.startswith(("/", "../")):
        return _IGNORED
    return _IGNORED.replace(_LIST, f"{_LIST}/{re.sub(r'([*?[ ])', _ESCAPED, name)}\n")


def _text(name: str, what: str, text: str) -> Piece:
    return Piece(name, what, text.encode())


def _setting(setting: Setting, value: str | None) -> str:
    """A setting with its meaning, and the lines that the table shows for it."""
    shown = re.findall(r"`([^`]*)`", setting.wanted)
    lines = [f"# {line}" for line in shown]
    if value is not None:
        lines = [f"{setting.name} = {json.dumps(value, ensure_ascii=False)}"]
    return "\n".join((f"# {setting.description}", *lines, ""))


_SETTINGS = """\
# The settings of the plans in `plans`. All of them may be left out. To set one, take the `#` and
# the space after it away from its line.
"""

_HOOK = """\
# For pre-commit (https://pre-commit.com). Give `pre-commit install` once in each clone. From then
# on what is committed and what is pushed is checked, and an error stops it.
default_install_hook_types: [pre-commit, pre-merge-commit, pre-push]
repos:
  # The dhrplan that is installed here, so that nothing is downloaded. It must be on the path.
  - repo: local
    hooks:
      - id: dhrplan-validate
        name: validate action plans
        entry: dhrplan validate --staged
        language: system
        files: ^(plans/[^./][^/]*\\.(?i:ya?ml)|dhrplan\\.toml)$
        always_run: true
        require_serial: true
        stages: [pre-commit, pre-merge-commit, pre-push, manual]
  # Or one that pre-commit downloads and installs for itself: write where the program is kept, and
  # take the lines above away.
  # - repo: https://example.org/dhrplan
  #   rev: v{version}
  #   hooks:
  #     - id: dhrplan-validate
"""

_VS_CODE = """\
{
  "yaml.schemas": {
    "plans/plan.schema.json": ["plans/*.yaml", "plans/*.yml", "!plans/agencies.y*ml"],
    "plans/agencies.schema.json": ["plans/agencies.yaml", "plans/agencies.yml"]
  },
  "yaml.schemaStore.enable": false,
  "redhat.telemetry.enabled": false,
  "[yaml]": {
    "editor.insertSpaces": true,
    "editor.tabSize": 2,
    "editor.detectIndentation": false,
    "editor.formatOnSave": false,
    "files.encoding": "utf8",
    "files.insertFinalNewline": true
  }
}
"""

_EDITORCONFIG = """\
[plans/*.{yaml,yml}]
charset = utf-8
indent_style = space
indent_size = 2
insert_final_newline = true
"""

_ATTRIBUTES = """\
# The same line ends in every clone, so that git shows nothing but what was decided.
plans/*.yaml text eol=lf
plans/*.yml text eol=lf
plans/*.json text eol=lf
dhrplan.toml text eol=lf
"""

_LIST = f"{FORBIDDEN_NAMES}\n"
_ESCAPED = r"\\\1"
_IGNORED = f"""\
# The list of names that must never appear. It must never be committed itself.
{_LIST}\
# What dhrplan leaves behind when it is stopped while it writes.
.dhrplan-*
"""
