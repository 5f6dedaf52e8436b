"""Several files at once: one difference, one question, one commit; a file may be new."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click
import pytest

from dhrplan.cli.options import WriteOptions
from dhrplan.cli.writing import Proposal, confirm_and_write
from dhrplan.decide import Effect
from dhrplan.errors import ChangedError, DhrplanError
from tests.git import git

if TYPE_CHECKING:
    from pathlib import Path

YES = WriteOptions("never", yes=True)
COMMIT = WriteOptions("never", yes=True, message="Both")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one file; what is proposed is another content of it and a second file."""
    (tmp_path / "a.yaml").write_bytes(b"a: 1\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def proposals(folder: Path) -> list[Proposal]:
    nothing = Effect((), (), {})
    return [
        Proposal("a.yaml", folder / "a.yaml", b"a: 1\n", b"a: 2\n", nothing),
        Proposal("b.yaml", folder / "b.yaml", None, b"b: 1\n", nothing),
    ]


def test_all_are_shown_in_their_order_and_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert confirm_and_write(proposals(folder), YES) == 0
    printed = capsys.readouterr()
    assert printed.out == (
        "--- a.yaml\n+++ a.yaml\n@@ -1 +1 @@\n-a: 1\n+a: 2\n"
        "--- (no file)\n+++ b.yaml\n@@ -0,0 +1 @@\n+b: 1\n"
    )
    assert printed.err == "a.yaml and b.yaml are written.\n"
    assert (folder / "a.yaml").read_bytes() == b"a: 2\n"
    assert (folder / "b.yaml").read_bytes() == b"b: 1\n"


def test_no_name_of_a_file_steers_a_terminal(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Click takes such codes out by itself where it writes to no terminal.
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda *_: False)
    one, other = (replace(each, file=f"\x1b[31m{each.file}") for each in proposals(folder))
    assert confirm_and_write([one, replace(other, before=b"", after=b"")], YES) == 0
    printed = capsys.readouterr()
    assert "\x1b" not in printed.out + printed.err


def test_what_is_so_already_is_said_of_that_file_alone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = proposals(folder)
    same = Proposal("a.yaml", one.path, one.before, b"a: 1\n", one.effect)
    assert confirm_and_write([same, other], YES) == 0
    assert capsys.readouterr().err == (
        "a.yaml says this already. Nothing changes.\nb.yaml is written.\n"
    )


def test_of_several_one_that_has_changed_stops_all(folder: Path) -> None:
    (folder / "b.yaml").write_bytes(b"mine: 1\n")
    with pytest.raises(ChangedError, match=r"b\.yaml exists already\.") as told:
        confirm_and_write(proposals(folder), YES)
    assert told.value.hint.startswith("Nothing was saved.")
    assert (folder / "a.yaml").read_bytes() == b"a: 1\n"


def test_without_a_terminal_nothing_is_written_unasked(folder: Path) -> None:
    with pytest.raises(click.UsageError, match=r"Add --yes\."):
        confirm_and_write(proposals(folder), WriteOptions())
    assert not (folder / "b.yaml").exists()


@pytest.mark.needs("git")
def test_one_commit_takes_exactly_these(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(folder, "init", "--quiet")
    (folder / "staged.txt").write_text("mine\n", encoding="utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "Begin")
    (folder / "staged.txt").write_text("mine too\n", encoding="utf-8")
    git(folder, "add", "staged.txt")
    assert confirm_and_write(proposals(folder), COMMIT) == 0
    assert capsys.readouterr().err == (
        "a.yaml and b.yaml are written.\na.yaml and b.yaml are committed.\n"
    )
    told = git(folder, "show", "--format=%s", "--name-status")
    assert told == "Both\n\nM\ta.yaml\nA\tb.yaml\n"
    assert git(folder, "status", "--porcelain") == "M  staged.txt\n"


@pytest.mark.needs("git")
def test_a_commit_is_of_one_repository(folder: Path) -> None:
    (folder / "more").mkdir()
    for place in (folder, folder / "more"):
        git(place, "init", "--quiet")
    one, other = proposals(folder)
    further = Proposal("more/b.yaml", folder / "more" / "b.yaml", None, b"b: 1\n", other.effect)
    with pytest.raises(DhrplanError, match="several repositories"):
        confirm_and_write([one, further], COMMIT)
    assert (folder / "a.yaml").read_bytes() == b"a: 1\n"
