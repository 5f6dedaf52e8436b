"""What the words of a cell mean, where a careless reading would invent a status or a date."""

from __future__ import annotations

import pytest

from dhrplan.exchange.cell_values import read_completion, read_target
from dhrplan.exchange.grid import Cell


@pytest.mark.parametrize(
    "words",
    ["Complete by 31 March 2027", "Completed by end of May 2024", "Complete (by 31/03/2027)"],
)
def test_a_day_by_which_work_is_to_be_complete_is_no_completion(words: str) -> None:
    assert read_completion(words) is None


def test_a_day_on_which_work_was_completed_is_a_completion() -> None:
    done = read_completion("Completed on 31 March 2024")
    assert done is not None
    assert (done.status, done.completed) == ("complete", "2024-03-31")


@pytest.mark.parametrize(
    ("words", "target", "was"),
    [
        ("end Sept 2024 (was July)", "2024-09", ()),
        ("was 31/07/2024", "", ("2024-07-31",)),
        ("31/12/2022 Extended", "2022-12-31", ()),
        ("Due 1/5/24 Completed 3/6/24", "", ()),
    ],
)
def test_an_unclear_target_is_a_doubt(words: str, target: str, was: tuple[str, ...]) -> None:
    reading = read_target(Cell(words, 0, 0))
    assert (reading.target, reading.was) == (target, was)
    assert reading.doubt
