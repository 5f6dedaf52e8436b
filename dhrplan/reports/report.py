"""The question `report`: the facts of a review, its counts, and all recommendations and actions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import groupby

from dhrplan.model.agencies import Register
from dhrplan.model.dates.values import spoken
from dhrplan.model.plan import Plan, Recommendation
from dhrplan.model.state import State, Step, ladder, ladder_of_all
from dhrplan.plan.folder import Folder
from dhrplan.reports import details, summary
from dhrplan.reports.details import recommendation_rows, records
from dhrplan.reports.rows import (
    as_json,
    flat_with_details,
    markings,
    recommendation_cells,
    recommendation_json,
)
from dhrplan.reports.select import Item, Selection, resolved, review_filter, select
from dhrplan.reports.summary import old_records
from dhrplan.table import Cell, Fact, Json, Report, Section, Table
from dhrplan.wording import count


def review(folders: tuple[Folder, ...], selection: Selection, as_of: date) -> Report:
    """The selected reviews with all their details on a day.

    Raises:
        NotFoundError: A filter names something that does not exist.
    """
    selection = resolved(folders, selection)
    items = select(folders, selection, as_of)
    asked = review_filter(selection)
    of_plan: dict[int, list[Item]] = {}
    for item in items:
        of_plan.setdefault(id(item.plan), []).append(item)
    parts = [
        _ReviewPart(plan, folder.register, of_plan.get(id(plan), []), selection, as_of)
        for folder in folders
        for plan in folder.plans
        if asked(plan)
    ]
    title = parts[0].title if len(parts) == 1 else count(len(parts), "review")
    if not parts:
        title = "No review could be read"
    return Report(
        kind="report",
        title=title,
        as_of=as_of,
        sections=tuple(each for part in parts for each in part.sections(alone=len(parts) == 1)),
        make_data=lambda: {"reviews": [part.data() for part in parts]},
        make_flat=lambda: flat_with_details(row for part in parts for row in part.flat_rows()),
        filters=selection.in_words,
        markings=markings(part.plan for part in parts),
    )


def _section(recommendation: Recommendation) -> str:
    return recommendation.section or ""


class _ReviewPart:
    """One review of the report, with its selected actions."""

    def __init__(
        self, plan: Plan, register: Register, items: list[Item], asked: Selection, as_of: date
    ) -> None:
        self.plan = plan
        self.as_of = as_of
        self.narrowed = asked.narrows_actions
        self.title = plan.title or plan.id
        self.register = register
        self.items = items
        there = {item.recommendation.route for item in self.items}
        self.recommendations = [
            each for each in plan.recommendations if each.route in there or not self.narrowed
        ]

    def sections(self, *, alone: bool) -> Iterator[Section]:
        """The review, with its title where there are several; then each section of its source."""
        facts = (*old_records((self.plan,), self.as_of), *self._facts())
        parts = [(head, list(each)) for head, each in groupby(self.recommendations, _section)]
        if not parts or parts[0][0]:  # the first recommendations have a heading of their own
            parts.insert(0, ("", []))
        for number, (head, each) in enumerate(parts):
            title = head if alone else " - ".join(filter(None, (self.title, head)))
            tables = (self._records(each),) if each or len(parts) == 1 else ()
            yield Section(title, () if number else facts, tables)

    def _records(self, recommendations: list[Recommendation]) -> Table:
        rows = (
            row
            for each in recommendations
            for row in recommendation_rows(each, self.register, self._of(each))
        )
        return records(
            rows, "Nothing that is asked for." if self.narrowed else "No recommendation."
        )

    def flat_rows(self) -> Iterator[tuple[Cell, ...]]:
        """The review as flat rows."""
        for each in self.recommendations:
            yield from recommendation_cells(self.plan, each, self.register, self._of(each))

    def data(self) -> Json:
        """The review as JSON."""
        states = Counter(item.standing.state for item in self.items)
        counted = ladder((item.action for item in self.items), self.as_of)
        of_all = ladder_of_all(self.recommendations, self.as_of)
        recommendations: list[Json] = [
            recommendation_json(each, self.register, self._of(each))
            for each in self.recommendations
        ]
        return {
            **as_json("plan", self.plan, self.register, {"recommendations": recommendations}),
            "file": self.plan.file,
            "counts": {state: states[state] for state in State},
            "ladder": {step: counted[step] for step in Step},
            "recommendation_ladder": {step: of_all[step] for step in Step},
        }

    def _of(self, recommendation: Recommendation) -> list[Item]:
        return [item for item in self.items if item.recommendation is recommendation]

    def _facts(self) -> tuple[Fact, ...]:
        plan = self.plan
        facts = (
            Fact("Review", plan.id),
            Fact("Also called", ", ".join(plan.aliases)),
            Fact("Partnership", plan.partnership),
            Fact("Stage", plan.stage),
            Fact("Source", plan.source.title if plan.source else None),
            Fact("Dates", _dates(plan)),
            Fact(
                "Looked at", f"every {plan.review_every.canonical}" if plan.review_every else None
            ),
            Fact(
                "Sign-off by",
                details.bodies((plan.sign_off,), self.register) if plan.sign_off else None,
            ),
            Fact("Statuses as at", spoken(plan.position_at) if plan.position_at else None),
            Fact("Introduction", plan.introduction),
            Fact("Notes", plan.notes),
            *self._sums(),
        )
        return tuple(fact for fact in facts if fact.value)

    def _sums(self) -> Iterator[Fact]:
        """Counts by state, and the ladder."""
        if self.items:
            yield Fact("Actions", summary.state_counts(self.items, (self.plan,)))
            yield Fact(
                "Shown", summary.ladder_line((item.action for item in self.items), self.as_of)
            )
        if self.recommendations:
            yield Fact(
                "Recommendations",
                summary.recommendation_ladder_line(self.recommendations, self.as_of),
            )


def _dates(plan: Plan) -> str:
    dates = (f"{name.replace('_', ' ')} {when.canonical}" for name, when in plan.dates.items())
    return ", ".join(dates)
