"""number-plate: the registration mark of a vehicle, beside a word that says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrplan.diagnostic import Severity
from dhrplan.rules import engine
from dhrplan.rules.engine import Rule
from dhrplan.rules.privacy.readable import ReadableText, Span
from dhrplan.rules.privacy.scan import Wording, check, words

# AB12 CDE since September 2001: DVLA, INF104. A123 BCD from 1983 and ABC 123D from 1963 on:
# nationalnumbers.co.uk, "Number plate formats explained".
_PLATE = re.compile(
    r"(?<![\w/.-])(?:[A-Z]{2}\d\d ?[A-Z]{3}|[a-z]{2}\d\d ?[a-z]{3}|[A-Z]\d{1,3} ?[A-Z]{3}"
    r"|[A-Z]{3} ?\d{1,3}[A-Z])(?![\w/]|-\w)"
)
_VEHICLE = rf"(?:{'|'.join(sorted(words('cues', 'vehicles')))})"
_BEFORE = re.compile(
    rf"(?<![a-z]){_VEHICLE}(?![a-z])[^\n.;]{{0,30}}$|(?<![a-z])(?:reg|regn|no)\. ?$"
)
_AFTER = re.compile(
    rf"[ ,:(\u2013-]{{1,3}}(?:his |her |the |an? |silver |black )?{_VEHICLE}(?![a-z])"
)
_LETTER_AND_DIGIT = re.compile(r"\d(?:(?=[A-Za-z])|(?<=[A-Za-z]\d))")
_LONGEST = 8  # characters
_ALSO = re.compile(r"(?: and |, | & |/)$")
_LOOK_BACK = 60  # characters before a mark that may say that it is one


def find(text: ReadableText) -> Iterator[Span]:
    """Each mark with a word of vehicles near before it or right behind it."""
    if b"0" not in text.shape or text.words.isdisjoint(words("cues", "vehicles")):
        return
    low, last_end = text.lowered, 0
    for start, end in sorted(_of_the_form(text.text)):
        before = low[max(0, start - _LOOK_BACK) : start]
        is_next = last_end and _ALSO.fullmatch(low, last_end, start)
        if is_next or _BEFORE.search(before) or _AFTER.match(low, end):
            last_end = end
            yield start, end


def _of_the_form(text: str) -> set[Span]:
    """Everything that looks like a mark. A digit beside a letter, as in each, is quick to find."""
    found: set[Span] = set()
    for one in _LETTER_AND_DIGIT.finditer(text):
        near = max(0, one.start() - _LONGEST), one.start() + _LONGEST + 1
        found.update(match.span() for match in _PLATE.finditer(text, *near))
    return found


_WORDING = Wording(
    "is the registration number of a vehicle",
    "Delete it, or write whose vehicle it was: `the car of Adult B`.",
)
_PROGRESS = "progress: {} was seen outside on six days.\n"

RULE = Rule(
    name="number-plate",
    family="privacy",
    severity=Severity.ERROR,
    what="A vehicle registration number (any format since 1963) near a word such as car or ANPR.",
    why="It leads to the keeper, and neighbours know it.",
    instead="Delete it. If you need to name a vehicle, say whose it was.",
    check=check(find, _WORDING),
    bad=engine.example_folder(engine.SOUND + _PROGRESS.format("His car, AB40 XYZ,")),
    good=engine.example_folder(engine.SOUND + _PROGRESS.format("The car of Adult B")),
)
