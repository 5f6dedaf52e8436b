"""national-insurance-number: a person's number for tax and benefits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrplan.diagnostic import Severity
from dhrplan.rules import engine
from dhrplan.rules.engine import Rule
from dhrplan.rules.privacy.readable import ReadableText, Span
from dhrplan.rules.privacy.scan import Wording, check

# Search for the digits first, since they are rare; dates are among them.
_DIGITS = re.compile(r"\d\d(?:([ .-]?)\d\d\1|\d[ .-]\d)\d\d(?!\d)")
# HMRC, National Insurance Manual, NIM39110: the letters allowed before them; QQ is its example.
_PREFIX = re.compile(
    r"(?<![a-z0-9])(?!bg|gb|kn|nk|nt|tn|zz)(qq|[abceghj-prstw-z][abceghj-np-prstw-z])([ .-]?)$"
)
_SUFFIX = re.compile(r"[ .-]?[a-d](?![a-z0-9])")
_NO_SUFFIX = re.compile(r"(?![a-z0-9]|[ .-]?\d)")
_LABEL = r"(?:national insurance(?: (?:number|no|num))?|n\.?i\.? ?(?:number|no|num|#)|nino)"
_LABEL_BEFORE = re.compile(rf"(?<![a-z]){_LABEL}s?(?![a-z])[^\d\n]{{0,30}}$")
_LABEL_AFTER = re.compile(
    rf"[ ,:=(\[\u2013-]{{1,4}}(?:is |was |as )?(?:an |the |her |his )?{_LABEL}"
)
_SENTENCE = re.compile(r" [A-Za-z] [A-Za-z]{2}")
# Words that look like a prefix: `on 12 03 18 a meeting was held`.
_WORD = re.compile(
    "ah|am|an|as|at|ay|be|by|eh|en|er|ex|go|ha|he|hi|ho|in|is|it|la|ma|me|my|no|oh|on|or|ow|ox"
    "|pa|pm|re|so|to|up|us|we|ye|mr|ms|st|et|al"
)

_LOOK_BACK = 60  # characters before a number that may call it one


def find(text: ReadableText) -> Iterator[Span]:
    """Each number with its final letter, or without it where the words are beside it."""
    if b"aa000000" not in text.packed:
        return
    low = text.lowered
    for match in _DIGITS.finditer(low):
        if low[match.start() - 1 : match.start()].isdecimal():
            continue
        before = low[max(0, match.start() - _LOOK_BACK) : match.start()]
        prefix = _PREFIX.search(before)
        if prefix is None:
            continue
        start = match.start() - len(prefix[0])
        if prefix[2] and _WORD.fullmatch(prefix[1]):
            is_upper = text.text[start : start + 2].isupper()
            if not is_upper or _SENTENCE.match(text.text, match.end()):
                continue
        if suffix := _SUFFIX.match(low, match.end()):
            yield start, suffix.end()
        elif _NO_SUFFIX.match(low, match.end()) and (
            _LABEL_BEFORE.search(before[: prefix.start()]) or _LABEL_AFTER.match(low, match.end())
        ):
            yield start, match.end()


_WORDING = Wording(
    "is a National Insurance number",
    "Delete it: no action needs it.",
)
_PROGRESS = "progress: The claim {}was not matched.\n"

RULE = Rule(
    name="national-insurance-number",
    family="privacy",
    severity=Severity.ERROR,
    what="A National Insurance number: two letters, six digits and a letter from A to D. The "
    "last letter may be missing beside the words.",
    why="It belongs to a person for life, and others can claim money with it. A plan never "
    "needs it.",
    instead="Delete it. If you need to name a claim, say whose it is.",
    check=check(find, _WORDING),
    bad=engine.example_folder(engine.SOUND + _PROGRESS.format("under QQ 12 34 56 C ")),
    good=engine.example_folder(engine.SOUND + _PROGRESS.format("of Adult A ")),
)
