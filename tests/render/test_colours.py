"""Every colour can be read on white and on the blue of PowerShell, and means one thing."""

from __future__ import annotations

import pytest

from dhrplan.model.state import COLOURS, State
from dhrplan.render.terminal import _CODES

_CUBE = (0, 95, 135, 175, 215, 255)
_WHITE, _POWERSHELL, _BLACK = (255, 255, 255), (0x01, 0x24, 0x56), (12, 12, 12)
_OF_LARGE_TEXT = 3.0
"""The contrast that WCAG 2.2 asks of large text and of signs; no colour has 4.5 on both papers."""


def rgb(code: str) -> tuple[int, int, int]:
    """The colour of an SGR code of 256 colours, as xterm has it."""
    number = int(code.removeprefix("38;5;"))
    if number >= 232:
        return (8 + 10 * (number - 232),) * 3
    red, rest = divmod(number - 16, 36)
    green, blue = divmod(rest, 6)
    return _CUBE[red], _CUBE[green], _CUBE[blue]


def luminance(colour: tuple[int, int, int]) -> float:
    def linear(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", sorted(set(_CODES) - {"bold", "dim"}))
@pytest.mark.parametrize("paper", [_WHITE, _POWERSHELL, _BLACK], ids=["white", "blue", "black"])
def test_a_colour_can_be_read(name: str, paper: tuple[int, int, int]) -> None:
    ink, ground = luminance(rgb(_CODES[name])), luminance(paper)
    contrast = (max(ink, ground) + 0.05) / (min(ink, ground) + 0.05)
    assert contrast >= _OF_LARGE_TEXT


def test_red_orange_and_magenta_mean_one_thing_each() -> None:
    by_colour: dict[str, list[State]] = {}
    for state, colour in COLOURS.items():
        by_colour.setdefault(colour, []).append(state)
    assert by_colour["red"] == [State.OVERDUE]
    assert by_colour["dark_orange"] == [State.LAPSED]
    assert by_colour["magenta"] == [State.UNCLEAR, State.NO_STATUS]
