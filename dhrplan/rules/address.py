"""address: a house or flat in a street."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dhrplan.diagnostic import Severity
from dhrplan.rules import example
from dhrplan.rules.base import Rule
from dhrplan.rules.privacy import streets
from dhrplan.rules.privacy.base import Says, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.rules.privacy.base import Stretch
    from dhrplan.text.legible import Legible

# The last digit of a number is looked for first, and the number where a street follows.
_LAST_DIGIT = re.compile(r"\d[A-JL-Za-jl-z]?,? +(?=[A-Za-z])")
_NUMBER = re.compile(
    r"(?<![\w\u00a3$\u20ac.,/:+-])(\d{1,4}[A-Za-z]?)(?: ?[-\u2013/&] ?\d{1,4}[A-Za-z]?)?,? +$"
)
_TOKEN = re.compile(r"([^\W\d_](?:[\w'-]*\w)?)(\.?)(?= *)")
_SPACES = re.compile(" +")
_WORD_BEFORE = re.compile(r"([A-Za-z]+)\.?#? *(?:\(?no\.? ?|number |nos?\.? ?)?$", re.IGNORECASE)
_NO_BEFORE = re.compile(r"\bno\.? ?$", re.IGNORECASE)
_A_YEAR = re.compile(r"(?:19|20)\d\d$")
_FLAT_BEFORE = re.compile(
    rf"\b{streets.FLATS}\.? "
    r"(?:(?:no\.? ?)?(?:\d{1,4}[a-z]?|[a-z]\d{0,3}),? +(?:[\w' -]{2,30}, +)?)?$",
    re.IGNORECASE,
)
_HOUSE_BEFORE = re.compile(r"((?:[A-Z][\w'-]* ){1,3})([A-Z][\w'-]*), +$")
_NAME_BEFORE = re.compile(r"(?:[A-Z][\w'-]* ){1,3}$")
_BEHIND = re.compile(r" +([\w'-]+)")
_CUE = re.compile(
    r"(?:\b(?:at|to|from|in|near|outside|of|address|is|was|lives|lived|home|visited|visit|c/o)"
    r"[:,]? ?|^|\n *)(?:no\.? ?)?$",
    re.IGNORECASE,
)
_LOOK_BACK = 60
"""How many characters before a street are looked at."""

_ENDS = streets.STREETS | streets.HOUSES
"""How streets end, and houses that have flats in them."""

_LONGEST = 6
"""The words of a street's name."""


def find(text: Legible) -> Iterator[Stretch]:
    """Each house with its street, from the flat or the house's name on."""
    found: list[Stretch] = []
    for start, end in sorted((*_numbered(text.text), *_named(text))):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    yield from found


def _numbered(text: str) -> Iterator[Stretch]:
    """Streets with a number before them, and flats in a house."""
    for match in _LAST_DIGIT.finditer(text):
        small = text[match.end()].islower()
        end = (_small_street if small else _street)(text, match.end(), _ENDS)
        if not end:
            continue
        number = _NUMBER.search(text, max(0, match.start() - _LOOK_BACK), match.end())
        if number:
            before = text[max(0, number.start() - _LOOK_BACK) : number.start()]
            flat = _FLAT_BEFORE.search(before)
            end = end if flat else _street_of_a_house(number, before, small=small)
            if end:
                yield _start(number.start(), before, flat), end


def _street_of_a_house(match: re.Match[str], before: str, *, small: bool) -> int:
    """Where the street ends whose house the number may be: no year, and nothing else is numbered.

    Of a name in small letters the words before must let one expect it.
    """
    word = _WORD_BEFORE.search(before)
    if _A_YEAR.match(match[1]) or (word and word[1].lower() in streets.NUMBERED):
        return 0
    if small:
        return _small_street(match.string, match.end()) if _CUE.search(before) else 0
    return _street(match.string, match.end())


def _named(text: Legible) -> Iterator[Stretch]:
    """Houses with a name and their street: Rose Cottage, Mill Lane."""
    for word in text.words & streets.HOUSES:
        at = text.low.find(f"{word}, ")
        while at >= 0:
            name = _NAME_BEFORE.search(text.text, max(0, at - _LOOK_BACK), at)
            end = _street(text.text, at + len(word) + len(", "))
            if name and end and text.text[at].isupper() and not _is_public(name[0]):
                yield name.start(), end
            at = text.low.find(f"{word}, ", at + 1)


def _is_public(name: str) -> bool:
    return not streets.PUBLIC_HOUSES.isdisjoint(name.lower().split())


def _start(start: int, before: str, flat: re.Match[str] | None) -> int:
    """Where the address begins: at the flat, at the house's name, at `No.` or at the number."""
    house = _HOUSE_BEFORE.search(before)
    if flat is None and house and house[2].lower() in streets.HOUSES:
        return start - len(before) + house.start()
    number = flat or _NO_BEFORE.search(before)
    return start - len(before) + number.start() if number else start


def _street(text: str, at: int, ends: frozenset[str] = streets.STREETS) -> int:
    """Where the name of a street ends that begins there, each word with a capital; 0 for none."""
    end = 0
    for index, (word, stop) in enumerate(_words(text, at)):
        small = word.lower().removesuffix("'s")
        if index and small in ends and word[0].isupper():
            end = stop
        elif end or not _is_of_a_name(word, first=not index):
            break
    return (
        end
        if end and not _is_beside(text, end) and text[at:end].lower() not in streets.NO_STREETS
        else 0
    )


def _words(text: str, at: int) -> Iterator[tuple[str, int]]:
    """The words that follow each other there, each with where it ends."""
    for _ in range(_LONGEST):
        token = _TOKEN.match(text, at)
        if token is None:
            return
        yield token[1], token.end(1)
        space = _SPACES.match(text, token.end())
        if space is None or (token[2] and len(token[1]) > len("St")):
            return
        at = space.end()


def _is_of_a_name(word: str, *, first: bool) -> bool:
    small = word.lower()
    if small in streets.WITHIN_NAMES and (not first or word == "The"):
        return True
    return word[0].isupper() and small not in streets.NO_NAMES


def _small_street(text: str, at: int, ends: frozenset[str] = streets.SMALL_STREETS) -> int:
    """The same for a name in small letters."""
    ends &= streets.SMALL_STREETS
    for index, (word, stop) in enumerate(_words(text, at)):
        if not word.islower() or (not index and word in streets.SMALL_NO_NAMES):
            return 0
        if index and word in ends:
            return 0 if _is_beside(text, stop) else stop
        if word in streets.SMALL_NO_NAMES:
            return 0
    return 0


def _is_beside(text: str, end: int) -> bool:
    """Whether the street only says which clinic, residents or banks are meant."""
    following = _BEHIND.match(text, end)
    if following is None:
        return False
    small = following[1].lower()
    several = small.endswith("s") and small not in streets.ATTRIBUTES and following[1].islower()
    return small.removesuffix("'s") in streets.PUBLIC or small in streets.PUBLIC or several


_SAYS = Says(
    "is an address",
    "Write what kind of place it is, such as `the home of Adult A`, or the ward or borough.",
)
_PROGRESS = "progress: Police were called to {} on six occasions.\n"

RULE = Rule(
    name="address",
    family="privacy",
    severity=Severity.ERROR,
    what="The number or name of a house, or a flat, with its street. A street alone passes.",
    why="An address leads to the family, to whoever lives there now, and at worst to a refuge.",
    instead="Write what kind of place it is, or the ward or borough.",
    check=check(find, _SAYS),
    bad=example.one(example.SOUND + _PROGRESS.format("14 Larch Road")),
    good=example.one(example.SOUND + _PROGRESS.format("the home of Adult A")),
)
