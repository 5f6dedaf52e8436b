"""Late and waiting work: every action in its place, under any of its names."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from dhrplan import workspace
from dhrplan.plan.folder import FolderBytes
from dhrplan.reports.overdue import overdue
from dhrplan.reports.select import Selection
from tests.reports.making import AS_OF, folders, printed, with_actions

if TYPE_CHECKING:
    from dhrplan.table import Report

TWICE = """\
recommendations:
  - id: "1"
    text: X
    actions:
      - {id: "1.1", status: in-progress, target: 2017-01}
      - {id: "1.1", text: Silent}
      - {id: "1.1", status: ongoing}
"""


def attention(report: Report) -> list[Any]:
    """The lines on what needs attention and is not late."""
    return [fact.value for one in report.sections[1:2] for fact in one.facts]


def test_what_waits_is_told_though_a_late_one_has_its_id() -> None:
    told = overdue(folders(TWICE), Selection(), AS_OF)
    assert "1 of 3 actions in 1 review is late." in printed(told)
    assert attention(told) == ["Status missing (1): DHR1 1.1", "No target date (1): DHR1 1.1"]


def test_what_waits_in_one_folder_is_told_though_it_is_late_in_another() -> None:
    plan = "format: 1\nid: DHR1\ntitle: T\n" + with_actions("%s")
    read = workspace.read(
        FolderBytes(name, {"DHR1.yaml": (plan % words).encode()})
        for name, words in (("a", "status: ongoing, target: 2017-01"), ("b", "lead: [POL]"))
    )
    told = overdue(read.folders, Selection(), AS_OF)
    assert attention(told) == ["Status missing (1): DHR1 1.1"]


def test_what_is_equally_late_stands_in_the_order_of_the_files() -> None:
    plans = [with_actions("status: ongoing, target: 2017-01")] * 10
    data: Any = overdue(folders(*plans), Selection(), AS_OF).data
    assert [row["review"] for row in data["items"]] == [f"DHR{n}" for n in range(1, 11)]


def test_a_day_that_is_past_hides_nothing_that_is_late() -> None:
    late = folders(with_actions("status: ongoing, target: 2017-08-31"))
    asked = Selection({"due-before": (date(2017, 1, 1),)})
    assert "1 of 1 action in 1 review is late." in printed(overdue(late, asked, AS_OF))


def test_a_target_without_a_status_says_how_long_ago_it_was() -> None:
    text = printed(overdue(folders(with_actions("target: 2017-09-01")), Selection(), AS_OF))
    assert "14 days ago" in text
    assert "late" not in text.partition("status missing\n")[2]


def test_where_nothing_else_needs_attention_there_is_no_empty_section() -> None:
    text = printed(overdue(folders(with_actions("status: complete")), Selection(), AS_OF))
    assert "Nothing else needs attention.\n" in text
    assert "Also needs attention" not in text
