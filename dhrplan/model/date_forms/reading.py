"""What a plain text means, if it has one of the forms: no explanation where it has none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dhrplan.model.date_forms import words
from dhrplan.model.date_forms.days import DAYS, reading_of
from dhrplan.model.date_forms.spans import CANONICAL_SPANS, WORDED_SPANS
from dhrplan.model.dates import DateFault, RelativeDate

if TYPE_CHECKING:
    from dhrplan.model.date_forms.days import Reading

TOO_MANY = DateFault(
    "impossible", "counts too little or too much.", f"Write a count from 1 to {words.MOST}."
)
RELATIVE_NOT_HERE = DateFault(
    "relative-not-here",
    "is counted from another date.",
    "Only `target` and `next_check` may be counted so; write the day itself here.",
)


def read(text: str) -> Reading | None:
    """What a plain text without a prefix means, if it has one of the forms."""
    return (
        reading_of(text, CANONICAL_SPANS)
        or reading_of(text, DAYS)
        or _relative(text)
        or reading_of(text, WORDED_SPANS)
    )


def _relative(text: str) -> RelativeDate | DateFault | None:
    """A date counted from an event: `published + 6 months`, "within six months of publication"."""
    if match := re.fullmatch(words.RELATIVE_SUM, text):
        event, *length = match.groups()
    elif match := re.fullmatch(words.RELATIVE_WORDS, text):
        *length, event = match.groups()
    else:
        return None
    period = words.period_of(*length)
    return RelativeDate(words.event_of(event), period) if period else TOO_MANY
