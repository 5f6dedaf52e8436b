"""What stands beside the state: news, extensions, forecasts."""

from __future__ import annotations

from datetime import date

import pytest

from dhrplan.model.state import Flag, days_extended, last_update
from tests.model.actions import read_action, standing_of

QUARTERLY = "review_every: 3 months"


@pytest.mark.parametrize(
    ("action", "plan", "has_no_news"),
    [
        ("status: in-progress", QUARTERLY, True),
        ("status: in-progress", "", False),
        ("status: complete", QUARTERLY, False),
        ("status: paused", QUARTERLY, False),
        ("updates: [{date: 2020-01-01, text: a}]", QUARTERLY, False),
        ("status: ongoing, updates: [{date: 2021-03-15, text: a}]", QUARTERLY, False),
        ("status: ongoing, updates: [{date: 2021-03-14, text: a}]", QUARTERLY, True),
        ("status: ongoing, updates: [{text: a}]", QUARTERLY, True),
        ("status: ongoing", f"{QUARTERLY}\nposition_at: 2021-03-15", False),
        ("status: ongoing", f"{QUARTERLY}\nposition_at: 2021-03", False),
        ("status: ongoing", f"{QUARTERLY}\nposition_at: 2021-03-14", True),
        (
            "status: ongoing, updates: [{date: 2021-01-01, text: a}]",
            f"{QUARTERLY}\nposition_at: 2021-03",
            True,
        ),
    ],
)
def test_there_is_no_news_if_the_board_would_have_looked_since(
    *, action: str, plan: str, has_no_news: bool
) -> None:
    assert (Flag.NO_NEWS in standing_of(action, "2021-06-15", plan).flags) is has_no_news


@pytest.mark.parametrize(
    ("action", "flags"),
    [
        ("status: in-progress", ()),
        ("status: in-progress, extension_asked: {target: 2022}", (Flag.EXTENSION_ASKED,)),
        ("status: in-progress, target: 2021-06, forecast: 2021-06", ()),
        ("status: in-progress, target: 2021-06, forecast: 2021-07", (Flag.FORECAST_LATE,)),
        ("status: complete, target: 2021-06, forecast: 2021-07", ()),
        ("status: in-progress, forecast: 2021-07", ()),
        ("status: in-progress, extensions: [{was: 2020}]", (Flag.EXTENDED,)),
    ],
)
def test_flags_stand_beside_the_state(action: str, flags: tuple[Flag, ...]) -> None:
    assert standing_of(action, "2021-06-15").flags == flags


@pytest.mark.parametrize(
    ("action", "days"),
    [
        ("target: 2021-03, extensions: [{was: 2020-12}, {was: 2021-01}]", 90),
        ("target: 2021-03, extensions: [{reason: a}]", None),
        ("extensions: [{was: 2020-12}]", None),
        ("target: 2021-03", None),
    ],
)
def test_an_extension_is_counted_from_the_first_target(action: str, days: int | None) -> None:
    assert days_extended(*read_action(action)) == days


def test_the_last_update_is_the_newest_wherever_it_stands() -> None:
    dates = "updates: [{date: 2021-03-02, text: a}, {date: 2021-01, text: b}, {text: c}]"
    action, _ = read_action(dates)
    assert last_update(action) == date(2021, 3, 2)
    assert last_update(action, date(2021, 3, 1)) == date(2021, 1, 31)
    assert last_update(action, date(2021, 1, 30)) is None
