"""phone-number: a telephone number that may be a person's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dhrplan.diagnostic import Severity
from dhrplan.rules import example
from dhrplan.rules.base import Rule
from dhrplan.rules.privacy.base import Says, check, digits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.rules.privacy.base import Stretch
    from dhrplan.text.legible import Legible

HELPLINES = {
    "02070080151": "Forced Marriage Unit",
    "02085719595": "Southall Black Sisters, helpline",
    "02085710800": "Southall Black Sisters",
    "02079206460": "IKWRO, the Iranian and Kurdish Women's Rights Organisation",
    "02072516577": "Rights of Women, family law advice line",
    "07887488464": "AAFDA, Advocacy After Fatal Domestic Abuse",
}
"""Helplines with the number of a place or a mobile, which may be printed, and whose each is.

The first stands so in pages of councils and of the unit's partners, the second on
southallblacksisters.org.uk, the third and fifth in published lists of helplines. For IKWRO's and
AAFDA's no public page was at hand: they are as the project's definition of this rule gives them.
"""

_FEWEST = b"0" * 9
"""Fewer digits than these, whatever parts them, are no number."""

# Where a number may begin: here with the code of the country, abroad, or with its 0.
_START = re.compile(
    r"(?P<country>\(?(?:\+ ?|00)44\)?[ .-]?(?:\(0\)|0)?[ .-]?)(?=\(?[127])"
    r"|(?P<abroad>\+(?!44)|00(?=[1-9]\d{0,2}[ -])(?!44))(?=[1-9])|\(?(?=0 ?[127])"
)
_GROUPS = re.compile(r"\(?\d+(?:(?:[ .-]| - |\)[ .-]?| ?\()\d+){0,12}")
_GROUP = re.compile(r"\d+")
_ENDS = re.compile(r"(?!\w|/(?!0\d\d)\d|:\d|%|,\d{3}(?!\d))|(?=x\d|ext)")
_GOES_ON = re.compile(r" (?:0\d{2,}|\d\d?[/:]|\+)|[ ]?[(]")
_LABEL = re.compile(r"(?<![a-z])(?:tel|mob|mobile|phone|ph|m|t|no|number)[.:-]?$")
_WITHIN = re.compile(r"[\w.,+\u00a3$\u20ac]$|\w-$|\d/$")
_BEHIND_DIGITS = re.compile(r"(?<![/.:\d])(?<![/.:]\d)(?<![/.:]\d\d)(?<!\d{4})\d[ -]$")
_REFERENCE = re.compile(
    r"\b(?:ref(?:erence|s)?|invoice|cris|cad|urn|uprn|usrn|pnc|merlin|account|a/c|order|po|charity"
    r"|company|barcode|asset|serial|imei|datix|case|docket|job|exhibit|file|batch|record|isbn|id)"
    r"(?: ?(?:no|nos|number|id|ref))?[.:#]{0,2} ?$"
)
_LOOK_BACK = 30
"""How many characters before a number may say that it is another."""

_NATIONAL, _SHORT_NATIONAL = 11, 10
"""The digits of a number with its 0: Ofcom, National Telephone Numbering Plan. Few have 10."""

_ABROAD = range(9, 16)
"""The digits of a number with the code of its country: at most 15, ITU-T E.164."""


def find(text: Legible) -> Iterator[Stretch]:
    """Each number but the helplines'."""
    if _FEWEST not in text.packed:
        return
    told = -1
    for match in _START.finditer(text.text):
        start = match.start()
        if start < told or not _may_begin(text.low, start, told):
            continue
        end = _end(text.text, match)
        if end and _number(text.text, match, end) not in HELPLINES:
            opened = text.text[start] == "(" and ")" not in text.text[start:end]
            yield start + opened, end
        told = max(end, told)


def _may_begin(low: str, start: int, told: int) -> bool:
    before = low[max(0, start - _LOOK_BACK) : start]
    if _WITHIN.search(before) and not (_LABEL.search(before) or start == told + 1):
        return False
    if _BEHIND_DIGITS.search(before) and start > told + 1:
        return False
    return not _REFERENCE.search(before)


def _end(text: str, match: re.Match[str]) -> int:
    """Where the number ends that begins there; 0 where none does."""
    groups = _GROUPS.match(text, match.end())
    if groups is None:
        return 0
    parts = [*_GROUP.finditer(text, groups.start(), groups.end())]
    if match["abroad"]:
        return groups.end() if _is_abroad(parts) and _ENDS.match(text, groups.end()) else 0
    count = 1 if match["country"] else 0
    for index, part in enumerate(parts):
        count += len(part[0])
        if count in {_NATIONAL, _SHORT_NATIONAL} and _is_national(parts[: index + 1], count, match):
            return part.end() if _may_end(text, part.end(), last=part is parts[-1]) else 0
    return 0


def _may_end(text: str, end: int, *, last: bool) -> bool:
    """Whether nothing behind it is part of it; another number or a date may follow."""
    return bool(_ENDS.match(text, end) if last else _GOES_ON.match(text, end))


def _is_national(parts: list[re.Match[str]], count: int, match: re.Match[str]) -> bool:
    """Whether groups of digits are parted as a number is, and not as dates and scores are."""
    sizes = [len(part[0]) for part in parts]
    if match["country"]:
        return count == _NATIONAL
    if sizes[0] == 1 and len(sizes) > 1:  # 0 7700 900123
        sizes[:2] = [sizes[0] + sizes[1]]
    if count == _SHORT_NATIONAL:
        return sizes == [5, 5] and parts[0][0].startswith("01")
    return sizes[0] >= len("020") and min(sizes) > 1


def _is_abroad(parts: list[re.Match[str]]) -> bool:
    sizes = [len(part[0]) for part in parts]
    return sum(sizes) in _ABROAD and sizes[1:].count(1) <= 1


def _number(text: str, match: re.Match[str], end: int) -> str:
    """The number with its 0, as the table of helplines has it."""
    number = digits(text[match.end() : end])
    return f"0{number}" if match["country"] else number


_SAYS = Says(
    "is a telephone number that may be a person's",
    "Write the role and the switchboard, or a public helpline; the number belongs elsewhere.",
)
_PROGRESS = "progress: The officer in charge can be reached {}.\n"

RULE = Rule(
    name="phone-number",
    family="privacy",
    severity=Severity.ERROR,
    what="A number of a landline, a mobile or abroad. 03, 0800 and 0808 numbers, short ones such "
    "as 101, and the helplines listed in the rule pass.",
    why="A mobile number is a person's, and so may any landline be. Who harmed the family may call "
    "it.",
    instead="Write the role, and a number of the agency that is public: 0300, 0800, 101.",
    check=check(find, _SAYS),
    bad=example.one(example.SOUND + _PROGRESS.format("on 07700 900123")),
    good=example.one(example.SOUND + _PROGRESS.format("on 101")),
)
