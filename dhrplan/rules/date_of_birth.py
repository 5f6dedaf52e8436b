"""date-of-birth: a day, or a month and year, on which somebody was born."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dhrplan.diagnostic import Severity
from dhrplan.model.date_forms import parse_date
from dhrplan.model.dates import PlanDate, spoken
from dhrplan.rules import example
from dhrplan.rules.base import Rule
from dhrplan.rules.privacy.base import SENT_BACK, Says, check, words
from dhrplan.rules.privacy.dates import DATE, IN_ONE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.rules.privacy.base import Stretch
    from dhrplan.text.legible import Legible

# All patterns are for text in small letters.
_CALLED = (
    r"(?<![^\W_])(?:d\. ?o\. ?b\b\.?|d/o/b|d o b|dob|dates?[ -]of[ -]birth|birth[ -]?da(?:te|y)s?)"
    r"(?:'?s)?(?![^\W\d_])"
)
_SIGNS = r"[ :=,#\"'()\[\]\u2013\u2014-]"
_LINK = (
    r"(?:is|was|are|were|as|of|being|now|given|recorded|shown|listed|stated|entered|noted|known"
    r"|believed|thought|said|confirmed|to be|(?:corrected|amended|changed) to)"
)
_SUBJECT = (
    r"(?:\(?(?:adult|child|mr|mrs|ms|miss|victim|perpetrator|mother|father|baby) ?\w{0,2}\)?)"
)
# What a field or a check of that name is about: a date that follows is something else.
_ABOUT = (
    r"(?:fields?|columns?|checks?|guidance|polic\w+|forms?|templates?|data|errors?|audits?|records"
    r"|recording|missing|added|removed|match\w*|mismatch\w*|reports?|training|changes?|updates?"
    r"|rules?|deadline|target|due|live|issued|from|since|until|search\w*|requirements?|and|or"
    r"|not|required|\w*\d\w*)"
)
_WORDS = rf"(?: (?!{_ABOUT}\b)[\w'()-]+){{1,5}}?"
_BEHIND = re.compile(
    rf"{_CALLED}"
    rf"(?:{_SIGNS}{{0,4}}(?:{_LINK}[ :=]{{1,3}}){{0,3}}{_SIGNS}{{0,3}}{_SUBJECT}?{_SIGNS}{{0,3}}"
    rf"|{_WORDS} (?:as|is|was|being|to be) | (?:for|of|on|at|in|per|from)\b{_WORDS} ?[:=\u2013-] ?)"
    rf"(?:the )?(?:{DATE}|{IN_ONE})"
)
_BEFORE = re.compile(
    rf"(?<![\w/.-]){DATE}(?: ?[(\[](?:his |her |their )?{_CALLED} ?[)\]]"
    r"| (?:is|was|as|being|given as|recorded as) (?:her|his|their|the|a|an)"
    rf"(?: [\w']+){{0,2}}? {_CALLED})"
)
_SEVERAL = re.compile(r"dobs|dob's|d\. ?o\. ?b\.?'?s|dates|[a-z ]+dates")
_AND = re.compile(
    rf"(?: (?:on|at|in|per|by|from|for)(?: [\w']+){{1,3}}?)?[ ,(]+(?:and|or|but|not|&|then)"
    rf"(?: (?:as|is|was|of|not))? {DATE}"
)
_ALSO = re.compile(rf" ?[,;&/] ?(?:and )?{DATE}")

_TO = r"(?:on |in |around |about |circa |c\.? )?(?:the )?"
_ON = r",? (?:on|in) (?:the )?"
_OTHER = r"(?:of|out|and|was|were|is|are|has|have|had|as|but|who|which|\w+ed)"
_PLACE = rf"(?: (?!{_OTHER}\b)[\w'.&-]+){{0,6}}?"
_BORN = re.compile(
    r"(?<![\w-])born(?![\w-])"
    rf"(?:[ :,=\u2013-]{{1,3}}{_TO}|[ ,]{{1,2}}(?:early|prematurely|late|at|in|to|by|near|here"
    rf"|there|abroad|overseas|outside|a|via|with|\d+ weeks)\b{_PLACE}{_ON}){DATE}"
)
_BIRTH = re.compile(
    rf"\b(?:(?:gave|gives?|given|giving) birth|(?<!of )birth of){_PLACE}{_ON}{DATE}"
)
_B = re.compile(rf"(?:(?:(?<=[,(] )|(?<=\b[a-z] ))b\.|(?<=[(\[])b\.?) ?{DATE}")
_THING = re.compile(
    r"\b(?:projects?|ideas?|initiatives?|schemes?|forums?|groups?|boards?|services?|partnerships?"
    r"|polic\w+|protocols?|campaigns?|programmes?|networks?|charit\w+|organisations?|posts?|roles?"
    r"|teams?|pilots?|strateg\w+|plans?|actions?|act|laws?)\b"
)
_CALLED_SO = words("dob dobs birth birthdate birthdates birthday birthdays")
_LETTERS = words("d o b")
_ENDS = re.compile(r"\n|[.!?] ")
"""Where something else begins, which says nothing of what is born after it."""

_LOOK_BACK = 30
"""How many characters before `born` may say that no person was."""


def find(text: Legible) -> Iterator[Stretch]:
    """Each date, without what calls it a date of birth."""
    told = 0
    for start, end in sorted(_dates(text.low, text.words)):
        if start >= told:
            yield start, end
            told = end


def _dates(low: str, known: frozenset[str]) -> Iterator[Stretch]:
    if known & _CALLED_SO or known >= _LETTERS:
        yield from map(_span, _BEFORE.finditer(low))
        for match in _BEHIND.finditer(low):
            yield _span(match)
            yield from _more(low, match)
    if "born" in known:
        yield from map(_span, filter(_of_a_person, _BORN.finditer(low)))
    if "birth" in known:
        yield from map(_span, filter(_of_a_person, _BIRTH.finditer(low)))
    if "b" in known:
        yield from map(_span, _B.finditer(low))


def _span(match: re.Match[str]) -> Stretch:
    return match.span("date") if match["date"] else match.span("one")


def _more(low: str, match: re.Match[str]) -> Iterator[Stretch]:
    """The dates that are told in the same breath, as of twins, or of two records."""
    several = bool(_SEVERAL.match(low, match.start()))
    more = _another(low, match.end(), several=several)
    while more:
        yield more.span("date")
        more = _another(low, more.end(), several=several)


def _another(low: str, at: int, *, several: bool) -> re.Match[str] | None:
    return _AND.match(low, at) or (_ALSO.match(low, at) if several else None)


def _of_a_person(match: re.Match[str]) -> bool:
    """Whether it was a person that was born, and no project of the same sentence."""
    before = match.string[max(0, match.start() - _LOOK_BACK) : match.start()]
    before = _ENDS.split(before)[-1]
    return not _THING.search(match[0]) and not _THING.search(before)


def _forms(value: str) -> tuple[str, ...]:
    """The date as hints and messages on dates write it."""
    when = parse_date(value)
    return (when.canonical, spoken(when)) if isinstance(when, PlanDate) else ()


_SAYS = Says(
    "is given as somebody's date of birth",
    "Delete it, or write the age or the year: `aged 34`, `born in 1984`.",
    _forms,
)
_PROGRESS = "progress: Adult A, {}, was known to five agencies.\n"

RULE = Rule(
    name="date-of-birth",
    family="privacy",
    severity=Severity.ERROR,
    what="A day, or a month and year, on which somebody was born. A year alone and an age pass.",
    why="With a date of birth and the place a person is found in minutes, whatever the pseudonym. "
    f"{SENT_BACK}",
    instead="Write the age or the year of birth, if it matters at all.",
    check=check(find, _SAYS),
    bad=example.one(example.SOUND + _PROGRESS.format("DOB 12/03/1984")),
    good=example.one(example.SOUND + _PROGRESS.format("born in 1984")),
)
