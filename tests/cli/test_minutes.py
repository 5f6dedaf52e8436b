"""`dhrplan minutes`, and where the minutes of a meeting are written."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from dhrplan import store
from dhrplan.errors import NotWrittenError
from tests.golden.running import ROOT, Shell

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("2021-04-10.md", "2021-04-10-2.md", "2021-04-10-10.md", "2020-12-31.md")
OTHERS = ("agenda.md", "2021-02-30.md", "2021-04-10.txt", "2021-04-10-draft.md")


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    shutil.copytree(ROOT / "plans", tmp_path / "plans")
    return Shell(capsys, monkeypatch, tmp_path)


@pytest.fixture
def kept(shell: Shell) -> Path:
    folder = shell.folder / "minutes"
    folder.mkdir()
    for name in (*NAMES, *OTHERS):
        (folder / name).write_text(f"# {name}\n", encoding="utf-8")
    return folder


@pytest.mark.usefixtures("kept")
def test_the_last_is_shown_or_those_of_a_day(shell: Shell) -> None:
    assert shell.run("dhrplan minutes").stdout == "# 2021-04-10-10.md\n"
    outcome = shell.run("dhrplan minutes '10 April 2021'")
    assert (outcome.code, outcome.stderr) == (0, "")
    assert outcome.stdout == "# 2021-04-10.md\n\n# 2021-04-10-2.md\n\n# 2021-04-10-10.md\n"


@pytest.mark.usefixtures("kept")
def test_the_list_is_newest_first(shell: Shell) -> None:
    assert shell.run("dhrplan minutes --list").stdout == (
        "10 April 2021     minutes/2021-04-10-10.md\n"
        "10 April 2021     minutes/2021-04-10-2.md\n"
        "10 April 2021     minutes/2021-04-10.md\n"
        "31 December 2020  minutes/2020-12-31.md\n"
    )
    assert shell.run("dhrplan minutes --list 2021-04-10").code == 2


@pytest.mark.usefixtures("kept")
def test_a_day_without_minutes_names_days_with_some(shell: Shell) -> None:
    outcome = shell.run("dhrplan minutes 2021-05-03")
    assert (outcome.code, outcome.stdout) == (2, "")
    assert outcome.stderr == (
        "Error: There are no minutes of 3 May 2021.\n"
        "The latest are of 10 April 2021 and 31 December 2020. --list shows all.\n"
    )


def test_no_minutes_at_all(shell: Shell) -> None:
    outcome = shell.run("dhrplan minutes")
    assert (outcome.code, outcome.stdout) == (3, "")
    assert (
        "There are no minutes in the folder minutes.\n`dhrplan meeting` writes them."
        in outcome.stderr
    )
    outcome = shell.run("dhrplan minutes --list")
    assert (outcome.code, outcome.stdout) == (0, "")


def test_no_text_steers_a_terminal(shell: Shell, kept: Path) -> None:
    (kept / "2022-01-01.md").write_bytes(b"\xef\xbb\xbf\x1b[31mred\r\nnext\xff\n")
    assert shell.run("dhrplan minutes").stdout == "\\x1b[31mred\nnext\ufffd\n"


def test_a_link_out_of_the_folder_is_not_read(
    shell: Shell, kept: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "secret"
    elsewhere.write_text("secret", encoding="utf-8")
    (kept / "2022-01-01.md").symlink_to(elsewhere)
    outcome = shell.run("dhrplan minutes")
    assert (outcome.code, outcome.stdout) == (3, "")
    assert "2022-01-01.md cannot be opened: it is a link that leads out" in outcome.stderr


def test_no_minutes_are_written_behind_a_link_out_of_the_folder(
    shell: Shell, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = store.minutes_folder(shell.folder / "plans")
    place.symlink_to(tmp_path_factory.mktemp("public"), target_is_directory=True)
    with pytest.raises(NotWrittenError, match="it is a link that leads out"):
        store.make_folder(place, like=shell.folder / "plans")


def test_minutes_are_never_written_over_older_ones(shell: Shell) -> None:
    path = store.minutes_folder(shell.folder / "plans") / "2021-04-10.md"
    path.parent.mkdir()
    for text in (b"1", b"2", b"3"):
        store.write_new(path, text)
    found = store.all_minutes(shell.folder / "plans")
    assert [(day, one.name, one.read_bytes()) for day, one in found] == [
        (date(2021, 4, 10), "2021-04-10.md", b"1"),
        (date(2021, 4, 10), "2021-04-10-2.md", b"2"),
        (date(2021, 4, 10), "2021-04-10-3.md", b"3"),
    ]


def test_a_dangling_link_is_not_written_through(shell: Shell) -> None:
    path = shell.folder / "minutes.md"
    path.symlink_to(shell.folder / "plans" / "DHR8.yaml")
    assert store.write_new(path, b"1").name == "minutes-2.md"
    assert not (shell.folder / "plans" / "DHR8.yaml").exists()
