"""postcode: a whole postcode, which is a street or a part of one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dhrplan.diagnostic import Severity
from dhrplan.rules import example
from dhrplan.rules.base import Rule
from dhrplan.rules.privacy.base import Says, check, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.rules.privacy.base import Stretch
    from dhrplan.text.legible import Legible

AREAS = words("""
    ab al b ba bb bd bf bh bl bn br bs bt ca cb cf ch cm co cr ct cv cw da dd de dg dh dl dn dt
    dy e ec eh en ex fk fy g gl gu gy ha hd hg hp hr hs hu hx ig im ip iv je ka kt kw ky l la ld
    le ll ln ls lu m me mk ml n ne ng nn np nr nw ol ox pa pe ph pl po pr rg rh rm s sa se sg sk
    sl sm sn so sp sr ss st sw sy ta td tf tn tq tr ts tw ub w wa wc wd wf wn wr ws wv yo ze
""")
"""The areas of Great Britain, Northern Ireland and the islands: Royal Mail, Postcode File."""

NO_AREAS = words("zz qq vv xx")
"""`ZZ99` stands for no fixed abode and the like; the others do not exist, and serve as examples."""

# What is looked for first is the half behind the space, since a digit is rare.
_INWARD = re.compile(r"\d[A-Za-z]{2}(?![A-Za-z0-9])")
_OUTWARD = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]{1,2})(\d[A-Za-z]|\d{1,2})( {0,2})$")
_SHAPE = re.compile(rb"0a? {0,2}0aa")
"""How the end of the half before, the gap and the half behind it look."""

_LONGEST = 6
"""The characters of the half before, with its spaces."""

_NEVER_INWARD = re.compile("[cikmov]")
_ORDINAL = re.compile(r"1st|2nd|3rd|[04-9]th")
_MEASURE = re.compile(r"\d(?:hr|yr|ft|pt|wt|qt|lb|gb|pp|st|nd|rd|th)")


def find(text: Legible) -> Iterator[Stretch]:
    """Each whole postcode of an area that there is."""
    if not _SHAPE.search(text.shape):
        return
    for match in _INWARD.finditer(text.text):
        outward = _OUTWARD.search(text.text, max(0, match.start() - _LONGEST - 1), match.start())
        if outward and _is_one(outward, match[0]):
            yield outward.start(), match.end()


def _is_one(outward: re.Match[str], inward: str) -> bool:
    area = outward[1].lower()
    if area in NO_AREAS:
        return True
    if area not in AREAS or _NEVER_INWARD.search(inward.lower()):
        return False
    if _ORDINAL.fullmatch(inward.lower()) and (len(area) == 1 or not inward.isupper()):
        return False
    measure = _MEASURE.fullmatch(inward.lower())
    return not (measure and outward[3] and (len(area) == 1 or inward.islower()))


_SAYS = Says(
    "is a postcode, which is a street or a part of one",
    "Write the first half alone, such as `E3`, or the ward or borough.",
)
_PROGRESS = "progress: The family moved to {} in 2014.\n"

RULE = Rule(
    name="postcode",
    family="privacy",
    severity=Severity.ERROR,
    what="A whole postcode. The first half alone passes.",
    why="A postcode is about fifteen homes. It leads to the family, and to whoever lives there.",
    instead="Write the first half alone, or the ward or borough.",
    check=check(find, _SAYS),
    bad=example.one(example.SOUND + _PROGRESS.format("ZZ99 3WZ")),
    good=example.one(example.SOUND + _PROGRESS.format("E3")),
)
