"""Every date, body and text is found at its place, with its field."""

from __future__ import annotations

from pathlib import Path

import pytest

from dhrplan.plan.query import (
    bodies_in_plan,
    bodies_in_register,
    dates_in_plan,
    is_in_brackets,
    texts_in,
)
from dhrplan.plan.read import read_plan, read_register
from dhrplan.yamldoc.nodes import Source, extent, locate, parse
from tests.plan.reading import FILE, in_action

FOLDER = Path(__file__).parents[1] / "golden" / "folders" / "everything" / "plans"
PLAN = (FOLDER / "DHR99.yaml").read_bytes()


def at(source: Source, route: tuple[str | int, ...]) -> str:
    """The characters at a route."""
    place = locate(source, route)
    return source.line(place.line)[1][place.column - 1 :][: extent(source, route)]


def test_every_date_is_found_where_it_stands() -> None:
    file = read_plan("DHR99.yaml", PLAN)
    assert file.plan
    dates = list(dates_in_plan(file.plan))
    assert [at(file.source, one.route) for one in dates] == [one.when.written for one in dates]
    # Each key of the file that holds a date, but for the one target that counts from publication.
    written = [line for line in PLAN.decode().splitlines() if any(c.isdigit() for c in line)]
    keys = ("date", "target", "was", "completed", "next_check", "forecast", "position_at")
    wanted = [line for line in written if line.strip(" -").startswith(keys)]
    assert len([one for one in dates if one.key in keys]) == len(wanted) - 1


def test_a_date_knows_its_action_and_whether_it_may_count_from_an_event() -> None:
    plan = read_plan("DHR99.yaml", PLAN).plan
    assert plan
    dates = {one.route: one for one in dates_in_plan(plan)}
    target = dates["recommendations", 0, "actions", 0, "milestones", 1, "target"]
    assert target.action
    assert (target.action.id, target.may_be_relative) == ("1.1", True)
    published = dates["dates", "published"]
    assert (published.action, published.may_be_relative) == (None, False)


def test_every_body_is_found_where_it_stands() -> None:
    file = read_plan("DHR99.yaml", PLAN)
    assert file.plan
    bodies = list(bodies_in_plan(file.plan))
    assert [at(file.source, route) for route, _, _ in bodies] == [name for _, name, _ in bodies]
    assert ("ICB", "1.2") in [(name, action) for _, name, action in bodies]
    register = read_register("agencies.yaml", (FOLDER / "agencies.yaml").read_bytes())
    assert register.register
    named = list(bodies_in_register(register.register))
    assert [at(register.source, route) for route, _ in named] == [name for _, name in named]
    assert [name for _, name in named] == ["POL", "ICB", "POL", "NCC", "ICB"]


TEXTS = in_action(
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
    source = parse(FILE, TEXTS.encode())
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
    routes = [text.route for text in texts_in(parse(FILE, TEXTS.encode()))]
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
