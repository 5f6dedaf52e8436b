"""What a new review may be called: its id is the name of a file, on every system."""

from __future__ import annotations

import re

from dhrplan.text.convert import Misread, convert, is_review_id
from dhrplan.text.kinds import Id

LONGEST = 100
"""The characters of an id: a folder may hold names of 255 bytes, and paths end before that."""

# Names that Windows keeps for devices, whatever the ending behind them.
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_REGISTER = "agencies"


def fault_of(review: str) -> str:
    """Why a review cannot be called so; empty where it can."""
    misread = convert(review, Id(plain=True))
    if isinstance(misread, Misread):
        bare = "".join(review.split())  # as it is found by both: `DHR 8` is spoken, `DHR8` written
        hint = f"Write `{bare}`." if is_review_id(bare) else misread.hint
        return f"{misread.message} {hint}".strip()
    if review.casefold() == _REGISTER:
        return f"`{review}` is the name of the register, and so of no review."
    if _DEVICE.fullmatch(review):
        return f"`{review}` cannot be the name of a file on Windows, and so of no review."
    if review[0] in ".-":
        return f"`{review}` begins with `{review[0]}`: let it begin with a letter or a digit."
    if len(review) > LONGEST:
        return f"An id has at most {LONGEST} characters, and this one has {len(review)}."
    return ""
