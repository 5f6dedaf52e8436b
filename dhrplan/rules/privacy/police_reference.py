"""police-reference: the number of a crime, incident, custody or other record of the police."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrplan.diagnostic import Severity
from dhrplan.rules import engine
from dhrplan.rules.engine import Rule
from dhrplan.rules.privacy.readable import ReadableText, Span
from dhrplan.rules.privacy.scan import Wording, check, words

# Each force has its own form of crime, incident and custody numbers. A PNC ID is a year, up to
# seven digits and a check letter, 98/123456X: criminaljusticehub.org.uk, "Police National Computer
# Id". So the words decide, and what follows must have digits enough and be no date or count.
_NUMBER_WORD = r"(?: ?(?:reference|ref|refs|record|report|number|no|nos|id|log|entry))"
_LABEL = re.compile(
    r"(?<![a-z])(?:"
    rf"(?:crime|incident|custody|occurrence|intelligence){_NUMBER_WORD}{{1,2}}"
    rf"|niche(?: occurrence)?{_NUMBER_WORD}{{0,2}}|storm(?: log)?{_NUMBER_WORD}{{0,2}}"
    rf"|(?:cads?|cris|pnc|cro|urn|asn|merlin|arrest summons){_NUMBER_WORD}{{0,2}}"
    r")s?(?![a-z])(?: (?:is|was))?[ .:#(]{1,3}"
)
_REFERENCE = re.compile(r"(?=[a-z/-]*\d)[a-z0-9]+(?:[/-][a-z0-9]+)*(?![\w]|[/.,-]\d)")
_DATE_OR_YEARS = re.compile(
    r"(?:19|20)\d\d(?:[/-](?:(?:19|20)?\d\d|\d\d-\d\d))?$"
    r"|\d\d?[/.-]\d\d?[/.-](?:\d{4}|\d{2})$|\d{1,3}$|24/7$|\d{1,2}(?:am|pm|st|nd|rd|th)$"
)
_COUNT_FOLLOWS = re.compile(
    r" (?:users|officers|staff|people|records|cases|calls|checks|pounds|minutes|hours|days|times"
    r"|per|incidents|crimes|operators|reports|were|have|had)\b"
)
_FEWEST_DIGITS = 4
"""CADs are counted anew each day, so theirs are the shortest."""


def find(text: ReadableText) -> Iterator[Span]:
    """Each reference behind a word that says which record it is of."""
    found: set[Span] = set()
    for word in text.words & words("cues", "police records"):
        found.update(_behind(word, text.lowered))
    yield from sorted(found)


def _behind(word: str, low: str) -> Iterator[Span]:
    """Each reference behind a label that begins with a word."""
    at = low.find(word)
    while at >= 0:
        label = _LABEL.match(low, at)
        match = _REFERENCE.match(low, label.end()) if label else None
        if match and _is_reference(match[0]) and not _COUNT_FOLLOWS.match(low, match.end()):
            yield match.span()
        at = low.find(word, at + len(word))


def _is_reference(written: str) -> bool:
    """Tell it from a date, a range of years and a small number."""
    digits = sum(map(str.isdecimal, written))
    return digits >= _FEWEST_DIGITS and not _DATE_OR_YEARS.match(written)


_WORDING = Wording(
    "is the reference of a police record",
    "Delete it, or write what was recorded and when: `the call of March 2016`.",
)
_PROGRESS = "progress: {} was closed without a review.\n"

RULE = Rule(
    name="police-reference",
    family="privacy",
    severity=Severity.ERROR,
    what="The number of a police record, after words that name it: a crime, an incident "
    "(CAD), custody, intelligence or a PNC ID.",
    why="The record holds the names. News reports and court lists can lead to them too.",
    instead="Write what kind of record it was, and its month.",
    check=check(find, _WORDING),
    bad=engine.example_folder(engine.SOUND + _PROGRESS.format("Crime reference 42/900123/19")),
    good=engine.example_folder(engine.SOUND + _PROGRESS.format("The crime of March 2019")),
)
