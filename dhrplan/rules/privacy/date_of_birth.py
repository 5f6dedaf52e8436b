"""date-of-birth: a day, or a month and year, on which somebody was born."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrplan.diagnostic import Severity
from dhrplan.model.dates.parse import parse_date
from dhrplan.model.dates.values import PlanDate, spoken
from dhrplan.rules import engine
from dhrplan.rules.engine import Rule
from dhrplan.rules.privacy.readable import ReadableText, Span
from dhrplan.rules.privacy.scan import SENT_BACK, Wording, check

# All patterns are for text in lower case.

# A day, or a month with its year, in a group `date`; a weekday may come before it.
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"\d{1,2} ?(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d{2}"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?,? (?:the )?)?"
_DATE = (
    rf"{_WEEKDAY}(?P<date>(?:{_YEAR}-\d\d?-\d\d?|{_YEAR}/\d\d?/\d\d?|{_YEAR}\.\d\d?\.\d\d?"
    rf"|\d\d? ?[/.-] ?\d\d? ?[/.-] ?(?:\d{{4}}|\d{{2}})|\d\d? \d\d? \d{{4}}"
    rf"|{_DAY}(?: day)?(?: of)?[ /.-]?{_MONTH},?[ /.-]?(?:{_YEAR}|'?\d{{2}})"
    rf"|{_MONTH},? {_DAY},? {_YEAR}"
    rf"|{_MONTH},?[ /-]{_YEAR}|{_MONTH} ?['-]\d{{2}}|\d\d?[/.-]{_YEAR})"
    r"(?!\d|[/.-]\d))"
)
# 12031984 or 120384: a date only where it is called one.
_DIGITS_ONLY = r"(?P<digits>\d{8}|\d{6})(?!\d)"

_LABEL = (
    r"(?<![^\W_])(?:d\. ?o\. ?b\b\.?|d/o/b|d o b|dob|dates?[ -]of[ -]birth|birth[ -]?da(?:te|y)s?)"
    r"(?:'?s)?(?![^\W\d_])"
)
_SIGNS = r"[ :=,#\"'()\[\]\u2013\u2014-]"
_VERB = (
    r"(?:is|was|are|were|as|of|being|now|given|recorded|shown|listed|stated|entered|noted|known"
    r"|believed|thought|said|confirmed|to be|(?:corrected|amended|changed) to)"
)
_SUBJECT = (
    r"(?:\(?(?:adult|child|mr|mrs|ms|miss|victim|perpetrator|mother|father|baby) ?\w{0,2}\)?)"
)
# Behind the label these show that it means a field or a check; a date that follows is another.
_FIELD_WORDS = (
    r"(?:fields?|columns?|checks?|guidance|polic\w+|forms?|templates?|data|errors?|audits?|records"
    r"|recording|missing|added|removed|match\w*|mismatch\w*|reports?|training|changes?|updates?"
    r"|rules?|deadline|target|due|live|issued|from|since|until|search\w*|requirements?|and|or"
    r"|not|required|\w*\d\w*)"
)
_WORDS = rf"(?: (?!{_FIELD_WORDS}\b)[\w'()-]+){{1,5}}?"
_LABEL_DATE = re.compile(
    rf"{_LABEL}"
    rf"(?:{_SIGNS}{{0,4}}(?:{_VERB}[ :=]{{1,3}}){{0,3}}{_SIGNS}{{0,3}}{_SUBJECT}?{_SIGNS}{{0,3}}"
    rf"|{_WORDS} (?:as|is|was|being|to be) | (?:for|of|on|at|in|per|from)\b{_WORDS} ?[:=\u2013-] ?)"
    rf"(?:the )?(?:{_DATE}|{_DIGITS_ONLY})"
)
_DATE_LABEL = re.compile(
    rf"(?<![\w/.-]){_DATE}(?: ?[(\[](?:his |her |their )?{_LABEL} ?[)\]]"
    r"| (?:is|was|as|being|given as|recorded as) (?:her|his|their|the|a|an)"
    rf"(?: [\w']+){{0,2}}? {_LABEL})"
)
_PLURAL_LABEL = re.compile(r"dobs|dob's|d\. ?o\. ?b\.?'?s|dates|[a-z ]+dates")
_AND_DATE = re.compile(
    rf"(?: (?:on|at|in|per|by|from|for)(?: [\w']+){{1,3}}?)?[ ,(]+(?:and|or|but|not|&|then)"
    rf"(?: (?:as|is|was|of|not))? {_DATE}"
)
_COMMA_DATE = re.compile(rf" ?[,;&/] ?(?:and )?{_DATE}")

_TO = r"(?:on |in |around |about |circa |c\.? )?(?:the )?"
_ON = r",? (?:on|in) (?:the )?"
_NOT_A_PLACE = r"(?:of|out|and|was|were|is|are|has|have|had|as|but|who|which|\w+ed)"
_PLACE = rf"(?: (?!{_NOT_A_PLACE}\b)[\w'.&-]+){{0,6}}?"
_BORN = re.compile(
    r"(?<![\w-])born(?![\w-])"
    rf"(?:[ :,=\u2013-]{{1,3}}{_TO}|[ ,]{{1,2}}(?:early|prematurely|late|at|in|to|by|near|here"
    rf"|there|abroad|overseas|outside|a|via|with|\d+ weeks)\b{_PLACE}{_ON}){_DATE}"
)
_BIRTH = re.compile(
    rf"\b(?:(?:gave|gives?|given|giving) birth|(?<!of )birth of){_PLACE}{_ON}{_DATE}"
)
_B = re.compile(rf"(?:(?:(?<=[,(;] )|(?<=\b[a-z] )|(?<=\b[a-z]\. ))b\.|(?<=[(\[])b\.?) ?{_DATE}")
_NUMBERED = r"(?:adult|child|baby|mr|mrs|ms|miss|sibling) (?:[a-z]|\d{1,2})"
_RELATION = (
    r"(?:victim|perpetrator|mother|father|brother|sister|son|daughter|partner|husband|wife"
    r"|grandmother|grandfather)"
)
_PERSON = rf"(?<![\w-])(?:{_NUMBERED}|(?:{_RELATION}'s )?{_RELATION})"
_B_OF_A_PERSON = re.compile(rf"{_PERSON} ?: ?b\.? ?{_DATE}")
# A bare date in brackets behind a pseudonym or a relation: Adult A (12/03/1984).
_BARE = re.compile(rf"[(\[]{_DATE}[)\]]")
_PERSON_BEFORE = re.compile(rf"{_PERSON},? ?$")
# Behind initials only of the last century: what an agency did stands behind its name, too.
_INITIALS_BEFORE = re.compile(r"(?<![\w.&/-])(?:[A-Z]\.? ?){1,2}[A-Z]\.? ?$")
_LAST_CENTURY = re.compile(r"(?:19\d\d|(?<!\d)[4-9]\d)$")

_THING = re.compile(
    r"\b(?:projects?|ideas?|initiatives?|schemes?|forums?|groups?|boards?|services?|partnerships?"
    r"|polic\w+|protocols?|campaigns?|programmes?|networks?|charit\w+|organisations?|posts?|roles?"
    r"|teams?|pilots?|strateg\w+|plans?|actions?|act|laws?)\b"
)
_SENTENCE_END = re.compile(r"\n|[.!?] ")
_LOOK_BACK = 30
"""Characters before `born` in which to look for a project, which can be born too."""


def find(text: ReadableText) -> Iterator[Span]:
    """Each date of birth, without what calls it so."""
    reported = 0
    for start, end in sorted((*_dates(text.lowered, text.words), *_bare(text))):
        if start >= reported:
            yield start, end
            reported = end


def _dates(low: str, known: frozenset[str]) -> Iterator[Span]:
    if known & {"dob", "dobs", "birth", "birthdate", "birthdates", "birthday", "birthdays"} or (
        known >= {"d", "o", "b"}
    ):
        yield from (match.span("date") for match in _DATE_LABEL.finditer(low))
        for match in _LABEL_DATE.finditer(low):
            yield match.span("date" if match["date"] else "digits")
            # Several dates may follow, as of twins, or of two records.
            is_plural = bool(_PLURAL_LABEL.match(low, match.start()))
            end = match.end()
            while more := _AND_DATE.match(low, end) or (
                _COMMA_DATE.match(low, end) if is_plural else None
            ):
                yield more.span("date")
                end = more.end()
    for word, pattern in (("born", _BORN), ("birth", _BIRTH)):
        if word in known:
            for match in pattern.finditer(low):
                if _is_of_a_person(match):
                    yield match.span("date")
    if "b" in known:
        yield from (match.span("date") for match in _B.finditer(low))
        yield from (match.span("date") for match in _B_OF_A_PERSON.finditer(low))


def _bare(text: ReadableText) -> Iterator[Span]:
    """Each date in brackets, right behind who was born then."""
    low = text.lowered
    for bracket in "([":
        at = low.find(bracket)
        while at >= 0:
            match, near = _BARE.match(low, at), (max(0, at - _LOOK_BACK), at)
            if match and (
                _PERSON_BEFORE.search(low, *near)
                or (
                    _LAST_CENTURY.search(match["date"])
                    and _INITIALS_BEFORE.search(text.text, *near)
                )
            ):
                yield match.span("date")
            at = low.find(bracket, at + 1)


def _is_of_a_person(match: re.Match[str]) -> bool:
    """True if a person was born, and not a project in the same sentence."""
    before = match.string[max(0, match.start() - _LOOK_BACK) : match.start()]
    return not _THING.search(match[0]) and not _THING.search(_SENTENCE_END.split(before)[-1])


def _forms(value: str) -> tuple[str, ...]:
    """The date as messages and hints about dates print it."""
    when = parse_date(value)
    return (when.canonical, spoken(when)) if isinstance(when, PlanDate) else ()


_WORDING = Wording(
    "is given as a date of birth",
    "Delete it, or write the age or the year: `aged 34`, `born in 1984`.",
    _forms,
)
_PROGRESS = "progress: Adult A, {}, was known to five agencies.\n"

RULE = Rule(
    name="date-of-birth",
    family="privacy",
    severity=Severity.ERROR,
    what="The day, or the month and year, of a person's birth. A year alone and an age are "
    "allowed.",
    why="With a date of birth and the place, a person can be identified in minutes, "
    f"whatever the pseudonym. {SENT_BACK}",
    instead="Write the age or the year of birth, if it matters at all.",
    check=check(find, _WORDING),
    bad=engine.example_folder(engine.SOUND + _PROGRESS.format("DOB 12/03/1984")),
    good=engine.example_folder(engine.SOUND + _PROGRESS.format("born in 1984")),
)
