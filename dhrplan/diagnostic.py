"""One Diagnostic for faults of YAML, faults of fields and findings of rules alike."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

Route = tuple[str | int, ...]
"""Where something stands in a plan, in words: `("recommendations", 3, "actions", 0, "target")`."""


class Severity(StrEnum):
    """How much a diagnostic weighs. Only an error makes `validate` fail by itself."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Place(NamedTuple):
    """A point in a file. Line and column count from 1, the column in characters.

    Attributes:
        file: The file as a person would name it, with `/` between folders.
    """

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Related(NamedTuple):
    """Another place that a diagnostic speaks of, and what stands there."""

    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What is wrong, where, and what to write instead.

    Attributes:
        place: Where the value stands that is wrong.
        rule: The name of the fault or rule, kebab-case.
        message: What is wrong, one sentence, the value in backticks.
        hint: What to write instead; empty when the message says all.
        related: Other places it speaks of, such as the first of two equal ids.
        review: Id of the review, where it is known.
        action: Id of the action, where the place lies in one.
        width: How many characters of its line it is about, 1 at the least.
        private: The very characters that must not be shown to everybody.
    """

    place: Place
    rule: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    related: tuple[Related, ...] = ()
    review: str | None = None
    action: str | None = None
    width: int = 1
    private: tuple[str, ...] = ()

    @property
    def files(self) -> frozenset[str]:
        """Every file it speaks of."""
        return frozenset({self.place.file, *(other.place.file for other in self.related)})
