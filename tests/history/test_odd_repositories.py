"""Answers about the past in every kind of repository: right, or one plain sentence."""

from __future__ import annotations

import csv
import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.git import git
from tests.golden.running import Outcome, Shell
from tests.history.old_repository import NAME, PHONE, OldRepository, begin, plan

pytestmark = pytest.mark.needs("git")

SINCE = "dhrplan changes --since 2026-05-01"
AT = "dhrplan list --at 2026-05-01"
CHECK_AT = "dhrplan validate --at 2026-05-01"
CHECK_SINCE = "dhrplan validate --since 2026-05-01"
HISTORY = "dhrplan validate --history"
COMMANDS = (AT, SINCE, HISTORY, CHECK_AT, CHECK_SINCE)


@pytest.fixture
def repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> OldRepository:
    """Two versions of a plan; the first has a telephone number and an earlier target."""
    return filled(begin(tmp_path / "partnership", capsys, monkeypatch))


def filled(found: OldRepository, folder: str = "plans/") -> OldRepository:
    found.commit("2026-05-01", {f"{folder}DHR1.yaml": plan(f"progress: Ring {PHONE}.")})
    found.commit("2026-06-01", {f"{folder}DHR1.yaml": plan(target="2027-09")})
    return found


def answers_rightly(repository: OldRepository, more: str = "", shell: Shell | None = None) -> None:
    """Each command gives its whole answer about the two versions."""
    run = shell.run if shell else repository.run
    listed = run(f"{AT} --format json {more}")
    assert listed.code == 0, listed.stderr
    assert [one["target"] for one in json.loads(listed.stdout)["items"]] == ["2027-03"]
    changed = run(f"{SINCE} --format json {more}")
    assert changed.code == 0, changed.stderr
    assert [one["category"] for one in json.loads(changed.stdout)["changes"]] == [
        "slipped",
        "other",
    ]
    found = run(f"{HISTORY} --format json {more}")
    assert (found.code, found.stderr) == (1, "")
    assert [one["rule"] for one in json.loads(found.stdout)["diagnostics"]] == ["phone-number"]
    then = run(f"{CHECK_AT} --format json {more}")
    assert (then.code, then.stderr) == (1, "")
    assert "phone-number" in [one["rule"] for one in json.loads(then.stdout)["diagnostics"]]
    since = run(f"{CHECK_SINCE} --format json --select unrecorded-slip {more}")
    assert (since.code, since.stderr) == (0, "")
    assert len(json.loads(since.stdout)["diagnostics"]) == 1


def refused(outcome: Outcome, code: int, *said: str) -> None:
    """One error in a sentence or two, and nothing else."""
    assert outcome.code == code, outcome.stdout + outcome.stderr
    assert outcome.stdout == ""
    assert "Traceback" not in outcome.stderr
    assert outcome.stderr.startswith("Error: ")
    assert len(outcome.stderr.splitlines()) <= 3, outcome.stderr
    for words in said:
        assert words in outcome.stderr


# Where nothing can be answered


@pytest.mark.parametrize("command", COMMANDS)
def test_without_git(
    repository: OldRepository, command: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    refused(repository.run(command), 3, "git cannot be run", "Is it installed?")


@pytest.mark.parametrize("command", COMMANDS)
def test_without_a_repository(repository: OldRepository, command: str) -> None:
    shutil.rmtree(repository.folder / ".git")
    refused(repository.run(command), 3, "not in a git repository", "git init")


@pytest.mark.parametrize("command", [one for one in COMMANDS if one != HISTORY])
def test_without_a_commit(repository: OldRepository, command: str) -> None:
    shutil.rmtree(repository.folder / ".git")
    repository.git("init", "--quiet")
    refused(repository.run(command), 3, "Nothing is committed yet")
    refused(repository.run(command.replace("2026-05-01", "HEAD")), 3, "Nothing is committed yet")


def test_what_is_staged_is_searched_without_a_commit(repository: OldRepository) -> None:
    shutil.rmtree(repository.folder / ".git")
    repository.git("init", "--quiet")
    assert repository.run(HISTORY).code == 0
    repository.write("a.md", f"Ring {PHONE}")
    repository.git("add", "a.md")
    assert repository.run(HISTORY).code == 1


def test_on_a_branch_without_a_commit(repository: OldRepository) -> None:
    repository.git("switch", "--quiet", "--orphan", "new")
    repository.write("plans/DHR1.yaml", plan())
    refused(repository.run(AT), 3, "Nothing is committed yet")
    refused(repository.run(SINCE), 3, "Nothing is committed yet")
    assert "phone-number" in repository.run(HISTORY).stdout  # of the other branch


@pytest.mark.parametrize("command", [AT, SINCE, CHECK_AT, CHECK_SINCE])
@pytest.mark.parametrize(
    "name", ["nothing", "HEAD~9", "-x", "--all", "a:b", "HEAD:plans", "HEAD^{tree}", "..", ""]
)
def test_a_commit_that_does_not_exist(repository: OldRepository, command: str, name: str) -> None:
    outcome = repository.run(command.replace(" 2026-05-01", f"={shlex.quote(name)}"))
    refused(outcome, 2, "There is no commit, branch or tag")


@pytest.mark.parametrize("command", [AT, CHECK_AT])
def test_a_day_before_everything(repository: OldRepository, command: str) -> None:
    outcome = repository.run(command.replace("2026-05-01", "2026-04-30"))
    refused(outcome, 2, "There is no commit on or before 30 April 2026", "2026-05-01")


@pytest.mark.parametrize("command", [SINCE, CHECK_SINCE])
def test_changes_since_a_day_before_everything(repository: OldRepository, command: str) -> None:
    outcome = repository.run(command.replace("2026-05-01", "2026-04-30"))
    assert outcome.code == 0
    assert "The record in git begins on 1 May 2026" in " ".join(outcome.stdout.split())


def test_a_shallow_clone(repository: OldRepository, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{repository.folder}", "shallow")
    shell = Shell(repository.shell.capsys, repository.shell.monkeypatch, tmp_path / "shallow")
    for command in (AT, CHECK_AT):
        refused(shell.run(command), 3, "without older commits", "git fetch --unshallow")
    for command in (SINCE, CHECK_SINCE):
        outcome = shell.run(command)
        assert outcome.code in {0, 3}
        assert "git fetch --unshallow" in " ".join((outcome.stdout + outcome.stderr).split())
    outcome = shell.run(HISTORY)
    assert outcome.code == 3
    assert "This copy is without older commits" in outcome.stdout
    outcome = shell.run("dhrplan show DHR1 1.1 --history")
    assert outcome.code == 0
    assert "This copy is without older commits" in outcome.stdout


def test_a_partial_clone_fetches_nothing(repository: OldRepository, tmp_path: Path) -> None:
    repository.git("config", "uploadpack.allowFilter", "true")
    filtered = ("--filter=blob:none", f"file://{repository.folder}")
    git(tmp_path, "clone", "--quiet", *filtered, "partial")
    folder = tmp_path / "partial"
    shell = Shell(repository.shell.capsys, repository.shell.monkeypatch, folder)
    before = sorted(path.name for path in (folder / ".git" / "objects" / "pack").iterdir())
    for command in (AT, SINCE, CHECK_AT, CHECK_SINCE):
        refused(shell.run(command), 3, "git does not have the content of a file")
    outcome = shell.run(HISTORY)
    assert outcome.code == 3
    assert "without the content of 1 file" in outcome.stdout
    after = sorted(path.name for path in (folder / ".git" / "objects" / "pack").iterdir())
    assert before == after


def test_a_bare_repository(repository: OldRepository, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--bare", str(repository.folder), "bare.git")
    bare = tmp_path / "bare.git"
    (bare / "plans").mkdir()
    (bare / "plans" / "DHR1.yaml").write_text(plan(), encoding="utf-8")
    shell = Shell(repository.shell.capsys, repository.shell.monkeypatch, bare)
    for command in COMMANDS:
        refused(shell.run(command), 3, "looks like the inside of a git repository")


def test_a_repository_of_another_user(
    repository: OldRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    for command in COMMANDS:
        refused(repository.run(command), 3, "belongs to another user", "safe.directory")


def test_a_damaged_repository(repository: OldRepository) -> None:
    first = repository.git("rev-parse", "HEAD~1:plans/DHR1.yaml").strip()
    blob = repository.folder / ".git" / "objects" / first[:2] / first[2:]
    blob.unlink()
    for command in (AT, SINCE, CHECK_AT, CHECK_SINCE):
        refused(repository.run(command), 3, "git does not have the content", "git fsck")
    outcome = repository.run(HISTORY)
    assert outcome.code == 3
    assert "without the content of 1 file" in outcome.stdout


def test_a_repository_without_its_head(repository: OldRepository) -> None:
    (repository.folder / ".git" / "HEAD").write_text("nonsense\n", encoding="utf-8")
    for command in COMMANDS:
        outcome = repository.run(command)
        assert outcome.code == 3
        assert "Traceback" not in outcome.stderr
        assert len(outcome.stderr.splitlines()) <= 3


# Where everything can be


def test_a_plain_repository(repository: OldRepository) -> None:
    answers_rightly(repository)


def test_a_detached_head(repository: OldRepository) -> None:
    repository.git("switch", "--quiet", "--detach")
    answers_rightly(repository)


def test_a_linked_working_tree(repository: OldRepository, tmp_path: Path) -> None:
    repository.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "linked"))
    shell = Shell(repository.shell.capsys, repository.shell.monkeypatch, tmp_path / "linked")
    answers_rightly(repository, shell=shell)


def test_plans_at_the_top(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = begin(tmp_path / "plans", capsys, monkeypatch)
    filled(found, "")
    answers_rightly(found, "--plans .")
    above = Shell(capsys, monkeypatch, tmp_path)
    answers_rightly(found, "--plans plans", above)


@pytest.mark.parametrize("place", ["a/b/plans", "two words/plans", "Réunion/plans", "a'b\"/plans"])
def test_plans_below_the_top(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    found = begin(tmp_path / "partnership", capsys, monkeypatch)
    filled(found, f"{place}/")
    answers_rightly(found, f"--plans {shlex.quote(place)}")
    inside = Shell(capsys, monkeypatch, found.folder / place)
    answers_rightly(found, "--plans .", inside)


def test_a_folder_with_a_line_break_in_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = begin(tmp_path / "partnership", capsys, monkeypatch)
    filled(found, "two\nlines/")
    for command in (AT, SINCE, CHECK_AT, CHECK_SINCE):
        refused(found.run(f"{command} --plans 'two\nlines'"), 3, "line break in its name")
    assert "phone-number" in found.run(f"{HISTORY} --plans 'two\nlines'").stdout


@pytest.mark.parametrize("name", ["a\nb.md", 'a"b\\c.md', "Réunion.md", "a\tb.md", "b\udcff.md"])
def test_a_file_with_any_name(repository: OldRepository, name: str) -> None:
    try:
        repository.commit("2026-05-15", {name: f"It was {NAME}."})
    except OSError:
        pytest.skip("no file can have this name here")
    repository.commit("2026-06-15", {name: None})
    found = json.loads(repository.run(f"{HISTORY} --format json").stdout)["diagnostics"]
    assert sorted(one["rule"] for one in found) == ["forbidden-name", "phone-number"]
    for form in ("text", "github", "sarif"):
        assert repository.run(f"{HISTORY} --format {form}").code == 1


@pytest.mark.parametrize("name", ["DHR2\n.yaml", "DHR 2.yaml", "Réunion.yaml"])
def test_a_plan_with_any_name(repository: OldRepository, name: str) -> None:
    repository.commit("2026-05-15", {f"plans/{name}": plan().replace("DHR1", "DHR2")})
    outcome = repository.run("dhrplan list --at 2026-05-15 --review DHR2 --format json")
    assert outcome.code == 0, outcome.stderr
    (one,) = json.loads(outcome.stdout)["items"]
    assert one["file"] == f"plans/{name}"


def test_names_by_sha_256(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = begin(tmp_path / "partnership", capsys, monkeypatch, "--object-format=sha256")
    answers_rightly(filled(found))


def test_a_submodule(repository: OldRepository, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "--quiet")
    (other / "a.md").write_text(f"Ring {PHONE.replace('461', '999')}", encoding="utf-8")
    git(other, "add", ".")
    git(other, "commit", "--quiet", "-m", "x")
    allow = ("-c", "protocol.file.allow=always")
    repository.git(*allow, "submodule", "--quiet", "add", str(other), "library")
    repository.git("commit", "--quiet", "-m", "Add a submodule", day="2026-06-02")
    answers_rightly(repository)
    assert "with a history of their own: library" in " ".join(
        repository.run(HISTORY).stdout.split()
    )


def test_plans_in_a_submodule(repository: OldRepository, tmp_path: Path) -> None:
    parent = tmp_path / "parent"
    parent.mkdir()
    git(parent, "init", "--quiet")
    allow = ("-c", "protocol.file.allow=always")
    git(parent, *allow, "submodule", "--quiet", "add", str(repository.folder), "kept")
    shell = Shell(repository.shell.capsys, repository.shell.monkeypatch, parent / "kept")
    answers_rightly(repository, shell=shell)


def test_a_link_to_the_plans(repository: OldRepository, tmp_path: Path) -> None:
    (tmp_path / "linked").symlink_to(repository.folder, target_is_directory=True)
    shell = Shell(repository.shell.capsys, repository.shell.monkeypatch, tmp_path / "linked")
    answers_rightly(repository, shell=shell)


# What stands in for a commit or its parents does not count


def test_a_replaced_commit_and_a_graft(repository: OldRepository) -> None:
    head, first = repository.git("rev-list", "HEAD").split()
    repository.git("replace", "--graft", head)
    (repository.folder / ".git" / "info" / "grafts").write_text(f"{head}\n", encoding="utf-8")
    answers_rightly(repository)
    repository.git("replace", "--delete", head)
    blob = repository.git("rev-parse", f"{first}:plans/DHR1.yaml").strip()
    other = repository.git("hash-object", "-w", "--stdin", text=plan()).strip()
    repository.git("replace", blob, other)
    answers_rightly(repository)


# No program runs, and no setting has an effect

TRAPS = (
    *("core.fsmonitor", "core.sshCommand", "core.pager", "core.editor", "core.askPass"),
    *("core.gitProxy", "core.alternateRefsCommand", "diff.external", "diff.trap.textconv"),
    *("diff.trap.command", "gpg.program", "gpg.ssh.program", "gpg.x509.program"),
    *("gpg.ssh.defaultKeyCommand", "credential.helper", "pager.log", "pager.rev-list"),
    *("filter.trap.clean", "filter.trap.smudge", "filter.trap.process", "merge.trap.driver"),
    *("interactive.diffFilter", "uploadpack.packObjectsHook", "remote.origin.uploadpack"),
    *(
        f"alias.{name}"
        for name in ("rev-list", "cat-file", "rev-parse", "ls-tree", "for-each-ref", "log")
    ),
)
HOOKS = (
    *("post-checkout", "post-index-change", "pre-auto-gc", "reference-transaction"),
    *("fsmonitor-watchman", "pre-commit", "post-commit"),
)
SETTINGS = {
    "color.ui": "always",
    "color.branch": "always",
    "core.quotePath": "true",
    "core.abbrev": "5",
    "core.autocrlf": "true",
    "core.eol": "crlf",
    "core.untrackedCache": "true",
    "core.commitGraph": "true",
    "diff.noprefix": "true",
    "diff.renames": "copies",
    "diff.mnemonicPrefix": "true",
    "format.pretty": "trap %H",
    "i18n.logOutputEncoding": "utf-16",
    "i18n.commitEncoding": "latin1",
    "log.date": "relative",
    "log.decorate": "full",
    "log.follow": "true",
    "log.mailmap": "true",
    "log.showRoot": "false",
    "log.showSignature": "true",
    "log.excludeDecoration": "*",
    "rev.parseopt": "x",
    "gc.auto": "1",
    "maintenance.auto": "true",
    "fetch.writeCommitGraph": "true",
    "transfer.hideRefs": "refs/",
    "notes.displayRef": "*",
    "pager.cat-file": "true",
    "status.showUntrackedFiles": "all",
    "trace2.eventTarget": "",
}


@pytest.fixture
def trapped(repository: OldRepository, tmp_path: Path) -> Path:
    """Every setting that names a program, each a trap. Returns the file that the traps write."""
    if sys.platform == "win32":
        pytest.skip("the traps are shell scripts")
    marker = tmp_path / "marker"
    answers = [repository.run(f"{one} --format json") for one in COMMANDS]
    repository.git("tag", "--annotate", "board", "--message", "The board")

    def trap(name: str) -> str:
        return f"echo {name} >>{shlex.quote(str(marker))}"

    for name, value in SETTINGS.items():
        repository.git("config", name, value)
    for name in TRAPS:
        command = trap(name)
        repository.git("config", name, f"!{command}" if name.startswith("alias.") else command)
    hooks = repository.folder / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in HOOKS:
        (hooks / name).write_text(f"#!/bin/sh\n{trap(name)}\n", encoding="utf-8")
        (hooks / name).chmod(0o755)
    (repository.folder / ".git" / "info" / "attributes").write_text(
        "* filter=trap diff=trap merge=trap working-tree-encoding=UTF-16 ident eol=crlf\n",
        encoding="utf-8",
    )
    assert [one.code for one in answers] == [0, 0, 1, 1, 0]
    return marker


def test_no_setting_runs_a_program_or_changes_an_answer(
    repository: OldRepository, trapped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("GIT_EXTERNAL_DIFF", "GIT_PAGER", "GIT_SSH_COMMAND", "GIT_ASKPASS", "PAGER"):
        monkeypatch.setenv(name, f"echo {name} >>{shlex.quote(str(trapped))}")
    answers_rightly(repository)
    answers_rightly(repository, f"--plans {shlex.quote(str(repository.folder / 'plans'))}")
    assert not trapped.exists(), trapped.read_text(encoding="utf-8")


def test_the_traps_are_set(repository: OldRepository, trapped: Path) -> None:
    (repository.folder / "plans" / "DHR1.yaml").touch()
    for command in ("status", "log --patch --show-signature", "add --all", "gc --auto"):
        subprocess.run(["git", *command.split()], cwd=repository.folder, check=False)
    sprung = set(trapped.read_text(encoding="utf-8").split())
    assert {"core.fsmonitor", "diff.trap.command", "filter.trap.process"} & sprung


def test_answers_are_the_same_with_any_setting(
    repository: OldRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository.folder / "Réunion.md").write_text(f"Ring {PHONE.replace('461', '999')}")
    repository.commit("2026-06-02", message="Récit de la réunion: ring 07700 900998")
    commands = [f"{one}{form}" for one in COMMANDS for form in ("", " --format json")]
    before = [repository.run(one) for one in commands]
    user = tmp_path / "of-the-user"
    for name, value in SETTINGS.items():
        git(tmp_path, "config", "--file", str(user), name, value)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(user))
    assert [repository.run(one) for one in commands] == before


# Nothing is changed


def state_of(folder: Path) -> dict[str, object]:
    """Every file of a folder with its size, its bytes and the time when it was changed."""
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    } | {
        str(path.relative_to(folder)): path.stat().st_mtime_ns
        for path in sorted(folder.rglob("*"))
        if path.is_dir()
    }


@pytest.mark.parametrize(
    "command", [*COMMANDS, f"{SINCE} --until HEAD", "dhrplan status --at HEAD"]
)
def test_nothing_is_changed(repository: OldRepository, command: str) -> None:
    repository.git("worktree", "add", "--quiet", "--detach", "../linked")
    repository.write("plans/DHR2.yaml", plan().replace("DHR1", "DHR2"))
    repository.git("add", "plans/DHR2.yaml")
    repository.write("plans/DHR3.yaml", plan().replace("DHR1", "DHR3"))
    os.utime(repository.folder / "plans" / "DHR1.yaml")  # the index would be refreshed
    told = _told(repository.folder)
    before = state_of(repository.folder)
    assert repository.run(command).code in {0, 1, 3}
    assert state_of(repository.folder) == before
    assert _told(repository.folder) == told


def _told(folder: Path) -> list[bytes]:
    """What git says of its state, without refreshing it."""
    asked = (("status", "--porcelain"), ("worktree", "list"), ("reflog", "--all"))
    return [
        subprocess.run(
            ["git", "--no-optional-locks", *one], cwd=folder, capture_output=True, check=True
        ).stdout
        for one in asked
    ]


@pytest.mark.parametrize(
    ("asked", "kind", "cause"),
    [
        (SINCE, "category", "change"),
        ("dhrplan paper --meeting 2026-12-10 --since 2026-05-01", "section", "what"),
        ("dhrplan handover", "section", "what"),
    ],
)
def test_an_unreadable_plan_is_a_row_of_its_own(
    repository: OldRepository, asked: str, kind: str, cause: str
) -> None:
    repository.write("plans/DHR2.yaml", "recommendations: [\n")
    found = repository.run(f"{asked} --format csv")
    assert found.code == 3
    rows = list(csv.DictReader(found.stdout.splitlines()))
    assert [one["name"] for one in rows if one[kind] == "unreadable" and one[cause]] == ["DHR2"]
