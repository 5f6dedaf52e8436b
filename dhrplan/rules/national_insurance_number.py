"""national-insurance-number: a person's number for tax and benefits."""

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

# The digits are looked for first, since they are rare; dates are among them.
_DIGITS = re.compile(r"\d\d(?:([ .-]?)\d\d\1|\d[ .-]\d)\d\d(?!\d)")
# HMRC, National Insurance Manual, NIM39110: which letters may stand before them; QQ is its example.
_PREFIX = re.compile(
    r"(?<![a-z0-9])(?!bg|gb|kn|nk|nt|tn|zz)(qq|[abceghj-prstw-z][abceghj-np-prstw-z])([ .-]?)$"
)
_SUFFIX = re.compile(r"[ .-]?[a-d](?![a-z0-9])")
_NO_SUFFIX = re.compile(r"(?![a-z0-9]|[ .-]?\d)")
_CALLED = r"(?:national insurance(?: (?:number|no|num))?|n\.?i\.? ?(?:number|no|num|#)|nino)"
_CALLED_BEFORE = re.compile(rf"(?<![a-z]){_CALLED}s?(?![a-z])[^\d\n]{{0,30}}$")
_CALLED_BEHIND = re.compile(
    rf"[ ,:=(\[\u2013-]{{1,4}}(?:is |was |as )?(?:an |the |her |his )?{_CALLED}"
)
_WORDS = words("""
    ah am an as at ay be by eh en er ex go ha he hi ho in is it la ma me my no oh on or ow ox pa
    pm re so to up us we ye mr ms st et al sec ref
""")
"""Words of two letters: `on 12 03 18 a meeting was held`."""

_LOOK_BACK = 60
"""How many characters before a number may call it one."""


def find(text: Legible) -> Iterator[Stretch]:
    """Each number, with its final letter; without it where it is called one."""
    if b"aa000000" not in text.packed:
        return
    low = text.low
    for match in _DIGITS.finditer(low):
        if low[match.start() - 1 : match.start()].isdecimal():
            continue
        before = low[max(0, match.start() - _LOOK_BACK) : match.start()]
        prefix = _PREFIX.search(before)
        if prefix and not _is_word(text.text, match, prefix):
            start = match.start() - len(prefix[0])
            suffix = _SUFFIX.match(low, match.end())
            if suffix:
                yield start, suffix.end()
            elif _is_called(low, match, before[: prefix.start()]):
                yield start, match.end()


def _is_called(low: str, match: re.Match[str], before: str) -> bool:
    """Whether a number without its final letter stands beside the words."""
    if not _NO_SUFFIX.match(low, match.end()):
        return False
    return bool(_CALLED_BEFORE.search(before) or _CALLED_BEHIND.match(low, match.end()))


def _is_word(text: str, match: re.Match[str], prefix: re.Match[str]) -> bool:
    """Whether the letters are a word of the sentence, and the digits a date or an amount."""
    start = match.start() - len(prefix[0])
    written = text[start : start + 2]
    if not prefix[2] or prefix[1] not in _WORDS:
        return False
    sentence = re.match(r" [A-Za-z] [A-Za-z]{2}", text[match.end() : match.end() + 5])
    return not written.isupper() or bool(sentence)


_SAYS = Says(
    "is a National Insurance number",
    "Delete it: no action needs it.",
)
_PROGRESS = "progress: The claim {}was not matched.\n"

RULE = Rule(
    name="national-insurance-number",
    family="privacy",
    severity=Severity.ERROR,
    what="A National Insurance number: two letters, six digits and a letter from A to D; without "
    "the last where the words stand beside it.",
    why="It is one person's for life, and with it money is claimed in their name. A plan never "
    "needs it.",
    instead="Delete it. If a claim has to be named, say whose it is.",
    check=check(find, _SAYS),
    bad=example.one(example.SOUND + _PROGRESS.format("under QQ 12 34 56 C ")),
    good=example.one(example.SOUND + _PROGRESS.format("of Adult A ")),
)
