"""nhs-number: a patient's number in any of the four countries, with its right check digit.

Scotland: the CHI number, of which the first six digits are the date of birth (NHS Data Dictionary,
COMMUNITY HEALTH INDEX NUMBER). Northern Ireland: the Health and Care number, from 320 000 0010 to
399 999 9999 (Wikipedia, NHS number). All have ten digits and the same check digit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrplan.diagnostic import Severity
from dhrplan.rules import engine
from dhrplan.rules.engine import Rule
from dhrplan.rules.privacy.readable import ReadableText, Span
from dhrplan.rules.privacy.scan import Wording, check

# As printed: 999 123 4567. Not within a longer row of numbers, except beside a date.
_PRINTED = re.compile(
    r"(?<![A-Za-z0-9/.,+\u00a3])(?:(?<!\d[ -])|(?<=[/.:]\d\d )|(?<=[/.]\d{4} ))"
    r"[3-9]\d\d[ -]\d{3}[ -]\d{4}(?![A-Za-z0-9]|[.,/-]\d)"
    r"(?! \d(?!\d?[/.:]))"
)
_TEN_DIGITS = r"\d(?:[ .-]?\d){9}(?![\w]|[./-]\d)"
_NUMBER_WORD = r"(?:numbers?|nos?|nums?|ids?|#)(?![a-z])\.?"
_LABEL = (
    rf"(?<![a-z])(?:n\.?h\.?s\.?[ -]?{_NUMBER_WORD}"
    rf"|(?:c\.?h\.?i\.?|community health index)(?! squared)(?: ?{_NUMBER_WORD})?"
    rf"|(?:health (?:and|&) care|h ?& ?c) ?{_NUMBER_WORD}|hcn)"
)
_NAMES = ("nhs", "n.h.s", "chi", "c.h.i", "community health", "care", "h&c", "h & c", "hcn")
_LABEL_NUMBER = re.compile(
    rf"(?:{_LABEL}[^\d\n]{{0,40}}?(?<![\w])|(?<![a-z])n\.?h\.?s\.?(?:[ ]?[:=#])? )({_TEN_DIGITS})"
)
_AND_NUMBER = re.compile(rf"[ ,;&/]{{1,3}}(?:and )?({_TEN_DIGITS})")
_NUMBER_LABEL = re.compile(
    rf"(?<![\w.,/-])({_TEN_DIGITS})[ ,:=(\[\u2013-]{{1,4}}"
    rf"(?:is |was |as )?(?:an |the |her |his )?{_LABEL}"
)

_LENGTH, _MODULUS = 10, 11


def find(text: ReadableText) -> Iterator[Span]:
    """Each number, by its form and check digit."""
    if b"0" * _LENGTH not in text.packed:
        return
    found = {match.span() for match in _PRINTED.finditer(text.text)}
    low = text.lowered
    if any(name in low for name in _NAMES):
        found.update(match.span(1) for match in _NUMBER_LABEL.finditer(low))
        for match in _LABEL_NUMBER.finditer(low):
            more: re.Match[str] | None = match
            while more:
                found.add(more.span(1))
                more = _AND_NUMBER.match(low, more.end())
    for start, end in sorted(found):
        if _has_check_digit([int(one) for one in text.text[start:end] if one.isdecimal()]):
            yield start, end


def _has_check_digit(number: list[int]) -> bool:
    """True if the last of ten digits is the check digit of the others, modulus 11.

    Each digit counts 11 minus its place; what the sum lacks to a multiple of 11 is the last digit,
    and 10 is none: NHS Data Dictionary, NHS NUMBER.
    """
    weighted = sum(digit * (_LENGTH - place) for place, digit in enumerate(number[:-1]))
    return -weighted % _MODULUS == number[-1]


_WORDING = Wording(
    "is a patient's number (NHS or Health and Social Care)",
    "Delete it: the record of the agency that holds it is enough.",
)
_PROGRESS = "progress: The record{} was merged by mistake.\n"

RULE = Rule(
    name="nhs-number",
    family="privacy",
    severity=Severity.ERROR,
    what="An NHS number, a CHI number (Scotland) or a Health and Care number (Northern "
    "Ireland). It has ten digits and the right check digit. It is printed 3-3-4, or is in any "
    "form beside the words.",
    why="It belongs to a person for life and opens every health record. A plan never needs it.",
    instead="Delete it. If you need to name a record, say whose it is: `the GP record of Adult A`.",
    check=check(find, _WORDING),
    bad=engine.example_folder(engine.SOUND + _PROGRESS.format(" 999 222 3332")),
    good=engine.example_folder(engine.SOUND + _PROGRESS.format(" of Adult A")),
)
