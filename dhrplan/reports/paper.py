"""The question `paper`: what a board decides and hears at a meeting, in the order of a chair.

The record is that of the day on which the paper is made. Lateness is counted to the day of the
meeting: that is when it is read out, and what is promised for before the meeting is late then
unless news comes in between.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from dhrplan.model.agencies import Register
from dhrplan.model.dates.values import AnyDate, Period, on_day, spoken
from dhrplan.model.plan import DROPPED, Milestone
from dhrplan.model.state import (
    Flag,
    State,
    Step,
    days_extended,
    deadline_of,
    first_target,
    ladder,
    last_update,
    needs_attention,
    newest_finding,
    open_deadlines,
    past_without_status,
)
from dhrplan.reports import details
from dhrplan.reports.changes import HEADINGS, End, in_words, selected_changes
from dhrplan.reports.differences import Category, Change
from dhrplan.reports.entries import key_section
from dhrplan.reports.promises import (
    SilentMove,
    days_late_by_first,
    days_late_in_force,
    earlier_in_git,
    moves,
    promise,
)
from dhrplan.reports.rows import canonical, gist, lead_codes, markings, partnerships
from dhrplan.reports.select import Item, Selection, resolved, select, selected_plans
from dhrplan.reports.summary import LADDER, old_records
from dhrplan.table import Cell, Code, Column, Fact, Json, Parts, Report, Section, Table, Word
from dhrplan.wording import count, listed, shortened, span

_TITLE = 64
"""The characters of a title: two lines of a column."""

_SAID = 120
"""The characters of an outcome or of a change."""

_UNTIL_NEXT = Period(3, "month")
"""The time to the next meeting where the settings name none: boards meet every quarter."""

_LEAD = Column("lead", "Lead")
_ACTION = Column("action", "Action", least=8)
_TITLE_ALONE = Column("text", "Title", prose=True, label=False, least=24)
_TITLE_AND_LEAD = Column("text", "Title and lead", prose=True, label=False, least=18)


class Occasion(NamedTuple):
    """What a paper is about.

    Attributes:
        meeting: The day of the meeting; lateness is counted to it.
        made: The day whose record the paper has.
        since: The day since which changes are counted.
        before: The plans of that day.
        after: The plans that the paper is about.
        moves: The targets that moved without a record, which only git knows.
    """

    meeting: date
    made: date
    since: date
    before: End
    after: End
    moves: tuple[SilentMove, ...] = ()

    @property
    def meetings(self) -> tuple[date, ...]:
        """The days of meetings in the settings."""
        every = {day for folder in self.after.folders for day in folder.settings.meetings}
        return tuple(sorted(every))

    @property
    def next_meeting(self) -> date | None:
        """The meeting after this, if the settings name it."""
        return next((day for day in self.meetings if day > self.meeting), None)

    @property
    def until(self) -> date:
        """The last day before which something is due by the next meeting."""
        return self.next_meeting or _UNTIL_NEXT.after(self.meeting)


def paper(occasion: Occasion, selection: Selection) -> Report:
    """The paper for a meeting.

    Raises:
        NotFoundError: A filter names something that is in neither version.
    """
    folders = (*occasion.after.folders, *occasion.before.folders)
    selection = resolved(folders, selection)
    found = _Gathering(occasion, selection)
    plans = selected_plans(occasion.after.folders, selection)
    return Report(
        kind="paper",
        title=f"Board paper for the meeting on {_spoken(occasion.meeting)}",
        as_of=occasion.made,
        sections=(
            found.decisions_section(),
            found.changes_section(),
            found.late_section(),
            found.coming_section(),
            *found.watch_sections(),
            found.ladder_section(),
            *key_section(found.codes()),
        ),
        make_data=found.data,
        make_flat=found.flat,
        filters=selection.named,
        chosen=selection.in_words(folders),
        notes=(_COUNTED_TO,),
        markings=markings(plans),
        partnerships=partnerships(plans),
    )


_COUNTED_TO = (
    "Days late are counted to the day of the meeting. What is done before it is not in this paper."
)


class DecisionWanted(NamedTuple):
    """Something that the board is asked to decide or to note.

    Attributes:
        kind: `extension`, `sign-off`, `dropped` or `paused`.
        ask: What is asked.
        more: What it needs to know for that, a sentence each.
        by: Who asks or has decided, as in the file.
        target: The date that is asked for.
    """

    kind: str
    item: Item
    ask: str
    more: tuple[str, ...] = ()
    by: str | None = None
    target: AnyDate | None = None


class _Coming(NamedTuple):
    """A deadline before the next meeting, of an action or of a milestone."""

    item: Item
    step: Milestone | None
    due: date


class _Watched(NamedTuple):
    """An action to ask about, with the reason."""

    kind: str
    item: Item
    why: str


@dataclass(frozen=True)
class _Gathering:
    """What the paper says, as values; the sections are made of them."""

    occasion: Occasion
    selection: Selection

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The actions as judged on the day of the meeting."""
        return select(self.occasion.after.folders, self.selection, self.occasion.meeting)

    @cached_property
    def items_before(self) -> tuple[Item, ...]:
        """The actions of the earlier version, judged on its day."""
        return select(self.occasion.before.folders, self.selection, self.occasion.since)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every change between the two versions."""
        return selected_changes(self.occasion.before, self.occasion.after, self.selection)

    def promised(self, item: Item) -> tuple[str, ...]:
        """The date first promised by the plan, and the earlier one that only git has."""
        words = promise(item)
        earlier = earlier_in_git(item, self.occasion.moves)
        in_git = (f"In an earlier version: {details.in_words(earlier)}",) if earlier else ()
        return (f"{words[:1].upper()}{words[1:]}", *in_git)

    def how_moved(self, item: Item) -> str:
        """How often the target moved by the plan, which may not know of a move that git has."""
        never = "no move recorded" if earlier_in_git(item, self.occasion.moves) else "never moved"
        how = moves(item) or never
        return f"{how[:1].upper()}{how[1:]}"

    # Decisions

    @cached_property
    def decisions(self) -> tuple[DecisionWanted, ...]:
        """What the board is asked, in the order of the table."""
        asked = [_extension(one) for one in self.items if one.action.extension_asked]
        closures = [
            _closure(one) for one in self.items if one.standing.state is State.AWAITING_SIGN_OFF
        ]
        dropped = {
            (one.part.plan.file, one.part.action.route)
            for one in self.changes
            if _is_dropped(one) and one.part.action and not one.part.step
        }
        noted = [_dropped(one) for one in self.items if _place(one) in dropped]
        paused = [
            _paused(one)
            for one in self.items
            if needs_attention(one.action, one.plan, self.occasion.meeting)
        ]
        return (*asked, *closures, *noted, *paused)

    def decisions_section(self) -> Section:
        """One table of all that is wanted today, numbered through."""
        wanted = self.decisions
        rows = tuple(
            (
                str(number),
                one.item.name,
                _title_and_lead(one.item),
                Parts((Word(one.ask), *one.more)),
                Parts((*self.promised(one.item), self.how_moved(one.item))),
            )
            for number, one in enumerate(wanted, 1)
        )
        columns = (
            Column("number", "No."),
            _ACTION,
            _TITLE_AND_LEAD,
            Column("decision", "Decision wanted", prose=True, label=False, least=24),
            Column("first", "Date first promised", prose=True, least=14),
        )
        title = f"Decisions wanted today ({len(wanted):,})" if wanted else "Decisions wanted today"
        return Section(title, (), (Table(columns, rows, empty="No decision is waiting."),))

    # Changes

    def changes_section(self) -> Section:
        """A count of each kind, and a row for each part of a plan that changed."""
        by_part: dict[tuple[str, str], list[Change]] = {}
        extensions = {one.item.name for one in self.decisions if one.kind == "extension"}
        for one in self.changes:
            is_above = one.category is Category.EXTENSION_ASKED and one.part.name in extensions
            if one.category is not Category.OTHER and not is_above:
                by_part.setdefault((one.part.plan.file, one.part.name), []).append(one)
        rows = tuple(
            (each[0].part.name, _part_title(each[0]), _said(each)) for each in by_part.values()
        )
        columns = (
            _ACTION,
            _TITLE_ALONE,
            Column("change", "Change", prose=True, label=False, least=36),
        )
        tables = (Table(columns, rows),) if rows else ()
        return Section(self._since_heading(), (Fact("", self._counts()),), tables)

    def _since_heading(self) -> str:
        since = self.occasion.since
        last = "the last meeting, " if since in self.occasion.meetings else ""
        return f"What has changed since {last}{_spoken(since)}"

    def _counts(self) -> str:
        parts: dict[str, set[str]] = {}
        for one in self.changes:
            words = _COUNTED.get(one.category, one.category.value)
            if one.category is Category.OTHER:
                words = str(one.new).replace("-", " ") if _is_dropped(one) else _OTHERS
            parts.setdefault(words, set()).add(one.part.name)
        others = parts.pop(_OTHERS, set()).difference(*[set()], *parts.values())
        counts = [f"{len(names):,} {words}" for words, names in parts.items()]
        counts += [f"{len(others):,} {_OTHERS}"] if others else []
        return f"{listed(counts)}." if counts else "Nothing has changed."

    # Late

    @cached_property
    def late(self) -> tuple[Item, ...]:
        """The actions that are late by the first date or by the one in force, the longest first."""
        found = [one for one in self.items if days_late_by_first(one) or days_late_in_force(one)]
        return tuple(sorted(found, key=lambda one: -(days_late_by_first(one) or 0)))

    def late_section(self) -> Section:
        """The counts by both dates, and a row for each."""
        first = sum(1 for one in self.late if days_late_by_first(one))
        force = sum(1 for one in self.late if days_late_in_force(one))
        whole = count(len(self.items), "action")
        verb = "is" if first == 1 else "are"
        told = (
            f"{first:,} of {whole} {verb} late by the date first promised, {force:,} by the date "
            "in force."
            if self.late
            else f"No action of {len(self.items):,} is late, by the date first promised or by the "
            "one in force."
        )
        facts = (Fact("", told), *self._doubts())
        latest = {
            one.plan.file: one.standing.deadline
            for one in self.late
            if one.standing.deadline is not None
        }
        plans = (one.plan for one in self.items)
        facts = (*facts, *old_records(plans, self.occasion.made, latest))
        columns = (
            _ACTION,
            _TITLE_AND_LEAD,
            Column("first_promised", "First promised"),
            Column("late_first", "Late by first date"),
            Column("target", "In force"),
            Column("late", "Late by date in force"),
        )
        rows = tuple(
            (
                one.name,
                _title_and_lead(one),
                Parts(self.promised(one)),
                _late_word(days_late_by_first(one)),
                details.in_words(one.action.target) or "no target date",
                details.late_steps(one) or _late_word(days_late_in_force(one)),
            )
            for one in self.late
        )
        return Section("Late at the meeting", facts, (Table(columns, rows),) if rows else ())

    def _doubts(self) -> Iterator[Fact]:
        """What may be late and is not known to be."""
        silent = [one.name for one in self.items if self._is_silent(one)]
        if silent:
            verb = "is" if len(silent) == 1 else "are"
            words = f"past the target date, with the status missing: {', '.join(silent)}"
            yield Fact("", f"{len(silent):,} more {verb} {words}.")
        unclear = [one.name for one in self.items if one.action.unclear]
        if unclear:
            yield Fact("", f"Part of the record cannot be read: {', '.join(unclear)}.")

    def _is_silent(self, item: Item) -> bool:
        return bool(past_without_status(item.action, item.plan, self.occasion.meeting))

    # What comes

    @cached_property
    def coming(self) -> tuple[_Coming, ...]:
        """What is due from the meeting until the next, the earliest first."""
        first, last = self.occasion.meeting, self.occasion.until
        found = (
            _Coming(item, step, due)
            for item in self.items
            if not item.action.unclear
            for step, due in open_deadlines(item.action, item.plan)
            if first <= due <= last
        )
        return tuple(sorted(found, key=lambda one: one.due))

    def coming_section(self) -> Section:
        """What is due before the next meeting."""
        following = self.occasion.next_meeting
        title = (
            f"Due before the next meeting, {_spoken(following)}"
            if following
            else f"Due in the three months to {_spoken(self.occasion.until)}"
        )
        columns = (
            _ACTION,
            _TITLE_ALONE,
            _LEAD,
            Column("target", "Due"),
            Column("first", "First promised"),
        )
        rows = tuple(
            (
                f"{one.item.name}/{one.step.name}" if one.step else one.item.name,
                *_title_apart_from_lead(one.item, one.step),
                details.in_words(one.step.target if one.step else one.item.action.target),
                "" if one.step else promise(one.item),
            )
            for one in self.coming
        )
        return Section(title, (), (Table(columns, rows, empty="Nothing is due by then."),))

    # What to ask about

    @cached_property
    def watched(self) -> tuple[_Watched, ...]:
        """What has lapsed, has had no news, or has a check due, each action once."""
        asked = {one.item.name for one in self.decisions}
        found: dict[tuple[str, object], _Watched] = {}
        for kind, find in _WATCHES.items():
            for item in self.items:
                why = find(item, self.occasion)
                is_asked = kind == "check" and item.name in asked
                if why and not is_asked:
                    found.setdefault(_place(item), _Watched(kind, item, why))
        order = list(_WATCHES)
        return tuple(sorted(found.values(), key=lambda one: order.index(one.kind)))

    def watch_sections(self) -> Iterator[Section]:
        """A row for each, and one sentence on the kinds of which there is none."""
        kinds = Counter(one.kind for one in self.watched)
        none = [words for kind, words in _NONE.items() if not kinds[kind]]
        columns = (
            _ACTION,
            _TITLE_ALONE,
            _LEAD,
            Column("why", "Why to ask", prose=True, label=False, least=24),
        )
        rows = tuple(
            (one.item.name, *_title_apart_from_lead(one.item), one.why) for one in self.watched
        )
        facts = (Fact("", " ".join(none)),) if none else ()
        tables = (Table(columns, rows),) if rows else ()
        yield Section("Lapsed, without news, or to be checked", facts, tables)

    # The ladder

    def ladders(self) -> dict[str, tuple[int, dict[Step, int]]]:
        """The number of actions and of those on each step, at the last meeting and now."""
        occasion = self.occasion
        return {
            "then": (
                len(self.items_before),
                ladder((one.action for one in self.items_before), occasion.since),
            ),
            "now": (len(self.items), ladder((one.action for one in self.items), occasion.made)),
        }

    def ladder_section(self) -> Section:
        """Two rows: then and now."""
        days = {"then": self.occasion.since, "now": self.occasion.made}
        columns = (
            Column("day", "As at", least=16),
            Column("actions", "Actions", number=True),
            *(Column(step, words.capitalize(), number=True) for step, words in LADDER.items()),
        )
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (_spoken(days[when]), whole, *(steps[step] for step in LADDER))
            for when, (whole, steps) in self.ladders().items()
        )
        return Section("Evidence for completed actions, then and now", (), (Table(columns, rows),))

    def codes(self) -> Iterator[tuple[str, Register]]:
        """The agencies that are named by their codes."""
        shown = (
            *(one.item for one in self.decisions),
            *self.late,
            *(one.item for one in self.coming),
            *(one.item for one in self.watched),
        )
        for item in shown:
            yield from ((name, item.register) for name in item.action.lead)
        yield from ((one.by, one.item.register) for one in self.decisions if one.by)
        for one in self.coming:
            yield from ((name, one.item.register) for name in (one.step.lead if one.step else ()))

    # For programs

    def data(self) -> dict[str, Json]:
        """The paper as JSON."""
        occasion = self.occasion
        following = occasion.next_meeting
        categories = Counter(one.category for one in self.changes)
        return {
            "meeting": occasion.meeting.isoformat(),
            "since": {"commit": occasion.before.commit, "date": occasion.since.isoformat()},
            "next_meeting": following.isoformat() if following else None,
            "actions": len(self.items),
            "late_by_first": sum(1 for one in self.late if days_late_by_first(one)),
            "late_in_force": sum(1 for one in self.late if days_late_in_force(one)),
            "changed": {category: categories[category] for category in Category},
            "entries": [dict(one) for one in self.entries()],
            "ladder": {
                when: {step: steps[step] for step in Step}
                for when, (_, steps) in self.ladders().items()
            },
        }

    def entries(self) -> Iterator[Mapping[str, Json]]:
        """Every row of the paper that is about an action, in its order."""
        for number, one in enumerate(self.decisions, 1):
            what = "; ".join((one.ask, *one.more))
            asked = {"number": number, "by": one.by, "asked_for": canonical(one.target)}
            yield self._entry(f"decision-{one.kind}", one.item, what, asked)
        for item in self.late:
            yield self._entry("late", item, "")
        for due in self.coming:
            name = due.step.name if due.step else None
            own = {"milestone": name, "target": due.due.isoformat()} if due.step else {}
            yield self._entry("due", due.item, "", own)
        for watched in self.watched:
            yield self._entry(watched.kind, watched.item, watched.why)

    def _entry(
        self,
        section: str,
        item: Item,
        what: str,
        more: Mapping[str, Json] = MappingProxyType({}),
    ) -> Mapping[str, Json]:
        action = item.action
        return {
            "section": section,
            "number": None,
            "review": item.plan.id,
            "action": action.id,
            "milestone": None,
            "title": gist(item),
            "lead": list(item.register.codes(action.lead)),
            "what": what or None,
            "by": None,
            "asked_for": None,
            "first_promised": canonical(first_target(action)),
            "target": canonical(action.target),
            "times_moved": len(action.extensions),
            "days_moved": days_extended(action, item.plan),
            "days_late_first": days_late_by_first(item),
            "days_late": days_late_in_force(item),
            **more,
        }

    def flat(self) -> Table:
        """The entries for a spreadsheet."""
        rows = [{"name": f"{one['review']} {one['action']}", **one} for one in self.entries()]
        keys = ("name", *ENTRY_KEYS)
        return Table(
            tuple(Column(key, key) for key in keys),
            tuple(tuple(_flat(row[key]) for key in keys) for row in rows),
        )


ENTRY_KEYS = (
    *("section", "number", "review", "action", "milestone", "title", "lead", "what", "by"),
    *("asked_for", "first_promised", "target", "times_moved", "days_moved"),
    *("days_late_first", "days_late"),
)
"""The keys of a row for programs."""

SECTIONS = (
    *("decision-extension", "decision-sign-off", "decision-dropped", "decision-paused"),
    *("late", "due", "lapsed", "no-news", "check"),
)
"""The sections of these rows, by their names for programs."""

_COUNTED = MappingProxyType(
    {
        Category.SIGNED_OFF: "signed off",
        Category.RESULT_GIVEN: "with a decision whether it was met",
        Category.EVIDENCE_ADDED: "with new evidence",
        Category.MILESTONE_REACHED: "with a milestone reached",
        Category.SLIPPED: "moved to a later date",
        Category.EXTENSION_ASKED: "with an extension requested",
        Category.BROUGHT_FORWARD: "brought forward",
        Category.GONE: "no longer in the plan",
        Category.MOVED: "moved or renumbered",
        Category.LEAD_CHANGED: "with another lead",
    }
)
"""The categories in a count, where the word of the category is not enough."""

_OTHERS = "changed in another way, which is not listed"


def _flat(value: Json) -> Cell:
    if isinstance(value, list):
        return tuple(str(one) for one in value)
    return value if isinstance(value, str | int) else None


# Decisions


def _extension(item: Item) -> DecisionWanted:
    asked = item.action.extension_asked
    assert asked is not None  # noqa: S101 - of those that ask
    until = details.in_words(asked.target) or "a date that is not recorded"
    was = details.in_words(item.action.target)
    more = (
        f"Reason: {asked.reason}" if asked.reason else "No reason recorded.",
        f"Requested by {_when(asked.by or 'a body that is not recorded', asked.date)}.",
    )
    ask = f"Extend from {was} to {until}" if was else f"Set the target {until}"
    return DecisionWanted("extension", item, ask, more, asked.by, asked.target)


def _closure(item: Item) -> DecisionWanted:
    action = item.action
    done = f"Completed {spoken(action.completed)}." if action.completed else "No completion date."
    outcome = (
        f"Outcome: {shortened(action.outcome, _SAID)}" if action.outcome else "No outcome recorded."
    )
    shown = "; ".join(one.what or "(not described)" for one in action.evidence)
    evidence = f"Evidence: {shortened(shown, _SAID)}" if shown else "No evidence recorded."
    return DecisionWanted("sign-off", item, "Sign off as complete", (done, outcome, evidence))


def _dropped(item: Item) -> DecisionWanted:
    made = item.action.decision
    status = str(item.action.status).replace("-", " ")
    is_made = bool(made and made.by)
    more = [f"Reason: {made.reason}" if made and made.reason else "No reason recorded."]
    if item.action.superseded_by:
        more.append(f"Superseded by {item.action.superseded_by}.")
    if made and made.by:
        more.append(f"Decided by {_when(made.by, made.date)}.")
    ask = f"{'Note' if is_made else 'Agree'}: {status}"
    return DecisionWanted("dropped", item, ask, tuple(more), made.by if made else None)


def _paused(item: Item) -> DecisionWanted:
    action, made = item.action, item.action.decision
    check, target = (deadline_of(each, item.plan) for each in (action.next_check, action.target))
    more = []
    if made:
        more.append(f"Paused by {_when(made.by or 'a body that is not recorded', made.date)}.")
        more.append(f"Reason: {made.reason}" if made.reason else "No reason recorded.")
    if target and target < item.as_of:
        more.append(f"Its target, {details.in_words(action.target)}, has passed.")
    if check and check < item.as_of:
        more.append(f"The date to look again, {details.in_words(action.next_check)}, has passed.")
    ask = "Set a date to look again, or take it up"
    return DecisionWanted("paused", item, ask, tuple(more), made.by if made else None)


def _when(who: str, when: AnyDate | None) -> str:
    return f"{who}, {spoken(when)}" if when else who


# Cells


def _spoken(day: date) -> str:
    return spoken(on_day(day))


def _is_dropped(change: Change) -> bool:
    return change.field == "status" and change.new in DROPPED


def _place(item: Item) -> tuple[str, object]:
    return item.plan.file, item.action.route


def _title_apart_from_lead(item: Item, step: Milestone | None = None) -> tuple[str, str]:
    leads = (step.lead if step else ()) or item.action.lead
    own = f"Milestone: {step.text or '(no text)'}" if step else gist(item)
    return shortened(own, _TITLE), lead_codes(leads, item.register)


def _title_and_lead(item: Item) -> Parts:
    title, leads = _title_apart_from_lead(item)
    return Parts((title, Fact("Lead", leads)))


def _late_word(days: int | None) -> Word:
    return Word(f"{span(days)}", "red") if days else Word("not late")


def _part_title(change: Change) -> str:
    part = change.part
    if part.step:
        return shortened(part.step.text or "(no text)", _TITLE)
    if part.action:
        parent = part.recommendation
        own = part.action.title or part.action.text
        if not own and parent and parent.speaks_for(part.action):
            own = parent.title or parent.text
        return shortened(own or "(no text)", _TITLE)
    if parent := part.recommendation:
        return shortened(parent.title or parent.text or "(no text)", _TITLE)
    return part.plan.title or part.plan.id


def _said(same: list[Change]) -> Parts:
    """What happened to a part of a plan, a line for each kind of change."""
    lines: list[str | Word | Fact] = []
    for one in same:
        words = shortened(in_words(one), _SAID)
        if one.category is Category.COMPLETED:
            lines.append(words)
        else:
            lines.append(Fact(_LABELS.get(one.category, HEADINGS[one.category]), words))
    return Parts(tuple(lines))


_LABELS = {
    Category.RESULT_GIVEN: "Decided",
    Category.MILESTONE_REACHED: "Milestone reached",
    Category.SLIPPED: "Moved",
    Category.GONE: "No longer in the plan",
}


# What to ask about


def _lapsed(item: Item, _occasion: Occasion) -> str:
    if item.standing.state is not State.LAPSED:
        return ""
    checks = sorted(
        (one for one in item.action.checks if one.found == newest_finding(item.action)),
        key=lambda one: one.date.last if one.date else date.min,
    )
    made = checks[-1]
    who = f" by {made.by}" if made.by else ""
    when = f" on {spoken(made.date)}" if made.date else ""
    how = f" ({made.how})" if made.how else ""
    return f"Lapsed, as a check{who} found{when}{how}"


def _silent(item: Item, occasion: Occasion) -> str:
    """Open, and no news within its review cycle, or else since the last meeting."""
    action = item.action
    if not action.is_open:
        return ""
    said = last_update(action, occasion.made)
    asked = action.extension_asked
    if asked and asked.date and (said is None or asked.date.last > said):
        said = asked.date.last
    has_cycle = action.review_every or item.plan.review_every
    is_new = said is not None and said >= occasion.since
    if is_new or (has_cycle and Flag.NO_NEWS not in item.standing.flags):
        return ""
    return f"No update since {_spoken(said)}" if said else "No dated update at all"


def _check_due(item: Item, occasion: Occasion) -> str:
    check = deadline_of(item.action.next_check, item.plan)
    if check is None or item.action.status in DROPPED or item.action.unclear:
        return ""
    words = details.in_words(item.action.next_check)
    if item.standing.state is State.CHECK_OVERDUE:
        return f"Check was due {words}"
    is_ahead = occasion.meeting <= check <= occasion.until
    return f"Check due {words}" if is_ahead else ""


_WATCHES = MappingProxyType({"lapsed": _lapsed, "no-news": _silent, "check": _check_due})
_NONE = {
    "lapsed": "No action has lapsed.",
    "no-news": "Every open action has been reported on in time.",
    "check": "No check is due.",
}


# The foot


class Foot(NamedTuple):
    """Where a paper comes from, and how to make it again.

    Attributes:
        made_from: The commit and the version of the program, in a sentence.
        command: Makes it again; None if it cannot be.
        unverifiable: Why it cannot be made again, in a sentence.
        fingerprint: Of all that is above the foot.
    """

    made_from: str
    command: str | None
    unverifiable: str
    fingerprint: str


FOOT = "How this paper was made"
CANNOT = "This paper cannot be verified."


def with_foot(report: Report, foot: Foot) -> Report:
    """The paper with where it comes from at its end."""
    facts = [Fact("", foot.made_from)]
    if foot.command:
        facts.append(Fact("", Code(foot.command, "sh")))
        check = "To check that nothing in it was changed, run dhrplan verify with this file."
    else:
        check = f"{CANNOT} {foot.unverifiable}"
    facts.append(Fact("", f"Fingerprint: {foot.fingerprint}. {check}"))
    return replace(
        report,
        sections=(*report.sections, Section(FOOT, tuple(facts))),
        make_data=lambda: {
            **report.data,
            "fingerprint": foot.fingerprint,
            "command": foot.command,
            "unverifiable": foot.unverifiable or None,
        },
    )
