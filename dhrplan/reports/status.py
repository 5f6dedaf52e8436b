"""How many actions stand where: a row a review, agency, theme or scope, and the total."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from dhrplan.model.ladder import Step, ladder, ladder_of_all
from dhrplan.model.state import COLOURS, State, open_deadlines
from dhrplan.reports import summary
from dhrplan.reports.rows import markings
from dhrplan.select import asks_for_review, resolved, select
from dhrplan.table import Cell, Column, Fact, Json, Report, Section, Table, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from dhrplan.model.plan import Recommendation
    from dhrplan.select import Item, Selection
    from dhrplan.text.folder import Folder


class Grouping(NamedTuple):
    """A way to part actions into rows.

    Attributes:
        noun: What a row stands for.
        names: The rows that an action counts in; several leads are several rows.
        repeats: An action may count in more than one row, so that rows do not add up.
    """

    noun: str
    names: Callable[[Item], tuple[str, ...]]
    repeats: bool = False


GROUPINGS = {
    "review": Grouping("Review", lambda item: (item.plan.id,)),
    "agency": Grouping(
        "Agency",
        lambda item: tuple(dict.fromkeys(item.register.codes(item.action.lead))) or ("no lead",),
        repeats=True,
    ),
    "theme": Grouping(
        "Theme", lambda item: item.recommendation.themes or ("no theme",), repeats=True
    ),
    "scope": Grouping("Scope", lambda item: (item.recommendation.scope or "no scope",)),
}
"""What `--by` takes. A new one is a line."""


class _Row(NamedTuple):
    """What is told of the actions of one row."""

    name: str
    items: tuple[Item, ...]
    recommendations: tuple[Recommendation, ...]
    as_of: date

    @property
    def states(self) -> Counter[State]:
        return Counter(item.standing.state for item in self.items)

    @property
    def next_deadline(self) -> date | None:
        days = (due for item in self.items for _, due in open_deadlines(item.action, item.plan))
        return min((day for day in days if day >= self.as_of), default=None)

    def json(self) -> dict[str, Json]:
        """The row for programs."""
        deadline = self.next_deadline
        states, steps = self.states, ladder(item.action for item in self.items)
        of_all = ladder_of_all(self.recommendations)
        return {
            "name": self.name,
            "recommendations": len(self.recommendations),
            "actions": len(self.items),
            "counts": {state: states[state] for state in State},
            "ladder": {step: steps[step] for step in Step},
            "recommendation_ladder": {step: of_all[step] for step in Step},
            "next_deadline": deadline.isoformat() if deadline else None,
        }


def status(
    folders: tuple[Folder, ...], selection: Selection, as_of: date, by: str = "review"
) -> Report:
    """How many of the actions that are asked for stand where.

    Raises:
        NotFoundError: Something is asked for that does not exist.
    """
    selection = resolved(folders, selection)
    items = select(folders, selection, as_of)
    plans = [p for f in folders for p in f.plans if asks_for_review(selection, p)]
    grouping = GROUPINGS[by]
    every = tuple(one for plan in plans for one in plan.recommendations)
    whole = every if not selection.narrows_actions else _recommendations(items)
    names = [plan.id for plan in plans] if by == "review" and not selection.narrows_actions else ()
    rows = _rows(items, grouping, names, as_of)
    total = _Row("Total", items, whole, as_of)
    return Report(
        kind="status",
        title=f"Status by {by}",
        as_of=as_of,
        sections=_sections(rows, total, grouping),
        data={"by": by, "rows": [row.json() for row in rows], "total": total.json()},
        flat=_flat((*rows, total), by),
        filters=selection.told,
        markings=markings(plans),
    )


def _rows(
    items: tuple[Item, ...], grouping: Grouping, names: Iterable[str], as_of: date
) -> tuple[_Row, ...]:
    """A row for each name, also for those without an action; in the order of first mention."""
    parted: dict[str, list[Item]] = {name: [] for name in names}
    for item in items:
        for name in grouping.names(item):
            parted.setdefault(name, []).append(item)
    return tuple(_Row(name, tuple(of), _recommendations(of), as_of) for name, of in parted.items())


def _recommendations(items: Iterable[Item]) -> tuple[Recommendation, ...]:
    """The recommendations that actions came of, each once."""
    each = {(item.plan.file, item.recommendation.route): item.recommendation for item in items}
    return tuple(each.values())


def _sections(rows: tuple[_Row, ...], total: _Row, grouping: Grouping) -> tuple[Section, ...]:
    """Where they stand, then how far it is shown: two tables that fit a window."""
    told = (*rows, total)
    facts = (Fact("", summary.counts(total.items)), *summary.old_records(total.items))
    if grouping.repeats and sum(len(row.items) for row in rows) > len(total.items):
        note = "An action counts in each row that it belongs to, and once in the total."
        facts = (*facts, Fact("", note))
    standing = Section("", facts, (_standing(told, grouping),))
    shown = summary.ladder_line(item.action for item in total.items)
    return standing, Section("How far it is shown", (Fact("", shown),), (_shown(told, grouping),))


def _standing(rows: tuple[_Row, ...], grouping: Grouping) -> Table:
    """A column for each state that occurs."""
    there = [state for state in summary.URGENCY if rows[-1].states[state]]
    columns = (
        Column("name", grouping.noun),
        Column("recommendations", "Recom- mendations", number=True),
        Column("actions", "Actions", number=True),
        *(Column(state, summary.state_words(state).capitalize(), number=True) for state in there),
        Column("next_deadline", "Next deadline"),
    )
    cells = (
        (
            row.name,
            len(row.recommendations),
            len(row.items),
            *(_number(row.states[state], COLOURS.get(state)) for state in there),
            row.next_deadline,
        )
        for row in rows
    )
    return Table(columns, tuple(cells))


def _number(number: int, colour: str | None) -> Cell:
    return Word(str(number), colour if number else None)


def _shown(rows: tuple[_Row, ...], grouping: Grouping) -> Table:
    columns = (
        Column("name", grouping.noun),
        Column("actions", "Actions", number=True),
        *(Column(step, title.capitalize(), number=True) for step, title in summary.LADDER.items()),
    )
    cells: list[tuple[Cell, ...]] = []
    for row in rows:
        steps = ladder(item.action for item in row.items)
        cells.append((row.name, len(row.items), *(steps[step] for step in Step)))
    return Table(columns, tuple(cells))


def _flat(rows: tuple[_Row, ...], by: str) -> Table:
    keys = (by, "recommendations", "actions", *State, *Step, "next_deadline")
    cells = tuple(_flat_cells(row) for row in rows)
    return Table(tuple(Column(key, key) for key in keys), cells)


def _flat_cells(row: _Row) -> tuple[Cell, ...]:
    steps, states = ladder(item.action for item in row.items), row.states
    counted = (*(states[state] for state in State), *(steps[step] for step in Step))
    return (row.name, len(row.recommendations), len(row.items), *counted, row.next_deadline)
