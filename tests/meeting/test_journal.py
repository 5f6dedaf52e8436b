"""The journal of a meeting: one for each folder of plans, also of plans that are gone since."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest

from dhrplan.errors import DhrplanError
from dhrplan.meeting.session import Journal, JournalData, open_journal
from tests.links import link
from tests.meeting.sessions import SAID

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


def plans_in(folders: tuple[Path, ...]) -> dict[str, Path]:
    """The plan file of each review that can be read."""
    plans = (plan for folder in folders for plan in folder.glob("DHR*.yaml"))
    return {plan.stem: plan for plan in plans if plan.read_text(encoding="utf-8") != "id: ["}


def said(folder: Path) -> str:
    place = folder.parent / ".dhrplan" / "plans.meeting.json"
    return place.read_text(encoding="utf-8") if place.exists() else ""


def test_each_folder_keeps_its_own(folders: tuple[Path, Path]) -> None:
    public, private = folders
    with open_journal(plans_in(folders)) as kept:
        kept.write(JournalData((PUBLIC, PRIVATE)))
        assert "DHR96" in said(private)
        assert "DHR97" not in said(private)
        assert "DHR96" not in said(public)
        assert kept.unwritten() == (PUBLIC, PRIVATE)


@pytest.mark.parametrize("is_gone", [True, False])
def test_what_is_not_published_stays_where_it_is(
    folders: tuple[Path, Path], *, is_gone: bool
) -> None:
    public, private = folders
    with open_journal(plans_in(folders)) as kept:
        kept.write(JournalData((PRIVATE,)))
    plan = private / "DHR96.yaml"
    plan.unlink() if is_gone else plan.write_text("id: [", encoding="utf-8")
    with open_journal(plans_in(folders)) as kept:
        assert kept.unwritten() == (PRIVATE,)
        kept.write(JournalData((PUBLIC,), unfit=(PRIVATE,)))
        assert kept.unwritten() == (PUBLIC, PRIVATE)
    assert "DHR96" in said(private)
    assert "DHR96" not in said(public)


def test_what_cannot_be_read_is_named_and_stays(folders: tuple[Path, Path]) -> None:
    public, _ = folders
    with open_journal(plans_in((public,))) as kept:
        kept.write(JournalData((PUBLIC,)))
    place = public.parent / ".dhrplan" / "plans.meeting.json"
    place.write_bytes(place.read_bytes()[:50])

    def looked(kept: Journal) -> None:
        with pytest.raises(DhrplanError, match="holds decisions of an earlier meeting"):
            kept.unwritten()

    with open_journal(plans_in((public,))) as kept:
        looked(kept)
    assert place.exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permissions of this kind")
@pytest.mark.parametrize(("folder", "plan", "kept"), [
    (0o700, 0o644, 0o600),
    (0o755, 0o600, 0o600),
    (0o750, 0o640, 0o640),
    (0o755, 0o644, 0o644),
])  # fmt: skip
def test_only_those_who_may_read_the_plans_may_read_the_journal(
    folders: tuple[Path, Path], folder: int, plan: int, kept: int
) -> None:
    public, _ = folders
    (public / "DHR97.yaml").chmod(plan)
    public.chmod(folder)
    with open_journal({"DHR97": public / "DHR97.yaml"}) as journal:
        journal.places[public].touch(0o666)  # as an older version left it
        journal.write(JournalData((PUBLIC,)))
        assert stat.S_IMODE(journal.places[public].stat().st_mode) == kept


@pytest.mark.parametrize("name", ["", "plans.meeting.json", ".gitignore"])
def test_no_decision_is_written_through_a_link(
    folders: tuple[Path, Path], tmp_path: Path, name: str
) -> None:
    public, _ = folders
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    link(public.parent / ".dhrplan" / name, elsewhere)
    with (
        pytest.raises(DhrplanError, match="is a link, and decisions are not written"),
        open_journal(plans_in((public,))),
    ):
        pytest.fail("the journal was opened")
    assert not list(elsewhere.iterdir())


def test_a_draft_of_a_killed_meeting_is_deleted(folders: tuple[Path, Path]) -> None:
    public, _ = folders
    draft = public.parent / ".dhrplan" / ".dhrplan-draft-0123456789abcdef"
    draft.parent.mkdir()
    draft.write_bytes(b"what was decided")
    with open_journal(plans_in((public,))):
        assert not draft.exists()
    assert not draft.parent.exists()


@pytest.mark.parametrize("left", ["[" * 200_000, '{"decisions": ' + "9" * 5_000, "{}" * 3_000_000])
def test_a_journal_that_cannot_be_read_is_named(folders: tuple[Path, Path], left: str) -> None:
    public, _ = folders
    with open_journal(plans_in((public,))) as journal:
        journal.places[public].write_text(left, encoding="utf-8")
        with pytest.raises(DhrplanError, match=r"plans\.meeting\.json"):
            journal.unwritten()
