"""Every text of a file is found, with the field that it belongs to."""

from __future__ import annotations

import pytest

from dhrplan.text.parsing import parse
from dhrplan.text.texts import is_in_brackets, texts_in
from tests.text.reading import FILE, in_action

PLAN = in_action(
    """\
title: One form
status: complete
progress:
updates:
  - {date: 2021-02-17, by: NCC, text: Sent to all.}
notes: [first, second]
title: Another
comment: unheard of
evidence: a log"""
)


@pytest.mark.usefixtures("each_parser")
def test_texts_of_a_plan() -> None:
    source = parse(FILE, PLAN.encode())
    found = [
        (text.field.name, text.node.value, is_in_brackets(source, text.route))
        for text in texts_in(source)
    ]
    assert found == [
        ("title", "Domestic Homicide Review 99", False),
        ("text", "Share what is known.", False),
        ("title", "One form", False),
        ("progress", "", False),
        ("text", "Sent to all.", True),
        ("notes", "first", True),
        ("notes", "second", True),
    ]


def test_routes_lead_there() -> None:
    routes = [text.route for text in texts_in(parse(FILE, PLAN.encode()))]
    action = ("recommendations", 0, "actions", 0)
    assert routes[-3:] == [
        (*action, "updates", 0, "text"),
        (*action, "notes", 0),
        (*action, "notes", 1),
    ]


def test_texts_of_a_register() -> None:
    register = "agencies:\n  POL:\n    name: Police\n    aliases: [Force]\n  X: none\n"
    found = [text.node.value for text in texts_in(parse(FILE, register.encode()), "register")]
    assert found == ["Police", "Force"]


@pytest.mark.parametrize("text", ["", "- a\n", "text\n", "a: [\n"])
def test_a_file_that_is_no_plan_has_none(text: str) -> None:
    assert list(texts_in(parse(FILE, text.encode()))) == []
