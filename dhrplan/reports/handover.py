"""The question `handover`: what the next coordinator must know, and where it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from dhrplan.model.agencies import Register
from dhrplan.model.dates.values import AnyDate, on_day, spoken
from dhrplan.model.plan import STOPPED, Extension, Plan, Recommendation, Status
from dhrplan.model.state import (
    OLD_DAYS,
    Flag,
    State,
    deadline_of,
    last_update,
    standing_actions,
)
from dhrplan.plan.folder import Folder
from dhrplan.reports import details
from dhrplan.reports.promises import SilentMove, promise
from dhrplan.reports.rows import action_row, canonical, gist, lead_codes, markings, partnerships
from dhrplan.reports.select import (
    OPEN_WORD,
    Item,
    Selection,
    resolved,
    select,
    selected_plans,
)
from dhrplan.reports.summary import old_records, state_counts
from dhrplan.table import Cell, Column, Fact, Json, Report, Section, Table, Word
from dhrplan.wording import count, listed, shortened

_TITLE = 90
_NO_LEAD = "No lead"
_THE_BOARD = "the board"


@dataclass(frozen=True)
class AroundThePlans:
    """What lies around the plans, for the next coordinator to find.

    Attributes:
        places: Labels and values that say where things are.
        minutes: The days and files of the minutes, oldest first.
        moves: The targets that moved without a record.
        git: What is committed, or why git says nothing, in sentences.
        commit: The commit of the plans; None if they are not as committed.
    """

    places: tuple[tuple[str, str], ...] = ()
    minutes: tuple[tuple[date, str], ...] = ()
    moves: tuple[SilentMove, ...] = ()
    git: tuple[str, ...] = ()
    commit: str | None = None


def handover(
    folders: tuple[Folder, ...], selection: Selection, as_of: date, around: AroundThePlans
) -> Report:
    """The hand-over of the selected reviews on a day.

    Raises:
        NotFoundError: A filter names something that does not exist.
    """
    selection = resolved(folders, selection)
    found = _Passing(folders, selection, as_of, around)
    plans = found.plans
    return Report(
        kind="handover",
        title="Hand-over",
        as_of=as_of,
        sections=(
            found.overview(),
            found.open_section(),
            found.asked_section(),
            found.moves_section(),
            found.agreed_section(),
            found.again_section(),
            found.minutes_section(),
            found.places_section(),
        ),
        make_data=found.data,
        make_flat=found.flat,
        filters=selection.named,
        chosen=selection.in_words(folders),
        markings=markings(plans),
        partnerships=partnerships(plans),
        commit=around.commit,
    )


class _Unanswered(NamedTuple):
    """Something that was asked and not answered yet."""

    name: str
    what: str
    of: str
    since: date | None = None


class _MoveOfTarget(NamedTuple):
    """A move of a target, recorded or not."""

    name: str
    old: AnyDate | None
    new: AnyDate | None
    day: date | None
    reason: str | None
    by: str | None
    commit: str | None = None

    @property
    def why(self) -> str:
        """The reason, or what is missing."""
        if self.commit:
            return f"Not recorded in the plan. Only git has it: commit {self.commit}."
        return self.reason or "No reason recorded."


class _Agreed(NamedTuple):
    """Something that was agreed."""

    name: str
    what: str
    day: AnyDate | None
    by: str | None


class _Again(NamedTuple):
    """A day on which to look at an action again; None where no day was set."""

    item: Item
    day: date | None
    when: str
    why: str


@dataclass(frozen=True)
class _Passing:
    """What is passed on, as values; the sections are made of them."""

    folders: tuple[Folder, ...]
    selection: Selection
    as_of: date
    around: AroundThePlans

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The actions."""
        return select(self.folders, self.selection, self.as_of)

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """The plans."""
        return selected_plans(self.folders, self.selection)

    @cached_property
    def recommendations(self) -> tuple[tuple[Plan, Recommendation, Register], ...]:
        """The recommendations with a selected action, or all of the reviews asked for."""
        shown = {(item.plan.file, item.recommendation.route) for item in self.items}
        chosen = {id(plan) for plan in self.plans}
        return tuple(
            (plan, one, folder.register)
            for folder in self.folders
            for plan in folder.plans
            if id(plan) in chosen
            for one in plan.recommendations
            if (plan.file, one.route) in shown or not self.selection.narrows_actions
        )

    def overview(self) -> Section:
        """The counts, the meetings, and the old records."""
        meetings = sorted({day for folder in self.folders for day in folder.settings.meetings})
        last = [day for day in meetings if day < self.as_of]
        following = [day for day in meetings if day >= self.as_of]
        unread = [one.file for folder in self.folders for one in folder.files if not one.plan]
        facts = (
            Fact("", state_counts(self.items, self.plans)),
            Fact("Last meeting", _spoken(last[-1]) if last else None),
            Fact("Next meeting", _spoken(following[0]) if following else None),
            Fact("Later meetings", ", ".join(map(_spoken, following[1:])) or None),
            Fact("Cannot be read", tuple(unread)),
        )
        known = tuple(one for one in facts if one.value)
        return Section("", (*known, *old_records(self.plans, self.as_of)))

    # Open

    @cached_property
    def open_items(self) -> tuple[Item, ...]:
        """The actions that are not closed, and those that have lapsed."""
        asked = Selection({"status": (OPEN_WORD,)})
        return tuple(item for item in self.items if asked.passes(item))

    def open_section(self) -> Section:
        """The open actions under each of their leads."""
        by_agency: dict[str, list[Item]] = {}
        for item in self.open_items:
            register = item.register
            names = dict.fromkeys(details.bodies((one,), register) for one in item.action.lead)
            for name in names or (_NO_LEAD,):
                by_agency.setdefault(name, []).append(item)
        rows = tuple(
            (
                name,
                item.name,
                shortened(gist(item), _TITLE),
                Word(details.state(item), item.standing.colour),
                details.in_words(item.action.target) or "no target date",
                promise(item),
                _day(last_update(item.action, self.as_of)) or "none",
            )
            for name, items in sorted(by_agency.items())
            for item in items
        )
        columns = (
            Column("agency", "Agency"),
            _ACTION,
            _TITLE_COLUMN,
            Column("state", "State"),
            Column("target", "Target"),
            Column("first", "First promised"),
            Column("updated", "Last update", least=10),
        )
        whole = count(len(self.open_items), "open action")
        told = (Fact("", f"{whole}. An action is under each agency that leads it."),)
        empty = "No action is open."
        return Section(
            "What is open, by agency", told if rows else (), (Table(columns, rows, 1, empty),)
        )

    # Asked

    @cached_property
    def asked(self) -> tuple[_Unanswered, ...]:
        """What was asked of agencies, national bodies and the board, and not answered."""
        return (
            *(one for item in self.items for one in _of_the_board(item)),
            *(one for each in self.recommendations for one in self._responses(*each)),
            *(one for item in self.items for one in self._of_agencies(item)),
        )

    def _responses(
        self, plan: Plan, recommendation: Recommendation, register: Register
    ) -> Iterator[_Unanswered]:
        name = f"{plan.id} {recommendation.id}"
        for one in recommendation.responses:
            if one.replied or one.answer or one.text:
                continue
            due = deadline_of(one.due, plan)
            late = f", {details.lateness(due, self.as_of)}" if due else ""
            when = f" It was due {details.in_words(one.due)}{late}." if one.due else ""
            sent = one.sent.last if one.sent else None
            what = f"A response to the recommendation.{when}"
            if sent is None:
                what = f"A response. That it was asked for is not recorded.{when}"
            yield _Unanswered(
                name, what, details.bodies(filter(None, (one.from_,)), register), sent
            )
        is_silent = recommendation.scope == "national" and not recommendation.responses
        if is_silent and not recommendation.result and standing_actions(recommendation):
            what = "A response to the recommendation. No request is recorded."
            yield _Unanswered(name, what, details.bodies(recommendation.addressed_to, register))

    def _of_agencies(self, item: Item) -> Iterator[_Unanswered]:
        leads = details.bodies(item.action.lead, item.register) or _NO_LEAD
        if item.action.is_open:
            said = last_update(item.action, self.as_of)
            has_cycle = item.action.review_every or item.plan.review_every
            is_old = said is None or said < self.as_of - timedelta(OLD_DAYS)
            if (Flag.NO_NEWS in item.standing.flags) if has_cycle else is_old:
                what = f"An update. The last was on {_spoken(said)}." if said else "An update."
                yield _Unanswered(
                    item.name, what if said else f"{what} There has been none.", leads
                )
        if Flag.BLOCKED in item.standing.flags and (made := item.action.blocked):
            of = details.bodies((made.by,), item.register) if made.by else "not recorded"
            what = f"To remove what is in the way: {made.reason or 'not recorded'}"
            yield _Unanswered(item.name, what, of, made.since.last if made.since else None)

    def asked_section(self) -> Section:
        """A row for each request."""
        columns = (
            _ACTION,
            Column("what", "What was asked", prose=True, label=False, least=28),
            Column("of", "Of whom", prose=True, least=20),
            Column("since", "Since"),
        )
        rows = tuple((one.name, one.what, one.of, _day(one.since)) for one in self.asked)
        empty = "Nothing is waiting for an answer."
        return Section("Asked, and not answered", (), (Table(columns, rows, empty=empty),))

    # Moves

    @cached_property
    def moves(self) -> tuple[_MoveOfTarget, ...]:
        """Every move of a target of the selected actions, by action, the oldest first."""
        silent: dict[tuple[str, str], list[SilentMove]] = {}
        for move in self.around.moves:
            silent.setdefault((move.review, move.action), []).append(move)
        return tuple(
            move
            for item in self.items
            for move in _moves_of(item, silent.get((item.plan.id, item.action.id), []))
        )

    def moves_section(self) -> Section:
        """A row for each move; those without a reason or a record are counted."""
        columns = (
            _ACTION,
            Column("old", "From"),
            Column("new", "To"),
            Column("day", "When", least=15),
            Column("reason", "Why", prose=True, label=False, least=28),
            Column("by", "Agreed by"),
        )
        rows = tuple(
            (
                one.name,
                details.in_words(one.old) or "not recorded",
                details.in_words(one.new) or "not recorded",
                _day(one.day) or "not recorded",
                Word(one.why, None if one.reason else "magenta"),
                one.by or "not recorded",
            )
            for one in self.moves
        )
        facts = (Fact("", self._counts()),) if rows else ()
        empty = "No target has moved."
        return Section("Why each date moved", facts, (Table(columns, rows, empty=empty),))

    def _counts(self) -> str:
        silent = sum(1 for one in self.moves if one.commit)
        reasoned = sum(1 for one in self.moves if one.reason)
        parts = (
            (reasoned, "with a reason"),
            (len(self.moves) - silent - reasoned, "without a reason"),
            (silent, "without a record in the plan"),
        )
        actions = len({one.name.partition("/")[0] for one in self.moves})
        return (
            f"{count(len(self.moves), 'move')} of {count(actions, 'action')}: "
            f"{listed(f'{number:,} {words}' for number, words in parts if number)}."
        )

    # Agreed

    @cached_property
    def agreed(self) -> tuple[_Agreed, ...]:
        """Results, stops and checks, then the sign-offs of one day together."""
        found = []
        for plan, one, _ in self.recommendations:
            if one.result:
                words = details.result(one._replace(result=one.result._replace(date=None, by=None)))
                what = f"{words[:1].upper()}{words[1:]}"
                found.append(_Agreed(f"{plan.id} {one.id}", what, one.result.date, one.result.by))
        for item in self.items:
            made = item.action.decision
            if item.action.status in STOPPED:
                status = str(item.action.status).replace("-", " ").capitalize()
                by = item.action.superseded_by
                what = f"{status}{f' by {by}' if by else ''}: "
                what += (made.reason if made else None) or "no reason recorded"
                found.append(
                    _Agreed(item.name, what, made.date if made else None, made.by if made else None)
                )
            found += [
                _Agreed(
                    item.name,
                    f"Checked: {details.check(one._replace(date=None, by=None))}",
                    one.date,
                    one.by,
                )
                for one in item.action.checks
            ]
        return (*found, *_signed_off(self.items))

    def agreed_section(self) -> Section:
        """A row for each decision."""
        columns = (
            _ACTION,
            Column("what", "What was agreed or found", prose=True, label=False, least=30),
            Column("day", "When", least=15),
            Column("by", "By"),
        )
        rows = tuple(
            (one.name, one.what, details.in_words(one.day) or "not recorded", one.by or "")
            for one in self.agreed
        )
        empty = "No decision is recorded."
        return Section("What was agreed", (), (Table(columns, rows, empty=empty),))

    @cached_property
    def again(self) -> tuple[_Again, ...]:
        """When to look again, the earliest first; what has no day is last."""
        found = []
        for item in self.items:
            action = item.action
            day = deadline_of(action.next_check, item.plan)
            if action.next_check and item.standing.state not in _CLOSED_FOR_GOOD:
                why = "Paused" if action.status is Status.PAUSED else "To be checked"
                passed = day is not None and day < self.as_of
                if passed and item.standing.state is State.LAPSED:
                    why = "It has lapsed; set a new date"
                elif passed and item.standing.state is State.CHECK_OVERDUE:
                    why = "The check was not made"
                found.append(_Again(item, day, details.in_words(action.next_check), why))
            elif action.status is Status.PAUSED:
                found.append(_Again(item, None, "no date set", "Paused without a date"))
        return tuple(sorted(found, key=lambda one: one.day or date.max))

    def again_section(self) -> Section:
        """A row for each day."""
        columns = (
            Column("when", "When", least=15),
            _ACTION,
            _TITLE_COLUMN,
            Column("lead", "Lead"),
            Column("why", "Why", prose=True, label=False, least=20),
        )
        rows = tuple(
            (
                one.when,
                one.item.name,
                shortened(gist(one.item), _TITLE),
                lead_codes(one.item.action.lead, one.item.register),
                one.why,
            )
            for one in self.again
        )
        empty = "No date to look again is set."
        return Section("When to look again", (), (Table(columns, rows, empty=empty),))

    # Places

    def minutes_section(self) -> Section:
        """The minutes, the newest first."""
        columns = (Column("day", "Meeting", least=16), Column("file", "Minutes"))
        newest = reversed(self.around.minutes)
        rows: tuple[tuple[Cell, ...], ...] = tuple((_spoken(day), file) for day, file in newest)
        empty = "There are no minutes beside the plans."
        return Section("Where the minutes are", (), (Table(columns, rows, empty=empty),))

    def places_section(self) -> Section:
        """Where things are, and what is committed."""
        facts = (
            *(Fact(label, value) for label, value in self.around.places),
            *(
                Fact(plan.id, _of_plan(plan, folder.register))
                for folder in self.folders
                for plan in folder.plans
                if plan in self.plans
            ),
            Fact("Git", " ".join(self.around.git)),
        )
        return Section("How the folder is set up", tuple(one for one in facts if one.value))

    # For programs

    def data(self) -> dict[str, Json]:
        """The hand-over as JSON."""
        return {
            "open": [action_row(item) for item in self.open_items],
            "asked": [
                {"name": one.name, "what": one.what, "of": one.of, "since": _iso(one.since)}
                for one in self.asked
            ],
            "moves": [
                {
                    "name": one.name,
                    "from": canonical(one.old),
                    "to": canonical(one.new),
                    "date": _iso(one.day),
                    "reason": one.reason,
                    "approved_by": one.by,
                    "commit": one.commit,
                }
                for one in self.moves
            ],
            "agreed": [
                {"name": one.name, "what": one.what, "date": canonical(one.day), "by": one.by}
                for one in self.agreed
            ],
            "look_again": [
                {"name": one.item.name, "date": _iso(one.day), "why": one.why} for one in self.again
            ],
            "minutes": [
                {"date": day.isoformat(), "file": file} for day, file in self.around.minutes
            ],
            "places": dict(self.around.places),
        }

    def flat(self) -> Table:
        """The hand-over for a spreadsheet: a row for each thing."""
        rows: list[tuple[Cell, ...]] = [
            (item.name, "open", details.state(item), _codes(item), item.standing.deadline)
            for item in self.open_items
        ]
        rows += [(one.name, "asked", one.what, one.of, one.since) for one in self.asked]
        rows += [(one.name, "moved", one.why, one.by, one.day) for one in self.moves]
        rows += [
            (one.name, "agreed", one.what, one.by, details.in_words(one.day)) for one in self.agreed
        ]
        rows += [(one.item.name, "look-again", one.why, None, one.day) for one in self.again]
        keys = ("name", "section", "what", "who", "date")
        return Table(tuple(Column(key, key) for key in keys), tuple(rows))


_ACTION = Column("action", "Action", least=8)
_TITLE_COLUMN = Column("text", "Title", prose=True, label=False, least=20)
_CLOSED_FOR_GOOD = frozenset({State.SUPERSEDED, State.NOT_TAKEN_FORWARD})


def _codes(item: Item) -> tuple[str, ...]:
    return tuple(item.register.codes(item.action.lead))


def _spoken(day: date) -> str:
    return spoken(on_day(day))


def _day(day: date | None) -> str:
    return _spoken(day) if day else ""


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _of_the_board(item: Item) -> Iterator[_Unanswered]:
    """What an agency waits for the board to say."""
    action, who = item.action, item.plan.sign_off
    board = details.bodies((who,), item.register) if who else _THE_BOARD
    if asked := action.extension_asked:
        until = details.in_words(asked.target) or "a date that is not recorded"
        by = f" {details.bodies((asked.by,), item.register)} asked for it." if asked.by else ""
        reason = f" Reason: {asked.reason}" if asked.reason else " No reason recorded."
        what = f"An extension to {until}.{by}{reason}"
        yield _Unanswered(item.name, what, board, asked.date.last if asked.date else None)
    if item.standing.state is State.AWAITING_SIGN_OFF:
        done = action.completed.last if action.completed else None
        yield _Unanswered(item.name, "To sign it off as complete.", board, done)


def _moves_of(item: Item, silent: Iterable[SilentMove]) -> Iterator[_MoveOfTarget]:
    """The moves of an action: its extensions, and what only git has, each after those before it."""
    extensions = item.action.extensions
    following = [*(one.was for one in extensions[1:]), item.action.target]
    recorded = {canonical(one.was) for one in extensions}
    only_in_git = [
        _MoveOfTarget(
            f"{item.name}/{one.milestone}" if one.milestone else item.name,
            *(one.old, one.new, one.day, None, None, one.commit),
        )
        for one in silent
        if one.milestone or canonical(one.old) not in recorded
    ]
    found = [
        _recorded(item, one, _moved_to(one, new, only_in_git))
        for one, new in zip(extensions, following, strict=False)
    ]
    left = sorted((*found, *only_in_git), key=lambda one: one.day or date.min)
    while left:
        first = next((one for one in left if not _is_after_another(one, left)), left[0])
        left.remove(first)
        yield first


def _moved_to(
    extension: Extension, new: AnyDate | None, silent: Iterable[_MoveOfTarget]
) -> AnyDate | None:
    """The date that an extension led to, from which only git has the moves to the next one."""
    for move in reversed(tuple(silent)):
        is_next = canonical(move.new) == canonical(new) and "/" not in move.name
        if is_next and canonical(move.old) != canonical(extension.was):
            new = move.old
    return new


def _is_after_another(move: _MoveOfTarget, others: Iterable[_MoveOfTarget]) -> bool:
    """Whether another move led to the date from which this one moved."""
    return any(
        one is not move and one.name == move.name and canonical(one.new) == canonical(move.old)
        for one in others
    )


def _recorded(item: Item, extension: Extension, new: AnyDate | None) -> _MoveOfTarget:
    day = extension.date.last if extension.date else None
    reason, by = extension.reason, extension.approved_by
    return _MoveOfTarget(item.name, extension.was, new, day, reason, by)


def _signed_off(items: Iterable[Item]) -> Iterator[_Agreed]:
    """The sign-offs of a review on one day by one body, in one row."""
    together: dict[tuple[str, AnyDate | None, str | None], list[str]] = {}
    for item in items:
        if signed := item.action.signed_off:
            together.setdefault((item.plan.id, signed.date, signed.by), []).append(item.action.id)
    for (review, day, by), ids in together.items():
        yield _Agreed(f"{review} {', '.join(ids)}", "Signed off as complete", day, by)


def _of_plan(plan: Plan, register: Register) -> str:
    """The file of a plan, how often its board looks, and who signs off."""
    parts = (
        plan.title or "",
        f"in {plan.file}",
        f"{plan.stage}" if plan.stage else "",
        f"reviewed {details.cycle(plan.review_every)}" if plan.review_every else "",
        f"signed off by {details.bodies((plan.sign_off,), register)}" if plan.sign_off else "",
        f"marked {plan.marking}" if plan.marking else "",
    )
    return f"{', '.join(filter(None, parts))}."
