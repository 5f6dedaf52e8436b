"""What a rule is: its explanation, its examples and its check, in one file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dhrplan.diagnostic import Diagnostic, Related, Route, Severity
from dhrplan.text.parsing import locate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from dhrplan.model.plan import Plan
    from dhrplan.text.folder import Folder
    from dhrplan.text.source import Source


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a plan or register, in words; made concrete only when it is reported.

    Attributes:
        source: The file.
        route: Where in it.
        note: What stands there, when it is a related place.
    """

    source: Source
    route: Route
    note: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: where, what is wrong, what to write instead."""

    spot: Spot
    message: str
    hint: str = ""
    related: tuple[Spot, ...] = ()
    review: str | None = None
    action: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        name: Kebab-case, the pattern found.
        family: What kind of rule it is: references, dates, completeness, consistency, privacy.
        severity: How much a finding weighs.
        what: What it finds, one sentence.
        why: Why that matters.
        instead: What to write instead.
        bad: A folder in which it finds something: text by file name.
        good: The same, mended: it finds nothing.
        check: From the folders in view to findings.
    """

    name: str
    family: str
    severity: Severity
    what: str
    why: str
    instead: str
    check: Callable[[tuple[Folder, ...]], Iterable[Finding]]
    bad: Mapping[str, str] = field(default_factory=dict)
    good: Mapping[str, str] = field(default_factory=dict)


def plans_of(folders: Iterable[Folder]) -> Iterator[tuple[Source, Plan]]:
    """Every readable plan with its text. No rule looks at what could not be read."""
    for folder in folders:
        for file in folder.files:
            if file.plan:
                yield file.source, file.plan


def diagnostics(rule: Rule, folders: tuple[Folder, ...]) -> Iterator[Diagnostic]:
    """What a rule finds, with lines and columns."""
    for finding in rule.check(folders):
        related = tuple(
            Related(locate(spot.source, spot.route), spot.note) for spot in finding.related
        )
        yield Diagnostic(
            locate(finding.spot.source, finding.spot.route),
            rule.name,
            finding.message,
            finding.hint,
            rule.severity,
            related,
            finding.review,
            finding.action,
        )
