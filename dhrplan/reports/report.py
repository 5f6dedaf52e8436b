"""The question `report`: the facts of a review, its counts, and all recommendations and actions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from dhrplan.model.agencies import Register
from dhrplan.model.dates.values import spoken
from dhrplan.model.plan import Plan, Recommendation
from dhrplan.model.state import State, Step, ladder, ladder_of_all
from dhrplan.plan.folder import Folder
from dhrplan.reports import details, summary
from dhrplan.reports.details import recommendation_rows, records
from dhrplan.reports.entries import entries, key_section
from dhrplan.reports.form import form_table
from dhrplan.reports.rows import (
    as_json,
    flat_with_details,
    markings,
    partnerships,
    recommendation_cells,
    recommendation_json,
)
from dhrplan.reports.select import Item, Selection, resolved, review_filter, select
from dhrplan.reports.sheets import ReviewSheet, entries_table, review_table, reviews_table
from dhrplan.reports.summary import NO_MATCH, old_records
from dhrplan.table import Cell, Column, Fact, Json, Report, Section, Table
from dhrplan.wording import count, shortened


def review(
    folders: tuple[Folder, ...], selection: Selection, as_of: date, *, brief: bool = False
) -> Report:
    """The selected reviews with all their details on a day; `brief` gives a line for each action.

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
        _ReviewPart(
            plan, folder.register, of_plan.get(id(plan), []), _Asked(selection, as_of, brief)
        )
        for folder in folders
        for plan in folder.plans
        if asked(plan)
    ]
    title = parts[0].title if len(parts) == 1 else count(len(parts), "review")
    if not parts:
        title = "No review can be read"
    return Report(
        kind="report",
        title=title,
        as_of=as_of,
        sections=(
            *(each for part in parts for each in part.sections(alone=len(parts) == 1)),
            *key_section(name for part in parts for name in part.codes()),
        ),
        make_data=lambda: {"reviews": [part.data() for part in parts]},
        make_flat=lambda: flat_with_details(row for part in parts for row in part.flat_rows()),
        filters=selection.named,
        chosen=selection.without("review").in_words(folders),
        markings=markings(part.plan for part in parts),
        partnerships=partnerships(part.plan for part in parts),
        make_form=None if brief else lambda: _form(parts),
        make_sheets=None if brief else lambda: tuple(_sheets(parts)),
    )


def _form(parts: list[_ReviewPart]) -> tuple[Section, ...]:
    named = (name for part in parts for name in part.codes())
    sections = (each for part in parts for each in part.form(alone=len(parts) == 1))
    return (*sections, *key_section(named))


def _sheets(parts: list[_ReviewPart]) -> Iterator[Section]:
    """Each review, and what is common to them."""
    every = [ReviewSheet(part.plan, part.grouped, part.register) for part in parts]
    yield Section("Reviews", (), (reviews_table(every),))
    yield from (Section(one.plan.id, (), (review_table(one),)) for one in every)
    yield Section("Entries", (), (entries_table(every),))


_HEADING = 90
"""The characters of a recommendation in a brief report."""


_HEADER = ("Actions", "Targets", "Evidence for completed actions", "Recommendations")
"""The labels of the counts in the form."""


def _heading(recommendation: Recommendation) -> str:
    text = recommendation.title or recommendation.text or "(no text)"
    return f"Recommendation {recommendation.id}: {shortened(text, _HEADING)}"


def _section(recommendation: Recommendation) -> str:
    return recommendation.section or ""


class _Asked(NamedTuple):
    """What to show of each review."""

    selection: Selection
    as_of: date
    brief: bool


class _ReviewPart:
    """One review of the report, with its selected actions."""

    def __init__(self, plan: Plan, register: Register, items: list[Item], asked: _Asked) -> None:
        self.plan = plan
        self.as_of = asked.as_of
        self.brief = asked.brief
        self.narrowed = asked.selection.narrows_actions
        self.title = f"{plan.title} ({plan.id})" if plan.title else plan.id
        self.register = register
        self.items = items
        self.old = old_records((plan,), asked.as_of)
        there = {item.recommendation.route for item in self.items}
        self.recommendations = [
            each for each in plan.recommendations if each.route in there or not self.narrowed
        ]

    def sections(self, *, alone: bool) -> Iterator[Section]:
        """The review, with its title where there are several; then each section of its source."""
        header = tuple(fact for fact in self._header() if fact.value)
        facts = header if self.brief else (*header, *self._facts())
        return self._sectioned(facts, self._table, alone=alone)

    def form(self, *, alone: bool) -> Iterator[Section]:
        """The same in the columns of the Home Office form."""
        header = tuple(fact for fact in self._header(labelled=True) if fact.value)
        return self._sectioned((*header, *self._facts()), self._form_table, alone=alone)

    def _sectioned(
        self,
        facts: tuple[Fact, ...],
        table: Callable[[list[Recommendation]], Table],
        *,
        alone: bool,
    ) -> Iterator[Section]:
        parts = [(head, list(each)) for head, each in groupby(self.recommendations, _section)]
        if not parts or parts[0][0]:  # the first recommendations have a heading of their own
            parts.insert(0, ("", []))
        for number, (head, each) in enumerate(parts):
            title = head if alone else " - ".join(filter(None, (self.title, head)))
            tables = (table(each),) if each or len(parts) == 1 else ()
            yield Section(title, () if number else facts, tables)

    def _form_table(self, recommendations: list[Recommendation]) -> Table:
        each = ((one, self._of(one)) for one in recommendations)
        return form_table(each, self.register, self._empty)

    @property
    def grouped(self) -> list[tuple[Recommendation, list[Item]]]:
        """The recommendations, each with its selected actions."""
        return [(one, self._of(one)) for one in self.recommendations]

    @property
    def _empty(self) -> str:
        return NO_MATCH if self.narrowed else "No recommendations."

    def _table(self, recommendations: list[Recommendation]) -> Table:
        empty = self._empty
        if self.brief:
            heading = Column("recommendation", "Recommendation")
            lines = ((_heading(each), item) for each in recommendations for item in self._of(each))
            return entries(heading, lines)._replace(empty=empty)
        rows = (
            row
            for each in recommendations
            for row in recommendation_rows(each, self.register, self._of(each))
        )
        return records(rows, empty)

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

    def codes(self) -> Iterator[tuple[str, Register]]:
        """The bodies that the report gives by code."""
        for each in self.recommendations:
            items = self._of(each)
            leads = (lead for item in items for lead in item.action.lead)
            for name in leads if self.brief else details.authors(each, items):
                yield name, self.register

    def _of(self, recommendation: Recommendation) -> list[Item]:
        return [item for item in self.items if item.recommendation is recommendation]

    def _header(self, *, labelled: bool = False) -> Iterator[Fact]:
        """What and whose it is, the counts, and how far the record shows them."""
        actions, moved, done, met = _HEADER if labelled else ("", "", "", "")
        plan = self.plan
        called = f"Also called {', '.join(plan.aliases)}" if plan.aliases else ""
        whose = (called, plan.partnership, plan.stage.capitalize() if plan.stage else "")
        yield Fact("", _sentences(whose))
        if self.items:
            yield Fact(actions, summary.state_counts(self.items, (plan,), of_one=True))
            yield Fact(moved, summary.slippage_line(self.items, self.as_of))
            yield Fact(done, summary.ladder_line(self.items, self.as_of))
        if self.recommendations:
            line = summary.recommendation_ladder_line(self.recommendations, self.as_of)
            yield Fact(met, line)
        yield from self.old

    def _position(self) -> str | None:
        """The day of the statuses, unless a line above gives it because it is long ago."""
        when = self.plan.position_at
        return spoken(when) if when and not self.old else None

    def _facts(self) -> tuple[Fact, ...]:
        plan = self.plan
        facts = (
            Fact("Source", plan.source.title if plan.source else None),
            Fact("Dates", _dates(plan)),
            Fact("Review cycle", details.cycle(plan.review_every)),
            Fact(
                "Sign-off by",
                details.bodies((plan.sign_off,), self.register) if plan.sign_off else None,
            ),
            Fact("Statuses as at", self._position()),
            Fact("Introduction", plan.introduction),
            Fact("Notes", plan.notes),
        )
        return tuple(fact for fact in facts if fact.value)


def _sentences(parts: tuple[str | None, ...]) -> str:
    return " ".join(f"{part}." for part in parts if part)


def _dates(plan: Plan) -> str:
    dates = (f"{name.replace('_', ' ')} {spoken(when)}" for name, when in plan.dates.items())
    return ", ".join(dates)
