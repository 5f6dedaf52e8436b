"""nhs-number: a patient's number, with its right check digit."""

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

# As it is printed: 999 123 4567. Not within a longer row of numbers, but for a date beside it.
_PRINTED = re.compile(
    r"(?<![A-Za-z0-9/.,+\u00a3])(?:(?<!\d[ -])|(?<=[/.:]\d\d )|(?<=[/.]\d{4} ))"
    r"[3-9]\d\d[ -]\d{3}[ -]\d{4}(?![A-Za-z0-9]|[.,/-]\d)"
    r"(?! \d(?!\d?[/.:]))"
)
_TEN = r"\d(?:[ .-]?\d){9}(?![\w]|[./-]\d)"
_CALLED = r"(?<![a-z])n\.?h\.?s\.?[ -]?(?:numbers?|nos?|nums?|ids?|#)(?![a-z])\.?"
_BEHIND = re.compile(
    rf"(?:{_CALLED}[^\d\n]{{0,40}}?(?<![\w])|(?<![a-z])n\.?h\.?s\.?(?:[ ]?[:=#])? )({_TEN})"
)
_ALSO = re.compile(rf"[ ,;&/]{{1,3}}(?:and )?({_TEN})")
_BEFORE = re.compile(
    rf"(?<![\w.,/-])({_TEN})[ ,:=(\[\u2013-]{{1,4}}"
    rf"(?:is |was |as )?(?:an |the |her |his )?{_CALLED}"
)

_LENGTH, _MODULUS = 10, 11


def find(text: Legible) -> Iterator[Stretch]:
    """Each number, by its form and check digit."""
    if b"0" * _LENGTH not in text.packed:
        return
    found = {match.span() for match in _PRINTED.finditer(text.text)}
    if "nhs" in text.low or "n.h.s" in text.low:
        found.update(_named(text.low))
    for start, end in sorted(found):
        if is_right(digits(text.text[start:end])):
            yield start, end


def _named(low: str) -> Iterator[Stretch]:
    """Ten digits beside the words NHS number."""
    yield from (match.span(1) for match in _BEFORE.finditer(low))
    for match in _BEHIND.finditer(low):
        more: re.Match[str] | None = match
        while more:
            yield more.span(1)
            more = _ALSO.match(low, more.end())


def is_right(number: str) -> bool:
    """Whether the last of ten digits is the check digit of the others, modulus 11.

    Each digit counts 11 minus its place; what the sum lacks to a multiple of 11 is the last digit,
    and 10 is none: NHS Data Dictionary, NHS NUMBER.
    """
    weighed = sum(int(digit) * (_LENGTH - place) for place, digit in enumerate(number[:-1]))
    return -weighed % _MODULUS == int(number[-1])


_SAYS = Says(
    "is an NHS number",
    "Delete it: the record of the agency that holds it is enough.",
)
_PROGRESS = "progress: The record{} was merged by mistake.\n"

RULE = Rule(
    name="nhs-number",
    family="privacy",
    severity=Severity.ERROR,
    what="An NHS number: ten digits of which the last is the right check digit, printed 3-3-4, or "
    "in any form beside the words.",
    why="It is one person's for life and opens every health record. A plan never needs it.",
    instead="Delete it. If a record has to be named, say whose it is: `the GP record of Adult A`.",
    check=check(find, _SAYS),
    bad=example.one(example.SOUND + _PROGRESS.format(" 999 222 3332")),
    good=example.one(example.SOUND + _PROGRESS.format(" of Adult A")),
)
