"""`validate --staged` without a hook: what git holds, and what it says when it is asked."""

from __future__ import annotations

import json
import os
import subprocess
import sysconfig
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from dhrplan import git
from tests.golden.running import ROOT, Shell
from tests.links import link

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.needs("git")
PLAN = "format: 1\nid: {id}\ntitle: Review {id}\nrecommendations: []\n"
Told = list[tuple[str, str]]


@dataclass(frozen=True)
class Repository:
    """A new repository, and a shell in it."""

    shell: Shell

    @property
    def folder(self) -> Path:
        return self.shell.folder

    def git(self, *arguments: str) -> str:
        ended = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        return ended.stdout.strip()

    def write(self, name: str, text: str) -> None:
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_text(text, encoding="utf-8", newline="\n")

    def add(self, name: str, text: str) -> None:
        self.write(name, text)
        self.git("add", name)

    def commit(self) -> None:
        self.git("commit", "--quiet", "--message", "Say how things stand")

    def told(self, options: str = "") -> Told:
        """The file and the rule of each finding."""
        outcome = self.shell.run(f"dhrplan validate --staged --format json {options}")
        assert outcome.stdout, outcome.stderr
        answer: dict[str, Any] = json.loads(outcome.stdout)
        return [(one["file"], one["rule"]) for one in answer["diagnostics"]]

    def error(self, options: str = "") -> str:
        """The message if git cannot be used."""
        outcome = self.shell.run(f"dhrplan validate --staged {options}")
        assert (outcome.code, outcome.stdout) == (3, "")
        return outcome.stderr


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    return Shell(capsys, monkeypatch, tmp_path)


@pytest.fixture
def repository(shell: Shell) -> Repository:
    made = Repository(shell)
    made.git("init", "--quiet")
    return made


def test_before_the_first_commit_all_that_is_staged_is_judged(repository: Repository) -> None:
    repository.add("plans/DHR1.yaml", PLAN.format(id="DHR2"))
    repository.write("plans/DHR3.yaml", PLAN.format(id="DHR4"))
    assert repository.told() == [("plans/DHR1.yaml", "id-file-mismatch")]


def test_where_nothing_is_staged_nothing_is_told(repository: Repository) -> None:
    repository.add("plans/DHR1.yaml", PLAN.format(id="DHR2"))
    repository.commit()
    assert repository.told() == []
    assert repository.told("plans/DHR1.yaml") == [("plans/DHR1.yaml", "id-file-mismatch")]


def test_where_a_file_is_deleted_everything_is_told(repository: Repository) -> None:
    repository.add("plans/DHR1.yaml", PLAN.format(id="DHR2"))
    repository.add("plans/DHR3.yaml", PLAN.format(id="DHR3"))
    repository.commit()
    repository.git("rm", "--quiet", "--cached", "plans/DHR3.yaml")
    assert repository.told() == [("plans/DHR1.yaml", "id-file-mismatch")]


def test_what_only_looks_like_a_plan_is_told_where_it_is_staged(repository: Repository) -> None:
    for name in ("DHR1.yaml.orig", "old/DHR2.yaml", "old/.hidden/DHR3.yaml", ".old/DHR4.yaml"):
        repository.write(f"plans/{name}", "")
    for review in ("DHR5", "DHR6"):
        repository.add(f"plans/{review}.yaml", PLAN.format(id=review))
    assert repository.told() == []
    repository.git("add", "plans/DHR1.yaml.orig", "plans/old", "plans/.old")
    strays = [("plans/DHR1.yaml.orig", "stray-file"), ("plans/old/DHR2.yaml", "stray-file")]
    assert repository.told() == strays
    repository.commit()
    repository.git("rm", "--quiet", "--cached", "plans/DHR1.yaml.orig")
    assert repository.told() == []
    repository.git("rm", "--quiet", "--cached", "plans/DHR5.yaml")
    assert repository.told() == strays[1:]


def test_in_a_sub_folder_files_are_named_as_from_there(repository: Repository) -> None:
    repository.add("plans/DHR1.yaml", PLAN.format(id="DHR2"))
    repository.add("minutes/2026/note.txt", "")
    inner = Repository(
        Shell(repository.shell.capsys, repository.shell.monkeypatch, repository.folder / "minutes")
    )
    assert inner.told() == [("../plans/DHR1.yaml", "id-file-mismatch")]
    assert inner.told("--plans ../plans") == [("../plans/DHR1.yaml", "id-file-mismatch")]


def test_the_folder_may_be_the_repository_itself(repository: Repository) -> None:
    repository.add("DHR1.yaml", PLAN.format(id="DHR2"))
    repository.add("old/DHR3.yaml", PLAN.format(id="DHR4"))
    assert repository.told("--plans .") == [
        ("DHR1.yaml", "id-file-mismatch"),
        ("old/DHR3.yaml", "stray-file"),
    ]


def test_names_are_taken_as_they_are(repository: Repository) -> None:
    """No sign is one to search with, and none is written out as git does for people."""
    for name in ("DHR1 [*] é.yaml", "DHR2\n.yaml", "-n.YML"):
        repository.add(f"the plans *é/{name}", "")
    assert [file for file, _ in repository.told("--plans 'the plans *é'")] == [
        "the plans *é/-n.YML",
        "the plans *é/DHR1 [*] é.yaml",
        "the plans *é/DHR2\n.yaml",
    ]


def test_the_settings_are_those_that_are_staged(repository: Repository) -> None:
    repository.add("plans/DHR1.yaml", PLAN.format(id="DHR2"))
    repository.write("dhrplan.toml", '[rules]\nid-file-mismatch = "off"\n')
    assert len(repository.told()) == 1
    repository.git("add", "dhrplan.toml")
    assert repository.told() == []
    repository.write("dhrplan.toml", "")
    assert repository.told() == []


def test_names_that_git_must_never_hold_are_read_from_the_disk(repository: Repository) -> None:
    repository.write("private/names.txt", "A. N. Other\n")
    repository.add("dhrplan.toml", 'forbidden_names = "private/names.txt"\n')
    repository.add("plans/DHR1.yaml", PLAN.format(id="DHR1"))
    named = git.find_snapshot(repository.folder).read_with_strays(
        repository.folder / "plans", repository.folder
    )
    assert named.forbidden_names == ("private/names.txt", b"A. N. Other\n")


def test_settings_that_are_staged_have_everything_told(repository: Repository) -> None:
    repository.add("plans/DHR1.yaml", PLAN.format(id="DHR2"))
    repository.commit()
    repository.add("dhrplan.toml", "soon_days = many\n")
    assert repository.told() == [
        ("dhrplan.toml", "toml-syntax"),
        ("plans/DHR1.yaml", "id-file-mismatch"),
    ]


def test_what_is_only_announced_is_not_judged(repository: Repository) -> None:
    repository.write("plans/DHR1.yaml", "")
    repository.git("add", "--intent-to-add", "plans/DHR1.yaml")
    assert repository.told() == []


def test_what_is_still_to_be_merged_is_named(repository: Repository) -> None:
    repository.add("plans/DHR1.yaml", PLAN.format(id="DHR1"))
    repository.commit()
    for branch in ("one", "two"):
        repository.git("switch", "--quiet", "--create", branch, "main")
        repository.add("plans/DHR1.yaml", PLAN.format(id="DHR1").replace("Review", branch))
        repository.commit()
    with pytest.raises(subprocess.CalledProcessError):
        repository.git("merge", "one")
    assert repository.told() == [("plans/DHR1.yaml", "cannot-open")]


def test_a_link_is_followed_on_the_disk(repository: Repository) -> None:
    repository.write("elsewhere.yaml", PLAN.format(id="DHR2"))
    (repository.folder / "plans").mkdir()
    for name, target in (("DHR1.yaml", "../elsewhere.yaml"), ("DHR3.yaml", "gone.yaml")):
        (repository.folder / "plans" / name).symlink_to(target)
        repository.git("add", f"plans/{name}")
    assert repository.told() == [
        ("plans/DHR1.yaml", "id-file-mismatch"),
        ("plans/DHR3.yaml", "cannot-open"),
    ]


def test_what_git_keeps_otherwise_is_read_as_it_would_be_checked_out(
    repository: Repository,
) -> None:
    """As with a program that encrypts: what git holds is longer, and no plan."""
    repository.git("config", "filter.masked.clean", "sed 's/^/masked: /'")
    repository.git("config", "filter.masked.smudge", "sed 's/^masked: //'")
    repository.add(".gitattributes", "*.yaml filter=masked\n")
    repository.add("plans/DHR1.yaml", PLAN.format(id="DHR2"))
    assert repository.git("show", ":plans/DHR1.yaml").startswith("masked: format: 1")
    assert repository.told() == [("plans/DHR1.yaml", "id-file-mismatch")]


def test_a_repository_may_name_its_contents_in_the_new_way(shell: Shell) -> None:
    repository = Repository(shell)
    repository.git("init", "--quiet", "--object-format=sha256")
    repository.add("plans/DHR1.yaml", PLAN.format(id="DHR2"))
    assert repository.told() == [("plans/DHR1.yaml", "id-file-mismatch")]


def test_a_second_working_tree_has_an_index_of_its_own(repository: Repository) -> None:
    repository.add("plans/DHR1.yaml", PLAN.format(id="DHR1"))
    repository.commit()
    repository.git("worktree", "add", "--quiet", "inner")
    shell = Shell(
        repository.shell.capsys, repository.shell.monkeypatch, repository.folder / "inner"
    )
    inner = Repository(shell)
    inner.add("plans/DHR1.yaml", PLAN.format(id="DHR2"))
    assert inner.told() == [("plans/DHR1.yaml", "id-file-mismatch")]
    assert repository.told() == []


def test_a_hook_of_a_second_working_tree_may_go_to_a_folder(repository: Repository) -> None:
    """Git sets GIT_DIR for the hook, and takes the current folder for the top."""
    repository.add("north/plans/DHR1.yaml", PLAN.format(id="DHR1"))
    repository.commit()
    repository.git("worktree", "add", "--quiet", "inner")
    inner = repository.folder / "inner"
    (inner / "north/plans/DHR1.yaml").write_text(PLAN.format(id="DHR2"), encoding="utf-8")
    repository.git("-C", "inner", "add", "north")
    shell = Shell(repository.shell.capsys, repository.shell.monkeypatch, inner / "north")
    kept = repository.git("-C", "inner", "rev-parse", "--absolute-git-dir")
    repository.shell.monkeypatch.setenv("GIT_DIR", kept)
    assert Repository(shell).told() == [("plans/DHR1.yaml", "id-file-mismatch")]


def test_where_the_repository_begins_may_be_told(repository: Repository) -> None:
    repository.add("plans/DHR1.yaml", PLAN.format(id="DHR2"))
    repository.git("init", "--quiet", "inner")
    shell = Shell(
        repository.shell.capsys, repository.shell.monkeypatch, repository.folder / "inner"
    )
    repository.shell.monkeypatch.setenv("GIT_DIR", str(repository.folder / ".git"))
    repository.shell.monkeypatch.setenv("GIT_WORK_TREE", str(repository.folder))
    assert Repository(shell).told() == [("../plans/DHR1.yaml", "id-file-mismatch")]


def test_a_folder_that_the_repository_does_not_keep_is_refused(
    repository: Repository, tmp_path_factory: pytest.TempPathFactory
) -> None:
    repository.add("plans/DHR1.yaml", PLAN.format(id="DHR1"))
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    repository.git("init", "--quiet", "inner")
    repository.write("inner/plans/DHR1.yaml", PLAN.format(id="DHR2"))
    assert "is not part of the repository" in repository.error(f"--plans '{elsewhere}'")
    assert "is not part of the repository" in repository.error("--plans inner/plans")
    assert "is not part of the repository" in repository.error("inner/plans/DHR1.yaml")


def test_a_folder_may_stand_where_there_was_a_file(repository: Repository) -> None:
    repository.add("plans", "")
    repository.commit()
    repository.git("rm", "--quiet", "plans")
    repository.add("plans/DHR1.yaml", PLAN.format(id="DHR2"))
    assert repository.told() == [("plans/DHR1.yaml", "id-file-mismatch")]


def test_settings_that_are_a_folder_are_an_error(repository: Repository) -> None:
    repository.add("dhrplan.toml/note", "soon_days: 3")
    repository.add("plans/DHR1.yaml", PLAN.format(id="DHR2"))
    assert "dhrplan.toml cannot be opened: it is a folder" in repository.error()


def test_settings_may_be_a_link(repository: Repository) -> None:
    repository.write("rules/dhrplan.toml", "[rules]\nid-file-mismatch = 'off'\n")
    link(repository.folder / "dhrplan.toml", "rules/dhrplan.toml")
    repository.git("add", ".")
    repository.add("plans/DHR1.yaml", PLAN.format(id="DHR2"))
    assert repository.told() == []


@pytest.mark.parametrize("variable", ["PRE_COMMIT_TO_REF", "PRE_COMMIT_LOCAL_BRANCH"])
def test_while_something_is_pushed_all_of_that_is_judged(
    repository: Repository, variable: str
) -> None:
    repository.add("plans/DHR1.yaml", PLAN.format(id="DHR2"))
    repository.commit()
    repository.add("plans/DHR1.yaml", PLAN.format(id="DHR1"))
    repository.add("other/DHR3.yaml", PLAN.format(id="DHR4"))
    repository.shell.monkeypatch.setenv(variable, "refs/heads/main")
    assert repository.told() == [("plans/DHR1.yaml", "id-file-mismatch")]
    assert repository.told("plans/DHR1.yaml") == [("plans/DHR1.yaml", "id-file-mismatch")]
    assert repository.told("--plans other") == []


def test_a_hook_may_be_written_by_hand(repository: Repository) -> None:
    page = (ROOT / "docs" / "how-to" / "check-plans-in-git.md").read_text(encoding="utf-8")
    hook = repository.folder / ".git" / "hooks" / "pre-commit"
    script = page.partition("```sh\n#!")[2].partition("```")[0]
    hook.write_text(f"#!{script}", encoding="utf-8", newline="\n")
    hook.chmod(0o755)
    programs = os.pathsep.join((sysconfig.get_path("scripts"), os.environ["PATH"]))
    repository.shell.monkeypatch.setenv("PATH", programs)
    repository.shell.monkeypatch.setenv("PYTHONPATH", str(ROOT))
    repository.add("plans/DHR1.yaml", PLAN.format(id="DHR2"))
    with pytest.raises(subprocess.CalledProcessError) as caught:
        repository.commit()
    assert "id-file-mismatch" in caught.value.stdout + caught.value.stderr
    repository.add("plans/DHR1.yaml", PLAN.format(id="DHR1"))
    repository.write("plans/DHR3.yaml", PLAN.format(id="DHR1"))
    repository.commit()


def test_without_a_repository_it_is_said(shell: Shell) -> None:
    assert "git reported an error: fatal: not a git repository" in Repository(shell).error()


def test_a_commit_that_is_not_there_is_said(repository: Repository) -> None:
    repository.add("plans/DHR1.yaml", PLAN.format(id="DHR1"))
    repository.shell.monkeypatch.setenv("PRE_COMMIT_TO_REF", "gone")
    assert "git reported an error: fatal: " in repository.error()


def test_content_that_git_has_lost_is_said(repository: Repository) -> None:
    repository.add("plans/DHR1.yaml", PLAN.format(id="DHR1"))
    name = repository.git("rev-parse", ":plans/DHR1.yaml")
    (repository.folder / ".git" / "objects" / name[:2] / name[2:]).unlink()
    assert "git does not have the content of a file" in repository.error()


def test_without_git_it_is_said(repository: Repository) -> None:
    repository.shell.monkeypatch.setenv("PATH", "")
    assert "git cannot be run: No such file or directory." in repository.error()
