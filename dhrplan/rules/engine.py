"""Rules and findings, the parts of plans that rules check, and the plans of their examples."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from textwrap import indent
from typing import NamedTuple

from dhrplan.diagnostic import Diagnostic, Place, Related, Route, Severity
from dhrplan.errors import NotFoundError
from dhrplan.model.dates.values import EVENTS, AnyDate, PlanDate
from dhrplan.model.plan import Action, Plan, Recommendation
from dhrplan.model.state import deadline_of
from dhrplan.plan.folder import Folder, FolderBytes
from dhrplan.plan.query import Dated, dates_in_plan
from dhrplan.plan.read import PlanFile
from dhrplan.plan.settings import FILE, FORBIDDEN_NAMES
from dhrplan.rules.privacy.readable import source_span
from dhrplan.wording import nearest, one_of
from dhrplan.yamldoc.nodes import Source, extent, locate

FAMILIES = {
    "reading": "What cannot be read in a file. It cannot be silenced.",
    "references": "Ids, names and files that must agree with each other.",
    "dates": "Dates that are impossible, or that contradict each other.",
    "completeness": "What is missing from a plan.",
    "consistency": "Statements that contradict each other, or that time has overtaken.",
    "privacy": "What must not be in a plan, because it identifies a person.",
    "silencing": "Comments and settings that silence rules.",
}
"""The families of rules, in the order in which they are explained."""

READING = "reading"
"""The family that nothing silences or leaves out: what cannot be read is always reported."""

Folders = tuple[Folder, ...]


class Spot(NamedTuple):
    """A place in a file, turned into line and column only when it is reported.

    Attributes:
        note: The text printed beside it as a related place.
        offset: Characters from the start of the file, for a place without a route (a comment); it
            takes precedence over the route.
        length: Characters from `offset`.
        key: True for the key at the route, False for its value.
        within: Start and end of the characters meant within the value at the route, if not all.
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
        """File, line and column."""
        characters = self._characters
        if characters is None:
            return locate(self.source, self.route, key=self.key)
        return self.source.place(characters[0])

    @property
    def width(self) -> int:
        """Characters of its line that it covers, at least 1."""
        characters = self._characters
        if characters is None:
            return extent(self.source, self.route, key=self.key)
        return len(self.source.text[slice(*characters)].partition("\n")[0].rstrip("\r")) or 1

    @property
    def _characters(self) -> tuple[int, int] | None:
        """Start and end in the file's text, unless a whole key or value is meant."""
        if self.offset is not None:
            return self.offset, self.offset + self.length
        return self.within and source_span(self.source, self.route, *self.within)


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake that a rule found.

    Attributes:
        private: The exact texts to mask wherever they occur in the output.
        fixable: True if `dhrplan fmt --fix` fixes it.
    """

    spot: Spot
    message: str
    hint: str = ""
    related: tuple[Spot, ...] = ()
    review: str | None = None
    action: str | None = None
    private: tuple[str, ...] = ()
    fixable: bool = False


Findings = Iterator[Finding]
Check = Callable[[Folders], Iterable[Finding]]
DatedCheck = Callable[[Folders, date], Iterable[Finding]]
CheckSince = Callable[[Folders, Folders], Iterable[Finding]]
"""The check of two versions, the earlier one first; it finds in the later one."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: explanation, check and examples.

    A rule without a check is found elsewhere: while reading, or while silencing.

    Attributes:
        name: Kebab-case, the mistake found.
        severity: Unless the settings say otherwise.
        what: The mistake that it finds, one sentence.
        why: Why that matters.
        check_as_of: The check of a rule whose findings depend on today's date, which it is given.
        check_since: The check of a rule that compares the folders with an earlier version of them,
            which it is given; without one it finds nothing.
        by_comment: True if a comment can silence it; none can in a file that is not read.
        across: True if findings in a plan may depend on other plans, not only on its folder's
            register and settings.
        update: The options of `dhrplan update` that fix a finding, with what to fill in in
            capitals: `--status STATUS`. Then its findings are all about an action.
        bad: A folder in which it finds something: text by file name.
        good: The same folder corrected: no rule finds anything.
        earlier: The version of the folder that both are compared with.
    """

    name: str
    family: str
    severity: Severity
    what: str
    why: str
    instead: str
    check: Check | None = None
    check_as_of: DatedCheck | None = None
    check_since: CheckSince | None = None
    by_comment: bool = True
    across: bool = False
    update: str = ""
    bad: Mapping[str, str] = field(default_factory=dict)
    good: Mapping[str, str] = field(default_factory=dict)
    earlier: Mapping[str, str] = field(default_factory=dict)

    def findings(
        self, folders: Folders, as_of: date, earlier: Folders | None = None
    ) -> Iterable[Finding]:
        """Run the check, if the rule has one; `earlier` is the version to compare with."""
        if self.check_since:
            return () if earlier is None else self.check_since(earlier, folders)
        if self.check_as_of:
            return self.check_as_of(folders, as_of)
        return self.check(folders) if self.check else ()


def diagnostic(rule: Rule, finding: Finding, severity: Severity | None = None) -> Diagnostic:
    """Turn a finding into a diagnostic with line and column."""
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
        finding.fixable,
        _command(rule, finding),
    )


_PLAIN_ID = re.compile("[A-Za-z0-9][A-Za-z0-9._-]*")
"""An id that every shell takes as it is."""


def _command(rule: Rule, finding: Finding) -> str:
    """The command that fixes a finding, if `update` can."""
    ids = (finding.review or "", finding.action or "")
    if rule.update and all(map(_PLAIN_ID.fullmatch, ids)):
        return f"dhrplan update {' '.join(ids)} {rule.update}"
    return ""


# Choosing rules by name


def select_rules(
    select: Iterable[str], ignore: Iterable[str], rules: Mapping[str, Rule]
) -> frozenset[str]:
    """Names of the rules to report: those in `select` (all if empty) without those in `ignore`.

    Both name rules or families. The reading rules are always included.

    Raises:
        NotFoundError: There is no such rule or family, or it cannot be left out.
    """
    wanted = frozenset().union(*(rules_named(name, rules) for name in select)) or frozenset(rules)
    reading = frozenset(name for name, rule in rules.items() if rule.family == READING)
    for name in ignore:
        names = rules_named(name, rules)
        if names & reading:
            message = f"`{name}` cannot be left out: what cannot be read is always reported."
            raise NotFoundError(message, "Fix the value, or move the file out of the folder.")
        wanted -= names
    return wanted | reading


def rules_named(name: str, rules: Mapping[str, Rule]) -> frozenset[str]:
    """The one rule, or every rule of the family, with this name.

    Raises:
        NotFoundError: There is no rule or family of that name.
    """
    word = name.strip().casefold()
    if word in rules:
        return frozenset({word})
    found = frozenset(each for each, rule in rules.items() if rule.family == word)
    if found:
        return found
    close = nearest(word, (*rules, *dict.fromkeys(rule.family for rule in rules.values())))
    hint = f"Did you mean {one_of(close)}?" if close else "`dhrplan explain` lists all rules."
    raise NotFoundError(f"No rule is called `{name}`.", hint)


# The plans, recommendations, actions and dates to check


class RecommendationInPlan(NamedTuple):
    """A recommendation with its plan and file."""

    file: PlanFile
    plan: Plan
    recommendation: Recommendation

    def finding(self, steps: Route, message: str, hint: str = "") -> Finding:
        """A finding at a route within the recommendation."""
        spot = Spot(self.file.source, (*self.recommendation.route, *steps))
        return Finding(spot, message, hint, review=self.plan.id)


class ActionInPlan(NamedTuple):
    """An action with its recommendation, plan and file."""

    file: PlanFile
    plan: Plan
    recommendation: Recommendation
    action: Action

    def spot(self, *steps: str | int, note: str = "") -> Spot:
        """The spot at a route within the action, such as `"milestones", 2, "target"`."""
        return Spot(self.file.source, (*self.action.route, *steps), note)

    def finding(
        self, steps: Route, message: str, hint: str = "", related: tuple[Spot, ...] = ()
    ) -> Finding:
        """A finding at a route within the action."""
        spot = self.spot(*steps)
        return Finding(spot, message, hint, related, self.plan.id, self.action.id)


def plan_files_of(folders: Iterable[Folder]) -> Iterator[tuple[PlanFile, Plan]]:
    """Every readable plan with its file. No rule looks at a plan that could not be read."""
    for folder in folders:
        for file in folder.files:
            if file.plan:
                yield file, file.plan


def plans_of(folders: Iterable[Folder]) -> Iterator[tuple[Source, Plan]]:
    """Every readable plan with its source text."""
    for file, plan in plan_files_of(folders):
        yield file.source, plan


def recommendations_of(folders: Iterable[Folder]) -> Iterator[RecommendationInPlan]:
    """Every recommendation whose own keys (not those of its actions) could all be read.

    A fault between its start and that of the next counts against it; after the last one, any: a
    key that slipped out of a recommendation stands there.
    """
    for file, plan in plan_files_of(folders):
        faults = sorted(fault.place for fault in file.faults if fault.action is None)
        for recommendation, following in pairwise((*plan.recommendations, None)):
            if recommendation is None:
                continue
            if faults:
                start = bisect_left(faults, locate(file.source, recommendation.route))
                end = len(faults)
                if following:
                    end = bisect_left(faults, locate(file.source, following.route))
                if start != end:
                    continue
            yield RecommendationInPlan(file, plan, recommendation)


def actions_of(folders: Iterable[Folder]) -> Iterator[ActionInPlan]:
    """Every action that could be read in full: nothing may be concluded from an unclear one."""
    for file, plan in plan_files_of(folders):
        for recommendation in plan.recommendations:
            for action in recommendation.actions:
                if not action.unclear:
                    yield ActionInPlan(file, plan, recommendation, action)


_PLANNED = frozenset({"forecast", *EVENTS}) - {"commissioned", "completed"}
"""Dates beside targets and checks that may lie ahead, such as that of publication."""


def clear_dates(plan: Plan) -> Iterator[Dated]:
    """Every date of a plan, except those of unclear actions."""
    return (one for one in dates_in_plan(plan) if not (one.action and one.action.unclear))


def is_past(dated: Dated) -> bool:
    """True if the field records what has happened, not what is planned."""
    return not dated.may_be_relative and dated.key not in _PLANNED


def wrongly_in_future(plan: Plan, as_of: date) -> Iterator[Dated]:
    """Dates of what has happened that lie after the day."""
    return (one for one in clear_dates(plan) if is_past(one) and one.when.first > as_of)


def first_and_last_day(when: AnyDate | None, plan: Plan) -> tuple[date, date] | None:
    """The days between which a date lies; None if it depends on one that is not known."""
    if isinstance(when, PlanDate):
        return when.first, when.last
    day = deadline_of(when, plan)
    return (day, day) if day else None


def as_written(when: AnyDate) -> str:
    """A date as the file has it."""
    return when.written or when.canonical


def date_finding(
    where: tuple[Source, Plan], dated: Dated, message: str, hint: str, related: Spot | None = None
) -> Finding:
    """A finding at a date of a plan, with the place of the date that it contradicts."""
    source, plan = where
    action = dated.action.id if dated.action else None
    spots = (related,) if related else ()
    return Finding(Spot(source, dated.route), message, hint, spots, plan.id, action)


# Examples: a small plan in which no rule finds anything, to be varied by each rule

EXAMPLE_DAY = date(2021, 3, 15)
"""The day as at which the examples are checked."""

SOUND = "lead: [POL]\nstatus: in-progress\ntarget: 2021-06\n"
"""The lines of an action, after its id and text, in which no rule finds anything."""

_PLAN = """\
format: 1
id: DHR99
title: Domestic Homicide Review 99
{head}recommendations:
  - id: "1"
    text: Agencies should share what they know.
{recommendation}    actions:
      - id: "1.1"
        text: Agree one form.
{action}"""


def example_plan(action: str = SOUND, *, head: str = "", recommendation: str = "") -> str:
    """A plan with one recommendation and one action.

    Args:
        action: Lines of the action after its id and text, not indented.
        head: Lines of the plan after its title.
        recommendation: Lines of the recommendation after its text, not indented.
    """
    return _PLAN.format(
        head=head,
        recommendation=indent(recommendation, " " * 4),
        action=indent(action, " " * 8),
    )


def second_action(lines: str) -> str:
    """Another action, to append to an example plan; its lines are not indented."""
    first, *others = lines.splitlines(keepends=True)
    return " " * 6 + f"- {first}" + indent("".join(others), " " * 8)


def example_folder(
    action: str = SOUND, *, head: str = "", recommendation: str = ""
) -> dict[str, str]:
    """A folder that holds only the example plan."""
    return {"DHR99.yaml": example_plan(action, head=head, recommendation=recommendation)}


def named_bytes(files: Mapping[str, str], path: str = "plans") -> FolderBytes:
    """An example folder as if read from disk: a file that is not a plan is a stray."""
    data = {name: text.encode() for name, text in files.items()}
    beside = {name: (name, data.pop(name)) for name in (FILE, FORBIDDEN_NAMES) if name in data}
    plans = {name for name in data if "/" not in name and name.endswith((".yaml", ".yml"))}
    return FolderBytes(
        path,
        {name: text for name, text in data.items() if name in plans},
        strays=tuple(f"{path}/{name}" for name in data if name not in plans),
        settings=beside.get(FILE),
        forbidden_names=beside.get(FORBIDDEN_NAMES),
    )
