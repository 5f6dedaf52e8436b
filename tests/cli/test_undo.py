"""`dhrplan undo`: the last write is taken back byte for byte, or it says why not."""

from __future__ import annotations

import io
import os
import shutil
import stat
import sys
from typing import TYPE_CHECKING

import pytest

from dhrplan import operations, store
from dhrplan.cli import options
from dhrplan.cli.entry import COMMANDS
from dhrplan.errors import ChangedError
from tests.git import git
from tests.golden.running import ROOT, Outcome, Shell
from tests.keyboard import at_keyboard

if TYPE_CHECKING:
    from pathlib import Path

NOTE = "dhrplan update DHR4 4.2 --note 'No news.' --yes"
NOTHING = "There is nothing to undo in plans."


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    folder = tmp_path / "work"
    shutil.copytree(ROOT / "plans", folder / "plans")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    return Shell(capsys, monkeypatch, folder)


def contents(shell: Shell) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (shell.folder / "plans").iterdir()}


def done(shell: Shell, command: str) -> Outcome:
    outcome = shell.run(command)
    assert outcome.code == 0, outcome.stderr
    return outcome


def log(shell: Shell) -> list[str]:
    """The names in the folder of the log."""
    place = shell.folder / ".dhrplan" / "plans.undo"
    return sorted(one.name for one in place.iterdir()) if place.exists() else []


def spoil(path: Path) -> None:
    """Put the first key of a plan last, which `fmt` mends."""
    data = path.read_bytes()
    assert b"format: 1\n" in data
    path.write_bytes(data.replace(b"format: 1\n", b"") + b"format: 1\n")


@pytest.mark.parametrize(
    "command",
    [
        NOTE,
        "dhrplan new DHR8 --yes",
        "dhrplan new DHR4 1 --action 'Meet.' --yes",
        "dhrplan new DHR4 --recommendation 'Use one form.' --yes",
        "dhrplan update DHR4 1 --result partly --yes",
    ],
)
def test_what_a_command_wrote_is_taken_back(shell: Shell, command: str) -> None:
    before = contents(shell)
    done(shell, command)
    assert contents(shell) != before
    outcome = done(shell, "dhrplan undo --yes")
    assert contents(shell) == before
    assert outcome.stdout.startswith("--- plans/DHR")
    assert [one.name for one in shell.folder.iterdir()] == ["plans"]


def test_fmt_over_several_files_is_one_undo(shell: Shell) -> None:
    for name in ("DHR4.yaml", "DHR7.yaml"):
        spoil(shell.folder / "plans" / name)
    before = contents(shell)
    assert shell.run("dhrplan fmt").code == 0
    changed = [name for name, data in contents(shell).items() if data != before[name]]
    assert sorted(changed) == ["DHR4.yaml", "DHR7.yaml"]
    done(shell, "dhrplan undo --yes")
    assert contents(shell) == before


def test_several_undos_step_back_one_after_the_other(shell: Shell) -> None:
    states = [contents(shell)]
    for command in (NOTE, "dhrplan new DHR8 --yes", NOTE.replace("No", "Some")):
        done(shell, command)
        states.append(contents(shell))
    for state in reversed(states[:-1]):
        done(shell, "dhrplan undo --yes")
        assert contents(shell) == state
    outcome = shell.run("dhrplan undo --yes")
    assert (outcome.code, outcome.stdout) == (3, "")
    assert NOTHING in outcome.stderr


def test_a_file_that_was_changed_since_is_named_and_nothing_is_written(shell: Shell) -> None:
    done(shell, NOTE)
    path = shell.folder / "plans" / "DHR4.yaml"
    path.write_bytes(path.read_bytes() + b"# By hand.\n")
    before = contents(shell)
    outcome = shell.run("dhrplan undo --yes")
    assert outcome.code == 3
    assert "DHR4.yaml has changed since `update` of" in outcome.stderr
    assert contents(shell) == before
    path.unlink()
    assert "DHR4.yaml has been removed since" in shell.run("dhrplan undo --yes").stderr
    assert len(log(shell)) == 1


def test_a_write_that_is_in_no_file_any_more_is_passed_over(shell: Shell) -> None:
    before = contents(shell)
    done(shell, "dhrplan new DHR8 --yes")
    done(shell, NOTE)
    (shell.folder / "plans" / "DHR4.yaml").write_bytes(before["DHR4.yaml"])
    outcome = done(shell, "dhrplan undo --yes")
    assert "This undoes `new` of " in outcome.stderr
    assert contents(shell) == before
    assert log(shell) == []


def test_a_dry_run_and_a_no_write_nothing(shell: Shell) -> None:
    done(shell, NOTE)
    before = contents(shell)
    outcome = done(shell, "dhrplan undo --dry-run")
    assert "-            text: No news." in outcome.stdout
    assert outcome.stderr.endswith("Not saved: this is a dry run.\n")
    assert shell.run("dhrplan undo").code == 2, "nobody can be asked"
    assert contents(shell) == before
    assert len(log(shell)) == 1


@pytest.mark.needs("bash", "tmux")
def test_at_a_terminal_it_asks(shell: Shell, tmp_path: Path) -> None:
    before = contents(shell)
    done(shell, NOTE)
    with at_keyboard(tmp_path, shell.folder) as keys:
        for answer, told in (("n", "Not saved."), ("y", "DHR4.yaml is written.")):
            keys.enter("dhrplan undo")
            keys.wait_for("Save this? [y/N]:")
            keys.press(answer, "Enter")
            keys.wait_for(told)
    assert contents(shell) == before


def test_the_list_says_when_which_command_and_which_files(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert done(shell, "dhrplan undo --list") == Outcome("", f"{NOTHING}\n", 0)
    moment = options.now().replace(year=2026, month=11, day=26, hour=16, minute=5)
    for minute, command in enumerate((NOTE, "dhrplan new DHR8 --yes")):
        monkeypatch.setattr("dhrplan.cli.writing.now", lambda at=minute: moment.replace(minute=at))
        done(shell, command)
    assert done(shell, "dhrplan undo --list").stdout == (
        "26 November 2026, 16:01  new     plans/DHR8.yaml\n"
        "26 November 2026, 16:00  update  plans/DHR4.yaml\n"
    )


def test_the_log_is_forgotten_when_that_is_asked_for(shell: Shell) -> None:
    done(shell, NOTE)
    before = contents(shell)
    assert "1 change that" in done(shell, "dhrplan undo --forget --dry-run").stderr
    assert len(log(shell)) == 1
    done(shell, "dhrplan undo --forget --yes")
    assert [one.name for one in shell.folder.iterdir()] == ["plans"]
    assert contents(shell) == before
    assert NOTHING in shell.run("dhrplan undo --forget --yes").stderr


def test_each_folder_has_a_log_of_its_own(shell: Shell) -> None:
    other = shell.folder / "unpublished"
    other.mkdir()
    (shell.folder / "plans" / "DHR7.yaml").rename(other / "DHR7.yaml")
    shutil.copy(shell.folder / "plans" / "agencies.yaml", other)
    for path in (shell.folder / "plans" / "DHR4.yaml", other / "DHR7.yaml"):
        spoil(path)
    both = "--plans plans --plans unpublished"
    before = {path: path.read_bytes() for path in shell.folder.rglob("*.yaml")}
    done(shell, f"dhrplan fmt {both}")
    assert len(done(shell, f"dhrplan undo --list {both}").stdout.splitlines()) == 2
    done(shell, f"dhrplan undo {both} --yes")
    assert {path: path.read_bytes() for path in shell.folder.rglob("*.yaml")} == before
    done(shell, f"dhrplan fmt {both}")
    done(shell, "dhrplan undo --plans unpublished --yes")
    assert (other / "DHR7.yaml").read_bytes() == before[other / "DHR7.yaml"]
    assert (shell.folder / "plans" / "DHR4.yaml").read_bytes() != before[
        shell.folder / "plans" / "DHR4.yaml"
    ]


def test_a_log_that_cannot_be_read_is_named(shell: Shell) -> None:
    done(shell, NOTE)
    (path,) = (shell.folder / ".dhrplan" / "plans.undo").iterdir()
    text = path.read_text(encoding="utf-8")
    for wrong in ("", "[" * 100_000, text.replace("DHR4.yaml", "../DHR4.yaml"), text[:-9]):
        path.write_text(wrong, encoding="utf-8")
        outcome = shell.run("dhrplan undo --yes")
        assert outcome.code == 3
        assert "000001.json is part of the log of changes and cannot be read." in outcome.stderr


def test_where_no_log_can_be_written_that_is_said(shell: Shell) -> None:
    (shell.folder / ".dhrplan").write_text("a file", encoding="utf-8")
    outcome = done(shell, NOTE)
    assert "`dhrplan undo` will not work for this change: " in outcome.stderr
    assert NOTHING in shell.run("dhrplan undo --yes").stderr


def test_nothing_is_kept_behind_a_link(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (shell.folder / ".dhrplan").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    outcome = done(shell, NOTE)
    assert "is a link, so nothing is kept there." in outcome.stderr
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such name")
def test_a_name_of_any_bytes_is_no_obstacle(shell: Shell) -> None:
    path = shell.folder / "plans" / os.fsdecode(b"DHR\xff.yaml")
    path.write_bytes(b"old\n")
    operations.rewrite(
        [store.FileChange(path, b"old\n", b"new\n")], shell.folder, "fmt", options.now()
    )
    done(shell, "dhrplan undo --list")
    done(shell, "dhrplan undo --yes")
    assert path.read_bytes() == b"old\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_nobody_may_read_the_log_who_may_not_read_the_plans(shell: Shell) -> None:
    plans = shell.folder / "plans"
    plans.chmod(0o750)
    (plans / "DHR4.yaml").chmod(0o600)
    done(shell, NOTE)
    done(shell, "dhrplan new DHR8 --yes")
    place = shell.folder / ".dhrplan" / "plans.undo"
    assert stat.S_IMODE(place.stat().st_mode) == 0o750
    assert stat.S_IMODE((place / "000001.json").stat().st_mode) == 0o600


def test_the_log_has_an_end(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "MOST_OPERATIONS", 3)
    for _ in range(5):
        done(shell, NOTE)
    assert log(shell) == ["000003.json", "000004.json", "000005.json"]
    monkeypatch.setattr(operations, "MOST_BYTES", 1)
    done(shell, NOTE)
    assert log(shell) == ["000006.json"]
    done(shell, "dhrplan undo --yes")
    assert NOTHING in shell.run("dhrplan undo --yes").stderr


def test_a_write_that_is_refused_leaves_no_note(shell: Shell) -> None:
    path = shell.folder / "plans" / "DHR4.yaml"
    change = store.FileChange(path, b"other", b"new")
    with pytest.raises(ChangedError):
        operations.rewrite([change], shell.folder, "update", options.now())
    assert log(shell) == []
    assert not (shell.folder / ".dhrplan").exists()


def test_text_in_another_encoding_and_line_ends_come_back(shell: Shell) -> None:
    path = shell.folder / "plans" / "DHR8.yaml"
    for before in (b"\xff\xfe\r\n\x00", b"\xef\xbb\xbfa: 1\r\nb: \xe2\x80\xa8\r", b"", b"\n"):
        path.write_bytes(before)
        change = store.FileChange(path, before, b"new\n")
        operations.rewrite([change], shell.folder, "update", options.now())
        assert path.read_bytes() == b"new\n"
        done(shell, "dhrplan undo --yes")
        assert path.read_bytes() == before


def test_a_file_that_was_removed_comes_back_with_its_permissions(shell: Shell) -> None:
    path = shell.folder / "plans" / "DHR7.yaml"
    for one in path.parent.iterdir():
        one.chmod(0o640 if os.name != "nt" else one.stat().st_mode)
    before, mode = contents(shell), path.stat().st_mode
    change = store.FileChange(path, path.read_bytes(), None)
    operations.rewrite([change], shell.folder, "remove", options.now())
    assert not path.exists()
    outcome = done(shell, "dhrplan undo --yes")
    assert outcome.stdout.startswith("--- (no file)\n+++ plans/DHR7.yaml\n")
    assert (contents(shell), path.stat().st_mode) == (before, mode)
    operations.rewrite([change], shell.folder, "remove", options.now())
    path.write_text("mine: 1\n", encoding="utf-8")
    assert "DHR7.yaml has been created again since" in shell.run("dhrplan undo --yes").stderr


def test_every_write_of_plans_goes_through_the_log() -> None:
    """`init` makes files where there are none; the journal and reports are no plans."""
    package = ROOT / "dhrplan"
    callers = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if "store.rewrite(" in path.read_text(encoding="utf-8")
    }
    assert callers == {"operations.py", "cli/commands/init.py"}
    assert "undo" in COMMANDS


@pytest.mark.needs("git")
def test_what_was_committed_is_said_to_stay_in_the_history(shell: Shell) -> None:
    git(shell.folder, "init", "--quiet")
    git(shell.folder, "add", ".")
    git(shell.folder, "commit", "--quiet", "--message", "Begin")
    before = contents(shell)
    done(shell, f"{NOTE} --commit -m 'Board of 15 September'")
    assert "(committed)" in done(shell, "dhrplan undo --list").stdout
    assert git(shell.folder, "status", "--porcelain") == ""
    outcome = done(shell, "dhrplan undo --yes --commit -m 'Take it back'")
    assert "that commit stays in the history.\n" in outcome.stderr
    assert outcome.stderr.endswith("plans/DHR4.yaml is committed.\n")
    assert contents(shell) == before
    assert git(shell.folder, "log", "--format=%s") == (
        "Take it back\nBoard of 15 September\nBegin\n"
    )


@pytest.mark.needs("git")
def test_the_commit_is_offered_where_it_is_not_asked_for(shell: Shell) -> None:
    git(shell.folder, "init", "--quiet")
    done(shell, "dhrplan new DHR8 --yes")
    outcome = done(shell, "dhrplan undo --yes --commit -m 'Take it back'")
    assert "plans/DHR8.yaml is as in the last commit: nothing to commit." in outcome.stderr
    done(shell, f"{NOTE} --commit -m 'Board'")
    assert (
        "Add `--commit -m TEXT` to commit the undo as well."
        in done(shell, "dhrplan undo --dry-run").stderr
    )


@pytest.mark.needs("git")
def test_no_other_change_is_named_where_the_file_becomes_as_committed(shell: Shell) -> None:
    git(shell.folder, "init", "--quiet")
    git(shell.folder, "add", ".")
    git(shell.folder, "commit", "--quiet", "--message", "Begin")
    done(shell, f"{NOTE} --yes")
    outcome = done(shell, "dhrplan undo --yes --commit -m 'Take it back'")
    assert "other changes" not in outcome.stderr
    assert "nothing to commit" in outcome.stderr
