"""The words that a field may hold, and what people write for them."""

from __future__ import annotations

from dhrplan.model.plan import Status
from dhrplan.text.kinds import Choice

# What people write for a status (the spread of real wordings is wide) and the value meant.
_STATUS_MEANT = (
    ("completed", "complete"),
    ("done", "complete"),
    ("finished", "complete"),
    ("closed", "complete"),
    ("delivered", "complete"),
    ("implemented", "complete"),
    ("fully implemented", "complete"),
    ("achieved", "complete"),
    ("complete and ongoing", "complete-ongoing"),
    ("completed and ongoing", "complete-ongoing"),
    ("open", "in-progress"),
    ("started", "in-progress"),
    ("underway", "in-progress"),
    ("under way", "in-progress"),
    ("on target", "in-progress"),
    ("partially complete", "in-progress"),
    ("pending", "not-started"),
    ("outstanding", "not-started"),
    ("to do", "not-started"),
    ("continuing", "ongoing"),
    ("continuous", "ongoing"),
    ("on hold", "paused"),
    ("deferred", "paused"),
    ("rejected", "not-taken-forward"),
    ("declined", "not-taken-forward"),
    ("removed", "not-taken-forward"),
    ("replaced", "superseded"),
)
STATUS = Choice("a status", tuple(Status), _STATUS_MEANT)
SCOPE = Choice("a scope", ("local", "regional", "national"))
