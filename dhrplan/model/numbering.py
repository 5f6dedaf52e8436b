"""The next id in the style of the ids that a plan has: after `R7` comes `R8`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dhrplan.model.agencies import folded
from dhrplan.model.plan import Plan, Recommendation

_COUNTED = re.compile(r"(.*?)([0-9]+|(?<![A-Za-z])(?:[a-z]+|[A-Z]+))([^A-Za-z0-9]*)", re.DOTALL)
_PLACE = re.compile(r".*#[0-9]+", re.DOTALL)
_TENS = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")
_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_ROMAN = [f"{'c' * (n // 100)}{_TENS[n // 10 % 10]}{_ONES[n % 10]}" for n in range(400)]
"""Roman numerals, each at the place of its number; the first is empty."""
_DIGITS, _LETTER, _NUMERAL = "digits", "letter", "numeral"
_LETTERS = " abcdefghijklmnopqrstuvwxyz"
"""Each letter at the place of its number."""


class _Style(NamedTuple):
    """The characters around the number of an id, and the notation of the number.

    `R7` has digits after `R`, `a)` a letter before `)`, `iv` a Roman numeral.
    """

    before: str
    after: str
    kind: str
    is_upper: bool
    width: int

    def format(self, number: int) -> str | None:
        """The id with that number; None if there is no such letter or numeral."""
        if self.kind == _DIGITS:
            return f"{self.before}{number:0{self.width}d}{self.after}"
        words = _ROMAN if self.kind == _NUMERAL else _LETTERS
        if number >= len(words):
            return None
        word = words[number]
        return f"{self.before}{word.upper() if self.is_upper else word}{self.after}"


def next_recommendation(plan: Plan) -> str | None:
    """The id for a new recommendation; None if the plan's ids follow no countable style."""
    ids = _given(one.id for one in plan.recommendations)
    return "1" if not ids else _after(ids, set(map(folded, ids)))


def next_action(plan: Plan, recommendation: Recommendation) -> str | None:
    """The id for a new action of a recommendation; None if it cannot be counted.

    It continues the recommendation's own actions. A first action is numbered like the first of
    another recommendation (`2.1`, `2a`); if no action is numbered after its recommendation, it
    continues the actions of the whole plan. The id follows the highest, so that the id of an
    action that was removed is not used again.
    """
    every = _given(action.id for one in plan.recommendations for action in one.actions)
    taken = set(map(folded, every))
    if own := _given(action.id for action in recommendation.actions):
        return _after(own, taken)
    others = [one for one in plan.recommendations if _given(action.id for action in one.actions)]
    if not others:
        return _first_free(f"{recommendation.id.rstrip(').]')}.1", taken)
    for one in reversed(others):
        first = _given(action.id for action in one.actions)[0]
        if first.startswith(one.id) and first != one.id:
            return _first_free(recommendation.id + first.removeprefix(one.id), taken)
    return _after(every, taken)


def _given(ids: Iterable[str]) -> list[str]:
    """The ids in the file, without the places (`#2`) used for missing ones."""
    return [one for one in ids if not _PLACE.fullmatch(one)]


def _after(ids: Sequence[str], taken: set[str]) -> str | None:
    """The id after the highest of those in the style of the last."""
    style = _style(ids[-1], ids)
    if style is None:
        return None
    numbers = (_number(one, style, ids) for one in ids)
    number = max(number for number in numbers if number is not None)
    while (found := style.format(number + 1)) is not None and folded(found) in taken:
        number += 1
    return found


def _first_free(wanted: str, taken: set[str]) -> str | None:
    return _after([wanted], taken) if folded(wanted) in taken else wanted


def _style(one: str, ids: Sequence[str]) -> _Style | None:
    match = _COUNTED.fullmatch(one)
    if match is None:
        return None
    before, word, after = match.groups()
    if word.isdigit():
        return _Style(before, after, _DIGITS, is_upper=False, width=len(word))
    siblings = {_word(other, before) for other in ids} - {""}
    if "i" in siblings and siblings.issubset(_ROMAN):
        return _Style(before, after, _NUMERAL, word.isupper(), 0)
    return _Style(before, after, _LETTER, word.isupper(), 0) if len(word) == 1 else None


def _word(one: str, before: str) -> str:
    match = _COUNTED.fullmatch(one)
    return match[2].casefold() if match and match[1] == before else ""


def _number(one: str, style: _Style, ids: Sequence[str]) -> int | None:
    """The number of an id; None if it is not of the style."""
    found = _style(one, ids)
    if found is None or (found.before, found.kind) != (style.before, style.kind):
        return None
    word = _word(one, style.before)
    if style.kind == _DIGITS:
        return int(word)
    return (_LETTERS if style.kind == _LETTER else _ROMAN).index(word)
