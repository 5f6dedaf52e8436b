"""Which rules are told of: those that are selected, but for those that are ignored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.errors import NotFoundError
from dhrplan.text.nearest import nearest
from dhrplan.wording import one_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dhrplan.rules.base import Rule

READING = "reading"
"""The family that no choice leaves out: what cannot be read is always told."""


def chosen(
    select: Iterable[str], ignore: Iterable[str], rules: Mapping[str, Rule]
) -> frozenset[str]:
    """The names of the rules that are told of.

    Args:
        select: Names of rules or families; none means all.
        ignore: Names of rules or families to be left out. It goes before `select`.
        rules: Every rule, by its name.

    Raises:
        NotFoundError: There is no such rule or family, or it cannot be left out.
    """
    wanted = frozenset().union(*(named(name, rules) for name in select)) or frozenset(rules)
    unwanted = frozenset().union(*(_left_out(name, rules) for name in ignore))
    always = {name for name, rule in rules.items() if rule.family == READING}
    return (wanted - unwanted) | always


def named(name: str, rules: Mapping[str, Rule]) -> frozenset[str]:
    """The rules that a name stands for: one rule, or all of a family.

    Raises:
        NotFoundError: There is no rule or family of that name.
    """
    word = name.strip().casefold()
    if word in rules:
        return frozenset({word})
    found = frozenset(each for each, rule in rules.items() if rule.family == word)
    if found:
        return found
    families = dict.fromkeys(rule.family for rule in rules.values())
    close = nearest(word, (*rules, *families))
    hint = f"Did you mean {one_of(close)}?" if close else "`dhrplan explain` lists all rules."
    raise NotFoundError(f"There is no rule `{name}`.", hint)


def _left_out(name: str, rules: Mapping[str, Rule]) -> frozenset[str]:
    names = named(name, rules)
    if any(rules[each].family == READING for each in names):
        message = f"`{name}` cannot be left out: what cannot be read is always told."
        raise NotFoundError(message, "Mend the value, or take the file out of the folder.")
    return names
