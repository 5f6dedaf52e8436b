"""Words of status that stand where a date should be, and the status that each means."""

from __future__ import annotations

import re

_WORDS = {
    "complete-ongoing": ("complete and ongoing", "completed and ongoing", "complete-ongoing"),
    "not-started": ("not started", "not yet started", "not-started", "yet to start"),
    "in-progress": ("in progress", "in-progress", "underway", "under way", "started", "on track"),
    "ongoing": ("ongoing", "on-going", "on going", "continuing", "continuous"),
    "paused": ("paused", "on hold", "on-hold"),
    "complete": ("complete", "completed", "done", "finished", "closed", "achieved", "implemented"),
    "not-taken-forward": ("not taken forward", "not-taken-forward"),
    "superseded": ("superseded",),
}
"""The stored statuses of the file format, section "Status and state", as people write them."""

_STATUS_OF = {phrase: status for status, phrases in _WORDS.items() for phrase in phrases}
# Of phrases that begin alike the longest stands first, for the first that matches is taken.
_STATUS = f"(?<![a-z])(?:{'|'.join(sorted(_STATUS_OF, key=len, reverse=True))})(?![a-z])"
_UNMISTAKABLE = (
    "(?<![a-z])(?:on-?going|in progress|not (?:yet )?started|underway|(?<!be )completed)(?![a-z])"
)
_NUMBERING = r"(?<![0-9a-z])[0-9a-z]{1,3}[.)]"
_FILLING = (
    "(?<![a-z])(?:all|and|are|but|been|currently|fully|has|have|is|now|partly|still|the|this|was"
    "|actions?|work)(?![a-z])"
)


def status_in(text: str) -> str:
    """The stored status that a plain text speaks of where it should give a date; else nothing."""
    if not only_status(text) and not re.search(_UNMISTAKABLE, text):
        return ""
    match = re.search(_STATUS, text)
    return _STATUS_OF[match[0]] if match else ""


def only_status(text: str) -> bool:
    """Whether a plain text says a status and nothing else, as in "1. Complete 2. Complete"."""
    rest = re.sub(_STATUS, "", text)
    return rest != text and not re.search("[0-9a-z]", re.sub(f"{_NUMBERING}|{_FILLING}", "", rest))
