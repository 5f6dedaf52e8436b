"""What is quickly known of a text: its shape, its small letters."""

from __future__ import annotations

import pytest

from dhrplan.text.legible import Legible, in_small_letters


@pytest.mark.parametrize(
    ("text", "shape", "packed"),
    [
        ("On 1.2 (a)", b"aa 0.0 (a)", b"aa00a"),
        ("Zo\u00eb 9", b"aaaa 0", b"aaaa0"),
        ("12 \u0661\u0662 \uff13", b"00 00 0", b"00000"),  # digits of other scripts
        ("tel:\n+44-20", b"aaa:\n+00-00", b"aaa:\n+0000"),
        ("half \ud83d", b"aaaa ?", b"aaaa?"),
    ],
)
def test_the_shape_of_a_text(text: str, shape: bytes, packed: bytes) -> None:
    assert (Legible(text).shape, Legible(text).packed) == (shape, packed)


@pytest.mark.parametrize("text", ["THE \u0130D", "Stra\u00dfe", ""])
def test_small_letters_stand_where_the_others_stood(text: str) -> None:
    assert len(in_small_letters(text)) == len(text)
    assert in_small_letters(text)[:3] == text[:3].lower()
