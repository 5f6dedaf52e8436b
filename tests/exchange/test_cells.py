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
    own = {"id": "1.1", "text": "Draft it.", "lead": ["POLICE"], "target": "2020-05"}
    return {key: one for key, one in found.items() if one != own.get(key)}


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


@pytest.mark.parametrize("amount", ["50%", "50", "0.5", "75 per cent"])
def test_a_share_is_a_rating(amount: str) -> None:
    assert beside("% complete", amount)["rating"] == amount
    assert doubts_beside("% complete", amount) == []


def test_words_under_a_share_are_doubtful() -> None:
    assert beside("% complete", "about half")["rating"] == "about half"
    assert doubts_beside("% complete", "about half") == [
        'row 2, "% complete": This is not a share in numbers.'
    ]


# -- the cells of one more column ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "cell", "fields"),
    [
        # a status
        ("Status", "Complete", {"status": "complete"}),
        (
            "Status",
            "Complete (green)",
            {"status": "complete", "rating": "green", "as_written": {"status": "Complete (green)"}},
        ),
        ("Status", "Amber", {"rating": "Amber"}),
        (
            "Status",
            "In progress, due 3 June 2020",
            {"status": "in-progress", "as_written": {"status": "In progress, due 3 June 2020"}},
        ),
        # a tick, a yes or a no
        ("Completed Y/N", "Yes", {"status": "complete"}),
        ("Completed Y/N", "No", {"as_written": {"status": "No"}}),
        ("Done", "3 April 2020", {"as_written": {"status": "3 April 2020"}}),
        # dates
        (
            "Revised target date",
            "June 2021",
            {"target": "2021-06", "extensions": [{"was": "2020-05"}]},
        ),
        ("Revised target date", "N/A", {}),
        ("Revised target date", "TBC", {"as_written": {"target": "TBC"}}),
        ("Revised target date", "later", {"notes": ["Revised target date: later"]}),
        (
            "Revised target date",
            "June 2021 if funded",
            {
                "target": "2021-06",
                "extensions": [{"was": "2020-05"}],
                "notes": ["Revised target date: June 2021 if funded"],
            },
        ),
        ("Original target date", "March 2020", {"extensions": [{"was": "2020-03"}]}),
        ("Original target date", "May 2020", {}),
        ("Original target date", "TBC", {"notes": ["Original target date: TBC"]}),
        ("Date completed", "3 April 2020", {"completed": "2020-04-03", "status": "complete"}),
        ("Date completed", "TBC", {"notes": ["Date completed: TBC"]}),
        ("Date completed", "-", {}),
        (
            "Date completed",
            "Completed: 3 April 2020",
            {
                "completed": "2020-04-03",
                "status": "complete",
                "as_written": {"completed": "Completed: 3 April 2020"},
            },
        ),
        ("Date completed", "Ongoing", {"status": "ongoing"}),
        ("Date completed", "after the move", {"as_written": {"completed": "after the move"}}),
        # a completion, and its outcome
        (
            "Date of completion and outcome",
            '"3 April 2020\nAll use it."',
            {"completed": "2020-04-03", "status": "complete", "outcome": "All use it."},
        ),
        (
            "Date of completion and outcome",
            '"Completed 3 April 2020\n4 May 2020"',
            {"completed": "2020-04-03", "status": "complete", "outcome": "4 May 2020"},
        ),
        (
            "Date of completion and outcome",
            "Completed; but later abandoned",
            {"as_written": {"completed": "Completed; but later abandoned"}},
        ),
        (
            "Outcome",
            '"Completed: 3 April 2020\nAll use it."',
            {
                "completed": "2020-04-03",
                "status": "complete",
                "outcome": "All use it.",
                "as_written": {"status": "Completed: 3 April 2020"},
            },
        ),
        ("Outcome", "Less harm.", {"progress": "Less harm."}),
        # milestones
        ("Key milestones", "Completed", {"milestones": [{"text": "Completed"}]}),
        (
            "Key milestones",
            '"Completed: 3 April 2020"',
            {
                "completed": "2020-04-03",
                "status": "complete",
                "as_written": {"status": "Completed: 3 April 2020"},
            },
        ),
        (
            "Key milestones",
            '"Then:\n1. Draft.\n2. Print."',
            {
                "milestones": [
                    {"text": "Then:"},
                    {"id": "1", "text": "Draft."},
                    {"id": "2", "text": "Print."},
                ]
            },
        ),
        # what was done, and what shows it
        ("Evidence", '"- Minutes\n- Audit"', {"evidence": ["Minutes", "Audit"]}),
        (
            "Update June 2021",
            "Half is done.",
            {"updates": [{"date": "2021-06", "text": "Half is done."}]},
        ),
        ("Updates", "N/A", {"notes": ["Updates: N/A"]}),
        ("Updates", "Half is done.", {"progress": "Half is done."}),
        (
            "Updates",
            '"So far:\n3/4/2020: Begun.\n4/5/2020: Done."',
            {
                "progress": "So far:",
                "updates": [
                    {"date": "2020-04-03", "text": "Begun."},
                    {"date": "2020-05-04", "text": "Done."},
                ],
            },
        ),
        (
            "Progress",
            '"3/4/2020: Begun.\n4/5/2020: Done."',
            {
                "updates": [
                    {"date": "2020-04-03", "text": "Begun."},
                    {"date": "2020-05-04", "text": "Done."},
                ]
            },
        ),
        # the next check
        ("Next review", "June 2021", {"next_check": "2021-06"}),
        ("Next review", "Every 6 months", {"review_every": "6 months"}),
        (
            "Next review",
            "June 2021 in the panel",
            {"next_check": "2021-06", "as_written": {"next_check": "June 2021 in the panel"}},
        ),
        ("Review frequency", "Quarterly", {"review_every": "3 months"}),
        ("Review frequency", "now and then", {"notes": ["Review frequency: now and then"]}),
        # ratings, and other short texts
        ("RAG", "Green", {"rating": "Green"}),
        ("RAG", "Complete", {"rating": "Complete", "status": "complete"}),
        ("Paragraph", "7.2", {"ref": "7.2"}),
        ("Section", "Health", {"section": "Health"}),
        ("Success criteria", "Less harm.", {"expected": "Less harm."}),
        ("Cost", "low", {"notes": ["Cost: low"]}),
        ("Comments", "See annex.", {"notes": ["Comments: See annex."]}),
        # bodies beside the lead
        ("Partners", "NHS", {"partners": ["NHS"]}),
        ("Lead officer", "Head of Housing", {"post": "Head of Housing"}),
        ("Lead officer", "J Smith", {"as_written": {"lead": "J Smith"}}),
        ("Lead officer", "TBC", {"as_written": {"lead": "TBC"}}),
    ],
)
def test_a_cell_fills_its_field(head: str, cell: str, fields: dict[str, Any]) -> None:
    assert beside(head, cell) == fields


@pytest.mark.parametrize(
    ("head", "cell", "message"),
    [
        ("Status", "Nearly", "Which status is this?"),
        ("Revised target date", "later", "`later` does not say which day is the last."),
        ("Date completed", "after the move", "When was it completed, if it was?"),
        (
            "Date of completion and outcome",
            "Completed; but later abandoned",
            "Was it completed? The cell also says that it was not.",
        ),
        (
            "Key milestones",
            '"Then:\n1. Draft.\n2. Print."',
            "Lines without a number are beside numbered milestones. Are they some too?",
        ),
        (
            "Key milestones",
            "Staff did not attend",
            "Is this a milestone, or an outcome: \u201cStaff did not attend\u2026\u201d?",
        ),
        ("Review frequency", "now and then", "How often is this?"),
        ("Lead officer", "J Smith", "This is not a post of an agency. Is it a person?"),
        ("Scope", "Both", "Is this local, regional or national?"),
    ],
)
def test_a_doubtful_cell_is_named(head: str, cell: str, message: str) -> None:
    assert f'row 2, "{head}": {message}' in doubts_beside(head, cell)
