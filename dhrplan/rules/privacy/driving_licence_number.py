"""driving-licence-number: a driver's number, which holds surname and date of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrplan.diagnostic import Severity
from dhrplan.rules import engine
from dhrplan.rules.engine import Rule
from dhrplan.rules.privacy.readable import ReadableText, Span
from dhrplan.rules.privacy.scan import Wording, check

# GB: five letters of the surname, filled up with 9; decade, month (plus 50 for a woman), day and
# year of birth; two initials or 9; a digit and two check characters. Sources: ukdriving.org.uk,
# "Guide to the UK driving licence format"; aph.com, "What do the characters in my driving licence
# number mean". The date begins with its month here, so search for the digits first.
_DATE = re.compile(r"\d(?:0[1-9]|1[0-2]|5[1-9]|6[0-2])(?:0[1-9]|[12]\d|3[01])\d")
_SURNAME = re.compile(r"(?<![a-z0-9])(?=[a-z][a-z9]{4})[a-z]+9*[ -]?$")
_REST = re.compile(r"[ -]?[a-z9]{2}\d ?[a-z0-9]{2}(?: \d\d(?!\d))?(?![a-z0-9])")
_SURNAME_LENGTH = 6  # with the character behind it

# Northern Ireland: eight digits, drawn by lot (review.trendsmask.com), so only beside the words.
_LABEL_NUMBER = re.compile(
    r"(?<![a-z])(?:driving licen[cs]e|driver'?s? licen[cs]e|driver)(?: (?:number|no|num))?"
    r"[ .:#(]{0,3}(?:is )?(\d{8})(?![\w]|[./-]\d)"
)
_DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$")


def find(text: ReadableText) -> Iterator[Span]:
    """Each number of Great Britain, and those of Northern Ireland that are called so."""
    low = text.lowered
    dates = _DATE.finditer(low) if b"000000" in text.shape else ()
    for match in dates:
        before = max(0, match.start() - _SURNAME_LENGTH - 1)
        surname = _SURNAME.search(low, before, match.start())
        rest = _REST.match(low, match.end())
        if surname and rest:
            yield surname.start(), rest.end()
    if b"00000000" in text.shape and "driv" in low:
        for match in _LABEL_NUMBER.finditer(low):
            if not _DAY.match(match[1]):
                yield match.span(1)


_WORDING = Wording(
    "is a driving licence number, which holds a surname and a date of birth",
    "Delete it: `his driving licence` is enough.",
)
_PROGRESS = "progress: The licence{} was seized.\n"

RULE = Rule(
    name="driving-licence-number",
    family="privacy",
    severity=Severity.ERROR,
    what="The number on a driving licence: 16 characters in Great Britain, or eight digits "
    "of Northern Ireland beside the words.",
    why="Its first five letters are a surname, and its next six digits a date of birth.",
    instead="Delete it. If you need to name a licence, say whose it is.",
    check=check(find, _WORDING),
    bad=engine.example_folder(engine.SOUND + _PROGRESS.format(" HOBBS 854153 PA9XX")),
    good=engine.example_folder(engine.SOUND + _PROGRESS.format(" of Adult B")),
)
