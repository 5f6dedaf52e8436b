"""Files in `.dhrplan`, beside a folder of plans: locked, out of git, deleted when empty."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from dhrplan.errors import DhrplanError
from dhrplan.store import private_file

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    folder = tmp_path / "plans"
    folder.mkdir()
    return folder


def test_the_file_stays_until_it_is_deleted(plans: Path) -> None:
    with private_file(plans, "meeting.json") as place:
        assert place == plans.parent / ".dhrplan" / "plans.meeting.json"
        assert not place.exists()
        place.write_bytes(b"kept")
    with private_file(plans, "meeting.json") as place:
        assert place.read_bytes() == b"kept"
        place.unlink()
    assert list(plans.parent.iterdir()) == [plans]


def test_the_file_stays_after_an_error(plans: Path) -> None:
    def interrupted() -> None:
        with private_file(plans, "meeting.json") as place:
            place.write_bytes(b"kept")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    with private_file(plans, "meeting.json") as place:
        assert place.read_bytes() == b"kept"


def test_a_second_process_is_refused(plans: Path) -> None:
    with private_file(plans, "meeting.json") as place:
        for _ in ("a second", "and a third, after the second was sent away"):
            with (
                pytest.raises(DhrplanError, match="A meeting on these plans is already open"),
                private_file(plans, "meeting.json"),
            ):
                pytest.fail(f"{place} was had twice")
    with private_file(plans, "meeting.json"):
        pass


def test_sibling_folders_have_files_of_their_own(plans: Path) -> None:
    other = plans.parent / "unpublished"
    other.mkdir()
    with (
        private_file(plans, "meeting.json") as place,
        private_file(other, "meeting.json") as another,
    ):
        place.write_bytes(b"kept")
        assert not another.exists()
    assert [one.name for one in sorted((plans.parent / ".dhrplan").iterdir())] == [
        ".gitignore",
        "plans.meeting.json",
    ]


def test_the_path_does_not_depend_on_how_the_folder_is_named(
    plans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(plans)
    with private_file(type(plans)(), "meeting.json") as place:
        assert place == plans.parent / ".dhrplan" / "plans.meeting.json"


@pytest.mark.needs("git")
def test_git_does_not_see_it(plans: Path) -> None:
    def git(*words: str) -> str:
        return subprocess.run(
            ["git", *words], cwd=plans.parent, capture_output=True, encoding="utf-8", check=True
        ).stdout

    git("init", "--quiet")
    with private_file(plans, "meeting.json") as place:
        place.write_bytes(b"kept")
    git("add", "--all")
    assert git("status", "--porcelain") == ""


def test_an_unusable_place_is_an_error(plans: Path) -> None:
    (plans.parent / ".dhrplan").write_bytes(b"a file")
    with pytest.raises(DhrplanError, match="dhrplan"), private_file(plans, "meeting.json"):
        pytest.fail("there is no such place")
