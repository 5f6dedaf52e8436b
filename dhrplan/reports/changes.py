"""The question `changes`: what is different between two versions of the plans, by category."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from dhrplan.compare.matching import rewording
from dhrplan.compare.parts import PlanPart
from dhrplan.diagnostic import Route
from dhrplan.model.agencies import Register
from dhrplan.model.dates.values import Period, PlanDate, RelativeDate, spoken
from dhrplan.model.plan import Action, Milestone
from dhrplan.plan.fields import RECORDS, Body, ListOf
from dhrplan.plan.folder import Folder
from dhrplan.reports import details
from dhrplan.reports.differences import Category, Change, changes, is_list, items_of
from dhrplan.reports.entries import key_section, review_heading
from dhrplan.reports.rows import field_json, flat_date, lead_codes, markings, partnerships
from dhrplan.reports.select import Selection, resolved, review_filter
from dhrplan.reports.sheets import TITLES
from dhrplan.table import Brief, Cell, Column, Fact, Json, Parts, Report, Section, Table
from dhrplan.wording import count, shortened, span

HEADINGS = MappingProxyType(
    {
        Category.COMPLETED: "Completed",
        Category.SIGNED_OFF: "Signed off",
        Category.RESULT_GIVEN: "Decided whether it was met",
        Category.EVIDENCE_ADDED: "Evidence added",
        Category.MILESTONE_REACHED: "Milestones reached",
        Category.SLIPPED: "Moved to a later date",
        Category.EXTENSION_ASKED: "Extension requested",
        Category.BROUGHT_FORWARD: "Brought forward",
        Category.REOPENED: "Reopened",
        Category.LAPSED: "Lapsed",
        Category.NEW: "New",
        Category.GONE: "No longer in the plan",
        Category.MOVED: "Moved or renumbered",
        Category.LEAD_CHANGED: "Lead changed",
        Category.REWORDED: "Reworded",
        Category.OTHER: "Other changes",
    }
)
"""The categories as headings."""

_STATUS = "Status changed"
"""The heading of changes of the status that have no category of their own."""

_ORDER = tuple(
    heading
    for category, words in HEADINGS.items()
    for heading in ((words, _STATUS) if category is Category.REOPENED else (words,))
)

NOTHING = "Nothing changed."

_LONGEST_QUOTE = 80
"""The characters that are shown of each piece of a text that was reworded."""

_MOST_PIECES = 6
"""A text with more pieces that changed is shown whole, as it is now."""


class End(NamedTuple):
    """A version that is compared.

    Attributes:
        day: The day by which its actions are judged.
        words: What it is, at the end of a sentence.
        commit: None for the files on disk.
    """

    folders: tuple[Folder, ...]
    day: date
    words: str
    commit: str | None = None


Dated = Callable[[Change], tuple[date | None, str | None]]
"""The day and the commit by which a change was made, where git knows it."""


def _undated(_change: Change) -> tuple[date | None, str | None]:
    return None, None


def changes_between(
    before: End, after: End, selection: Selection, dated: Dated = _undated
) -> Report:
    """The changes from one version to another.

    Raises:
        NotFoundError: A filter names something that is in neither version.
    """
    folders = (*after.folders, *before.folders)
    selection = resolved(folders, selection)
    found = selected_changes(before, after, selection)
    plans = tuple({id(one.part.plan): one.part.plan for one in found}.values())
    sections = tuple(change_sections(found))
    rows = sum(len(table.rows) for section in sections for table in section.tables)
    return Report(
        kind="changes",
        title="Changes",
        as_of=after.day,
        sections=(
            Section(
                "", (Fact("", f"From {before.words} to {after.words}."), _summary(found, rows))
            ),
            *sections,
            *key_section(_leads(found)),
        ),
        make_data=lambda: {
            "since": {"commit": before.commit, "date": before.day.isoformat()},
            "until": {"commit": after.commit, "date": after.day.isoformat()},
            "changes": [change_json(one, dated(one)) for one in found],
        },
        make_flat=lambda: _flat(found, dated),
        make_quoted=lambda: [change_json(one, _undated(one)) for one in found],
        filters=selection.named,
        chosen=selection.in_words(folders),
        markings=markings(plans),
        partnerships=partnerships(plans),
        commit=after.commit,
    )


def selected_changes(before: End, after: End, selection: Selection) -> tuple[Change, ...]:
    """The changes that match a resolved selection, by category and then as in the files.

    A change matches if the action did before it or does after it; a change to a plan or a
    recommendation, if one of its actions does.
    """
    order = {category: number for number, category in enumerate(Category)}
    plans = (plan for end in (after, before) for folder in end.folders for plan in folder.plans)
    files = {file: number for number, file in enumerate(dict.fromkeys(p.file for p in plans))}

    def place(one: Change) -> tuple[int, int, Route]:
        part = one.part
        inner = part.step or part.action or part.recommendation
        return order[one.category], files[part.plan.file], inner.route if inner else ()

    found = changes(before.folders, after.folders)
    return tuple(
        sorted((one for one in found if _is_selected(one, before, after, selection)), key=place)
    )


def _is_selected(change: Change, before: End, after: End, selection: Selection) -> bool:
    asked = review_filter(selection)
    versions = [
        (part, end) for part, end in ((change.before, before), (change.after, after)) if part
    ]
    if not any(asked(part.plan) for part, _ in versions):
        return False
    if not selection.narrows_actions:
        return True
    soon = max((folder.settings.soon_days for folder in after.folders), default=0)
    rest = selection.without("review")
    return any(
        rest.passes(item) for part, end in versions for item in items_of(part, end.day, soon)
    )


# For people


def _summary(found: Sequence[Change], rows: int) -> Fact:
    """How much changed: as many changes as there are rows below."""
    if not found:
        return Fact("", NOTHING)
    parts = {one.part.name: one.part for one in found}
    actions = {name.partition("/")[0] for name, part in parts.items() if part.action}
    reviews = len({part.plan.id for part in parts.values()})
    where = f"in {count(reviews, 'review')}"
    of = f"{count(rows, 'change')} to {count(len(actions), 'action')}"
    return Fact("", f"{of} {where}." if actions else f"{count(rows, 'change')} {where}.")


_COLUMNS = (
    Column("review", "Review"),
    Column("action", "Action"),
    Column("text", "Title", prose=True, label=False, least=24),
    Column("change", "Change", prose=True, label=False, least=28),
    Column("lead", "Lead"),
)


_WITH_OUTCOME = (Category.COMPLETED, Category.MILESTONE_REACHED)


def without_outcomes(found: Iterable[Change]) -> Iterator[Change]:
    """The changes without an outcome that is shown with its completion."""
    every = tuple(found)
    completed = {one.part.name for one in every if one.category in _WITH_OUTCOME}
    for one in every:
        if one.field != "outcome" or one.old or one.part.name not in completed:
            yield one


def change_sections(found: Iterable[Change]) -> Iterator[Section]:
    """The changes under a heading for each category; one row for each part of a plan."""
    by_heading: dict[str, dict[tuple[str, str], list[Change]]] = {}
    for one in without_outcomes(found):
        rows = by_heading.setdefault(heading_of(one), {})
        rows.setdefault((one.part.plan.file, one.part.name), []).append(one)
    for heading, rows in sorted(by_heading.items(), key=lambda one: _ORDER.index(one[0])):
        by_review: dict[str, list[tuple[Cell, ...]]] = {}
        for same in rows.values():
            plan = same[0].part.plan
            by_review.setdefault(plan.id, []).append((review_heading(plan), *_cells(same)))
        cells = tuple(row for each in by_review.values() for row in each)
        yield Section(f"{heading} ({len(cells):,})", (), (Table(_COLUMNS, cells, 1),))


def heading_of(one: Change) -> str:
    """The heading that a change is shown under."""
    if (one.category, one.field) == (Category.OTHER, "status"):
        return _STATUS
    return HEADINGS[one.category]


def _cells(same: list[Change]) -> tuple[Cell, ...]:
    part = same[0].part
    return (
        part_id(part),
        _title(part),
        _said(tuple(filter(None, map(in_words, same)))),
        lead_codes(_lead(part), part.register) if part.action else "",
    )


def _said(words: tuple[str, ...]) -> Cell:
    """Each change on a line of its own."""
    return Parts(words) if len(words) > 1 else "".join(words)


def part_id(part: PlanPart) -> str:
    """The id of a part within its review; empty for a whole plan."""
    if part.action:
        return f"{part.action.id}/{part.step.name}" if part.step else part.action.id
    return part.recommendation.id if part.recommendation else ""


def _lead(part: PlanPart) -> tuple[str, ...]:
    own = part.step.lead if part.step else ()
    return own or (part.action.lead if part.action else ())


def _leads(found: Iterable[Change]) -> Iterator[tuple[str, Register]]:
    return ((name, one.part.register) for one in found for name in _lead(one.part))


def _title(part: PlanPart) -> Cell:
    if part.step:
        return Brief(f"Milestone: {part.step.text or '(no text)'}")
    parent = part.recommendation
    if part.action:
        own = part.action.title or part.action.text
        if parent and not own and parent.speaks_for(part.action):
            own = parent.title or parent.text
        return Brief(own or "(no text)")
    if parent:
        return Brief(f"Recommendation: {parent.title or parent.text or '(no text)'}")
    return part.plan.title or part.plan.id


def in_words(one: Change) -> str:
    """A change for people, as the end of a row under the heading of its category."""
    words = _WORDS.get(one.category, _other)(one)
    return f"{words[:1].upper()}{words[1:]}"


def _completed(one: Change) -> str:
    after = one.part.step or one.part.action
    when = after.completed if after else None
    done = f"completed {spoken(when)}" if when else "no date of completion"
    outcome = (
        f". Outcome: {shortened(after.outcome, _LONGEST_QUOTE)}" if after and after.outcome else ""
    )
    return f"{done}{outcome}"


def _moved_date(one: Change) -> str:
    days = one.days or 0
    how = f"{span(abs(days))} {'later' if days > 0 else 'earlier'}"
    reason = f". Reason: {one.reason}" if one.reason else ""
    if one.part.step is None and not one.reason and days > 0:
        reason = ". No reason recorded"
    if one.old == one.new:
        return f"{details.in_words(one.new)}: the date that it counts from moved, {how}"
    return f"From {details.in_words(one.old)} to {details.in_words(one.new)}, {how}{reason}"


def _moved(one: Change) -> str:
    where = "under recommendation " if one.field == "recommendation" else ""
    return f"Was {where}{one.old}"


def _reworded(one: Change) -> str:
    field = "" if one.field == "text" else f"{_field(one)}: "
    if not one.old or not one.new:
        return f"{field}{_piece(one.old or '', one.new or '')}"
    pieces = list(rewording(one.old, one.new))
    if len(pieces) > _MOST_PIECES:
        return f"{field}rewritten. It was: {one.old}"
    return f"{field}{'; '.join(_piece(*piece) for piece in pieces)}"


def _piece(old: str, new: str) -> str:
    old, new = (f"“{shortened(text, _LONGEST_QUOTE)}”" if text else "" for text in (old, new))
    if old and new:
        return f"{old} is now {new}"
    return f"{new} added" if new else f"{old} removed"


def _new(one: Change) -> str:
    if one.reason:
        return one.reason
    part = one.part.step or one.part.action
    target = part.target if isinstance(part, Action | Milestone) else None
    return f"Target {details.in_words(target)}" if target else ""


def _gone(one: Change) -> str:
    part = one.part.step or one.part.action
    if one.reason or part is None:
        return one.reason or ""
    status = str(part.status).replace("-", " ") if part.status else "without a status"
    return f"it was {status}"


def _evidence(one: Change) -> str:
    return "; ".join(details.evidence(each, one.part.register) for each in one.new)


def _lead_changed(one: Change) -> str:
    if one.field == "joint":
        return "The leads now lead jointly" if one.new else "The leads no longer lead jointly"
    before, after = one.before or one.part, one.after or one.part
    old = details.bodies(one.old, before.register) or "nobody"
    return f"From {old} to {details.bodies(one.new, after.register) or 'nobody'}"


def _result(one: Change) -> str:
    parent = one.part.recommendation
    return details.result(parent) if parent else ""


def _reopened(one: Change) -> str:
    status = str(one.new).replace("-", " ") if one.new else "without a status"
    return f"Was {str(one.old).replace('-', ' ')}, now {status}"


_WORDS: Mapping[Category, Callable[[Change], str]] = MappingProxyType(
    {
        Category.COMPLETED: _completed,
        Category.SIGNED_OFF: lambda one: details.dated(one.new.date, one.new.by, None),
        Category.RESULT_GIVEN: _result,
        Category.EVIDENCE_ADDED: _evidence,
        Category.MILESTONE_REACHED: _completed,
        Category.SLIPPED: _moved_date,
        Category.EXTENSION_ASKED: lambda one: details.extension_asked(one.new),
        Category.BROUGHT_FORWARD: _moved_date,
        Category.REOPENED: _reopened,
        Category.LAPSED: lambda one: "; ".join(map(details.check, one.new)),
        Category.NEW: _new,
        Category.GONE: _gone,
        Category.MOVED: _moved,
        Category.LEAD_CHANGED: _lead_changed,
        Category.REWORDED: _reworded,
    }
)


def _field(one: Change) -> str:
    name = one.field or ""
    return TITLES.get(name, name.replace("_", " ").capitalize())


def _other(one: Change) -> str:
    """A change of any other field: the values where they are short, else what was done to it."""
    name, old, new = _field(one), one.old, one.new
    if is_list(old) or is_list(new):
        added = [f"{name}: {_shown(each, one)}" for each in new or ()]
        gone = [f"{name}, removed: {_shown(each, one)}" for each in old or ()]
        return "; ".join((*added, *gone))
    if isinstance(old, str) and isinstance(new, str) and _is_long(old, new):
        return f"{name}: {'; '.join(_piece(*each) for each in rewording(old, new))}"
    if new in (None, "", {}):
        return f"{name} removed: {_shown(old, one)}"
    if old in (None, "", {}):
        return f"{name}: {_shown(new, one)}"
    return f"{name}: {_shown(new, one)} (was {_shown(old, one)})"


_SHORT = 40


def _is_long(*texts: str) -> bool:
    return max(map(len, texts)) > _SHORT


def _shown(value: Any, one: Change) -> str:
    """A value for people."""
    if isinstance(value, PlanDate | RelativeDate):
        return spoken(value)
    if isinstance(value, Period):
        return value.canonical
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_shown(each, one)}" for key, each in value.items())
    if hasattr(value, "_asdict"):
        given = {
            key: each for key, each in value._asdict().items() if each not in (None, (), False)
        }
        when, by = given.pop("date", None), given.pop("by", None) or given.pop("from_", None)
        texts = "; ".join(_shown(each, one) for each in given.values())
        return details.dated(when, by, texts)
    if isinstance(value, tuple):
        return ", ".join(_shown(each, one) for each in value)
    kind = next((f.kind for f in RECORDS[_record(one.part)] if f.name == one.field), None)
    kind = kind.item if isinstance(kind, ListOf) else kind
    if isinstance(kind, Body):
        return details.bodies((str(value),), one.part.register)
    return str(value).replace("-", " ") if one.field == "status" else str(value)


def _record(part: PlanPart) -> str:
    if part.step:
        return "milestone"
    if part.action:
        return "action"
    return "recommendation" if part.recommendation else "plan"


# For programs


def change_json(one: Change, made: tuple[date | None, str | None]) -> dict[str, Json]:
    """A change for programs, with the day and the commit by which it was made."""
    part = one.part
    day, commit = made
    return {
        "review": part.plan.id,
        "recommendation": part.recommendation.id if part.recommendation else None,
        "action": part.action.id if part.action else None,
        "milestone": part.step.name if part.step else None,
        "category": one.category.value,
        "field": one.field,
        "before": _value_json(one, one.old, one.before),
        "after": _value_json(one, one.new, one.after),
        "days": one.days,
        "reason": one.reason,
        "date": day.isoformat() if day else None,
        "commit": commit,
    }


def _value_json(one: Change, value: Any, part: PlanPart | None) -> Json:
    if part is None or value is None or isinstance(value, str):
        return value if isinstance(value, str) else None
    return field_json(_record(part), one.field or "", value, part.register)


_FLAT = (
    *("name", "review", "recommendation", "action", "milestone", "category", "field", "change"),
    *("before", "after", "days", "reason", "date", "commit", "lead", "marking"),
)


def _flat(found: Iterable[Change], dated: Dated) -> Table:
    return Table(
        tuple(Column(key, key) for key in _FLAT), tuple(_flat_row(one, dated(one)) for one in found)
    )


def _flat_row(one: Change, made: tuple[date | None, str | None]) -> tuple[Cell, ...]:
    part = one.part
    cells: dict[str, Cell] = {
        "name": part.name,
        "review": part.plan.id,
        "recommendation": part.recommendation.id if part.recommendation else None,
        "action": part.action.id if part.action else None,
        "milestone": part.step.name if part.step else None,
        "category": one.category.value,
        "field": one.field,
        "change": in_words(one),
        "before": _flat_value(one, one.old),
        "after": _flat_value(one, one.new),
        "days": one.days,
        "reason": one.reason,
        "date": made[0].isoformat() if made[0] else None,
        "commit": made[1],
        "lead": part.register.codes(_lead(part)),
        "marking": part.plan.marking,
    }
    return tuple(cells[key] for key in _FLAT)


def _flat_value(one: Change, value: Any) -> Cell:
    if value is None:
        return None
    if isinstance(value, PlanDate | RelativeDate):
        return flat_date(value)
    return _shown(value, one) or None
