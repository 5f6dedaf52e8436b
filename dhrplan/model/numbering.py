"""The next id after those that a plan has, in the plan's own habit: after `R7` comes `R8`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dhrplan.model.agencies import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from dhrplan.model.plan import Plan, Recommendation

_COUNTED = re.compile(r"(.*?)([0-9]+|(?<![A-Za-z])(?:[a-z]+|[A-Z]+))([^A-Za-z0-9]*)", re.DOTALL)
_BY_PLACE = re.compile(r".*#[0-9]+", re.DOTALL)
_ROMAN = re.compile(r"(?=.)c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ROMAN_STEPS = (
    *((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x")),
    *((9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_DIGITS, _LETTER, _NUMERAL = "digits", "letter", "numeral"
_LETTERS = 26
_MOST_NUMERAL = 399


class _Style(NamedTuple):
    """How an id counts: `R7` counts in digits after `R`, `a)` in letters before `)`."""

    before: str
    after: str
    kind: str
    is_upper: bool
    width: int

    def spelt(self, number: int) -> str | None:
        """The id with that number; None where the letters have come to an end."""
        if self.kind == _DIGITS:
            return f"{self.before}{number:0{self.width}d}{self.after}"
        word = _numeral(number) if self.kind == _NUMERAL else _letter(number)
        if word is None:
            return None
        return f"{self.before}{word.upper() if self.is_upper else word}{self.after}"


def next_recommendation(plan: Plan) -> str | None:
    """The id of one more recommendation; None where the plan's ids go on in no way that counts."""
    ids = _given(one.id for one in plan.recommendations)
    return "1" if not ids else _after(ids, _is_taken(ids))


def next_action(plan: Plan, recommendation: Recommendation) -> str | None:
    """The id of one more action of a recommendation; None where it cannot be counted.

    It goes on from the recommendation's own actions. The first one is numbered as the first of
    another recommendation is; where no action is numbered by its recommendation, it goes on from
    all. An id that is free because its action was taken out is not given again: what comes after
    the highest is.
    """
    every = _given(action.id for one in plan.recommendations for action in one.actions)
    is_taken = _is_taken(every)
    if own := _given(action.id for action in recommendation.actions):
        return _after(own, is_taken)
    others = [one for one in plan.recommendations if _given(action.id for action in one.actions)]
    if not others:
        return _first_free(f"{recommendation.id.rstrip(').]')}.1", is_taken)
    for one in reversed(others):
        first = _given(action.id for action in one.actions)[0]
        if first.startswith(one.id) and first != one.id:
            return _first_free(recommendation.id + first.removeprefix(one.id), is_taken)
    return _after(every, is_taken)


def _given(ids: Iterable[str]) -> list[str]:
    """The ids that the file gives, and not those that go by their place."""
    return [one for one in ids if not _BY_PLACE.fullmatch(one)]


def _is_taken(ids: Collection[str]) -> Callable[[str], bool]:
    known = {folded(one) for one in ids}
    return lambda one: folded(one) in known


def _after(ids: Sequence[str], is_taken: Callable[[str], bool]) -> str | None:
    """The id after the highest of those that count as the last of them does."""
    style = _style(ids[-1], ids)
    if style is None:
        return None
    numbers = (_number(one, style, ids) for one in ids)
    number = max(number for number in numbers if number is not None)
    while (found := style.spelt(number + 1)) is not None and is_taken(found):
        number += 1
    return found


def _first_free(wanted: str, is_taken: Callable[[str], bool]) -> str | None:
    return _after([wanted], is_taken) if is_taken(wanted) else wanted


def _style(one: str, ids: Sequence[str]) -> _Style | None:
    match = _COUNTED.fullmatch(one)
    if match is None:
        return None
    before, word, after = match.groups()
    if word.isdigit():
        return _Style(before, after, _DIGITS, is_upper=False, width=len(word))
    siblings = {_word(other, before) for other in ids} - {""}
    if "i" in siblings and all(map(_ROMAN.fullmatch, siblings)):
        return _Style(before, after, _NUMERAL, word.isupper(), 0)
    return _Style(before, after, _LETTER, word.isupper(), 0) if len(word) == 1 else None


def _word(one: str, before: str) -> str:
    match = _COUNTED.fullmatch(one)
    return match[2].casefold() if match and match[1] == before else ""


def _number(one: str, style: _Style, ids: Sequence[str]) -> int | None:
    """The number of an id among those of a style; None for one of another style."""
    found = _style(one, ids)
    if found is None or (found.before, found.kind) != (style.before, style.kind):
        return None
    word = _word(one, style.before)
    if style.kind == _DIGITS:
        return int(word)
    return _letter_number(word) if style.kind == _LETTER else _value(word)


def _letter(number: int) -> str | None:
    return chr(ord("a") + number - 1) if number <= _LETTERS else None


def _letter_number(word: str) -> int:
    return ord(word) - ord("a") + 1


def _numeral(number: int) -> str | None:
    if number > _MOST_NUMERAL:
        return None
    word = ""
    for value, sign in _ROMAN_STEPS:
        while number >= value:
            word, number = word + sign, number - value
    return word


def _value(word: str) -> int:
    value = 0
    for step, sign in _ROMAN_STEPS:
        while word.startswith(sign):
            value, word = value + step, word.removeprefix(sign)
    return value
