"""Cells that say a day, and that the work was not done."""

from __future__ import annotations

import pytest

from dhrplan.exchange.files import read
from dhrplan.exchange.understand import understand
from dhrplan.model.agencies import Register


@pytest.mark.parametrize(
    "words",
    [
        "5 May 2024 - postponed",
        "1 June 2024: not achieved",
        '"5 May 2024\nCancelled"',
        '"Complete\nThen reopened in June 2024"',
    ],
)
def test_a_day_beside_words_that_deny_it_is_no_completion(words: str) -> None:
    table = (
        "Recommendation,Action,Lead agency,Target date,Date of completion and outcome\n"
        f"1. Share it,Write to all,Housing,1 May 2024,{words}\n"
    )
    document = read("plan.csv", table.encode())
    understood = understand(document, "DHR20", "plan.csv", Register(), title="Review 20")
    (recommendation,) = understood.plan["recommendations"]
    (action,) = recommendation["actions"]
    assert "status" not in action
    assert "completed" not in action
    assert action["as_written"]["completed"] == words.strip('"')
    assert any("Was it completed?" in str(doubt) for doubt in understood.doubts)
