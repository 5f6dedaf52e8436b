"""passport-number: the number of a passport, beside the word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrplan.diagnostic import Severity
from dhrplan.rules import engine
from dhrplan.rules.engine import Rule
from dhrplan.rules.privacy.readable import ReadableText, Span
from dhrplan.rules.privacy.scan import Wording, check

# Nine digits in the United Kingdom; abroad mostly one or two letters and six to eight digits.
_NUMBER = (
    r"(?<![\w\u00a3$\u20ac.,/-])((?:\d(?: ?\d){8}|[a-z]{1,2} ?\d{7,8}|[a-z]\d{6}))(?![\w]|[.,/-]\d)"
)
_LABEL_NUMBER = re.compile(rf"(?<![a-z])passports?(?![a-z])[^\d\n.]{{0,40}}?(?:no\. ?)?{_NUMBER}")
_NUMBER_LABEL = re.compile(
    rf"{_NUMBER}[ ,:(\[\u2013-]{{1,3}}(?:on |is )?(?:an?|his|her|the)? ?passport"
)
_AND_NUMBER = re.compile(rf"(?: and |, |/| & ){_NUMBER}")
_NOT_OF_A_PASSPORT = re.compile(
    r"\b(?:funding|budget|grant|order|company|charity|ref of|\u00a3|0[38]00)\b"
)


def find(text: ReadableText) -> Iterator[Span]:
    """Each number in a sentence that names a passport before it, or right behind it."""
    low = text.lowered
    if "passport" not in low or b"000000" not in text.packed:
        return
    found: set[Span] = {match.span(1) for match in _NUMBER_LABEL.finditer(low)}
    for match in _LABEL_NUMBER.finditer(low):
        if _NOT_OF_A_PASSPORT.search(match[0]):
            continue
        more: re.Match[str] | None = match
        while more:
            found.add(more.span(1))
            more = _AND_NUMBER.match(low, more.end())
    yield from sorted(found)


_WORDING = Wording(
    "is a passport number",
    "Delete it: `her passport` is enough.",
)
_PROGRESS = "progress: The passport{} was kept from her.\n"

RULE = Rule(
    name="passport-number",
    family="privacy",
    severity=Severity.ERROR,
    what="Nine digits, or letters and digits as abroad, in a sentence about a passport.",
    why="It identifies a person, and opens the records of borders, banks and landlords.",
    instead="Delete it. If you need to name a passport, say whose it is.",
    check=check(find, _WORDING),
    bad=engine.example_folder(engine.SOUND + _PROGRESS.format(", no. 000000017,")),
    good=engine.example_folder(engine.SOUND + _PROGRESS.format(" of Adult A")),
)
