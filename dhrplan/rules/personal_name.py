"""personal-name: a person's name behind a rank or title."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from dhrplan.diagnostic import Severity
from dhrplan.rules import example
from dhrplan.rules.base import Rule
from dhrplan.rules.privacy import titles
from dhrplan.rules.privacy.base import SENT_BACK, Says, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.rules.privacy.base import Stretch
    from dhrplan.text.legible import Legible

# A collar number may stand between the two: PC 1234 Hale, PC 417HT Hale.
_AFTER = re.compile(r"(\.?) *(?:['(]?(?:[A-Z]{1,3}'? ?)?\d{1,6}[A-Z]{0,3}['\)]?,? +)?")
_DOTTED = re.compile(r"(?<![\w.])(?:D\.C\.I|D\.[SCI]|W?\.?P\.C)(?=\.)")
_TOKEN = re.compile(r"(?:[^\W\d_]\.)+|[^\W\d_]+(?:['-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"'s?$", re.IGNORECASE)
_SPACES = re.compile(" +")
_NEXT_NAME = re.compile(r",? +(?:and|&) +|, +")
_NEXT_WORD = re.compile(r"('s?)? +([^\W\d_]+)")
_A_COLLAR_NUMBER = re.compile(r"\d{3,6}[A-Z]{0,2} ")
_A_YEAR = re.compile(r",? ?\d")
_NO_NAME_AT_ALL = re.compile(
    r"(?:tion|tions|ments|ity|ities|ology|ical|ative|ated|ised|ized|ered|nded|cted|nted)$"
)
_NO_SURNAME = re.compile(r"(?:ed|ing|ly|tion|tions|ment|ments|ship|ness)$")
_IN_A_STREET = re.compile(r"\d[A-Za-z]?,? (?:[A-Z][\w'-]* ){1,3}$")
_MISSED = re.compile(
    r"\b(?:near|not|will|may|might|can|could|must|would|should|shall|did|does|do|who|they|we|often"
    r"|never|cannot|patients|staff|people|clients|victims) $",
    re.IGNORECASE,
)
_LONGEST = 6
"""The words of a name, initials and small words among them."""

_LOOK_BACK = 60
"""How many characters before a title are looked at."""

_INITIALS, _PSEUDONYM = 2, 3
"""So many capitals may be somebody's initials; up to so many stand for a person or a body."""


class _Title(NamedTuple):
    """A title where it stands.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        word: The word in small letters.
        written: The word as it is written.
    """

    start: int
    end: int
    word: str
    written: str


class _Kind(Enum):
    """What a word behind a title may be."""

    NAME = auto()
    PART = auto()
    OTHER = auto()


def find(text: Legible) -> Iterator[Stretch]:
    """Each name, without its rank or title."""
    told = 0
    words = text.words & titles.TITLES
    for title in sorted((*_dotted(text), *(one for word in words for one in _titles(text, word)))):
        for start, end in _names(text.text, title):
            if start >= told:
                yield start, end
                told = end


def _dotted(text: Legible) -> Iterator[_Title]:
    """Ranks with a full stop behind each letter: D.S. Hobbs."""
    if any(rank in text.text for rank in ("D.S", "D.C", "D.I", "P.C")):
        for match in _DOTTED.finditer(text.text):
            yield _Title(match.start(), match.end(), "sgt", match[0])


def _titles(text: Legible, word: str) -> Iterator[_Title]:
    """Every place where a title stands as a word of its own."""
    at = text.low.find(word)
    while at >= 0:
        end = at + len(word)
        if not text.text[at - 1 : at].isalnum() and _may_end(text.text, end, word):
            yield _Title(at, end, word, text.text[at:end])
        at = text.low.find(word, end)


def _may_end(text: str, end: int, word: str) -> bool:
    """Whether a title ends there; a collar number may stand close behind a rank: PC1234."""
    if text[end : end + 1].isalnum():
        return word in titles.WITH_A_NUMBER and bool(_A_COLLAR_NUMBER.match(text, end))
    return True


def _names(text: str, title: _Title) -> Iterator[Stretch]:
    after = _AFTER.match(text, title.end)
    if after is None or after.end() == title.end or not _is_title(text, title, after[1]):
        return
    name = _name(text, after.end(), title)
    while name:
        yield name
        more = _NEXT_NAME.match(text, name[1]) if title.word in titles.SEVERAL else None
        name = _name(text, more.end(), title) if more else None


def _is_title(text: str, title: _Title, stop: str) -> bool:
    """Whether the word stands there as a title, by how it is written and what is before it."""
    before = text[max(0, title.start - _LOOK_BACK) : title.start]
    if stop and title.word in titles.NEVER_WITH_A_STOP:
        return False
    if title.word == "dr" and _IN_A_STREET.search(before):
        return False
    if title.word == "miss" and _MISSED.search(before):
        return False
    if title.word == "justice" and not before.endswith(("Mr ", "Mrs ", "Ms ", "Lord ", "Lady ")):
        return False
    return not title.written.islower() or title.word in titles.SMALL


def _name(text: str, at: int, title: _Title) -> Stretch | None:
    """The name that begins there, if one does."""
    end = 0
    place = at
    for _ in range(_LONGEST):
        token = _TOKEN.match(text, place)
        word = _POSSESSIVE.sub("", token[0]) if token else ""
        likely = _is_civil(title) and (place == at or not (end or "." in text[place - 2 : place]))
        kind = _kind(word, title, first=not end, likely=likely) if word else _Kind.OTHER
        if kind is _Kind.OTHER or token is None:
            break
        if kind is _Kind.NAME:
            end = place + len(word)
        space = _SPACES.match(text, token.end())
        if len(word) < len(token[0]) or not (space or word.endswith(".")):
            break
        place = space.end() if space else token.end()
    return (at, end) if end and _is_person(text, at, end, title) else None


def _kind(word: str, title: _Title, *, first: bool, likely: bool) -> _Kind:
    """What a word is.

    Args:
        word: The word, without a possessive.
        title: The title before it.
        first: No word before it is a name.
        likely: Hardly anything but a name may stand here.
    """
    small = word.lower()
    if word.endswith(".") or len(word) == 1:
        return _Kind.PART if word[0].isupper() or title.written.islower() else _Kind.OTHER
    if (small in titles.PARTICLES and word.islower()) or word == "St":
        return _Kind.PART
    if word.islower():
        return _Kind.NAME if first and _is_small_name(word, title) else _Kind.OTHER
    others = titles.NO_NAME if likely else titles.OTHER_WORDS
    head, _, tail = word.partition("-")
    if not word[0].isupper():  # al-Hassan
        return _Kind.NAME if head in titles.PARTICLES and tail[:1].isupper() else _Kind.OTHER
    if small in others or head.lower() in others or (not likely and _NO_NAME_AT_ALL.search(small)):
        return _Kind.OTHER
    return _in_capitals(word, title) if word.rstrip("s").isupper() else _Kind.NAME


def _is_civil(title: _Title) -> bool:
    """Mr, Mrs, Ms: hardly anything but a name follows. `MS` may be a company's products."""
    return title.word in titles.CIVIL or title.written in {"Ms", "Mx", "ms", "mx"}


def _is_small_name(word: str, title: _Title) -> bool:
    """Whether a word in small letters is a name, since its title is in small letters too."""
    alike = title.word in titles.CIVIL or (
        title.written.islower() and title.word in titles.SMALL_WITH_SMALL
    )
    other = word in titles.OTHER_WORDS or _NO_SURNAME.search(word)
    return alike and len(word) >= _PSEUDONYM and not other


def _in_capitals(word: str, title: _Title) -> _Kind:
    """A word in capitals: initials, a name, or letters that stand for something else."""
    if word.lower() in titles.ACRONYMS or not word.isupper():
        return _Kind.OTHER
    if len(word) == _INITIALS:
        return _Kind.PART
    cried = title.written.isupper() and title.word in titles.CIVIL | {"ms", "miss", "dr"}
    if not re.search("[AEIOUY]", word) or (len(word) <= _PSEUDONYM and not cried):
        return _Kind.OTHER
    return _Kind.NAME


def _is_person(text: str, start: int, end: int, title: _Title) -> bool:
    """Whether a name is meant for a person: not for a school, a month, a part of a role."""
    name, following = text[start:end].lower(), _NEXT_WORD.match(text, end)
    if name in titles.MONTHS and _A_YEAR.match(text, end):
        return False
    if f"{title.word} {name}" in titles.NO_PEOPLE:
        return False
    after = following[2] if following and not following[1] else ""
    if name in titles.DOUBTFUL and after not in titles.GOES_ON | {""} and not _is_civil(title):
        return False
    if title.word in titles.HONOURS and following and following[2].lower() in titles.INQUIRIES:
        return False
    return not after[:1].isupper() or after.lower() not in titles.NAMED_AFTER


_SAYS = Says(
    "is a person's name behind a rank or title",
    "Write the role or a pseudonym: `the officer in charge`, `Mr X`, `Adult A`.",
)
_PROGRESS = "progress: {} trained the duty team.\n"

RULE = Rule(
    name="personal-name",
    family="privacy",
    severity=Severity.ERROR,
    what="A rank or title with a person's name behind it. `Mr X` and `Adult A` are pseudonyms and "
    "pass.",
    why="A plan is read by every agency and is published in the end. A name in it tells who the "
    f"family are, or who made a mistake. {SENT_BACK}",
    instead="Write the role, the agency or the pseudonym that the review uses.",
    check=check(find, _SAYS),
    bad=example.one(example.SOUND + _PROGRESS.format("DS Pat Hobbs")),
    good=example.one(example.SOUND + _PROGRESS.format("The lead for domestic abuse")),
)
