"""A part of a value is located in the file, whatever the style of the value."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhrplan.plan.query import texts_in
from dhrplan.rules.privacy.readable import source_span
from dhrplan.yamldoc.nodes import Source, node_of, parse
from tests.strategies import sound_plan

FILE = "plans/DHR99.yaml"

# The words looked for are `will be`; `«` and `»` mark them in the file.
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
    """A file, its text and the span of the marked words."""
    start = text.index("«")
    end = text.index("»") - 1
    plain = text.replace("«", "").replace("»", "")
    return parse(FILE, plain.encode()), plain, (start, end)


@pytest.mark.usefixtures("each_parser")
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_words_are_located(way: str, newline: str) -> None:
    source, text, expected = compose(way.replace("\n", newline))
    route = ("outcome", "c") if "{" in text else ("outcome",)
    node = node_of(source, route)
    assert node is not None
    start = node.value.rindex("will")
    end = node.value.index("be", start) + len("be")
    assert source_span(source, route, start, end) == expected


def test_without_a_scalar_there_is_no_span() -> None:
    source = parse(FILE, b"lead: [POL]\n")
    assert source_span(source, ("outcome",), 0, 1) is None
    assert source_span(source, ("lead",), 0, 1) is None


@given(seed=st.integers(0, 2**32))
def test_every_character_of_every_text_is_located(seed: int) -> None:
    source = parse(FILE, sound_plan(Random(seed)).encode())
    for text in texts_in(source):
        value = text.node.value
        for at, character in enumerate(value):
            if character in " \n":
                continue
            found = source_span(source, text.route, at, at + 1)
            assert found is not None
            written = source.text[slice(*found)]
            assert written in {character, character * 2, f"\\{character}"}
