"""The files that `init` and `new` start with: a plan and a register full of comments, and tools.

The user's answers are inserted as values; the rest are comments that show examples.
"""

from __future__ import annotations

import json
import re
from textwrap import fill
from typing import NamedTuple

from dhrplan.model.agencies import Register, folded
from dhrplan.plan.fields import RECORDS, Choice, Field
from dhrplan.plan.fmt import edit
from dhrplan.plan.read import read_register
from dhrplan.plan.schema import plan_schema, register_schema, schema_text
from dhrplan.plan.settings import FILE, FORBIDDEN_NAMES, SETTINGS
from dhrplan.yamldoc.edit import Set

HOOK = ".pre-commit-config.yaml"
"""Read by pre-commit at the top of a repository only."""
_ATTRIBUTES_FILE, _IGNORE_FILE = ".gitattributes", ".gitignore"
FILES_OF_LINES = (_ATTRIBUTES_FILE, _IGNORE_FILE)
"""Files in which every line is independent of the others."""
PLAN_SCHEMA = "plan.schema.json"
"""The schema of plans, beside them."""
_PLAN_SCHEMA, _REGISTER_SCHEMA = f"plans/{PLAN_SCHEMA}", "plans/agencies.schema.json"
SCHEMAS = {_PLAN_SCHEMA: "dhrplan schema", _REGISTER_SCHEMA: "dhrplan schema --agencies"}
"""The schema files, each with the command that writes it."""


class Answers(NamedTuple):
    """The answers of the user of `init`; `forbidden_names` is the path in the settings."""

    partnership: str | None = None
    marking: str | None = None
    council: str | None = None
    review: str = "DHR1"
    title: str = "Domestic Homicide Review 1"
    forbidden_names: str = FORBIDDEN_NAMES


class StarterFile(NamedTuple):
    """A file to create; `name` is its path in the folder, with `/`."""

    name: str
    description: str
    data: bytes


def starter_files(
    answers: Answers, version: str, existing: Register | None = None
) -> tuple[StarterFile, ...]:
    """Every file of a folder that is ready to use; the hook installs `version` of the program.

    The schema of plans offers the codes of the `existing` register, or else of the new one.
    """
    plan = new_plan(answers.review, answers.title, answers.partnership)
    register = new_register(answers.partnership, answers.council)
    known = existing or read_register("plans/agencies.yaml", register).register
    texts = (
        (_PLAN_SCHEMA, "helps an editor complete and check plans", schema_text(plan_schema(known))),
        (_REGISTER_SCHEMA, "the same for the register", schema_text(register_schema())),
        (FILE, "the settings", settings_text(answers.marking)),
        (HOOK, "checks plans at each commit and push", _HOOK.format(version=version)),
        (".vscode/settings.json", "how VS Code edits plans", _VS_CODE),
        (".editorconfig", "how other editors edit them", _EDITORCONFIG),
        (_ATTRIBUTES_FILE, "keeps line endings the same on every computer", _ATTRIBUTES),
        (_IGNORE_FILE, "keeps the list of forbidden names out of git", _gitignore(answers)),
    )
    return (
        StarterFile(f"plans/{answers.review}.yaml", "the plan of the first review", plan),
        StarterFile("plans/agencies.yaml", "the register of agencies", register),
        *(StarterFile(name, description, text.encode()) for name, description, text in texts),
    )


def missing_lines(file: StarterFile, existing: bytes) -> tuple[str, ...]:
    """The lines of a starter file, other than comments, that the existing file lacks."""
    has = {line.strip() for line in existing.decode("utf-8", "replace").splitlines()}
    wanted = (line.strip() for line in file.data.decode().splitlines())
    return tuple(line for line in wanted if line and not line.startswith("#") and line not in has)


# -- plan ------------------------------------------------------------------------------------------

_MAX_LINE = 79  # so that a window need not be wide, with a margin for marks of an editor
_REVIEW_KINDS = {"DHR": "Domestic Homicide Review", "DARDR": "Domestic Abuse Related Death Review"}
# A hint of how a value looks, not a fact.
_EXAMPLES = {
    "aliases": "[Case 23]",
    "kind": "DHR",
    "partnership": "Northshire Community Safety Partnership",
    "marking": "OFFICIAL-SENSITIVE",
    "stage": "drafting",
    "position_at": "2026-03",
    "source": "\n#   title: Action plan, version 4\n#   numbering: ours",
    "dates": "\n#   commissioned: 2025-06\n#   submitted: 2026-02-11",
    "review_every": "3 months",
    "sign_off": "CSP",
}
_PLAN = """\
# yaml-language-server: $schema=plan.schema.json
#
# The action plan of one review. The program ignores what follows a `#`, such
# as this line. To use a key that follows a `#`, delete the `#` and the space
# after it. What is not known is left out.
# `dhrplan validate` says what is wrong or missing, and what to write instead.

format: 1
id: X
{aliases}{kind}title: X
{partnership}{rest}
# The recommendations are below, in the order of the review.
# `dhrplan new {id} --recommendation` adds one; `dhrplan new {id} 1 --action`
# adds an action to recommendation 1. Written by hand, without the `#` and the
# space, and in place of the [] below, they look like this:
#
#   - id: "1"
#     ref: "17.6"              # the paragraph of the report
#     text: |-
#       The recommendation, in the review's words,
#       on as many lines as it needs.
#     scope: local             # {scopes}
#     addressed_to: [CSP]      # agencies of agencies.yaml: code, alias or name
#     actions:
#       - id: "1.1"
#         text: |-
#           What is to be done.
#         lead: [CSP]          # the first one leads
{statuses}
#         status: not-started
#         target: 2027-03      # as precise as the record: 2027-03-31, 2027
#         milestones:
#           - text: The first step.
#             target: 2026-12
recommendations: []
"""


def default_title(review: str) -> str:
    """`Domestic Homicide Review 8` for `DHR8`; for other ids the id itself."""
    match = re.fullmatch(r"(dhr|dardr)[-_]?([0-9]+)", review, re.IGNORECASE)
    return f"{_REVIEW_KINDS[match[1].upper()]} {match[2]}" if match else review


def new_plan(review: str, title: str, partnership: str | None = None) -> bytes:
    """The file of a review without recommendations."""
    kind = next((one for one in ("DARDR", "DHR") if review.upper().startswith(one)), None)
    rest = ("marking", "stage", "position_at", "source", "dates", "review_every", "sign_off")
    text = _PLAN.format(
        id=review,
        aliases=_commented_key("aliases"),
        kind="kind: X\n" if kind else _commented_key("kind"),
        partnership="partnership: X\n" if partnership else _commented_key("partnership"),
        rest="".join(map(_commented_key, rest)),
        scopes=_choices(_field("recommendation", "scope")),
        statuses=_wrapped(_choices(_field("action", "status")), f"#{' ' * 9}# "),
    )
    values = {"id": review, "title": title, "kind": kind, "partnership": partnership}
    changes = [Set((key,), value) for key, value in values.items() if value]
    return edit("the new file", text.encode(), changes, "plan").data


def _commented_key(key: str) -> str:
    """A key of a plan in a comment, with what it means and an example."""
    field = _field("plan", key)
    choices = f": {_choices(field)}." if isinstance(field.kind, Choice) else "."
    example = _EXAMPLES[key]
    space = "" if example.startswith("\n") else " "
    meaning = _wrapped(f"{field.description.removesuffix('.')}{choices}", "# ")
    return f"{meaning}\n# {key}:{space}{example}\n"


def _field(record: str, key: str) -> Field:
    return next(field for field in RECORDS[record] if field.name == key)


def _choices(field: Field) -> str:
    assert isinstance(field.kind, Choice)  # noqa: S101 - for mypy
    *others, last = field.kind.values
    return f"{', '.join(others)} or {last}"


def _wrapped(text: str, prefix: str) -> str:
    return fill(
        text, _MAX_LINE, initial_indent=prefix, subsequent_indent=prefix, break_on_hyphens=False
    )


# -- register --------------------------------------------------------------------------------------

_REGISTER = """\
# yaml-language-server: $schema=agencies.schema.json
#
# The agencies that plans may name, each below a code of your choice. A plan names
# them by code, name or alias. Once there is an agency here, `dhrplan validate`
# calls a name in a plan wrong that is not.

agencies:
{agencies}
  # Others that a plan often names. Take the `#` and the space after it away, and
  # write what they are called where you are: Northshire is invented.
  #
  # POL:
  #   name: Northshire Police
  #   aliases: [Police]
  #   level: regional
  # ICB:
  #   name: NHS Northshire Integrated Care Board
  #   aliases: [Health]
  #   level: regional
  # PROB:
  #   name: Probation Service
  #   level: national
  # HO:
  #   name: Home Office
  #   level: national
"""


def new_register(partnership: str | None = None, council: str | None = None) -> bytes:
    """The register of agencies, with those that are known."""
    is_same = folded(council or "") == folded(partnership or "")
    names = {"CSP": partnership, **({} if is_same else {council_code(council or ""): council})}
    known = {code: name for code, name in names.items() if name}
    agencies = "".join(f"  {code}:\n    name: X\n    level: local\n" for code in known)
    changes = [Set(("agencies", code, "name"), name) for code, name in known.items()]
    text = _REGISTER.format(agencies=agencies)
    return edit("the new file", text.encode(), changes, "register").data


def council_code(name: str) -> str:
    """A code from the first letters of a council's name: `NCC`, `LBTH`."""
    words = re.findall(r"[A-Za-z']+", name)
    capitals = (word[0].upper() for word in words if word.casefold() not in _SMALL_WORDS)
    code = "".join(letter for letter in capitals if letter != "'")
    return code if len(code) > 1 and code != "CSP" else "COUNCIL"


_SMALL_WORDS = frozenset({"and", "for", "of", "the"})

# -- settings and tools ----------------------------------------------------------------------------

_SETTINGS = """\
# The settings of the plans in `plans`. All of them may be left out. To set one, take the `#` and
# the space after it away from its line.
"""


def settings_text(marking: str | None = None) -> str:
    """The settings, each in a comment with what it means; the marking is set if it is given."""
    parts = [_SETTINGS]
    for setting in SETTINGS:
        lines = [f"# {example}" for example in re.findall(r"`([^`]*)`", setting.hint)]
        if setting.name == "marking" and marking:
            lines = [f"marking = {json.dumps(marking, ensure_ascii=False)}"]
        parts.append("\n".join((f"# {setting.description}", *lines, "")))
    return "\n".join(parts)


def _gitignore(answers: Answers) -> str:
    """With the list of forbidden names where the settings have it."""
    name = answers.forbidden_names.replace("\\", "/").removeprefix("./")
    names = FORBIDDEN_NAMES
    if name != FORBIDDEN_NAMES and not name.startswith(("/", "../")):
        escaped = re.sub(r"([*?[ ])", r"\\\1", name)
        names = f"{FORBIDDEN_NAMES}\n/{escaped}"
    return f"""\
# The list of names that must never appear. It must never be committed itself.
{names}
# What dhrplan leaves behind when it is stopped while it writes.
.dhrplan-*
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
        entry: dhrplan validate --staged --quiet
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
