"""Actions and recommendations, divided into rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from dhrplan.model.state import State
from dhrplan.reports.report import review
from dhrplan.reports.select import Selection
from dhrplan.reports.status import GROUPINGS, status
from tests.reports.making import AS_OF, folders, printed, with_actions

if TYPE_CHECKING:
    from dhrplan.plan.folder import Folder

PLAN = """\
recommendations:
  - id: "1"
    text: X
    scope: local
    themes: [training, risk, training]
    actions:
      - {id: "1.1", lead: [POL, Northshire Police, NCC], status: in-progress, target: 2017-10}
      - {id: "1.2", lead: [POL], status: complete}
      - {id: "1.3", status: paused}
  - id: "2"
    text: X
    scope: national
    addressed_to: [HO]
"""


def rows(
    view: tuple[Folder, ...], by: str, **filters: tuple[str, ...]
) -> dict[str, tuple[int, int]]:
    """The recommendations and actions of each row, the total last."""
    data: Any = status(view, Selection(filters), AS_OF, by).data
    every = (*data["rows"], data["total"])
    return {row["name"]: (row["recommendations"], row["actions"]) for row in every}


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("review", {"DHR1": (2, 3), "Total": (2, 3)}),
        ("agency", {"POL": (1, 2), "NCC": (1, 1), "no lead": (2, 1), "Total": (2, 3)}),
        ("theme", {"training": (1, 3), "risk": (1, 3), "no theme": (1, 0), "Total": (2, 3)}),
        ("scope", {"local": (1, 3), "national": (1, 0), "Total": (2, 3)}),
    ],
)
def test_a_recommendation_without_an_action_has_its_place(
    by: str, expected: dict[str, tuple[int, int]]
) -> None:
    assert rows(folders(PLAN), by) == expected


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("review", {"DHR1": (1, 1), "Total": (1, 1)}),
        ("agency", {"no lead": (1, 1), "Total": (1, 1)}),
        ("theme", {"training": (1, 1), "risk": (1, 1), "Total": (1, 1)}),
        ("scope", {"local": (1, 1), "Total": (1, 1)}),
    ],
)
def test_a_filter_leaves_only_what_it_finds(by: str, expected: dict[str, tuple[int, int]]) -> None:
    assert rows(folders(PLAN), by, status=("paused",)) == expected


def test_a_review_without_recommendations_has_a_row() -> None:
    view = folders(PLAN, "recommendations: []\n")
    assert rows(view, "review") == {"DHR1": (2, 3), "DHR2": (0, 0), "Total": (2, 3)}
    assert "DHR2" not in rows(view, "review", status=("paused",))


@pytest.mark.parametrize(("by", "repeats"), [("agency", True), ("theme", True), ("scope", False)])
def test_that_rows_do_not_add_up_is_said_where_it_is_so(by: str, *, repeats: bool) -> None:
    note = "and once in the total"
    assert (
        note in " ".join(printed(status(folders(PLAN), Selection(), AS_OF, by)).split())
    ) is repeats
    alone = folders(with_actions("lead: [POL]"))
    assert note not in printed(status(alone, Selection(), AS_OF, by))


@pytest.mark.parametrize("by", GROUPINGS)
def test_nothing_at_all_can_be_told(by: str) -> None:
    assert rows((), by) == {"Total": (0, 0)}
    assert "Total" in printed(status((), Selection(), AS_OF, by))


def test_the_next_deadline_is_the_nearest_ahead_milestones_included() -> None:
    plan = with_actions(
        "status: in-progress, target: 2017-08",
        "status: ongoing, target: 2017-12, milestones: [{text: Draft, target: 2017-09-15}]",
        "status: paused, target: 2017-09-20",
    )
    data: Any = status(folders(plan), Selection(), AS_OF).data
    assert data["total"]["next_deadline"] == "2017-09-15"


def test_counts_at_any_width_are_whole() -> None:
    """Where a table is too wide, its titles are short and a key explains them."""
    plan = with_actions(
        *("status: in-progress, target: 2017-08", "status: complete", "status: paused"),
        *("lead: [POL]", "status: ongoing", "status: superseded", "status: perhaps"),
        *("status: in-progress, target: 2017-10-01", "status: ongoing, target: 2018-10"),
        *("status: not-taken-forward", "status: ongoing, next_check: 2017-01"),
        "status: complete, checks: [{date: 2017-01, found: lapsed}]",
    )
    signed = with_actions("status: complete", plan="sign_off: POL\n")
    report = status(folders(plan, signed), Selection(), AS_OF, "agency")
    states = {column.key for column in report.sections[0].tables[0].columns} & set(State)
    assert states == set(State)
    columns = [one for one in report.sections[0].tables[0].columns if not one.optional]
    words = {word.lower() for column in columns for word in column.title.split()}
    for width in (40, 60, 80, 100, 160):
        text = printed(report, width=width)
        assert max(map(len, text.splitlines())) <= width
        assert width < 80 or text.count("no lead") == 2
        assert words <= {word.strip(";:.").lower() for word in text.split()}
        assert text.count("no lead") == text.count("\nTotal")


def test_agencies_by_code_have_a_key() -> None:
    view = folders(with_actions("lead: [POL, NCC]"))
    key = "NCC: Northshire County Council; POL: Northshire Police."
    assert key in printed(status(view, Selection(), AS_OF, "agency"))
    assert key in printed(review(view, Selection(), AS_OF, brief=True))
    assert key not in printed(status(view, Selection(), AS_OF))
