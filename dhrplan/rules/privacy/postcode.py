"""postcode: a whole postcode, which is a street or a part of one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrplan.diagnostic import Severity
from dhrplan.rules import engine
from dhrplan.rules.engine import Rule
from dhrplan.rules.privacy.readable import ReadableText, Span
from dhrplan.rules.privacy.scan import Wording, check, words

_NO_AREAS = {"zz", "qq", "vv", "xx"}
"""`ZZ99` means no fixed abode and the like; the others do not exist, and serve as examples."""

# Search for the inward half first, since a digit is rare.
_INWARD = re.compile(r"\d[A-Za-z]{2}(?![A-Za-z0-9])")
_OUTWARD = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]{1,2})(\d[A-Za-z]|\d{1,2})( {0,2})$")
_LONGEST_OUTWARD = 6  # characters, with its spaces
_SHAPE = re.compile(rb"0a? {0,2}0aa")  # from the digit of the outward half on

_NEVER_INWARD = re.compile("[cikmov]")
_ORDINAL = re.compile(r"1st|2nd|3rd|[04-9]th")
_MEASURE = re.compile(r"\d(?:hr|yr|ft|pt|wt|qt|lb|gb|pp|st|nd|rd|th)")


def find(text: ReadableText) -> Iterator[Span]:
    """Each whole postcode of an area that exists."""
    if not _SHAPE.search(text.shape):
        return
    for match in _INWARD.finditer(text.text):
        first = max(0, match.start() - _LONGEST_OUTWARD - 1)
        outward = _OUTWARD.search(text.text, first, match.start())
        if outward and _is_postcode(outward, match[0]):
            yield outward.start(), match.end()


def _is_postcode(outward: re.Match[str], written: str) -> bool:
    """True if two halves are a postcode, and not `B12 5th` or `E1 2hr`."""
    area, inward = outward[1].lower(), written.lower()
    if area in _NO_AREAS:
        return True
    if area not in words("postcodes", "areas") or _NEVER_INWARD.search(inward):
        return False
    if _ORDINAL.fullmatch(inward) and (len(area) == 1 or not written.isupper()):
        return False
    is_measure = _MEASURE.fullmatch(inward) and outward[3]
    return not (is_measure and (len(area) == 1 or written.islower()))


_WORDING = Wording(
    "is a whole postcode, which identifies a street",
    "Write only the first half, such as `E3`, or the ward or borough.",
)
_PROGRESS = "progress: The family moved to {} in 2014.\n"

RULE = Rule(
    name="postcode",
    family="privacy",
    severity=Severity.ERROR,
    what="A whole postcode. The first half alone is allowed.",
    why="A postcode covers about fifteen homes. It leads to the family, and to the people "
    "who live there.",
    instead="Write only the first half, or the ward or borough.",
    check=check(find, _WORDING),
    bad=engine.example_folder(engine.SOUND + _PROGRESS.format("ZZ99 3WZ")),
    good=engine.example_folder(engine.SOUND + _PROGRESS.format("E3")),
)
