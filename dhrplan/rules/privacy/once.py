"""One stretch of private text is told once, though two rules find it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dhrplan.diagnostic import Diagnostic
    from dhrplan.rules.base import Rule

_Point = tuple[int, int]
"""Line and column, from 1."""


def told_once(found: Iterable[Diagnostic], rules: Mapping[str, Rule]) -> list[Diagnostic]:
    """The findings without those of a privacy rule whose text lies within that of another.

    So a forbidden name within an e-mail address is told as the address, and a telephone number that
    is part of a longer number as that. Of two that are alike the first is told. It has to be the
    last step: a finding that is silenced or not asked for hides no other.

    Args:
        found: Findings of every kind, those of the rule that goes before another first.
        rules: Every rule, by its name.
    """
    every = list(found)
    by_file: dict[tuple[str, bool], list[Diagnostic]] = defaultdict(list)
    for one in every:
        if one.private and one.rule in rules and rules[one.rule].family == "privacy":
            by_file[one.place.file, _is_of_the_name(one)].append(one)
    inner = {
        id(one)
        for (_, of_the_name), told in by_file.items()
        for one in (_within_a_name(told) if of_the_name else _within_the_text(told))
    }
    return [one for one in every if id(one) not in inner]


def _is_of_the_name(one: Diagnostic) -> bool:
    """Whether it tells of the name of a file, which has no place but the file's first character."""
    return (one.place.line, one.place.column, one.width) == (1, 1, 1)


def _within_the_text(told: list[Diagnostic]) -> Iterator[Diagnostic]:
    farthest: _Point = (0, 0)
    for one in sorted(told, key=_extent):  # a stretch comes before those that lie in it
        end = _end(one)
        if end <= farthest:
            yield one
        farthest = max(farthest, end)


def _extent(one: Diagnostic) -> tuple[_Point, int, int]:
    line, column = _end(one)
    return (one.place.line, one.place.column), -line, -column


def _end(one: Diagnostic) -> _Point:
    """Where its private text ends, as it is written."""
    lines = one.private[0].splitlines()
    if len(lines) == 1:
        return one.place.line, one.place.column + len(lines[0])
    return one.place.line + len(lines) - 1, len(lines[-1]) + 1


def _within_a_name(told: list[Diagnostic]) -> Iterator[Diagnostic]:
    values = [one.private[0] for one in told]
    for index, one in enumerate(told):
        others = values[:index] + [value for value in values[index + 1 :] if value != values[index]]
        if any(values[index] in other for other in others):
            yield one
