"""extension-not-later: a target was given up for one that is no later."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from dhrplan.diagnostic import Severity
from dhrplan.model.dates import spoken
from dhrplan.rules import example
from dhrplan.rules.base import At, Finding, Rule, actions_of
from dhrplan.rules.dating import span, told_of, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.diagnostic import Route
    from dhrplan.model.dates import AnyDate
    from dhrplan.rules.base import Folders

_EXTENDED = """\
lead: [POL]
status: in-progress
target: 2021-06
extensions:
  - was: {}
    date: 2020-11-20
    reason: The lead officer left.
    approved_by: CSP
"""


class _Target(NamedTuple):
    """A target that is or was in force, and where it stands in the action."""

    when: AnyDate | None
    steps: Route


def _check(folders: Folders) -> Iterator[Finding]:
    told = told_of()
    for at in actions_of(folders):
        for old, new in _moves(at):
            if _is_no_later(at, old, new):
                routes = ((*at.action.route, *each.steps) for each in (old, new))
                if told(at.plan).isdisjoint(routes):
                    yield _finding(at, old, new)


def _moves(at: At) -> Iterator[tuple[_Target, _Target]]:
    """From each target to the one that took its place, oldest first."""
    olds = [
        _Target(one.was, ("extensions", index, "was"))
        for index, one in enumerate(at.action.extensions)
    ]
    yield from pairwise((*olds, _Target(at.action.target, ("target",))))


def _is_no_later(at: At, old: _Target, new: _Target) -> bool:
    """Whether the new target is the old one, or lies before it, whatever day is meant."""
    was, now = span(old.when, at.plan), span(new.when, at.plan)
    if was is None or now is None:
        return old.when is not None and old.when == new.when
    return now == was or now[1] <= was[0]


def _finding(at: At, old: _Target, new: _Target) -> Finding:
    assert old.when  # noqa: S101 - the two were compared
    assert new.when  # noqa: S101 - as above
    message = f"`{written(new.when)}` is no later than the target that it took the place of, "
    message += f"{spoken(old.when)}."
    hint = "Write the oldest target first; the next `was`, or `target`, is the new date."
    related = (at.spot(*old.steps, note="the target that was given up"),)
    return at.finding(new.steps, message, hint, related)


RULE = Rule(
    name="extension-not-later",
    family="dates",
    severity=Severity.WARNING,
    what="An extension whose new date (the next `was`, or `target`) is not later than the date "
    "that was given up.",
    why="How long an action has slipped is counted from these dates. Mostly `target` was left as "
    "it was, and the action is called overdue by a date that the board has moved.",
    instead="Keep the old date under `was` and write the one now in force under `target`. A target "
    "that was brought forward is no extension: tell it in an update.",
    check=_check,
    bad=example.one(_EXTENDED.format("2021-06")),
    good=example.one(_EXTENDED.format("2020-12")),
)
