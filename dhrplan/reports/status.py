"""The question `status`: actions by state, a row for each review, agency, theme or scope."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dhrplan.diagnostic import Route
from dhrplan.model.plan import Plan, Recommendation
from dhrplan.model.state import (
    COLOURS,
    State,
    Step,
    is_late_by_first_target,
    ladder,
    ladder_of_all,
    open_deadlines,
)
from dhrplan.reports import summary
from dhrplan.reports.entries import key_section
from dhrplan.reports.rows import markings, partnerships
from dhrplan.reports.select import Item, Selection, resolved, select, selected_plans
from dhrplan.reports.summary import old_records
from dhrplan.table import Column, Fact, Json, Report, Section, Share, Table, Word

if TYPE_CHECKING:  # `status --help` lists the groupings without loading YAML
    from dhrplan.plan.folder import Folder


class Grouping(NamedTuple):
    """A value of `--by`.

    `names` gives the rows that an action counts in, from its plan, its recommendation and itself
    (None for a recommendation without actions). `note` explains rows that overlap, and so do not
    add up to the total.
    """

    noun: str
    names: Callable[[Plan, Recommendation, Item | None], tuple[str, ...]]
    note: str = ""


GROUPINGS = {
    "review": Grouping("Review", lambda plan, _one, _item: (plan.id,)),
    "agency": Grouping(
        "Agency",
        lambda _plan, _one, item: (item and item.register.codes(item.action.lead)) or ("no lead",),
        "A row counts what that agency itself leads, without its parts. Joint actions are in "
        "several rows, and once in the total.",
    ),
    "theme": Grouping(
        "Theme",
        lambda _plan, one, _item: one.themes or ("no theme",),
        "An action is in the row of each theme, and once in the total.",
    ),
    "section": Grouping(
        "Section",
        lambda _plan, one, item: ((item and item.action.section) or one.section or "no section",),
    ),
    "scope": Grouping("Scope", lambda _plan, one, _item: (one.scope or "no scope",)),
}
"""The values of `--by`."""


# The soft hyphen lets a narrow column break the word.
_RECOMMENDATIONS = "Recom\u00admendations"


class _Row(NamedTuple):
    """The actions and recommendations counted in one row."""

    name: str
    items: tuple[Item, ...]
    recommendations: tuple[Recommendation, ...]
    as_of: date

    @property
    def states(self) -> Counter[State]:
        return Counter(item.standing.state for item in self.items)

    @property
    def steps(self) -> dict[Step, int]:
        return ladder((item.action for item in self.items), self.as_of)

    @property
    def late_by_first_date(self) -> int:
        return sum(
            1 for item in self.items if is_late_by_first_target(item.action, item.plan, self.as_of)
        )

    @property
    def next_deadline(self) -> date | None:
        days = (due for item in self.items for _, due in open_deadlines(item.action, item.plan))
        return min((day for day in days if day >= self.as_of), default=None)

    def json(self) -> dict[str, Json]:
        """The row as JSON."""
        deadline = self.next_deadline
        states, steps = self.states, self.steps
        of_all = ladder_of_all(self.recommendations, self.as_of)
        return {
            "name": self.name,
            "recommendations": len(self.recommendations),
            "actions": len(self.items),
            "counts": {state: states[state] for state in State},
            "ladder": {step: steps[step] for step in Step},
            "recommendation_ladder": {step: of_all[step] for step in Step},
            "next_deadline": deadline.isoformat() if deadline else None,
            "late_by_first_date": self.late_by_first_date,
        }


def status(
    folders: tuple[Folder, ...], selection: Selection, as_of: date, by: str = "review"
) -> Report:
    """The matching actions and their recommendations, counted by state.

    Raises:
        NotFoundError: A filter names something that does not exist.
    """
    selection = resolved(folders, selection)
    items = select(folders, selection, as_of)
    plans = selected_plans(folders, selection)
    grouping = GROUPINGS[by]
    whole = not selection.narrows_actions
    parts = tuple(_parts(plans, items, empty=whole))
    names = [plan.id for plan in plans] if by == "review" and whole else ()
    rows = _rows(parts, grouping, names, as_of)
    total = _Row("Total", items, tuple(part.recommendation for part in parts), as_of)
    return Report(
        kind="status",
        title=f"Status by {by}",
        as_of=as_of,
        sections=(
            *_sections(rows, total, grouping, plans),
            *(_key(items) if by == "agency" else ()),
        ),
        make_data=lambda: {
            "by": by,
            "rows": [row.json() for row in rows],
            "total": total.json(),
        },
        make_flat=lambda: _flat((*rows, total), by),
        make_sheets=lambda: (_sheet((*rows, total), by),),
        filters=selection.named,
        chosen=selection.in_words(folders),
        markings=markings(plans),
        partnerships=partnerships(plans),
    )


class _Part(NamedTuple):
    """A recommendation with its matching actions."""

    plan: Plan
    recommendation: Recommendation
    items: tuple[Item, ...]

    def rows(self, grouping: Grouping) -> Iterator[tuple[str, tuple[Item, ...]]]:
        """The rows that it counts in, each with one action or none."""
        for item in self.items or (None,):
            for name in dict.fromkeys(grouping.names(self.plan, self.recommendation, item)):
                yield name, (item,) if item else ()


def _parts(plans: tuple[Plan, ...], items: Iterable[Item], *, empty: bool) -> Iterator[_Part]:
    """The recommendations with a matching action; with `empty`, also those without."""
    by: dict[tuple[str, Route], list[Item]] = {}
    for item in items:
        by.setdefault((item.plan.file, item.recommendation.route), []).append(item)
    for plan in plans:
        for one in plan.recommendations:
            of_it = tuple(by.get((plan.file, one.route), ()))
            if of_it or empty:
                yield _Part(plan, one, of_it)


def _rows(
    parts: Iterable[_Part], grouping: Grouping, names: Iterable[str], as_of: date
) -> tuple[_Row, ...]:
    """A row for each name, in the order of first mention, also for those without actions."""
    items: dict[str, list[Item]] = {name: [] for name in names}
    each: dict[str, dict[Route, Recommendation]] = {}
    for part in parts:
        place = (part.plan.file, *part.recommendation.route)
        for name, of_it in part.rows(grouping):
            items.setdefault(name, []).extend(of_it)
            each.setdefault(name, {})[place] = part.recommendation
    return tuple(
        _Row(name, tuple(of), tuple(each.get(name, {}).values()), as_of)
        for name, of in items.items()
    )


def _key(items: Iterable[Item]) -> tuple[Section, ...]:
    return key_section((lead, item.register) for item in items for lead in item.action.lead)


def _sections(
    rows: tuple[_Row, ...], total: _Row, grouping: Grouping, plans: tuple[Plan, ...]
) -> tuple[Section, ...]:
    """Counts by state, then by step of the ladder: two tables, each narrow enough for a window."""
    every = (*rows, total)
    slipped = summary.slippage_line(total.items, total.as_of)
    facts = (
        Fact("", summary.state_counts(total.items, plans)),
        *((Fact("", slipped),) if slipped else ()),
        *old_records(plans, total.as_of),
    )
    if sum(len(row.items) for row in rows) > len(total.items):
        facts = (*facts, Fact("", grouping.note))
    standing = Section("", facts, (_standing(every, grouping),))
    shown = summary.ladder_line(total.items, total.as_of)
    evidence = Section(
        "Evidence for completed actions", (Fact("", shown),), (_evidence(every, grouping),)
    )
    return standing, evidence


_SHORT = {  # all of them fit in 80 columns beside a name of eight characters
    State.OVERDUE: "Late",
    State.LAPSED: "Lps",
    State.UNCLEAR: "Unc",
    State.NO_STATUS: "Mis",
    State.CHECK_OVERDUE: "Chk",
    State.AWAITING_SIGN_OFF: "Sgn",
    State.DUE_SOON: "Due",
    State.NO_DATE: "NoD",
    State.NOT_DUE_YET: "Ltr",
    State.PAUSED: "Pau",
    State.COMPLETE: "Done",
    State.SUPERSEDED: "Sup",
    State.NOT_TAKEN_FORWARD: "NTF",
}


def _standing(rows: tuple[_Row, ...], grouping: Grouping) -> Table:
    """A column for each state that occurs, for the share done, and for the next deadline."""
    ahead = rows[-1].next_deadline is not None
    there = [state for state in summary.URGENCY if rows[-1].states[state]]
    columns = (
        Column("name", grouping.noun),
        Column("recommendations", _RECOMMENDATIONS, number=True, short="Recs", optional=True),
        Column("actions", "Actions", number=True, short="All"),
        *(_state_column(state) for state in there),
        Column("share", "Share complete", optional=True),
        *((Column("next_deadline", "Next deadline", optional=True),) if ahead else ()),
    )
    cells = (
        (
            row.name,
            len(row.recommendations),
            len(row.items),
            *(
                Word(str(row.states[state]), COLOURS.get(state) if row.states[state] else None)
                for state in there
            ),
            Share(row.steps[Step.SAID_DONE], len(row.items)),
            *((row.next_deadline,) if ahead else ()),
        )
        for row in rows
    )
    return Table(columns, tuple(cells))


def _state_column(state: State) -> Column:
    title = summary.state_words(state).capitalize()
    return Column(state, title, number=True, short=_SHORT[state])


def _evidence(rows: tuple[_Row, ...], grouping: Grouping) -> Table:
    columns = (
        Column("name", grouping.noun),
        Column("actions", "Actions", number=True, short="All"),
        *(
            Column(step, words.capitalize(), number=True, short=short)
            for (step, words), short in zip(summary.LADDER.items(), _SHORT_STEPS, strict=True)
        ),
    )
    return Table(columns, tuple((row.name, len(row.items), *row.steps.values()) for row in rows))


_SHORT_STEPS = ("Done", "Outc", "Evid", "Sign", "Still")


def _sheet(rows: tuple[_Row, ...], by: str) -> Section:
    """The flat rows for a workbook, without the states that no action has."""
    table = _flat(rows, by)
    kept = [
        index
        for index, column in enumerate(table.columns)
        if column.key not in tuple(State) or any(row[index] for row in table.rows)
    ]
    cells = tuple(tuple(row[index] for index in kept) for row in table.rows)
    columns = tuple(table.columns[index] for index in kept)
    return Section(f"Status by {by}", (), (Table(columns, cells),))


def _flat(rows: tuple[_Row, ...], by: str) -> Table:
    keys = (by, "recommendations", "actions", *State, *Step, "next_deadline")
    cells = (
        (
            row.name,
            len(row.recommendations),
            len(row.items),
            *(row.states[state] for state in State),
            *row.steps.values(),
            row.next_deadline,
        )
        for row in rows
    )
    return Table(tuple(Column(key, key) for key in keys), tuple(cells))
