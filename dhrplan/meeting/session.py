"""The state of a meeting: the decisions, the plans as they would be, and the journal on disk."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, fields, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from dhrplan import store
from dhrplan.decide import (
    Decision,
    Effect,
    changes_for,
    check_decision,
    draft_of,
    effect_of,
    find_subjects,
    interpret,
)
from dhrplan.errors import DhrplanError
from dhrplan.meeting.answers import BY_KEY
from dhrplan.model.plan import OPEN, Status
from dhrplan.plan.folder import Folder
from dhrplan.plan.read import PlanFile
from dhrplan.reports.select import Item, every_item
from dhrplan.wording import count, listed


class JournalEntry(NamedTuple):
    """A decision about an action, or about a milestone of it, on the day of a meeting.

    `key` is the key of the answer that it came from.
    """

    review: str
    action: str
    milestone: str | None
    key: str
    decision: Decision
    day: date

    @property
    def local_id(self) -> str:
        """Its subject within the review: `4.1`, `4.1/ii`."""
        return f"{self.action}/{self.milestone}" if self.milestone else self.action

    @property
    def subject(self) -> str:
        """Its subject with the review: `DHR4 4.1/ii`."""
        return f"{self.review} {self.local_id}"

    @property
    def topic(self) -> tuple[str, str] | None:
        """Subject and topic; a later entry with the same replaces this one. None adds up."""
        topic = BY_KEY[self.key].topic
        return (self.subject, topic) if topic else None

    @property
    def is_update(self) -> bool:
        """True if it is only what an agency said."""
        return not self.decision.given - {"note", "by", "date"}


def counted(entries: Collection[JournalEntry]) -> str:
    """How many there are: `2 decisions and 1 update`."""
    updates = sum(one.is_update for one in entries)
    numbers = ((len(entries) - updates, "decision"), (updates, "update"))
    return listed(count(number, noun) for number, noun in numbers if number)


class ChangedFile(NamedTuple):
    """A file with the decisions of the session in it."""

    file: PlanFile
    data: bytes


@dataclass(frozen=True, slots=True)
class Session:
    """The decisions so far, and the files that they change.

    Attributes:
        read: All folders in view, as they were read.
        data: The bytes of each file in view as they were read, by name.
        entries: The decisions, in the order in which they were made.
        changed: The files that the decisions change, by name.
    """

    read: tuple[Folder, ...]
    data: Mapping[str, bytes]
    entries: tuple[JournalEntry, ...] = ()
    changed: Mapping[str, ChangedFile] = field(default_factory=dict)

    @property
    def folders(self) -> tuple[Folder, ...]:
        """All folders in view, with the changed files."""
        return tuple(
            replace(
                folder,
                files=tuple(
                    self.changed[file.file].file if file.file in self.changed else file
                    for file in folder.files
                ),
            )
            for folder in self.read
        )

    @property
    def checksums(self) -> Mapping[str, str]:
        """The checksum of each changed file, by review."""
        files = self.changed.values()
        return {one.file.plan.id: checksum(one.data) for one in files if one.file.plan}

    def now(self, item: Item) -> Item:
        """An action with the decisions of the session."""
        changed = self.changed.get(item.plan.file)
        if changed is None:
            return item
        name = changed.file.file
        folder = next(one for one in self.read if any(each.file == name for each in one.files))
        items = every_item((replace(folder, files=(changed.file,)),), item.as_of)
        return next(one for one in items if one.action.route == item.action.route)

    def entries_of(self, item: Item) -> tuple[JournalEntry, ...]:
        """The decisions about an action and its milestones."""
        about = (item.plan.id, item.action.id)
        return tuple(one for one in self.entries if (one.review, one.action) == about)

    def effects(self) -> Iterator[tuple[str, ChangedFile, Effect]]:
        """Each changed file with the effect of all its changes."""
        before = {file.file: file for folder in self.read for file in folder.files}
        for name, one in sorted(self.changed.items()):
            day = max(each.day for each in self.entries)
            yield name, one, effect_of(self.read, before[name], one.file, day)


def record(session: Session, entry: JournalEntry) -> tuple[Session, Effect]:
    """Add a decision, in place of an earlier one with the same topic.

    The effect is returned and not judged: it may contain errors.

    Raises:
        DhrplanError: It is not understood, does not fit, or its file cannot be changed.
    """
    if entry.topic:
        session = remove(session, [one for one in session.entries if _is_replaced(one, entry)])
    about = find_subjects(session.folders, entry.review, (entry.local_id,))
    decision = interpret(entry.decision, about.folder.register, entry.day)
    check_decision(decision, about.named[0])
    name = about.file.file
    data = session.changed[name].data if name in session.changed else session.data[name]
    changes = changes_for(decision, about.named[0], entry.day)
    draft = draft_of(session.folders, about.file.source, data, changes, entry.day)
    changed = {**session.changed, name: ChangedFile(draft.file, draft.data)}
    entries = (*session.entries, entry._replace(decision=decision))
    return replace(session, entries=entries, changed=changed), draft.effect


def _is_replaced(one: JournalEntry, later: JournalEntry) -> bool:
    """By the same topic; reopening an action also withdraws its sign-off."""
    reopens = later.decision.status in OPEN and one.subject == later.subject
    return one.topic == later.topic or (one.decision.sign_off is True and reopens)


def remove_status(session: Session, item: Item) -> Session:
    """Take back the decisions on the status of an action, and its sign-off."""
    own = [one for one in session.entries_of(item) if one.milestone is None]
    return remove(session, [one for one in own if one.decision.status or one.decision.sign_off])


def remove(session: Session, gone: Collection[JournalEntry]) -> Session:
    """Take decisions back (by identity); the others about their reviews are recorded again.

    Raises:
        DhrplanError: Another decision depends on one of them.
    """
    reviews = {one.review for one in gone}
    if not reviews:
        return session
    others = tuple(one for one in session.entries if one.review not in reviews)
    left = [one for one in session.entries if not any(one is each for each in gone)]
    changed = {
        name: one
        for name, one in session.changed.items()
        if one.file.plan and one.file.plan.id not in reviews
    }
    again = [one for one in left if one.review in reviews]
    session = replace(session, entries=others, changed=changed)
    for one in again:
        session, _ = record(session, one)
    return session


class JournalData(NamedTuple):
    """What a journal holds until it is written to the plans.

    Attributes:
        becomes: The checksum of each file that is about to be written, by review. A file that has
            it contains the decisions, even if the meeting was killed before noting that.
        unfit: Decisions of an earlier meeting that do not fit the plans at present.
    """

    entries: tuple[JournalEntry, ...] = ()
    becomes: Mapping[str, str] = MappingProxyType({})
    unfit: tuple[JournalEntry, ...] = ()

    def unwritten(self, checksums: Mapping[str, str]) -> tuple[JournalEntry, ...]:
        """The decisions that are in no file yet, by the present checksum of each review's file."""
        written = {one for one, expected in self.becomes.items() if checksums.get(one) == expected}
        return (*self.unfit, *(one for one in self.entries if one.review not in written))

    def to_json(self) -> str:
        """As JSON, with the parts of each decision that say something."""

        def plain(entry: JournalEntry) -> dict[str, Any]:
            decision, names = entry.decision, (one.name for one in fields(entry.decision))
            given = {name: getattr(decision, name) for name in names if name in decision.given}
            return {**entry._asdict(), "decision": given}

        whole = {
            "decisions": [plain(one) for one in self.entries],
            "becomes": dict(self.becomes),
            "unfit": [plain(one) for one in self.unfit],
        }
        return json.dumps(whole, ensure_ascii=False, indent=1, default=date.isoformat) + "\n"


def checksum(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return sha256(data).hexdigest()


def from_json(text: str) -> JournalData:
    """Parse what `JournalData.to_json` returns.

    Raises:
        DhrplanError: It is anything else.
    """
    try:
        whole = json.loads(text)
        entries, unfit = (tuple(map(_entry, whole[key])) for key in ("decisions", "unfit"))
        return JournalData(entries, dict(whole["becomes"]), unfit)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DhrplanError("The decisions of an earlier meeting cannot be read.") from error


def _entry(plain: dict[str, Any]) -> JournalEntry:
    parts = {name: _part(name, value) for name, value in plain["decision"].items()}
    day = date.fromisoformat(plain["day"])
    entry = JournalEntry(**{**plain, "decision": Decision(**parts), "day": day})
    texts = (entry.review, entry.action, entry.milestone or "")
    if entry.key not in BY_KEY or not all(isinstance(one, str) for one in texts):
        raise ValueError
    return entry


def _part(name: str, value: Any) -> Any:
    """A part of a decision, checked to have the type of that part."""
    default = getattr(Decision(), name)
    values = value if isinstance(default, tuple) else (value,)
    kind = bool if isinstance(default, bool) else str
    if isinstance(values, str) or not all(isinstance(one, kind) for one in values):
        raise ValueError
    if name == "status":
        Status(value)
    return tuple(value) if isinstance(default, tuple) else value


_FILE = "meeting.json"


@dataclass(frozen=True, slots=True)
class Journal:
    """Decisions on disk, one file beside each folder of plans: unpublished reviews stay apart.

    Attributes:
        places: The journal file of each folder.
        plans: The plan file of each review.
        found: The folder in whose journal decisions about a review were found.
    """

    places: Mapping[Path, Path]
    plans: Mapping[str, Path]
    found: dict[str, Path] = field(default_factory=dict)

    def unwritten(self) -> tuple[JournalEntry, ...]:
        """The decisions on disk that are in no plan yet.

        Raises:
            DhrplanError: A journal file cannot be read.
        """
        every: list[JournalEntry] = []
        for folder, place in self.places.items():
            data = _read(place)
            paths = {one: self.plans[one] for one in data.becomes if one in self.plans}
            entries = data.unwritten(
                {one: checksum(store.read_if_present(path) or b"") for one, path in paths.items()}
            )
            self.found.update((one.review, folder) for one in entries)
            every.extend(entries)
        return tuple(every)

    def write(self, data: JournalData) -> None:
        """Replace what is on disk.

        Raises:
            NotWrittenError: It cannot be written.
        """
        for folder, place in self.places.items():
            entries, unfit = (
                tuple(one for one in those if self._folder(one.review) == folder)
                for those in (data.entries, data.unfit)
            )
            if entries or unfit:
                own = JournalData(entries, data.becomes, unfit)
                mode = store.mode_of_plans(folder)
                store.write_output(place, own.to_json().encode(), mode)
            else:
                place.unlink(missing_ok=True)

    def _folder(self, review: str) -> Path:
        """The folder of its plan; if that cannot be read, of the journal that names it."""
        plan = self.plans.get(review)
        return plan.parent if plan else self.found[review]


def _read(place: Path) -> JournalData:
    data = store.read_if_present(place)
    if data is None:
        return JournalData()
    try:
        return from_json(data.decode())
    except (DhrplanError, UnicodeDecodeError) as error:
        message = f"{place} holds decisions of an earlier meeting and cannot be read."
        hint = "Open the file and copy what it holds. Then move it away and start again."
        raise DhrplanError(message, hint) from error


@contextmanager
def open_journal(plans: Mapping[str, Path]) -> Iterator[Journal]:
    """Lock and open the journal for plans, which are given as paths by review.

    Raises:
        DhrplanError: Another meeting on them is going on, or no file can be written there.
    """
    with ExitStack() as stack:
        folders = dict.fromkeys(path.parent for path in plans.values())
        places = {one: stack.enter_context(store.private_file(one, _FILE)) for one in folders}
        yield Journal(places, plans)
