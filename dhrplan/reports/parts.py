"""What a report tells of a recommendation and of an action: a line a part, in the form's order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.reports import words
from dhrplan.table import Cell, Column, Table, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dhrplan.model.agencies import Register
    from dhrplan.model.plan import Recommendation
    from dhrplan.select import Item


def _prose(key: str, title: str = "") -> Column:
    return Column(key, title or key.replace("_", " ").capitalize(), prose=True, label=bool(title))


RECOMMENDATION: tuple[tuple[Column, Callable[[Recommendation, Register], Cell]], ...] = (
    (Column("recommendation", "Recommendation"), lambda r, _: r.id),
    (_prose("recommendation_title"), lambda r, _: r.title),
    (_prose("recommendation_text"), lambda r, _: r.text or "(no text)"),
    (_prose("ref", "Paragraph"), lambda r, _: r.ref),
    (_prose("scope", "Scope"), lambda r, _: r.scope),
    (_prose("addressed_to", "Addressed to"), lambda r, g: words.bodies(r.addressed_to, g)),
    (_prose("themes", "Themes"), lambda r, _: ", ".join(r.themes)),
    (
        _prose("responses", "Responses"),
        lambda r, g: tuple(words.response(answer, g) for answer in r.responses),
    ),
    (_prose("result", "Result"), lambda r, _: words.result(r)),
    (_prose("recommendation_notes", "Notes"), lambda r, _: r.notes),
)

ACTION: tuple[tuple[Column, Callable[[Item], Cell]], ...] = (
    (Column("action", "Action"), lambda i: i.action.id),
    (Column("state", "State"), lambda i: Word(words.state(i), i.standing.colour)),
    (_prose("title"), lambda i: i.action.title),
    (_prose("text"), lambda i: i.action.text or "(no text)"),
    (_prose("lead", "Lead"), words.lead),
    (_prose("partners", "Partners"), words.partners),
    (
        _prose("chased_by", "Chased by"),
        lambda i: words.bodies((i.action.chased_by,), i.register) if i.action.chased_by else None,
    ),
    (_prose("status", "Status"), words.status),
    (_prose("flags", "To note"), words.flags),
    (_prose("target", "Target"), words.target),
    (_prose("extended", "Extended"), words.extended),
    (
        _prose("extension_asked", "Extension asked"),
        lambda i: words.extension_asked(i.action.extension_asked),
    ),
    (_prose("forecast", "Forecast"), lambda i: words.day(i, "forecast")),
    (_prose("next_check", "Next check"), lambda i: words.day(i, "next_check")),
    (_prose("completed", "Completed"), lambda i: words.day(i, "completed")),
    (
        _prose("milestones", "Milestones"),
        lambda i: tuple(words.milestone(step, i) for step in i.action.milestones),
    ),
    (_prose("expected", "Expected"), lambda i: i.action.expected),
    (_prose("progress", "Progress"), lambda i: i.action.progress),
    (_prose("outcome", "Outcome"), lambda i: i.action.outcome),
    (_prose("evidence", "Evidence"), lambda i: i.action.evidence),
    (
        _prose("signed_off", "Signed off"),
        lambda i: words.dated(s.date, s.by, None) if (s := i.action.signed_off) else None,
    ),
    (_prose("checks", "Checks"), lambda i: tuple(words.check(each) for each in i.action.checks)),
    (_prose("decision", "Decision"), words.decision),
    (
        _prose("updates", "Updates"),
        lambda i: tuple(words.dated(u.date, u.by, u.text) for u in i.action.updates),
    ),
    (_prose("notes", "Notes"), lambda i: i.action.notes),
    (_prose("unread", "Cannot be read"), words.unread),
)

_COLUMNS = (*(column for column, _ in RECOMMENDATION), *(column for column, _ in ACTION))


def records(rows: Iterable[tuple[Cell, ...]], empty: str = "No recommendation.") -> Table:
    """Recommendations with their actions, each told whole."""
    return Table(_COLUMNS, tuple(rows), len(RECOMMENDATION), empty, records=True)


def recommendation_rows(
    recommendation: Recommendation, register: Register, items: Iterable[Item]
) -> Iterator[tuple[Cell, ...]]:
    """A row for each of these actions, or one that says that there is none."""
    head = tuple(cell(recommendation, register) for _, cell in RECOMMENDATION)
    rows = [(*head, *(cell(item) for _, cell in ACTION)) for item in items]
    nothing = "no action is recorded" if not recommendation.actions else "no action is asked for"
    yield from rows or [(*head, None, Word(nothing), *[None] * (len(ACTION) - 2))]
