"""A table with nearly every column that plans have, in one row each of the rarer cells."""

from __future__ import annotations

from typing import Any

from dhrplan.exchange.files import read
from dhrplan.exchange.understand import understand
from dhrplan.model.agencies import Register

HEADS = (
    "No|Scope|Recommendation|Action|Lead agency|Partners|Target date|Original target date"
    "|Date of completion and outcome|Next review|Review frequency|Agency response|Title|Notes"
)
ROWS = (
    (
        "1|Local|Share one form.|Draft it.|Police|Housing|30/09/2024|30/06/2024"
        "|28/09/2024: All use it.|March 2025|every 3 months|We will do this.|One form|See annex"
    ),
    (
        "2|Both|Train staff.|Run a course.|Police|N/A|June 2024|N/A"
        "|Complete. Staff were trained.|Annually|now and then|Accepted||"
    ),
    "3|National|Ask the minister.|Write.|Housing||TBC||In progress|soon|monthly|N/A||",
)


def actions() -> list[dict[str, Any]]:
    text = "\n".join((HEADS, *ROWS))
    found = understand(read("plan.csv", text.encode()), "DHR20", "plan.csv", Register())
    assert found.lost == ()
    return list(found.actions)


def test_each_cell_fills_its_field() -> None:
    first, second, third = actions()
    assert (first["title"], first["partners"], first["target"]) == (
        "One form",
        ["HOUSING"],
        "2024-09-30",
    )
    assert first["extensions"] == [{"was": "2024-06-30"}]
    assert (first["completed"], first["outcome"]) == ("2024-09-28", "All use it.")
    assert (first["next_check"], first["review_every"]) == ("2025-03", "3 months")
    assert first["notes"] == ["Notes: See annex"]
    assert second["review_every"] == "12 months"
    assert third["status"] == "in-progress"
