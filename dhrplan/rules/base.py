"""What a rule is: its explanation, its examples and its check, in one file."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from dhrplan.diagnostic import Diagnostic, Related, Route, Severity
from dhrplan.rules.privacy.text import source_span
from dhrplan.text.folder import Folder
from dhrplan.text.parsing import extent, locate

if TYPE_CHECKING:
    from dhrplan.diagnostic import Place
    from dhrplan.model.plan import Action, Plan, Recommendation
    from dhrplan.text.reader import PlanFile
    from dhrplan.text.source import Source

Folders = tuple[Folder, ...]


class Spot(NamedTuple):
    """A place in a file, made concrete only when it is reported.

    Attributes:
        source: The file.
        route: Where in it, in words.
        note: What stands there, when it is a related place.
        offset: Where in its text, in characters from 0, for what has no route: a comment, a part of
            a text. It goes before the route.
        length: How many characters from there.
        key: Whether the key there is meant, and not its value.
        within: Which characters of the value at the route, where it is not about all of them: the
            first, and the one behind the last.
    """

    source: Source
    route: Route = ()
    note: str = ""
    offset: int | None = None
    length: int = 1
    key: bool = False
    within: tuple[int, int] | None = None

    @property
    def place(self) -> Place:
        """Its file, line and column."""
        characters = self._characters
        if characters is None:
            return locate(self.source, self.route, key=self.key)
        return self.source.place(characters[0])

    @property
    def width(self) -> int:
        """How many characters of its line it covers, 1 at the least."""
        characters = self._characters
        if characters is None:
            return extent(self.source, self.route, key=self.key)
        return len(self.source.text[slice(*characters)].partition("\n")[0].rstrip("\r")) or 1

    @property
    def _characters(self) -> tuple[int, int] | None:
        """The characters that it is about, where they are not a whole value."""
        if self.offset is not None:
            return self.offset, self.offset + self.length
        return self.within and source_span(self.source, self.route, *self.within)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: where, what is wrong, what to write instead.

    Attributes:
        private: The very characters that must not be shown to everybody. They are masked wherever
            they stand in what is printed.
    """

    spot: Spot
    message: str
    hint: str = ""
    related: tuple[Spot, ...] = ()
    review: str | None = None
    action: str | None = None
    private: tuple[str, ...] = ()


Check = Callable[[Folders], Iterable[Finding]]
DatedCheck = Callable[[Folders, date], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        name: Kebab-case, the pattern found.
        family: What kind of rule it is: one of `FAMILIES`.
        severity: How much a finding weighs, unless the settings say otherwise.
        what: What it finds, one sentence.
        why: Why that matters.
        instead: What to write instead.
        check: From the folders in view to findings.
        check_as_of: The same for a rule whose answer may change with time: it is told the day.
            A rule with neither is found elsewhere: while reading, or while silencing.
        by_comment: Whether a comment can silence it; none can in a file that is not read.
        across: Whether what it finds in a plan may hang on other plans, and not only on its own
            folder's register and settings.
        bad: A folder in which it finds something: text by file name.
        good: The same, mended: no rule finds anything.
    """

    name: str
    family: str
    severity: Severity
    what: str
    why: str
    instead: str
    check: Check | None = None
    check_as_of: DatedCheck | None = None
    by_comment: bool = True
    across: bool = False
    bad: Mapping[str, str] = field(default_factory=dict)
    good: Mapping[str, str] = field(default_factory=dict)

    def findings(self, folders: Folders, as_of: date) -> Iterable[Finding]:
        """What it finds as at a day."""
        if self.check_as_of:
            return self.check_as_of(folders, as_of)
        return self.check(folders) if self.check else ()


FAMILIES = {
    "reading": "What stands in the way of reading a file. It cannot be silenced.",
    "references": "Ids, names and files that must agree with each other.",
    "dates": "Dates that cannot be, or that contradict each other.",
    "completeness": "What a plan lacks.",
    "consistency": "Statements that contradict each other, or the passing of time.",
    "privacy": "What must not stand in a plan, since it tells of a person.",
    "silencing": "Comments and settings that silence rules.",
}
"""The families of rules, in the order in which they are explained."""


class Asked(NamedTuple):
    """A recommendation with all that it stands in."""

    file: PlanFile
    plan: Plan
    recommendation: Recommendation

    def finding(self, steps: Route, message: str, hint: str = "") -> Finding:
        """A finding at a place in the recommendation."""
        spot = Spot(self.file.source, (*self.recommendation.route, *steps))
        return Finding(spot, message, hint, review=self.plan.id)


class At(NamedTuple):
    """An action with all that it stands in."""

    file: PlanFile
    plan: Plan
    recommendation: Recommendation
    action: Action

    def spot(self, *steps: str | int, note: str = "") -> Spot:
        """A place in the action, such as `"milestones", 2, "target"`."""
        return Spot(self.file.source, (*self.action.route, *steps), note)

    def finding(
        self, steps: Route, message: str, hint: str = "", related: tuple[Spot, ...] = ()
    ) -> Finding:
        """A finding at a place in the action."""
        spot = self.spot(*steps)
        return Finding(spot, message, hint, related, self.plan.id, self.action.id)


def plans_of(folders: Iterable[Folder]) -> Iterator[tuple[Source, Plan]]:
    """Every readable plan with its text. No rule looks at what could not be read."""
    for file, plan in plan_files_of(folders):
        yield file.source, plan


def plan_files_of(folders: Iterable[Folder]) -> Iterator[tuple[PlanFile, Plan]]:
    """Every readable plan with the file that it was read from."""
    for folder in folders:
        for file in folder.files:
            if file.plan:
                yield file, file.plan


def recommendations_of(folders: Iterable[Folder]) -> Iterator[Asked]:
    """Every recommendation of whose own keys, those of its actions aside, all could be read."""
    for file, plan in plan_files_of(folders):
        faults = sorted(fault.place for fault in file.faults if fault.action is None)
        for recommendation, following in pairwise((*plan.recommendations, None)):
            if recommendation and _is_read(file, faults, recommendation, following):
                yield Asked(file, plan, recommendation)


def _is_read(
    file: PlanFile, faults: list[Place], one: Recommendation, following: Recommendation | None
) -> bool:
    """Whether no fault stands between a recommendation's beginning and that of the next.

    What follows the last one counts with it: a key that slipped out of it stands there.
    """
    if not faults:
        return True
    begin = bisect_left(faults, locate(file.source, one.route))
    if following is None:
        return begin == len(faults)
    return begin == bisect_left(faults, locate(file.source, following.route))


def actions_of(folders: Iterable[Folder]) -> Iterator[At]:
    """Every action of which all could be read: from an unclear one nothing may be concluded."""
    for file, plan in plan_files_of(folders):
        for recommendation in plan.recommendations:
            for action in recommendation.actions:
                if not action.unclear:
                    yield At(file, plan, recommendation, action)


def diagnostic(rule: Rule, finding: Finding, severity: Severity | None = None) -> Diagnostic:
    """A finding with its line and column."""
    return Diagnostic(
        finding.spot.place,
        rule.name,
        finding.message,
        finding.hint,
        severity or rule.severity,
        tuple(Related(spot.place, spot.note) for spot in finding.related),
        finding.review,
        finding.action,
        finding.spot.width,
        finding.private,
    )
