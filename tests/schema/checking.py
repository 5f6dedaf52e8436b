"""Files under the real check-jsonschema, and under `validate`."""

from __future__ import annotations

import json
import shutil
import subprocess
import sysconfig
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dhrplan import workspace
from dhrplan.diagnostic import Severity
from dhrplan.rules.engine import named_bytes
from tests.golden.running import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping

PLAN_SCHEMA, REGISTER_SCHEMA = (
    ROOT / "plans" / name for name in ("plan.schema.json", "agencies.schema.json")
)


def complaints(schema: Path, folder: Path, files: Mapping[str, str]) -> dict[str, list[str]]:
    """What check-jsonschema says of each of these texts, in one run."""
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
    told: dict[str, list[str]] = defaultdict(list)
    for one in (*answer.get("errors", ()), *answer.get("parse_errors", ())):
        told[Path(one["filename"]).stem].append(one["message"])
    return dict(told)


LATE = date(2200, 1, 1)
"""A day on which nothing lies ahead: a schema knows no day."""


def errors(name: str, text: str) -> set[str]:
    """The rules whose errors `validate` names in a folder with this file alone."""
    found = workspace.read((named_bytes({name: text}),)).check(LATE)
    return {one.rule for one in found if one.severity is Severity.ERROR}


def _program() -> str:
    program = shutil.which("check-jsonschema", path=sysconfig.get_path("scripts"))
    assert program
    return program
