"""The walk over the table of fields: every date and every body, each where it stands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dhrplan.text.bodies import bodies_in_plan, bodies_in_register
from dhrplan.text.datings import dates_in_plan
from dhrplan.text.parsing import extent, locate
from dhrplan.text.reader import read_plan, read_register

if TYPE_CHECKING:
    from dhrplan.text.source import Source

FOLDER = Path(__file__).parents[1] / "golden" / "folders" / "everything" / "plans"
PLAN = (FOLDER / "DHR99.yaml").read_bytes()


def at(source: Source, route: tuple[str | int, ...]) -> str:
    """What stands at a route."""
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
