"""Every way out of the program has its exit code."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest

from dhrplan import errors
from dhrplan.cli import entry
from tests.golden.running import ROOT, Shell

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(capsys, monkeypatch)


def dhrplan(*args: str, **settings: str) -> subprocess.CompletedProcess[bytes]:
    """The program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "dhrplan", *args],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("dhrplan overdue --as-of 2017-09-15", 0),
        ("dhrplan overdue --as-of 2017-09-15 --fail", 1),
        ("dhrplan overdue --as-of 2017-07-31 --fail", 0),
        ("dhrplan validate", 0),
        ("dhrplan --version", 0),
        ("dhrplan nonsense", 2),
        ("dhrplan overdue --as-of Ongoing", 2),
        ("dhrplan overdue --due-within soon", 2),
        ("dhrplan overdue --agency nobody", 2),
        ("dhrplan report DHR5", 2),
        ("dhrplan report", 2),
        ("dhrplan report DHR7 --all", 2),
        ("dhrplan overdue -o late.doc", 2),
        ("dhrplan overdue --plans nowhere", 2),
        ("dhrplan validate nowhere.yaml", 2),
    ],
)
def test_exit_codes(shell: Shell, command: str, code: int) -> None:
    assert shell.run(command).code == code


def test_no_folder_of_plans_is_3(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = Shell(capsys, monkeypatch, tmp_path).run("dhrplan overdue")
    assert outcome.code == 3
    assert "There is no folder `plans`" in outcome.stderr


def test_a_day_that_is_none_is_explained(shell: Shell) -> None:
    assert "`Ongoing` is a status" in shell.run("dhrplan overdue --as-of Ongoing").stderr


def fail_with(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("dhrplan.cli.entry.group.main", fail)


def test_a_fault_of_its_own_is_70_and_says_how_to_report_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_with(RuntimeError("secret"), monkeypatch)
    assert entry.run([]) == 70
    printed = capsys.readouterr().err
    assert "fault of its own (RuntimeError)" in printed
    assert "report it" in printed
    assert "Traceback" not in printed
    assert "secret" not in printed  # it may quote a plan


def test_debug_shows_the_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_with(RuntimeError("cause"), monkeypatch)
    monkeypatch.setattr(sys, "argv", ["dhrplan", "--debug", "overdue"])
    assert entry.run([]) == 70
    assert "RuntimeError: cause" in capsys.readouterr().err


def test_an_interruption_is_130(monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(click.Abort(), monkeypatch)
    assert entry.run([]) == 130


def test_an_interruption_while_it_begins_is_130_and_quiet() -> None:
    program = (
        "import sys\n"
        "class Impatient:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'click': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Impatient())\n"
        "from dhrplan.cli import main\n"
        "main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "overdue"], cwd=ROOT, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_what_could_not_be_done_is_3(monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(click.FileError("x"), monkeypatch)
    assert entry.run([]) == 3
    fail_with(errors.DhrplanError("no"), monkeypatch)
    assert entry.run([]) == 3


def test_a_folder_that_is_gone_or_must_not_be_entered_is_3(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_with(FileNotFoundError(2, "No such file or directory"), monkeypatch)
    assert entry.run([]) == 3
    fail_with(PermissionError(13, "Permission denied", "above/plans"), monkeypatch)
    assert entry.run([]) == 3
    assert capsys.readouterr().err.splitlines() == [
        "Error: The folder you are in cannot be used: No such file or directory.",
        "Error: above/plans cannot be used: Permission denied.",
    ]


def test_a_reader_that_has_gone_is_no_fault() -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "dhrplan", "report", "--all"],
        cwd=ROOT,
        stdout=write,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has a disk always full")  # noqa: PTH110 - of the system, not of the tests
@pytest.mark.parametrize("command", ["overdue", "validate"])
def test_a_disk_that_is_full_is_3_and_is_said(command: str) -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = subprocess.run(
            [sys.executable, "-m", "dhrplan", command],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 3
    assert b"The answer cannot be written: No space left on device." in done.stderr


def test_what_nobody_hears_stops_no_work(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "plans", tmp_path / "plans")
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "dhrplan", "update", "DHR7", "1.1", "--note", "x", "--yes"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        stdout=write,
        stderr=write,
        check=False,
    )
    os.close(write)
    assert done.returncode == 0
    assert b"text: x" in (tmp_path / "plans" / "DHR7.yaml").read_bytes()


@pytest.mark.parametrize(
    "command",
    [
        ("report", "\x1b[31mDHR4"),
        ("overdue", "--review", "\x1b[31mDHR4"),
        ("new", "\x1b[31mDHR4", "--yes"),
        ("\x1b[31mreport",),
    ],
)
def test_no_message_steers_a_terminal(
    command: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Click takes such codes out by itself where it writes to no terminal.
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda *_: False)
    assert entry.run(list(command)) == 2
    told = capsys.readouterr().err
    assert "\x1b" not in told
    assert r"\x1b[31m" in told


def test_without_a_standard_output_there_is_no_fault() -> None:
    program = "import sys; sys.stdout = None; from dhrplan.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "overdue", "--as-of", "2017-09-15", "--fail"],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"")


def test_output_is_utf_8_whatever_the_console() -> None:
    done = dhrplan("report", "DHR7", PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    assert done.returncode == 0
    assert "officers\u2019 knowledge" in done.stdout.decode("utf-8")


def test_an_answer_goes_to_a_file_and_nowhere_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "late.json"
    shell = Shell(capsys, monkeypatch)
    outcome = shell.run(f"dhrplan overdue --as-of 2017-09-15 -o '{target.as_posix()}'")
    assert outcome.stdout == ""
    assert len(json.loads(target.read_text(encoding="utf-8"))["items"]) == 2
    text = tmp_path / "late.txt"
    shell.run(f"dhrplan overdue --color always -o '{text.as_posix()}'")
    assert "\x1b" not in text.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("option", "settings", "coloured"),
    [("auto", {}, False), ("always", {"NO_COLOR": "1"}, True), ("never", {}, False)],
)
def test_colour(option: str, settings: dict[str, str], *, coloured: bool) -> None:
    done = dhrplan("overdue", "--color", option, **settings)
    assert (b"\x1b[" in done.stdout) is coloured


def test_a_folder_named_twice_counts_once(shell: Shell) -> None:
    named = f"--plans plans --plans '{(ROOT / 'plans').as_posix()}'"
    outcome = shell.run(f"dhrplan overdue {named} --as-of 2017-09-15")
    assert "2 of 20 actions in 2 reviews are late. 1 more is" in outcome.stdout


def test_several_folders_may_be_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "unpublished"
    other.mkdir()
    (other / "DHR9.yaml").write_text(
        'format: 1\nid: DHR9\ntitle: T\nrecommendations:\n  - id: "1"\n    text: X\n'
        '    actions: [{id: "1.1", status: in-progress, target: 2017-01}]\n',
        encoding="utf-8",
    )
    shell = Shell(capsys, monkeypatch)
    named = f"--plans plans --plans '{other.as_posix()}'"
    outcome = shell.run(f"dhrplan overdue {named} --as-of 2017-09-15 --format json")
    assert [item["review"] for item in json.loads(outcome.stdout)["items"]] == [
        "DHR9",
        "DHR4",
        "DHR4",
    ]


def test_a_folder_without_plans_is_not_told_that_nothing_is_late(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plans").mkdir()
    outcome = Shell(capsys, monkeypatch, tmp_path).run("dhrplan overdue")
    assert (outcome.code, outcome.stdout) == (3, "")
    assert "There is no plan in plans." in outcome.stderr


def test_a_copy_of_a_review_is_named_and_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    plans = tmp_path / "plans"
    plans.mkdir()
    text = (ROOT / "plans" / "DHR7.yaml").read_text(encoding="utf-8")
    for name in ("DHR7.yaml", "DHR7 - Copy.yaml"):
        (plans / name).write_text(text, encoding="utf-8")
    outcome = Shell(capsys, monkeypatch, tmp_path).run("dhrplan overdue")
    assert outcome.code == 3
    assert "DHR7 is counted once, without this copy." in outcome.stderr
    assert "A review is in two files (1 problem)" in outcome.stdout
    assert "8 actions in 1 review" in " ".join(outcome.stdout.split())
