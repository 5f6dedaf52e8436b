"""What is kept beside a folder of plans: to oneself, out of git, and gone when it is empty."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from dhrplan.errors import DhrplanError
from dhrplan.store import aside

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    folder = tmp_path / "plans"
    folder.mkdir()
    return folder


def test_what_is_kept_stays_until_it_is_taken_away(plans: Path) -> None:
    with aside(plans, "meeting.json") as place:
        assert place == plans.parent / ".dhrplan" / "plans.meeting.json"
        assert not place.exists()
        place.write_bytes(b"kept")
    with aside(plans, "meeting.json") as place:
        assert place.read_bytes() == b"kept"
        place.unlink()
    assert list(plans.parent.iterdir()) == [plans]


def test_it_stays_though_something_goes_wrong(plans: Path) -> None:
    def interrupted() -> None:
        with aside(plans, "meeting.json") as place:
            place.write_bytes(b"kept")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    with aside(plans, "meeting.json") as place:
        assert place.read_bytes() == b"kept"


def test_nobody_else_has_it_meanwhile(plans: Path) -> None:
    with aside(plans, "meeting.json") as place:
        for _ in ("a second", "and a third, after the second was sent away"):
            with (
                pytest.raises(DhrplanError, match="Somebody else is holding a meeting"),
                aside(plans, "meeting.json"),
            ):
                pytest.fail(f"{place} was had twice")
    with aside(plans, "meeting.json"):
        pass


def test_folders_beside_each_other_keep_their_own(plans: Path) -> None:
    other = plans.parent / "unpublished"
    other.mkdir()
    with aside(plans, "meeting.json") as place, aside(other, "meeting.json") as another:
        place.write_bytes(b"kept")
        assert not another.exists()
    assert [one.name for one in sorted((plans.parent / ".dhrplan").iterdir())] == [
        ".gitignore",
        "plans.meeting.json",
    ]


def test_a_folder_has_one_place_whatever_it_is_called(
    plans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(plans)
    with aside(type(plans)(), "meeting.json") as place:
        assert place == plans.parent / ".dhrplan" / "plans.meeting.json"


@pytest.mark.needs("git")
def test_git_does_not_see_it(plans: Path) -> None:
    def git(*words: str) -> str:
        return subprocess.run(
            ["git", *words], cwd=plans.parent, capture_output=True, encoding="utf-8", check=True
        ).stdout

    git("init", "--quiet")
    with aside(plans, "meeting.json") as place:
        place.write_bytes(b"kept")
    git("add", "--all")
    assert git("status", "--porcelain") == ""


def test_where_nothing_can_be_kept_that_is_said(plans: Path) -> None:
    (plans.parent / ".dhrplan").write_bytes(b"a file")
    with pytest.raises(DhrplanError, match="dhrplan"), aside(plans, "meeting.json"):
        pytest.fail("there is no such place")
