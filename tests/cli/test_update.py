"""`dhrplan update`: what it writes, what it asks, what it refuses, what it commits."""

from __future__ import annotations

import io
import os
import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.checkout import CHECKOUT
from tests.decide.deciding import HERE, PLAN
from tests.git import git
from tests.golden.running import ROOT, Outcome, Shell
from tests.keyboard import at_keyboard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from dhrplan.decide import Effect
    from tests.keyboard import Keyboard

NOTE = "dhrplan update DHR99 1.3 --note 'No news.' --as-of 2021-04-10"
NOTED = PLAN.replace(
    b"        status: not-started\n",
    b"        status: not-started\n        updates:\n          - date: 2021-04-10\n"
    b"            text: No news.\n",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the invented plan and its register."""
    plans = tmp_path / "work" / "plans"
    plans.mkdir(parents=True)
    (plans / "DHR99.yaml").write_bytes(PLAN)
    shutil.copy(HERE / "agencies.yaml", plans)
    return plans.parent


@pytest.fixture
def shell(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    return Shell(capsys, monkeypatch, folder)


def said(shell: Shell, text: bytes) -> None:
    shell.monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))


def plan(shell: Shell) -> bytes:
    return (shell.folder / "plans" / "DHR99.yaml").read_bytes()


def refused(outcome: Outcome, code: int, shell: Shell) -> str:
    """The message of a refusal, after which the plan is unchanged."""
    assert outcome.code == code, outcome
    assert plan(shell) == PLAN
    return outcome.stderr


# -- writing ---------------------------------------------------------------------------------------


def test_it_writes_the_change_that_it_shows(shell: Shell) -> None:
    outcome = shell.run(f"{NOTE} --yes")
    assert (outcome.code, outcome.stderr) == (0, "plans/DHR99.yaml is written.\n")
    assert plan(shell) == NOTED
    added = [line for line in outcome.stdout.splitlines() if line.startswith("+")]
    assert added[1:] == [
        "+        updates:",
        "+          - date: 2021-04-10",
        "+            text: No news.",
    ]


def test_a_dry_run_writes_nothing(shell: Shell) -> None:
    outcome = shell.run(f"{NOTE} --dry-run --yes")
    assert refused(outcome, 0, shell) == "Not saved: this is a dry run.\n"
    assert outcome.stdout == shell.run(f"{NOTE} --yes").stdout


def test_what_is_so_already_is_not_written(shell: Shell) -> None:
    outcome = shell.run("dhrplan update DHR99 1.1 --status open --yes")
    assert outcome.stdout == ""
    assert "says this already" in refused(outcome, 0, shell)


def test_the_bytes_of_windows_stay(shell: Shell) -> None:
    path = shell.folder / "plans" / "DHR99.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + PLAN.replace(b"\n", b"\r\n"))
    shell.run(f"{NOTE} --yes")
    assert plan(shell) == b"\xef\xbb\xbf" + NOTED.replace(b"\n", b"\r\n")


@pytest.mark.skipif(os.name == "nt", reason="links need leave on Windows")
def test_a_link_stays_one(shell: Shell) -> None:
    path = shell.folder / "plans" / "DHR99.yaml"
    path.rename(shell.folder / "elsewhere.yaml")
    path.symlink_to("../elsewhere.yaml")
    (shell.folder / ".git").mkdir()  # without a repository it would lead out of the plans
    assert shell.run(f"{NOTE} --yes").code == 0
    assert path.is_symlink()
    assert (shell.folder / "elsewhere.yaml").read_bytes() == NOTED


def test_colour_is_for_those_who_want_it(shell: Shell) -> None:
    plain = shell.run(f"{NOTE} --dry-run").stdout
    coloured = shell.run(f"{NOTE} --dry-run --color always").stdout
    assert "\x1b" not in plain
    assert "\x1b[32m+        updates:\x1b[0m\n" in coloured


def test_control_code_in_a_text_does_not_reach_the_terminal(shell: Shell) -> None:
    outcome = shell.run("dhrplan update DHR99 1.3 --note 'a\x1b]0;x\x07b' --dry-run")
    assert "\x1b" not in outcome.stdout + outcome.stderr


# -- what is asked for -----------------------------------------------------------------------------


def test_a_text_comes_from_standard_input(shell: Shell) -> None:
    said(shell, "Staff say: “it works”.\r\n1. Fewer forms\r\n".encode())
    command = "dhrplan update DHR99 1.3 --status done --completed 2021-04 --outcome - --yes"
    assert shell.run(command).code == 0
    assert "          Staff say: “it works”.\n          1. Fewer forms\n".encode() in plan(shell)


def test_standard_input_is_one_text_in_utf_8(shell: Shell) -> None:
    message = refused(shell.run("dhrplan update DHR99 1.3 --note - --outcome -"), 2, shell)
    assert "Only --outcome or --note can read standard input" in message
    said(shell, b"caf\xe9")
    message = refused(shell.run("dhrplan update DHR99 1.3 --note - --yes"), 2, shell)
    assert "Standard input is not UTF-8." in message


def test_there_may_be_no_standard_input(shell: Shell) -> None:
    shell.monkeypatch.setattr(sys, "stdin", None)
    message = refused(shell.run("dhrplan update DHR99 1.3 --note - --yes"), 2, shell)
    assert "There is no standard input to read the text from." in message


def test_without_a_terminal_what_is_lacking_is_named(shell: Shell) -> None:
    message = refused(shell.run("dhrplan update DHR99 1.3 --status done --yes"), 2, shell)
    assert "DHR99 1.3: status `complete` needs `--completed` and `--outcome`" in message
    assert '`--completed "" --outcome ""`' in message
    message = refused(shell.run("dhrplan update DHR99 1.3 --status paused --yes"), 2, shell)
    assert "`--reason` and `--next-check` too.\n" in message
    message = refused(shell.run("dhrplan update DHR99 1.3 --status superseded --yes"), 2, shell)
    assert message.endswith("needs `--superseded-by` or `--reason` too.\n")
    command = "dhrplan update DHR99 1.3 --status done --outcome x --yes"
    assert refused(shell.run(command), 2, shell).endswith('empty value: `--completed ""`.\n')


def test_without_a_terminal_nothing_is_written_unasked(shell: Shell) -> None:
    outcome = shell.run(NOTE)
    assert "+            text: No news." in outcome.stdout
    assert "Add --yes." in refused(outcome, 2, shell)


def test_without_the_register_nobody_is_named_as_a_lead(shell: Shell) -> None:
    (shell.folder / "plans" / "agencies.yaml").write_text("agencies: [broken\n", encoding="utf-8")
    message = refused(shell.run("dhrplan update DHR99 1.3 --lead PLO --yes"), 3, shell)
    assert message.startswith("Error: plans/agencies.yaml cannot be read, so no lead can be")
    assert shell.run(f"{NOTE} --yes").code == 0


def test_one_of_several_that_cannot_be_changed_stops_all(shell: Shell) -> None:
    command = "dhrplan update DHR99 1.1 1.4 1.3 --extend-to 2023 --yes"
    assert "DHR99 1.3 has no target" in refused(shell.run(command), 2, shell)


def test_a_new_error_is_written_only_by_force(shell: Shell) -> None:
    command = "dhrplan update DHR99 1.5 --superseded-by 'DHR99 9.9' --yes"
    outcome = shell.run(command)
    assert "error[unknown-reference]" in outcome.stdout
    assert "this would add 1 error." in refused(outcome, 3, shell)
    assert shell.run(f"{command} --force").code == 0
    assert b"superseded_by: DHR99 9.9" in plan(shell)


def test_a_file_that_changes_meanwhile_is_left_alone(shell: Shell) -> None:
    from dhrplan.cli import writing

    refuse_errors = writing.refuse_errors

    def changed(effects: Iterable[Effect], hint: str) -> None:
        (shell.folder / "plans" / "DHR99.yaml").write_bytes(PLAN + b"# Mine.\n")
        refuse_errors(effects, hint)

    shell.monkeypatch.setattr(writing, "refuse_errors", changed)
    outcome = shell.run(f"{NOTE} --yes")
    assert outcome.code == 3
    assert "has changed since it was read" in outcome.stderr
    assert plan(shell) == PLAN + b"# Mine.\n"


def test_statuses_and_actions_are_completed(shell: Shell) -> None:
    from click.shell_completion import ShellComplete

    from dhrplan.cli.entry import group

    shell.monkeypatch.chdir(shell.folder)
    words = ShellComplete(group, {}, "dhrplan", "_DHRPLAN_COMPLETE")
    offered = words.get_completions(["update", "DHR99", "--status"], "comp")
    assert [one.value for one in offered] == ["complete", "complete-ongoing"]
    offered = words.get_completions(["update", "DHR99"], "1.")
    assert [one.value for one in offered] == [f"1.{number}" for number in range(1, 7)]


# -- committing ------------------------------------------------------------------------------------


@pytest.fixture(params=[True])
def repository(shell: Shell, request: pytest.FixtureRequest) -> Shell:
    """The folder in git, with another file changed, one staged and one new.

    The plan is in the first commit, or git has not been told of it.
    """
    for name in ("mine.txt", "staged.txt"):
        (shell.folder / name).write_text("old\n", encoding="utf-8")
    git(shell.folder, "init", "--quiet")
    git(shell.folder, "add", ".")
    if not request.param:
        git(shell.folder, "rm", "--quiet", "--cached", "plans/DHR99.yaml")
    git(shell.folder, "commit", "--quiet", "--message", "Begin")
    for name in ("mine.txt", "staged.txt"):
        (shell.folder / name).write_text("new\n", encoding="utf-8")
    (shell.folder / "fresh.txt").write_text("new\n", encoding="utf-8")
    git(shell.folder, "add", "staged.txt", "fresh.txt")
    return shell


COMMIT = f"{NOTE} --yes --commit -m 'Note that there is no news'"


@pytest.mark.needs("git")
def test_a_commit_takes_that_file_alone(repository: Shell) -> None:
    outcome = repository.run(COMMIT)
    assert (outcome.code, outcome.stderr.splitlines()) == (
        0,
        ["plans/DHR99.yaml is written.", "plans/DHR99.yaml is committed."],
    )
    told = git(repository.folder, "show", "--format=%s", "--name-only")
    assert told == "Note that there is no news\n\nplans/DHR99.yaml\n"
    assert git(repository.folder, "status", "--porcelain") == (
        "A  fresh.txt\n M mine.txt\nM  staged.txt\n"
    )


@pytest.mark.needs("git")
def test_without_the_asking_git_is_left_alone(repository: Shell) -> None:
    before = git(repository.folder, "rev-parse", "HEAD")
    assert repository.run(f"{NOTE} --yes").code == 0
    assert git(repository.folder, "rev-parse", "HEAD") == before
    assert " M plans/DHR99.yaml" in git(repository.folder, "status", "--porcelain")


@pytest.mark.needs("git")
@pytest.mark.parametrize("repository", [False], indirect=True)
def test_a_file_that_git_does_not_know_is_committed(repository: Shell) -> None:
    assert repository.run(COMMIT).code == 0
    told = git(repository.folder, "show", "--format=", "--name-status")
    assert told == "A\tplans/DHR99.yaml\n"
    assert "A  fresh.txt" in git(repository.folder, "status", "--porcelain")


@pytest.mark.needs("git")
def test_other_changes_of_the_file_are_told_of(repository: Shell) -> None:
    path = repository.folder / "plans" / "DHR99.yaml"
    path.write_bytes(PLAN + b"# Mine.\n")
    outcome = repository.run(COMMIT)
    assert "plans/DHR99.yaml has other changes" in outcome.stderr
    assert outcome.code == 0


@pytest.mark.needs("git", "sh")
@pytest.mark.parametrize("repository", [True, False], indirect=True)
def test_a_hook_that_refuses_is_told(repository: Shell) -> None:
    before = git(repository.folder, "status", "--porcelain").splitlines()
    hook = repository.folder / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'Not on a Friday.'\nexit 1\n", encoding="utf-8", newline="\n")
    hook.chmod(0o755)
    outcome = repository.run(COMMIT)
    assert outcome.code == 3
    assert outcome.stderr == (
        "plans/DHR99.yaml is written.\n"
        "Error: git did not commit DHR99.yaml. The change is saved in the file.\n"
        "Not on a Friday.\n"
        "Once that is fixed, do not run this command again. Commit the file by itself: "
        '`git add DHR99.yaml`, then `git commit -m "..." DHR99.yaml`, in its folder.\n'
    )
    assert plan(repository) == NOTED
    now = git(repository.folder, "status", "--porcelain").splitlines()
    assert sorted({*now} - {" M plans/DHR99.yaml"}) == sorted(before)


# The background job of a script ignores SIGINT, and so would the program, git and its hook.
WITH_CTRL_C = """\
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from dhrplan.cli import main
main()
"""


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is no signal there")
@pytest.mark.needs("git", "sh")
@pytest.mark.parametrize("repository", [False], indirect=True)
def test_an_interrupted_commit_leaves_nothing_staged(repository: Shell) -> None:
    before = git(repository.folder, "status", "--porcelain")
    hook = repository.folder / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nkill -INT 0\nsleep 9\n", encoding="utf-8", newline="\n")
    hook.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-c", WITH_CTRL_C, *shlex.split(COMMIT)[1:]],
        cwd=repository.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        start_new_session=True,
    )
    assert done.returncode == 130
    assert plan(repository) == NOTED
    assert git(repository.folder, "status", "--porcelain") == before


def merging(shell: Shell) -> None:
    """Begin a merge, and do not end it."""
    git(shell.folder, "checkout", "--quiet", "-b", "other")
    git(shell.folder, "commit", "--quiet", "--allow-empty", "--message", "Theirs")
    git(shell.folder, "checkout", "--quiet", "main")
    git(shell.folder, "merge", "--quiet", "--no-ff", "--no-commit", "other")


def on_no_branch(shell: Shell) -> None:
    git(shell.folder, "checkout", "--quiet", "--detach")


def nobody(shell: Shell) -> None:
    """Remove the name and address of git's user."""
    git(shell.folder, "config", "user.useConfigOnly", "true")
    for name in (f"GIT_{who}_{what}" for who in ("AUTHOR", "COMMITTER") for what in _OF_WHO):
        shell.monkeypatch.delenv(name, raising=False)


_OF_WHO = ("NAME", "EMAIL")


def ignored(shell: Shell) -> None:
    git(shell.folder, "rm", "--quiet", "--cached", "plans/DHR99.yaml")
    (shell.folder / ".git" / "info" / "exclude").write_text("DHR99.yaml\n", encoding="utf-8")


@pytest.mark.needs("git")
@pytest.mark.parametrize(
    ("happen", "told"),
    [
        (merging, "A git merge is not finished"),
        (on_no_branch, "git is not on a branch here"),
        (nobody, "git does not know who is committing"),
        (ignored, "git is set to ignore DHR99.yaml"),
    ],
)
def test_what_git_would_refuse_is_said_before_anything_is_written(
    repository: Shell, happen: Callable[[Shell], None], told: str
) -> None:
    git(repository.folder, "commit", "--quiet", "--all", "--message", "All of it")
    happen(repository)
    before = git(repository.folder, "rev-parse", "HEAD")
    message = refused(repository.run(COMMIT), 3, repository)
    assert message.startswith(f"Error: {told}"), message
    assert "leave out `--commit`" in message
    assert git(repository.folder, "rev-parse", "HEAD") == before


@pytest.mark.needs("git")
def test_outside_of_a_repository_nothing_is_written(shell: Shell) -> None:
    shell.monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(shell.folder.parent))
    message = refused(shell.run(COMMIT), 3, shell)
    assert "plans/DHR99.yaml" not in message
    assert "DHR99.yaml is not in a git repository" in message


@pytest.mark.parametrize(
    ("words", "needed"),
    [("--commit", "-m MESSAGE"), ("--commit -m ' '", "-m MESSAGE"), ("-m x", "--commit")],
)
def test_a_commit_says_what_it_is(shell: Shell, words: str, needed: str) -> None:
    message = refused(shell.run(f"{NOTE} --yes {words}"), 2, shell)
    assert f"Add {needed}." in message


# -- at a terminal ---------------------------------------------------------------------------------


@pytest.fixture
def keyboard(tmp_path: Path, folder: Path) -> Iterator[Keyboard]:
    with at_keyboard(tmp_path, folder, rows=50) as keys:
        keys.press(f"export PYTHONPATH='{CHECKOUT}' PS1='ready> '", "Enter")
        keys.wait_for("ready> ")
        yield keys


UPDATE = f"{sys.executable} -m dhrplan update DHR99"


def ends(keys: Keyboard) -> str:
    """The screen once the command has ended, its exit code on the last line."""
    keys.press("echo co''de $?", "Enter")
    return keys.wait_for("\ncode ")


@pytest.mark.needs("bash", "tmux")
def test_a_terminal_is_asked_for_what_is_lacking(keyboard: Keyboard) -> None:
    keyboard.press(f"{UPDATE} 1.3 --status done --as-of 2021-04-10", "Enter")
    keyboard.wait_for("DHR99 1.3: Join the form with the regional one.\n")
    keyboard.wait_for("  Date of completion (leave empty if not known):")
    keyboard.press("soon", "Enter")
    keyboard.wait_for("does not say which day is the last.")
    keyboard.press("yesterday", "Enter")
    keyboard.wait_for("  Outcome (leave empty if not known):")
    keyboard.press("All use it.", "Enter")
    screen = keyboard.wait_for("Save this? [y/N]:")
    assert "+        completed: 2021-04-09" in screen
    assert "open-without-target" in screen.partition("Problems fixed:")[2]
    keyboard.press("y", "Enter")
    keyboard.wait_for("plans/DHR99.yaml is written.")
    assert "code 0" in ends(keyboard)
    written = (keyboard.folder / "plans" / "DHR99.yaml").read_text(encoding="utf-8")
    assert "completed: 2021-04-09\n        outcome: >-\n          All use it.\n" in written


@pytest.mark.needs("bash", "tmux")
def test_a_long_text_is_written_at_a_terminal(keyboard: Keyboard) -> None:
    keyboard.press(f"{UPDATE} 1.3 --note - --as-of 2021-04-10", "Enter")
    keyboard.wait_for("Type the text")
    keyboard.press("One line.", "Enter", "And another.", "Enter", "C-d")
    keyboard.wait_for("Save this? [y/N]:")
    keyboard.press("y", "Enter")
    assert "code 0" in ends(keyboard)
    written = (keyboard.folder / "plans" / "DHR99.yaml").read_text(encoding="utf-8")
    assert "One line.\n              And another.\n" in written


@pytest.mark.needs("bash", "tmux")
def test_a_terminal_is_asked_what_takes_the_place_or_else_why(keyboard: Keyboard) -> None:
    keyboard.press(f"{UPDATE} 1.1 1.3 --status superseded --as-of 2021-04-10", "Enter")
    keyboard.wait_for("DHR99 1.1: Agree one form. Publish it.\n")
    keyboard.wait_for("  Which action replaces it, such as `DHR7 1.1` (leave empty if none):")
    keyboard.press("DHR99 1.4", "Enter")
    keyboard.wait_for("DHR99 1.3: Join the form with the regional one.\n")
    keyboard.press("Enter")
    keyboard.wait_for("  What replaces it, and why:")
    keyboard.press("The regional form", "Enter")
    screen = keyboard.wait_for("Save this? [y/N]:")
    assert "+        superseded_by: DHR99 1.4" in screen
    assert "+          reason: The regional form" in screen
    keyboard.press("y", "Enter")
    assert "code 0" in ends(keyboard)


@pytest.mark.needs("bash", "tmux")
@pytest.mark.parametrize(("key", "code"), [("Enter", 3), ("n", 3), ("C-c", 130)])
def test_without_a_yes_nothing_is_written(keyboard: Keyboard, key: str, code: int) -> None:
    keyboard.press(f"{UPDATE} 1.3 --note 'No news.'", "Enter")
    keyboard.wait_for("Save this? [y/N]:")
    keyboard.press(key, *(["Enter"] if key == "n" else []))
    keyboard.wait_for("\nInterrupted." if key == "C-c" else "Not saved.")
    assert f"code {code}" in ends(keyboard)
    assert (keyboard.folder / "plans" / "DHR99.yaml").read_bytes() == PLAN


INDENTED = b"""\
    actions:
      - id: "1.3"
        text: Agree it.
            # Further in than its key.
        status: ongoing
"""


def test_a_comment_further_in_stays_above_its_key(shell: Shell) -> None:
    path = shell.folder / "plans" / "DHR99.yaml"
    head = b'format: 1\nid: DHR99\ntitle: x\nrecommendations:\n  - id: "1"\n    text: x\n'
    path.write_bytes(head + INDENTED)
    outcome = shell.run("dhrplan update DHR99 1.3 --lead POL --yes --force")
    assert outcome.code == 0, outcome.stderr
    assert INDENTED.split(b"it.\n")[1] in path.read_bytes()
