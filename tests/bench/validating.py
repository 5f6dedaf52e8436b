"""`dhrplan validate` against the linters that a repository of YAML would use otherwise.

yamllint looks at the YAML alone, check-jsonschema at keys and values; `validate` does both and runs
every rule. All three see the same files, as whole programs, by turns in one run.
"""

from __future__ import annotations

import shutil
import sysconfig
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.compare import compare
from tests.bench.generated import plans

FILES = 100
TARGET = 0.2
SCHEMA = Path(__file__).parents[2] / "plans" / "plan.schema.json"
# Without its rule on long lines, which prose breaks everywhere: it would only print more.
_YAMLLINT = "{extends: default, rules: {line-length: disable, document-start: disable}}"


def measure(times: int) -> str:
    """The ratio to each."""
    with TemporaryDirectory() as place:
        folder = Path(place, "plans")
        folder.mkdir()
        for name, data in plans(FILES).items():
            (folder / name).write_bytes(data)
        lines = [f"validating {FILES} plans: at most {TARGET} of each wanted"]
        ours = ("-c", "from dhrplan.cli import main; main()", "validate", "--as-of", "2017-09-15")
        for name, theirs in _others(folder).items():
            found = compare((*ours, "--plans", str(folder)), theirs, times)
            lines.append(f"  {name}: {found}")
    return "\n".join(lines)


def _others(folder: Path) -> dict[str, tuple[str, ...]]:
    files = sorted(map(str, folder.iterdir()))
    return {
        "yamllint": (_program("yamllint"), "--config-data", _YAMLLINT, str(folder)),
        "check-jsonschema": (_program("check-jsonschema"), "--schemafile", str(SCHEMA), *files),
    }


def _program(name: str) -> str:
    program = shutil.which(name, path=sysconfig.get_path("scripts"))
    assert program, f"{name} is not installed; it comes with the extra `dev`"
    return program
