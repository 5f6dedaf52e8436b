"""A git repository with plans and the hook, under the real git and the real pre-commit."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.checkout import CHECKOUT

if TYPE_CHECKING:
    from pathlib import Path

PLAN = "plans/DHR7.yaml"
OTHER = "plans/DHR4.yaml"
REGISTER = "plans/agencies.yaml"
SETTINGS = "dhrplan.toml"
CONFIG = ".pre-commit-config.yaml"
SOUND, FAULTY = "status: complete\n", "status: finished\n"
FAULT = "`finished` is not a status."


@dataclass(frozen=True)
class Repository:
    """A git repository with plans.

    Attributes:
        home: Where pre-commit keeps the environment of the hook.
    """

    folder: Path
    home: Path

    def git(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return ran("git", *arguments, folder=self.folder, home=self.home)

    def done(self, *arguments: str) -> str:
        """The output of a git command that must succeed."""
        ended = self.git(*arguments)
        assert ended.returncode == 0, ended.stdout
        return ended.stdout.strip()

    def commit(self, *files: str) -> subprocess.CompletedProcess[str]:
        """Stage these files, deleted ones too, and commit what is staged."""
        self.done("add", "--all", "--", *files)
        return self.git("commit", "--message", "Say how things stand")

    def commit_unseen(self, *files: str) -> None:
        """Commit past the hook, as anybody can."""
        self.done("add", "--all", "--", *files)
        self.done("commit", "--no-verify", "--message", "Say how things stand")

    def read(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8", newline="\n")

    def add_line(self, name: str, line: str = "# Read once more.") -> None:
        self.write(name, f"{self.read(name)}{line}\n")

    def spoil(self, name: str) -> str:
        """Write a fault into a plan, and return the place of its value."""
        text = self.read(name)
        before, _, after = text.partition(SOUND)
        self.write(name, f"{before}{FAULTY}{after}")
        line, indent = before.count("\n") + 1, len(before.rpartition("\n")[2])
        return f"{name}:{line}:{indent + FAULTY.index('finished') + 1}"

    @property
    def commits(self) -> int:
        return int(self.done("rev-list", "--count", "HEAD"))


def ran(*command: str, folder: Path, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PRE_COMMIT_HOME": str(home), "PRE_COMMIT_COLOR": "never"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


def documented(repo: str, rev: str) -> str:
    """The settings of pre-commit that the how-to gives, for this repository of the hook."""
    page = (CHECKOUT / "docs" / "how-to" / "check-plans-in-git.md").read_text(encoding="utf-8")
    match = re.search(
        r"^```yaml\n(default_install_hook_types.*?)^```$", page, re.MULTILINE | re.DOTALL
    )
    assert match
    at_its_place = re.sub(r"repo: .*", f"repo: {repo}", match[1])
    return re.sub(r"rev: .*", f"rev: {rev}", at_its_place)


def refused(ended: subprocess.CompletedProcess[str], *told: str) -> bool:
    """True if git was stopped and printed these words; a failed assertion otherwise."""
    assert ended.returncode != 0, ended.stdout
    assert [words for words in told if words not in ended.stdout] == [], ended.stdout
    return True


def passed(ended: subprocess.CompletedProcess[str]) -> bool:
    """True if the hook ran and passed."""
    assert ended.returncode == 0, ended.stdout
    return "validate action plans" in ended.stdout and "Passed" in ended.stdout
