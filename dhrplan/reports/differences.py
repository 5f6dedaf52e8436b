"""The changes between two versions of the plans, each in a category of a board's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from dhrplan.compare.matching import Keys, is_part_of, match
from dhrplan.compare.parts import PartPair, PlanPart, keys_of, pair_parts
from dhrplan.model.agencies import folded
from dhrplan.model.plan import CLOSED, DONE, Action, Milestone
from dhrplan.model.state import deadline_of, has_lapsed, judge
from dhrplan.plan.fields import RECORDS
from dhrplan.plan.folder import Folder
from dhrplan.reports.rows import value_of
from dhrplan.reports.select import Item


class Category(StrEnum):
    """What a change means to a board, in the order in which it is reported."""

    COMPLETED = "completed"
    SIGNED_OFF = "signed-off"
    RESULT_GIVEN = "result-given"
    EVIDENCE_ADDED = "evidence-added"
    MILESTONE_REACHED = "milestone-reached"
    SLIPPED = "slipped"
    EXTENSION_ASKED = "extension-asked"
    BROUGHT_FORWARD = "brought-forward"
    REOPENED = "reopened"
    LAPSED = "lapsed"
    NEW = "new"
    GONE = "gone"
    MOVED = "moved"
    LEAD_CHANGED = "lead-changed"
    REWORDED = "reworded"
    OTHER = "other"


class Change(NamedTuple):
    """One difference between two versions.

    Attributes:
        before: The part that changed, in the earlier version; None where it is new.
        after: The same in the later version; None where it is gone.
        field: The name of the field in the table of fields; None where the whole part is meant.
        old: The value that the field had; of a list, the items that are gone.
        new: The value that it has; of a list, the items that were added.
        days: How far a deadline moved, negative if it was brought forward.
        reason: The reason that the plan gives, or where a new part came from.
    """

    category: Category
    before: PlanPart | None
    after: PlanPart | None
    field: str | None = None
    old: Any = None
    new: Any = None
    days: int | None = None
    reason: str | None = None

    @property
    def part(self) -> PlanPart:
        """The part as it is now, or was last."""
        part = self.after or self.before
        assert part is not None  # noqa: S101 - one of them is given
        return part


def items_of(part: PlanPart, day: date, soon_days: int) -> Iterator[Item]:
    """The action as judged on a day, or all actions of the recommendation or plan."""
    parents = [part.recommendation] if part.recommendation else part.plan.recommendations
    for parent in parents:
        for action in [part.action] if part.action else parent.actions:
            standing = judge(action, part.plan, day, soon_days)
            yield Item(part.plan, parent, action, standing, part.register, day)


def changes(before: Iterable[Folder], after: Iterable[Folder]) -> tuple[Change, ...]:
    """Every change from one version of the plans to another, in the order of the later files."""
    found = [change for pair in pair_parts(before, after) for change in changes_of(pair)]
    return tuple(_with_origins(found))


def changes_of(pair: PartPair) -> Iterator[Change]:
    """Every change of one plan, recommendation or action, without those of the parts in it."""
    before, after = pair.before, pair.after
    if after and before is None:
        yield Change(Category.NEW, None, after, new=_text(after))
    elif before and after is None:
        yield Change(Category.GONE, before, None, old=_text(before))
    elif before and after and after.action:
        yield from _of_action(before, after, has_moved=pair.moved)
    elif before and after and after.recommendation:
        yield from _of_recommendation(before, after)
    elif before and after:
        yield from _of_plan(before, after)


def _text(part: PlanPart) -> str:
    return keys_of(part).text if part.recommendation else part.plan.title or part.plan.id


def _with_origins(found: list[Change]) -> Iterator[Change]:
    """The changes; a new action that is a part of another says so, and a gone one that is in it.

    An action is split where the words of a new one were in another that lost them, and merged
    where the words of one that is gone are in another that did not have them.
    """
    reworded = [
        one
        for one in found
        if one.category is Category.REWORDED and one.part.action and one.field in {"text", "title"}
    ]
    whole: dict[tuple[Category, str], list[Change]] = {}
    for one in found:
        if one.part.action and not one.part.step and one.field is None:
            whole.setdefault((one.category, one.part.plan.id), []).append(one)
    for change in found:
        part = change.part
        text = part.action and (part.action.text or _text(part))
        if not text or part.step or change.field is not None:
            yield change
        elif change.category is Category.NEW:
            gone = whole.get((Category.GONE, part.plan.id), ())
            origins = (
                one.before
                for one in (*reworded, *gone)
                if one.before and is_part_of(text, str(one.old)) and not _has(one.new, text)
            )
            origin = next(origins, None)
            yield change._replace(reason=f"split from {origin.name}") if origin else change
        else:
            new = whole.get((Category.NEW, part.plan.id), ())
            results = (
                one.after
                for one in (*reworded, *new)
                if one.after and is_part_of(text, str(one.new)) and not _has(one.old, text)
            )
            result = next(results, None)
            yield change._replace(reason=f"merged into {result.name}") if result else change


def _has(whole: object, part: str) -> bool:
    return bool(whole) and is_part_of(part, str(whole))


# The fields of a plan, a recommendation, an action and a milestone


def _of_plan(old: PlanPart, new: PlanPart) -> Iterator[Change]:
    a, b = old.plan, new.plan
    if folded(a.id) != folded(b.id):
        yield Change(Category.MOVED, old, new, "id", a.id, b.id)
    yield from _of_texts(old, new, a, b, ("title",))
    yield from _of_others(old, new, "plan", {"id", "format", "title", "recommendations"})


def _of_recommendation(old: PlanPart, new: PlanPart) -> Iterator[Change]:
    a, b = old.recommendation, new.recommendation
    assert a is not None  # noqa: S101
    assert b is not None  # noqa: S101
    if folded(a.id) != folded(b.id):
        yield Change(Category.MOVED, old, new, "id", a.id, b.id)
    yield from _of_texts(old, new, a, b, ("title", "text"))
    if a.result != b.result:
        category = Category.RESULT_GIVEN if b.result else Category.OTHER
        yield Change(category, old, new, "result", a.result, b.result)
    yield from _of_others(old, new, "recommendation", {"id", "title", "text", "result", "actions"})


def _of_action(old: PlanPart, new: PlanPart, *, has_moved: bool) -> Iterator[Change]:
    a, b = old.action, new.action
    assert a is not None  # noqa: S101
    assert b is not None  # noqa: S101
    if folded(old.name) != folded(new.name) and (has_moved or folded(a.id) != folded(b.id)):
        yield Change(Category.MOVED, old, new, "id", old.name, new.name)
    elif has_moved and old.recommendation and new.recommendation:
        parents = old.recommendation.id, new.recommendation.id
        yield Change(Category.MOVED, old, new, "recommendation", *parents)
    if _without_place(a) == _without_place(b) and old.plan.events == new.plan.events:
        return
    told = {"id", "title", "text", "lead", "joint", "target", "milestones", "evidence"}
    for change in _of_status(old, new, a, b):
        yield change
        told |= (
            {"completed"} if change.category is Category.COMPLETED and not a.completed else set()
        )
        told |= {str(change.field)}
    moved = list(_of_target(old, new, a, b))
    yield from moved
    gone, added = _items(a.extensions, b.extensions)
    if len(added) == 1 and not gone and any(one.days is not None for one in moved):
        told |= {"extensions"}  # it records the move
    if b.extension_asked and a.extension_asked != b.extension_asked:
        values = a.extension_asked, b.extension_asked
        yield Change(Category.EXTENSION_ASKED, old, new, "extension_asked", *values)
        told |= {"extension_asked"}
    if has_lapsed(b) and not has_lapsed(a):
        yield Change(Category.LAPSED, old, new, "checks", *_items(a.checks, b.checks))
        told |= {"checks"}
    yield from _of_lead(old, new, a, b)
    yield from _of_texts(old, new, a, b, ("title", "text"))
    gone, added = _items(a.evidence, b.evidence)
    if added:
        yield Change(Category.EVIDENCE_ADDED, old, new, "evidence", gone, added)
    elif gone:
        yield Change(Category.OTHER, old, new, "evidence", gone, added)
    yield from _of_milestones(old, new, a, b)
    yield from _of_others(old, new, "action", told)


def _without_place(action: Action) -> tuple[Any, ...]:
    """An action without its place in the file, nor those of its milestones."""
    steps = tuple(step._replace(line=0, route=()) for step in action.milestones)
    return action._replace(line=0, route=(), milestones=steps)


def _of_status(old: PlanPart, new: PlanPart, a: Action, b: Action) -> Iterator[Change]:
    if not a.is_done and b.is_done:
        yield Change(Category.COMPLETED, old, new, "status", a.status, b.status)
    elif a.status in CLOSED and b.status not in CLOSED:
        yield Change(Category.REOPENED, old, new, "status", a.status, b.status)
    if b.signed_off and not a.signed_off:
        yield Change(Category.SIGNED_OFF, old, new, "signed_off", None, b.signed_off)


def _of_milestones(old: PlanPart, new: PlanPart, a: Action, b: Action) -> Iterator[Change]:
    is_same = [one[3:] for one in a.milestones] == [one[3:] for one in b.milestones]
    if is_same and old.plan.events == new.plan.events:
        return  # all is as it was, but for the line and the route

    def keys(step: Milestone) -> Keys:
        return Keys(folded(step.name), " ".join((step.text or "").split()))

    for was, now in match(a.milestones, b.milestones, keys):
        before = old._replace(step=was) if was else None
        after = new._replace(step=now) if now else None
        if after and now and was is None:
            yield Change(Category.NEW, None, after, new=now.text)
        elif before and was and now is None:
            yield Change(Category.GONE, before, None, old=was.text)
        elif before and after and was and now:
            yield from _of_milestone(before, after, was, now)


def _of_milestone(old: PlanPart, new: PlanPart, a: Milestone, b: Milestone) -> Iterator[Change]:
    told = {"id", "text", "lead", "target"}
    if a.id != b.id:
        yield Change(Category.MOVED, old, new, "id", old.name, new.name)
    if _is_reached(b) and not _is_reached(a):
        yield Change(Category.MILESTONE_REACHED, old, new, "status", a.status, b.status)
        told |= {"status"} if a.completed else {"status", "completed"}
    elif _is_reached(a) and not _is_reached(b):
        yield Change(Category.REOPENED, old, new, "status", a.status, b.status)
        told |= {"status"}
    yield from _of_target(old, new, a, b)
    yield from _of_lead(old, new, a, b)
    yield from _of_texts(old, new, a, b, ("text",))
    yield from _of_others(old, new, "milestone", told)


def _is_reached(step: Milestone) -> bool:
    return step.status in DONE or (step.status is None and step.completed is not None)


def _of_target(
    old: PlanPart, new: PlanPart, a: Action | Milestone, b: Action | Milestone
) -> Iterator[Change]:
    """A move of the deadline, also of one that counts from a date of the plan that has moved."""
    before, after = deadline_of(a.target, old.plan), deadline_of(b.target, new.plan)
    if before and after and before != after:
        category = Category.SLIPPED if after > before else Category.BROUGHT_FORWARD
        reason = _reason(a, b)
        days = (after - before).days
        yield Change(category, old, new, "target", a.target, b.target, days, reason)
    elif (was := _value(a, "target")) != (now := _value(b, "target")):
        yield Change(Category.OTHER, old, new, "target", was, now)


def _reason(a: Action | Milestone, b: Action | Milestone) -> str | None:
    """The reason of the newest extension that is new."""
    if isinstance(a, Milestone) or isinstance(b, Milestone):
        return None
    _, added = _items(a.extensions, b.extensions)
    return next((one.reason for one in reversed(added) if one.reason), None)


def _of_lead(
    old: PlanPart, new: PlanPart, a: Action | Milestone, b: Action | Milestone
) -> Iterator[Change]:
    """Other leads; another name of the same body is no change."""
    if a.lead != b.lead and old.register.codes(a.lead) != new.register.codes(b.lead):
        yield Change(Category.LEAD_CHANGED, old, new, "lead", a.lead, b.lead)
    if getattr(a, "joint", False) != getattr(b, "joint", False):
        yield Change(Category.LEAD_CHANGED, old, new, "joint", *_values(a, b, "joint"))


def _of_texts(
    old: PlanPart, new: PlanPart, a: Any, b: Any, names: tuple[str, ...]
) -> Iterator[Change]:
    for name in names:
        was, now = _values(a, b, name)
        if was != now and _words(was) != _words(now):
            yield Change(Category.REWORDED, old, new, name, was, now)


def _words(text: str | None) -> list[str]:
    """The words of a text: other line breaks are no other wording."""
    return (text or "").split()


_PLACE = frozenset({"line", "route", "name", "file", "milestones", "actions", "recommendations"})
"""Attributes that are compared elsewhere, or in which a difference is no change."""


def _of_others(old: PlanPart, new: PlanPart, record: str, told: set[str]) -> Iterator[Change]:
    """Every other field of the table of fields that differs."""
    a, b = _record(old), _record(new)
    every = zip(a._fields, a, b, strict=True)
    differing = {name for name, x, y in every if x is not y and x != y} - _PLACE
    if not differing:
        return
    for field in RECORDS[record]:
        if field.name in told or not differing & {field.attribute, "unread"}:
            continue
        was, now = _value(a, field.attribute), _value(b, field.attribute)
        if was == now or (not was and not now):
            continue
        if is_list(was) and is_list(now):
            was, now = _items(was, now)
            if not was and not now:
                continue  # another order
        yield Change(Category.OTHER, old, new, field.name, was, now)


def is_list(value: object) -> bool:
    """True of a field that is a list, and not a record such as a decision."""
    return isinstance(value, tuple) and not hasattr(value, "_fields")


def _record(part: PlanPart) -> Any:
    return part.step or part.action or part.recommendation or part.plan


def _values(a: Any, b: Any, name: str) -> tuple[Any, Any]:
    return getattr(a, name), getattr(b, name)


def _value(record: Any, name: str) -> Any:
    """A field; where it could not be read, as the file has it."""
    unread = getattr(record, "unread", None)
    if unread and name in unread:
        return unread[name]
    value = value_of(record, name, name)
    return dict(value) if isinstance(value, Mapping) else value


def _items(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """The items of a list that are gone, and those that were added."""
    return _without(old, new), _without(new, old)


def _without(some: tuple[Any, ...], others: tuple[Any, ...]) -> tuple[Any, ...]:
    left = list(others)
    found = []
    for one in some:
        if one in left:
            left.remove(one)
        else:
            found.append(one)
    return tuple(found)
