"""phone-number: a telephone number that may be a person's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrplan.diagnostic import Severity
from dhrplan.rules import engine
from dhrplan.rules.engine import Rule
from dhrplan.rules.privacy.readable import ReadableText, Span
from dhrplan.rules.privacy.scan import Wording, check

_HELPLINES = {
    "02070080151": "Forced Marriage Unit",
    "02085719595": "Southall Black Sisters, helpline",
    "02085710800": "Southall Black Sisters",
    "02079206460": "IKWRO, the Iranian and Kurdish Women's Rights Organisation",
    "02072516577": "Rights of Women, family law advice line",
    "07887488464": "AAFDA, Advocacy After Fatal Domestic Abuse",
}
"""Public helplines with the number of a landline or a mobile, and whose each is.

The first is in pages of councils and of the unit's partners, the second on
southallblacksisters.org.uk, the third and fifth in published lists of helplines. For IKWRO's and
AAFDA's no public page was at hand: they are as the project's definition of this rule gives them.
"""

_FEWEST_DIGITS = b"0" * 9

# The beginning of a number: with the country code of the UK, abroad, or with its 0.
_START = re.compile(
    r"(?P<country>\(?(?:\+ ?|00)44\)?[ .-]?(?:\(0\)|0)?[ .-]?)(?=\(?[127])"
    r"|(?P<abroad>\+(?!44)|00(?=[1-9]\d{0,2}[ -])(?!44))(?=[1-9])|\(?(?=0 ?[127])"
)
_GROUPS = re.compile(r"\(?\d+(?:(?:[ .-]| - |\)[ .-]?| ?\()\d+){0,12}")
_GROUP = re.compile(r"\d+")
_ENDS = re.compile(r"(?!\w|/(?!0\d\d)\d|:\d|%|,\d{3}(?!\d))|(?=x\d|ext)")
_DATE_OR_NUMBER_FOLLOWS = re.compile(r" (?:0\d{2,}|\d\d?[/:]|\+)|[ ]?[(]")
_LABEL_BEFORE = re.compile(r"(?<![a-z])(?:tel|mob|mobile|phone|ph|m|t|no|number)[.:-]?$")
_INSIDE_A_WORD = re.compile(r"[\w.,+\u00a3$\u20ac]$|\w-$|\d/$")
_DIGITS_BEFORE = re.compile(r"(?<![/.:\d])(?<![/.:]\d)(?<![/.:]\d\d)(?<!\d{4})\d[ -]$")
# Option 2, DHR7: an id or a numeral, and not the groups of a longer number.
_ID_BEFORE = re.compile(r"(?<![\w.,/:-])[a-z]+(?: ?\d{1,2}| \d{1,2}(?:\.\d{1,2}){1,2}) $")
_REFERENCE_BEFORE = re.compile(
    r"\b(?:ref(?:erence|s)?|invoice|cris|cad|urn|uprn|usrn|pnc|merlin|account|a/c|order|po|charity"
    r"|company|barcode|asset|serial|imei|datix|case|docket|job|exhibit|file|batch|record|isbn|id)"
    r"(?: ?(?:no|nos|number|id|ref))?[.:#]{0,2} ?$"
)
_LOOK_BACK = 30  # characters before a number that may say what other number it is

_NATIONAL, _SHORT_NATIONAL = 11, 10
"""The digits of a number with its 0: Ofcom, National Telephone Numbering Plan. Few have 10."""

_ABROAD = range(9, 16)
"""The digits of a number with the code of its country: at most 15, ITU-T E.164."""


def find(text: ReadableText) -> Iterator[Span]:
    """Each number except those of helplines."""
    if _FEWEST_DIGITS not in text.packed:
        return
    last_end = -1
    for match in _START.finditer(text.text):
        start = match.start()
        if start < last_end or not _may_begin(text.lowered, start, last_end):
            continue
        end = _number_end(text.text, match)
        if end:
            digits = "".join(filter(str.isdecimal, text.text[match.end() : end]))
            if (f"0{digits}" if match["country"] else digits) not in _HELPLINES:
                opened = text.text[start] == "(" and ")" not in text.text[start:end]
                yield start + opened, end
        last_end = max(end, last_end)


def _may_begin(low: str, start: int, last_end: int) -> bool:
    """Judge by what is before it; another telephone number may be."""
    before = low[max(0, start - _LOOK_BACK) : start]
    if _INSIDE_A_WORD.search(before) and not (
        _LABEL_BEFORE.search(before) or start == last_end + 1
    ):
        return False
    if _DIGITS_BEFORE.search(before) and start > last_end + 1 and not _ID_BEFORE.search(before):
        return False
    return not _REFERENCE_BEFORE.search(before)


def _number_end(text: str, match: re.Match[str]) -> int:
    """The end of the number that begins at the match; 0 if none does."""
    groups = _GROUPS.match(text, match.end())
    if groups is None:
        return 0
    parts = [*_GROUP.finditer(text, groups.start(), groups.end())]
    sizes = [len(part[0]) for part in parts]
    if match["abroad"]:
        is_number = sum(sizes) in _ABROAD and sizes[1:].count(1) <= 1
        return groups.end() if is_number and _ENDS.match(text, groups.end()) else 0
    count = 1 if match["country"] else 0
    for index, part in enumerate(parts):
        count += sizes[index]
        if (count == _NATIONAL and match["country"]) or (
            not match["country"] and _is_national(parts[0][0], sizes[: index + 1])
        ):
            follows = _ENDS if part is parts[-1] else _DATE_OR_NUMBER_FOLLOWS
            return part.end() if follows.match(text, part.end()) else 0
    return 0


def _is_national(first: str, sizes: list[int]) -> bool:
    """True for groups of digits of a number with its 0, and not dates or scores."""
    count = sum(sizes)
    if count == _SHORT_NATIONAL:
        return sizes == [5, 5] and first.startswith("01")
    if count != _NATIONAL:
        return False
    if sizes[0] == 1 and len(sizes) > 1:  # 0 7700 900123
        sizes = [sizes[0] + sizes[1], *sizes[2:]]
    return sizes[0] >= len("020") and min(sizes) > 1


_WORDING = Wording(
    "is a telephone number that may be a person's",
    "Write the role and the switchboard, or a public helpline.",
)
_PROGRESS = "progress: The officer in charge can be reached {}.\n"

RULE = Rule(
    name="phone-number",
    family="privacy",
    severity=Severity.ERROR,
    what="A landline, mobile or foreign number. 03, 0800, 0808 and short numbers such as 101 "
    "are allowed, and the helplines listed in the rule.",
    why="A mobile number belongs to a person, and so may a landline. The person who harmed "
    "the family could call it.",
    instead="Write the role, and a public number of the agency: 0300, 0800, 101.",
    check=check(find, _WORDING),
    bad=engine.example_folder(engine.SOUND + _PROGRESS.format("on 07700 900123")),
    good=engine.example_folder(engine.SOUND + _PROGRESS.format("on 101")),
)
