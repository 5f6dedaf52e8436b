"""A part of a value is found in the file, in whatever style the value is written."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhrplan.text.parsing import node_of, parse
from dhrplan.text.parts import characters_of
from dhrplan.text.texts import texts_in
from tests.strategies import sound_plan
from tests.text.reading import FILE

if TYPE_CHECKING:
    from dhrplan.text.source import Source

# The words looked for are `will be`; `«` and `»` stand before and behind them in the file.
WAYS = {
    "plain": "outcome: It «will be» done.",
    "plain, with a comment": "outcome: It «will be» done. # it will be",
    "plain, folded": "outcome: It\n  is said that it\n  «will be» done.",
    "plain, broken between the words": "outcome: It «will\n  be» done.",
    "single quotes": "outcome: 'It''s said: it «will be» done'",
    "single quotes, folded": "outcome: 'It''s\n\n  said: it «will be» done'",
    "double quotes": 'outcome: "It \\"\\u2019s\\x41\\U0001F600\\t\\n\\e\\\\ «will be» done"',
    "double quotes, folded": 'outcome: "It \\\n  is\\ \n   said «will be» done"',
    "literal": "outcome: |-\n  Form agreed.\n\n    1. It «will be» done.\n  End",
    "literal, with a comment": "outcome: |- # will be\n  It «will be» done.\n# will be",
    "literal, with its indentation": "outcome: |2-\n    It «will be» done.",
    "folded": "outcome: >-\n  Form agreed,\n  and it «will be»\n  done.",
    "in brackets": "outcome: {a: b, c: 'It «will be» done'}",
}


def compose(text: str) -> tuple[Source, str, tuple[int, int]]:
    """A file, the route of its one value, and where in it the words stand."""
    start = text.index("«")
    end = text.index("»") - 1
    plain = text.replace("«", "").replace("»", "")
    return parse(FILE, plain.encode()), plain, (start, end)


@pytest.mark.usefixtures("each_parser")
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_words_are_found(way: str, newline: str) -> None:
    source, text, expected = compose(way.replace("\n", newline))
    route = ("outcome", "c") if "{" in text else ("outcome",)
    node = node_of(source, route)
    assert node is not None
    start = node.value.rindex("will")
    end = node.value.index("be", start) + len("be")
    assert characters_of(source, route, start, end) == expected


def test_what_is_not_there_has_no_characters() -> None:
    source = parse(FILE, b"lead: [POL]\n")
    assert characters_of(source, ("outcome",), 0, 1) is None
    assert characters_of(source, ("lead",), 0, 1) is None


@given(seed=st.integers(0, 2**32))
def test_every_sign_of_every_text_is_found(seed: int) -> None:
    source = parse(FILE, sound_plan(Random(seed)).encode())
    for text in texts_in(source):
        value = text.node.value
        for at, sign in enumerate(value):
            if sign in " \n":
                continue
            found = characters_of(source, text.route, at, at + 1)
            assert found is not None
            written = source.text[slice(*found)]
            assert written in {sign, f"{sign}{sign}", f"\\{sign}"}
