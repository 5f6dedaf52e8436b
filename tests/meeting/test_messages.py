"""Messages between the screens of a meeting."""

from __future__ import annotations

from dhrplan.errors import DhrplanError
from dhrplan.meeting.loop import Window, without_options


def test_a_line_ends_between_words() -> None:
    window = Window(colour=False, width=lambda: 60, height=lambda: 24, write=print)
    why = (
        "`next tuesday` does not say which day is meant. Write the day itself: it was `2017-09-12`."
    )
    assert window.wrap(why).splitlines() == [
        "`next tuesday` does not say which day is meant. Write the",
        "day itself: it was `2017-09-12`.",
    ]


def test_options_of_the_command_line_are_no_help_where_keys_are_pressed() -> None:
    error = DhrplanError("It is `paused`.", "Write a date. For anything else, use `--note`.")
    assert without_options(error) == "It is `paused`. Write a date."
    assert (
        without_options(DhrplanError("It is `paused`.", "Say `--status` too.")) == "It is `paused`."
    )
