"""What a meeting keeps: each folder of plans its own, also of plans that have gone since."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dhrplan.cli.sitting.journal import Journal, journal
from dhrplan.cli.writing import load_for_change
from dhrplan.errors import DhrplanError
from dhrplan.meeting.entry import Kept
from tests.meeting.sitting_on import SAID

BOARD = Path(__file__).parent / "board" / "plans"
PUBLIC = SAID._replace(review="DHR97")
PRIVATE = SAID._replace(review="DHR96")


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Two folders, one with a review that is not published yet."""
    public, private = tmp_path / "public" / "plans", tmp_path / "private" / "plans"
    shutil.copytree(BOARD, public)
    private.mkdir(parents=True)
    for name in ("DHR95", "DHR96"):
        text = (BOARD / "DHR97.yaml").read_text(encoding="utf-8").replace("DHR97", name)
        (private / f"{name}.yaml").write_text(text, encoding="utf-8")
    return public, private


def said(folder: Path) -> str:
    place = folder.parent / ".dhrplan" / "plans.meeting.json"
    return place.read_text(encoding="utf-8") if place.exists() else ""


def test_each_folder_keeps_its_own(folders: tuple[Path, Path]) -> None:
    public, private = folders
    with journal(load_for_change(folders)) as kept:
        kept.keep(Kept((PUBLIC, PRIVATE)))
        assert "DHR96" in said(private)
        assert "DHR97" not in said(private)
        assert "DHR96" not in said(public)
        assert kept.left() == (PUBLIC, PRIVATE)


@pytest.mark.parametrize("is_gone", [True, False])
def test_what_is_not_published_stays_where_it_is(
    folders: tuple[Path, Path], *, is_gone: bool
) -> None:
    public, private = folders
    with journal(load_for_change(folders)) as kept:
        kept.keep(Kept((PRIVATE,)))
    plan = private / "DHR96.yaml"
    plan.unlink() if is_gone else plan.write_text("id: [", encoding="utf-8")
    with journal(load_for_change(folders)) as kept:
        assert kept.left() == (PRIVATE,)
        kept.keep(Kept((PUBLIC,), unfit=(PRIVATE,)))
        assert kept.left() == (PUBLIC, PRIVATE)
    assert "DHR96" in said(private)
    assert "DHR96" not in said(public)


def test_what_cannot_be_read_is_named_and_stays(folders: tuple[Path, Path]) -> None:
    public, _ = folders
    with journal(load_for_change((public,))) as kept:
        kept.keep(Kept((PUBLIC,)))
    place = public.parent / ".dhrplan" / "plans.meeting.json"
    place.write_bytes(place.read_bytes()[:50])

    def looked(kept: Journal) -> None:
        with pytest.raises(DhrplanError, match="holds what an earlier meeting has decided"):
            kept.left()

    with journal(load_for_change((public,))) as kept:
        looked(kept)
    assert place.exists()
