"""What is said between the screens of a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.cli.sitting.lines import in_lines, told
from dhrplan.errors import DhrplanError

if TYPE_CHECKING:
    import pytest


def test_a_line_ends_between_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    why = (
        "`next tuesday` does not say which day is meant. Write the day itself: it was `2017-09-12`."
    )
    assert in_lines(why).splitlines() == [
        "`next tuesday` does not say which day is meant. Write the",
        "day itself: it was `2017-09-12`.",
    ]


def test_options_of_the_command_line_are_no_help_where_keys_are_pressed() -> None:
    error = DhrplanError("It is `paused`.", "Write a date. Anything else is a `--note`.")
    assert told(error) == "It is `paused`. Write a date."
    assert told(DhrplanError("It is `paused`.", "Say `--status` too.")) == "It is `paused`."
