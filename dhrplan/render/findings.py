"""What was found, with all that a format needs to show it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from dhrplan.diagnostic import Diagnostic, Severity


@dataclass(frozen=True, slots=True)
class Findings:
    """What `validate` answers.

    Attributes:
        diagnostics: In the order of the files.
        files: How many files were looked at.
        lines: What stands on each line that a diagnostic or a related place speaks of, by file and
            number. A file that could not be decoded has none.
        notes: Sentences that belong with the answer, such as what was not looked at.
        untold: Diagnostics that are left out of the answer. What is private in them is masked all
            the same.
    """

    diagnostics: tuple[Diagnostic, ...]
    files: int
    lines: Mapping[tuple[str, int], str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    untold: tuple[Diagnostic, ...] = ()

    def of(self, rules: AbstractSet[str]) -> Findings:
        """The same without what other rules have found."""
        told = tuple(one for one in self.diagnostics if one.rule in rules)
        others = tuple(one for one in self.diagnostics if one.rule not in rules)
        return replace(self, diagnostics=told, untold=(*self.untold, *others))

    def count(self, severity: Severity) -> int:
        """How many weigh so much."""
        return Counter(one.severity for one in self.diagnostics)[severity]
