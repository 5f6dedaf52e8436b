"""Git in a folder of a test's own."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType


def git(
    folder: Path, *arguments: str, environment: Mapping[str, str] = MappingProxyType({})
) -> str:
    """Run git, which must succeed, and return what it prints."""
    command, variables = ["git", *arguments], {**os.environ, **environment}
    return subprocess.run(
        command, cwd=folder, env=variables, capture_output=True, encoding="utf-8", check=True
    ).stdout
