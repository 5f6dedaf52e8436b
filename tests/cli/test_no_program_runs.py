"""A repository that is full of traps: none of its files makes git run a program.

Each trap writes its own name into a file, so that a failure says which one went off.
"""

from __future__ import annotations

import os
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from dhrplan import git as dhrplan_git
from tests.git import git
from tests.golden.running import Shell

pytestmark = [
    pytest.mark.needs("git"),
    pytest.mark.skipif(sys.platform == "win32", reason="the traps are shell scripts"),
]
PLAN = """\
format: 1
id: DHR1
title: Review DHR1
recommendations:
  - id: 1
    text: Train staff.
    actions:
      - id: 1.1
        text: Write the course.
        lead: [Council]
        target: 2024-03
        status: in-progress
"""
UPDATE = "dhrplan update DHR1 1.1 --status complete --outcome 'Held' --completed 2024-02 --yes"
COMMIT = f"{UPDATE} --commit -m 'Record it'"
PROGRAMS = (
    *("core.fsmonitor", "core.sshCommand", "core.pager", "core.editor", "core.askPass"),
    *("core.gitProxy", "core.alternateRefsCommand", "diff.external", "diff.trap.textconv"),
    *("diff.trap.command", "sequence.editor", "gpg.program", "credential.helper", "pager.status"),
    *("filter.trap.clean", "filter.trap.smudge", "filter.trap.process", "merge.trap.driver"),
    *("interactive.diffFilter", "uploadpack.packObjectsHook", "remote.origin.uploadpack"),
    *(f"alias.{name}" for name in ("status", "commit", "cat-file", "rev-parse", "diff-index")),
)
HOOKS = (
    *("applypatch-msg", "commit-msg", "post-checkout", "post-commit", "post-index-change"),
    *("pre-auto-gc", "pre-commit", "prepare-commit-msg", "reference-transaction"),
)


@dataclass(frozen=True)
class Trapped:
    """A repository with a plan, and the file that the traps write to."""

    shell: Shell
    marker: Path

    @property
    def folder(self) -> Path:
        return self.shell.folder

    @property
    def sprung(self) -> set[str]:
        """The traps that went off."""
        there = self.marker.exists()
        return set(self.marker.read_text(encoding="utf-8").split()) if there else set()

    def inside(self) -> Shell:
        """A shell in the folder of plans."""
        return Shell(self.shell.capsys, self.shell.monkeypatch, self.folder / "plans")

    def trap(self, name: str) -> str:
        """A command that says that it has run."""
        return f"echo {name} >>{shlex.quote(str(self.marker))}"

    def set_traps(self, kept: Path, programs: tuple[str, ...]) -> None:
        """Put every trap into a folder that git keeps its own in."""
        for name in programs:
            git(kept.parent, "config", "--file", str(kept / "config"), name, self._of(name))
        more = kept / "more"
        git(kept.parent, "config", "--file", str(more), "core.fsmonitor", self.trap("include"))
        git(kept.parent, "config", "--file", str(kept / "config"), "include.path", "more")
        for name in HOOKS:
            self.script(kept / "hooks" / name, name)

    def _of(self, name: str) -> str:
        return f"!{self.trap(name)}" if name.startswith("alias.") else self.trap(name)

    def script(self, path: Path, name: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{self.trap(name)}\n", encoding="utf-8")
        path.chmod(0o755)


@pytest.fixture
def repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Trapped:
    """A repository with one commit, and no trap yet."""
    folder = tmp_path / "repository"
    (folder / "plans").mkdir(parents=True)
    (folder / "plans" / "DHR1.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "plans" / "agencies.yaml").write_text("format: 1\nagencies: []\n", encoding="utf-8")
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "Begin")
    return Trapped(Shell(capsys, monkeypatch, folder), tmp_path / "marker")


@pytest.fixture
def bare(repository: Trapped) -> Trapped:
    """The folder of plans is laid out as a repository, and all of it is committed."""
    plans = repository.folder / "plans"
    git(plans, "init", "--quiet", "--bare")
    git(plans, "config", "--file", "config", "core.bare", "false")
    git(plans, "config", "--file", "config", "core.worktree", "..")
    repository.set_traps(plans, PROGRAMS)
    for empty in ("objects", "refs"):
        (plans / empty / "kept").write_bytes(b"")
    (repository.folder / ".gitattributes").write_text("*.yaml filter=trap diff=trap\n")
    git(repository.folder, "add", ".")
    git(repository.folder, "commit", "--quiet", "--message", "Add a trap")
    return repository


def head(folder: Path) -> str:
    return git(folder, "rev-parse", "HEAD").strip()


STAGED = "dhrplan validate --staged"
NEW = "dhrplan new DHR2 --title Second --yes --commit -m 'Begin it'"


@pytest.mark.parametrize("command", [STAGED, COMMIT, f"{UPDATE} --dry-run --commit -m x", NEW])
@pytest.mark.parametrize("within", [False, True], ids=["outside", "inside"])
def test_a_folder_laid_out_as_a_repository_runs_nothing(
    bare: Trapped, command: str, *, within: bool
) -> None:
    before = head(bare.folder)
    hidden = sorted(bare.folder.glob("plans/objects/*"))
    outcome = (bare.inside() if within else bare.shell).run(command.replace("--yes --dry", "--dry"))
    assert bare.sprung == set()
    assert head(bare.folder) == before
    assert sorted(bare.folder.glob("plans/objects/*")) == hidden
    if command != STAGED or within:
        assert outcome.code != 0
        assert "committed" not in outcome.stdout + outcome.stderr


def test_such_a_folder_is_named(bare: Trapped) -> None:
    outcome = bare.shell.run(COMMIT)
    assert outcome.code == 3
    assert "plans looks like the inside of a git repository" in outcome.stderr
    assert (bare.folder / "plans" / "DHR1.yaml").read_text(encoding="utf-8") == PLAN


def test_without_git_such_a_folder_can_be_changed(bare: Trapped) -> None:
    assert bare.shell.run(UPDATE).code == 0
    assert bare.sprung == set()


@pytest.mark.parametrize("command", ["dhrplan init --yes", "dhrplan init plans --yes"])
def test_init_runs_nothing(bare: Trapped, command: str) -> None:
    for shell in (bare.shell, bare.inside()):
        shell.run(command)
        assert bare.sprung == set()


def test_git_too_old_to_know_the_setting_is_not_run(
    bare: Trapped, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dhrplan_git, "_ALWAYS", {})
    assert bare.inside().run(STAGED).code == 3
    assert bare.shell.run(COMMIT).code == 3
    assert bare.sprung == set()


def test_a_repository_that_keeps_its_objects_elsewhere_is_refused(repository: Trapped) -> None:
    plans = repository.folder / "plans"
    git(repository.folder, "init", "--quiet", "--bare", "kept")
    (plans / "HEAD").write_bytes((repository.folder / "kept" / "HEAD").read_bytes())
    (plans / "commondir").write_text("../kept\n", encoding="utf-8")
    repository.set_traps(repository.folder / "kept", ("core.fsmonitor",))
    assert repository.inside().run(STAGED).code == 3
    assert repository.sprung == set()


# The user's own `.git` may name programs, but only the commit runs its hooks and filters.

READING = tuple(name for name in PROGRAMS if not name.startswith("filter."))


def test_reading_runs_nothing_of_the_users_own_repository(repository: Trapped) -> None:
    (repository.folder / ".gitattributes").write_text("*.yaml diff=trap\n", encoding="utf-8")
    git(repository.folder, "add", ".")
    repository.set_traps(repository.folder / ".git", READING)
    plans = repository.folder / "plans"
    (plans / "DHR1.yaml").touch()
    for command in (STAGED, f"{UPDATE[:-6]} --dry-run --commit -m x", UPDATE):
        for shell in (repository.shell, repository.inside()):
            shell.run(command)
            assert repository.sprung == set()
    repository.shell.run("dhrplan init --yes")
    assert repository.sprung == set()


def test_the_commit_runs_the_hooks_of_the_users_own_repository(repository: Trapped) -> None:
    repository.set_traps(repository.folder / ".git", READING)
    before = head(repository.folder)
    outcome = repository.shell.run(COMMIT)
    assert outcome.code == 0, outcome.stderr
    assert repository.sprung <= set(HOOKS)
    assert {"pre-commit", "commit-msg", "post-commit"} <= repository.sprung
    assert head(repository.folder) != before


@pytest.mark.parametrize("name", ["GIT_EXTERNAL_DIFF", "GIT_PAGER", "GIT_SSH_COMMAND"])
def test_reading_runs_no_program_of_the_environment(
    repository: Trapped, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, repository.trap(name))
    repository.shell.run(STAGED)
    assert repository.sprung == set()


def test_git_is_taken_from_no_folder_of_the_data(
    repository: Trapped, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.script(repository.folder / "git", "git")
    monkeypatch.setenv("PATH", os.pathsep.join((".", "", os.environ["PATH"])))
    assert repository.shell.run(STAGED).code == 0
    assert repository.sprung == set()


# A commit is reported only where the repository around the plans has it.


@pytest.mark.parametrize("name", ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"])
def test_the_environment_cannot_lead_a_commit_elsewhere(
    repository: Trapped, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    other = tmp_path / "other"
    git(tmp_path, "init", "--quiet", "other")
    place = {"GIT_DIR": other / ".git", "GIT_WORK_TREE": other, "GIT_INDEX_FILE": other / "index"}
    before = head(repository.folder)
    with monkeypatch.context() as patch:
        patch.setenv(name, str(place[name]))
        outcome = repository.shell.run(COMMIT)
    assert outcome.code == 0, outcome.stderr
    assert head(repository.folder) != before
    assert "status: complete" in git(repository.folder, "show", "HEAD:plans/DHR1.yaml")
    assert not list((other / ".git" / "refs" / "heads").iterdir())


def test_a_working_tree_elsewhere_is_refused(repository: Trapped, tmp_path: Path) -> None:
    git(repository.folder, "config", "core.worktree", str(tmp_path))
    outcome = repository.shell.run(COMMIT)
    assert outcome.code == 3
    assert "which is not the repository around it" in outcome.stderr
    assert (repository.folder / "plans" / "DHR1.yaml").read_text(encoding="utf-8") == PLAN


def test_a_commit_that_a_hook_takes_back_is_not_reported(repository: Trapped) -> None:
    hook = repository.folder / ".git" / "hooks" / "post-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\ngit reset --quiet --soft HEAD~1\n", encoding="utf-8")
    hook.chmod(0o755)
    outcome = repository.shell.run(COMMIT)
    assert outcome.code == 3
    assert "the commit is not on its branch" in outcome.stderr
    assert "is committed" not in outcome.stderr


def test_filters_of_the_user_still_encrypt(repository: Trapped) -> None:
    git(repository.folder, "config", "filter.secret.clean", "tr a-z b-za")
    git(repository.folder, "config", "filter.secret.smudge", "tr b-za a-z")
    (repository.folder / ".gitattributes").write_text("DHR1.yaml filter=secret\n")
    assert repository.shell.run(COMMIT).code == 0
    stored = git(repository.folder, "cat-file", "-p", "HEAD:plans/DHR1.yaml")
    assert "tubuvt: dpnqmfuf" in stored
