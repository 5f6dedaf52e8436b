"""Where a review stands: its head, counts, the ladder, then its recommendations with actions."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dhrplan.model.dates import spoken
from dhrplan.model.ladder import Step, ladder
from dhrplan.model.state import State
from dhrplan.reports.parts import ACTION, RECOMMENDATION
from dhrplan.reports.rows import action_row, as_json, markings
from dhrplan.reports.words import URGENCY, bodies, state_words
from dhrplan.select import asks_for_review, resolved, select
from dhrplan.table import Cell, Fact, Json, Report, Section, Table, Word
from dhrplan.wording import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from dhrplan.model.agencies import Register
    from dhrplan.model.plan import Plan, Recommendation
    from dhrplan.select import Item, Selection
    from dhrplan.text.folder import Folder

COLUMNS = (*(column for column, _ in RECOMMENDATION), *(column for column, _ in ACTION))

LADDER = {
    Step.SAID_DONE: "said done",
    Step.OUTCOME_TOLD: "outcome told",
    Step.EVIDENCE: "evidence",
    Step.AGREED: "agreed by the board",
    Step.STILL_IN_PLACE: "checked and still in place",
}
"""The steps of the ladder as people say them."""


def review(folders: tuple[Folder, ...], selection: Selection, as_of: date) -> Report:
    """Where the reviews that are asked for stand as at a day.

    Raises:
        NotFoundError: A review, agency or status is asked for that does not exist.
    """
    selection = resolved(folders, selection)
    items = select(folders, selection, as_of)
    parts = [
        _Part(plan, folder.register, items, narrowed=selection.narrows_actions)
        for folder in folders
        for plan in folder.plans
        if asks_for_review(selection, plan)
    ]
    return Report(
        kind="report",
        title=parts[0].title if len(parts) == 1 else _title(len(parts)),
        as_of=as_of,
        sections=tuple(part.section(alone=len(parts) == 1) for part in parts),
        data={"reviews": [part.data() for part in parts]},
        filters=selection.filters,
        markings=markings(part.plan for part in parts),
    )


def _title(reviews: int) -> str:
    return count(reviews, "review") if reviews else "No review could be read"


class _Part:
    """One review of the report."""

    def __init__(
        self, plan: Plan, register: Register, items: Iterable[Item], *, narrowed: bool
    ) -> None:
        self.plan = plan
        self.title = plan.title or plan.id
        self.register = register
        self.items = [item for item in items if item.plan is plan]
        there = {item.recommendation.route for item in self.items}
        self.recommendations = [
            each for each in plan.recommendations if each.route in there or not narrowed
        ]

    def section(self, *, alone: bool) -> Section:
        """What a person reads."""
        rows = tuple(row for each in self.recommendations for row in self._rows(each))
        table = Table(COLUMNS, rows, len(RECOMMENDATION), "No recommendation.", records=True)
        return Section("" if alone else self.title, self._facts(), (table,))

    def data(self) -> Json:
        """What a program reads."""
        states = Counter(item.standing.state for item in self.items)
        counted = ladder(item.action for item in self.items)
        return {
            **as_json("plan", self.plan, self.register),
            "file": self.plan.file,
            "counts": {state: states[state] for state in State},
            "ladder": {step: counted[step] for step in Step},
            "recommendations": [self._json(each) for each in self.recommendations],
        }

    def _of(self, recommendation: Recommendation) -> list[Item]:
        return [item for item in self.items if item.recommendation is recommendation]

    def _json(self, recommendation: Recommendation) -> Json:
        actions: list[Json] = [
            {**as_json("action", item.action, self.register), **action_row(item)}
            for item in self._of(recommendation)
        ]
        whole = as_json("recommendation", recommendation, self.register)
        return {**whole, "line": recommendation.line, "actions": actions}

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
            Fact("Sign-off by", bodies((plan.sign_off,), self.register) if plan.sign_off else None),
            Fact("Statuses as at", _position(plan)),
            Fact("Introduction", plan.introduction),
            Fact("Notes", plan.notes),
            Fact("Counts", self._counts()),
            Fact("Ladder", self._ladder()),
        )
        return tuple(fact for fact in facts if fact.value)

    def _counts(self) -> str:
        states = Counter(item.standing.state for item in self.items)
        named = ", ".join(f"{states[one]} {state_words(one)}" for one in URGENCY if states[one])
        recommendations = count(len(self.recommendations), "recommendation")
        head = f"{recommendations}, {count(len(self.items), 'action')}"
        return f"{head}: {named}" if named else head

    def _ladder(self) -> str:
        counted = ladder(item.action for item in self.items)
        steps = ", ".join(f"{counted[step]} {words}" for step, words in LADDER.items())
        return f"of {count(len(self.items), 'action')}: {steps}"

    def _rows(self, recommendation: Recommendation) -> Iterator[tuple[Cell, ...]]:
        head = tuple(cell(recommendation, self.register) for _, cell in RECOMMENDATION)
        items = self._of(recommendation)
        for item in items:
            yield (*head, *(cell(item) for _, cell in ACTION))
        if not items:
            yield (*head, None, Word("no action is recorded"), *[None] * (len(ACTION) - 2))


def _position(plan: Plan) -> str:
    return spoken(plan.position_at) if plan.position_at else "not recorded"


def _dates(plan: Plan) -> str:
    told = (f"{name.replace('_', ' ')} {when.canonical}" for name, when in plan.dates.items())
    return ", ".join(told)
