"""One decision of a meeting, and all of them as text, so that none is lost before it is written."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from hashlib import sha256
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from dhrplan.decide import Decision
from dhrplan.errors import DhrplanError
from dhrplan.meeting.answers import BY_KEY
from dhrplan.model.plan import Status

if TYPE_CHECKING:
    from collections.abc import Mapping


class Entry(NamedTuple):
    """A decision about one action, or a milestone of it.

    Attributes:
        review: The id of the review.
        action: The id of the action.
        milestone: The name of the milestone; None where it is about the action.
        key: The answer that it came from.
        decision: What is decided, in the values of a plan.
        day: The day of the meeting.
    """

    review: str
    action: str
    milestone: str | None
    key: str
    decision: Decision
    day: date

    @property
    def name(self) -> str:
        """What it is about, within the review: `4.1`, `4.1/ii`."""
        return f"{self.action}/{self.milestone}" if self.milestone else self.action

    @property
    def spoken(self) -> str:
        """What it is about, as it is spoken of: `DHR4 4.1/ii`."""
        return f"{self.review} {self.name}"

    @property
    def about(self) -> tuple[str, str] | None:
        """What it settles, so that a later one takes its place; None where it is one of many."""
        settles = BY_KEY[self.key].about or ("status" if self.milestone else "")
        return (self.spoken, settles) if settles else None


class Kept(NamedTuple):
    """What is kept of a meeting until it is written.

    Attributes:
        entries: What is decided.
        becomes: What is about to be written, by review: the sum of the file's bytes. A file that
            has it holds the decisions already, though the meeting broke off before it was told so.
        unfit: What an earlier meeting has decided and cannot be written as things are.
    """

    entries: tuple[Entry, ...] = ()
    becomes: Mapping[str, str] = MappingProxyType({})
    unfit: tuple[Entry, ...] = ()

    def left(self, sums: Mapping[str, str]) -> tuple[Entry, ...]:
        """What is not in the files yet, given the sum of each review's file."""
        those = (one for one in self.entries if not self._is_written(one.review, sums))
        return (*self.unfit, *those)

    def _is_written(self, review: str, sums: Mapping[str, str]) -> bool:
        return review in self.becomes and self.becomes[review] == sums.get(review)


def sum_of(data: bytes) -> str:
    """What tells the bytes of a file from any others."""
    return sha256(data).hexdigest()


def as_text(kept: Kept) -> str:
    """Decisions as text, to be read again by `from_text`."""
    whole = {
        "decisions": [_plain(one) for one in kept.entries],
        "becomes": dict(kept.becomes),
        "unfit": [_plain(one) for one in kept.unfit],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, default=date.isoformat) + "\n"


def from_text(text: str) -> Kept:
    """The decisions that such a text holds.

    Raises:
        DhrplanError: It is not what this program writes.
    """
    try:
        whole = json.loads(text)
        entries, unfit = (tuple(map(_entry, whole[key])) for key in ("decisions", "unfit"))
        return Kept(entries, dict(whole["becomes"]), unfit)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DhrplanError("What an earlier meeting has left cannot be read.") from error


def _plain(entry: Entry) -> dict[str, Any]:
    return {**entry._asdict(), "decision": _given(entry.decision)}


def _given(decision: Decision) -> dict[str, Any]:
    every = {one.name: getattr(decision, one.name) for one in fields(decision)}
    return {name: value for name, value in every.items() if name in decision.given}


def _entry(kept: dict[str, Any]) -> Entry:
    values = {name: _value(name, value) for name, value in kept["decision"].items()}
    entry = Entry(
        **{**kept, "decision": Decision(**values), "day": date.fromisoformat(kept["day"])}
    )
    words = (entry.review, entry.action, entry.milestone or "")
    if entry.key not in BY_KEY or not all(isinstance(one, str) for one in words):
        raise ValueError
    return entry


def _value(name: str, kept: Any) -> Any:
    """A part of a decision, as a decision has it."""
    usual = getattr(Decision(), name)
    words = kept if isinstance(usual, tuple) else (kept,)
    kind = bool if isinstance(usual, bool) else str
    if isinstance(words, str) or not all(isinstance(one, kind) for one in words):
        raise ValueError
    if name == "status":
        Status(kept)
    return tuple(kept) if isinstance(usual, tuple) else kept
