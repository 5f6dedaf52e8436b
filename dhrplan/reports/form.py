r"""A review in the columns of the Home Office action plan form, as Word files have it.

A row is an action. `FORM` has the columns. The recommendation is in the row of its first action;
the rows of its further actions say `4 (continued)`, for they may be on the next page. To read the
fields back, split a cell into lines. A line that begins with a label of `LABELS` and a colon begins
that field, and lasts until the next such line. What comes before the first label is:

- recommendation: `4. text`; with a label "Recommendation" it is `4. title`, and the text follows
- scope: `local`, `regional` or `national`
- action: `4.1 text`; with a label "Action to take" it is `4.1 title`, and the text follows
- lead: an agency a line, `Full name (CODE)`; a last line `Jointly` if they lead together
- milestones: `ii. text`, then what follows ` \u2013 `: `lead A, B`, `target October 2020`, how
  late, the status, `complete 12 October 2020`; `\u2022` means no id; its labels follow it
- target: the date in words; for a relative date, its day in brackets
- completion: `Complete: 31 October 2016`, or another status; in brackets the state, if that says
  more; then the outcome

"Not recorded", "Status missing" and "(no text)" mean that the field is empty. The words of the
source (`as_written`) have a label of their own. A list has an item a line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from dhrplan.model.agencies import Register
from dhrplan.model.dates.values import spoken
from dhrplan.model.plan import Milestone, Recommendation, Status
from dhrplan.model.state import days_late, deadline_of
from dhrplan.reports import details
from dhrplan.reports.select import Item
from dhrplan.table import Cell, Column, Fact, Parts, Table, Word
from dhrplan.wording import span

FORM = (
    Column("recommendation", "Recommendation", prose=True, least=22),
    Column("scope", "Scope of recommendation", least=18),
    Column("action", "Action to take", prose=True, least=26),
    Column("lead", "Lead agency", least=17),
    Column(
        "milestones",
        "Key milestones achieved in enacting recommendation",
        prose=True,
        least=21,
    ),
    Column("target", "Target date", least=14),
    Column("completion", "Date of completion and outcome", prose=True, least=33),
)
"""The columns of the form, with their share of the width."""

CONTINUED = " (continued)"
"""What follows the id of a recommendation in the rows of its second and further actions."""

_NOT_RECORDED = "Not recorded"
_DASH = " \u2013 "

_RECOMMENDATION: tuple[tuple[str, Callable[[Recommendation, Register], Cell]], ...] = (
    ("Recommendation", lambda r, _: r.text if r.title else None),
    ("Paragraph", lambda r, _: r.ref),
    ("Addressed to", lambda r, g: _bodies(r.addressed_to, g)),
    ("Themes", lambda r, _: r.themes),
    ("Responses", lambda r, g: tuple(details.response(each, g) for each in r.responses)),
    ("Result", lambda r, _: details.result(r)),
    ("Also answered by", lambda r, _: tuple(action.id for action in r.answered_by)),
    ("Updates", lambda r, _: tuple(details.dated(u.date, u.by, u.text) for u in r.updates)),
    ("Notes", lambda r, _: r.notes),
)
_ACTION: tuple[tuple[str, Callable[[Item], Cell]], ...] = (
    ("Action to take", lambda i: i.action.text if i.action.title else None),
    ("Reference", lambda i: i.action.ref),
    ("Section", lambda i: i.action.section),
    ("Also for", lambda i: i.action.also_for),
    ("Post", lambda i: i.action.post),
    ("Partners", lambda i: _bodies(i.action.partners, i.register)),
    ("Partners in the source", lambda i: i.action.as_written.get("partners")),
    ("Chased by", lambda i: _bodies(filter(None, (i.action.chased_by,)), i.register)),
    ("Expected", lambda i: i.action.expected),
)
_LEAD: tuple[tuple[str, Callable[[Item], Cell]], ...] = (
    ("Lead in the source", lambda i: i.action.as_written.get("lead")),
)
_TARGET: tuple[tuple[str, Callable[[Item], Cell]], ...] = (
    ("Target in the source", lambda i: i.action.as_written.get("target")),
    ("Extended", details.extended),
    ("Extension requested", lambda i: details.extension_asked(i.action.extension_asked)),
    ("Forecast", lambda i: details.day(i, "forecast")),
    ("Next check", lambda i: details.day(i, "next_check")),
    ("Review cycle", lambda i: details.cycle(i.action.review_every)),
)
_COMPLETION: tuple[tuple[str, Callable[[Item], Cell]], ...] = (
    ("Status in the source", lambda i: i.action.as_written.get("status")),
    ("Completed in the source", lambda i: i.action.as_written.get("completed")),
    ("Rating", lambda i: i.action.rating),
    ("Flags", details.flags),
    ("Blocked", details.blocked),
    ("Progress", lambda i: i.action.progress),
    ("Evidence", lambda i: tuple(details.evidence(e, i.register) for e in i.action.evidence)),
    ("Signed off", lambda i: details.dated(s.date, s.by, "") if (s := i.action.signed_off) else ""),
    ("Checks", lambda i: tuple(details.check(each) for each in i.action.checks)),
    ("Decision", details.decision),
    ("Updates", lambda i: tuple(details.dated(u.date, u.by, u.text) for u in i.action.updates)),
    ("Notes", lambda i: i.action.notes),
    ("Cannot be read", details.unread),
)
_MILESTONE_LABELS = ("Outcome", "Evidence", "Notes")

LABELS: dict[str, tuple[str, ...]] = {
    "recommendation": tuple(label for label, _ in _RECOMMENDATION),
    "scope": (),
    "action": tuple(label for label, _ in _ACTION),
    "lead": tuple(label for label, _ in _LEAD),
    "milestones": _MILESTONE_LABELS,
    "target": tuple(label for label, _ in _TARGET),
    "completion": tuple(label for label, _ in _COMPLETION),
}
"""The labels that a cell of each column may have, in their order."""


def form_table(
    recommendations: Iterable[tuple[Recommendation, list[Item]]], register: Register, empty: str
) -> Table:
    """Recommendations and actions as rows of the form."""
    rows = (row for one, items in recommendations for row in _rows(one, items, register))
    return Table(FORM, tuple(rows), empty=empty)


def _rows(one: Recommendation, items: list[Item], register: Register) -> Iterator[tuple[Cell, ...]]:
    head: tuple[Cell, Cell] = (_recommendation(one, register), one.scope)
    for number, item in enumerate(items):
        yield (
            *(head if number == 0 else (f"{one.id}{CONTINUED}", one.scope)),
            _action(item),
            _lead(item),
            _milestones(item),
            _target(item),
            _completion(item),
        )
    if not items:
        nothing = "No actions match" if one.actions else "No actions recorded"
        nothing = "No actions of its own" if one.answered_by and not one.actions else nothing
        yield (*head, nothing, None, None, None, None)


def _recommendation(one: Recommendation, register: Register) -> Parts:
    named = f"{one.id}. {one.title or one.text or '(no text)'}"
    facts = ((label, cell(one, register)) for label, cell in _RECOMMENDATION)
    return _parts((Word(named) if one.title else named,), facts)


def _action(item: Item) -> Parts:
    action = item.action
    named = f"{action.id} {action.title or action.text or _no_text(item)}".rstrip()
    return _parts((Word(named) if action.title else named,), _facts(_ACTION, item))


def _no_text(item: Item) -> str:
    """For an action without text; its recommendation, beside it, speaks for an only action."""
    return "" if item.recommendation.speaks_for(item.action) else "(no text)"


def _lead(item: Item) -> Parts:
    action = item.action
    silent = "Cannot be read" if "lead" in action.unread else _NOT_RECORDED
    leads = _bodies(action.lead, item.register) or (silent,)
    return _parts((*leads, *(("Jointly",) if action.joint else ())), _facts(_LEAD, item))


def _milestones(item: Item) -> Parts:
    return Parts(tuple(part for step in item.action.milestones for part in _milestone(step, item)))


def _milestone(step: Milestone, item: Item) -> Iterator[str | Fact]:
    is_open = step in item.action.open_milestones
    late = days_late(deadline_of(step.target, item.plan), item.as_of) if is_open else None
    status = (step.status or "").replace("-", " ")
    done = step.status in (None, Status.COMPLETE)
    parts = (
        step.text or "(no text)",
        f"lead {details.bodies(step.lead, item.register)}" if step.lead else "",
        f"target {details.in_words(step.target)}" if step.target else "",
        f"{span(late)} late" if late else "",
        "" if step.completed and done else status,
        f"{'complete' if done else 'completed'} {spoken(step.completed)}" if step.completed else "",
        *(f"{key} in the source: {words}" for key, words in step.as_written.items()),
    )
    yield (
        f"{step.id}. " * bool(step.id) + "\u2022 " * (not step.id) + _DASH.join(filter(None, parts))
    )
    told = tuple(details.evidence(one, item.register) for one in step.evidence)
    cells = zip(_MILESTONE_LABELS, (step.outcome, told, step.notes), strict=True)
    yield from (Fact(label, cell) for label, cell in cells if cell)


def _target(item: Item) -> Parts:
    action = item.action
    plain = item._replace(action=action._replace(as_written={}))
    words = details.target(plain) or _NOT_RECORDED
    return _parts((words[:1].upper() + words[1:],), _facts(_TARGET, item))


def _completion(item: Item) -> Parts:
    """The status with its day, the state if that says more, and what came of it."""
    action, state = item.action, details.state(item)
    status = _status_words(item)
    day = f": {spoken(action.completed)}" if action.completed else ""
    more = f" ({state})" if not _is_said(state, status) else ""
    head = Word(f"{status}{day}{more}", item.standing.colour)
    outcome = (action.outcome,) if action.outcome else ()
    return _parts((head, *outcome), _facts(_COMPLETION, item))


def _status_words(item: Item) -> str:
    status = item.action.status
    if status is Status.COMPLETE_ONGOING:
        return "Complete, continuing"
    words = (status or item.action.unread.get("status") or "status missing").replace("-", " ")
    return words[:1].upper() + words[1:]


def _is_said(state: str, status: str) -> bool:
    """Whether a status says what the state does."""
    return state.casefold() == status.casefold()


def _bodies(names: Iterable[str], register: Register) -> tuple[str, ...]:
    return tuple(details.bodies((name,), register) for name in names)


def _facts(
    cells: Iterable[tuple[str, Callable[[Item], Cell]]], item: Item
) -> Iterator[tuple[str, Cell]]:
    return ((label, cell(item)) for label, cell in cells)


def _parts(first: Iterable[str | Word], facts: Iterable[tuple[str, Cell]]) -> Parts:
    return Parts((*first, *(Fact(label, cell) for label, cell in facts if cell)))
