"""Checks files with the real check-jsonschema, and with `validate`."""

from __future__ import annotations

import json
import shutil
import subprocess
import sysconfig
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from dhrplan import workspace
from dhrplan.diagnostic import Severity
from dhrplan.rules.engine import named_bytes
from tests.golden.running import ROOT

PLAN_SCHEMA, REGISTER_SCHEMA = (
    ROOT / "plans" / name for name in ("plan.schema.json", "agencies.schema.json")
)


def complaints(schema: Path, folder: Path, files: Mapping[str, str]) -> dict[str, list[str]]:
    """The reports of check-jsonschema on each text, by file name, from one run."""
    paths = {name: folder / f"{name}.yaml" for name in files}
    for name, text in files.items():
        paths[name].write_bytes(text.encode())
    options = ("--output-format", "json", "--schemafile", str(schema))
    ended = subprocess.run(
        [_program(), *options, *map(str, paths.values())],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode in (0, 1), ended.stderr
    answer = json.loads(ended.stdout)
    found: dict[str, list[str]] = defaultdict(list)
    for one in (*answer.get("errors", ()), *answer.get("parse_errors", ())):
        found[Path(one["filename"]).stem].append(one["message"])
    return dict(found)


LATE = date(2200, 1, 1)
"""After every date of the cases, because a schema does not know today."""


def errors(name: str, text: str) -> set[str]:
    """The rules of which `validate` reports errors, in a folder with this file alone."""
    found = workspace.read((named_bytes({name: text}),)).check(LATE)
    return {one.rule for one in found if one.severity is Severity.ERROR}


def _program() -> str:
    program = shutil.which("check-jsonschema", path=sysconfig.get_path("scripts"))
    assert program
    return program
