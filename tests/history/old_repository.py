"""Repositories whose old versions hold what was withheld later. Every name is invented."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from tests.golden.running import Outcome, Shell

if TYPE_CHECKING:
    import pytest

NAME = "Chloë Tregear"
PHONE = "07700 900461"
EMAIL = "pat.tredinnick@gmail.com"
NHS = "943 476 5919"

PLAN = """\
format: 1
id: DHR1
title: Domestic Homicide Review 1
recommendations:
  - id: "1"
    text: Use one form.
    actions:
      - id: "1.1"
        text: Agree one form.
        lead: [POL]
        status: in-progress
        target: {target}
{more}"""


def plan(more: str = "", target: str = "2027-03") -> str:
    """A plan with one action, with more lines at its end."""
    return PLAN.format(
        more="".join(f"        {line}\n" for line in more.splitlines()), target=target
    )


@dataclass
class OldRepository:
    """A repository with plans, in which commands are run."""

    shell: Shell

    @property
    def folder(self) -> Path:
        return self.shell.folder

    def run(self, command: str) -> Outcome:
        return self.shell.run(command)

    def git(self, *arguments: str, day: str = "2026-01-01", text: str = "") -> str:
        """Run git, as on a day."""
        when = f"{day}T12:00:00+00:00"
        dated = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
        return subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env=os.environ | dated,
            input=text,
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def commit(
        self, day: str, files: Mapping[str, str | bytes | None] = MappingProxyType({}), **more: str
    ) -> str:
        """Write files, or delete them, and commit everything. Returns the hash."""
        for name, content in files.items():
            if content is None:
                (self.folder / name).unlink()
            else:
                self.write(name, content)
        message = more.get("message", "Change")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message, day=day)
        return self.git("rev-parse", "HEAD").strip()


def begin(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    *options: str,
) -> OldRepository:
    """A repository that holds nothing yet; the list of forbidden names is not committed."""
    folder.mkdir(parents=True, exist_ok=True)
    found = OldRepository(Shell(capsys, monkeypatch, folder))
    found.git("init", "--quiet", "--initial-branch=main", *options)
    found.git("config", "user.name", "A Clerk")
    found.git("config", "user.email", "clerk@council.example")
    found.write(".git/info/exclude", "forbidden-names.txt\n")
    found.write("forbidden-names.txt", f"{NAME}\n")
    return found
