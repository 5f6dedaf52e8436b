"""personal-name: a person's name behind a rank or title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from functools import cache
from typing import NamedTuple

from dhrplan.diagnostic import Severity
from dhrplan.rules import engine
from dhrplan.rules.engine import Rule
from dhrplan.rules.privacy.readable import ReadableText, Span
from dhrplan.rules.privacy.scan import SENT_BACK, Wording, check, words

# A collar number may be between the two: PC 1234 Hale, PC 417HT Hale.
_AFTER_TITLE = re.compile(r"(\.?) *(?:['(]?(?:[A-Z]{1,3}'? ?)?\d{1,6}[A-Z]{0,3}['\)]?,? +)?")
_DOTTED_RANK = re.compile(r"(?<![\w.])(?:D\.C\.I|D\.[SCI]|W?\.?P\.C)(?=\.)")
_TOKEN = re.compile(r"(?:[^\W\d_]\.)+|[^\W\d_]+(?:['-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"'s?$", re.IGNORECASE)
_SPACES = re.compile(" +")
_NEXT_NAME = re.compile(r",? +(?:and|&) +|, +")
_AND_NAME = re.compile(r" +(?:and|&) +([A-Z][^\W\d_]+)(?!'?\w|-)")
_NICKNAME = re.compile(r"[\"'(\u201c\u2018][^\W\d_]+[\"')\u201d\u2019] +(?=[^\W\d_])")
_NEXT_WORD = re.compile(r"('s?)? +([^\W\d_]+)")
# The Miss Dorothy campaign, a PC Plod scenario: called so in public, or invented.
_THE = re.compile(r"\b(?:the|an?|our|this) $", re.IGNORECASE)
_NAMED_AFTER = re.compile(r" (?:campaigns?|scenarios?|appeals?|exercises?|role[- ]plays?|fund)\b")
_PAPER = re.compile(r"(?:'s?)?(?: (?:published|public|practice))? +([^\W\d_]+)", re.IGNORECASE)
_DATA = re.compile(r"(?:'s)? (?:data|intelligence|reports?|benchmark\w*|figures|tool|system)\b")
_COLLAR_NUMBER = re.compile(r"\d{3,6}[A-Z]{0,2} ")
_YEAR = re.compile(r",? ?\d")
_VOWEL = re.compile("[AEIOUY]")
_NO_NAME_ENDING = re.compile(
    r"(?:tion|tions|ments|ity|ities|ology|ical|ative|ated|ised|ized|ered|nded|cted|nted)$"
)
_NO_LOWER_CASE_NAME_ENDING = re.compile(r"(?:ed|ing|ly|tion|tions|ment|ments|ship|ness)$")
_STREET_BEFORE = re.compile(r"\d[A-Za-z]?,? (?:[A-Z][\w'-]* ){1,3}$")
_MISS_IS_A_VERB = re.compile(
    r"\b(?:near|not|will|may|might|can|could|must|would|should|shall|did|does|do|who|they|we|often"
    r"|never|cannot|patients|staff|people|clients|victims) $",
    re.IGNORECASE,
)
_NOT_PEOPLE = {"lady day", "lord mayor", "sir madam", "nurse led", "judge advocate"}

_LONGEST = 6  # words of a name, with initials and particles
_LOOK_BACK = 60  # characters before a title
_INITIALS = 2  # capitals that may be somebody's initials
_PSEUDONYM = 3  # up to so many capitals are a pseudonym or an acronym


class _Title(NamedTuple):
    """A title, at `start` to `end` of the text."""

    start: int
    end: int
    word: str  # in lower case
    written: str

    @property
    def is_civil(self) -> bool:
        """True if hardly anything but a name follows. `MS` may be a company's products."""
        return self.word in _words("civil") or self.written in {"Ms", "Mx", "ms", "mx"}


class _Kind(Enum):
    """The kind of a word behind a title."""

    NAME = auto()
    PART = auto()  # of a name, but none by itself: an initial, `van`
    OTHER = auto()


@cache
def _words(*sections: str) -> frozenset[str]:
    return words("titles", *sections)


@cache
def _not_names() -> frozenset[str]:
    """Words that follow a rank and are no name."""
    lists = ("verbs", "roles", "bodies", "work", "paper", "things", "function words")
    return _words(*lists, "no name given", "short", "civil") - _words("doubtful")


def find(text: ReadableText) -> Iterator[Span]:
    """Each name, without its rank or title."""
    titles = list(_dotted_ranks(text))
    known = _words("short", "civil", "long", "capital", "plural") | {"miss"}
    for word in text.words & known:
        titles += _titles(text, word)
    reported = 0
    for title in sorted(titles):
        for start, end in _names(text.text, title):
            if start >= reported:
                yield start, end
                reported = end


def _dotted_ranks(text: ReadableText) -> Iterator[_Title]:
    """Ranks with a full stop behind each letter: D.S. Hobbs."""
    if any(rank in text.text for rank in ("D.S", "D.C", "D.I", "P.C")):
        for match in _DOTTED_RANK.finditer(text.text):
            yield _Title(match.start(), match.end(), "sgt", match[0])


def _titles(text: ReadableText, word: str) -> Iterator[_Title]:
    """Every place where a title is a word by itself, or a rank before a collar number: PC1234."""
    at = text.lowered.find(word)
    while at >= 0:
        end = at + len(word)
        ends_here = not text.text[end : end + 1].isalnum() or (
            word in _words("collar number") and _COLLAR_NUMBER.match(text.text, end)
        )
        if ends_here and not text.text[at - 1 : at].isalnum():
            yield _Title(at, end, word, text.text[at:end])
        at = text.lowered.find(word, end)


def _names(text: str, title: _Title) -> Iterator[Span]:
    after = _AFTER_TITLE.match(text, title.end)
    if after is None or after.end() == title.end or not _is_title(text, title, after[1]):
        return
    name = _name_at(text, after.end(), title)
    while name:
        yield name
        if title.word in _words("plural"):
            more = _NEXT_NAME.match(text, name[1])
            name = _name_at(text, more.end(), title) if more else None
        else:
            name = _second_name(text, name[1], title)


def _second_name(text: str, at: int, title: _Title) -> Span | None:
    """The one name behind `and`: PC Wells and Green. Of a body mostly another word follows."""
    more = _AND_NAME.match(text, at)
    if more is None or more[1].lower() in _not_names():
        return None
    following = _NEXT_WORD.match(text, more.end())
    is_alone = following is None or following[2].islower()
    others = _words("named after people", "months", "acronyms")
    is_name = is_alone and more[1].lower() not in others and not more[1].isupper()
    return _name_at(text, more.start(1), title) if is_name else None


def _is_title(text: str, title: _Title, stop: str) -> bool:
    """Judge by the spelling, the full stop behind and the words before."""
    before = text[max(0, title.start - _LOOK_BACK) : title.start]
    if stop and title.word in _words("no full stop"):
        return False
    if title.word == "dr" and _STREET_BEFORE.search(before):  # Drive
        return False
    if title.word == "miss" and _MISS_IS_A_VERB.search(before):
        return False
    if title.word == "justice" and not before.endswith(("Mr ", "Mrs ", "Ms ", "Lord ", "Lady ")):
        return False
    return not title.written.islower() or title.word in (
        _words("lower case", "civil", "long", "plural")
    )


def _name_at(text: str, at: int, title: _Title) -> Span | None:
    """The name that begins there, if one does."""
    end = 0
    place = at
    for _ in range(_LONGEST):
        token = _TOKEN.match(text, place)
        word = _POSSESSIVE.sub("", token[0]) if token else ""
        is_likely = title.is_civil and (place == at or not (end or "." in text[place - 2 : place]))
        is_first = not end or text[at:end] in words("mailboxes", "forenames")
        kind = _kind(word, title, first=is_first, is_likely=is_likely) if word else _Kind.OTHER
        if kind is _Kind.OTHER or token is None:
            break
        if kind is _Kind.NAME:
            end = place + len(word)
        space = _SPACES.match(text, token.end())
        if len(word) < len(token[0]) or not (space or word.endswith(".")):
            break
        place = space.end() if space else token.end()
        if nickname := _NICKNAME.match(text, place):
            place = nickname.end()
    return (at, end) if end and _is_person(text, at, end, title) else None


def _kind(word: str, title: _Title, *, first: bool, is_likely: bool) -> _Kind:
    """The kind of a word without its possessive.

    `first`: no word before it is a name. `is_likely`: hardly anything but a name is to be expected.
    """
    lowered = word.lower()
    if word.endswith(".") or len(word) == 1:
        return _Kind.PART if word[0].isupper() or title.written.islower() else _Kind.OTHER
    if (lowered in _words("particles") and word.islower()) or word == "St":
        return _Kind.PART
    if word.islower():
        return _Kind.NAME if first and _is_lower_case_name(word, title) else _Kind.OTHER
    head, _, tail = word.partition("-")
    if not word[0].isupper():  # al-Hassan
        is_name = head in _words("particles") and tail[:1].isupper()
        return _Kind.NAME if is_name else _Kind.OTHER
    # If a name is likely, even `Head` and `Court` are names.
    others = _words("function words", "no name given", "justice") if is_likely else _not_names()
    if lowered in others or head.lower() in others:
        return _Kind.OTHER
    if not is_likely and _NO_NAME_ENDING.search(lowered):
        return _Kind.OTHER
    return _kind_of_capitals(word, title) if word.rstrip("s").isupper() else _Kind.NAME


def _is_lower_case_name(word: str, title: _Title) -> bool:
    expected = title.word in _words("civil") or (
        title.written.islower() and title.word in _words("lower case")
    )
    is_other = word in _not_names() or _NO_LOWER_CASE_NAME_ENDING.search(word)
    return expected and len(word) >= _PSEUDONYM and not is_other


def _kind_of_capitals(word: str, title: _Title) -> _Kind:
    """A word in capitals: initials, a name, or an acronym."""
    if word.lower() in _words("acronyms") or not word.isupper():
        return _Kind.OTHER
    if len(word) == _INITIALS:
        return _Kind.PART
    all_capitals = title.written.isupper() and (
        title.word in _words("civil") or title.word in {"ms", "miss", "dr"}
    )
    if not _VOWEL.search(word) or (len(word) <= _PSEUDONYM and not all_capitals):
        return _Kind.OTHER
    return _Kind.NAME


def _is_person(text: str, start: int, end: int, title: _Title) -> bool:
    """True if a name means a person, not a school, a month or a part of a role."""
    name, following = text[start:end].lower(), _NEXT_WORD.match(text, end)
    if name in _words("months") and _YEAR.match(text, end):
        return False
    if f"{title.word} {name}" in _NOT_PEOPLE:
        return False
    after = following[2] if following and not following[1] else ""
    goes_on = not after or after in _words("function words", "verbs")
    if name in _words("doubtful") and not goes_on and not title.is_civil:
        return False
    paper = _PAPER.match(text, end) if title.word in _words("honours") else None
    if paper and paper[1].lower() in _words("inquiries"):
        return False
    if _NAMED_AFTER.match(text, end) and _THE.search(
        text, max(0, title.start - _LOOK_BACK), title.start
    ):
        return False
    if f"{title.word} {name}" == "dr foster" and _DATA.match(text, end):
        return False
    return not after[:1].isupper() or after.lower() not in _words("named after people")


_WORDING = Wording(
    "is a person's name, after a rank or title",
    "Write the role or a pseudonym: `the officer in charge`, `Mr X`, `Adult A`.",
)
_PROGRESS = "progress: {} trained the duty team.\n"

RULE = Rule(
    name="personal-name",
    family="privacy",
    severity=Severity.ERROR,
    what="A rank or title followed by a person's name. `Mr X` and `Adult A` are pseudonyms "
    "and are allowed.",
    why="Every agency reads a plan, and in the end it is published. A name in it can "
    f"identify the family, or a person who made a mistake. {SENT_BACK}",
    instead="Write the role, the agency or the pseudonym that the review uses.",
    check=check(find, _WORDING),
    bad=engine.example_folder(engine.SOUND + _PROGRESS.format("DS Pat Hobbs")),
    good=engine.example_folder(engine.SOUND + _PROGRESS.format("The lead for domestic abuse")),
)
