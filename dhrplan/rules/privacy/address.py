"""address: a house or flat in a street."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dhrplan.diagnostic import Severity
from dhrplan.rules import engine
from dhrplan.rules.engine import Rule
from dhrplan.rules.privacy.readable import ReadableText, Span
from dhrplan.rules.privacy.scan import Wording, check, words

# Search for the last digit of a number first, and for the whole number where a street follows.
_LAST_DIGIT = re.compile(r"\d[A-JL-Za-jl-z]?,? +(?=[A-Za-z])")
_NUMBER = re.compile(
    r"(?<![\w\u00a3$\u20ac.,/+-])(?<!\d:)(\d{1,4}[A-Za-z]?)"
    r"(?: ?[-\u2013/&] ?\d{1,4}[A-Za-z]?)?,? +$"
)
_YEAR = re.compile(r"(?:19|20)\d\d$")
_TOKEN = re.compile(r"([^\W\d_](?:[\w'-]*\w)?)(\.?)(?= *)")
_SPACES = re.compile(" +")
_WORD_BEFORE = re.compile(r"([A-Za-z]+)\.?#? *(?:\(?no\.? ?|number |nos?\.? ?)?$", re.IGNORECASE)
_NO_BEFORE = re.compile(r"\bno\.? ?$", re.IGNORECASE)
_FLAT_BEFORE = re.compile(
    r"\b(?:flat|apartment|apt|unit|room|maisonette|studio|suite|bedsit)\.? "
    r"(?:(?:no\.? ?)?(?:\d{1,4}[a-z]?|[a-z]\d{0,3}),? +(?:[\w' -]{2,30}, +)?)?$",
    re.IGNORECASE,
)
_HOUSE_BEFORE = re.compile(r"((?:[A-Z][\w'-]* ){1,3})([A-Z][\w'-]*), +$")
_NAME_BEFORE = re.compile(r"(?:[A-Z][\w'-]* ){1,3}$")
_WORD_AFTER = re.compile(r" +([\w'-]+)")
_CUE_BEFORE = re.compile(
    r"(?:\b(?:at|to|from|in|near|outside|of|address|is|was|lives|lived|home|visited|visit|c/o)"
    r"[:,]? ?|^|\n *)(?:no\.? ?)?$",
    re.IGNORECASE,
)
# The public address of an agency begins with what the building is.
_PUBLIC_BEFORE = re.compile(
    r"(?:\b(?:[Pp]olice [Ss]tation|[Tt]own [Hh]all|[Cc]ity [Hh]all|[Cc]ounty [Hh]all|[Gg]uildhall"
    r"|[Cc]ivic (?:[Cc]entre|[Oo]ffices)|[Cc]ouncil [Oo]ffices|[Hh]eadquarters|HQ|[Hh]ospital"
    r"|[Ll]ibrary|[Cc]ourt[Hh]ouse|[Cc]rown [Cc]ourt|[Cc]ounty [Cc]ourt|[Ff]amily [Cc]ourt"
    r"|[Hh]ealth [Cc]entre|[Mm]edical [Cc]entre|[Ss]urgery)|[Mm]agistrates'? [Cc]ourt), $"
)
_LOOK_BACK = 60  # characters
_LONGEST = 6  # words of a street's name
_NOT_STREETS = {"high court", "mile walk", "mile way"}


@cache
def _words(*sections: str) -> frozenset[str]:
    return words("streets", *sections)


def find(text: ReadableText) -> Iterator[Span]:
    """Each house with its street, beginning at the flat or the name of the house."""
    found: list[Span] = []
    for start, end in sorted((*_numbered(text.text), *_named(text))):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    yield from found


def _numbered(text: str) -> Iterator[Span]:
    """Streets with a number before them, and flats in a house."""
    for match in _LAST_DIGIT.finditer(text):
        is_lower = text[match.end()].islower()
        end = (
            _lower_case_street_end(text, match.end())
            if is_lower
            else _street_end(text, match.end(), or_house=True)
        )
        if not end:
            continue
        number = _NUMBER.search(text, max(0, match.start() - _LOOK_BACK), match.end())
        if number is None:
            continue
        before = text[max(0, number.start() - _LOOK_BACK) : number.start()]
        flat = _FLAT_BEFORE.search(before)
        if flat is None and _PUBLIC_BEFORE.search(before):
            continue
        if flat is None:
            word = _WORD_BEFORE.search(before)
            if _YEAR.match(number[1]) or (word and word[1].lower() in _words("numbered")):
                continue
            if is_lower and not _CUE_BEFORE.search(before):
                continue
            if not is_lower:
                end = _street_end(text, number.end())
        if end:
            yield _address_start(number.start(), before, flat), end


def _named(text: ReadableText) -> Iterator[Span]:
    """Houses with a name and their street: Rose Cottage, Mill Lane."""
    for word in text.words & _words("houses"):
        at = text.lowered.find(f"{word}, ")
        while at >= 0:
            name = _NAME_BEFORE.search(text.text, max(0, at - _LOOK_BACK), at)
            end = _street_end(text.text, at + len(word) + len(", "))
            if name and end and text.text[at].isupper():
                named = name[0].lower().split()
                if _words("public halls").isdisjoint(named):
                    yield name.start(), end
            at = text.lowered.find(f"{word}, ", at + 1)


def _address_start(number: int, before: str, flat: re.Match[str] | None) -> int:
    """The offset of the flat, the name of the house, `No.` or else the number."""
    house = _HOUSE_BEFORE.search(before)
    if flat is None and house and house[2].lower() in _words("houses"):
        return number - len(before) + house.start()
    first = flat or _NO_BEFORE.search(before)
    return number - len(before) + first.start() if first else number


def _street_end(text: str, at: int, *, or_house: bool = False) -> int:
    """The end of a street's name that begins at `at`, each word with a capital; 0 for none."""
    endings = _words("streets", "houses") if or_house else _words("streets")
    end = 0
    for index, (word, stop) in enumerate(_words_from(text, at)):
        lowered = word.lower()
        if index and lowered.removesuffix("'s") in endings and word[0].isupper():
            end = stop
            continue
        is_small_word = lowered in _words("inside a name") and (index or word == "The")
        is_name = word[0].isupper() and lowered not in _words("not in a name")
        if end or not (is_small_word or is_name):
            break
    if not end or _is_public(text, end) or text[at:end].lower() in _NOT_STREETS:
        return 0
    return end


def _lower_case_street_end(text: str, at: int) -> int:
    """The end of a street's name that begins at `at` in lower case; 0 for none."""
    others = _words("not in a name", "not in a lower-case name")
    for index, (word, stop) in enumerate(_words_from(text, at)):
        if not word.islower() or (not index and word in others):
            return 0
        if index and word in _words("lower-case streets"):
            return 0 if _is_public(text, stop) else stop
        if word in others:
            return 0
    return 0


def _words_from(text: str, at: int) -> Iterator[tuple[str, int]]:
    """The words that follow each other there, each with its end."""
    for _ in range(_LONGEST):
        token = _TOKEN.match(text, at)
        if token is None:
            return
        yield token[1], token.end(1)
        space = _SPACES.match(text, token.end())
        if space is None or (token[2] and len(token[1]) > len("St")):
            return
        at = space.end()


def _is_public(text: str, end: int) -> bool:
    """True if the street only says which clinic, residents or banks are meant."""
    following = _WORD_AFTER.match(text, end)
    if following is None:
        return False
    lowered = following[1].lower()
    places = _words("public places")
    return (
        lowered.removesuffix("'s") in places
        or lowered in places
        or (lowered.endswith("s") and following[1].islower() and lowered not in _words("singular"))
    )


_WORDING = Wording(
    "is an address",
    "Write what kind of place it is, such as `the home of Adult A`, or the ward or borough.",
)
_PROGRESS = "progress: Police were called to {} on six occasions.\n"

RULE = Rule(
    name="address",
    family="privacy",
    severity=Severity.ERROR,
    what="The number or name of a house, or a flat, with its street. A street alone is allowed.",
    why="An address leads to the family, to the people who live there now, or even to a refuge.",
    instead="Write what kind of place it is, or the ward or borough.",
    check=check(find, _WORDING),
    bad=engine.example_folder(engine.SOUND + _PROGRESS.format("14 Larch Road")),
    good=engine.example_folder(engine.SOUND + _PROGRESS.format("the home of Adult A")),
)
