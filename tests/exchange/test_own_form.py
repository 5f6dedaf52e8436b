"""The cells of a Word report that the program wrote, read back."""

from __future__ import annotations

from typing import Any

import pytest

from dhrplan.exchange import own_form
from dhrplan.exchange.grid import Cell, Document, Grid
from dhrplan.reports.form import FORM


def form(*rows: tuple[str, ...], above: tuple[str, ...] = ()) -> Document:
    """A document with the form, and paragraphs above it."""
    lines = (tuple(column.title for column in FORM), *rows)
    cells = (Cell(text, row, at) for row, line in enumerate(lines) for at, text in enumerate(line))
    return Document(grids=(Grid("table 1", tuple(cells), above),))


def plan(*rows: tuple[str, ...], above: tuple[str, ...] = ()) -> dict[str, Any]:
    found = own_form.plan(form(*rows, above=above))
    assert found is not None
    return found


def action(**cells: str) -> dict[str, Any]:
    """An action by the cells of its columns, without what every action here has."""
    given = {"recommendation": "1. Share.", "action": "1.1 Draft it.", "lead": "Police", **cells}
    (one,) = plan(tuple(given.get(column.key, "") for column in FORM))["recommendations"]
    (found,) = one["actions"]
    own = {"id": "1.1", "text": "Draft it.", "lead": ["Police"]}
    return {key: value for key, value in found.items() if value != own.get(key)}


def test_another_table_is_no_form() -> None:
    grid = Grid("table 1", (Cell("Action", 0, 0), Cell("Lead", 0, 1)))
    assert own_form.plan(Document(grids=(grid,))) is None


def test_the_title_introduction_and_source_are_above_the_form() -> None:
    above = (
        "Domestic Homicide Review 8 (DHR8), as at 27 November 2026",
        "Introduction: What was agreed.",
        "Source: Overview report",
        "OFFICIAL",
    )
    assert plan(above=above) == {
        "id": "DHR8",
        "title": "Domestic Homicide Review 8",
        "introduction": "What was agreed.",
        "source": {"title": "Overview report"},
        "recommendations": [],
    }


def test_rows_of_further_actions_name_their_recommendation() -> None:
    rest = ("Police", "", "", "")
    found = plan(
        ("4. Share.", "local", "4.1 Draft it.", *rest),
        ("4 (continued)", "local", "4.2 Print it.", *rest),
        ("5. Train.\nThemes: health\nResult: 0 of 0", "", "No actions recorded", "", "", "", ""),
    )
    first, second = found["recommendations"]
    assert (first["id"], first["text"], first["scope"]) == ("4", "Share.", "local")
    assert [one["id"] for one in first["actions"]] == ["4.1", "4.2"]
    assert second == {"id": "5", "text": "Train.", "themes": ["health"]}


@pytest.mark.parametrize(
    ("cells", "fields"),
    [
        (
            {"action": "1.1 One form\nAction to take: Draft\nand print it."},
            {"title": "One form", "text": "Draft\nand print it."},
        ),
        (
            {"action": "1.1 Draft it.\nReference: 7.2\nAlso for: 2"},
            {"ref": "7.2", "also_for": ["2"]},
        ),
        ({"action": "1.1 Draft it.\nPartners: Health Trust (NHS)"}, {"partners": ["NHS"]}),
        ({"lead": "Northshire Police (POL)\nJointly"}, {"lead": ["POL"], "joint": "yes"}),
        ({"lead": "Not recorded\nLead in the source: all"}, {"as_written": {"lead": "all"}}),
        # dates
        ({"target": "October 2020"}, {"target": "2020-10"}),
        ({"target": "End of May 2020 (31 May 2020)"}, {"target": "2020-05"}),
        ({"target": "Not recorded"}, {}),
        (
            {"target": "May 2020\nExtended: Was March 2020, April 2020."},
            {"target": "2020-05", "extensions": [{"was": "2020-03"}, {"was": "2020-04"}]},
        ),
        (
            {"target": "May 2020\nExtended: once"},
            {"target": "2020-05", "notes": ["Extended: once"]},
        ),
        (
            {"target": "May 2020\nNext check: June 2021\nReview cycle: every 6 months"},
            {"target": "2020-05", "next_check": "2021-06", "review_every": "6 months"},
        ),
        (
            {"target": "May 2020\nReview cycle: often"},
            {"target": "2020-05", "notes": ["Review cycle: often"]},
        ),
        # statuses, and what came of it
        (
            {"completion": "Complete: 31 October 2016 (complete)\nAll use it."},
            {"status": "complete", "completed": "2016-10-31", "outcome": "All use it."},
        ),
        ({"completion": "Complete, continuing"}, {"status": "complete-ongoing"}),
        ({"completion": "In progress (overdue, 3 days late)"}, {"status": "in-progress"}),
        ({"completion": "Status missing"}, {}),
        (
            {"completion": "A note (by hand): see (annex"},
            {"outcome": "A note (by hand): see (annex"},
        ),
        (
            {"completion": "Ongoing\nProgress: Half.\nEvidence: Minutes\nAudit"},
            {"status": "ongoing", "progress": "Half.", "evidence": ["Minutes", "Audit"]},
        ),
        (
            {"completion": "Ongoing\nUpdates: May 2020: Begun."},
            {"status": "ongoing", "notes": ["Updates: May 2020: Begun."]},
        ),
    ],
)
def test_a_cell_gives_back_its_fields(cells: dict[str, str], fields: dict[str, Any]) -> None:
    assert action(**cells) == fields


@pytest.mark.parametrize(
    ("line", "milestone"),
    [
        ("ii. Begin.", {"id": "ii", "text": "Begin."}),
        ("\u2022 Begin \u2013 slowly", {"text": "Begin \u2013 slowly"}),
        (
            "\u2022 Begin. \u2013 lead Health Trust (NHS), ASC",
            {"text": "Begin.", "lead": ["NHS", "ASC"]},
        ),
        (
            "\u2022 Begin. \u2013 target May 2020 \u2013 3 months late",
            {"text": "Begin.", "target": "2020-05"},
        ),
        (
            "\u2022 Begin. \u2013 complete 12 October 2020",
            {"text": "Begin.", "status": "complete", "completed": "2020-10-12"},
        ),
        (
            "\u2022 Begin. \u2013 complete continuing \u2013 completed May 2020",
            {"text": "Begin. \u2013 complete continuing", "completed": "2020-05"},
        ),
        ("\u2022 Begin. \u2013 on hold", {"text": "Begin. \u2013 on hold"}),
        ("\u2022 Begin. \u2013 in progress", {"text": "Begin.", "status": "in-progress"}),
        (
            "\u2022 Begin. \u2013 status in the source: Now \u2013 target in the source: then",
            {"text": "Begin.", "as_written": {"status": "Now", "target": "then"}},
        ),
        (
            "\u2022 Begin,\nthen go on.\nOutcome: Done.",
            {"text": "Begin,\nthen go on.", "outcome": "Done."},
        ),
    ],
)
def test_a_milestone_gives_back_its_fields(line: str, milestone: dict[str, Any]) -> None:
    assert action(milestones=line) == {"milestones": [milestone]}
