"""The Diagnostic: one type for YAML faults, field faults and findings of rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

Route = tuple[str | int, ...]
"""A path within a plan: `("recommendations", 3, "actions", 0, "target")`."""


class Severity(StrEnum):
    """Only an error makes `validate` fail by itself."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Place(NamedTuple):
    """A point in a file, which is named with `/`. Line and column count from 1, in characters.

    Line 0 is the whole file, such as a Word document, which has no lines.
    """

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


class Related(NamedTuple):
    """Another place that a diagnostic mentions, such as the first of two equal ids."""

    place: Place
    message: str


MOST_OF_A_KIND = 100
"""Faults of one kind in one file that are listed one by one."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing that is wrong, its place, and what to write instead.

    Attributes:
        rule: The name of the fault or rule, in kebab-case.
        message: One sentence, with the value in backticks.
        review: Id of the review, if known.
        action: Id of the action, if `place` is inside one.
        width: Length of the marked text in characters, at least 1.
        private: Substrings that are masked in output.
        fixable: True if `dhrplan fmt --fix` fixes it.
        command: The command that fixes it, with what to fill in in capitals.
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
    fixable: bool = False
    command: str = ""

    @property
    def advice(self) -> tuple[str, ...]:
        """The hint, and the command that fixes it, which has a line of its own to be copied."""
        fix = "Run `dhrplan fmt --fix` to fix this." if self.fixable else ""
        command = f"Or run: {self.command}" if self.command else ""
        return tuple(filter(None, (f"{self.hint} {fix}".strip(), command)))

    @property
    def files(self) -> frozenset[str]:
        """The file of `place` and those of the related places."""
        return frozenset({self.place.file, *(other.place.file for other in self.related)})


def summed_up(faults: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The faults, but in each file only the first hundred of a kind, and then how many more."""
    kept: list[Diagnostic] = []
    counts: dict[tuple[str, str], int] = {}
    last: dict[tuple[str, str], int] = {}
    for fault in faults:
        kind = (fault.place.file, fault.rule)
        counts[kind] = counts.get(kind, 0) + 1
        if counts[kind] <= MOST_OF_A_KIND:
            kept.append(fault)
        elif counts[kind] == MOST_OF_A_KIND + 1:
            last[kind] = len(kept)
            kept.append(fault)
    for kind, index in last.items():
        fault = kept[index]
        more = counts[kind] - MOST_OF_A_KIND
        if more == 1:
            continue
        message = f"There are {more:,} more faults of this kind in the file."
        hint = "Fix those above first: the cause is often the same."
        kept[index] = Diagnostic(fault.place, fault.rule, message, hint, fault.severity)
    return tuple(kept)
