"""Cells of a row, one layout after another: the fields that they fill, and the doubts."""

from __future__ import annotations

from typing import Any

import pytest

from dhrplan.exchange.files import read
from dhrplan.exchange.grid import Cell, Document, Grid
from dhrplan.exchange.understand import Understood, understand
from dhrplan.model.agencies import Register

HEAD = "Recommendation|Action|Lead agency|Target date"


def understood(*rows: str) -> Understood:
    """A plan out of a table whose cells are parted by `|`; nothing of it is lost."""
    return of_document(read("plan.csv", "\n".join(rows).encode()))


def of_document(document: Document) -> Understood:
    found = understand(document, "DHR20", "plan.csv", Register())
    assert found.lost == ()
    return found


def of_cells(*rows: tuple[str | Cell, ...]) -> Understood:
    """A plan out of rows of cells, of which some have a colour or are merged."""
    cells = (
        Cell(one, row, column) if isinstance(one, str) else one._replace(row=row, column=column)
        for row, line in enumerate(rows)
        for column, one in enumerate(line)
    )
    return of_document(Document(grids=(Grid("table 1", tuple(one for one in cells if one.rows)),)))


def action(*rows: str) -> dict[str, Any]:
    """The last action of a table."""
    return list(understood(*rows).actions)[-1]


def beside(head: str, cell: str) -> dict[str, Any]:
    """What a cell under one more head adds to an action."""
    found = action(f"{HEAD}|{head}", f"Share.|Draft it.|Police|May 2020|{cell}")
    return {key: one for key, one in found.items() if key not in {"id", "text", "lead", "target"}}


def doubts(*rows: str) -> list[str]:
    return [str(one) for one in understood(*rows).doubts]


def doubts_beside(head: str, cell: str) -> list[str]:
    return doubts(f"{HEAD}|{head}", f"Share.|Draft it.|Police|May 2020|{cell}")


# -- lead agencies ---------------------------------------------------------------------------------


def test_two_abbreviations_with_a_slash_between_are_two_leads() -> None:
    found = understood(HEAD, "Share.|Draft it.|ASC / NHS|May 2020")
    assert [one["lead"] for one in found.actions] == [["ASC", "NHS"]]
    assert found.proposed == {"ASC": "ASC", "NHS": "NHS"}
    assert found.doubts == []


def test_two_names_with_a_slash_between_may_be_one_agency() -> None:
    found = understood(HEAD, "Share.|Draft it.|ASC / Police|May 2020")
    assert next(found.actions)["lead"] == ["ASC", "POLICE"]
    assert [one.message for one in found.doubts] == [
        "`ASC / Police` is read as 2 agencies. Is it one?"
    ]


# -- rows that are no action -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "row",
    ["Total|12||", "Totals: 12|||", "|Grand total: 12 actions, 4 complete||", "Total||12|50%"],
)
def test_the_totals_at_the_end_of_a_table_are_no_action(row: str) -> None:
    found = understood(HEAD, "Share.|Draft it.|Police|May 2020", row)
    assert len(found.plan["recommendations"]) == len(list(found.actions)) == 1
    assert "total of the table" in {reason for _, _, reason in found.dropped}
    assert found.doubts == []


@pytest.mark.parametrize("row", ["Total recall of files|Check it.|Police|May 2020", "Total|12||"])
def test_a_row_that_only_begins_like_totals_is_an_action(row: str) -> None:
    found = understood(HEAD, row, "Share.|Draft it.|Police|May 2020")
    assert len(list(found.actions)) == 2


# -- heads of two rows -----------------------------------------------------------------------------


def test_done_under_dates_is_the_day_of_completion() -> None:
    head = ("Recommendation", "Action", Cell("Dates", 0, 0, columns=2), Cell("", 0, 0, rows=0))
    found = of_cells(
        head, ("", "", "Due", "Done"), ("Share.", "Draft it.", "May 2020", "3 April 2020")
    )
    assert next(found.actions)["completed"] == "2020-04-03"
    assert next(found.actions)["target"] == "2020-05"


# -- ratings ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("nothing", ["-", "\u2013", "n/a", "N/A", "none"])
def test_a_dash_is_no_rating(nothing: str) -> None:
    assert "rating" not in beside("RAG", nothing)


@pytest.mark.parametrize("share", ["50%", "50", "0.5", "75 per cent"])
def test_a_share_is_a_rating(share: str) -> None:
    assert beside("% complete", share)["rating"] == share
    assert doubts_beside("% complete", share) == []


def test_words_under_a_share_are_doubtful() -> None:
    assert beside("% complete", "about half")["rating"] == "about half"
    assert doubts_beside("% complete", "about half") == [
        'row 2, "% complete": This is not a share in numbers.'
    ]
